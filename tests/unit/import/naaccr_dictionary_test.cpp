#include "dsl/import/naaccr_dictionary.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace edict {
namespace {

// A folder of files for one test, removed with it.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "edict-import-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& name, std::string_view text) const {
    const auto path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
    return path.string();
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

std::string base(std::string_view items) {
  return R"(<?xml version="1.0"?>
<NaaccrDictionary dictionaryUri="http://naaccr.org/naaccrxml/naaccr-dictionary-250.xml" naaccrVersion="250"
    dateLastModified="2025-03-13T12:00:00-04:00" description="NAACCR 25 base dictionary" xmlns="http://naaccr.org/naaccrxml">
  <ItemDefs>)" +
         std::string(items) + "</ItemDefs></NaaccrDictionary>";
}

std::string item(std::string_view id, std::string_view attributes) {
  return R"(<ItemDef naaccrId=")" + std::string(id) + R"(" naaccrName="Name" parentXmlElement="Tumor" )" +
         std::string(attributes) + "/>\n";
}

class NaaccrDictionaryTest : public testing::Test {
 protected:
  // Imports the items with whatever the test has put beside them.
  const Dictionary& import(const std::string& items) {
    sources_.dictionary = folder_.write("base.xml", base(items));
    const auto use = [&](std::string& part, const std::string& name) {
      if (std::filesystem::exists(folder_.path(name))) part = folder_.path(name);
    };
    use(sources_.code_lists, "codes");
    use(sources_.sentinels, "sentinels");
    use(sources_.facts, "facts");
    auto result = import_naaccr_dictionary(sources_);
    EXPECT_TRUE(result) << result.error().message;
    result_ = std::move(*result);
    return *result_.dictionary;
  }
  const Item& the(std::string_view id) { return (*result_.dictionary)[result_.dictionary->find(id)]; }

  Folder folder_;
  NaaccrDictionarySources sources_;
  NaaccrDictionaryImport result_;
};

TEST_F(NaaccrDictionaryTest, TakesWhatTheDictionarySays) {
  const Dictionary& dictionary = import(
      R"(<ItemDef naaccrId="patientIdNumber" naaccrNum="20" naaccrName="Patient  ID &amp; Number" length="8"
                  parentXmlElement="Patient" dataType="digits" padding="leftZero"/>
         <ItemDef naaccrId="textRemarks" naaccrNum="2680" naaccrName="Text" length="1000" parentXmlElement="Tumor"
                  allowUnlimitedText="true"/>)");
  EXPECT_EQ(dictionary.name(), "naaccr");
  EXPECT_EQ(dictionary.version(), "25");
  EXPECT_EQ(dictionary.source(), "NAACCR 25 base dictionary, last modified 2025-03-13");
  const Item& id = dictionary[dictionary.find(20U)];
  EXPECT_EQ(id.label, "Patient ID & Number");
  EXPECT_EQ(dictionary[id.level].name, "patient");
  EXPECT_EQ(id.length, 8U);
  EXPECT_EQ(id.padding, Padding::LeftZero);
  EXPECT_TRUE(the("textRemarks").allows_unlimited_text);
  EXPECT_TRUE(result_.problems.empty());
}

TEST_F(NaaccrDictionaryTest, KindsFollowDataTypesAndTables) {
  folder_.write("codes/stage.csv", "0A,low\n1A,high\n");
  folder_.write("sentinels/field_sentinel_scheme.csv", "name,scheme\ncores,cores\n");
  folder_.write("sentinels/sentinel-labels/cores.csv", "sentinel,label\nX9,not documented\n");
  folder_.write("facts/identifiers.csv", "item,class,key\nnameLast,person,\n");
  folder_.write("facts/specials.csv", "item,codes,reason,label\npsa,XXX.1,other,1000 or more\n");
  import(item("day", R"(length="8" dataType="date")") + item("stamp", R"(length="25" dataType="dateTime")") +
         item("sex", R"(length="1" dataType="digits")") + item("state", R"(length="2" dataType="alpha")") +
         item("score", R"(length="5" dataType="numeric")") + item("flag", R"(length="1" dataType="numeric")") +
         item("cores", R"(length="2")") + item("psa", R"(length="5")") + item("stage", R"(length="60")") +
         item("tnm", R"(length="15")") + item("nameLast", R"(length="10")") +
         item("city", R"(length="50" dataType="text")"));
  EXPECT_EQ(the("day").kind, ItemKind::Date);
  EXPECT_EQ(the("stamp").kind, ItemKind::DateTime);
  EXPECT_EQ(the("sex").kind, ItemKind::Digits);
  EXPECT_EQ(the("state").kind, ItemKind::Code);
  EXPECT_EQ(the("score").kind, ItemKind::Number);
  EXPECT_EQ(the("flag").kind, ItemKind::Digits) << "no room for a decimal point";
  EXPECT_EQ(the("cores").kind, ItemKind::Number) << "has a sentinel table";
  EXPECT_EQ(the("psa").kind, ItemKind::Number) << "a special code with a decimal point";
  EXPECT_EQ(the("stage").kind, ItemKind::Code) << "has a code list";
  EXPECT_EQ(the("tnm").kind, ItemKind::Code) << "short";
  EXPECT_EQ(the("nameLast").kind, ItemKind::Text) << "names a person";
  EXPECT_EQ(the("city").kind, ItemKind::Text);
}

