// Results as JSON Lines: one object a line, stable keys in a stable order. `schema` of the first line is their version.
//
// Same results, same bytes. Times stand in the summary line only, and not at all with `with_times` off. Values of
// person items are null unless `with_identifiers` is on; keys of records are always there. The file appears when
// finish() succeeds.
#pragma once

#include <memory>

#include "base/json_text.h"
#include "base/output_file.h"
#include "runtime/exec/result_sink.h"

namespace edict {

struct JsonLinesOptions {
  bool with_times = true;
  bool with_identifiers = false;
};

class JsonLinesSink final : public ResultSink {
 public:
  JsonLinesSink(std::unique_ptr<OutputFile> file, const JsonLinesOptions& options);

  Result<void> begin(const RunInfo& info) override;
  Result<void> begin_input(std::uint32_t input) override;
  Result<void> add(const ReadIssue& issue) override;
  Result<void> add(const EditOutcome& outcome) override;
  Result<void> add(const Flag& flag) override;
  Result<void> add(const OverrideFinding& finding) override;
  Result<void> finish(const RunSummary& summary) override;

 private:
  Result<void> write(JsonText& json);
  Result<void> write_edit(std::size_t edit, const EditTotals& totals);
  Result<void> write_measure(const MeasureResult& result);
  Result<void> write_not_counted(std::size_t measure, const MeasureTotals& totals);
  Result<void> write_summary(const RunSummary& summary);
  void add_input(JsonText& json) const;
  [[nodiscard]] const Dictionary& dictionary() const { return plan_->schema->dictionary(); }

  std::unique_ptr<OutputFile> file_;
  JsonLinesOptions options_;
  std::shared_ptr<const RunPlan> plan_;
  std::uint32_t input_ = 0;
  bool has_several_inputs_ = false;
};

}  // namespace edict
