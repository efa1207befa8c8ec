#include "runtime/readers/naaccr_xml_reader.h"

#include <gtest/gtest.h>

#include "tests/unit/readers/testing.h"

namespace edict {
namespace {

constexpr std::string_view kTwoPatients = R"(
  <Item naaccrId="registryId">0000000001</Item>
  <Patient>
    <Item naaccrId="patientIdNumber">00000001</Item>
    <Tumor><Item naaccrId="primarySite">C509</Item><Item naaccrId="laterality">1</Item></Tumor>
    <Tumor><Item naaccrId="primarySite">C619</Item></Tumor>
  </Patient>
  <Patient>
    <Item naaccrNum="20">00000002</Item>
  </Patient>
)";

constexpr std::string_view kTwoPatientsRead =
    "file 0 registryId=0000000001\n"
    "  patient 0 patientIdNumber=00000001\n"
    "    tumor 0 primarySite=C509 laterality=1\n"
    "    tumor 1 primarySite=C619\n"
    "  patient 1 patientIdNumber=00000002\n";

TEST(NaaccrXmlReader, ReadsRecordsAndItems) {
  const ReadText read = read_document(kTwoPatients);
  EXPECT_EQ(read.records, kTwoPatientsRead);
  EXPECT_EQ(read.kinds(), "");
  EXPECT_EQ(read.error, "");
  EXPECT_EQ(read.items, 6U);
}

TEST(NaaccrXmlReader, NeverCutsAPatient) {
  const ReadText read = read_document(kTwoPatients, 1);
  EXPECT_EQ(read.records, kTwoPatientsRead) << "record numbers go on and the file's own items are in every batch";
  EXPECT_EQ(read.batches, 2U);
}

TEST(NaaccrXmlReader, TellsWhatTheFileSaysOfItself) {
  const TemporaryFile file(document("", R"( userDictionaryUri="http://a.org/x.xml
      http://b.org/y.xml" timeGenerated="2026-01-31T12:00:00.5-05:00")"));
  const auto reader = NaaccrXmlReader::open(file.path()).value();
  ASSERT_TRUE(reader->read_header([](const FileHeader&) { return small_dictionary(); }));
  const FileHeader& header = reader->header();
  EXPECT_EQ(header.dictionary_name, "naaccr");
  EXPECT_EQ(header.dictionary_version, "240");
  EXPECT_EQ(header.user_dictionaries, (std::vector<std::string>{"http://a.org/x.xml", "http://b.org/y.xml"}));
  EXPECT_EQ(header.record_type, "A");
  EXPECT_EQ(header.specification_version, "1.7");
  EXPECT_EQ(header.time_generated, "2026-01-31T12:00:00.5-05:00");
  EXPECT_EQ(read_all(file.path()).kinds(), "");
}

TEST(NaaccrXmlReader, FailsWithTheDictionarysError) {
  const TemporaryFile file(document(""));
  const auto reader = NaaccrXmlReader::open(file.path()).value();
  const auto header = reader->read_header([](const FileHeader& named) -> Result<std::shared_ptr<const Dictionary>> {
    return fail(ErrorKind::Unreadable, "no dictionary " + named.dictionary_version);
  });
  ASSERT_FALSE(header);
  EXPECT_EQ(header.error().message, "no dictionary 240");
}

TEST(NaaccrXmlReader, UndoesPaddingOnly) {
  const ReadText read = read_document(
      "<Patient><Item naaccrId='patientIdNumber'> 0042</Item><Item naaccrId='nameLast'> O'Neil  Jr \n</Item>"
      "<Item naaccrId='sex'>  </Item></Patient>");
  EXPECT_EQ(read.records, "file 0\n  patient 0 patientIdNumber= 0042 nameLast= O'Neil  Jr\n");
  EXPECT_EQ(read.kinds(), "");
}

TEST(NaaccrXmlReader, ReadsEveryWayXmlHasToWriteAValue) {
  const ReadText read = read_document(
      "<Patient><!-- one --><Item naaccrId='nameLast'>a &amp; b<![CDATA[ <c> ]]>&#233;<!-- x "
      "-->d</Item><?pi?></Patient>");
  EXPECT_EQ(read.records, "file 0\n  patient 0 nameLast=a & b <c> éd\n");
  EXPECT_EQ(read.kinds(), "");
}

TEST(NaaccrXmlReader, CountsLengthInCharacters) {
  EXPECT_EQ(read_document("<Patient><Item naaccrId='sex'>é</Item></Patient>").kinds(), "");
}

TEST(NaaccrXmlReader, ReadsWindows1252) {
  const TemporaryFile file("<?xml version='1.0' encoding='Windows-1252'?>" +
                           document("<Patient><Item naaccrId='nameLast'>Mu\xF1oz\x92s</Item></Patient>"));
  EXPECT_EQ(read_all(file.path()).records, "file 0\n  patient 0 nameLast=Muñoz’s\n");
}

std::string padded(std::string_view before, std::size_t count, std::string_view after) {
  std::string text(before);
  text.append(count, 'x');
  return text.append(after);
}

struct IssueCase {
  std::string_view name;
  std::string_view content;  // begins on line 2
  std::string_view kinds;
  std::string_view records;
};

class Issues : public ::testing::TestWithParam<IssueCase> {};

TEST_P(Issues, AreReportedAndTheRestIsRead) {
  const ReadText read = read_document(GetParam().content);
  EXPECT_EQ(read.kinds(), GetParam().kinds);
  EXPECT_EQ(read.records, GetParam().records);
  EXPECT_EQ(read.error, "");
}

INSTANTIATE_TEST_SUITE_P(
    NaaccrXmlReader, Issues,
    ::testing::Values(
        IssueCase{"UnknownItem", "<Patient><Item naaccrId='sexx'>1</Item><Item naaccrNum='9'>1</Item></Patient>",
                  "unknown-item unknown-item", "file 0\n  patient 0\n"},
        IssueCase{"WrongLevel", "<Patient><Item naaccrId='primarySite'>C509</Item></Patient>", "item-at-wrong-level",
                  "file 0\n  patient 0\n"},
        IssueCase{"Duplicate", "<Patient><Item naaccrId='sex'>1</Item><Item naaccrNum='220'>2</Item></Patient>",
                  "duplicate-item", "file 0\n  patient 0 sex=1\n"},
        IssueCase{"SameItemInNextRecord",
                  "<Patient><Item naaccrId='sex'>1</Item></Patient><Patient><Item naaccrId='sex'>2</Item></Patient>",
                  "", "file 0\n  patient 0 sex=1\n  patient 1 sex=2\n"},
        IssueCase{"TooLong", "<Patient><Item naaccrId='sex'>12</Item></Patient>", "value-too-long",
                  "file 0\n  patient 0 sex=12\n"},
        IssueCase{"NumberAndIdDisagree", "<Patient><Item naaccrId='sex' naaccrNum='221'>1</Item></Patient>",
                  "number-does-not-match-id", "file 0\n  patient 0 sex=1\n"},
        IssueCase{"NumberIsNone", "<Patient><Item naaccrId='sex' naaccrNum='x'>1</Item></Patient>", "bad-attribute",
                  "file 0\n  patient 0 sex=1\n"},
        IssueCase{"NoId", "<Patient><Item>1</Item></Patient>", "item-without-id", "file 0\n  patient 0\n"},
        IssueCase{"FormerId", "<Patient><Tumor><Item naaccrId='siteOfTumor'>C509</Item></Tumor></Patient>", "former-id",
                  "file 0\n  patient 0\n    tumor 0 primarySite=C509\n"},
        IssueCase{"UnknownAttributes", "<Patient a='1'><Item naaccrId='sex' b='1'>1</Item></Patient>",
                  "unknown-attribute unknown-attribute", "file 0\n  patient 0 sex=1\n"},
        IssueCase{"UnexpectedElement",
                  "<Patient><Tumour><Item naaccrId='primarySite'>C509</Item></Tumour><Tumor/></Patient>",
                  "unexpected-element", "file 0\n  patient 0\n    tumor 0\n"},
        IssueCase{"ElementInItem", "<Patient><Item naaccrId='sex'>1<b xmlns='urn:b'>2</b></Item></Patient>",
                  "unexpected-element", "file 0\n  patient 0 sex=1\n"},
        IssueCase{"TextOutsideItem", "<Patient>what is <![CDATA[this]]><Item naaccrId='sex'>1</Item>and</Patient>",
                  "text-outside-item text-outside-item", "file 0\n  patient 0 sex=1\n"},
        IssueCase{"LatePatientItem", "<Patient><Tumor/><Item naaccrId='sex'>1</Item><Tumor/></Patient>",
                  "item-after-records", "file 0\n  patient 0 sex=1\n    tumor 0\n    tumor 1\n"},
        IssueCase{"LateFileItem", "<Patient/><Item naaccrId='registryId'>1</Item><Patient/>", "item-after-records",
                  "file 0\n  patient 0\n  patient 1\n"},
        IssueCase{"Extension", "<x:A xmlns:x='urn:x'><Patient/>text</x:A><Patient/>", "", "file 0\n  patient 0\n"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(NaaccrXmlReader, IssuesNamePlaceAndRecordButNoValue) {
  const ReadText read = read_document(
      "<Patient>\n<Tumor><Item naaccrId='tumorRecordNumber'>01</Item></Tumor><Tumor>\n"
      "  <Item naaccrId='laterality'>SECRET</Item>\n<Item naaccrId='tumorRecordNumber'>02</Item></Tumor>\n"
      "<Item naaccrId='patientIdNumber'>00000042</Item></Patient>");
  ASSERT_EQ(read.kinds(), "value-too-long item-after-records");
  const ReadIssue& issue = read.issues[0];
  EXPECT_EQ(issue.line, 4U);
  EXPECT_EQ(issue.item, "laterality");
  EXPECT_EQ(issue.key, (RecordKey{{"patientIdNumber", "00000042"}, {"tumorRecordNumber", "02"}}));
  EXPECT_EQ(issue.message, "`laterality` has 6 characters, at most 1 are allowed; read as it stands");
}

TEST(NaaccrXmlReader, IssuesAndRecordsDoNotDependOnBatches) {
  const std::string content = R"(stray<Patient><Item naaccrId="sex">12</Item><Tumor/></Patient>stray
      <Patient><Tumor><Item naaccrId="no">1</Item></Tumor><Tumor/></Patient><Patient/>stray)";
  const ReadText whole = read_document(content);
  for (const std::size_t rows : {1U, 2U, 3U}) {
    const ReadText cut = read_document(content, rows);
    EXPECT_EQ(cut.records, whole.records);
    EXPECT_EQ(cut.kinds(), whole.kinds());
  }
}

TEST(NaaccrXmlReader, SaysWhereAFileStopsBeingXml) {
  const TemporaryFile file(
      "<NaaccrData baseDictionaryUri='http://naaccr.org/naaccrxml/naaccr-dictionary-240.xml'"
      " recordType='A' xmlns='http://naaccr.org/naaccrxml'>\n"
      "<Patient><Item naaccrId='sex'>1</Item></Patient>\n"
      "<Patient>\n<Item naaccrId='sexx'>1</Item>\n  <Item naaccrId='sex'>2</Patient>");
  for (const std::size_t rows : {1U, 1024U}) {
    const ReadText read = read_all(file.path(), rows);
    EXPECT_EQ(read.records, "file 0\n  patient 0 sex=1\n") << "what came before the break is delivered";
    EXPECT_EQ(read.kinds(), "unknown-item") << "issues of the incomplete patient are not lost";
    EXPECT_TRUE(
        read.error.ends_with("is not well-formed XML at line 5, column 27 (byte 254): mismatched tag; the patient "
                             "that begins on line 3 is incomplete and was left out"))
        << read.error;
  }
}

TEST(NaaccrXmlReader, RefusesDocumentTypes) {
  const TemporaryFile file("<!DOCTYPE a [<!ENTITY b 'bb'>]>\n" + document(""));
  const ReadText read = read_all(file.path());
  EXPECT_TRUE(
      read.error.ends_with("has a document type declaration at line 1, column 13 (byte 12); such files are refused"))
      << read.error;
}

TEST(NaaccrXmlReader, StopsAtLimits) {
  const auto error = [](const std::string& content, ReadLimits limits) {
    const TemporaryFile file(document(content));
    return read_all(file.path(), 1024, small_dictionary(), limits).error;
  };
  EXPECT_EQ(
      error("<Patient>\n<Tumor/><Tumor/><Tumor/></Patient>", {.group_rows = 3}),
      "the patient on line 2 has more than 3 records; the patient that begins on line 2 is incomplete and was left "
      "out");
  EXPECT_NE(error(padded("<Item naaccrId='registryId'>", 200, "</Item>"), {.value_bytes = 100}), "");
  EXPECT_NE(error("<x:a xmlns:x='urn:x'><a><a><a><a/></a></a></a></x:a>", {.depth = 4}), "");
  EXPECT_NE(error(padded("<Patient/>\n<!--", 4 << 20, "-->"), {.markup_bytes = 1 << 20}), "");
  EXPECT_EQ(error(padded("<Patient/>\n<!--", 1 << 20, "-->"), {}), "");
}

TEST(NaaccrXmlReader, RefusesAnotherFormat) {
  const TemporaryFile other("<html xmlns='http://www.w3.org/1999/xhtml'/>");
  EXPECT_TRUE(
      read_all(other.path())
          .error.ends_with("begins with the element `html`, expected `NaaccrData` of http://naaccr.org/naaccrxml"));
  const TemporaryFile empty("");
  EXPECT_NE(read_all(empty.path()).error, "");
  EXPECT_NE(read_all("/no/such/file").error, "");
}

}  // namespace
}  // namespace edict
