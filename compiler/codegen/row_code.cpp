#include "compiler/codegen/row_code.h"

#include <algorithm>

#include "base/check.h"
#include "runtime/kernels/dates.h"
#include "runtime/kernels/numbers.h"

namespace edict::native {

using ir::ValueId;

DayRange in_form(DayRange days, DateForm form) {
  if (form == DateForm::Days) return days;
  if (!kernel::is_bounded(days)) return DayRange::any();
  const auto packed = [&](Day day) {
    const CivilDate date = civil_from_day(day);
    return form == DateForm::Months ? (date.year * 12 + date.month) * 32 + date.day
                                    : date.year * 512 + date.month * 32 + date.day;
  };
  return {packed(days.first), packed(days.last)};
}

RowCode::RowCode(const frame::FramePlan& frame, const Classes& classes, Layout& layout)
    : program_(frame.program), constants_(frame.constants), classes_(classes), layout_(layout) {}

std::size_t RowCode::Hash::operator()(const RowInst& inst) const {
  std::uint64_t hash = static_cast<std::uint64_t>(inst.op);
  for (std::uint64_t part :
       {std::uint64_t{inst.a}, std::uint64_t{inst.b}, std::uint64_t{inst.c}, static_cast<std::uint64_t>(inst.number)}) {
    hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
  }
  return static_cast<std::size_t>(hash ^ hash >> 32);
}

Node RowCode::add(RowOp op, Node a, Node b, Node c, std::int64_t number) {
  const RowInst inst{op, a, b, c, number};
  const auto [entry, is_new] = nodes_.emplace(inst, static_cast<Node>(code_.size()));
  if (is_new) code_.push_back(inst);
  return entry->second;
}

RowCode::Range RowCode::date(ValueId value, DateForm form) {
  if (classes_.of(value) == Class::Constant) {
    const DayRange days = in_form(std::get<DayRange>(constants_[value]), form);
    return {add(RowOp::Constant32, 0, 0, 0, days.first), add(RowOp::Constant32, 0, 0, 0, days.last)};
  }
  const std::int64_t at = layout_.dates(value, form);
  return {add(RowOp::Column32, 0, 0, 0, at),
          add(RowOp::Column32, 0, 0, 0, at + static_cast<std::int64_t>(kChunkRows * sizeof(std::int32_t)))};
}

// Operands first, by a stack of its own: sums may be deeply nested.
RowCode::Range RowCode::number(ValueId value) {
  std::vector<ValueId> open{value};
  while (!open.empty()) {
    const ValueId next = open.back();
    const std::size_t count = open.size();
    if (classes_.of(next) == Class::Computed && !computed_.contains(next)) {
      for (ValueId operand : program_[next].arguments) {
        if (program_[operand].type == Type::Number && !computed_.contains(operand)) open.push_back(operand);
      }
    }
    if (open.size() > count) continue;
    open.pop_back();
    if (!computed_.contains(next)) computed_.emplace(next, computed(next));
  }
  return computed_.at(value);
}

RowCode::Range RowCode::computed(ValueId value) {
  const auto wide = [&](RowOp op, std::int64_t number) { return add(op, 0, 0, 0, number); };
  if (classes_.of(value) == Class::Constant) {
    const NumberRange range = std::get<NumberRange>(constants_[value]);
    return {wide(RowOp::Constant64, range.low), wide(RowOp::Constant64, range.high)};
  }
  if (classes_.of(value) != Class::Computed) {
    const std::int64_t at = classes_.of(value) == Class::Function ? layout_.numbers(value) : layout_.computed(value);
    return {wide(RowOp::Column64, at),
            wide(RowOp::Column64, at + static_cast<std::int64_t>(kChunkRows * sizeof(std::int64_t)))};
  }
  const ir::Inst& inst = program_[value];
  const ValueId left = inst.arguments[0];
  const ValueId right = inst.arguments[1];
  switch (inst.builtin) {
    case Builtin::YearsBetween: return between(left, right, DateForm::Years, 9);
    case Builtin::MonthsBetween: return between(left, right, DateForm::Months, 5);
    case Builtin::DaysBetween: return between(left, right, DateForm::Days, 0);
    default: break;
  }
  const Range a = computed_.at(left);
  const Range b = computed_.at(right);
  if (inst.builtin == Builtin::Add) {
    return {add(RowOp::Sum64, a.low, b.low, 0, INT64_MIN), add(RowOp::Sum64, a.high, b.high, 0, INT64_MAX)};
  }
  EDICT_CHECK(inst.builtin == Builtin::Subtract);
  return {add(RowOp::Difference64, a.low, b.high, 0, INT64_MIN), add(RowOp::Difference64, a.high, b.low, 0, INT64_MAX)};
}

// As kernel::is_bounded. In the packed forms what is not bounded has the ends of DayRange::any().
Node RowCode::is_bounded(Range days) {
  const Node first = add(RowOp::Constant32, 0, 0, 0, kernel::kFirstDay);
  const Node last = add(RowOp::Constant32, 0, 0, 0, kernel::kLastDay);
  const Node inside = add(RowOp::Both, add(RowOp::LessEqual, first, days.low), add(RowOp::LessEqual, days.high, last));
  return add(RowOp::Both, inside, add(RowOp::LessEqual, days.low, days.high));
}

RowCode::Range RowCode::between(ValueId from, ValueId to, DateForm form, int shift) {
  const Range a = date(from, form);
  const Range b = date(to, form);
  Node is_known;
  if (form == DateForm::Days) {
    is_known = add(RowOp::Both, is_bounded(a), is_bounded(b));
  } else {
    const Node open = add(RowOp::Constant32, 0, 0, 0, DayRange::kFirst);
    is_known = add(RowOp::Neither, add(RowOp::Equal, a.low, open), add(RowOp::Equal, b.low, open));
  }
  const auto units = [&](Node earlier, Node later, std::int64_t unbounded) {
    const Node distance = add(RowOp::Shift32, add(RowOp::Subtract32, later, earlier), 0, 0, shift);
    return add(RowOp::Select64, is_known, add(RowOp::Constant64, 0, 0, 0, unbounded),
               add(RowOp::Scale, distance, 0, 0, Decimal::kOne));
  };
  return {units(a.high, b.low, INT64_MIN), units(a.low, b.high, INT64_MAX)};
}

RowCode::Sides RowCode::less(Range a, Range b) {
  return {add(RowOp::Less, a.high, b.low), add(RowOp::LessEqual, b.high, a.low)};
}

RowCode::Sides RowCode::less_equal(Range a, Range b) {
  return {add(RowOp::LessEqual, a.high, b.low), add(RowOp::Less, b.high, a.low)};
}

RowCode::Sides RowCode::equal(Range a, Range b) {
  const Node apart = add(RowOp::Either, add(RowOp::Less, a.high, b.low), add(RowOp::Less, b.high, a.low));
  const Node same = add(RowOp::Both, add(RowOp::Equal, a.low, b.low), add(RowOp::Equal, a.high, b.high));
  return {add(RowOp::Both, same, add(RowOp::Equal, a.low, a.high)), apart};
}

// A range lies in a set's range when its ends do; whole numbers between their bounds, so that the ends need no
// rounding. An unbounded end lies in none.
RowCode::Sides RowCode::in(Range a, const hir::NumberSet& set) {
  const auto bound = [&](std::int64_t whole, std::int64_t least, std::int64_t most) {
    std::int64_t millionths = 0;
    if (__builtin_mul_overflow(whole, Decimal::kOne, &millionths)) millionths = whole < 0 ? INT64_MIN : INT64_MAX;
    return add(RowOp::Constant64, 0, 0, 0, std::clamp(millionths, least, most));
  };
  const Node all = add(RowOp::Equal, a.low, a.low);
  Node inside = add(RowOp::Neither, all, all);
  Node touched = inside;
  for (const auto& range : set.ranges) {
    const Node low = bound(range.low, INT64_MIN + 1, INT64_MAX);
    const Node high = bound(range.high, INT64_MIN, INT64_MAX - 1);
    const Node starts = add(RowOp::LessEqual, low, a.low);
    const Node ends = add(RowOp::LessEqual, a.high, high);
    inside = add(RowOp::Either, inside, add(RowOp::Both, starts, ends));
    const Node meets = add(RowOp::Both, add(RowOp::LessEqual, a.low, high), add(RowOp::LessEqual, low, a.high));
    touched = add(RowOp::Either, touched, meets);
  }
  return {inside, add(RowOp::Neither, touched, inside)};
}

RowCode::Sides RowCode::truth(ValueId value) {
  const ir::Inst& inst = program_[value];
  const auto dates = [&](std::size_t i) { return date(inst.arguments[i], DateForm::Days); };
  const auto numbers = [&](std::size_t i) { return number(inst.arguments[i]); };
  switch (inst.builtin) {
    case Builtin::DateLess: return less(dates(0), dates(1));
    case Builtin::DateLessEqual: return less_equal(dates(0), dates(1));
    case Builtin::DateEqual: return equal(dates(0), dates(1));
    case Builtin::NumberLess: return less(numbers(0), numbers(1));
    case Builtin::NumberLessEqual: return less_equal(numbers(0), numbers(1));
    case Builtin::NumberEqual: return equal(numbers(0), numbers(1));
    case Builtin::NumberIn: return in(numbers(0), (*program_.module)[inst.number_set]);
    default: break;
  }
  EDICT_CHECK(!"a truth of dates or numbers");
  return {};
}

void RowCode::store(ValueId value) {
  if (classes_.of(value) == Class::Compared) {
    const TruthSlots slots = layout_.slots(value);
    const Sides sides = truth(value);
    if (slots.is_true != kNoSlot) add(RowOp::StoreMask, sides.is_true, 0, 0, slots.is_true);
    if (slots.is_false != kNoSlot) add(RowOp::StoreMask, sides.is_false, 0, 0, slots.is_false);
    return;
  }
  const std::int64_t at = layout_.computed(value);
  const Range range = number(value);
  add(RowOp::StoreColumn64, range.low, 0, 0, at);
  add(RowOp::StoreColumn64, range.high, 0, 0, at + static_cast<std::int64_t>(kChunkRows * sizeof(std::int64_t)));
}

}  // namespace edict::native
