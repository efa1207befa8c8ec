// The records of one group in key order, and whether neighbours are in value order: the meaning of
// hir::ExprKind::InOrder.
//
// Thread safety: pure functions.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/check.h"
#include "base/truth.h"
#include "runtime/kernels/dates.h"
#include "runtime/kernels/numbers.h"
#include "runtime/kernels/text.h"

namespace edict::kernel {

// A key is exact when it is one number, one day, or an ordinary code.
inline bool is_exact(NumberRange key) { return key.low == key.high; }
inline bool is_exact(DayRange key) { return key.first == key.last; }
inline bool is_exact(Text key) { return state_of(key) == ValueState::Ordinary; }

// Two exact keys have an order; codes only when they are equally long.
inline bool are_comparable(NumberRange, NumberRange) { return true; }
inline bool are_comparable(DayRange, DayRange) { return true; }
inline bool are_comparable(Text a, Text b) { return a.value.size() == b.value.size(); }

inline bool key_less(NumberRange a, NumberRange b) { return a.low < b.low; }
inline bool key_less(DayRange a, DayRange b) { return a.first < b.first; }
inline bool key_less(Text a, Text b) { return a.value < b.value; }

inline Truth less(NumberRange a, NumberRange b) { return NumberLess(a, b); }
inline Truth less(DayRange a, DayRange b) { return DateLess(a, b); }
inline Truth less(Text a, Text b) { return CodeLess(a, b); }
inline Truth less_equal(NumberRange a, NumberRange b) { return NumberLessEqual(a, b); }
inline Truth less_equal(DayRange a, DayRange b) { return DateLessEqual(a, b); }
inline Truth less_equal(Text a, Text b) { return CodeLessEqual(a, b); }

// The rows in key order, ties in file order; nothing when the order is in doubt: a filter is unsure, or a key is not
// exact or not comparable. Rows whose filter is false are left out; with at most one row left there is nothing to
// doubt.
template <class Key>
std::optional<std::vector<std::uint32_t>> rows_in_key_order(std::span<const Truth> filter, std::span<const Key> keys) {
  std::vector<std::uint32_t> rows;
  bool is_sure = true;
  for (std::uint32_t row = 0; row < filter.size(); ++row) {
    if (filter[row] == Truth::False) continue;
    is_sure = is_sure && filter[row] == Truth::True && is_exact(keys[row]);
    rows.push_back(row);
    is_sure = is_sure && are_comparable(keys[rows.front()], keys[row]);
  }
  if (rows.size() <= 1) return rows;
  if (!is_sure) return std::nullopt;
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return key_less(keys[a], keys[b]); });
  return rows;
}

template <class Value>
Truth neighbours_in_order(Value earlier, Value later, bool is_strict) {
  return is_strict ? less(earlier, later) : less_equal(earlier, later);
}

template <class Key, class Value>
Truth InOrder(std::span<const Truth> filter, std::span<const Key> keys, std::span<const Value> values, bool is_strict) {
  EDICT_CHECK(filter.size() == keys.size() && filter.size() == values.size());
  const auto rows = rows_in_key_order(filter, keys);
  if (!rows) return Truth::Unsure;
  Truth result = Truth::True;
  for (std::size_t i = 0; i + 1 < rows->size(); ++i) {
    result = and_(result, neighbours_in_order(values[(*rows)[i]], values[(*rows)[i + 1]], is_strict));
  }
  return result;
}

}  // namespace edict::kernel
