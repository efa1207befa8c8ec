// The published cases, when they are beside the project, against the shipped edits of the same ids, on all engines.
// Every case agrees with the published issues or stands in rulesets/cdisc-sdtm/differences.tsv, with what is missing,
// what is found besides, and the reason.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "driver/engine.h"
#include "tests/cdisc/published_cases.h"
#include "tests/cdisc/tabular_submission.h"

namespace edict::cdisc {
namespace {

namespace fs = std::filesystem;

const fs::path kRules = fs::path(EDICT_SOURCE_DIR) / "rulesets/cdisc-sdtm";
constexpr Day kAsOf = day_from_civil({2026, 1, 1});

LoadedRules load_package(const std::string& name) {
  RuleRequest request;
  request.paths = {(kRules / name).string()};
  auto rules = load_rules(request);
  EXPECT_TRUE(rules) << rules.error().message;
  EXPECT_EQ(render_all(rules->diagnostics, rules->sources), "");
  return std::move(*rules);
}

// A package on the three engines.
class Package {
 public:
  explicit Package(const std::string& name)
      : rules_(load_package(name)),
        edits_(selected_edits(rules_, kAsOf)),
        indices_(require_indices(*rules_.module, edits_)),
        store_(std::make_shared<BatchSchema>(rules_.dictionary, items_needed(*rules_.module, edits_))) {
    for (const EngineChoice choice : {EngineChoice::Reference, EngineChoice::Interpreter, EngineChoice::Native}) {
      auto engine = make_engine(choice, rules_, edits_, RunParameters{kAsOf}, 2);
      EXPECT_TRUE(engine) << engine.error().message;
      engines_.push_back(std::move(*engine));
    }
  }

  [[nodiscard]] bool has(const std::string& edit) const {
    return std::ranges::any_of(rules_.module->edits, [&](const hir::Edit& one) { return one.id == edit; });
  }
  [[nodiscard]] std::size_t edit_count() const { return edits_.size(); }

  // The issues that an edit finds in a case. All engines must agree, about every edit of the package.
  std::set<Issue> issues(const std::string& edit, const PublishedCase& on) {
    Batch& batch = store_.next_batch();
    fill(batch, on.data_sets);
    std::vector<OutcomeMasks> masks(engines_.size());
    for (std::size_t i = 0; i < engines_.size(); ++i) engines_[i]->make_evaluator()->evaluate(batch, masks[i]);

    std::set<Issue> found;
    for (std::size_t require = 0; require < indices_.size(); ++require) {
      const RequireIndex& index = indices_[require];
      const std::string& id = rules_.module->edits[index.edit].id;
      for (std::uint32_t row = 0; row < batch.rows(index.level).row_count; ++row) {
        const Outcome outcome = masks.front().outcome(require, row);
        for (std::size_t i = 1; i < masks.size(); ++i) {
          EXPECT_EQ(name_of(masks[i].outcome(require, row)), name_of(outcome))
              << engines_[i]->engine_name() << ": " << id << ", row " << row << " of " << on.rule << " " << on.name;
        }
        if (id == edit && outcome == Outcome::Fail) found.insert(issue_of(batch, index.level, row, on));
      }
    }
    return found;
  }

 private:
  static Issue issue_of(const Batch& batch, LevelId level, std::uint32_t row, const PublishedCase& in) {
    const LevelId sets(1);
    const std::uint32_t set = batch.ancestor_row(level, row, sets);
    const std::uint32_t record = level == sets ? 0 : row - batch.rows(sets).offsets[set] + 1;
    return {in.data_sets[set].name, record};
  }

  LoadedRules rules_;
  std::vector<SelectedEdit> edits_;
  std::vector<RequireIndex> indices_;
  BatchStore store_;
  std::vector<std::shared_ptr<const Executable>> engines_;
};

// "DS 7, DS 8"; an issue of a data set is its name alone; "-" when there is none.
std::string to_text(const std::set<Issue>& issues) {
  std::string text;
  for (const Issue& issue : issues) {
    if (!text.empty()) text += ", ";
    text += issue.record == 0 ? issue.data_set : fmt::format("{} {}", issue.data_set, issue.record);
  }
  return text.empty() ? "-" : text;
}

std::set<Issue> without(const std::set<Issue>& issues, const std::set<Issue>& others) {
  std::set<Issue> rest;
  std::ranges::set_difference(issues, others, std::inserter(rest, rest.end()));
  return rest;
}

// By rule and case: "missing: …; besides: …".
using Differences = std::map<std::string, std::string>;

std::string difference(const std::string& missing, const std::string& besides) {
  return fmt::format("missing: {}; besides: {}", missing, besides);
}

Differences documented_differences() {
  Differences differences;
  std::ifstream file(kRules / "differences.tsv");
  std::string line;
  std::getline(file, line);
  EXPECT_EQ(line, "rule\tcase\tmissing\tbesides\treason");
  while (std::getline(file, line)) {
    std::istringstream text(line);
    std::string cells[5];
    for (std::string& cell : cells) std::getline(text, cell, '\t');
    EXPECT_GT(cells[4].size(), 20U) << line << ": has no reason";
    differences[fmt::format("{} {}", cells[0], cells[1])] = difference(cells[2], cells[3]);
  }
  return differences;
}

// The published rules, unpacked, or empty when they are not beside the project.
std::string published_rules() {
  const fs::path archive =
      fs::path(EDICT_SOURCE_DIR).parent_path() / "shared/data/cdisc-open-rules/simple-record-rules-share.tar.gz";
  if (!fs::exists(archive)) return "";
  const fs::path folder = fs::path(::testing::TempDir()) / "edict-cdisc-cases";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const std::string unpack = fmt::format("tar -xzf '{}' -C '{}'", archive.string(), folder.string());
  EXPECT_EQ(std::system(unpack.c_str()), 0);
  return (folder / "Published").string();
}

TEST(Cdisc, PublishedCasesGiveThePublishedIssues) {
  const std::string folder = published_rules();
  if (folder.empty()) GTEST_SKIP() << "the published cases are not beside the project";
  const std::vector<PublishedCase> cases = read_published_cases(folder);
  ASSERT_EQ(cases.size(), 391U);

  Package tabulations("core");
  Package definitions("usdm");
  EXPECT_EQ(tabulations.edit_count() + definitions.edit_count(), 142U);
  Differences found;
  for (const PublishedCase& one : cases) {
    Package& package = tabulations.has(one.rule) ? tabulations : definitions;
    ASSERT_TRUE(package.has(one.rule)) << one.rule << " has no edit";
    const std::set<Issue> issues = package.issues(one.rule, one);
    if (issues == one.expected && one.has_results) continue;
    found[fmt::format("{} {}", one.rule, one.name)] =
        difference(to_text(without(one.expected, issues)), to_text(without(issues, one.expected)));
  }
  EXPECT_EQ(found, documented_differences());
}

}  // namespace
}  // namespace edict::cdisc
