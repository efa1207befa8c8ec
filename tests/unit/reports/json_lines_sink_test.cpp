#include "runtime/reports/json_lines_sink.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/unit/reports/testing.h"

namespace edict {
namespace {

std::string patient(std::string_view tumor) {
  return "<Patient>" + item_text("patientIdNumber", "42") + item_text("nameLast", "Smith") + "<Tumor>" +
         item_text("tumorRecordNumber", "01") + std::string(tumor) + "</Tumor></Patient>";
}

std::vector<std::string> lines_of(const FakeRules& rules, const std::string& content, JsonLinesOptions json = {},
                                  const PipelineOptions& options = {}, const RunSummary& summary = {},
                                  bool is_one_of_two = false) {
  const std::string text = report_on(
      rules, content,
      [&](std::unique_ptr<OutputFile> file) { return std::make_unique<JsonLinesSink>(std::move(file), json); }, summary,
      options, is_one_of_two);
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    EXPECT_TRUE(nlohmann::json::accept(line)) << line;
    lines.push_back(line);
  }
  return lines;
}

TEST(JsonLinesSink, WritesTheDocumentedForms) {
  const auto lines =
      lines_of(fake_rules(), patient(item_text("laterality", "F") + item_text("overRideSite", "1") + "x"));
  ASSERT_EQ(lines.size(), 7U);
  EXPECT_EQ(lines[0], R"({"type":"run","schema":1,"engine":"1.0.0","ruleset":{"name":"StateCall","version":"2026.1",)"
                      R"("hash":"xxh3:0000000000001234"},"dictionary":"small 24","as_of":"2026-01-31",)"
                      R"("inputs":[{"path":"submission.xml","bytes":100,"hash":"xxh3:0000000000005678"}]})");
  const auto issue = nlohmann::ordered_json::parse(lines[1]);
  EXPECT_EQ(issue["kind"], "text-outside-item");
  EXPECT_EQ(issue["line"], 2);
  EXPECT_EQ(issue["item"], nullptr);
  EXPECT_EQ(issue["key"].dump(), R"({"patientIdNumber":"42","tumorRecordNumber":"01"})");

  auto flag = nlohmann::ordered_json::parse(lines[2]);
  EXPECT_TRUE(flag["fingerprint"].get<std::string>().starts_with("xxh3:"));
  EXPECT_NE(flag["fingerprint"], flag["values"]);
  flag["fingerprint"] = flag["values"] = "…";
  flag["byte"] = 0;
  EXPECT_EQ(flag.dump(), R"({"type":"flag","edit":"T1","branch":1,"outcome":"fail","severity":"error","level":"tumor",)"
                         R"("key":{"patientIdNumber":"42","tumorRecordNumber":"01"},"record":0,"byte":0,)"
                         R"("items":[{"id":"laterality","value":"F","row":0}],"message":"T1 fails","facts":"facts",)"
                         R"("fingerprint":"…","values":"…","behavior":"b"})");

  const auto override_finding = nlohmann::ordered_json::parse(lines[3]);
  EXPECT_EQ(override_finding["type"], "issue");
  EXPECT_EQ(override_finding["kind"], "override-not-needed");
  EXPECT_EQ(override_finding["severity"], "warning");
  EXPECT_EQ(override_finding["item"], "overRideSite");

  EXPECT_EQ(lines[4],
            R"({"type":"edit","edit":"P1","pass":1,"fail":0,"overridden":0,"unsure":0,"skipped":0,"not_run":0})");
  EXPECT_EQ(lines[5],
            R"({"type":"edit","edit":"T1","pass":0,"fail":1,"overridden":0,"unsure":0,"skipped":0,"not_run":0})");
  EXPECT_EQ(
      lines[6],
      R"({"type":"summary","patients":1,"tumors":1,"items":5,"flags":1,"records_with_flags":1,"issues":1,)"
      R"("overrides_not_needed":1,"overrides_invalid":0,"not_run":[],"seconds":0.500,"bytes_per_second":4000000})");
}

TEST(JsonLinesSink, LeavesTimesOutWhenAsked) {
  EXPECT_TRUE(lines_of(fake_rules(), "", {.with_times = false}).back().ends_with(R"("not_run":[]})"));
}

TEST(JsonLinesSink, WritesEveryOutcomeWithTheDecidingClause) {
  const auto lines = lines_of(fake_rules(), patient(item_text("laterality", "U")), {}, {.all_outcomes = true});
  ASSERT_EQ(lines.size(), 6U);
  const auto pass = nlohmann::ordered_json::parse(lines[1]);
  EXPECT_EQ(pass["type"], "outcome");
  EXPECT_EQ(pass["outcome"], "pass");
  EXPECT_FALSE(pass.contains("clause"));
  const auto unsure = nlohmann::ordered_json::parse(lines[2]);
  EXPECT_EQ(unsure["edit"], "T1");
  EXPECT_EQ(unsure["outcome"], "unsure");
  EXPECT_EQ(unsure["clause"], "clause of T1");
  EXPECT_EQ(unsure["why"], "because");
}

// Rules whose only edit reads the name of the patient.
FakeRules name_rules() {
  FakeRules rules = fake_rules();
  RunPlan plan = *rules.plan;
  plan.edits[0].items = {rules.item("nameLast")};
  rules.plan = std::make_shared<const RunPlan>(plan);
  return rules;
}

TEST(JsonLinesSink, WithholdsPersonItems) {
  const std::string content = "<Patient>" + item_text("nameLast", "Smith") + item_text("sex", "F") + "</Patient>";
  const auto masked = lines_of(name_rules(), content);
  EXPECT_NE(masked[1].find(R"("items":[{"id":"nameLast","value":null,"row":0}])"), std::string::npos) << masked[1];
  const auto open = lines_of(name_rules(), content, {.with_identifiers = true});
  EXPECT_NE(open[1].find(R"("value":"Smith")"), std::string::npos);
}

TEST(JsonLinesSink, SaysWhatWasNotRunAndWhyItStopped) {
  const FakeRules rules = fake_rules();
  RunSummary summary;
  summary.not_run = {{0, {1, {rules.item("laterality")}}}};
  summary.stopped = "the run was interrupted";
  const auto line = nlohmann::json::parse(lines_of(rules, "", {}, {}, summary).back());
  EXPECT_EQ(line["not_run"].dump(), R"([{"edit":"T1","lacking":["laterality"]}])");
  EXPECT_EQ(line["stopped"], "the run was interrupted");
}

TEST(JsonLinesSink, TellsInputsApart) {
  const auto lines = lines_of(fake_rules(), patient(item_text("laterality", "F")), {}, {}, {}, true);
  EXPECT_NE(lines[0].find(R"({"path":"-","bytes":null,"hash":null})"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(lines[1])["input"], 0);
}

TEST(JsonLinesSink, TellsAFullDisk) {
  const FakeRules rules = fake_rules();
  JsonLinesSink sink(OutputFile::create("/dev/full").value(), {});
  RunInfo info;
  info.engine_version.assign(100'000, 'x');
  info.plan = rules.plan;
  RunSummary summary;
  summary.totals = RunTotals(*rules.plan);
  const bool is_told = !sink.begin(info) || !sink.finish(summary);
  EXPECT_TRUE(is_told);
}

}  // namespace
}  // namespace edict
