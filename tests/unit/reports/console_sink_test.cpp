#include "runtime/reports/console_sink.h"

#include <gtest/gtest.h>

#include "tests/unit/reports/testing.h"

namespace edict {
namespace {

std::string console(const FakeRules& rules, const std::string& content, const ConsoleOptions& options,
                    const RunSummary& summary = {}) {
  return report_on(
      rules, content,
      [&](std::unique_ptr<OutputFile> file) { return std::make_unique<ConsoleSink>(std::move(file), options); },
      summary);
}

std::string tumor(std::string_view number, std::string_view items) {
  return "<Tumor>" + item_text("tumorRecordNumber", number) + std::string(items) + "</Tumor>";
}

TEST(ConsoleSink, TellsHowARunCameOut) {
  const std::string content = "<Patient>" + item_text("patientIdNumber", "00000042") + item_text("nameLast", "Smith") +
                              item_text("sex", "F") +
                              tumor("01", item_text("laterality", "F") + item_text("primarySite", "F")) +
                              tumor("02", item_text("laterality", "U") + item_text("overRideSite", "1")) +
                              tumor("03", item_text("primarySite", "O") + item_text("sexx", "1")) + "</Patient>";
  EXPECT_EQ(console(fake_rules(), content, {}),
            R"(StateCall 2026.1, dictionary small 24, as of 2026-01-31
submission.xml
1 patient, 3 tumors and 12 items checked with 2 edits

Flags
  warning  P1  patientIdNumber 00000042
           P1 fails
  error    T1  patientIdNumber 00000042, tumorRecordNumber 01
           T1 fails
  error    T1  patientIdNumber 00000042, tumorRecordNumber 01
           T1 fails

Flags by edit
  flags  severity  edit  title
      2  error     T1    Tumor
      1  warning   P1    Patient

Could not be decided: a blank, unknown, invalid or partial value leaves it open
  unsure  edit  title
       1  T1    Tumor

Over-rides
  1 failure overridden by a flag
  1 override-not-needed; the first on line 2: `overRideSite` is set, but nothing that it overrides
    fails on this tumor

Problems of the input
  1 unknown-item; the first on line 2: `sexx` is no item of small 24 (did you mean `sex`?);
    skipped

3 flags: 2 errors and 1 warning, on 1 of 1 patient and 1 of 3 tumors (0.5 s, 4.0 MB/s)
)");
}

TEST(ConsoleSink, SaysSoWhenNothingIsWrong) {
  EXPECT_EQ(console(fake_rules(), "<Patient/>", {.with_times = false}),
            "StateCall 2026.1, dictionary small 24, as of 2026-01-31\nsubmission.xml\n"
            "1 patient, 0 tumors and 0 items checked with 2 edits\n\nNo flags\n");
}

TEST(ConsoleSink, ShowsWhatIsCutOff) {
  std::string content = "<Patient>" + item_text("sex", "F");
  for (int i = 0; i < 1500; ++i) content += tumor("1", item_text("laterality", "F"));
  const std::string text =
      console(fake_rules(), content + "</Patient>", {.width = 40, .most_flags = 2, .most_edits = 1});
  EXPECT_NE(text.find("First 2 of 1,501 flags\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  1,500  error     T1    Tumor\n      1  in 1 more edit not shown\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("1,501 flags: 1,500 errors and 1 warning,\n"), std::string::npos) << text;
}

TEST(ConsoleSink, KeepsToTheWidth) {
  const std::string text = console(
      fake_rules(), "<Patient>" + item_text("sexx", "1") + tumor("1", item_text("laterality", "F")) + "</Patient>",
      {.width = 40});
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    EXPECT_EQ(fitted(line, 40), line);
    at = end + 1;
  }
}

TEST(ConsoleSink, SaysWhatWasNotRunAndThatItStopped) {
  const FakeRules rules = fake_rules();
  RunSummary summary;
  summary.not_run = {{0, {1, {rules.item("laterality"), rules.item("primarySite")}}}};
  summary.stopped = "the run was interrupted";
  const std::string text = console(rules, "", {.has_colour = true}, summary);
  EXPECT_NE(
      text.find("\x1b[1;31mSTOPPED EARLY: the run was interrupted. The report covers what was read before.\x1b[0m\n"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("  T1  laterality and primarySite\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace edict
