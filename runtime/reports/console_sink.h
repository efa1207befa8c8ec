// The report a registrar reads in a terminal: the first flags with their messages, edits by number of flags, what could
// not be decided, over-rides, problems of the input, and one line that says how it came out.
//
// Everything is written at the end. What is cut off is said to be, and totals are always of everything. Keys of records
// are shown, values of person items never are.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "runtime/exec/result_sink.h"
#include "runtime/reports/console_options.h"
#include "runtime/reports/console_text.h"

namespace edict {

class ConsoleSink final : public ResultSink {
 public:
  ConsoleSink(std::unique_ptr<OutputFile> file, const ConsoleOptions& options);

  Result<void> begin(const RunInfo& info) override;
  Result<void> begin_input(std::uint32_t input) override;
  Result<void> add(const ReadIssue& issue) override;
  Result<void> add(const EditOutcome& outcome) override;
  Result<void> add(const Flag& flag) override;
  Result<void> add(const OverrideFinding& finding) override;
  Result<void> finish(const RunSummary& summary) override;

 private:
  struct ShownFlag {
    std::uint32_t require = 0;
    RecordKey key;
    std::string message;
    std::uint32_t undecided = 0;
  };
  struct FirstIssue {
    std::uint64_t count = 0;
    std::uint64_t line = 0;
    std::string message;
  };

  void line(std::string_view text = {}) { text_.append(text).append("\n"); }
  // Text that fits the width: continued lines are indented by two more.
  void paragraph(std::string_view text, std::size_t indent = 0);
  void heading(std::string_view title);
  void write_head(const RunSummary& summary);
  void write_first_flags(const RunTotals& totals);
  void write_flags_by_edit(const RunTotals& totals);
  void write_unsure(const RunTotals& totals);
  void write_overrides(const RunTotals& totals);
  void write_issues(const RunTotals& totals);
  void write_measures(const RunSummary& summary);
  void write_not_run(const RunSummary& summary);
  void write_result(const RunSummary& summary);
  void write_edit_table(std::string_view count_name, std::vector<std::pair<std::uint64_t, std::size_t>> counts,
                        bool has_severity);
  [[nodiscard]] Severity worst_severity(const PlannedEdit& edit) const;
  [[nodiscard]] const Dictionary& dictionary() const { return info_.plan->schema->dictionary(); }

  std::unique_ptr<OutputFile> file_;
  ConsoleOptions options_;
  ConsolePaint paint_;
  RunInfo info_;
  std::vector<ShownFlag> flags_;
  std::array<FirstIssue, kReadIssueKinds> first_issues_;
  std::array<FirstIssue, kOverrideProblems> first_overrides_;
  std::string text_;
};

}  // namespace edict
