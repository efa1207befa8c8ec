#include "runtime/batch/value_dictionary.h"

#include "base/hash.h"

namespace edict {
namespace {

constexpr std::size_t kFirstSlots = 64;

}  // namespace

ValueDictionary::ValueDictionary() : values_{std::string_view{}}, slots_(kFirstSlots) {}

std::uint32_t ValueDictionary::intern(std::string_view value) {
  if (value.empty()) return kBlank;
  const auto hash = static_cast<std::uint32_t>(hash64(value));
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].code != kBlank; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && values_[slots_[at].code] == value) return slots_[at].code;
  }

  const std::uint32_t code = size();
  slots_[at] = {hash, code};
  values_.push_back(storage_.emplace_back(value));
  byte_count_ += value.size();
  if (values_.size() * 2 > slots_.size()) grow();
  return code;
}

void ValueDictionary::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.code == kBlank) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].code != kBlank) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

void ValueDictionary::reset() {
  slots_.assign(kFirstSlots, {});
  values_.resize(1);
  storage_.clear();
  byte_count_ = 0;
  ++generation_;
}

}  // namespace edict