TEST_F(NaaccrDictionaryTest, CodeListsKeepShortLabelsAndJoinLongLists) {
  folder_.write("codes/sex.csv",
                "1,Male\n2,Female\n9,\"Not stated\nin the record, and nobody there who could have known\"\nBlank,\n");
  std::string nodes;
  for (int i = 100; i < 190; ++i) nodes += std::to_string(i) + ",number\n";
  folder_.write("codes/nodes.csv", nodes + "195,some\n197,some\n");
  import(item("sex", R"(length="1")") + item("nodes", R"(length="3" dataType="digits")"));
  EXPECT_EQ(the("sex").codes->to_string(), "[1, 2, 9]");
  EXPECT_EQ(the("sex").label_of("2"), "Female");
  EXPECT_EQ(the("sex").label_of("9"), "") << "longer than a label should be";
  EXPECT_EQ(the("nodes").codes->to_string(), "[100-189, 195, 197]");
  EXPECT_TRUE(the("nodes").labels.empty());
}

TEST_F(NaaccrDictionaryTest, FactsSayWhatACodeListIsGoodFor) {
  folder_.write("codes/site.csv", "C000,Lip\n");
  folder_.write("codes/countyAtDx.csv", "001,Adams\n");
  folder_.write("codes/race.csv", "01,White\n");
  folder_.write("facts/code-lists.csv",
                "item,use,why\nsite,codes,ICD-O\ncounty*,none,one state\nrace,labels,partial\n");
  import(item("site", R"(length="4")") + item("countyAtDx", R"(length="3")") + item("race", R"(length="2")"));
  EXPECT_EQ(the("site").codes->to_string(), "[C000]");
  EXPECT_TRUE(the("site").labels.empty());
  EXPECT_FALSE(the("countyAtDx").codes);
  EXPECT_FALSE(the("race").codes);
  EXPECT_EQ(the("race").label_of("01"), "White");
}

TEST_F(NaaccrDictionaryTest, DoesNotUseTheListOfAnotherVersion) {
  folder_.write("codes/fact.csv", "1,one\n10,ten\n");
  import(item("fact", R"(length="1" dataType="digits")"));
  EXPECT_FALSE(the("fact").codes);
  EXPECT_EQ(result_.problems, std::vector<std::string>{
                                  "fact: code list not used, code `10` is longer than the item, which has length 1"});
}

