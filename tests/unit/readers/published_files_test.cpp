// The published conformance files of NAACCR XML come out as their folder says, where they are at hand.
#include <expat.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/read_file.h"
#include "tests/unit/readers/testing.h"

namespace edict {
namespace {

namespace fs = std::filesystem;

// Files that come out otherwise, and why. None at present.
const std::map<std::string, std::string> kExceptions = {};

fs::path published() { return fs::path(EDICT_SOURCE_DIR) / "../shared/data/naaccr-xml"; }

// The item definitions of a published dictionary: what a reader needs of them, taken straight from the XML.
void take_item_definition(void* user, const XML_Char* name, const XML_Char** attributes) {
  if (std::string_view(name) != "ItemDef") return;
  std::map<std::string, std::string> given;
  for (; *attributes != nullptr; attributes += 2) given[attributes[0]] = attributes[1];
  const std::vector<Level> levels = small_levels();
  const auto level = std::ranges::find(levels, given["parentXmlElement"], &Level::element);
  Item item = make_item(given["naaccrId"], static_cast<std::uint32_t>(std::stoul(given["naaccrNum"])),
                        static_cast<std::size_t>(level - levels.begin()),
                        static_cast<std::uint32_t>(std::stoul("0" + given["length"])));
  item.allows_unlimited_text = given["allowUnlimitedText"] == "true";
  item.padding = padding(given["padding"]).value_or(Padding::RightBlank);
  item.record_types = given["recordTypes"];
  static_cast<std::vector<Item>*>(user)->push_back(item);
}

std::shared_ptr<const Dictionary> published_dictionary(const std::string& version) {
  const std::string text =
      read_file((published() / "dictionaries" / ("naaccr-dictionary-" + version + ".xml")).string()).value();
  std::vector<Item> items;
  const XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &items);
  XML_SetStartElementHandler(parser, take_item_definition);
  EXPECT_EQ(XML_Parse(parser, text.data(), static_cast<int>(text.size()), XML_TRUE), XML_STATUS_OK);
  XML_ParserFree(parser);
  return std::make_shared<const Dictionary>("published", version, small_levels(), std::move(items));
}

ReadText read_published(const fs::path& path) {
  const std::string text = path.extension() == ".xml" ? read_file(path.string()).value() : path.string();
  const bool is_old = text.find("naaccr-dictionary-140") != std::string::npos;
  return read_all(path.string(), 1024, published_dictionary(is_old ? "140" : "240"));
}

TEST(PublishedFiles, AreValidAsTheirFolderSays) {
  const fs::path folder = published() / "tests/validity";
  if (!fs::exists(folder)) GTEST_SKIP() << "needs ../shared/data/naaccr-xml beside the repository";
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    ++count;
    const std::string name = entry.path().filename().string();
    const bool is_valid = entry.path().parent_path().filename() == "valid";
    const ReadText read = read_published(entry.path());
    const bool came_out_valid = read.error.empty() && read.issues.empty();
    EXPECT_EQ(came_out_valid, is_valid != kExceptions.contains(name))
        << name << ": " << read.error << " " << read.kinds();
  }
  EXPECT_EQ(count, 32U);
}

TEST(PublishedFiles, SamplesAreReadWithoutIssues) {
  const fs::path folder = published() / "samples";
  if (!fs::exists(folder)) GTEST_SKIP() << "needs ../shared/data/naaccr-xml beside the repository";
  for (const std::string name : {"v240-abstract-1000", "v240-incidence-100"}) {
    const ReadText read = read_published(folder / ("naaccr-xml-sample-" + name + ".xml.gz"));
    EXPECT_EQ(read.error, "");
    EXPECT_EQ(read.kinds(), "") << name;
    EXPECT_GT(read.items, 1000U);
  }
}

}  // namespace
}  // namespace edict
