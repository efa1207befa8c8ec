#include "driver/cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/calendar.h"
#include "runtime/batch/batch.h"

namespace edict {
namespace {

using Json = nlohmann::json;

// The edits of ours that stand for a foreign one.
std::vector<SelectedEdit> restating(const hir::Module& module, const std::vector<SelectedEdit>& all,
                                    const std::string& tag, const std::string& id) {
  std::vector<SelectedEdit> matching;
  for (const SelectedEdit& selected : all) {
    const hir::Edit& edit = module.edits[selected.edit];
    const auto names = [&](const std::string& name) {
      return !name.empty() &&
             (edit.id == name || std::find(edit.restates.begin(), edit.restates.end(), name) != edit.restates.end());
    };
    if (!edit.measure && (names(tag) || names(id))) matching.push_back(selected);
  }
  return matching;
}

std::string text_or_blank(const Json& value) {
  if (value.is_null()) return "";
  std::string text = value.get<std::string>();
  text.erase(text.find_last_not_of(' ') + 1);  // right padding is no part of a value
  return text;
}

// One foreign edit's rows as a batch: each row a patient; for patient edits, each row a list of tumors.
class ForeignEdit {
 public:
  ForeignEdit(const LoadedRules& rules, const Json& json)
      : dictionary_(*rules.dictionary), json_(json), is_patient_(json.value("level", "tumor") == "patient") {
    for (const Json& name : json.at("items")) {
      items_.push_back(dictionary_.find(name.get<std::string>()));
    }
  }

  [[nodiscard]] bool is_patient() const { return is_patient_; }
  [[nodiscard]] const std::vector<ItemId>& items() const { return items_; }

  // The row behind those that have the same values of file items as `begin`: a batch is of one file.
  [[nodiscard]] std::size_t end_of_file(std::size_t begin) const {
    const Json& rows = json_.at("rows");
    std::size_t end = begin + 1;
    while (end < rows.size() && file_values(rows[end]) == file_values(rows[begin])) ++end;
    return end;
  }

  // Rows [begin, end). REQUIRES: end = end_of_file(begin), or less.
  void fill(Batch& batch, std::size_t begin, std::size_t end) const {
    batch.add_row(LevelId(0), {});
    for (const auto& [item, value] : file_values(json_.at("rows")[begin])) {
      const ColumnId column = batch.schema().column_of(item);
      if (column.is_valid()) batch.set_value(column, value);
    }
    for (std::size_t row = begin; row < end; ++row) {
      const Json& values = json_.at("rows")[row].at(0);
      if (!is_patient_) {
        add_record(batch, values, true);
        continue;
      }
      for (std::size_t i = 0; i < values.size(); ++i) add_record(batch, values.at(i), i == 0);
    }
    batch.seal();
  }

  // A value of an item that the dictionary lacks cannot be given to our edits, and a blank in its place would be a lie.
  [[nodiscard]] bool has_unknown_value(const Json& values) const {
    const auto is_unknown = [&](const Json& record) {
      for (std::size_t i = 0; i < items_.size() && i < record.size(); ++i) {
        if (!items_[i].is_valid() && !text_or_blank(record.at(i)).empty()) return true;
      }
      return false;
    };
    return is_patient_ ? std::any_of(values.begin(), values.end(), is_unknown) : is_unknown(values);
  }

  [[nodiscard]] std::string describe(const Json& values) const {
    std::string text;
    const auto add = [&](const Json& record) {
      for (std::size_t i = 0; i < items_.size() && i < record.size(); ++i) {
        if (record.at(i).is_null()) continue;
        text += fmt::format("{}{} = {}", text.empty() || text.back() == '[' ? "" : ", ",
                            json_.at("items").at(i).get<std::string>(), record.at(i).get<std::string>());
      }
    };
    if (!is_patient_) add(values);
    else
      for (const Json& record : values) {
        text += '[';
        add(record);
        text += ']';
      }
    return text;
  }