TEST_F(NaaccrDictionaryTest, SpecialCodesHaveReasonsAndFactsGoBeforeTables) {
  folder_.write("sentinels/field_sentinel_scheme.csv", "name,scheme\nsize,size\nday,size\n");
  folder_.write("sentinels/sentinel-labels/size.csv",
                "sentinel,label\n990,\"microscopic, size unknown\"\n998,diffuse\n999,not documented\n,not collected\n");
  folder_.write("sentinels/field_code_scheme.csv", "name,scheme\nanemia,anemia\n");
  folder_.write(
      "sentinels/code-labels/anemia.csv",
      "code,label,means_missing\n0,absent,FALSE\n7,\"test ordered, results unknown\",TRUE\n8,not applicable,TRUE\n"
      "6,see note,TRUE\n");
  folder_.write("facts/specials.csv", "item,codes,reason,label\nsiz?,990,not measured,microscopic\n");
  import(item("size", R"(length="3" dataType="digits")") + item("anemia", R"(length="1" dataType="digits")") +
         item("day", R"(length="8" dataType="date")"));
  const auto reason = [&](std::string_view id, std::string_view code) {
    const SpecialCode* special = the(id).special_of(code);
    return special == nullptr ? std::string_view("none") : name_of(special->reason);
  };
  EXPECT_EQ(reason("size", "990"), "not measured");
  EXPECT_EQ(reason("size", "998"), "other");
  EXPECT_EQ(reason("size", "999"), "unknown");
  EXPECT_EQ(reason("anemia", "7"), "unknown");
  EXPECT_EQ(reason("anemia", "8"), "not applicable");
  EXPECT_EQ(reason("anemia", "0"), "none");
  EXPECT_EQ(reason("anemia", "6"), "none") << "the label does not say why";
  EXPECT_TRUE(the("day").specials.empty()) << "an unknown date is blank";
}

TEST_F(NaaccrDictionaryTest, FactsNameIdentifiersKeysAndFormerIds) {
  folder_.write("facts/identifiers.csv",
                "item,class,key\npatientIdNumber,record,key\ntextUsual*,none,\ntext*,person,\n");
  folder_.write("facts/former-ids.csv", "item,former\neodMets,seerMets\n");
  const Dictionary& dictionary =
      import(item("patientIdNumber", R"(length="8")") + item("textRemarks", R"(length="8")") +
             item("textUsualOccupation", R"(length="8")") + item("eodMets", R"(length="2")"));
  EXPECT_EQ(the("patientIdNumber").identifier, IdentifierClass::Record);
  EXPECT_TRUE(the("patientIdNumber").is_key);
  EXPECT_EQ(the("textRemarks").identifier, IdentifierClass::Person);
  EXPECT_EQ(the("textUsualOccupation").identifier, IdentifierClass::None);
  EXPECT_EQ(dictionary.find("seerMets"), dictionary.find("eodMets"));
}

TEST_F(NaaccrDictionaryTest, AddsUserDictionaries) {
  const std::string user = folder_.write(
      "state-250.xml",
      R"(<NaaccrDictionary dictionaryUri="https://state.gov/state-250.xml" xmlns="http://naaccr.org/naaccrxml">
        <ItemDefs><ItemDef naaccrId="stateId" naaccrName="State Id" length="3" parentXmlElement="Patient" padding=""/>
        <ItemDef naaccrId="elsewhere" length="3" parentXmlElement="Visit"/></ItemDefs></NaaccrDictionary>)");
  sources_.user_dictionaries = {user};
  const Dictionary& dictionary = import(item("sex", R"(length="1")"));
  EXPECT_EQ(dictionary.items().size(), 2U);
  EXPECT_EQ(dictionary[the("stateId").level].name, "patient");
  EXPECT_EQ(result_.problems, std::vector<std::string>{"elsewhere: left out, parentXmlElement is `Visit`"});

  const auto alone = import_naaccr_dictionary({.dictionary = user});
  ASSERT_TRUE(alone) << alone.error().message;
  EXPECT_EQ(alone->dictionary->name(), "state_250");
}

TEST_F(NaaccrDictionaryTest, RefusesConflictsAndBrokenFiles) {
  const auto error = [&](const std::string& text, const std::string& user = {}) {
    NaaccrDictionarySources sources{.dictionary = folder_.write("d.xml", text)};
    if (!user.empty()) sources.user_dictionaries = {folder_.write("u.xml", user)};
    const auto result = import_naaccr_dictionary(sources);
    if (result) return std::string("none");
    const std::string& message = result.error().message;
    return message.substr(message.find(".xml") + 4);
  };
  const std::string good = base(item("sex", R"(length="1")"));
  EXPECT_EQ(error(good, good), ": item `sex` is already in naaccr 25");
  EXPECT_EQ(error("<NaaccrDictionary>\n<ItemDefs>"), ":2: no element found");
  EXPECT_EQ(error("<!DOCTYPE d [<!ENTITY a \"b\">]>\n<NaaccrDictionary/>"),
            ":1: a document type declaration is not accepted");
  EXPECT_EQ(error("<html/>"), "` is not a NAACCR XML dictionary: no NaaccrDictionary element");
}

}  // namespace
}  // namespace edict
