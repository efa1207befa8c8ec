// The distinct values of one column, each with a small code: what lets every predicate on one item be evaluated once
// per value instead of once per record.
//
// Code 0 is blank. Codes are given in order of first appearance and never change until reset(); `generation` counts the
// resets, so that tables computed per code know when they are stale. Bounded: owners reset a dictionary between batches
// when it is full.
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
  static constexpr std::size_t kMostBytes = 1 << 22;  // long free texts fill a dictionary before their number does

  ValueDictionary();
  ValueDictionary(const ValueDictionary&) = delete;
  ValueDictionary& operator=(const ValueDictionary&) = delete;

  // The code of a value; a new one is added. An empty value is blank.
  std::uint32_t intern(std::string_view value);
  [[nodiscard]] std::string_view operator[](std::uint32_t code) const { return values_[code]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(values_.size()); }
  [[nodiscard]] bool is_full() const { return values_.size() > kMostValues || byte_count_ > kMostBytes; }
  [[nodiscard]] std::uint32_t generation() const { return generation_; }
  void reset();

 private:
  // The hash beside the code: a miss is told without a look at the values, and growing needs no second hashing.
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t code = kBlank;  // blank: free, since blank itself is never looked up
  };
  void grow();

  std::deque<std::string> storage_;       // addresses stay
  std::vector<std::string_view> values_;  // by code
  std::vector<Slot> slots_;               // open addressing with linear probing; a power of two, at most half full
  std::size_t byte_count_ = 0;
  std::uint32_t generation_ = 0;
};

}  // namespace edict
