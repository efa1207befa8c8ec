#include "runtime/readers/column_map.h"

#include <gtest/gtest.h>

#include "tests/unit/readers/testing.h"

namespace edict {
namespace {

std::shared_ptr<const Dictionary> other_version(std::vector<Item> items) {
  return std::make_shared<const Dictionary>("small", "18", small_levels(), std::move(items));
}

TEST(ColumnMap, FindsItemsOfAnotherVersionById) {
  std::vector<Item> items = small_items();
  std::swap(items[1], items[5]);
  items[1].id = "siteOfTumor";  // its name in that version
  items[1].former_ids.clear();
  const auto input = other_version(items);
  const auto schema = all_items(small_dictionary());
  const ColumnMap map = ColumnMap::make(*input, *schema).value();
  EXPECT_TRUE(map.missing_items().empty());
  EXPECT_EQ(map[ItemId(1)], schema->column_of(schema->dictionary().find("primarySite")));
  EXPECT_EQ(map[ItemId(5)], schema->column_of(schema->dictionary().find("patientIdNumber")));
}

TEST(ColumnMap, NamesItemsTheInputCannotHave) {
  std::vector<Item> items = small_items();
  items.erase(items.begin() + 6);  // laterality
  items[3].level = LevelId(2);     // sex, of the patient today
  const auto schema = all_items(small_dictionary());
  const ColumnMap map = ColumnMap::make(*other_version(items), *schema).value();
  ASSERT_EQ(map.missing_items().size(), 2U);
  EXPECT_EQ(schema->dictionary()[map.missing_items()[0]].id, "sex");
  EXPECT_EQ(schema->dictionary()[map.missing_items()[1]].id, "laterality");
  EXPECT_FALSE(map[ItemId(3)].is_valid());
}

TEST(ColumnMap, RefusesOtherLevels) {
  std::vector<Level> levels = small_levels();
  levels[2].name = "implant";
  const Dictionary input("devices", "1", levels, {});
  EXPECT_FALSE(ColumnMap::make(input, *all_items(small_dictionary())));
}

}  // namespace
}  // namespace edict
