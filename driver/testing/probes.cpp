#include "driver/testing/probes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "driver/clause_text.h"
#include "driver/testing/code_ends.h"
#include "driver/testing/expr_writer.h"

namespace edict {
namespace {

using hir::ExprId;

// What an expression is, apart from its place: unrolled loops have one condition many times at one place, and a period
// has two at one.
std::string shape_of(const hir::Module& module, ExprId id) {
  const hir::Expr& expr = module[id];
  std::string shape = fmt::format("{}.{}", static_cast<int>(expr.kind), static_cast<int>(expr.builtin));
  for (const ExprId argument : expr.arguments) shape += fmt::format(" {}", static_cast<int>(module[argument].kind));
  return shape;
}

class EditProbes {
 public:
  EditProbes(hir::Module& module, const SourceMap& sources, std::uint32_t edit)
      : module_(module), sources_(sources), writer_(module), edit_(module.edits[edit]) {
    asked_ = edit_;
    asked_.requires_.clear();
    asked_.tests.clear();
  }

  ProbedEdit write() {
    for (const hir::Require& require : edit_.requires_) {
      add_guards(require);
      add_require(require);
    }
    result_.edit = static_cast<std::uint32_t>(module_.edits.size());
    module_.edits.push_back(std::move(asked_));
    return std::move(result_);
  }

 private:
  // The guards of a require, each asked where those around it may hold.
  void add_guards(const hir::Require& require) {
    std::vector<std::uint32_t> around;
    for (const std::uint32_t index : require.guards) {
      const hir::Guard& guard = edit_.guards[index];
      if (is_clause(guard) && guards_asked_.insert(index).second) {
        const auto reached = when_reached(around, {});
        const bool can_doubt = !module_[guard.applies].is_definite;
        const bool is_lookup = guard.kind == hir::GuardKind::Lookup;
        std::vector<std::string> goals = {is_lookup ? "a row" : "applies", is_lookup ? "no row" : "skips"};
        if (can_doubt) goals.emplace_back("unsure");
        const std::size_t point = point_at(CoverageKind::Branch, guard.location, "guard", goals);
        add_probe(point, guard.applies, reached, {Outcome::Pass, Outcome::Fail, Outcome::Unsure});
        if (!is_lookup) add_conditions(guard.written.is_valid() ? guard.written : guard.applies, reached);
      }
      around.push_back(index);
    }
  }

  // Guards that follow from where a clause stands (`otherwise`, `check in order`) say nothing of their own.
  static bool is_clause(const hir::Guard& guard) {
    return guard.kind != hir::GuardKind::Earlier && guard.kind != hir::GuardKind::InOrder &&
           guard.kind != hir::GuardKind::FindingOne;
  }

  void add_require(const hir::Require& require) {
    const auto reached = when_reached(require.guards, {});
    add_conditions(require.condition, reached);
    const bool can_doubt =
        !module_[require.condition].is_definite || std::ranges::any_of(require.guards, [&](std::uint32_t guard) {
          return !module_[edit_.guards[guard].applies].is_definite;
        });
    std::vector<std::string> goals = {"passes", "fails"};
    std::vector<Outcome> outcomes = {Outcome::Pass, Outcome::Fail};
    if (can_doubt) goals.emplace_back("unsure"), outcomes.push_back(Outcome::Unsure);
    if (require.override_by) goals.emplace_back("overridden"), outcomes.push_back(Outcome::Overridden);
    const std::size_t point = point_at(CoverageKind::Branch, require.location, "require", goals);
    asked_.requires_.push_back(require);
    add_outcomes(point, outcomes);
    result_.probes.back().is_require = true;
    if (require.override_by && require.override_by->is_set.is_valid()) {
      // An over-ride is asked of what certainly failed.
      const ExprId failed = writer_.call(Builtin::Definitely, {writer_.call(Builtin::Not, {require.condition})});
      add_conditions(require.override_by->is_set, when_reached(require.guards, failed));
    }
  }

  // Makes a guard that holds where all of these may, and `also` does; the indices of the guards a probe then has.
  std::vector<std::uint32_t> when_reached(const std::vector<std::uint32_t>& guards, ExprId also) {
    ExprId all;
    const auto join = [&](ExprId next) { all = all.is_valid() ? writer_.call(Builtin::And, {all, next}) : next; };
    for (const std::uint32_t guard : guards) join(writer_.call(Builtin::Possibly, {edit_.guards[guard].applies}));
    if (also.is_valid()) join(also);
    if (!all.is_valid()) return {};
    hir::Guard guard;
    guard.applies = guard.written = all;
    asked_.guards.push_back(std::move(guard));
    return {static_cast<std::uint32_t>(asked_.guards.size() - 1)};
  }

  void add_conditions(ExprId condition, const std::vector<std::uint32_t>& reached) {
    for (const Atom& atom : atoms_of(module_, condition)) {
      const hir::Expr expr = module_[atom.expr];
      if (!expr.location.file.is_valid()) continue;
      std::vector<std::string> goals = {"true", "false"};
      if (!expr.is_definite) goals.emplace_back("unsure");
      const std::size_t point = point_at(CoverageKind::Condition, expr.location, shape_of(module_, atom.expr), goals);
      if (atom.binders.empty()) {
        add_probe(point, atom.expr, reached, {Outcome::Pass, Outcome::Fail, Outcome::Unsure});
      } else {
        add_record_probes(point, atom, reached);
      }
      add_code_ends(atom, reached);
    }
  }

