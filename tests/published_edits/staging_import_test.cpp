// `edict import staging` of the published algorithms: what is made is rule text without faults, and its tables give
// what the publisher's do.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <charconv>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "driver/import_staging.h"
#include "driver/load_rules.h"
#include "dsl/import/staging/allowed_codes.h"
#include "runtime/kernels/tables.h"
#include "tests/published_edits/cs_staging.h"
#include "tests/published_edits/shared_folder.h"

namespace edict::testing {
namespace {

namespace fs = std::filesystem;

// What `edict import staging` makes, loaded; null without the published data.
struct ImportedStaging {
  ImportStagingReport report;
  LoadedRules rules;

  [[nodiscard]] const hir::Table& table(std::string_view name) const {
    return *std::ranges::find(rules.module->tables, name, &hir::Table::name);
  }
};

std::unique_ptr<ImportedStaging> import_shared(const std::string& archive, const std::string& dictionary) {
  if (shared_data_folder().empty()) return nullptr;
  ImportStagingOptions options;
  options.algorithm = shared_data_folder() + "/staging/algorithms/" + archive;
  options.dictionary = fmt::format("{}/rulesets/naaccr/dictionaries/{}.edict", EDICT_SOURCE_DIR, dictionary);
  options.output = (fs::path(EDICT_BINARY_DIR) / "published" / "packages" / archive).string();
  auto imported = std::make_unique<ImportedStaging>();
  auto report = import_staging(options);
  EXPECT_TRUE(report.has_value()) << report.error().message;
  if (!report) return nullptr;
  imported->report = std::move(*report);
  RuleRequest request;
  request.paths = {imported->report.folder};
  request.dictionary_file = options.dictionary;
  request.is_linted = true;
  auto rules = load_rules(request);
  EXPECT_TRUE(rules.has_value()) << rules.error().message;
  if (!rules) return nullptr;
  imported->rules = std::move(*rules);
  EXPECT_EQ(render_all(imported->rules.diagnostics, imported->rules.sources), "");
  return imported;
}

// Rows of a table that was read, by value of its keys.
class Asked {
 public:
  explicit Asked(const hir::Table& table) : index_(table) {}
  [[nodiscard]] std::string cell(const std::vector<std::string>& values, std::string_view column) const {
    std::vector<kernel::Text> texts;
    for (const std::string& value : values) texts.push_back({value, nullptr});
    const auto found = index_.find_rows(texts);
    if (found.rows.empty()) return "";
    const auto& columns = index_.table().columns;
    const auto at = static_cast<std::size_t>(std::ranges::find(columns, column) - columns.begin());
    return std::string(index_.table().rows.at(found.rows.front(), at));
  }

 private:
  kernel::TableIndex index_;
};

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t from = 0; from <= line.size();) {
    const std::size_t to = std::min(line.find('|', from), line.size());
    fields.emplace_back(line.substr(from, to - from));
    from = to + 1;
  }
  return fields;
}

TEST(StagingImport, ChoosesTheSchemaThatThePublisherDoes) {
  const auto imported = import_shared("cs-02.05.50.zip", "naaccr-23");
  if (imported == nullptr) GTEST_SKIP() << "the published staging tables are not beside the project";
  const auto published = shared_cs_staging();
  const Asked schemas(imported->table("CsSchemas"));
  std::mt19937 random(1);
  const auto below = [&](std::size_t count) { return std::size_t{random()} % count; };
  std::set<std::string> met;
  std::size_t found = 0;
  constexpr std::size_t kTries = 200'000;
  for (std::size_t i = 0; i < kTries; ++i) {
    const std::string site = fmt::format("C{:03}", below(810));
    const std::string histology = fmt::format("{}", 7990 + below(2010));
    static constexpr std::string_view kFactors[] = {"",    "000", "002", "010", "015", "020", "025",
                                                    "030", "040", "050", "060", "070", "100", "981",
                                                    "988", "999", "1",   "XXX", "001", "009"};
    const std::string factor(kFactors[below(std::size(kFactors))]);
    const auto expected = published->schema_of(site, histology, factor);
    const std::vector<std::string> values = {site, histology, factor};
    ASSERT_EQ(schemas.cell(values, "id"), expected ? expected->id : "") << site << ' ' << histology << ' ' << factor;
    ASSERT_EQ(schemas.cell(values, "name"), expected ? expected->name : "");
    ASSERT_EQ(schemas.cell(values, "number"), expected ? fmt::to_string(expected->number) : "");
    if (!expected) continue;
    ++found;
    met.insert(expected->id);
  }
  EXPECT_GT(met.size(), 140U) << "of 153 schemas";
  EXPECT_GT(found, kTries / 10);
  EXPECT_LT(found, kTries * 9 / 10);
}