 private:
  // The values of items above the patient, of the first record of a row.
  [[nodiscard]] std::vector<std::pair<ItemId, std::string>> file_values(const Json& row) const {
    std::vector<std::pair<ItemId, std::string>> values;
    const Json& written = row.at(0);
    if (is_patient_ && written.empty()) return values;
    const Json& record = is_patient_ ? written.at(0) : written;
    for (std::size_t i = 0; i < items_.size() && i < record.size(); ++i) {
      const bool is_of_file = items_[i].is_valid() && dictionary_[items_[i]].level == LevelId(0);
      if (is_of_file) values.emplace_back(items_[i], text_or_blank(record.at(i)));
    }
    return values;
  }

  void add_record(Batch& batch, const Json& values, bool is_new_patient) const {
    const std::size_t lowest = dictionary_.levels().size() - 1;
    for (std::size_t level = is_new_patient ? 1 : lowest; level <= lowest; ++level) batch.add_row(LevelId(level), {});
    for (std::size_t i = 0; i < items_.size() && i < values.size(); ++i) {
      if (!items_[i].is_valid()) continue;
      const LevelId level = dictionary_[items_[i]].level;
      const ColumnId column = batch.schema().column_of(items_[i]);
      if (!column.is_valid() || level == LevelId(0)) continue;
      if (level == LevelId(lowest) || is_new_patient) batch.set_value(column, text_or_blank(values.at(i)));
    }
  }