  // Inside a quantifier a condition is true of some records and false of others of one subject.
  void add_record_probes(std::size_t point, const Atom& atom, const std::vector<std::uint32_t>& reached) {
    const ExprId negated = writer_.call(Builtin::Not, {atom.expr});
    const ExprId is_true = writer_.call(Builtin::Definitely, {atom.expr});
    const ExprId is_false = writer_.call(Builtin::Definitely, {negated});
    add_probe(point, writer_.some(atom.binders, is_true), reached, {Outcome::Pass});
    add_goal_probe(point, 1, writer_.some(atom.binders, is_false), reached);
    if (module_[atom.expr].is_definite) return;
    const ExprId is_known = writer_.call(Builtin::Or, {is_true, is_false});
    const ExprId is_unsure = writer_.call(Builtin::Not, {is_known});
    add_goal_probe(point, 2, writer_.some(atom.binders, is_unsure), reached);
  }

  void add_code_ends(const Atom& atom, const std::vector<std::uint32_t>& reached) {
    const ExprId asked = is_written_not(module_, atom.expr) ? module_[atom.expr].arguments[0] : atom.expr;
    const hir::Expr expr = module_[asked];
    if (expr.kind != hir::ExprKind::Call || expr.builtin != Builtin::InCodes) return;
    const hir::Expr value = module_[expr.arguments[0]];
    if (value.kind != hir::ExprKind::Item) return;
    const Item& item = (*module_.dictionary)[value.item];
    const std::vector<CodeEnd> ends = ends_of(module_[expr.code_set], item);
    if (ends.empty()) return;

    std::vector<std::string> goals;
    for (const CodeEnd& end : ends) goals.push_back(fmt::format("{} {}", end.code, end.is_inside ? "in" : "out"));
    const bool is_named = !expr.text.empty();
    const std::string about = is_named ? "list " + expr.text : "ends";
    const std::size_t point = point_at(CoverageKind::CodeEnd, expr.location, about, goals);
    if (is_named) {
      result_.points[point].edit.clear();
      result_.points[point].text = expr.text;
    }
    for (std::size_t i = 0; i < ends.size(); ++i) {
      const ExprId is_end = writer_.call(Builtin::TextEqual, {expr.arguments[0], writer_.text(ends[i].code)});
      add_goal_probe(point, goal_named(point, goals[i]), writer_.some(atom.binders, is_end), reached);
    }
  }

  // The point of a place, made when it is new. A place met again may add goals: the items that a named list is asked
  // of differ in the codes they can hold.
  std::size_t point_at(CoverageKind kind, Location place, std::string about, const std::vector<std::string>& goals) {
    const auto is_same = [&](const CoveragePoint& known) {
      return known.kind == kind && known.place.file == place.file && known.place.span == place.span &&
             known.about == about;
    };
    auto found = std::ranges::find_if(result_.points, is_same);
    if (found == result_.points.end()) {
      const Span whole = edit_.whole.span;
      const bool is_own =
          place.file == edit_.whole.file && place.span.begin >= whole.begin && place.span.end <= whole.end;
      CoveragePoint point{kind, is_own ? edit_.id : std::string(), place, std::move(about)};
      point.text = on_one_line(sources_[place.file].text(place.span));
      found = result_.points.insert(result_.points.end(), std::move(point));
    }
    for (const std::string& goal : goals) {
      if (std::ranges::find(found->goals, goal, &CoverageGoal::name) == found->goals.end()) {
        found->goals.push_back({goal, 0});
      }
    }
    return static_cast<std::size_t>(found - result_.points.begin());
  }

  std::size_t goal_named(std::size_t point, std::string_view name) const {
    const auto& goals = result_.points[point].goals;
    return static_cast<std::size_t>(std::ranges::find(goals, name, &CoverageGoal::name) - goals.begin());
  }

  // The goals of the point, in order, are reached by these outcomes of the require that was added last.
  void add_outcomes(std::size_t point, const std::vector<Outcome>& outcomes) {
    Probe probe;
    probe.point = point;
    probe.goals.fill(Probe::kNoGoal);
    for (std::size_t i = 0; i < outcomes.size(); ++i) probe.goals[static_cast<std::size_t>(outcomes[i])] = i;
    result_.probes.push_back(probe);
  }

  void ask(ExprId condition, const std::vector<std::uint32_t>& reached) {
    hir::Require require;
    require.branch = static_cast<std::uint32_t>(asked_.requires_.size() + 1);
    require.condition = condition;
    require.guards = reached;
    asked_.requires_.push_back(std::move(require));
  }

  void add_probe(std::size_t point, ExprId condition, const std::vector<std::uint32_t>& reached,
                 std::vector<Outcome> outcomes) {
    outcomes.resize(std::min(outcomes.size(), result_.points[point].goals.size()));
    ask(condition, reached);
    add_outcomes(point, outcomes);
  }

  void add_goal_probe(std::size_t point, std::size_t goal, ExprId condition,
                      const std::vector<std::uint32_t>& reached) {
    ask(condition, reached);
    add_outcomes(point, {});
    result_.probes.back().goals[static_cast<std::size_t>(Outcome::Pass)] = goal;
  }

  hir::Module& module_;
  const SourceMap& sources_;
  ExprWriter writer_;
  const hir::Edit edit_;  // a copy: adding edits moves the store
  hir::Edit asked_;
  std::set<std::uint32_t> guards_asked_;
  ProbedEdit result_;
};

}  // namespace

std::string_view name_of(CoverageKind kind) {
  switch (kind) {
    case CoverageKind::Condition: return "condition";
    case CoverageKind::Branch: return "branch";
    case CoverageKind::TableRow: return "table row";
    case CoverageKind::CodeEnd: return "code-list end";
  }
  return "";
}

ProbedEdit ProbeWriter::add(std::uint32_t edit) { return EditProbes(module_, sources_, edit).write(); }

}  // namespace edict
