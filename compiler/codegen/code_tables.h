// Tables by code in the form that gathering wants: eight truths a byte, dates packed. One per worker and gather step.
#pragma once

#include <cstdint>
#include <vector>

#include "base/calendar.h"
#include "compiler/codegen/plan.h"
#include "compiler/frame/item_tables.h"
#include "compiler/frame/text_pool.h"

namespace edict::native {

// Which codes of a pool a table holds. Codes stay what they are until their dictionary is reset.
class KnownCodes {
 public:
  // The first code that is not known yet; all of the pool's are from then on.
  std::uint32_t take(const frame::TextPool& pool);

 private:
  const ValueDictionary* dictionary_ = nullptr;
  std::uint32_t generation_ = 0;
  std::uint32_t size_ = 0;
};

// A byte a code for each octet.
class TruthTable {
 public:
  explicit TruthTable(const GatherTruths& gather) : bytes_(gather.octets.size()) {}
  void update(const GatherTruths& gather, const frame::ItemTables& tables, const frame::TextPool& pool);
  [[nodiscard]] const std::uint8_t* bytes(std::size_t octet) const { return bytes_[octet].data(); }

 private:
  KnownCodes known_;
  std::vector<std::vector<std::uint8_t>> bytes_;
};

// The ends of a date in its form, by code.
class DateTable {
 public:
  void update(const GatherDates& gather, const frame::ItemTables& tables, const frame::TextPool& pool);
  [[nodiscard]] const DayRange& operator[](std::uint32_t code) const { return days_[code]; }

 private:
  KnownCodes known_;
  std::vector<DayRange> days_;
};

}  // namespace edict::native
