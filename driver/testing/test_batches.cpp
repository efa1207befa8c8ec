#include "driver/testing/test_batches.h"

#include <algorithm>

#include "driver/engine.h"

namespace edict {
namespace {

class Placement {
 public:
  Placement(const hir::Module& module, std::shared_ptr<const BatchSchema> schema)
      : module_(module), dictionary_(schema->dictionary()), schema_(std::move(schema)) {}

  void add(std::uint32_t edit, const hir::TestTable& table) {
    const bool is_alone =
        std::ranges::any_of(table.items, [&](ItemId item) { return dictionary_[item].level == LevelId(0); });
    std::uint32_t number = 0;
    for (std::size_t begin = 0; begin < table.rows.size();) {
      std::size_t end = begin + 1;
      while (table.has_cases && end < table.rows.size() && table.rows[end].case_name == table.rows[begin].case_name) {
        ++end;
      }
      if (batches_.empty() || is_alone || batches_.back().rows.size() > kRowsPerBatch || last_was_alone_) open();
      last_was_alone_ = is_alone;
      add_patient(edit, table, begin, end, number);
      begin = end;
    }
  }

  std::vector<TestBatch> seal() {
    for (TestBatch& filled : batches_) filled.batch->seal();
    return std::move(batches_);
  }

 private:
  static constexpr std::size_t kRowsPerBatch = 2000;

  void open() {
    TestBatch filled;
    filled.store = std::make_unique<BatchStore>(schema_);
    filled.batch = &filled.store->next_batch();
    filled.batch->add_row(LevelId(0), {});
    batches_.push_back(std::move(filled));
  }

  // The rows [begin, end) of a table are the lowest-level records of one patient.
  void add_patient(std::uint32_t edit, const hir::TestTable& table, std::size_t begin, std::size_t end,
                   std::uint32_t& number) {
    TestBatch& filled = batches_.back();
    const LevelId edit_level = module_.edits[edit].level;
    const std::size_t lowest = dictionary_.levels().size() - 1;
    std::vector<std::uint32_t> last_row(lowest + 1, 0);
    for (std::size_t i = begin; i < end; ++i) {
      const hir::TestRow& row = table.rows[i];
      const bool is_first = i == begin;
      for (std::size_t level = 1; level <= lowest; ++level) {
        if (is_first || level == lowest) {
          last_row[level] = filled.batch->add_row(LevelId(level), {});
        }
      }
      for (std::size_t column = 0; column < table.items.size() && column < row.cells.size(); ++column) {
        const ItemId item = table.items[column];
        const bool is_lowest = dictionary_[item].level == LevelId(lowest);
        if ((is_first || is_lowest) && !row.cells[column].empty()) {
          filled.batch->set_value(schema_->column_of(item), row.cells[column]);
        }
      }
      ++number;
      if (row.outcome) filled.rows.push_back({edit, &table, &row, number, last_row[edit_level.index()]});
    }
  }

  const hir::Module& module_;
  const Dictionary& dictionary_;
  std::shared_ptr<const BatchSchema> schema_;
  std::vector<TestBatch> batches_;
  bool last_was_alone_ = false;
};

}  // namespace

std::vector<TestBatch> place_tests(const hir::Module& module, const std::shared_ptr<const BatchSchema>& schema,
                                   std::span<const TestsOfEdit> tests) {
  Placement placement(module, schema);
  for (const TestsOfEdit& edit : tests) {
    for (const hir::TestTable& table : edit.tables) placement.add(edit.edit, table);
  }
  return placement.seal();
}

std::vector<TestBatch> place_tests(const LoadedRules& rules, std::uint32_t edit) {
  const auto schema =
      std::make_shared<BatchSchema>(rules.dictionary, items_needed(*rules.module, {{edit, std::nullopt}}));
  const TestsOfEdit tests{edit, rules.module->edits[edit].tests};
  return place_tests(*rules.module, schema, {&tests, 1});
}

}  // namespace edict
