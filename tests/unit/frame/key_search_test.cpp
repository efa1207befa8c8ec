#include "compiler/frame/key_search.h"

#include <gtest/gtest.h>

#include <array>

namespace edict::frame {
namespace {

TEST(KeySearch, FindsWhatTheTableHasAlsoWhenCodesAreGivenAnew) {
  hir::Table table;
  table.columns = {"a", "b", "c"};
  for (std::uint32_t column : {0U, 1U, 2U})
    table.keys.push_back({"", hir::TableKey::Match::Exact, column, column, {}, {}});
  table.rows = {{"1", "2", "3"}, {"1", "2", "4"}, {"2", "2", "3"}};
  const kernel::TableIndex index(table);
  ir::Inst inst;
  inst.op = ir::Op::FindRow;
  KeySearch search(index, inst);

  const Item item;
  std::array<ValueDictionary, 3> dictionaries;
  // Each text is the values of one row.
  const auto rows_of = [&](std::vector<std::array<std::string_view, 3>> texts) {
    std::array<std::vector<std::uint32_t>, 3> codes;
    for (const auto& text : texts) {
      for (std::size_t key = 0; key < 3; ++key) codes[key].push_back(dictionaries[key].intern(text[key]));
    }
    std::vector<Operand> keys;
    for (std::size_t key = 0; key < 3; ++key) keys.push_back({codes[key].data(), 1, TextPool(dictionaries[key], item)});
    search.begin(keys);
    std::vector<std::int32_t> rows;
    for (std::size_t i = 0; i < texts.size(); ++i) rows.push_back(search.answer(i));
    return rows;
  };
  const std::vector<std::int32_t> expected = {0, 2, kernel::kNoRow, 0, 1};
  EXPECT_EQ(rows_of({{"1", "2", "3"}, {"2", "2", "3"}, {"2", "2", "4"}, {"1", "2", "3"}, {"1", "2", "4"}}), expected);
  EXPECT_EQ(rows_of({{"1", "2", "4"}, {"9", "2", "4"}}), (std::vector{1, kernel::kNoRow}));
  for (ValueDictionary& dictionary : dictionaries) dictionary.reset();
  EXPECT_EQ(rows_of({{"2", "2", "3"}, {"1", "2", "4"}}), (std::vector{2, 1}));
}

}  // namespace
}  // namespace edict::frame
