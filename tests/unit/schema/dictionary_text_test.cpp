#include "dsl/schema/dictionary_text.h"

#include <gtest/gtest.h>

#include <sstream>
#include <tao/pegtl/contrib/analyze.hpp>

#include "base/read_file.h"
#include "dsl/schema/dictionary_grammar.h"

namespace edict {
namespace {

struct Parsed {
  std::shared_ptr<const Dictionary> dictionary;
  std::vector<std::string> problems;  // "E0602 4:3 message"
};

Parsed parse(std::string text) {
  SourceMap sources;
  const FileId id = sources.add("d.edict", std::move(text));
  DiagnosticSink sink;
  Parsed parsed{parse_dictionary(sources[id], id, sink), {}};
  sink.sort();
  for (const Diagnostic& diagnostic : sink.all()) {
    const LineColumn at = sources[id].line_column(diagnostic.location.span.begin);
    std::string problem = std::string(info_of(diagnostic.code).code) + " " + std::to_string(at.line) + ":" +
                          std::to_string(at.column) + " " + diagnostic.message;
    if (!diagnostic.hint.empty()) problem += " (" + diagnostic.hint + ")";
    parsed.problems.push_back(std::move(problem));
  }
  return parsed;
}

// The problems of an item's clauses, which begin on line 3.
std::vector<std::string> problems_of(const std::string& clauses) {
  return parse("dictionary d 1\nlevel visit\nitem a on visit\n" + clauses).problems;
}

using Problems = std::vector<std::string>;

constexpr std::string_view kCanonical = R"(dictionary registry 25
  source     "Manual of 2025, \"yellow\" edition"

level file
  element    Data

level patient in file

level biopsy in patient
  plural     biopsies

item patientId #20 "Patient Id" on patient
  kind       digits
  length     8
  padding    left zero
  identifier record
  key
  formerly   pid, oldPid

item note on biopsy
  kind       text
  length     1000
  identifier person
  unlimited

item grade #7 "Grade" on biopsy
  kind       code
  length     5
  ordered
  codes
    | 1       | low |
    | 2-3     |
    | "01-10" | "a | b" |
    | 9*      | "#1 of all" |
  special
    | 9     | unknown |
    | XX.1  | other | more than 10 |

item sitegroup on biopsy
  kind       code
  codes      [C500-C509, C619, "a,b", "c]", p0I-, N0(i-)]
  labels
    | C50* | breast |
)";

TEST(DictionaryText, ReadsEverythingItWrites) {
  const Parsed parsed = parse(std::string(kCanonical));
  ASSERT_TRUE(parsed.dictionary) << parsed.problems.at(0);
  const Dictionary& dictionary = *parsed.dictionary;
  EXPECT_EQ(dictionary.source(), "Manual of 2025, \"yellow\" edition");
  EXPECT_EQ(dictionary[dictionary.find_level("biopsies")].parent, dictionary.find_level("patient"));
  EXPECT_EQ(dictionary[dictionary.find_level("file")].element, "Data");

  const Item& patient_id = dictionary[dictionary.find(20U)];
  EXPECT_EQ(patient_id.padding, Padding::LeftZero);
  EXPECT_EQ(patient_id.identifier, IdentifierClass::Record);
  EXPECT_TRUE(patient_id.is_key);
  EXPECT_EQ(dictionary.find("oldPid"), dictionary.find("patientId"));

  const Item& grade = dictionary[dictionary.find("grade")];
  EXPECT_TRUE(grade.codes->contains("3"));
  EXPECT_TRUE(grade.codes->contains("01-10"));
  EXPECT_FALSE(grade.codes->contains("05"));
  EXPECT_EQ(grade.label_of("01-10"), "a | b");
  EXPECT_EQ(grade.label_of("95"), "#1 of all");
  EXPECT_EQ(grade.special_of("XX.1")->label, "more than 10");

  const Item& group = dictionary[dictionary.find("sitegroup")];
  EXPECT_TRUE(group.codes->contains("a,b"));
  EXPECT_TRUE(group.codes->contains("N0(i-)"));
  EXPECT_EQ(group.label_of("C501"), "breast");
}

TEST(DictionaryText, IsCanonical) {
  const Parsed parsed = parse(std::string(kCanonical));
  ASSERT_TRUE(parsed.dictionary);
  std::string aligned(kCanonical);
  const std::string loose = "| 9     | unknown |\n    | XX.1  | other | more than 10 |";
  aligned.replace(aligned.find(loose), loose.size(), "| 9    | unknown |\n    | XX.1 | other   | more than 10 |");
  EXPECT_EQ(write_dictionary(*parsed.dictionary), aligned);
}

TEST(DictionaryText, ReadsWhatAPersonTypes) {
  const Parsed parsed = parse(
      "\xEF\xBB\xBF# a hand-written dictionary\r\n"
      "dictionary d 1.2   # the second\r\n"
      "level visit\r\n"
      "\r\n"
      "item sex \"Sex\" on visit   # one blank is enough\r\n"
      " kind code\r\n"
      " codes [1,2,   # male, female\r\n"
      "        9 ]\r\n"
      "item pulse on visit\r\n"
      "    kind   number   # beats per minute\r\n"
      "    special\r\n"
      "      |999|unknown|# not asked | told \r\n"
      "      |998|not measured|   # a comment | with a bar\r\n");
  ASSERT_TRUE(parsed.dictionary) << parsed.problems.at(0);
  EXPECT_EQ(parsed.dictionary->version(), "1.2");
  EXPECT_EQ(parsed.dictionary->items()[0].codes->to_string(), "[1, 2, 9]");
  EXPECT_EQ(parsed.dictionary->items()[1].special_of("999")->reason, SpecialReason::Unknown);
  EXPECT_EQ(parsed.dictionary->items()[1].special_of("998")->label, "");
}

TEST(DictionaryText, WrapsLongListsAndReadsThemBack) {
  std::string text = "dictionary d 1\nlevel visit\nitem a on visit\n kind code\n codes [";
  for (int i = 1000; i < 1100; i += 2) text += std::to_string(i) + ", ";
  const Parsed parsed = parse(text + "9999]\n");
  ASSERT_TRUE(parsed.dictionary);
  const std::string written = write_dictionary(*parsed.dictionary);
  std::size_t longest = 0;
  for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 1) {
    end = written.find('\n', at);
    longest = std::max(longest, std::min(end, written.size()) - at);
  }
  EXPECT_LE(longest, 120U);
  EXPECT_EQ(write_dictionary(*parse(written).dictionary), written);
  EXPECT_EQ(parse(written).dictionary->items()[0], parsed.dictionary->items()[0]);
}

