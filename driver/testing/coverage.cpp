#include "driver/testing/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "compiler/interp/interpret.h"
#include "compiler/lower/lower.h"
#include "compiler/opt/optimise.h"
#include "compiler/reference/evaluation.h"
#include "driver/testing/atoms.h"
#include "driver/testing/each_edit.h"
#include "driver/testing/test_batches.h"

namespace edict {
namespace {

using reference::Binding;
using reference::Evaluation;

// Which rows of tables an edit's look-ups and `in table` find. The row is no truth of the program, so no probe asks.
class TableRowCounter {
 public:
  TableRowCounter(const LoadedRules& rules, std::uint32_t edit, Day as_of)
      : module_(*rules.module), edit_(module_.edits[edit]), as_of_(as_of) {
    for (const hir::Require& require : edit_.requires_) {
      collect(require.condition, require);
      for (const std::uint32_t guard : require.guards) collect(edit_.guards[guard].applies, require);
    }
  }

  void count(const TestBatch& filled) {
    if (uses_.empty()) return;
    Evaluation evaluation(module_, {}, RunParameters{as_of_}, *filled.batch);
    for (const PlacedRow& placed : filled.rows) {
      evaluation.bind(edit_.subject, placed.subject);
      for (const Use& use : uses_) {
        if (is_reached(evaluation, *use.require)) find(evaluation, use, 0);
      }
    }
  }

  void add_points(std::vector<CoveragePoint>& points) const {
    std::set<hir::TableId> done;
    for (const Use& use : uses_) {
      if (!done.insert(use.table).second) continue;
      const hir::Table& table = module_[use.table];
      CoveragePoint point{CoverageKind::TableRow, {}, table.location, table.name};
      point.text = fmt::format("table {}", table.name);
      for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto found = rows_.find({use.table, static_cast<std::int32_t>(row)});
        point.goals.push_back({fmt::format("row {}", row + 1), found == rows_.end() ? 0 : found->second});
      }
      points.push_back(std::move(point));
    }
  }

 private:
  struct Use {
    hir::TableId table;
    hir::ExprId expr;
    const hir::Require* require = nullptr;
    std::vector<Binder> binders;
  };

  void collect(hir::ExprId condition, const hir::Require& require) {
    for (const Atom& atom : atoms_of(module_, condition)) collect(atom.expr, atom, require);
  }

  void collect(hir::ExprId id, const Atom& atom, const hir::Require& require) {
    const hir::Expr& expr = module_[id];
    const bool is_row = expr.kind == hir::ExprKind::Cell || expr.kind == hir::ExprKind::RowFound;
    if (is_row || expr.kind == hir::ExprKind::InTable) {
      const hir::TableId table = is_row ? module_[expr.lookup].table : expr.table;
      const bool is_known =
          std::ranges::any_of(uses_, [&](const Use& use) { return use.require == &require && use.expr == id; });
      if (!is_known) uses_.push_back({table, id, &require, atom.binders});
      return;
    }
    if (expr.kind != hir::ExprKind::Call) return;  // what quantifiers and names hold are atoms of their own
    for (const hir::ExprId argument : expr.arguments) collect(argument, atom, require);
  }

  // Guards other than the look-up's own let the row be asked for.
  bool is_reached(Evaluation& evaluation, const hir::Require& require) const {
    return std::ranges::all_of(require.guards, [&](std::uint32_t index) {
      const hir::Guard& guard = edit_.guards[index];
      return guard.kind == hir::GuardKind::Lookup || evaluation.truth(guard.applies) != Truth::False;
    });
  }

  void find(Evaluation& evaluation, const Use& use, std::size_t depth) {
    if (depth < use.binders.size()) {
      const hir::VariableId variable = use.binders[depth].variable;
      const reference::RowRange records = evaluation.records(variable);
      for (std::uint32_t row = records.begin; row < records.end; ++row) {
        const Binding bound(evaluation, variable, row);
        find(evaluation, use, depth + 1);
      }
      return;
    }
    const hir::Expr& expr = module_[use.expr];
    if (expr.kind == hir::ExprKind::InTable) {
      std::vector<kernel::Text> keys;
      for (const hir::ExprId key : expr.arguments) keys.push_back(std::get<kernel::Text>(evaluation.value(key)));
      for (const std::uint32_t row : kernel::find_rows(module_[expr.table], keys).rows) {
        ++rows_[{use.table, static_cast<std::int32_t>(row)}];
      }
    } else {
      const hir::Lookup& lookup = module_[expr.lookup];
      const std::int32_t row = evaluation.meant_rows(lookup).row(lookup.nth);
      if (row != kernel::kNoRow) ++rows_[{use.table, row}];
    }
  }

