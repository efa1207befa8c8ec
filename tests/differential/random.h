// A small deterministic generator: the same seed gives the same test on every machine and library.
// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators").
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace edict::differential {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  // From 0 to bound - 1.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  // True `times` out of `of`.
  bool chance(std::size_t times, std::size_t of) { return below(of) < times; }
  template <class T>
  const T& pick(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace edict::differential