TEST(DictionaryText, NeedsAHeader) {
  EXPECT_EQ(parse("").problems, Problems{"E0603 1:1 the file does not begin with `dictionary NAME VERSION`"});
}

TEST(DictionaryText, SaysWhichFormAClauseHas) {
  EXPECT_EQ(problems_of("  kind code\n  length four\n"),
            Problems{"E0602 5:3 `length four` is not written like `length 4`"});
  EXPECT_EQ(problems_of("  kind code\n  codes [1, 2\n    , 3\n  length 4\n"),
            Problems{"E0602 5:3 `codes [1, 2` is not written like `codes [C000-C009, C100]`"})
      << "the lines that continued it are not reported again";
  EXPECT_EQ(problems_of("  kind code\n  key yes\n"), Problems{"E0602 5:3 `key yes` is not written like `key`"});
}

TEST(DictionaryText, ABrokenRowDoesNotEndItsTable) {
  EXPECT_EQ(problems_of("  kind code\n  codes\n    | 1 | one |\n    | 2 | two\n    | 3 | three |\n"),
            Problems{"E0602 7:5 `| 2 | two` is not written like `| 999 | unknown | label |`"});
}

TEST(DictionaryText, GuessesMisspeltWords) {
  EXPECT_EQ(problems_of("  knid code\n  kind code\n"),
            Problems{"E0601 4:3 `knid` does not begin a clause of an item (did you mean `kind`?)"});
  EXPECT_EQ(parse("dictionary d 1\nlevel visit\nitme a on visit\n  kind code\n").problems[0],
            "E0601 3:1 `itme` does not begin a clause of the file (did you mean `item`?)");
  EXPECT_EQ(problems_of("  kind integer\n"),
            Problems{"E0606 4:8 `integer` is not a kind (one of: code, digits, text, number, date, datetime)"});
  EXPECT_EQ(parse("dictionary d 1\nlevel visit\nitem a on visits\n  kind code\n").problems,
            Problems{"E0605 3:11 no level `visits` is defined above (did you mean `visit`?)"});
}

