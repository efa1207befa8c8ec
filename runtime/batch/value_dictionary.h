// The distinct values of one column, each with a small code: what lets every predicate on one item be evaluated once per
// value instead of once per record.
//
// Code 0 is blank. Codes are given in order of first appearance and never change until reset(); `generation` counts the
// resets, so that tables computed per code know when they are stale. Bounded: owners reset a dictionary between batches
// when it holds more than kMostValues.
//
// Thread safety: one dictionary per worker.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace edict {

class ValueDictionary {
 public:
  static constexpr std::uint32_t kBlank = 0;
  static constexpr std::size_t kMostValues = 1 << 16;

  ValueDictionary();
  ValueDictionary(const ValueDictionary&) = delete;
  ValueDictionary& operator=(const ValueDictionary&) = delete;

  // The code of a value; a new one is added. An empty value is blank.
  std::uint32_t intern(std::string_view value);
  [[nodiscard]] std::string_view operator[](std::uint32_t code) const { return values_[code]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(values_.size()); }
  [[nodiscard]] std::uint32_t generation() const { return generation_; }
  void reset();

 private:
  void grow();
  std::deque<std::string> storage_;          // addresses stay
  std::vector<std::string_view> values_;     // by code
  std::vector<std::uint64_t> hashes_;        // by code
  std::vector<std::uint32_t> slots_;         // open addressing, code + 1; 0 is free
  std::uint32_t generation_ = 0;
};

}  // namespace edict
