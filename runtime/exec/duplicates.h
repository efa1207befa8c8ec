// Finds records with the same key over a whole input: `unique by (a, b) across file`.
//
// Of every record that takes part a hash of 128 bits is kept, with its number, until the input ends; of those that
// repeat a key the first few are named. Records come in input order, so what is found does not depend on batches or
// threads. Two keys with one hash would be taken for equal; among 10 million records that has a chance of 10^-25.
//
// Not thread safe: one per input, fed by whoever writes results.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "runtime/exec/flag_renderer.h"
#include "runtime/exec/results.h"
#include "runtime/exec/run_plan.h"
#include "runtime/exec/run_totals.h"

namespace edict {

// A record that takes part in a unique require, with all that a finding may have to say of it.
struct KeyedRecord {
  std::uint32_t require = 0;     // index into RunPlan::requires_
  std::vector<std::string> key;  // values of PlannedRequire::unique_by; none blank
  Subject subject;
  Outcome outcome = Outcome::Pass;  // of its edit, as far as single records tell
  bool has_flags = false;
};

// Whether a record of a batch takes part in a unique require, by the require's masks.
bool takes_part(const OutcomeMasks& masks, std::size_t require, std::uint32_t row);
// The key of a record of `level`; empty when a part is blank, so that the record is compared with none.
std::vector<std::string> unique_key(std::span<const ItemId> unique_by, LevelId level, const Batch& batch,
                                    std::uint32_t row);

// Records of one key.
struct DuplicateGroup {
  static constexpr std::size_t kMostNamed = 20;

  std::uint32_t require = 0;
  std::vector<std::string> key;
  Subject repeats;                     // the first record that repeats the key
  std::vector<std::uint64_t> records;  // numbers of the first kMostNamed records, in input order
  std::uint64_t count = 0;             // of all records
};

// The flag of a group: about the first record that repeats the key, with the values of the key as its items.
Flag make_flag(const RunPlan& plan, const DuplicateGroup& group, RenderedDuplicates&& rendered);

class Duplicates {
 public:
  void add(KeyedRecord&& record);
  // The groups, by require, then by their first record.
  [[nodiscard]] std::vector<DuplicateGroup> groups() const;
  // Counts the records that repeat each other as failing, in totals that hold them as what their records alone told.
  void count_failing(const RunPlan& plan, RunTotals& totals) const;

 private:
  struct Hash {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    friend bool operator==(const Hash&, const Hash&) = default;
  };
  struct HashOfHash {
    std::size_t operator()(const Hash& hash) const { return static_cast<std::size_t>(hash.low); }
  };
  // The first record of a key; of a key that is repeated, also its group.
  struct First {
    static constexpr std::uint32_t kAlone = UINT32_MAX;
    std::uint64_t record = 0;
    std::uint32_t group = kAlone;
    Outcome outcome = Outcome::Pass;
    bool has_flags = false;
  };
  struct Failing {
    std::uint32_t require = 0;
    Outcome outcome = Outcome::Pass;
    LevelId level;
    std::uint64_t record = 0;
    bool has_flags = false;
  };

  static Hash hash_of(const KeyedRecord& record);
  void fail(const KeyedRecord& like, std::uint64_t record, Outcome outcome, bool has_flags);

  boost::unordered_flat_map<Hash, First, HashOfHash> firsts_;
  std::vector<DuplicateGroup> groups_;
  std::vector<Failing> failing_;
};

}  // namespace edict
