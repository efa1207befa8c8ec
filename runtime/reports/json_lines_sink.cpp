#include "runtime/reports/json_lines_sink.h"

#include <fmt/format.h>

#include "base/hash.h"

namespace edict {
namespace {

constexpr int kSchema = 1;

void add_key(JsonText& json, const RecordKey& key) {
  json.key("key");
  json.begin_object();
  for (const KeyPart& part : key) json.field(part.item, part.value);
  json.end_object();
}

// A number that may not be known.
template <class Number>
void add_number(JsonText& json, std::string_view name, const std::optional<Number>& number) {
  json.key(name);
  if (number) json.value(*number);
  else json.null();
}

// The keys that every issue has, be it of the input's bytes or of an over-ride.
void add_issue(JsonText& json, std::string_view kind, Severity severity, std::uint64_t line, std::uint64_t byte,
               std::string_view item, const RecordKey& key, std::string_view message) {
  json.field("type", "issue");
  json.field("kind", kind);
  json.field("severity", name_of(severity));
  add_number(json, "line", line > 0 ? std::optional(line) : std::nullopt);
  json.field("byte", byte);
  json.key("item");
  if (item.empty()) json.null();
  else json.value(item);
  add_key(json, key);
  json.field("message", message);
}

}  // namespace

JsonLinesSink::JsonLinesSink(std::unique_ptr<OutputFile> file, const JsonLinesOptions& options)
    : file_(std::move(file)), options_(options) {}

Result<void> JsonLinesSink::write(JsonText& json) {
  json.end_object();
  std::string line = json.take();
  line += '\n';
  return file_->write(line);
}

// Runs over several inputs say which one a line belongs to.
void JsonLinesSink::add_input(JsonText& json) const {
  if (has_several_inputs_) json.field("input", input_);
}

Result<void> JsonLinesSink::begin(const RunInfo& info) {
  plan_ = info.plan;
  has_several_inputs_ = info.inputs.size() > 1;
  JsonText json;
  json.begin_object();
  json.field("type", "run");
  json.field("schema", kSchema);
  json.field("engine", info.engine_version);
  json.key("ruleset");
  json.begin_object();
  json.field("name", info.ruleset_name);
  json.field("version", info.ruleset_version);
  json.field("hash", hash_text(info.ruleset_hash));
  json.end_object();
  json.field("dictionary", fmt::format("{} {}", dictionary().name(), dictionary().version()));
  json.field("as_of", to_string_day(info.as_of));
  json.key("inputs");
  json.begin_array();
  for (const RunInput& input : info.inputs) {
    json.begin_object();
    json.field("path", input.path);
    add_number(json, "bytes", input.bytes);
    json.key("hash");
    if (input.hash) json.value(hash_text(*input.hash));
    else json.null();
    json.end_object();
  }
  json.end_array();
  if (!info.left_out.empty()) {
    json.key("left_out");
    json.begin_array();
    for (const LeftOutEdit& edit : info.left_out) {
      json.begin_object();
      json.field("edit", edit.id);
      json.field("why", edit.why);
      json.end_object();
    }
    json.end_array();
  }
  return write(json);
}

Result<void> JsonLinesSink::begin_input(std::uint32_t input) {
  input_ = input;
  return {};
}

Result<void> JsonLinesSink::add(const Flag& flag) {
  const PlannedRequire& require = plan_->requires_[flag.require];
  const PlannedEdit& edit = plan_->edits[require.edit];
  JsonText json;
  json.begin_object();
  json.field("type", "flag");
  json.field("edit", edit.id);
  json.field("branch", require.branch);
  json.field("outcome", name_of(Outcome::Fail));
  json.field("severity", name_of(require.severity));
  json.field("level", dictionary()[flag.subject.level].name);
  add_key(json, flag.subject.key);
  json.field("record", flag.subject.record);
  json.field("byte", flag.subject.byte);
  add_input(json);
  json.key("items");
  json.begin_array();
  for (const FlagItem& at : flag.items) {
    const Item& item = dictionary()[at.item];
    json.begin_object();
    json.field("id", item.id);
    json.key("value");
    if (item.identifier == IdentifierClass::Person && !options_.with_identifiers) json.null();
    else json.value(at.value);
    json.field("row", at.row);
    json.end_object();
  }
  json.end_array();
  if (flag.record_count > 0) {
    json.key("records");
    json.begin_array();
    for (const std::uint64_t record : flag.records) json.value(record);
    json.end_array();
    json.field("record_count", flag.record_count);
  }
  json.field("message", flag.message);
  json.field("facts", flag.facts);
  if (flag.undecided > 0) json.field("undecided", std::uint64_t{flag.undecided});
  json.field("fingerprint", hash_text(flag.fingerprint));
  json.field("values", hash_text(flag.values));
  json.field("behavior", edit.behavior);
  if (edit.is_review) json.field("review", true);
  if (!edit.audience.empty()) {
    json.key("audience");
    json.begin_array();
    for (const std::string& reader : edit.audience) json.value(reader);
    json.end_array();
  }
  return write(json);
}

Result<void> JsonLinesSink::add(const EditOutcome& outcome) {
  JsonText json;
  json.begin_object();
  json.field("type", "outcome");
  json.field("edit", plan_->edits[outcome.edit].id);
  json.field("outcome", name_of(outcome.outcome));
  json.field("level", dictionary()[outcome.subject.level].name);
  add_key(json, outcome.subject.key);
  json.field("record", outcome.subject.record);
  json.field("byte", outcome.subject.byte);
  add_input(json);
  if (outcome.branch > 0) json.field("branch", outcome.branch);
  if (!outcome.clause.empty()) json.field("clause", outcome.clause);
  if (!outcome.why.empty()) json.field("why", outcome.why);
  return write(json);
}

Result<void> JsonLinesSink::add(const ReadIssue& issue) {
  JsonText json;
  json.begin_object();
  add_issue(json, name_of(issue.kind), severity_of(issue.kind), issue.line, issue.byte, issue.item, issue.key,
            issue.message);
  add_input(json);
  return write(json);
}

Result<void> JsonLinesSink::add(const OverrideFinding& finding) {
  JsonText json;
  json.begin_object();
  add_issue(json, name_of(finding.problem), severity_of(finding.problem), finding.subject.line, finding.subject.byte,
            dictionary()[finding.flag].id, finding.subject.key, finding.message);
  json.field("level", dictionary()[finding.subject.level].name);
  json.field("record", finding.subject.record);
  add_input(json);
  return write(json);
}

Result<void> JsonLinesSink::finish(const RunSummary& summary) {
  for (std::size_t edit = 0; edit < plan_->edits.size(); ++edit) {
    EDICT_TRY_VOID(write_edit(edit, summary.totals.edits[edit]));
  }
  for (const MeasureResult& measure : summary.measures) EDICT_TRY_VOID(write_measure(measure));
  for (std::size_t measure = 0; measure < plan_->measures.size(); ++measure) {
    EDICT_TRY_VOID(write_not_counted(measure, summary.totals.measures[measure]));
  }
  EDICT_TRY_VOID(write_summary(summary));
  return file_->commit();
}

Result<void> JsonLinesSink::write_edit(std::size_t edit, const EditTotals& totals) {
  JsonText json;
  json.begin_object();
  json.field("type", "edit");
  json.field("edit", plan_->edits[edit].id);
  for (const Outcome outcome :
       {Outcome::Pass, Outcome::Fail, Outcome::Overridden, Outcome::Unsure, Outcome::Skipped, Outcome::NotRun}) {
    json.field(name_of(outcome), totals[outcome]);
  }
  return write(json);
}

Result<void> JsonLinesSink::write_measure(const MeasureResult& result) {
  const PlannedMeasure& measure = plan_->measures[result.measure];
  JsonText json;
  json.begin_object();
  json.field("type", "measure");
  json.field("edit", measure.id);
  json.key("group");
  json.begin_object();
  for (std::size_t i = 0; i < result.group.size(); ++i) {
    json.key(measure.keys[i].name);
    if (result.group[i].empty()) json.null();
    else json.value(result.group[i]);
  }
  json.end_object();
  const auto add_share = [&](std::string_view name, Share share) {
    json.key(name);
    if (share.whole == 0) json.null();
    else json.raw(percent_text(share));
  };
  add_share("value", result.shares.value);
  add_share("low", result.shares.low);
  add_share("high", result.shares.high);
  json.field("numerator", result.counts.count());
  json.field("denominator", result.counts.cases());
  json.key("level");
  if (result.level.empty()) json.null();
  else json.value(result.level);
  if (is_flag(measure, result.counts)) json.field("severity", name_of(*measure.severity));
  if (!result.message.empty()) json.field("message", result.message);
  json.field("behavior", measure.behavior);
  return write(json);
}

Result<void> JsonLinesSink::write_not_counted(std::size_t measure, const MeasureTotals& totals) {
  if (totals.not_counted == 0) return {};
  JsonText json;
  json.begin_object();
  json.field("type", "measure");
  json.field("edit", plan_->measures[measure].id);
  json.field("not_counted", totals.not_counted);
  return write(json);
}

Result<void> JsonLinesSink::write_summary(const RunSummary& summary) {
  const RunTotals& totals = summary.totals;
  JsonText json;
  json.begin_object();
  json.field("type", "summary");
  std::uint64_t records_with_flags = totals.records_with_flags.front();
  for (std::size_t level = 1; level < totals.records.size(); ++level) {
    json.field(dictionary().levels()[level].plural, totals.records[level]);
    records_with_flags += totals.records_with_flags[level];
  }
  json.field("items", totals.items);
  json.field("flags", totals.flag_count());
  json.field("records_with_flags", records_with_flags);
  json.field("issues", totals.issue_count());
  json.field("overrides_not_needed", totals.overrides_of(OverrideProblem::NotNeeded));
  json.field("overrides_invalid", totals.overrides_of(OverrideProblem::ValueInvalid));
  json.key("not_run");
  json.begin_array();
  for (const RunSummary::NotRun& not_run : summary.not_run) {
    json.begin_object();
    json.field("edit", plan_->edits[not_run.edit.edit].id);
    if (has_several_inputs_) json.field("input", not_run.input);
    json.key("lacking");
    json.begin_array();
    for (const ItemId item : not_run.edit.lacking) json.value(dictionary()[item].id);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  if (summary.stopped) json.field("stopped", *summary.stopped);
  if (options_.with_times) {
    json.key("seconds");
    json.raw(fmt::format("{:.3f}", summary.seconds));
    json.field("bytes_per_second",
               summary.seconds > 0 ? static_cast<std::uint64_t>(static_cast<double>(summary.bytes) / summary.seconds)
                                   : std::uint64_t{0});
  }
  return write(json);
}

}  // namespace edict
