// Answers what FindRow, InTable and NthFound ask of a table for keys given as codes of texts, and remembers the
// answers: registries hold few combinations of values, so most searches are one look into a hash table.
//
// Thread safety: one per worker.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "compiler/frame/lift.h"
#include "runtime/kernels/tables.h"

namespace edict::frame {

class KeySearch {
 public:
  // The index must outlive it.
  KeySearch(const kernel::TableIndex& index, const ir::Inst& inst) : index_(&index), op_(inst.op), nth_(inst.count) {}

  // Begins with the keys of a batch: one operand of texts for each key. Forgets what it knows of codes that were given
  // anew since, and everything when it knows too much.
  void begin(std::span<const Operand> keys);
  // For the keys' entries at `i`: of FindRow the row, else the truth as a number.
  std::int32_t answer(std::size_t i);

 private:
  static constexpr std::size_t kMostCombinations = 1 << 16;

  std::uint64_t combination(std::size_t i);
  [[nodiscard]] std::int32_t search() const;

  const kernel::TableIndex* index_;
  ir::Op op_;
  std::uint32_t nth_;
  std::span<const Operand> keys_;
  struct Codes {
    const ValueDictionary* dictionary = nullptr;
    std::uint32_t generation = 0;
    friend bool operator==(const Codes&, const Codes&) = default;
  };
  std::vector<Codes> known_for_;  // by key: the codes that the combinations are made of
  // A combination of codes is a number: that of the last key's code with the number of the combination before it.
  std::vector<boost::unordered_flat_map<std::uint64_t, std::uint32_t>> combinations_;
  boost::unordered_flat_map<std::uint64_t, std::int32_t> answers_;
  std::vector<kernel::Text> values_;  // of the keys that are asked about
};

}  // namespace edict::frame
