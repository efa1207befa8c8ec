// What is said about an edit as a whole.
#include <algorithm>

#include "dsl/sema/codes.h"
#include "dsl/sema/edit_reader.h"
#include "dsl/sema/expressions.h"
#include "dsl/sema/field_edits.h"

namespace edict::sema {

void EditReader::read_fact(const ClauseRef& clause, Block& block) {
  switch (clause.kind()) {
    case NodeKind::DescriptionClause:
      check_once(clause);
      edit_.description = text_of(clause.root().child(NodeKind::String));
      break;
    case NodeKind::AgencyClause:
      check_once(clause);
      edit_.agency = clause.root().children().front().text();
      break;
    case NodeKind::TagsClause:
      for (const NodeRef word : clause.root().children()) edit_.tags.emplace_back(word.text());
      break;
    case NodeKind::RestatesClause:
      for (const NodeRef id : clause.root().children()) edit_.restates.emplace_back(id.text());
      break;
    case NodeKind::ReferenceClause: edit_.references.push_back(text_of(clause.root().child(NodeKind::String))); break;
    case NodeKind::EffectiveClause:
      check_once(clause);
      read_effective(clause, block);
      break;
    case NodeKind::UnsureClause: {
      check_once(clause);
      const std::size_t policy = word_among(clause.root().children().front(), {"pass", "review", "fail"});
      edit_.unsure = static_cast<hir::UnsurePolicy>(policy);
      break;
    }
    case NodeKind::HistoryClause: read_history(clause); break;
    case NodeKind::AudienceClause:
      for (const NodeRef word : clause.root().children()) edit_.audience.emplace_back(word.text());
      break;
    case NodeKind::ImportedClause:
      for (const NodeRef name : clause.root().children()) edit_.imported_from.push_back(unquoted(name.text()));
      break;
    case NodeKind::RetiredClause: read_retired(clause); break;
    case NodeKind::ReplacedClause:
      for (const NodeRef id : clause.root().children()) edit_.replaced_by.emplace_back(id.text());
      break;
    case NodeKind::StandardClause: read_standards(clause); break;
    case NodeKind::ReviewClause:
      check_once(clause);
      edit_.is_review = true;
      break;
    case NodeKind::InOrderClause: check_once(clause); break;
    case NodeKind::DependsClause: read_depends(clause, block); break;
    case NodeKind::TestClause: tests_.push_back(clause); break;
    default: break;  // messages are read with each require
  }
}

// A written day; reports what is none.
std::optional<Day> EditReader::day_of(NodeRef date) {
  const Operand written = analyse_value(analysis_, Scope{}, date);
  const hir::ExprId day = as_date(analysis_, written, Bound::OneDay);
  return day.is_valid() ? std::optional(analysis_.hir[day].days.first) : std::nullopt;
}

void EditReader::read_history(const ClauseRef& clause) {
  const NodeRef root = clause.root();
  const std::optional<Day> day = day_of(root.child(NodeKind::DateLiteral));
  if (day) edit_.history.push_back({*day, unquoted(root.child(NodeKind::String).text())});
}

void EditReader::read_retired(const ClauseRef& clause) {
  check_once(clause);
  edit_.retired.emplace();
  for (const NodeRef part : clause.root().children()) {
    if (part.kind() == NodeKind::DateLiteral) edit_.retired->from = day_of(part);
    else edit_.replaced_by.emplace_back(part.text());
  }
}

void EditReader::read_standards(const ClauseRef& clause) {
  check_once(clause);
  for (const NodeRef range : clause.root().children()) {
    const std::string text(range.text());
    const std::size_t dash = text.find('-');
    const std::optional<Decimal> low = parse_decimal(text.substr(0, dash));
    const std::optional<Decimal> high = dash == std::string::npos ? low : parse_decimal(text.substr(dash + 1));
    if (!low || !high || *high < *low) {
      analysis_.report(Code::StandardReversed, range.location(), {text});
      continue;
    }
    edit_.standards.ranges.push_back({low->millionths / Decimal::kOne, high->millionths / Decimal::kOne});
  }
  std::ranges::sort(edit_.standards.ranges, {}, &hir::NumberSet::Range::low);
}

void EditReader::read_depends(const ClauseRef& clause, Block& block) {
  const NodeRef root = clause.root();
  if (root.has(NodeKind::EditId)) {
    for (const NodeRef id : root.children()) {
      edit_.depends_on.push_back({std::string(id.text()), id.location(), clause.location()});
    }
    return;
  }
  std::vector<hir::ExprId> all;
  // An item that may hold anything has no edit to wait for.
  const auto wait_for = [&](hir::ExprId field, ItemId item, Location place) {
    const hir::ExprId passes = passes_field_edit(analysis_, field, item, place);
    if (passes.is_valid()) all.push_back(passes);
  };
  if (root.has(NodeKind::Name)) {
    const NodeRef name = root.child(NodeKind::Name);
    for (const ItemId item : items_of_group(analysis_, block.scope, name)) {
      const Item& described = analysis_.dictionary[item];
      const hir::VariableId record =
          resolve_record(analysis_, block.scope, described.level, NameForm::Item, described.id, name.location());
      if (record.is_valid()) wait_for(analysis_.hir.item(record, item, name.location()), item, name.location());
    }
  } else {
    for (const NodeRef path : root.child(NodeKind::FieldEdits).children()) {
      const Operand field = analyse_value(analysis_, block.scope, path);
      if (!field.is_error() && !field.item.is_valid()) {
        analysis_.report(Code::NotAnItem, path.location(), {field.source, describe(analysis_, field), "field edits"});
      }
      if (field.item.is_valid()) wait_for(field.expr, field.item, path.location());
    }
  }
  if (all.empty()) return;
  const hir::ExprId applies = analysis_.hir.fold(Builtin::And, all, clause.location());
  add_guard(hir::GuardKind::DependsOn, applies, applies, clause, block);
}

}  // namespace edict::sema
