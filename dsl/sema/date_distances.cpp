// Dates moved by days, months and years, and how far dates lie apart.
//
// A distance counts from the earlier date, whose day so many units later is the measure; where a month has no such day,
// the first of the next, as `years from a to b` counts completed years: so `b is at least 5 years after a` is
// `years from a to b >= 5`. `at most` and `less than` ask that the later date is not before the earlier one.
#include <fmt/format.h>

#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

struct Amount {
  enum class Unit : std::uint8_t { Days, Months };
  Unit unit = Unit::Days;
  std::uint32_t count = 0;
};

// REQUIRES: `number` counts, `unit` is a word of them.
std::optional<Amount> amount_of(Analysis& analysis, NodeRef number, NodeRef unit) {
  const std::optional<std::uint32_t> count = written_count(analysis, number);
  if (!count) return std::nullopt;
  if (unit.text().starts_with("day")) return Amount{Amount::Unit::Days, *count};
  return Amount{Amount::Unit::Months, *count * (unit.text().starts_with("year") ? 12 : 1)};
}

Builtin shift_builtin(Amount::Unit unit, bool is_after, Rounding rounding) {
  if (unit == Amount::Unit::Days) return is_after ? Builtin::DaysAfter : Builtin::DaysBefore;
  if (rounding == Rounding::Down) return is_after ? Builtin::MonthsAfterDown : Builtin::MonthsBeforeDown;
  return is_after ? Builtin::MonthsAfterUp : Builtin::MonthsBeforeUp;
}

class Distance {
 public:
  Distance(Analysis& analysis, std::string_view bound, Amount amount, Location location)
      : hir_(analysis.hir), bound_(bound), amount_(amount), location_(location) {}

  hir::ExprId after(hir::ExprId earlier, hir::ExprId later) {
    if (bound_ == "at least") return call(Builtin::DateLessEqual, measure(earlier), later);
    if (bound_ == "more than") return call(Builtin::DateLess, measure(earlier), later);
    if (bound_ == "exactly") return call(Builtin::DateEqual, measure(earlier), later);
    return call(Builtin::And, call(Builtin::DateLessEqual, earlier, later), within(earlier, later));
  }

  hir::ExprId apart(hir::ExprId a, hir::ExprId b) {
    if (is_most()) return call(Builtin::And, within(a, b), within(b, a));
    return call(Builtin::Or, after(a, b), after(b, a));
  }

 private:
  [[nodiscard]] bool is_most() const { return bound_ == "at most" || bound_ == "less than"; }

  hir::ExprId within(hir::ExprId earlier, hir::ExprId later) {
    const Builtin order = bound_ == "at most" ? Builtin::DateLessEqual : Builtin::DateLess;
    return call(order, later, measure(earlier));
  }

  hir::ExprId measure(hir::ExprId earlier) {
    return hir_.call(shift_builtin(amount_.unit, true, Rounding::Up), earlier, amount_.count, location_);
  }

  hir::ExprId call(Builtin builtin, hir::ExprId a, hir::ExprId b) { return hir_.call(builtin, {a, b}, location_); }

  HirBuilder& hir_;
  std::string_view bound_;
  Amount amount_;
  Location location_;
};

// "at  least" may be written with several blanks.
std::string_view bound_of(NodeRef bound) {
  const std::string_view text = bound.text();
  if (text.starts_with("at")) return text.ends_with("least") ? "at least" : "at most";
  if (text.starts_with("more")) return "more than";
  return text.starts_with("less") ? "less than" : "exactly";
}

}  // namespace

Operand analyse_shift(Analysis& analysis, const Scope& scope, NodeRef node) {
  Operand shifted = operand_at(node);
  const std::vector<NodeRef> children = node.children();
  const hir::ExprId date = as_date(analysis, analyse_value(analysis, scope, children[3]), Bound::OneDay);
  const std::optional<Amount> amount = amount_of(analysis, children[0], children[1]);
  if (!date.is_valid() || !amount) return shifted;
  const bool is_rounded = children.size() > 4;
  if (amount->unit == Amount::Unit::Days && is_rounded) {
    analysis.report(Code::RoundedDays, node.location(), {node.text()});
    return shifted;
  }
  if (amount->unit == Amount::Unit::Months && !is_rounded) {
    analysis.report(Code::RoundingUnsaid, node.location(), {node.text()},
                    fmt::format("write `{0} rounded down` or `{0} rounded up`", node.text()));
    return shifted;
  }
  const Rounding rounding = is_rounded && children[4].text() == "up" ? Rounding::Up : Rounding::Down;
  shifted.kind = Operand::Kind::Date;
  shifted.expr = analysis.hir.call(shift_builtin(amount->unit, children[2].text() == "after", rounding), date,
                                   amount->count, node.location());
  return shifted;
}

hir::ExprId analyse_distance(Analysis& analysis, const Scope& scope, const Test& test) {
  const std::vector<NodeRef> children = test.node.children();
  const hir::ExprId subject = as_date(analysis, analyse_value(analysis, scope, test.value), Bound::OneDay);
  const hir::ExprId other = as_date(analysis, analyse_value(analysis, scope, children[5]), Bound::OneDay);
  const std::optional<Amount> amount = amount_of(analysis, children[2], children[3]);
  if (!subject.is_valid() || !other.is_valid() || !amount) return {};
  Distance distance(analysis, bound_of(children[1]), *amount, test.location);
  return children[4].text() == "after" ? distance.after(other, subject) : distance.after(subject, other);
}

hir::ExprId analyse_apart(Analysis& analysis, const Scope& scope, NodeRef node) {
  const std::vector<NodeRef> children = node.children();
  const hir::ExprId a = as_date(analysis, analyse_value(analysis, scope, children[0]), Bound::OneDay);
  const hir::ExprId b = as_date(analysis, analyse_value(analysis, scope, children[1]), Bound::OneDay);
  const std::optional<Amount> amount = amount_of(analysis, children[3], children[4]);
  if (!a.is_valid() || !b.is_valid() || !amount) return {};
  return Distance(analysis, bound_of(children[2]), *amount, node.location()).apart(a, b);
}

}  // namespace edict::sema