// Official rows tell the schemas that their engine found for the record.
TEST(StagingImport, GivesTheSchemasThatOfficialRowsTell) {
  const auto cs = import_shared("cs-02.05.50.zip", "naaccr-22");
  if (cs == nullptr) GTEST_SKIP() << "the published staging tables are not beside the project";
  const auto tnm = import_shared("tnm-2.1.zip", "naaccr-22");
  struct Kind {
    const char* computed;
    const hir::Table& table;
    std::size_t rows = 0;
    std::size_t found = 0;
  };
  Kind kinds[] = {{"_csSchemaId", cs->table("CsSchemas")}, {"_tnmSchemaId", tnm->table("TnmSchemas")}};
  const std::string text = unpacked_text(shared_data_folder() + "/national-edits/seer-vectors.jsonl.xz");
  for (Kind& kind : kinds) {
    const Asked schemas(kind.table);
    std::size_t to = 0;
    for (std::size_t from = 0; from < text.size(); from = to + 1) {
      to = std::min(text.find('\n', from), text.size());
      const std::string_view line = std::string_view(text).substr(from, to - from);
      if (!line.contains(kind.computed)) continue;
      const auto edit = nlohmann::json::parse(line);
      const std::vector<std::string> items = edit["items"];
      std::vector<std::size_t> places;  // of the keys of the table
      for (const hir::TableKey& key : kind.table.keys) {
        places.push_back(static_cast<std::size_t>(std::ranges::find(items, key.name) - items.begin()));
        ASSERT_LT(places.back(), items.size()) << key.name;
      }
      for (const auto& row : edit["rows"]) {
        std::vector<std::string> values;
        for (const std::size_t place : places) {
          const auto& value = row[0][place];
          values.push_back(value.is_null() ? "" : value.get<std::string>());
        }
        // Without a site or a histology a record has no schema here; theirs may take it from the other alone.
        if (values[0].empty() || values[1].empty()) continue;
        const auto& computed = row[3]["c"][kind.computed];
        const std::string expected = computed.is_null() ? "" : computed.get<std::string>();
        ASSERT_EQ(schemas.cell(values, "id"), expected) << fmt::format("{}", fmt::join(values, " "));
        ++kind.rows;
        kind.found += expected.empty() ? 0U : 1U;
      }
    }
  }
  EXPECT_GT(kinds[0].rows, 15'000U);
  EXPECT_GT(kinds[0].found, 5'000U);
  EXPECT_GT(kinds[1].rows, 200U);
  EXPECT_GT(kinds[1].found, 50U);
}

// The publisher lists every code that is valid: the lists hold those and no others.
TEST(StagingImport, AllowsTheCodesThatThePublisherDoes) {
  const auto imported = import_shared("cs-02.05.50.zip", "naaccr-23");
  if (imported == nullptr) GTEST_SKIP() << "the published staging tables are not beside the project";
  std::map<std::string, std::string> ids;  // by name
  const hir::Table& names = imported->table("CsSchemas");
  for (std::size_t row = 0; row < names.rows.size(); ++row) {
    ids.emplace(names.rows.at(row, names.columns.size() - 2), names.rows.at(row, names.columns.size() - 3));
  }
  const std::map<std::string, std::string> items = {
      {"size", "csTumorSize"},     {"extension", "csExtension"},           {"extension_eval", "csTumorSizeExtEval"},
      {"nodes", "csLymphNodes"},   {"nodes_eval", "csLymphNodesEval"},     {"mets", "csMetsAtDx"},
      {"mets_eval", "csMetsEval"}, {"nodes_pos", "regionalNodesPositive"}, {"nodes_exam", "regionalNodesExamined"}};
  std::map<std::pair<std::string, std::string>, std::set<std::string>> valid;
  const std::string text = unpacked_text(shared_data_folder() + "/staging/cs-tests/valid_inputs.020550.txt.gz");
  std::size_t lines = 0;
  for (std::size_t from = 0; from < text.size(); ++lines) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    const std::vector<std::string> fields = fields_of(std::string_view(text).substr(from, to - from));
    from = to + 1;
    ASSERT_EQ(fields.size(), 3U);
    ASSERT_TRUE(ids.contains(fields[0])) << fields[0];
    const bool is_factor = fields[1].starts_with("ssf");
    const std::string item = is_factor ? "csSiteSpecificFactor" + fields[1].substr(3) : items.at(fields[1]);
    valid[{ids.at(fields[0]), item}].insert(fields[2]);
  }
  EXPECT_EQ(lines, 387'125U);
  const kernel::TableIndex codes(imported->table("CsCodes"));
  const auto is_allowed = [&](const std::string& schema, const std::string& item, const std::string& code) {
    const kernel::Text texts[] = {{schema, nullptr}, {item, nullptr}, {code, nullptr}};
    return !codes.find_rows(texts).rows.empty();
  };
  for (const auto& [key, expected] : valid) {
    const std::size_t length = expected.begin()->size();
    for (std::size_t number = 0; number < (length == 1 ? 10U : length == 2 ? 100U : 1000U); ++number) {
      const std::string code = fmt::format("{:0{}}", number, length);
      ASSERT_EQ(is_allowed(key.first, key.second, code), expected.contains(code))
          << key.first << ' ' << key.second << ' ' << code;
    }
  }
}

TEST(StagingImport, TellsWhyCodesAreObsolete) {
  const auto imported = import_shared("cs-02.05.50.zip", "naaccr-23");
  if (imported == nullptr) GTEST_SKIP() << "the published staging tables are not beside the project";
  const auto published = shared_cs_staging();
  const std::map<std::string, std::string> words = {
      {"", ""}, {"1", "V0200"}, {"13", "V0203"}, {"17", "V0202"}, {"21", "V0204"}};
  const Asked obsolete(imported->table("CsObsoleteCodes"));
  std::map<std::string, std::size_t> counts;
  for (std::int64_t number = 1; number <= published->schema_count(); ++number) {
    const std::string schema = published->schema_number(number)->id;
    for (const char* item : {"csExtension", "csLymphNodes", "csMetsAtDx", "csTumorSize", "csSiteSpecificFactor1"}) {
      for (int code = 0; code < 1000; ++code) {
        const std::string text = fmt::format("{:0{}}", code, std::string_view(item) == "csMetsAtDx" ? 2 : 3);
        const std::string key = published->obsolete_reason(schema, item, text);
        const std::string reason = obsolete.cell({schema, item, text}, "reason");
        ++counts[reason];
        // The publisher's keys tell fewer of those apart that are converted or of versions that no edit asks for.
        if (words.contains(key)) ASSERT_EQ(reason, words.at(key)) << schema << ' ' << item << ' ' << text;
        else ASSERT_FALSE(reason.empty() || reason == "V0200") << schema << ' ' << item << ' ' << text;
      }
    }
  }
  EXPECT_GT(counts["V0200"], 500U);
  EXPECT_GT(counts["V0203"], 50U);
  EXPECT_GT(counts["converted"], 100U);
}

// The other algorithms: their packages have no faults, and choose schemas by discriminators of their own.
TEST(StagingImport, ReadsOtherAlgorithms) {
  const auto tnm = import_shared("tnm-2.1.zip", "naaccr-22");
  if (tnm == nullptr) GTEST_SKIP() << "the published staging tables are not beside the project";
  const Asked tnm_schemas(tnm->table("TnmSchemas"));
  const hir::Table& keys = tnm->table("TnmSchemas");
  ASSERT_EQ(keys.keys.size(), 4U) << "site, histology, a factor and sex";
  EXPECT_EQ(tnm_schemas.cell({"C619", "8140", "", ""}, "id"), "prostate");
  EXPECT_EQ(tnm_schemas.cell({"C619", "8140", "999", "1"}, "id"), "prostate");

  const auto eod = import_shared("eod_public-3.3.zip", "naaccr-25");
  ASSERT_NE(eod, nullptr);
  const Asked eod_schemas(eod->table("EodSchemas"));
  const std::size_t count = eod->table("EodSchemas").keys.size();
  std::vector<std::string> values(count);
  values[0] = "C509";
  values[1] = "8500";
  EXPECT_EQ(eod_schemas.cell(values, "id"), "breast");
  EXPECT_EQ(eod_schemas.cell(values, "number"), "00480");
  values[0] = "C111";
  values[1] = "8070";
  EXPECT_EQ(eod_schemas.cell(values, "id"), "") << "several fit without a discriminator";

  const auto pediatric = import_shared("pediatric-1.3.zip", "naaccr-26");
  ASSERT_NE(pediatric, nullptr);
  EXPECT_EQ(pediatric->report.package, "staging.pediatric");
}

}  // namespace
}  // namespace edict::testing
