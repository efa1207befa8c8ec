// Random patients aimed at a rule program: values from the edits' own code lists and their neighbours, blanks, special
// codes, invalid text, dates at all three precisions around the dates that the rules name.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dsl/sema/hir.h"
#include "runtime/batch/batch.h"
#include "tests/differential/random.h"

namespace edict::differential {

class RecordGenerator {
 public:
  RecordGenerator(const hir::Module& module, std::uint64_t seed);

  // Fills and seals a cleared batch with `patients` patients of 0 to 4 tumors, some of many more.
  void fill(Batch& batch, std::size_t patients);

 private:
  void set_values(Batch& batch, LevelId level);
  const std::string& value_for(ItemId item);

  const hir::Module& module_;
  Random random_;
  std::map<ItemId, std::vector<std::string>> pools_;
};

// The values of a patient as text, for a repro file.
std::string describe_patient(const Batch& batch, std::uint32_t patient);

}  // namespace edict::differential
