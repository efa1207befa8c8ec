#include "dsl/schema/dictionary.h"

#include <gtest/gtest.h>

namespace edict {
namespace {

Item item(std::string id, std::uint32_t number, std::string label, std::size_t level) {
  Item result;
  result.id = std::move(id);
  result.number = number;
  result.label = std::move(label);
  result.level = LevelId(level);
  return result;
}

std::vector<Level> levels() {
  return {{"file", "files", LevelId(), "Data"},
          {"patient", "patients", LevelId(0), "Patient"},
          {"tumor", "tumors", LevelId(1), "Tumor"}};
}

Dictionary sample() {
  std::vector<Item> items = {item("registryId", 40, "Registry ID", 0), item("patientId", 20, "Patient ID", 1),
                             item("primarySite", 400, "Primary Site", 2),
                             item("histologicTypeIcdO3", 522, "Histologic Type ICD-O-3", 2),
                             item("laterality", 410, "Laterality", 2)};
  items[1].is_key = true;
  items[2].former_ids = {"site", "laterality"};
  return Dictionary("sample", "1", levels(), std::move(items));
}

TEST(Dictionary, FindsItemsByIdFormerIdAndNumber) {
  const Dictionary dictionary = sample();
  EXPECT_EQ(dictionary[dictionary.find("primarySite")].number, 400U);
  EXPECT_EQ(dictionary[dictionary.find("site")].id, "primarySite");
  EXPECT_EQ(dictionary[dictionary.find(410)].id, "laterality");
  EXPECT_EQ(dictionary[dictionary.find("laterality")].id, "laterality") << "a present id goes before a former one";
  EXPECT_FALSE(dictionary.find("primarysite").is_valid());
  EXPECT_FALSE(dictionary.find(0U).is_valid());
}

TEST(Dictionary, KnowsItsTreeOfLevels) {
  const Dictionary dictionary = sample();
  const LevelId patient = dictionary.find_level("patient");
  const LevelId tumor = dictionary.find_level("tumors");
  EXPECT_TRUE(dictionary.is_ancestor_or_self(patient, tumor));
  EXPECT_TRUE(dictionary.is_ancestor_or_self(tumor, tumor));
  EXPECT_FALSE(dictionary.is_ancestor_or_self(tumor, patient));
  EXPECT_EQ(dictionary.keys_of(patient), std::vector{dictionary.find("patientId")});
  EXPECT_FALSE(dictionary.find_level("visit").is_valid());
}

TEST(Dictionary, GuessesTheItemMeant) {
  const Dictionary dictionary = sample();
  const auto guess = [&](std::string_view word) {
    const auto closest = dictionary.closest_items(word);
    return closest.empty() ? std::string() : dictionary[closest[0]].id;
  };
  EXPECT_EQ(guess("primary_site"), "primarySite");
  EXPECT_EQ(guess("Primary Site"), "primarySite");
  EXPECT_EQ(guess("lateralty"), "laterality");
  EXPECT_EQ(guess("histology"), "histologicTypeIcdO3");
  EXPECT_EQ(guess("#522"), "histologicTypeIcdO3");
  EXPECT_EQ(guess("bloodPressure"), "");
}

TEST(Dictionary, AddsARegistrysOwnItems) {
  const Dictionary base = sample();
  const Dictionary user("own", "1", {{"tumor", "tumors", LevelId(), "Tumor"}},
                        {item("stateField", 9501, "State Field", 0)});
  std::vector<std::string> conflicts;
  const auto both = base.with(user, conflicts);
  ASSERT_TRUE(both) << conflicts[0];
  const Item& added = (*both)[both->find(9501)];
  EXPECT_EQ((*both)[added.level].name, "tumor");
  EXPECT_EQ(both->items().size(), base.items().size() + 1);
}

TEST(Dictionary, NamesEachConflictWithTheBase) {
  const Dictionary user("own", "1", {{"tumor", "tumors", LevelId(), "Tumor"}, {"visit", "visits", LevelId(0), "Visit"}},
                        {item("laterality", 9001, "", 0), item("other", 400, "", 0), item("more", 9002, "", 1)});
  std::vector<std::string> conflicts;
  EXPECT_FALSE(sample().with(user, conflicts));
  EXPECT_EQ(conflicts, (std::vector<std::string>{"item `laterality` is already in sample 1",
                                                 "item `other` has number 400 of `primarySite`",
                                                 "item `more` is on level `visit`, which sample 1 does not have"}));
}

TEST(Item, LabelsAndSpecialCodesCoverRanges) {
  Item size = item("size", 1, "Size", 2);
  size.labels = {{*parse_code_set_entry("1").entry, "one"}};
  size.specials = {{*parse_code_set_entry("990-998").entry, SpecialReason::NotMeasured, "not measured"},
                   {*parse_code_set_entry("999").entry, SpecialReason::Unknown, ""}};
  EXPECT_EQ(size.label_of("1"), "one");
  EXPECT_EQ(size.label_of("2"), "");
  EXPECT_EQ(size.special_of("995")->reason, SpecialReason::NotMeasured);
  EXPECT_EQ(size.special_of("999")->reason, SpecialReason::Unknown);
  EXPECT_EQ(size.special_of("12"), nullptr);
}

TEST(Names, AreReadAsTheyAreWritten) {
  EXPECT_EQ(item_kind(name_of(ItemKind::DateTime)), ItemKind::DateTime);
  EXPECT_EQ(padding("left zero"), Padding::LeftZero);
  EXPECT_EQ(special_reason("not applicable"), SpecialReason::NotApplicable);
  EXPECT_EQ(identifier_class("person"), IdentifierClass::Person);
  EXPECT_FALSE(item_kind("integer"));
}

}  // namespace
}  // namespace edict
