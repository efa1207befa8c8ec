#include "runtime/reports/console_sink.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "runtime/reports/measure_table.h"

namespace edict {
namespace {

std::string shown(const RecordKey& key) {
  std::string text;
  for (const KeyPart& part : key) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", part.item, printable(part.value));
  }
  return text.empty() ? "record without key" : text;
}

template <class First>
void note_first(First& first, std::uint64_t line, const std::string& message) {
  if (first.count++ > 0) return;
  first.line = line;
  first.message = message;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ");
    text += parts[i];
  }
  return text;
}

}  // namespace

ConsoleSink::ConsoleSink(std::unique_ptr<OutputFile> file, const ConsoleOptions& options)
    : file_(std::move(file)), options_(options), paint_(options.has_colour) {}

Result<void> ConsoleSink::begin(const RunInfo& info) {
  info_ = info;
  return {};
}

Result<void> ConsoleSink::begin_input(std::uint32_t) { return {}; }

Result<void> ConsoleSink::add(const ReadIssue& issue) {
  note_first(first_issues_[static_cast<std::size_t>(issue.kind)], issue.line, issue.message);
  return {};
}

Result<void> ConsoleSink::add(const EditOutcome&) { return {}; }

Result<void> ConsoleSink::add(const Flag& flag) {
  if (flags_.size() < options_.most_flags) flags_.push_back({flag.require, flag.subject.key, flag.message, flag.undecided});
  return {};
}

Result<void> ConsoleSink::add(const OverrideFinding& finding) {
  note_first(first_overrides_[static_cast<std::size_t>(finding.problem)], finding.subject.line, finding.message);
  return {};
}

Result<void> ConsoleSink::finish(const RunSummary& summary) {
  write_head(summary);
  write_first_flags(summary.totals);
  write_flags_by_edit(summary.totals);
  write_unsure(summary.totals);
  write_overrides(summary.totals);
  write_measures(summary);
  write_issues(summary.totals);
  write_not_run(summary);
  write_result(summary);
  EDICT_TRY_VOID(file_->write(text_));
  return file_->commit();
}

void ConsoleSink::paragraph(std::string_view text, std::size_t indent) {
  const auto parts = wrapped(text, options_.width - indent - 2);
  for (std::size_t i = 0; i < parts.size(); ++i)
    line(fmt::format("{:{}}{}", "", i == 0 ? indent : indent + 2, parts[i]));
}

void ConsoleSink::heading(std::string_view title) {
  line();
  for (const std::string& part : wrapped(title, options_.width)) line(paint_.heading(part));
}

void ConsoleSink::write_head(const RunSummary& summary) {
  line(paint_.heading(fitted(fmt::format("{} {}, dictionary {} {}, as of {}", info_.ruleset_name, info_.ruleset_version,
                                         dictionary().name(), dictionary().version(), to_string_day(info_.as_of)),
                             options_.width)));
  for (const RunInput& input : info_.inputs) line(input.path == "-" ? "standard input" : printable(input.path));
  std::vector<std::string> counts;
  for (std::size_t level = 1; level < summary.totals.records.size(); ++level) {
    const Level& named = dictionary().levels()[level];
    counts.push_back(counted(summary.totals.records[level], named.name, named.plural));
  }
  counts.push_back(counted(summary.totals.items, "item", "items"));
  paragraph(fmt::format("{} checked with {}", joined(counts), counted(info_.plan->edits.size(), "edit", "edits")));
  if (summary.stopped) {
    line();
    for (const std::string& part :
         wrapped(fmt::format("STOPPED EARLY: {}. The report covers what was read before.", printable(*summary.stopped)),
                 options_.width)) {
      line(paint_.of(Severity::Error, part));
    }
  }
}

void ConsoleSink::write_first_flags(const RunTotals& totals) {
  if (flags_.empty()) return;
  heading(totals.flag_count() > flags_.size()
              ? fmt::format("First {} of {} flags", flags_.size(), grouped(totals.flag_count()))
              : std::string("Flags"));
  constexpr std::size_t kIndent = 11;
  for (const ShownFlag& flag : flags_) {
    const PlannedRequire& require = info_.plan->requires_[flag.require];
    const std::string head = fmt::format("{}  {}", info_.plan->edits[require.edit].id, shown(flag.key));
    line(fmt::format("  {}  {}", paint_.of(require.severity, fmt::format("{:<7}", name_of(require.severity))),
                     fitted(head, options_.width - kIndent)));
    for (const std::string& part : wrapped(printable(flag.message), options_.width - kIndent)) {
      line(fmt::format("{:{}}{}", "", kIndent, part));
    }
    if (flag.undecided == 0) continue;
    line(fmt::format("{:{}}{} could not be decided because of this value", "", kIndent,
                     counted(flag.undecided, "edit", "edits")));
  }
}

