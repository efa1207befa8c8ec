// A finished run over a small input, given to a sink.
#pragma once

#include <filesystem>

#include "base/read_file.h"
#include "tests/unit/exec/testing.h"

namespace edict {

// What a sink wrote about `content`, run through the fake rules.
template <class MakeSink>
std::string report_on(const FakeRules& rules, const std::string& content, MakeSink make_sink, RunSummary summary = {},
                      const PipelineOptions& options = {}, bool is_one_of_two = false) {
  const TemporaryFile input(document(content));
  const TemporaryFile output("");
  const auto sink = make_sink(OutputFile::create(output.path()).value());
  RunInfo info{"1.0.0", "StateCall", "2026.1", 0x1234, day_from_civil({2026, 1, 31}), {}, rules.plan, {}};
  info.inputs.push_back({"submission.xml", 100, 0x5678});
  if (is_one_of_two) info.inputs.push_back({"-", {}, {}});
  EDICT_CHECK(sink->begin(info).has_value());
  EDICT_CHECK(sink->begin_input(0).has_value());
  auto reader = NaaccrXmlReader::open(input.path()).value();
  EDICT_CHECK(reader->read_header([&](const FileHeader&) { return rules.dictionary; }).has_value());
  EDICT_CHECK(reader->read_columns(rules.plan->schema).has_value());
  ResultSink* const sinks[] = {sink.get()};
  InputResult result = run_pipeline(*reader, *rules.plan, fake_renderers(*rules.plan), sinks, options);
  summary.totals = std::move(result.totals);
  summary.bytes = 2'000'000;
  summary.seconds = 0.5;
  EDICT_CHECK(sink->finish(summary).has_value());
  return read_file(output.path()).value();
}

}  // namespace edict