  const hir::Module& module_;
  const hir::Edit& edit_;
  Day as_of_;
  std::vector<Use> uses_;
  std::map<std::pair<hir::TableId, std::int32_t>, std::uint64_t> rows_;
};

// Runs the probes of one edit over its own test rows.
void count_probes(const std::shared_ptr<const hir::Module>& probed, ProbedEdit& edit,
                  const std::vector<TestBatch>& batches, Day as_of) {
  const auto executable = interpret(optimise(lower(probed, {&edit.edit, 1}), {}), RunParameters{as_of});
  const auto evaluator = executable->make_evaluator();
  for (const TestBatch& filled : batches) {
    OutcomeMasks masks;
    evaluator->evaluate(*filled.batch, masks);
    for (const PlacedRow& placed : filled.rows) {
      std::set<std::pair<std::size_t, std::size_t>> reached;  // a row counts once, whichever turn of a loop it was
      for (std::size_t i = 0; i < edit.probes.size(); ++i) {
        const Probe& probe = edit.probes[i];
        const std::size_t goal = probe.goals[static_cast<std::size_t>(masks.outcome(i, placed.subject))];
        if (goal == Probe::kNoGoal || !reached.emplace(probe.point, goal).second) continue;
        ++edit.points[probe.point].goals[goal].rows;
      }
    }
  }
}

// Joins what several edits say of one place.
std::vector<CoveragePoint> merged(const std::vector<std::vector<CoveragePoint>>& by_edit) {
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, CoverageKind, std::string>, CoveragePoint> all;
  for (const auto& points : by_edit) {
    for (const CoveragePoint& point : points) {
      // A list that is used by name is one, wherever it is used.
      const bool is_shared = point.kind == CoverageKind::CodeEnd && point.about.starts_with("list ");
      const Location place = is_shared ? Location{FileId(0), {}} : point.place;
      const auto key = std::tuple(place.file.value, place.span.begin, place.span.end, point.kind, point.about);
      const auto [known, is_new] = all.try_emplace(key, point);
      if (is_new) continue;
      for (const CoverageGoal& goal : point.goals) {
        auto& goals = known->second.goals;
        const auto same = std::ranges::find(goals, goal.name, &CoverageGoal::name);
        if (same == goals.end()) goals.push_back(goal);
        else same->rows += goal.rows;
      }
    }
  }
  std::vector<CoveragePoint> points;
  for (auto& [key, point] : all) points.push_back(std::move(point));
  std::ranges::stable_sort(points, {}, [](const CoveragePoint& point) {
    return std::tuple(point.place.file.value, point.place.span.begin, point.place.span.end);
  });
  return points;
}

}  // namespace

CoverageReport measure_coverage(const LoadedRules& rules, const std::vector<SelectedEdit>& edits, Day as_of,
                                unsigned threads) {
  auto copy = std::make_shared<hir::Module>(*rules.module);
  ProbeWriter writer(*copy, rules.sources);
  std::vector<ProbedEdit> probed;
  for (const SelectedEdit& selected : edits) probed.push_back(writer.add(selected.edit));
  const std::shared_ptr<const hir::Module> module = std::move(copy);

  CoverageReport report;
  report.edits = edits.size();
  std::vector<std::vector<CoveragePoint>> points(edits.size());
  std::vector<std::size_t> rows(edits.size());
  for_each_edit(edits.size(), threads, [&](std::size_t i) {
    const std::vector<TestBatch> batches = place_tests(rules, edits[i].edit);
    count_probes(module, probed[i], batches, as_of);
    TableRowCounter tables(rules, edits[i].edit, as_of);
    for (const TestBatch& filled : batches) {
      tables.count(filled);
      rows[i] += filled.rows.size();
    }
    points[i] = std::move(probed[i].points);
    tables.add_points(points[i]);
  });
  for (const std::size_t count : rows) report.rows += count;
  report.points = merged(points);
  return report;
}

CoverageCount count_of(const CoveragePoint& point) {
  CoverageCount count;
  count.goals = point.goals.size();
  for (const CoverageGoal& goal : point.goals) count.reached += goal.rows > 0 ? 1 : 0;
  return count;
}

CoverageCount count_of(const CoverageReport& report, CoverageKind kind) {
  CoverageCount sum;
  for (const CoveragePoint& point : report.points) {
    if (point.kind != kind) continue;
    const CoverageCount count = count_of(point);
    sum.reached += count.reached;
    sum.goals += count.goals;
  }
  return sum;
}

std::string missing_text(const CoveragePoint& point) {
  constexpr std::size_t kMostNamed = 8;
  std::vector<std::string> missing;
  for (const CoverageGoal& goal : point.goals) {
    if (goal.rows == 0) missing.push_back("never " + goal.name);
  }
  const std::size_t count = missing.size();
  if (count > kMostNamed) missing.resize(kMostNamed);
  std::string text = fmt::format("{}", fmt::join(missing, ", "));
  if (count > kMostNamed) text += fmt::format(" and {} more", count - kMostNamed);
  return text;
}

}  // namespace edict
