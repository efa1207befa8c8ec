#include "tests/support/sample_registry.h"

#include <array>
#include <sstream>
#include <string>

#include "base/check.h"

namespace edict::test {
namespace {

enum class SampleLevel { File, Patient, Tumor };

Item item(std::string id, SampleLevel level, ItemKind kind) {
  Item item;
  item.label = id;
  item.id = std::move(id);
  item.level = LevelId(static_cast<std::size_t>(level));
  item.kind = kind;
  return item;
}

CodeSetEntry entry(std::string_view text) { return parse_code_set_entry(text).entry.value(); }

hir::Table site_type() {
  hir::Table table;
  table.name = "SiteType";
  table.columns = {"siteLow", "siteHigh", "histology", "verdict", "limit"};
  table.keys = {{"site", hir::TableKey::Match::LowHigh, 0, 1, {}, {}},
                {"histology", hir::TableKey::Match::Range, 2, 2, {}, {}}};
  table.returns = {3, 4};
  table.rows = {{"C500", "C509", "8000-8005, 8500", "ok", "100"},
                {"C500", "C509", "9*", "impossible", "7.5"},
                {"C619", "", "8140", "ok", ""}};
  hir::TableKey& histology = table.keys[1];
  histology.sets = {CodeSet({entry("8000-8005"), entry("8500")}), CodeSet({entry("9*")}), CodeSet({entry("8140")})};
  histology.set_of_row = {0, 1, 2};
  table.expect = hir::Table::Expect::FirstRow;
  return table;
}

}  // namespace

std::shared_ptr<const Dictionary> sample_dictionary() {
  using enum SampleLevel;
  std::vector<Level> levels(3);
  levels[0] = {"file", "files", LevelId{}, "File"};
  levels[1] = {"patient", "patients", LevelId(0), "Patient"};
  levels[2] = {"tumor", "tumors", LevelId(1), "Tumor"};
  std::vector<Item> items = {
      item("registry", File, ItemKind::Code),   item("sex", Patient, ItemKind::Code),
      item("birth", Patient, ItemKind::Date),   item("site", Tumor, ItemKind::Code),
      item("histology", Tumor, ItemKind::Code), item("laterality", Tumor, ItemKind::Code),
      item("flag", Tumor, ItemKind::Code),      item("seq", Tumor, ItemKind::Digits),
      item("size", Tumor, ItemKind::Number),    item("grade", Tumor, ItemKind::Code),
      item("gradePath", Tumor, ItemKind::Code), item("diagnosis", Tumor, ItemKind::Date),
      item("contact", Tumor, ItemKind::Date),
  };
  for (Item& one : items) {
    if (one.id == "size") one.specials.push_back({entry("999"), SpecialReason::Unknown, "unknown"});
    one.is_ordered = one.id == "grade" || one.id == "gradePath";
  }
  return std::make_shared<Dictionary>("sample", "1", std::move(levels), std::move(items));
}

hir::Module sample_module() {
  hir::Module module;
  module.dictionary = sample_dictionary();
  constexpr std::array<std::pair<std::string_view, SampleLevel>, 4> kEdits = {{{"F1", SampleLevel::File},
                                                                               {"P1", SampleLevel::Patient},
                                                                               {"T1", SampleLevel::Tumor},
                                                                               {"T2", SampleLevel::Tumor}}};
  for (const auto& [id, level] : kEdits) {
    hir::Edit& edit = module.edits.emplace_back();
    edit.id = id;
    edit.level = LevelId(static_cast<std::size_t>(level));
    edit.requires_.resize(4);
    for (std::uint32_t branch = 1; branch <= 4; ++branch) edit.requires_[branch - 1].branch = branch;
  }
  module.tables.push_back(site_type());
  return module;
}

std::shared_ptr<const BatchSchema> sample_schema() {
  auto dictionary = sample_dictionary();
  std::vector<ItemId> items;
  for (std::size_t i = 0; i < dictionary->items().size(); ++i) items.emplace_back(i);
  return std::make_shared<BatchSchema>(std::move(dictionary), std::move(items));
}

void fill(Batch& batch, std::string_view text) {
  const Dictionary& dictionary = batch.schema().dictionary();
  batch.add_row(LevelId(0), {});
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words{line};
    std::string word;
    if (!(words >> word)) continue;
    const LevelId level = dictionary.find_level(word);
    EDICT_CHECK(level.is_valid());
    batch.add_row(level, {});
    while (words >> word) {
      const std::size_t equals = word.find('=');
      EDICT_CHECK(equals != std::string::npos);
      const ItemId item = dictionary.find(std::string_view(word).substr(0, equals));
      EDICT_CHECK(item.is_valid());
      batch.set_value(batch.schema().column_of(item), std::string_view(word).substr(equals + 1));
    }
  }
  batch.seal();
}

}  // namespace edict::test