  const Dictionary& dictionary_;
  const Json& json_;
  bool is_patient_;
  std::vector<ItemId> items_;
};

struct Judged {
  Outcome here;
  bool fails_there;
};

void count(CaseCounts& counts, const Judged& judged, const std::string& values, std::size_t examples_each) {
  ++counts.rows;
  const bool fails_here = judged.here == Outcome::Fail;
  if (fails_here == judged.fails_there) {
    ++counts.agree;
    return;
  }
  std::size_t& kind = fails_here                           ? counts.extra
                      : judged.here == Outcome::Unsure     ? counts.unsure_here
                      : judged.here == Outcome::Overridden ? counts.overridden_here
                                                           : counts.misses;
  if (++kind <= examples_each) {
    counts.examples.push_back(
        fmt::format("{} there, {} here: {}", judged.fails_there ? "fail" : "pass", name_of(judged.here), values));
  }
}

Result<CaseCounts> run_foreign(const LoadedRules& rules, const Json& json, const std::vector<SelectedEdit>& edits,
                               const CaseOptions& options, Day as_of) {
  const ForeignEdit foreign(rules, json);
  CaseCounts counts;
  counts.foreign = json.value("tag", json.value("edit", ""));
  for (const SelectedEdit& selected : edits) counts.edits.push_back(rules.module->edits[selected.edit].id);

  std::vector<ItemId> items = items_needed(*rules.module, edits);
  for (ItemId item : foreign.items()) {
    if (item.is_valid() && std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
  }
  EDICT_TRY(const auto executable, make_engine(options.engine, rules, edits, RunParameters{as_of}, 1));
  const auto evaluator = executable->make_evaluator();
  const std::vector<RequireIndex> indices = require_indices(*rules.module, edits);
  const std::size_t lowest = rules.dictionary->levels().size() - 1;
  const Json& rows = json.at("rows");
  BatchStore store(std::make_shared<BatchSchema>(rules.dictionary, items));
  OutcomeMasks masks;
  std::size_t file_begin = 0;
  std::size_t file_end = 0;
  std::uint32_t first_record = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (row == file_end) {
      file_begin = row;
      file_end = foreign.end_of_file(row);
      first_record = 0;
      Batch& batch = store.next_batch();
      foreign.fill(batch, file_begin, file_end);
      evaluator->evaluate(batch, masks);
    }
    const auto records = foreign.is_patient() ? static_cast<std::uint32_t>(rows[row].at(0).size()) : 1U;
    const auto patient = static_cast<std::uint32_t>(row - file_begin);
    Outcome worst = Outcome::Skipped;
    for (std::size_t i = 0; i < indices.size(); ++i) {
      const bool is_lowest = indices[i].level == LevelId(lowest);
      for (std::uint32_t r = 0; r < (is_lowest ? records : 1); ++r) {
        worst = std::min(worst, masks.outcome(i, is_lowest ? first_record + r : patient));
      }
    }
    first_record += records;

    std::string there = rows[row].at(1).get<std::string>();
    // Where blanks and absent items differ for the foreign system, ours is the reading with blanks.
    if (rows[row].size() > 3 && rows[row].at(3).contains("b")) {
      there = rows[row].at(3).at("b").value("out", there);
    }
    if (there == "error") {
      ++counts.errors_there;
      continue;
    }
    if (foreign.has_unknown_value(rows[row].at(0))) {
      ++counts.not_run;
      continue;
    }
    count(counts, {worst, there == "fail"}, foreign.describe(rows[row].at(0)), options.examples_each);
  }
  return counts;
}

}  // namespace

std::size_t CaseReport::disagreements() const {
  std::size_t count = 0;
  for (const CaseCounts& counts : edits) count += counts.rows - counts.agree;
  return count;
}

std::size_t CaseReport::not_run() const {
  std::size_t count = 0;
  for (const CaseCounts& counts : edits) count += counts.not_run;
  return count;
}

Result<CaseReport> run_cases(const LoadedRules& rules, const CaseOptions& options) {
  std::ifstream file;
  if (options.path != "-") {
    file.open(options.path, std::ios::binary);
    if (!file) return fail(ErrorKind::Unreadable, fmt::format("cannot read `{}`", options.path));
  }
  std::istream& input = options.path == "-" ? std::cin : file;

  CaseReport report;
  Day as_of = 0;
  std::string line;
  for (std::size_t number = 1; std::getline(input, line); ++number) {
    if (line.empty()) continue;
    try {
      const Json json = Json::parse(line);
      if (json.value("header", false)) {
        as_of = parse_written_date(json.value("as_of", "")).days.first;
        continue;
      }
      const auto edits =
          restating(*rules.module, selected_edits(rules, as_of), json.value("tag", ""), json.value("edit", ""));
      if (edits.empty()) {
        ++report.unmatched;
        continue;
      }
      EDICT_TRY(CaseCounts counts, run_foreign(rules, json, edits, options, as_of));
      report.edits.push_back(std::move(counts));
    } catch (const Json::exception&) {
      return fail(ErrorKind::Unreadable, fmt::format("`{}` line {} is not a test vector", options.path, number));
    }
  }
  return report;
}

std::string render(const CaseReport& report, bool show_examples) {
  std::string text;
  CaseCounts sum;
  for (const CaseCounts& counts : report.edits) {
    sum.rows += counts.rows;
    sum.agree += counts.agree;
    sum.unsure_here += counts.unsure_here;
    sum.overridden_here += counts.overridden_here;
    sum.misses += counts.misses;
    sum.extra += counts.extra;
    sum.errors_there += counts.errors_there;
    if (counts.agree == counts.rows) continue;
    text += fmt::format(
        "{} ({}): {} rows, {} agree; fails there only: {} unsure, {} overridden, {} other; fails here only: {}\n",
        counts.foreign, fmt::join(counts.edits, ", "), counts.rows, counts.agree, counts.unsure_here,
        counts.overridden_here, counts.misses, counts.extra);
    if (show_examples) {
      for (const std::string& example : counts.examples) text += fmt::format("    {}\n", example);
    }
  }
  text += fmt::format("{} foreign edits matched, {} not restated here\n", report.edits.size(), report.unmatched);
  text += fmt::format("{} unsure here, {} overridden here, {} missed, {} extra, {} errors there\n", sum.unsure_here,
                      sum.overridden_here, sum.misses, sum.extra, sum.errors_there);
  return text + fmt::format("{} rows, {} agree, {} disagree, {} not run\n", sum.rows + report.not_run(), sum.agree,
                            report.disagreements(), report.not_run());
}

}  // namespace edict
