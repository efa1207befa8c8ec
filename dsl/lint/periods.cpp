// Dates that fall between two periods: blocks beside each other that ask the same but for the period of one date.
#include <algorithm>
#include <map>
#include <optional>

#include "base/calendar.h"
#include "dsl/lint/rules.h"

namespace edict::lint_rules {
namespace {

using sema::ClauseRef;

struct WrittenPeriod {
  Day first = DayRange::kFirst;
  Day last = DayRange::kLast;
  Location place;
};

// A period whose ends are written dates.
std::optional<WrittenPeriod> read_period(const NodeRef& period) {
  WrittenPeriod written;
  written.place = period.location();
  for (const NodeRef& end : period.children()) {
    const ParsedDate date = parse_written_date(end.children().front().text());
    if (date.problem != DateProblem::None) return std::nullopt;
    switch (end.kind()) {
      case NodeKind::PeriodFrom: written.first = date.days.first; break;
      case NodeKind::PeriodAfter: written.first = date.days.last + 1; break;
      case NodeKind::PeriodTo: written.last = date.days.last; break;
      case NodeKind::PeriodBefore: written.last = date.days.first - 1; break;
      default: return std::nullopt;
    }
  }
  return written;
}

class PeriodLint {
 public:
  explicit PeriodLint(const Lint& lint) : lint_(lint) {}

  void run(const ClauseRef& clause) {
    std::map<std::string, Group> groups;  // by what else the blocks ask
    bool has_otherwise = false;
    for (const ClauseRef& child : clause.children()) {
      has_otherwise |= child.word_text() == "otherwise";
      const bool is_block = child.kind() == NodeKind::WhenClause && !child.clause().children.empty();
      if (is_block) add(child.root().children().front(), groups);
      run(child);
    }
    if (has_otherwise) return;
    for (auto& [asked, group] : groups) check(group);
  }

 private:
  struct Group {
    std::string_view date;
    std::vector<WrittenPeriod> periods;
  };

  // `a and d from 2018 and b` belongs to the group of `a`, `b` and `d`.
  static void add(const NodeRef& condition, std::map<std::string, Group>& groups) {
    const std::vector<NodeRef> terms =
        condition.kind() == NodeKind::AndExpr ? condition.children() : std::vector{condition};
    std::optional<WrittenPeriod> period;
    std::string_view date;
    std::string asked;
    for (const NodeRef& term : terms) {
      const bool is_period = term.kind() == NodeKind::PeriodTest && !period;
      if (is_period) {
        const std::vector<NodeRef> parts = term.children();
        period = read_period(parts.back());
        date = parts.front().text();
        if (!period) return;
      }
      asked += is_period ? date : term.text();
      asked += '\n';
    }
    if (!period) return;
    Group& group = groups[asked];
    group.date = date;
    group.periods.push_back(*period);
  }

  void check(Group& group) {
    std::ranges::stable_sort(group.periods, {}, &WrittenPeriod::first);
    Day covered = group.periods.front().last;
    for (const WrittenPeriod& period : std::span(group.periods).subspan(1)) {
      if (covered != DayRange::kLast && period.first > covered + 1) {
        lint_.reporter.report(Code::PeriodsLeaveGap, period.place,
                              {group.date, to_string_day(covered + 1), to_string_day(period.first - 1)});
      }
      covered = std::max(covered, period.last);
    }
  }

  const Lint& lint_;
};

}  // namespace

void lint_periods(const Lint& lint, const ClauseRef& edit) { PeriodLint(lint).run(edit); }

}  // namespace edict::lint_rules
