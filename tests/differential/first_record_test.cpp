// `earliest` and `latest` over partial dates, against every choice of days.
#include <gtest/gtest.h>

#include <array>

#include "driver/engine.h"
#include "tests/differential/compare_engines.h"

namespace edict::differential {
namespace {

constexpr std::array<std::string_view, 5> kDates = {"20210101", "20210103", "202101", "20210131", "202102"};
constexpr std::size_t kTumors = 3;

struct Tumor {
  std::string_view date;
  bool is_so = false;
};
using Patient = std::array<Tumor, kTumors>;

std::vector<Patient> all_patients() {
  std::vector<Patient> patients;
  for (std::size_t dates = 0; dates < 125; ++dates) {
    for (std::size_t so = 0; so < 8; ++so) {
      Patient patient;
      std::size_t rest = dates;
      for (std::size_t i = 0; i < kTumors; ++i, rest /= 5) patient[i] = {kDates[rest % 5], (so >> i & 1) != 0};
      patients.push_back(patient);
    }
  }
  return patients;
}

// The answers that some choice of days gives: of those with the least (or greatest) day, the first in the file.
Outcome by_every_day(const Patient& patient, bool is_latest) {
  bool may_pass = false;
  bool may_fail = false;
  std::array<DayRange, kTumors> ranges;
  for (std::size_t i = 0; i < kTumors; ++i) ranges[i] = parse_registry_date(patient[i].date).days;
  for (Day a = ranges[0].first; a <= ranges[0].last; ++a) {
    for (Day b = ranges[1].first; b <= ranges[1].last; ++b) {
      for (Day c = ranges[2].first; c <= ranges[2].last; ++c) {
        const std::array days = {a, b, c};
        std::size_t first = 0;
        for (std::size_t i = 1; i < kTumors; ++i) {
          if (is_latest ? days[i] > days[first] : days[i] < days[first]) first = i;
        }
        (patient[first].is_so ? may_pass : may_fail) = true;
        if (may_pass && may_fail) return Outcome::Unsure;
      }
    }
  }
  return may_pass ? Outcome::Pass : Outcome::Fail;
}

TEST(FirstRecord, AnswersAsEveryChoiceOfDaysDoes) {
  const LoadedRules rules = load_generated(R"(package generated version 1
use dictionary made 1

edit E1 "Earliest" on patient
  require earliest tumor t by diagnosis has t.side is 1
end
edit L1 "Latest" on patient
  require latest tumor t by diagnosis has t.side is 1
end
)");
  const std::vector<SelectedEdit> edits = selected_edits(rules, 0);
  BatchStore store(std::make_shared<BatchSchema>(rules.dictionary, items_needed(*rules.module, edits)));
  Batch& batch = store.next_batch();
  const auto column = [&](std::string_view item) { return batch.schema().column_of(rules.dictionary->find(item)); };
  const std::vector<Patient> patients = all_patients();
  batch.add_row(LevelId(0), {});
  for (const Patient& patient : patients) {
    batch.add_row(LevelId(1), {});
    for (const Tumor& tumor : patient) {
      batch.add_row(LevelId(2), {});
      batch.set_value(column("diagnosis"), tumor.date);
      batch.set_value(column("side"), tumor.is_so ? "1" : "2");
    }
  }
  batch.seal();
  OutcomeMasks masks;
  const auto executable = make_engine(EngineChoice::Reference, rules, edits, RunParameters{}, 1);
  ASSERT_TRUE(executable.has_value());
  (*executable)->make_evaluator()->evaluate(batch, masks);
  for (std::uint32_t row = 0; row < patients.size(); ++row) {
    EXPECT_EQ(name_of(masks.outcome(0, row)), name_of(by_every_day(patients[row], false))) << row;
    EXPECT_EQ(name_of(masks.outcome(1, row)), name_of(by_every_day(patients[row], true))) << row;
  }
}

}  // namespace
}  // namespace edict::differential
