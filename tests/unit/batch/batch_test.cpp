#include "runtime/batch/batch.h"

#include <gtest/gtest.h>

namespace edict {
namespace {

const LevelId kFile(0);
const LevelId kPatient(1);
const LevelId kTumor(2);

Item item(const char* id, LevelId level) {
  Item made;
  made.id = id;
  made.level = level;
  return made;
}

class BatchTest : public testing::Test {
 protected:
  std::shared_ptr<const Dictionary> dictionary = std::make_shared<Dictionary>(
      "test", "1",
      std::vector<Level>{
          {"file", "files", {}, ""}, {"patient", "patients", kFile, ""}, {"tumor", "tumors", kPatient, ""}},
      std::vector<Item>{item("sex", kPatient), item("site", kTumor), item("unread", kTumor), item("grade", kTumor)});
  ItemId sex = dictionary->find("sex");
  ItemId site = dictionary->find("site");
  ItemId unread = dictionary->find("unread");
  ItemId grade = dictionary->find("grade");
  std::shared_ptr<const BatchSchema> schema =
      std::make_shared<BatchSchema>(dictionary, std::vector<ItemId>{site, sex, grade, site});
  BatchStore store{schema};

  // A man with two tumors, a patient without any, a woman with one.
  Batch& filled() {
    Batch& batch = store.next_batch();
    batch.add_row(kFile, {});
    batch.add_row(kPatient, {});
    batch.set_value(schema->column_of(sex), "1");
    batch.add_row(kTumor, {});
    batch.set_value(schema->column_of(site), "C619");
    batch.add_row(kTumor, {});
    batch.add_row(kPatient, {});
    batch.add_row(kPatient, {});
    batch.set_value(schema->column_of(sex), "2");
    batch.add_row(kTumor, {7, 90, 12});
    batch.set_value(schema->column_of(site), "C509");
    batch.seal();
    return batch;
  }
};

TEST_F(BatchTest, SchemaGivesEachItemReadOneColumn) {
  EXPECT_EQ(schema->items().size(), 3u);
  EXPECT_EQ(schema->column_of(site), ColumnId(0));
  EXPECT_FALSE(schema->column_of(unread).is_valid());
}

TEST_F(BatchTest, ValuesStandAtTheRowTheyWereSetOn) {
  const Batch& batch = filled();
  EXPECT_EQ(batch.value(site, 0), "C619");
  EXPECT_EQ(batch.value(site, 1), "");
  EXPECT_EQ(batch.value(site, 2), "C509");
  EXPECT_EQ(batch.value(sex, 1), "");
  EXPECT_EQ(batch.value(sex, 2), "2");
  EXPECT_EQ(batch.value(unread, 0), "");
  EXPECT_EQ(batch.codes(schema->column_of(grade)).size(), 3u) << "an item never set is blank on every row";
}

TEST_F(BatchTest, ChildrenAreContiguousUnderTheirParent) {
  const Batch& batch = filled();
  EXPECT_EQ(batch.rows(kFile).offsets, (std::vector<std::uint32_t>{0, 3}));
  EXPECT_EQ(batch.rows(kPatient).offsets, (std::vector<std::uint32_t>{0, 2, 2, 3}));
  EXPECT_EQ(batch.rows(kTumor).parent, (std::vector<std::uint32_t>{0, 0, 2}));
  EXPECT_EQ(batch.ancestor_row(kTumor, 2, kPatient), 2u);
  EXPECT_EQ(batch.ancestor_row(kTumor, 2, kFile), 0u);
  EXPECT_EQ(batch.ancestor_row(kTumor, 2, kTumor), 2u);
  EXPECT_EQ(batch.rows(kTumor).origins[2].record, 7u);
}

TEST_F(BatchTest, TellsWhetherAValueOfTheLastRowWasGiven) {
  Batch& batch = store.next_batch();
  const ColumnId column = schema->column_of(site);
  batch.add_row(kFile, {});
  batch.add_row(kPatient, {});
  EXPECT_FALSE(batch.has_value(column));
  batch.add_row(kTumor, {});
  EXPECT_FALSE(batch.has_value(column));
  batch.set_value(column, "");
  EXPECT_TRUE(batch.has_value(column)) << "an empty value is a value given";
  batch.set_value(column, "C509");
  batch.add_row(kTumor, {});
  EXPECT_FALSE(batch.has_value(column));
  batch.seal();
  EXPECT_EQ(batch.value(site, 0), "C509") << "the last value given counts";
}

TEST_F(BatchTest, TheNextBatchIsEmptyAndKeepsDictionaries) {
  filled();
  Batch& batch = filled();
  EXPECT_EQ(batch.rows(kTumor).row_count, 3u);
  EXPECT_EQ(batch.dictionary(schema->column_of(site)).generation(), 0u);
  EXPECT_EQ(batch.dictionary(schema->column_of(site)).size(), 3u);
}

TEST_F(BatchTest, AFullDictionaryIsResetBetweenBatches) {
  ValueDictionary& values = filled().dictionary(schema->column_of(site));
  values.intern(std::string(ValueDictionary::kMostBytes + 1, 'x'));
  const Batch& batch = filled();
  EXPECT_EQ(values.generation(), 1u);
  EXPECT_EQ(batch.value(site, 2), "C509");
}

}  // namespace
}  // namespace edict
