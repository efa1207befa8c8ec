#include "runtime/exec/override_audit.h"

#include <gtest/gtest.h>

#include "tests/unit/exec/testing.h"

namespace edict {
namespace {

// The findings about the flag of one tumor, in a patient whose other tumor fails.
std::string audit(std::string_view flag, std::string_view laterality, std::string_view site,
                  std::string_view sex = "p") {
  const FakeRun run =
      run_document(fake_rules(), "<Patient>" + item_text("sex", sex) + "<Tumor>" + item_text("laterality", laterality) +
                                     item_text("primarySite", site) + item_text("overRideSite", flag) +
                                     "</Tumor><Tumor>" + item_text("primarySite", "F") + "</Tumor></Patient>");
  std::string findings;
  for (const auto* kind : {"override-not-needed", "override-value-invalid"}) {
    if (run.text.find(kind) != std::string::npos) findings.append(findings.empty() ? "" : " ").append(kind);
  }
  return findings;
}

TEST(OverrideAudit, AFlagIsNeededWhereItsRequireFailsIsOverriddenOrUnsure) {
  EXPECT_EQ(audit("1", "p", "F"), "");
  EXPECT_EQ(audit("1", "p", "O"), "");
  EXPECT_EQ(audit("1", "p", "U"), "");
}

TEST(OverrideAudit, AFlagWithoutNeedIsReported) {
  EXPECT_EQ(audit("1", "p", "p"), "override-not-needed") << "another tumor fails, not this one";
  EXPECT_EQ(audit("1", "p", "S"), "override-not-needed");
  EXPECT_EQ(audit("1", "F", "p"), "override-not-needed") << "this require it cannot override";
}

TEST(OverrideAudit, ServesEditsOfTheRecordAbove) {
  EXPECT_EQ(audit("2", "p", "p", "F"), "");
  EXPECT_EQ(audit("2", "p", "F", "p"), "override-not-needed") << "2 overrides the patient's edit only";
}

TEST(OverrideAudit, AValueOutsideTheCodeListIsItsOwnFinding) {
  EXPECT_EQ(audit("7", "p", "p"), "override-value-invalid");
  EXPECT_EQ(audit("", "p", "p"), "");
}

}  // namespace
}  // namespace edict
