// Test rows as records of batches.
//
// Each row is a record of its own, or a tumor of its case's patient. Rows about items of the topmost level have a batch
// for themselves, since a batch has one record there.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "driver/load_rules.h"
#include "dsl/sema/hir.h"
#include "runtime/batch/batch.h"

namespace edict {

// A row with an expected outcome, and the record that it is expected of.
struct PlacedRow {
  std::uint32_t edit = 0;  // index into Module::edits
  const hir::TestTable* table = nullptr;
  const hir::TestRow* row = nullptr;
  std::uint32_t number = 0;   // of the row in its table, from 1
  std::uint32_t subject = 0;  // row of the batch at the edit's level
};

struct TestBatch {
  std::unique_ptr<BatchStore> store;
  Batch* batch = nullptr;
  std::vector<PlacedRow> rows;
};

// One edit's tables. The tables must outlive the batches.
struct TestsOfEdit {
  std::uint32_t edit = 0;
  std::span<const hir::TestTable> tables;
};

// REQUIRES: the schema has columns for the items of the tables.
std::vector<TestBatch> place_tests(const hir::Module& module, const std::shared_ptr<const BatchSchema>& schema,
                                   std::span<const TestsOfEdit> tests);

// The same for the tests that stand under one edit.
std::vector<TestBatch> place_tests(const LoadedRules& rules, std::uint32_t edit);

}  // namespace edict
