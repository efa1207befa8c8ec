// `edict run`: rules over data; flags, counts and read issues out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "driver/data_dictionary.h"
#include "driver/engine.h"
#include "driver/load_rules.h"

namespace edict {

struct RunOptions {
  std::vector<std::string> inputs;                 // paths; `-` is stdin
  std::vector<std::string> outputs = {"console"};  // `console`, `jsonl:PATH`
  EngineChoice engine = EngineChoice::Auto;
  unsigned threads = 1;
  std::size_t batch_rows = 1024;
  Day as_of = 0;
  std::optional<Severity> fail_on = Severity::Error;  // none: flags never make the exit code 1
  bool all_outcomes = false;                          // every edit on every subject, not only flags
  bool show_times = true;                             // seconds in the summary
  bool show_progress = true;                          // a line on stderr that follows the reading, on a terminal only
  std::string language;                               // of messages; empty: the default
  DataDictionaryOptions dictionaries;
};

struct RunResult {
  bool has_flags_to_fail_on = false;
  std::vector<std::string> notes;  // for stderr: engine trouble that did not stop the run
};

// Fails when an input cannot be read to its end (everything before the break has been reported), an output cannot be
// written or the engine cannot be made.
Result<RunResult> run(const LoadedRules& rules, const RunOptions& options);

}  // namespace edict