void ConsoleSink::write_flags_by_edit(const RunTotals& totals) {
  std::vector<std::pair<std::uint64_t, std::size_t>> counts;
  for (std::size_t edit = 0; edit < totals.edits.size(); ++edit) {
    if (totals.edits[edit].flags > 0) counts.emplace_back(totals.edits[edit].flags, edit);
  }
  if (counts.empty()) return;
  heading("Flags by edit");
  write_edit_table("flags", std::move(counts), true);
}

void ConsoleSink::write_unsure(const RunTotals& totals) {
  std::vector<std::pair<std::uint64_t, std::size_t>> counts;
  for (std::size_t edit = 0; edit < totals.edits.size(); ++edit) {
    if (const std::uint64_t unsure = totals.edits[edit][Outcome::Unsure]; unsure > 0) counts.emplace_back(unsure, edit);
  }
  if (counts.empty()) return;
  heading("Could not be decided: a blank, unknown, invalid or partial value leaves it open");
  write_edit_table("unsure", std::move(counts), false);
}

// A line for each edit, the most counts first.
void ConsoleSink::write_edit_table(std::string_view count_name,
                                   std::vector<std::pair<std::uint64_t, std::size_t>> counts, bool has_severity) {
  std::ranges::stable_sort(counts, std::greater<>(), &std::pair<std::uint64_t, std::size_t>::first);
  const std::size_t shown_count = std::min(counts.size(), options_.most_edits);
  const auto& edits = info_.plan->edits;
  std::size_t id_width = 4;
  for (std::size_t i = 0; i < shown_count; ++i) id_width = std::max(id_width, edits[counts[i].second].id.size());
  const std::size_t number_width = std::max(count_name.size(), grouped(counts.front().first).size());
  line(fmt::format("  {:>{}}  {}{:<{}}  title", count_name, number_width, has_severity ? "severity  " : "", "edit",
                   id_width));
  for (std::size_t i = 0; i < shown_count; ++i) {
    const PlannedEdit& edit = edits[counts[i].second];
    const Severity severity = worst_severity(edit);
    const std::string severity_text =
        has_severity ? paint_.of(severity, fmt::format("{:<8}", name_of(severity))) + "  " : std::string();
    const std::size_t used = 2 + number_width + 2 + (has_severity ? 10 : 0) + id_width + 2;
    line(fmt::format("  {:>{}}  {}{:<{}}  {}", grouped(counts[i].first), number_width, severity_text, edit.id, id_width,
                     fitted(printable(edit.title), options_.width - std::min(options_.width, used))));
  }
  if (counts.size() > shown_count) {
    std::uint64_t rest = 0;
    for (std::size_t i = shown_count; i < counts.size(); ++i) rest += counts[i].first;
    line(fmt::format("  {:>{}}  in {} not shown", grouped(rest), number_width,
                     counted(counts.size() - shown_count, "more edit", "more edits")));
  }
}

Severity ConsoleSink::worst_severity(const PlannedEdit& edit) const {
  Severity worst = Severity::Info;
  for (std::uint32_t i = 0; i < edit.require_count; ++i) {
    worst = std::min(worst, info_.plan->requires_[edit.first_require + i].severity);
  }
  return worst;
}

void ConsoleSink::write_overrides(const RunTotals& totals) {
  std::uint64_t overridden = 0;
  for (const EditTotals& edit : totals.edits) overridden += edit[Outcome::Overridden];
  const std::uint64_t not_needed = totals.overrides_of(OverrideProblem::NotNeeded);
  const std::uint64_t invalid = totals.overrides_of(OverrideProblem::ValueInvalid);
  if (overridden + not_needed + invalid == 0) return;
  heading("Over-rides");
  if (overridden > 0) line(fmt::format("  {} overridden by a flag", counted(overridden, "failure", "failures")));
  for (const OverrideProblem problem : {OverrideProblem::NotNeeded, OverrideProblem::ValueInvalid}) {
    const FirstIssue& first = first_overrides_[static_cast<std::size_t>(problem)];
    if (first.count == 0) continue;
    paragraph(fmt::format("{} {}; the first on line {}: {}", grouped(totals.overrides_of(problem)), name_of(problem),
                          grouped(first.line), first.message),
              2);
  }
}

