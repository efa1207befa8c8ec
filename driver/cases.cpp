#include "driver/cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <regex>
#include <span>
#include <sstream>

#include "base/calendar.h"
#include "compiler/reference/reference.h"
#include "driver/foreign_rows.h"
#include "dsl/import/edits/unpack.h"

namespace edict {
namespace {

using Json = nlohmann::json;

// The edits of ours that stand for a foreign one: those that were imported from it, else those that restate it or carry
// its tag or id.
class ForeignNames {
 public:
  ForeignNames(const hir::Module& module, const std::vector<SelectedEdit>& edits) {
    for (const SelectedEdit& selected : edits) {
      const hir::Edit& edit = module.edits[selected.edit];
      if (edit.measure) continue;
      for (const std::string& id : edit.imported_from) imported_[id].push_back(selected);
      named_[edit.id].push_back(selected);
      for (const std::string& name : edit.restates) {
        if (name != edit.id) named_[name].push_back(selected);
      }
    }
  }

  struct Found {
    std::vector<SelectedEdit> edits;
    bool is_imported = false;
  };
  [[nodiscard]] Found find(const std::string& tag, const std::string& id) const {
    if (const auto found = imported_.find(id); found != imported_.end()) return {found->second, true};
    Found all;
    for (const std::string& name : {tag, id}) {
      const auto found = named_.find(name);
      if (found == named_.end() || name.empty()) continue;
      for (const SelectedEdit& edit : found->second) {
        const auto is_same = [&](const SelectedEdit& other) { return other.edit == edit.edit; };
        if (std::ranges::none_of(all.edits, is_same)) all.edits.push_back(edit);
      }
    }
    std::ranges::sort(all.edits, {}, &SelectedEdit::edit);
    return all;
  }

 private:
  std::map<std::string, std::vector<SelectedEdit>> imported_;
  std::map<std::string, std::vector<SelectedEdit>> named_;
};

// The letters and digits of a message. Dates in parts are read as one, blanks as "(blank)", which is how we write them.
std::string wording(std::string text) {
  static const std::regex kDate("Y: *(\\d*) *M: *(\\d*) *D: *(\\d*)");
  if (text.find("Y:") != std::string::npos) {
    std::string dates;
    auto rest = text.cbegin();
    for (std::sregex_iterator date(text.begin(), text.end(), kDate), end; date != end; ++date) {
      dates.append(rest, (*date)[0].first);
      const std::string digits = date->str(1) + date->str(2) + date->str(3);
      dates += digits.empty() ? "blank" : digits;
      rest = (*date)[0].second;
    }
    text = dates.append(rest, text.cend());
  }
  std::string letters;
  for (const char c : text) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c < 0;
    if (is_plain) letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return letters;
}

// Runs the rows of one foreign edit on the edits of ours that stand for it.
class CaseRun {
 public:
  CaseRun(const LoadedRules& rules, const Json& json, const ForeignNames::Found& found, const CaseOptions& options,
          Day as_of, const Explainer& explainer)
      : rules_(rules),
        json_(json),
        found_(found),
        options_(options),
        as_of_(as_of),
        explainer_(explainer),
        rows_(*rules.dictionary, json) {}

