// `x is a number from 0.1 to 999.9 with 1 decimal`: never unsure, because what is no number is not of the form.
#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

// The number that a NumberFrom or NumberTo says; nothing when there is none, or it was reported.
std::optional<Decimal> bound_of(Analysis& analysis, NodeRef form, NodeKind kind) {
  if (!form.has(kind)) return std::nullopt;
  const NodeRef number = form.child(kind).children().front();
  const std::optional<Decimal> value = parse_decimal(number.text());
  if (!value) analysis.report(Code::BadNumber, number.location(), {number.text()});
  return value;
}

}  // namespace

hir::ExprId analyse_number_form(Analysis& analysis, const Operand& subject, NodeRef form, Location location) {
  if (subject.is_error()) return {};
  if (subject.kind != Operand::Kind::Text || is_date(analysis, subject)) {
    analysis.report(Code::NotAnItem, subject.location,
                    {subject.source, describe(analysis, subject), "the form of a number"});
    return {};
  }
  HirBuilder& hir = analysis.hir;
  const std::optional<Decimal> low = bound_of(analysis, form, NodeKind::NumberFrom);
  const std::optional<Decimal> high = bound_of(analysis, form, NodeKind::NumberTo);
  if ((form.has(NodeKind::NumberFrom) && !low) || (form.has(NodeKind::NumberTo) && !high)) return {};
  if (low && high && *low > *high) {
    analysis.report(Code::NumbersReversed, form.location(), {to_string(*low), to_string(*high)});
    return {};
  }

  std::vector<hir::ExprId> parts;
  const auto add_order = [&](hir::ExprId less, hir::ExprId greater) {
    parts.push_back(
        hir.call(Builtin::Definitely, {hir.call(Builtin::NumberLessEqual, {less, greater}, location)}, location));
  };
  const hir::ExprId number = hir.call(Builtin::NumberOf, {subject.expr}, subject.location);
  if (low) add_order(hir.number_value(*low, location), number);
  if (high) add_order(number, hir.number_value(*high, location));
  const bool has_digits = form.has(NodeKind::WithDigits);
  const auto add_form = [&](NodeKind kind, Builtin builtin) {
    const auto count = written_count(analysis, form.child(kind).children().front());
    parts.push_back(count ? hir.call(builtin, subject.expr, *count, location) : hir::ExprId());
  };
  if (has_digits) add_form(NodeKind::WithDigits, Builtin::HasDigits);
  if (form.has(NodeKind::WithDecimals)) {
    add_form(NodeKind::WithDecimals, Builtin::HasDecimals);
  } else if (has_digits) {
    parts.push_back(hir.call(Builtin::HasDecimals, subject.expr, 0, location));  // a whole number
  }
  if (parts.empty()) parts.push_back(hir.call(Builtin::IsNumber, {subject.expr}, location));
  return hir.fold(Builtin::And, parts, location);
}

}  // namespace edict::sema
