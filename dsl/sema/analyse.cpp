#include "dsl/sema/analyse.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/sema/analysis.h"
#include "dsl/sema/base_records.h"
#include "dsl/sema/dependencies.h"
#include "dsl/sema/edits.h"
#include "dsl/sema/measures.h"
#include "dsl/sema/packages.h"
#include "dsl/sema/sets.h"
#include "dsl/sema/tables.h"
#include "dsl/sema/templates.h"

namespace edict {
namespace {

using sema::Analysis;
using sema::ClauseRef;

// A header that could not be read, over clauses that could.
bool is_broken_edit(const ClauseRef& clause) {
  return clause.kind() == NodeKind::ErrorClause && clause.word_text() == "edit" &&
         std::ranges::any_of(clause.children(), [](const ClauseRef& child) {
           return child.kind() == NodeKind::RequireClause || child.kind() == NodeKind::WhenClause;
         });
}

class ModuleReader {
 public:
  ModuleReader(Analysis& analysis, std::span<const SyntaxTree> trees) : analysis_(analysis), trees_(trees) {}

  void read() {
    if (!check_dictionary(analysis_, trees_)) return;
    collect_names(analysis_, trees_);
    check_packages(analysis_);
    read_tables(analysis_);
    read_base_records(analysis_);
    check_conditions(analysis_);
    check_calculations(analysis_);
    for_each_top([&](const ClauseRef& clause, sema::PackageNames& package) {
      if (clause.kind() == NodeKind::TemplateClause) {
        sema::read_template(analysis_, package, clause, [&](hir::Edit edit, const std::string& row) {
          add_edit(std::move(edit), clause.root().children().front().location(), row);
        });
      } else {
        read_edit(clause, package);
      }
    });
    sema::settle_dependencies(analysis_);
    for_each_top([&](const ClauseRef& clause, sema::PackageNames& package) { read_set(clause, package); });
    check_code_lists(analysis_);
    report_unused(analysis_);
  }

 private:
  template <class Action>
  void for_each_top(const Action& action) {
    for (const SyntaxTree& tree : trees_) {
      sema::PackageNames& package = analysis_.packages.find(sema::package_of(tree))->second;
      for (const ClauseId id : tree.top) action(ClauseRef{&tree, id}, package);
    }
  }

  void read_edit(const ClauseRef& clause, sema::PackageNames& package) {
    const bool is_broken = is_broken_edit(clause);
    if (clause.kind() == NodeKind::ErrorClause && clause.root().has(NodeKind::EditId)) {
      analysis_.broken_edits.emplace(clause.root().child(NodeKind::EditId).text());
    }
    const bool is_measure = clause.kind() == NodeKind::MeasureClause;
    if (clause.kind() != NodeKind::EditClause && !is_measure && !is_broken) return;
    hir::Edit edit =
        is_measure ? sema::read_measure(analysis_, package, clause) : sema::read_edit(analysis_, package, clause);
    if (is_broken) return;
    add_edit(std::move(edit), clause.root().child(NodeKind::EditId).location(), {});
  }

  // `row`: of a template, where the row stands that made the edit.
  void add_edit(hir::Edit edit, Location name, const std::string& row) {
    const auto [first, is_new] = edits_.try_emplace(edit.id, name);
    if (is_new) {
      analysis_.hir.module().edits.push_back(std::move(edit));
    } else if (row.empty()) {
      analysis_.report(Code::EditTwice, name, {edit.id}, sema::first_stands_in(analysis_.sources, first->second));
    } else {
      analysis_.report(Code::TemplateRow, name, {row, edit.id, "which another edit has"},
                       sema::first_stands_in(analysis_.sources, first->second));
    }
  }

  void read_set(const ClauseRef& clause, const sema::PackageNames& package) {
    if (clause.kind() != NodeKind::EditSetClause) return;
    hir::EditSet set = sema::read_edit_set(analysis_, package.id, analysis_.broken_edits, clause);
    const Location name = clause.root().child(NodeKind::EditId).location();
    const auto [first, is_new] = sets_.try_emplace(set.id, name);
    if (!is_new)
      analysis_.report(Code::SetTwice, name, {set.id}, sema::first_stands_in(analysis_.sources, first->second));
    if (is_new) analysis_.hir.module().sets.push_back(std::move(set));
  }

  Analysis& analysis_;
  std::span<const SyntaxTree> trees_;
  std::map<std::string, Location> edits_;
  std::map<std::string, Location> sets_;
};

}  // namespace

hir::Module analyse(std::span<const SyntaxTree> trees, const SourceMap& sources,
                    std::shared_ptr<const Dictionary> dictionary, const ReadNamedFile& read_named_file,
                    DiagnosticSink& sink, std::span<const std::string> former_edits) {
  hir::Module module;
  module.dictionary = std::move(dictionary);
  sema::Reporter reporter(sink);
  sema::HirBuilder builder(module);
  for (std::size_t level = 0; level < module.dictionary->levels().size(); ++level) {
    module.subjects.push_back(builder.variable({}, LevelId(level), {}));
  }
  Analysis analysis{*module.dictionary, sources, read_named_file, reporter, builder, former_edits};
  ModuleReader(analysis, trees).read();
  return module;
}

}  // namespace edict
