#include "dsl/import/staging/schema_selection.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace edict::staging {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// Schemas of three sites and a few histologies; `rows` are site, histology, and the discriminator if they ask for it.
class SchemaSelectionTest : public ::testing::Test {
 protected:
  SchemaSelectionTest() {
    algorithm_.tables["sites"] = table({"site"}, {{"C160-C162"}});
    algorithm_.tables["histologies"] = table({"hist"}, {{"8000-8009"}});
  }

  static Table table(const std::vector<std::string>& inputs, Rows rows) {
    Table made;
    for (std::size_t i = 0; i < inputs.size(); ++i) made.inputs.push_back({inputs[i], i});
    made.rows = std::move(rows);
    return made;
  }

  void add(const std::string& id, Rows rows) {
    std::vector<std::string> inputs = {"site", "hist"};
    if (rows.front().size() > 2) inputs.emplace_back("factor");
    algorithm_.tables[id + "_selection"] = table(inputs, std::move(rows));
    Schema schema{id, id, "", id + "_selection", {}};
    schema.inputs = {{"site", "primarySite", "sites"},
                     {"hist", "histologicTypeIcdO3", "histologies"},
                     {"factor", "csSiteSpecificFactor25", ""}};
    algorithm_.schemas.push_back(std::move(schema));
  }

  [[nodiscard]] std::string rows() const {
    std::string text;
    for (const SchemaRow& row : select_schemas(algorithm_).rows) {
      text += fmt::format("{} | {}", row.sites, row.histologies);
      for (const std::string& cell : row.discriminators) text += " | " + cell;
      text += fmt::format(" | {}\n", row.schema == nullptr ? "none" : row.schema->id);
    }
    return text;
  }

  Algorithm algorithm_;
};

TEST_F(SchemaSelectionTest, LeavesOutWhatTwoSchemasClaim) {
  add("stomach", {{"C160-C162", "8000-8004"}});
  add("stromal", {{"C161", "8004-8006"}});
  EXPECT_EQ(rows(),
            "C160, C162 | 8000-8004 | stomach\n"
            "C161 | 8000-8003 | stomach\n"
            "C161 | 8005, 8006 | stromal\n");
}

TEST_F(SchemaSelectionTest, KnowsOnlyValidSitesAndHistologies) {
  add("stomach", {{"C150-C160", "7990-8001"}});
  EXPECT_EQ(rows(), "C160 | 8000, 8001 | stomach\n");
}

TEST_F(SchemaSelectionTest, AsksADiscriminatorWhereSeveralAreLeft) {
  add("stomach", {{"C160", "8000", "000,030"}, {"C161", "8000", "*"}});
  add("esophagus", {{"C160", "8000", "020,040"}});
  EXPECT_EQ(rows(),
            "C160 | 8000 | 000, 030 | stomach\n"
            "C160 | 8000 | 020, 040 | esophagus\n"
            "C161 | 8000 | blank, * | stomach\n");
}

TEST_F(SchemaSelectionTest, TakesABlankDiscriminatorWhereOneSchemaIsLeft) {
  add("stomach", {{"C160", "8000", "000,030"}});
  EXPECT_EQ(rows(), "C160 | 8000 | blank, 000, 030 | stomach\n");
}

TEST_F(SchemaSelectionTest, PutsCodesBeforeTheRestThatAnotherSchemaTakes) {
  add("stomach", {{"C160", "8000", "*"}});
  add("esophagus", {{"C160", "8000", "020"}});
  EXPECT_EQ(rows(),
            "C160 | 8000 | 020 | none\n"
            "C160 | 8000 | * | stomach\n");
  EXPECT_TRUE(select_schemas(algorithm_).is_ordered);
}

}  // namespace
}  // namespace edict::staging
