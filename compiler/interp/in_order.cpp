#include "compiler/interp/in_order.h"

#include <vector>

#include "base/check.h"
#include "runtime/kernels/in_order.h"

namespace edict {
namespace {

template <class Entry>
void copy_rows(const frame::Operand& from, std::size_t first, std::size_t last, std::vector<Entry>& to) {
  to.clear();
  for (std::size_t row = first; row < last; ++row) {
    if constexpr (std::is_same_v<Entry, kernel::Text>) {
      to.push_back(from.text(row));
    } else {
      to.push_back(from.at<Entry>(row));
    }
  }
}

// Calls `use` with an entry of the column's type.
template <class Use>
void with_type(Type type, Use use) {
  switch (type) {
    case Type::Text: return use(kernel::Text{});
    case Type::Date: return use(DayRange{});
    case Type::Number: return use(NumberRange{});
    case Type::Truth: break;
  }
  EDICT_CHECK(false);
}

template <class Key, class Value>
void order_groups(masks::Truths filter, const frame::Operand& keys, const frame::Operand& values,
                  std::span<const std::uint32_t> offsets, bool is_strict, std::vector<Truth>& results) {
  std::vector<Truth> group_filter;
  std::vector<Key> group_keys;
  std::vector<Value> group_values;
  for (std::size_t group = 0; group + 1 < offsets.size(); ++group) {
    const std::size_t first = offsets[group];
    const std::size_t last = offsets[group + 1];
    group_filter.clear();
    for (std::size_t row = first; row < last; ++row) group_filter.push_back(filter.at(row));
    copy_rows(keys, first, last, group_keys);
    copy_rows(values, first, last, group_values);
    results.push_back(kernel::InOrder(std::span<const Truth>(group_filter), std::span<const Key>(group_keys),
                                      std::span<const Value>(group_values), is_strict));
  }
}

}  // namespace

void in_order(masks::Truths filter, const OrderColumn& keys, const OrderColumn& values,
              std::span<const std::uint32_t> offsets, bool is_strict, masks::TruthMasks& out) {
  std::vector<Truth> results;
  with_type(keys.type, [&]<class Key>(Key) {
    with_type(values.type, [&]<class Value>(Value) {
      order_groups<Key, Value>(filter, keys.operand, values.operand, offsets, is_strict, results);
    });
  });
  masks::pack(frame::as_bytes(results), out);
}

}  // namespace edict