  Result<CaseCounts> run() {
    counts_.foreign = json_.value("tag", json_.value("edit", ""));
    for (const SelectedEdit& selected : found_.edits) counts_.edits.push_back(module().edits[selected.edit].id);
    std::vector<std::shared_ptr<const Executable>> executables;
    std::vector<std::unique_ptr<Evaluator>> evaluators;
    for (const EngineChoice engine : options_.engines) {
      EDICT_TRY(const auto executable, make_engine(engine, rules_, found_.edits, RunParameters{as_of_}, 1));
      executables.push_back(executable);
      evaluators.push_back(executable->make_evaluator());
    }
    indices_ = require_indices(module(), found_.edits);
    const Json& rows = json_.at("rows");
    BatchStore store(std::make_shared<BatchSchema>(rules_.dictionary, items()));
    std::vector<OutcomeMasks> masks(evaluators.size());
    for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
      end = rows_.end_of_file(begin);
      Batch& batch = store.next_batch();
      rows_.fill(batch, begin, end);
      for (std::size_t engine = 0; engine < masks.size(); ++engine) evaluators[engine]->evaluate(batch, masks[engine]);
      std::uint32_t first_record = 0;
      for (std::size_t row = begin; row < end; ++row) {
        const auto patient = static_cast<std::uint32_t>(row - begin);
        const auto records = rows_.is_patient() ? static_cast<std::uint32_t>(rows[row].at(0).size()) : 1U;
        const Records of_row{patient, first_record, records};
        compare_engines(rows[row], of_row, masks);
        judge(rows[row], of_row, masks.front(), batch);
        first_record += records;
      }
    }
    return std::move(counts_);
  }

 private:
  // The records of a row in the batch.
  struct Records {
    std::uint32_t patient;
    std::uint32_t first;
    std::uint32_t count;
  };

  [[nodiscard]] const hir::Module& module() const { return *rules_.module; }

  [[nodiscard]] std::vector<ItemId> items() const {
    std::vector<ItemId> items = items_needed(module(), found_.edits);
    for (const ItemId item : rows_.items()) {
      if (item.is_valid() && std::ranges::find(items, item) == items.end()) items.push_back(item);
    }
    return items;
  }

  // Calls `visit` with each require and each row of the batch that it has an outcome on.
  template <class Visit>
  void for_each_outcome(const Records& records, Visit visit) const {
    const std::size_t lowest = rules_.dictionary->levels().size() - 1;
    for (std::size_t i = 0; i < indices_.size(); ++i) {
      const bool is_lowest = indices_[i].level == LevelId(lowest);
      for (std::uint32_t r = 0; r < (is_lowest ? records.count : 1); ++r) {
        visit(i, is_lowest ? records.first + r : records.patient);
      }
    }
  }

  void compare_engines(const Json& row, const Records& records, std::span<const OutcomeMasks> masks) {
    bool is_same = true;
    for_each_outcome(records, [&](std::size_t i, std::uint32_t at) {
      const auto outcome = [&](const OutcomeMasks& engine) { return engine.outcome(i, at); };
      is_same = is_same && std::ranges::count(masks, outcome(masks.front()), outcome) == std::ssize(masks);
    });
    if (is_same || ++counts_.engines_differ > options_.examples_each) return;
    counts_.examples.push_back(fmt::format("the engines differ: {}", rows_.describe(row.at(0))));
  }

  void judge(const Json& row, const Records& records, const OutcomeMasks& masks, const Batch& batch) {
    // Where blanks and absent items differ for the foreign system, ours is the reading with blanks.
    const Json extra = row.size() > 3 ? row.at(3) : Json::object();
    const Json blanks = extra.value("b", Json::object());
    const std::string there = blanks.value("out", row.at(1).get<std::string>());
    if (there == "error") {
      ++counts_.errors_there;
      return;
    }
    if (rows_.has_unknown_value(row.at(0))) {
      ++counts_.not_run;
      return;
    }
    Outcome worst = Outcome::Skipped;
    for_each_outcome(records, [&](std::size_t i, std::uint32_t at) { worst = std::min(worst, masks.outcome(i, at)); });
    if (worst == Outcome::NotRun) {
      ++counts_.not_run;
      return;
    }
    count(worst, there == "fail", row.at(0));
    if (!found_.is_imported || worst != Outcome::Fail || there != "fail") return;

    Json texts = blanks.contains("out") ? blanks.value("msgs", Json::array()) : row.size() > 2 ? row.at(2) : Json();
    if (texts.empty()) return;
    std::string said_there;
    for (const Json& text : texts) said_there += text.get<std::string>() + "\n";
    for (const Json& note : (blanks.contains("out") ? blanks : extra).value("info", Json::array())) {
      said_there += note.get<std::string>() + "\n";
    }
    std::string said_here;
    for_each_outcome(records, [&](std::size_t i, std::uint32_t at) {
      if (masks.outcome(i, at) != Outcome::Fail) return;
      said_here += explainer_.message(batch, indices_[i].edit, indices_[i].require, at, {}, "") + "\n";
    });
    ++counts_.messages;
    if (wording(said_there) == wording(said_here)) {
      ++counts_.same_messages;
    } else if (counts_.messages - counts_.same_messages <= options_.examples_each) {
      counts_.examples.push_back(fmt::format("says there: {}    says here: {}", said_there, said_here));
      counts_.examples.back().pop_back();
    }
  }

