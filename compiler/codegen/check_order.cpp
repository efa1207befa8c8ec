#include "compiler/codegen/check_order.h"

#include <span>
#include <variant>
#include <vector>

#include "runtime/kernels/in_order.h"

namespace edict::native {
namespace {

using Column = std::variant<std::vector<kernel::Text>, std::vector<DayRange>, std::vector<NumberRange>>;

template <class Entry>
std::vector<Entry> gathered(std::span<const Entry> by_code, std::span<const std::uint32_t> codes) {
  std::vector<Entry> rows;
  rows.reserve(codes.size());
  for (std::uint32_t code : codes) rows.push_back(by_code[code]);
  return rows;
}

Column texts(const frame::TextColumns& columns, ir::ValueId value) {
  const frame::TextPool pool = columns.pool(value);
  std::vector<kernel::Text> rows;
  for (std::uint32_t code : columns.codes(value)) rows.push_back(pool[code]);
  return rows;
}

Column computed(SpaceData& space, std::uint32_t at) {
  std::vector<NumberRange> rows;
  for (std::uint32_t row = 0; row < space.row_count(); ++row) {
    const std::int64_t* low = space.array<std::int64_t>(row / kChunkRows, at) + row % kChunkRows;
    rows.push_back({low[0], low[kChunkRows]});
  }
  return rows;
}

Column constant(const kernel::Value& value, std::uint32_t row_count) {
  if (const auto* text = std::get_if<kernel::Text>(&value)) return std::vector<kernel::Text>(row_count, *text);
  if (const auto* days = std::get_if<DayRange>(&value)) return std::vector<DayRange>(row_count, *days);
  return std::vector<NumberRange>(row_count, std::get<NumberRange>(value));
}

Column column(const ir::Program& program, const CheckOrder::Operand& operand, const frame::Frame& frame,
              SpaceData& space) {
  if (operand.constant != nullptr) return constant(*operand.constant, space.row_count());
  if (operand.at != kNoSlot) return computed(space, operand.at);
  if (program[operand.value].type == Type::Text) return texts(frame.texts, operand.value);
  const std::span<const std::uint32_t> codes = frame.texts.codes(operand.source);
  if (program[operand.value].type == Type::Date) return gathered(frame.tables.days(operand.value), codes);
  return gathered(frame.tables.numbers(operand.value), codes);
}

}  // namespace

void check_order(const ir::Program& program, const CheckOrder& step, const frame::Frame& frame, SpaceData& from,
                 SpaceData& to) {
  const ir::Inst& inst = program[step.value];
  const MaskView is_true = from.mask(step.filter.is_true);
  const bool is_definite = step.filter.is_false == kNoSlot;
  const MaskView is_false = from.mask(is_definite ? step.filter.is_true : step.filter.is_false);
  std::vector<Truth> filter;
  for (std::uint32_t row = 0; row < from.row_count(); ++row) {
    const bool certainly_false = is_definite || is_false.has(row);
    filter.push_back(is_true.has(row) ? Truth::True : certainly_false ? Truth::False : Truth::Unsure);
  }

  const auto offsets = frame.spaces.offsets(program[inst.arguments[0]].space);
  std::vector<Truth> results;
  std::visit(
      [&](const auto& keys, const auto& values) {
        for (std::uint32_t row = 0; row < to.row_count(); ++row) {
          const std::size_t first = offsets[row];
          const std::size_t count = offsets[row + 1] - first;
          results.push_back(kernel::InOrder(std::span(filter).subspan(first, count),
                                            std::span(keys).subspan(first, count),
                                            std::span(values).subspan(first, count), inst.is_strict));
        }
      },
      column(program, step.key, frame, from), column(program, step.ordered, frame, from));

  const auto fill = [&](std::uint32_t slot, Truth wanted) {
    if (slot == kNoSlot) return;
    const MaskView mask = to.mask(slot);
    for (std::size_t word = 0; word < to.chunk_count() * kChunkWords; ++word) mask.word(word) = 0;
    for (std::size_t row = 0; row < results.size(); ++row)
      mask.word(row / 64) |= std::uint64_t{results[row] == wanted} << (row % 64);
  };
  fill(step.to.is_true, Truth::True);
  fill(step.to.is_false, Truth::False);
}

}  // namespace edict::native