TEST(DictionaryText, ChecksCodes) {
  EXPECT_EQ(problems_of("  kind code\n  length 2\n  codes [1-10, 123, 95*]\n"),
            (Problems{"E0607 6:10 `1-10`: the ends of a range must have equal length; write 01-10",
                      "E0608 6:16 code `123` has 3 characters, item `a` has length 2"}));
  EXPECT_EQ(problems_of("  kind code\n  special\n    | 9 | lost |\n"),
            Problems{"E0606 6:11 `lost` is not a reason of a special code (one of: unknown, not applicable, not "
                     "measured, other)"});
  EXPECT_EQ(
      problems_of("  kind code\n    | 9 | nine |\n"),
      Problems{"E0601 5:5 `|` does not begin a clause of an item (rows stand under `codes`, `labels` or `special`)"});
}

TEST(DictionaryText, RefusesWhatIsDefinedTwice) {
  EXPECT_EQ(parse("dictionary d 1\nlevel visit\nitem a #1 on visit\n  kind code\nitem a #1 on visit\n  kind code\n  "
                  "kind text\n")
                .problems,
            (Problems{"E0604 5:6 item `a` is defined above, on line 3",
                      "E0604 5:9 item number `1` is defined above, on line 3",
                      "E0604 7:3 clause `kind` is defined above, on line 6"}));
}

TEST(DictionaryText, EveryItemHasAKind) { EXPECT_EQ(problems_of(""), Problems{"E0609 3:6 item `a` has no kind"}); }

TEST(DictionaryText, ReportsEveryFaultOfAFile) {
  const Parsed parsed = parse(
      "dictionary d 1\n"
      "level visit\n"
      "\n"
      "item a visit\n"  // no `on`
      "  kind code\n"
      "\tlength 3\n"
      "  padding left\n"
      "item b on visit\n"
      "  length 4\n");
  EXPECT_FALSE(parsed.dictionary);
  EXPECT_EQ(
      parsed.problems,
      (Problems{"E0602 4:1 `item a visit` is not written like `item footStatus #17 \"Foot status\" on visit`",
                "E0116 6:1 the line is indented with a tab",
                "E0606 7:11 `left` is not a padding (one of: right blank, left blank, left zero, right zero, none)",
                "E0609 8:6 item `b` has no kind"}));
}

TEST(DictionaryText, ABrokenLevelDoesNotRefuseItsItems) {
  EXPECT_EQ(parse("dictionary d 1\nlevel visit of patient\nitem a on visit\n  kind code\n").problems,
            Problems{"E0602 2:1 `level visit of patient` is not written like `level visit in patient`"});
}

TEST(DictionaryText, EndsOnAnyText) {
  for (std::size_t length = 0; length <= kCanonical.size(); ++length) {
    const Parsed parsed = parse(std::string(kCanonical.substr(0, length)));
    EXPECT_TRUE(parsed.dictionary || !parsed.problems.empty());
  }
  for (std::size_t at = 0; at < kCanonical.size(); ++at) {
    for (const char c : {'\0', '\n', ' ', '"', '[', '|', '\xFF'}) {
      std::string text(kCanonical);
      text[at] = c;
      const Parsed parsed = parse(std::move(text));
      EXPECT_TRUE(parsed.dictionary || !parsed.problems.empty());
    }
  }
}

TEST(DictionaryText, TheExampleOfTheDocumentIsRight) {
  const auto document = read_file(EDICT_SOURCE_DIR "/docs/dictionary.md");
  ASSERT_TRUE(document) << document.error().message;
  std::string example;  // the indented lines of the first section
  const std::size_t begin = document->find("## A whole dictionary");
  std::istringstream section(document->substr(begin, document->find("## The file") - begin));
  for (std::string line; std::getline(section, line);) {
    if (line.starts_with("    ")) example += line.substr(4) + "\n";
  }
  const Parsed parsed = parse(example);
  ASSERT_TRUE(parsed.dictionary) << parsed.problems.at(0);
  EXPECT_EQ(parsed.dictionary->items().size(), 6U);
}

TEST(DictionaryGrammar, HasNoRuleThatLoops) { EXPECT_EQ(tao::pegtl::analyze<dictionary_grammar::text>(), 0U); }

}  // namespace
}  // namespace edict
