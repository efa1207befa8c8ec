// The edits that come with a dictionary, as a registry meets them: a file against the dictionary alone, with an edit
// set of its own, and what other edits could not decide because of a wrong value.

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/end_to_end/process.h"

namespace edict::testing {
namespace {

// One patient with a wrong date of birth, and three tumors: without a fault; with a wrong side and a wrong diagnosis;
// with letters for an age, and the diagnosis of nobody.
constexpr const char* kData = R"(<?xml version="1.0"?>
<NaaccrData baseDictionaryUri="http://naaccr.org/naaccrxml/naaccr-dictionary-250.xml" recordType="A"
            specificationVersion="1.7" xmlns="http://naaccr.org/naaccrxml">
  <Patient>
    <Item naaccrId="patientIdNumber">00000001</Item>
    <Item naaccrId="dateOfBirth">19501301</Item>
    <Tumor>
      <Item naaccrId="tumorRecordNumber">01</Item>
      <Item naaccrId="laterality">1</Item>
      <Item naaccrId="dateOfDiagnosis">20210315</Item>
    </Tumor>
    <Tumor>
      <Item naaccrId="tumorRecordNumber">02</Item>
      <Item naaccrId="laterality">7</Item>
      <Item naaccrId="dateOfDiagnosis">20210230</Item>
      <Item naaccrId="dateOfLastContact">20210401</Item>
    </Tumor>
    <Tumor>
      <Item naaccrId="tumorRecordNumber">03</Item>
      <Item naaccrId="ageAtDiagnosis">6S</Item>
    </Tumor>
  </Patient>
</NaaccrData>
)";

// D1 reads both dates; D2 is about all tumors of a patient; D3 reads the side, of which nothing is in doubt; D4 is
// known whatever the diagnosis is; D5 is in doubt for the age that is missing.
constexpr const char* kRules = R"(package my.rules version 1
use dictionary naaccr 25

edit D1 "Born before the diagnosis" on tumor
  require dateOfBirth <= dateOfDiagnosis
    message "m"
end

edit D2 "Some diagnosis before 2000" on patient
  require some tumor t where t.dateOfDiagnosis before 2000
    message "m"
end

edit D3 "A side before 2020" on tumor
  when    dateOfDiagnosis before 2020
  require laterality in [1-5, 9]
    message "m"
end

edit D4 "Known all the same" on tumor
  require dateOfDiagnosis before 2020 or laterality is not blank
    message "m"
end

edit D5 "Of age" on tumor
  require number of ageAtDiagnosis >= 18
    message "m"
end

edit set with-fields "Ours, and what the dictionary says"
  include my.rules
  include naaccr.fields
  exclude laterality.field because "local codes, T0001 asks for them"
  change  dateOfDiagnosis.field severity warning because "phased in"
end

edit set own "Ours alone"
  include my.rules
end

edit set dates "The dates"
  include any of tags [date] from naaccr.fields
end

edit set one "One"
  include laterality.field
end
)";

std::string folder_with_data() {
  const std::string folder = fresh_folder();
  write_text(folder + "/data.xml", kData);
  write_text(folder + "/rules.edict", kRules);
  return folder;
}

std::vector<nlohmann::json> lines_of_type(const std::string& text, const std::string& type) {
  std::vector<nlohmann::json> lines;
  std::istringstream all(text);
  for (std::string line; std::getline(all, line);) {
    auto json = nlohmann::json::parse(line);
    if (json.at("type") == type) lines.push_back(std::move(json));
  }
  return lines;
}

