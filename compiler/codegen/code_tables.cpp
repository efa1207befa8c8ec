#include "compiler/codegen/code_tables.h"

#include <algorithm>

#include "compiler/codegen/gather_truths.h"
#include "compiler/codegen/row_code.h"

namespace edict::native {

std::uint32_t KnownCodes::take(const frame::TextPool& pool) {
  const ValueDictionary* dictionary = pool.dictionary();
  const std::uint32_t generation = dictionary == nullptr ? 0 : dictionary->generation();
  const std::uint32_t first = dictionary == dictionary_ && generation == generation_ ? size_ : 0;
  dictionary_ = dictionary;
  generation_ = generation;
  size_ = pool.size();
  return first;
}

void TruthTable::update(const GatherTruths& gather, const frame::ItemTables& tables, const frame::TextPool& pool) {
  const std::uint32_t first = known_.take(pool);
  const std::uint32_t size = pool.size();
  if (first == size) return;
  for (std::size_t i = 0; i < gather.octets.size(); ++i) {
    std::vector<std::uint8_t>& bytes = bytes_[i];
    bytes.resize(std::max<std::size_t>(size, kSmallTable));
    std::fill(bytes.begin() + first, bytes.begin() + size, std::uint8_t{0});
    for (std::size_t bit = 0; bit < gather.octets[i].sides.size(); ++bit) {
      const GatherTruths::Side& side = gather.octets[i].sides[bit];
      const std::span<const std::uint8_t> truths = tables.truths(side.function);
      const auto wanted = static_cast<std::uint8_t>(truth(side.is_true));
      for (std::uint32_t code = first; code < size; ++code)
        bytes[code] = static_cast<std::uint8_t>(bytes[code] | (truths[code] == wanted) << bit);
    }
  }
}

void DateTable::update(const GatherDates& gather, const frame::ItemTables& tables, const frame::TextPool& pool) {
  const std::span<const DayRange> days = tables.days(gather.function);
  days_.resize(pool.size());
  for (std::uint32_t code = known_.take(pool); code < pool.size(); ++code)
    days_[code] = in_form(days[code], gather.form);
}

}  // namespace edict::native
