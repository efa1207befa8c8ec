#include "dsl/sema/edits.h"

#include <algorithm>

#include "base/check.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/edit_reader.h"
#include "dsl/sema/field_edits.h"
#include "dsl/sema/row_aliases.h"

namespace edict::sema {

hir::Edit EditReader::read() {
  read_header();
  Block block;
  block.scope.package = &package_;
  block.scope.subject = edit_.subject;
  block.scope.level = edit_.level;
  block.scope.aliases = aliases_;
  for (const ClauseRef& child : clause_.children()) {
    if (child.kind() == NodeKind::MessageClause) edit_messages_.push_back(child);
    if (child.kind() == NodeKind::HighlightClause) edit_highlights_.push_back(child);
    is_review_ |= child.kind() == NodeKind::ReviewClause;
    is_in_order_ |= child.kind() == NodeKind::InOrderClause;
  }
  read_block(clause_, block);
  if (edit_.requires_.empty() && !has_broken_require_ && clause_.kind() != NodeKind::ErrorClause) {
    analysis_.report(Code::NoRequire, clause_.root().children().front().location(), {edit_.id});
  }
  for (const ClauseRef& test : tests_) {
    edit_.tests.push_back(read_test(analysis_, edit_, aliases_, effective_, test));
  }
  edit_.items = items_of(analysis_.hir.module(), edit_);
  return std::move(edit_);
}

void EditReader::read_header() {
  const NodeRef root = clause_.root();
  if (root.has(NodeKind::EditId)) edit_.id = root.child(NodeKind::EditId).text();
  if (root.has(NodeKind::TemplateId)) edit_.id = filled(root.child(NodeKind::TemplateId).text(), aliases_, nullptr);
  if (root.has(NodeKind::String)) edit_.title = text_of(root.child(NodeKind::String));
  edit_.package = package_.id;
  if (clause_.tree->is_generated) edit_.field = item_of_field_edit(analysis_.dictionary, edit_.id);
  edit_.location = clause_.location();
  edit_.whole = edit_.location;
  if (root.has(NodeKind::LevelName)) {
    edit_.level = analysis_.dictionary.find_level(root.child(NodeKind::LevelName).text());
    if (!edit_.level.is_valid()) report_unknown_level(analysis_, root.child(NodeKind::LevelName));
  }
  // The lowest level reaches every item, so that what follows is not reported for this mistake.
  if (!edit_.level.is_valid()) edit_.level = LevelId(analysis_.dictionary.levels().size() - 1);
  edit_.subject = analysis_.hir.module().subjects[edit_.level.index()];
  for (const ClauseRef& child : clause_.children()) extend_to(child);
}

void EditReader::extend_to(const ClauseRef& clause) {
  edit_.whole.span.end = std::max(edit_.whole.span.end, clause.clause().span.end);
  for (const ClauseRef& child : clause.children()) extend_to(child);
}

std::string EditReader::text_of(NodeRef string) const {
  const std::string text = unquoted(string.text());
  return aliases_.empty() ? text : filled(text, aliases_, &analysis_.dictionary);
}

hir::Edit read_edit(Analysis& analysis, PackageNames& package, const ClauseRef& clause,
                    std::vector<Scope::Alias> aliases) {
  return EditReader(analysis, package, clause, std::move(aliases)).read();
}

std::size_t word_among(NodeRef word, std::initializer_list<std::string_view> offered) {
  const auto found = std::ranges::find(offered, word.text());
  EDICT_CHECK(found != offered.end());
  return static_cast<std::size_t>(found - offered.begin());
}

}  // namespace edict::sema
