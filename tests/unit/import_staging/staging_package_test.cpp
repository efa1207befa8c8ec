#include "dsl/import/staging/staging_package.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace edict::staging {
namespace {

namespace fs = std::filesystem;

Dictionary small_dictionary() {
  std::vector<Item> items;
  for (const char* id : {"site", "histology", "factor", "extent"}) {
    Item& item = items.emplace_back();
    item.id = id;
    item.label = id;
    item.level = LevelId(1);
    item.kind = ItemKind::Code;
    item.length = 4;
  }
  return Dictionary("small", "1", {{"patient", "patients", {}, ""}, {"tumor", "tumors", LevelId(0), ""}}, items);
}

// A folder as a publisher lays it out: two schemas of one site, told apart by a factor.
class StagingPackageTest : public ::testing::Test {
 protected:
  StagingPackageTest() : folder_(fs::path(::testing::TempDir()) / "edict_staging_package") {
    fs::remove_all(folder_);
    write("tables/sites.json", R"({"id": "sites", "definition": [{"key": "site", "type": "INPUT"}],
        "rows": [["S1"], ["S2"]]})");
    write("tables/kinds.json", R"({"id": "kinds", "definition": [{"key": "hist", "type": "INPUT"}],
        "rows": [["8000-8002"]]})");
    write("tables/extents.json", R"({"id": "extents", "definition": [{"key": "extent", "type": "INPUT"},
        {"key": "text", "type": "DESCRIPTION"}], "rows": [["000", "none"], ["100,110", "some"],
        ["200", "OBSOLETE DATA RETAINED V0200"]]})");
    add_schema("upper", "1", "000");
    add_schema("lower", "2", "010,020");
  }

  void add_schema(const std::string& id, const std::string& number, const std::string& factor) {
    write("tables/selects_" + id + ".json", R"({"id": "selects_)" + id + R"(", "definition": [
        {"key": "site", "type": "INPUT"}, {"key": "hist", "type": "INPUT"}, {"key": "factor", "type": "INPUT"},
        {"key": "result", "type": "ENDPOINT"}], "rows": [["S1", "8000-8002", ")" +
                                                factor + R"(", "MATCH"]]})");
    write("schemas/" + id + ".json", R"({"id": ")" + id + R"(", "algorithm": "cs", "version": "1.2", "name": ")" + id +
                                         R"(", "schema_num": )" + number + R"(, "schema_selection_table": "selects_)" +
                                         id + R"(", "inputs": [
        {"key": "site", "naaccr_xml_id": "site", "table": "sites"},
        {"key": "hist", "naaccr_xml_id": "histology", "table": "kinds"},
        {"key": "factor", "naaccr_xml_id": "factor"},
        {"key": "extent", "naaccr_xml_id": "extent", "table": "extents"},
        {"key": "new", "naaccr_xml_id": "later", "table": "extents"}]})");
  }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  fs::path folder_;
};

TEST_F(StagingPackageTest, HoldsSchemasCodesAndWhyTheyAreObsolete) {
  const auto algorithm = read_algorithm(folder_.string());
  ASSERT_TRUE(algorithm.has_value()) << algorithm.error().message;
  const auto package = make_package(*algorithm, small_dictionary());
  ASSERT_TRUE(package.has_value()) << package.error().message;
  EXPECT_EQ(package->id, "staging.cs");
  EXPECT_EQ(package->files.at("tables/cs_schemas.csv"),
            "sites,histologies,factor,id,name,number\n"
            "S1,8000-8002,000,upper,upper,1\n"
            "S1,8000-8002,\"010, 020\",lower,lower,2\n");
  EXPECT_EQ(package->files.at("tables/cs_codes.csv"),
            "item,codes,schemas\n"
            "extent,\"000, 100, 110, 200\",\"lower, upper\"\n");
  EXPECT_EQ(package->files.at("tables/cs_obsolete_codes.csv"),
            "item,codes,schemas,reason\n"
            "extent,200,\"lower, upper\",V0200\n");
  EXPECT_TRUE(package->files.at("schemas.edict")
                  .contains("calculate csSchemaId on tumor = lookup CsSchemas(site, histology, factor).id, "
                            "otherwise blank\n"));
  EXPECT_EQ(package->problems,
            std::vector<std::string>{"codes of `later` are left out: the dictionary small 1 has no such item"});
}

TEST_F(StagingPackageTest, TellsWhatCannotBeRead) {
  write("schemas/broken.json", "{");
  EXPECT_TRUE(read_algorithm(folder_.string()).error().message.contains("broken.json` is no JSON object"));
  fs::remove_all(folder_ / "schemas");
  EXPECT_TRUE(read_algorithm(folder_.string()).error().message.contains("holds no staging algorithm"));
}

}  // namespace
}  // namespace edict::staging