void ConsoleSink::write_measures(const RunSummary& summary) {
  for (std::uint32_t i = 0; i < info_.plan->measures.size(); ++i) {
    const PlannedMeasure& measure = info_.plan->measures[i];
    const auto of_measure = std::ranges::equal_range(summary.measures, i, {}, &MeasureResult::measure);
    const std::span<const MeasureResult> results(of_measure.begin(), of_measure.end());
    heading(fmt::format("{}  {}", measure.id, printable(measure.title)));
    if (results.empty()) line("  no cases");
    else
      for (const std::string& row : measure_table(measure, results, options_.most_edits)) line(row);
    const std::uint64_t not_counted = summary.totals.measures[i].not_counted;
    if (not_counted == 0) continue;
    const Level& level = dictionary().levels()[measure.level.index()];
    paragraph(fmt::format("{} not counted: the input's dictionary lacks items that the measure reads",
                          counted(not_counted, level.name, level.plural)),
              2);
  }
}

void ConsoleSink::write_issues(const RunTotals& totals) {
  if (totals.issue_count() == 0) return;
  heading("Problems of the input");
  for (std::size_t kind = 0; kind < kReadIssueKinds; ++kind) {
    if (totals.issues[kind] == 0) continue;
    const FirstIssue& first = first_issues_[kind];
    paragraph(fmt::format("{} {}; the first on line {}: {}", grouped(totals.issues[kind]),
                          name_of(static_cast<ReadIssueKind>(kind)), grouped(first.line), printable(first.message)),
              2);
  }
}

void ConsoleSink::write_not_run(const RunSummary& summary) {
  if (summary.not_run.empty()) return;
  heading("Not run: the input's dictionary lacks items");
  for (std::size_t i = 0; i < std::min(summary.not_run.size(), options_.most_edits); ++i) {
    const NotRunEdit& edit = summary.not_run[i].edit;
    std::vector<std::string> items;
    for (const ItemId item : edit.lacking) items.push_back(dictionary()[item].id);
    paragraph(fmt::format("{}  {}", info_.plan->edits[edit.edit].id, joined(items)), 2);
  }
  if (summary.not_run.size() > options_.most_edits) {
    line(fmt::format("  and {} not shown",
                     counted(summary.not_run.size() - options_.most_edits, "more edit", "more edits")));
  }
}

void ConsoleSink::write_result(const RunSummary& summary) {
  const RunTotals& totals = summary.totals;
  std::string result = totals.flag_count() == 0 ? "No flags" : counted(totals.flag_count(), "flag", "flags");
  if (totals.flag_count() > 0) {
    std::vector<std::string> kinds;
    if (totals.flags_of(Severity::Error) > 0)
      kinds.push_back(counted(totals.flags_of(Severity::Error), "error", "errors"));
    if (totals.flags_of(Severity::Warning) > 0) {
      kinds.push_back(counted(totals.flags_of(Severity::Warning), "warning", "warnings"));
    }
    if (totals.flags_of(Severity::Info) > 0) kinds.push_back(counted(totals.flags_of(Severity::Info), "note", "notes"));
    std::vector<std::string> records;
    for (std::size_t level = 0; level < totals.records.size(); ++level) {
      if (totals.records_with_flags[level] == 0) continue;
      records.push_back(fmt::format(
          "{} of {}", grouped(totals.records_with_flags[level]),
          counted(totals.records[level], dictionary().levels()[level].name, dictionary().levels()[level].plural)));
    }
    result += fmt::format(": {}, on {}", joined(kinds), joined(records));
  }
  if (options_.with_times && summary.seconds > 0) {
    result += fmt::format(" ({:.1f} s, {:.1f} MB/s)", summary.seconds,
                          static_cast<double>(summary.bytes) / 1e6 / summary.seconds);
  }
  line();
  for (const std::string& part : wrapped(result, options_.width)) {
    line(totals.flags_of(Severity::Error) > 0 ? paint_.of(Severity::Error, part) : paint_.heading(part));
  }
}

}  // namespace edict