  void count(Outcome here, bool fails_there, const Json& values) {
    ++counts_.rows;
    const bool fails_here = here == Outcome::Fail;
    if (fails_here == fails_there) {
      ++counts_.agree;
      return;
    }
    std::size_t& kind = fails_here                    ? counts_.extra
                        : here == Outcome::Unsure     ? counts_.unsure_here
                        : here == Outcome::Overridden ? counts_.overridden_here
                                                      : counts_.misses;
    if (++kind <= options_.examples_each) {
      counts_.examples.push_back(
          fmt::format("{} there, {} here: {}", fails_there ? "fail" : "pass", name_of(here), rows_.describe(values)));
    }
  }

  const LoadedRules& rules_;
  const Json& json_;
  const ForeignNames::Found& found_;
  const CaseOptions& options_;
  Day as_of_;
  const Explainer& explainer_;
  ForeignRows rows_;
  std::vector<RequireIndex> indices_;
  CaseCounts counts_;
};

// The lines of the file: plain ones as they are read, compressed ones from memory.
Result<std::unique_ptr<std::istream>> open_cases(const std::string& path) {
  auto file = std::make_unique<std::ifstream>();
  if (path != "-") {
    file->open(path, std::ios::binary);
    if (!*file) return fail(ErrorKind::Unreadable, fmt::format("cannot read `{}`", path));
  }
  std::istream& input = path == "-" ? std::cin : *file;
  const int first = input.peek();
  if (first == '{' || first == std::istream::traits_type::eof()) {
    if (path == "-") return std::make_unique<std::istream>(std::cin.rdbuf());
    return file;
  }
  std::string packed{std::istreambuf_iterator<char>(input), {}};
  EDICT_TRY(std::string text, foreign::unpack(std::move(packed), ".jsonl", path));
  return std::make_unique<std::istringstream>(std::move(text));
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

std::size_t CaseReport::engines_differ() const {
  std::size_t count = 0;
  for (const CaseCounts& counts : edits) count += counts.engines_differ;
  return count;
}

Result<CaseReport> run_cases(const LoadedRules& rules, const CaseOptions& options) {
  EDICT_TRY(const auto input, open_cases(options.path));
  CaseReport report;
  Day as_of = 0;
  std::optional<ForeignNames> names;
  std::optional<Explainer> explainer;  // its indexes of tables are made once
  std::string line;
  for (std::size_t number = 1; std::getline(*input, line); ++number) {
    if (line.empty()) continue;
    try {
      const Json json = Json::parse(line);
      if (json.value("header", false)) {
        as_of = parse_written_date(json.value("as_of", "")).days.first;
        names.reset();
        continue;
      }
      if (!names) {
        names.emplace(*rules.module, selected_edits(rules, as_of));
        explainer.emplace(rules.module, RunParameters{as_of});
      }
      const ForeignNames::Found found = names->find(json.value("tag", ""), json.value("edit", ""));
      if (found.edits.empty()) {
        ++report.unmatched;
        continue;
      }
      EDICT_TRY(CaseCounts counts, CaseRun(rules, json, found, options, as_of, *explainer).run());
      report.edits.push_back(std::move(counts));
    } catch (const Json::exception&) {
      return fail(ErrorKind::Unreadable, fmt::format("`{}` line {} is not a test vector", options.path, number));
    }
  }
  return report;
}

}  // namespace edict
