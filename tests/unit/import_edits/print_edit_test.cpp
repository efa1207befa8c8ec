#include "dsl/import/edits/print/print_edit.h"

#include <gtest/gtest.h>

#include "dsl/import/edits/decision/convert_edit.h"

namespace edict::foreign {
namespace {

Dictionary small_dictionary() {
  std::vector<Item> items;
  const auto add = [&](std::string id, ItemKind kind, std::uint32_t length) {
    Item& item = items.emplace_back();
    item.id = std::move(id);
    item.label = item.id;
    item.level = LevelId(1);
    item.kind = kind;
    item.length = length;
  };
  add("site", ItemKind::Code, 4);
  add("grade", ItemKind::Code, 1);
  add("nodes", ItemKind::Digits, 2);
  add("diagnosed", ItemKind::Date, 8);
  add("primarySite", ItemKind::Code, 4);
  add("histologicTypeIcdO3", ItemKind::Code, 4);
  add("csSiteSpecificFactor25", ItemKind::Code, 3);
  add("csExtension", ItemKind::Code, 3);
  add("seen", ItemKind::Date, 8);
  return Dictionary("small", "1", {{"patient", "patients", {}, ""}, {"tumor", "tumors", LevelId(0), ""}}, items);
}

// The printed edit, or "unsaid: …". What is said otherwise than exactly is marked.
std::string printed(const std::string& expression, bool is_padded = true,
                    PlainWords::Mode mode = PlainWords::Mode::Exact) {
  EditsPackage package;
  ForeignEdit& edit = package.edits.emplace_back();
  edit.id = "X-1";
  edit.tag = "N1";
  edit.name = "An edit";
  edit.message = "Grade ${untrimmedline.grade} is wrong";
  edit.expression = {expression, 1};
  const auto parsed = ParsedPackage::parse(std::move(package));
  for (const std::string& problem : parsed->problems()) return problem;
  const Dictionary dictionary = small_dictionary();
  const auto length = [&](std::string_view item) -> std::size_t {
    const ItemId id = dictionary.find(item);
    return id.is_valid() ? dictionary[id].length : SIZE_MAX;
  };
  DecisionGraph graph({is_padded, length}, nullptr);
  PlainWords words(graph, dictionary, mode);
  const auto decision = convert_edit(graph, *parsed, 0);
  if (!decision) return "unsaid: " + decision.error().problem;
  const ForeignEdit& own = parsed->package().edits[0];
  const auto text = print_edit(graph, words, own, printed_id(own.tag), *decision, "tumor");
  if (!text) return "unsaid: " + text.error().reason;
  return (text->is_exact ? "" : "for well-formed values:\n") + text->text;
}

TEST(PrintEdit, SaysSkipsBlocksAndRequiresInOrder) {
  EXPECT_EQ(printed("int year\n"
                    "year = Functions.GEN_DATE_YEAR_IOP(binding, untrimmedline.diagnosed)\n"
                    "if (year == 1073741823 || year == 1879048191)\n    return true\n"
                    "if (Functions.GEN_EMPTY(untrimmedline.grade))\n    return true\n"
                    "if (year > 2017) {\n"
                    "    if (Functions.GEN_AT(untrimmedline.grade, \"9\") != 0)\n        return false\n"
                    "    if (!Functions.GEN_INLIST(untrimmedline.site, \"C500-C509,C619\"))\n"
                    "        return Functions.GEN_ERROR_MSG(binding, 'Site ${untrimmedline.site} {a}')\n"
                    "}\nreturn true"),
            "edit N1 \"An edit\" on tumor\n"
            "  imported from \"X-1\"\n"
            "  check in order\n"
            "  skip when not DiagnosedKnown\n"
            "  skip when grade is blank\n"
            "  when year of diagnosed > 2017\n"
            "    require grade is not 9\n"
            "    require site in [C500-C509, C619]\n"
            "      message \"Site {site} {{a}}\"\n"
            "  message \"Grade {grade} is wrong\"\n"
            "end\n");
}

TEST(PrintEdit, GathersNotesInOneFinding) {
  EXPECT_EQ(printed("if (Functions.GEN_STRCMP(untrimmedline.grade, \"1\") == 0)\n"
                    "    Functions.GEN_SAVE_TEXT(binding, 'one')\n"
                    "if (Functions.GEN_MATCH(untrimmedline.site, \"C61[0-3]|C619\"))\n"
                    "    Functions.GEN_SAVE_TEXT(binding, 'two')\n"
                    "return true"),
            "edit N1 \"An edit\" on tumor\n"
            "  imported from \"X-1\"\n"
            "  check in order\n"
            "  finding one \"Grade {grade} is wrong\"\n"
            "    require grade is not 1\n"
            "      note \"one\"\n"
            "    require site not in [C610-C613, C619]\n"
            "      note \"two\"\n"
            "  message \"Grade {grade} is wrong\"\n"
            "end\n");
}

TEST(PrintEdit, AsksTheStagingPackage) {
  EXPECT_EQ(printed("char[] site = new char[5], hist = new char[5], factor = new char[4], name = new char[31]\n"
                    "char[] note = new char[79]\nint schema, code\n"
                    "Functions.GEN_STRCPY(site, untrimmedline.primarySite)\n"
                    "Functions.GEN_STRCPY(hist, untrimmedline.histologicTypeIcdO3)\n"
                    "Functions.GEN_STRCPY(factor, untrimmedline.csSiteSpecificFactor25)\n"
                    "schema = Functions.GEN_EXTERNALDLL('x.dll', 'CStage_get_schema_number', site, hist, factor)\n"
                    "if (schema < 0)\n    return true\n"
                    "Functions.GEN_EXTERNALDLL('x.dll', 'CStage_get_schema_name', schema, name)\n"
                    "if (!Functions.GEN_INLIST(name, 'Brain,Breast'))\n    return true\n"
                    "code = Functions.GEN_EXTERNALDLL('x.dll', 'CStage_code_is_valid', schema, 2, 1, "
                    "untrimmedline.csExtension)\n"
                    "if (code <= 0) {\n"
                    "    Functions.GEN_STRCPY(note, 'Schema: ')\n    Functions.GEN_STRCAT(note, name)\n"
                    "    Functions.GEN_SAVE_TEXT(binding, note)\n"
                    "    return Functions.GEN_ERROR_MSG(binding, 'Not a code')\n}\nreturn true"),
            "edit N1 \"An edit\" on tumor\n"
            "  imported from \"X-1\"\n"
            "  check in order\n"
            "  skip when csSchemaNumber is blank\n"
            "  skip when csSchemaName not in [Brain, Breast]\n"
            "  finding one \"Not a code\"\n"
            "    require (csSchemaId, \"csExtension\", csExtension) in table CsCodes\n"
            "      note \"Schema: {csSchemaName}\"\n"
            "  message \"Grade {grade} is wrong\"\n"
            "end\n");
}

TEST(PrintEdit, AsksWhyCodesAreObsolete) {
  EXPECT_EQ(printed("if (line._csSchemaId == null) return true\n"
                    "String reason = Functions.getCsObsoleteReason(line, 'csExtension', line.csExtension)\n"
                    "if (reason == '1' || reason == '5') {\n"
                    "    if (line.grade == '1') return false\n    if (line.grade == '3') return false\n}\n"
                    "else if (reason == '17') {\n    if (line.grade == '2') return false\n}\n"
                    "return line._csSchemaId != 'cns_other' || Functions.isAcceptableCsCode(line, 'csExtension', "
                    "line.csExtension)",
                    false),
            "edit N1 \"An edit\" on tumor\n"
            "  imported from \"X-1\"\n"
            "  check in order\n"
            "  skip when csSchemaId is blank\n"
            "  choose\n"
            "    when csExtensionObsolete is V0200\n"
            "      require grade is not 1\n"
            "      require grade is not 3\n"
            "    when csExtensionObsolete is V0202\n"
            "      require grade is not 2\n"
            "  require csSchemaId is not cns_other or (csSchemaId, \"csExtension\", csExtension) in table CsCodes\n"
            "  message \"Grade {grade} is wrong\"\n"
            "end\n");
}

TEST(PrintEdit, ChoosesBetweenBranchesThatEachDecide) {
  EXPECT_EQ(printed("if (line.site == null || line.site == 'C809') return true\n"
                    "if (line.site == 'C619') return line.grade == null || ['1', '2', '3'].contains(line.grade)\n"
                    "return line.grade != '9'",
                    false),
            "edit N1 \"An edit\" on tumor\n"
            "  imported from \"X-1\"\n"
            "  check in order\n"
            "  skip when site is blank or C809\n"
            "  choose\n"
            "    when site is C619\n"
            "      require grade is blank or in [1-3]\n"
            "    otherwise\n"
            "      require grade is not 9\n"
            "  message \"Grade {grade} is wrong\"\n"
            "end\n");
}

TEST(PrintEdit, TellsWhatItCannotSay) {
  EXPECT_EQ(printed("return true"), "unsaid: an edit that can never fail");
  EXPECT_EQ(printed("return Functions.GEN_VAL(untrimmedline.nodes) * Functions.GEN_VAL(untrimmedline.nodes) < 9"),
            "unsaid: Multiply");
}

// What is required of an edit that is one test.
std::string required(const std::string& expression, bool is_padded = true,
                     PlainWords::Mode mode = PlainWords::Mode::Exact) {
  const std::string text = printed("return " + expression, is_padded, mode);
  const std::size_t begin = text.find("  require ");
  if (begin == std::string::npos) return text;
  const std::string mark = text.starts_with("for well-formed values") ? "(well-formed) " : "";
  return mark + text.substr(begin + 10, text.find('\n', begin) - begin - 10);
}

TEST(PrintEdit, SaysExactlyUnlessAskedForPlainWords) {
  const std::string list = "Functions.GEN_INLIST(untrimmedline.nodes, \"01-89\")";
  EXPECT_EQ(required(list), "edits.inlist(nodes, \"01-89\")");
  EXPECT_EQ(required(list, true, PlainWords::Mode::Idiomatic), "(well-formed) nodes in [01-89]");
  EXPECT_EQ(required("Functions.GEN_VAL(untrimmedline.nodes) < 30"), "edits.val(nodes) < 30");
  EXPECT_EQ(required("!(line.site < 'C500')", false), "not edits.before(site, \"C500\")");
  EXPECT_EQ(required("line.site >= 'C500' && line.site <= 'C619'", false), "edits.inlist(site, \"C500-C619\")");
  EXPECT_EQ(required("Functions.between(line.nodes, '01', '89')", false), "edits.between(nodes, \"01\", \"89\")");
}

TEST(PrintEdit, FillsValuesUpWhereTheyAreJoinedOrCut) {
  EXPECT_EQ(required("Functions.GEN_STRCMP(untrimmedline.site, untrimmedline.grade) < 0"),
            "edits.before(edits.padded(site), edits.padded(grade))");
  EXPECT_EQ(required("Functions.GEN_AT(Functions.GEN_TRIM(untrimmedline.site, 0), \"C50 C61 \", 4) != 0"),
            "edits.at(edits.trim(site), \"C50 C61 \", 4) != 0");
  EXPECT_EQ(required("Functions.GEN_MATCH(untrimmedline.site, \"C.+\")"), "edits.padded(site) matches /C.+/");
}

TEST(PrintEdit, SaysTheOrderOfDatesByWhatIsCertain) {
  const std::string compared = "Functions.GEN_DATECMP_IOP(binding, untrimmedline.diagnosed, untrimmedline.seen, 1) < 0";
  EXPECT_EQ(required(compared), "DiagnosedKnown and SeenKnown and definitely (diagnosed < seen)");
}

TEST(PrintEdit, TurnsNumbersOfDigitsIntoCodes) {
  EXPECT_EQ(required("Functions.asInt(line.site) > 799", false), "site in [0800-9999, 800-999]");
  EXPECT_EQ(required("[440, 441].contains(Functions.asInt(line.site.substring(1)))", false),
            "characters 2 to 4 of site in [440, 441]");
}

// A choice that comes to nothing leaves no trace in what is printed instead: A implies B is still asked.
TEST(PrintEdit, ForgetsAChoiceThatCameToNothing) {
  const std::string text = printed(
      "if (line.site == 'C619') return line.grade == '1'\n"
      "if (line.nodes == '98') return line.site != 'C619' || line.grade == '2'\n"
      "return line.nodes != '99'",
      false);
  EXPECT_NE(text.find("require grade is 1\n"), std::string::npos) << text;
}

TEST(PrintEdit, RefusesWhatAFunctionSetsOutsideItself) {
  EXPECT_EQ(printed("boolean ok = false\n"
                    "['1', '2'].each { c -> if (c == line.grade) ok = true }\n"
                    "return ok",
                    false),
            "unsaid: a function sets `ok` outside itself");
}

// A record that passes early has no note of what stands behind.
TEST(PrintEdit, RefusesANoteBehindWhatPassesEarlyWithMoreBehindIt) {
  EXPECT_EQ(printed("if (Functions.GEN_EMPTY(untrimmedline.site)) return true\n"
                    "Functions.GEN_SAVE_TEXT(binding, 'one')\n"
                    "if (Functions.GEN_EMPTY(untrimmedline.grade))\n"
                    "    Functions.GEN_SAVE_TEXT(binding, 'two')\n"
                    "return true"),
            "unsaid: a note behind what passes early, and more behind it");
}

// A padded value has one length: a shorter text is never equal to it, and blanks at its end are not told apart.
TEST(PrintEdit, ComparesPaddedValuesAtTheirLength) {
  EXPECT_EQ(printed("return untrimmedline.nodes != '1'").find("nodes is"), std::string::npos);
  EXPECT_NE(printed("return untrimmedline.nodes == '1 '").find("require nodes is 1\n"), std::string::npos);
  EXPECT_NE(printed("return untrimmedline.nodes == '12'").find("require nodes is 12\n"), std::string::npos);
}

TEST(PrintEdit, EndsWhatAWayDeclaresWithTheWay) {
  EXPECT_NE(printed("if (line.site == 'C619') int x = 1\nreturn line.grade == '1'", false).find("require grade is 1\n"),
            std::string::npos);
}

}  // namespace
}  // namespace edict::foreign
