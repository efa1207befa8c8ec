// Finds rows of a table for keys given as codes of texts, and remembers the answers: registries hold few combinations
// of values, so most searches are one look into a hash table.
//
// Thread safety: one per worker.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/frame/lift.h"
#include "runtime/kernels/tables.h"

namespace edict::frame {

class KeySearch {
 public:
  // The index must outlive it.
  explicit KeySearch(const kernel::TableIndex& index) : index_(&index) {}

  // Begins with the keys of a batch: one operand of texts for each key. Forgets what it knows of codes that were given
  // anew since, and everything when it knows too much.
  void begin(std::span<const Operand> keys);
  // The row for the keys' entries at `i`.
  std::int32_t find_row(std::size_t i);

 private:
  static constexpr std::size_t kMostCombinations = 1 << 16;

  std::uint64_t combination(std::size_t i);

  const kernel::TableIndex* index_;
  std::span<const Operand> keys_;
  struct Codes {
    const ValueDictionary* dictionary = nullptr;
    std::uint32_t generation = 0;
    friend bool operator==(const Codes&, const Codes&) = default;
  };
  std::vector<Codes> known_for_;  // by key: the codes that the combinations are made of
  // A combination of codes is a number: that of the last key's code with the number of the combination before it.
  std::vector<boost::unordered_flat_map<std::uint64_t, std::uint32_t>> combinations_;
  boost::unordered_flat_map<std::uint64_t, std::int32_t> rows_;
  std::vector<std::string_view> values_;  // kept for its memory
};

}  // namespace edict::frame