std::string run_jsonl(const std::string& folder, std::vector<std::string> arguments) {
  std::vector<std::string> all = {"run", "data.xml", "--as-of", "2025-12-31", "--no-times", "-o", "jsonl:-"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const ProcessResult result = run_edict(all, "", folder);
  EXPECT_LE(result.exit_code, 1) << result.err;
  return result.out;
}

// "laterality.field error Laterality 7: not one of its codes." of each flag, with what it left undecided.
std::vector<std::string> flags(const std::string& jsonl) {
  std::vector<std::string> texts;
  for (const auto& flag : lines_of_type(jsonl, "flag")) {
    std::string text = flag.at("edit").get<std::string>();
    text.append(" ").append(flag.at("severity")).append(" ").append(flag.at("message"));
    if (flag.contains("undecided")) text.append(" ").append(flag.at("undecided").dump());
    texts.push_back(std::move(text));
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(FieldEditsOfARun, CheckAFileAgainstItsDictionaryAlone) {
  EXPECT_EQ(flags(run_jsonl(folder_with_data(), {"--field-edits"})),
            (Texts{"dateOfBirth.field error Date of Birth 19501301: no such month.",
                   "dateOfDiagnosis.field error Date of Diagnosis 20210230: no such day.",
                   "laterality.field error Laterality 7: not one of its codes.",
                   "ageAtDiagnosis.field error Age at Diagnosis 6S: not all digits"}));
}

TEST(FieldEditsOfARun, SayHowManyEditsTheyLeaveUndecided) {
  EXPECT_EQ(flags(run_jsonl(folder_with_data(), {"--rules", "rules.edict", "--set", "own", "--field-edits"})),
            (Texts{"dateOfBirth.field error Date of Birth 19501301: no such month. 1",        // D1, of three tumors
                   "dateOfDiagnosis.field error Date of Diagnosis 20210230: no such day. 3",  // D1, D2, D3
                   "laterality.field error Laterality 7: not one of its codes.",
                   "ageAtDiagnosis.field error Age at Diagnosis 6S: not all digits 1"}));
}

TEST(FieldEditsOfARun, TellIt) {
  const ProcessResult run =
      run_edict({"run", "data.xml", "--rules", "rules.edict", "--set", "own", "--field-edits", "--as-of", "2025-12-31"},
                "", folder_with_data());
  EXPECT_NE(run.out.find("           Date of Diagnosis 20210230: no such day.\n"
                         "           3 edits could not be decided because of this value\n"),
            std::string::npos)
      << run.out;
}

TEST(FieldEditsOfARun, GiveTheSameBytesOnEveryEngine) {
  const std::string folder = folder_with_data();
  const auto run = [&](const char* engine, const char* threads, const char* batch) {
    return run_jsonl(folder, {"--rules", "rules.edict", "--set", "with-fields", "--engine", engine, "--threads",
                              threads, "--batch", batch, "--outcomes", "all"});
  };
  const std::string first = run("reference", "1", "1024");
  EXPECT_GT(lines_of_type(first, "edit").size(), 700U);
  EXPECT_EQ(first, run("interpreter", "2", "1"));
  EXPECT_EQ(first, run("native", "3", "1"));
}

TEST(FieldEditsOfASet, AreIncludedExcludedAndChangedLikeOthers) {
  EXPECT_EQ(flags(run_jsonl(folder_with_data(), {"--rules", "rules.edict", "--set", "with-fields"})),
            (Texts{"dateOfBirth.field error Date of Birth 19501301: no such month. 1",
                   "dateOfDiagnosis.field warning Date of Diagnosis 20210230: no such day. 3",
                   "ageAtDiagnosis.field error Age at Diagnosis 6S: not all digits 1"}));
}

TEST(FieldEditsOfASet, AreNotAddedToThoseItHas) {
  const std::string folder = folder_with_data();
  EXPECT_EQ(flags(run_jsonl(folder, {"--rules", "rules.edict", "--set", "one", "--field-edits"})),
            (Texts{"laterality.field error Laterality 7: not one of its codes."}));
  EXPECT_EQ(flags(run_jsonl(folder, {"--rules", "rules.edict", "--set", "dates"})).size(), 2U);
  EXPECT_EQ(flags(run_jsonl(folder, {"--rules", "rules.edict", "--set", "own"})), Texts{});
}

TEST(FieldEditsOfASet, AreCheckedWithoutAFault) {
  const std::string folder = folder_with_data();
  write_text(
      folder + "/set.edict",
      "package my.set version 1\n  builds on naaccr.fields version 25\nuse dictionary naaccr 25\n\n"
      "edit set all \"All but one\"\n  include naaccr.fields\n  exclude laterality.field because \"local codes\"\n"
      "end\n");
  const ProcessResult check = run_edict({"check", "set.edict"}, "", folder);
  EXPECT_EQ(check.exit_code, 0) << check.out;
  EXPECT_NE(check.out.find(" edits in 2 files: no mistakes"), std::string::npos) << check.out;
  EXPECT_EQ(run_edict({"lock", "set.edict"}, "", folder).exit_code, 0);
  EXPECT_NE(read_text(folder + "/edict.lock").find("laterality.field"), std::string::npos);
  EXPECT_EQ(run_edict({"check", "set.edict", "--locked"}, "", folder).exit_code, 0);
}

TEST(FieldEditsOfASet, AreNamedWhenMisspelt) {
  const std::string folder = folder_with_data();
  write_text(folder + "/rules.edict", with(kRules, "exclude laterality.field", "exclude lateralitie.field"));
  const ProcessResult check = run_edict({"check", "rules.edict", "--format", "github"}, "", folder);
  EXPECT_EQ(check.exit_code, 2);
  EXPECT_NE(check.out.find("did you mean laterality.field?"), std::string::npos) << check.out;
}

TEST(FieldEditsAsParents, SkipWhatDependsOnThem) {
  const std::string folder = folder_with_data();
  write_text(folder + "/rules.edict", with(kRules, "  require dateOfBirth <=",
                                           "  depends on dateOfBirth.field, dateOfDiagnosis.field\n"
                                           "  require dateOfBirth <="));
  const std::string out = run_jsonl(folder, {"--rules", "rules.edict", "--set", "own"});
  for (const auto& edit : lines_of_type(out, "edit")) {
    if (edit.at("edit") != "D1") continue;
    EXPECT_EQ(edit.at("skipped"), 3) << edit;
  }
  EXPECT_EQ(lines_of_type(out, "edit").size(), 5U) << "they are not run themselves";
}

TEST(FieldEditsExplained, ShowTheirText) {
  const ProcessResult text = run_edict({"explain", "naaccr.fields"});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_NE(
      text.out.find("edit dateOfDiagnosis.field \"Date of Diagnosis (#390): a date\" on tumor\n"
                    "  tags    field-edits, date, tumor\n"
                    "  require dateOfDiagnosis is blank or valid\n"
                    "    message \"{dateOfDiagnosis.label} {dateOfDiagnosis}: {dateOfDiagnosis.problem}.\"\nend\n"),
      std::string::npos);
}

TEST(FieldEditsExplained, NeedNoRulesButTheirDictionary) {
  const std::string folder = fresh_folder();
  write_text(folder + "/own.edict",
             "dictionary own 1\n\nlevel file\n\nlevel visit in file\n\nitem pulse on visit\n"
             "  kind       number\n");
  const ProcessResult page = run_edict({"explain", "pulse.field", "--dictionary", "own.edict"}, "", folder);
  EXPECT_NE(page.out.find("pulse.field \"pulse: a number\", on visit"), std::string::npos) << page.out << page.err;
}

TEST(FieldEditsExplained, ShowTheClause) {
  const ProcessResult page = run_edict({"explain", "laterality.field"});
  EXPECT_EQ(page.exit_code, 0) << page.err;
  EXPECT_NE(page.out.find("laterality is blank or laterality is one of 0, 1, 2, 3, 4, 5, 9"), std::string::npos)
      << page.out;
  const ProcessResult flag = run_edict({"explain", "dateOfBirth.field", "dateOfBirth=19501301"});
  EXPECT_NE(flag.out.find("fail: require dateOfBirth is blank or valid"), std::string::npos) << flag.out << flag.err;
}

TEST(FieldEditsOfAUserDictionary, AreThereAsWell) {
  const std::string folder = folder_with_data();
  write_text(
      folder + "/own.edict",
      "dictionary own 1\n\nlevel file\n\nlevel patient in file\n\nlevel tumor in patient\n\n"
      "item localStage #10001 \"Local stage\" on tumor\n  kind       code\n  length     2\n  codes      [1, 2]\n");
  write_text(folder + "/data.xml",
             with(kData, "<Item naaccrId=\"laterality\">7</Item>", "<Item naaccrId=\"localStage\">3</Item>"));
  const Texts found = flags(run_jsonl(folder, {"--field-edits", "--user-dictionary", "own.edict"}));
  EXPECT_EQ(found.size(), 4U);
  EXPECT_NE(std::find(found.begin(), found.end(), "localStage.field error Local stage 3: not one of its codes."),
            found.end());
}

TEST(FieldEdits, NeedADictionary) {
  const ProcessResult check = run_edict({"check", "--field-edits"});
  EXPECT_EQ(check.exit_code, 2);
  EXPECT_NE(check.err.find("no dictionary"), std::string::npos) << check.err;
  const ProcessResult run = run_edict({"run", "-", "--field-edits"}, kData);
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("name its dictionary with `--dictionary`"), std::string::npos) << run.err;
}

// Among the mistakes that the corpus was given, those that one item shows.
TEST(FieldEdits, FindInTheCorpusWhatItWasGiven) {
  const ProcessResult run = run_edict({"run", kCorpus, "--field-edits", "--as-of", "2025-12-31", "-o", "jsonl:-"});
  ASSERT_EQ(run.exit_code, 1) << run.err;
  std::map<std::string, int> counts;
  for (const auto& flag : lines_of_type(run.out, "flag")) ++counts[flag.at("edit")];
  EXPECT_EQ(counts, (std::map<std::string, int>{{"classOfCase.field", 1},
                                                {"dateOfDiagnosis.field", 1},
                                                {"medicalRecordNumber.field", 1},
                                                {"overRideSurgDxconf.field", 1},
                                                {"regionalNodesPositive.field", 1},
                                                {"tumorSizeSummary.field", 1}}));
}

}  // namespace
}  // namespace edict::testing
