// Outside test vectors: rows of values with the outcome another system gave, run on our edits.
//
// The file is JSON Lines (docs/test-cases.md): a header, then an object for each foreign edit with its items and rows.
// A foreign edit is matched to the edits that were imported from it, else to those that restate it (`restates N0151`)
// or carry its tag or id as their own id. When several edits restate one together, they count as one: the worst of
// their outcomes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "driver/engine.h"
#include "driver/load_rules.h"

namespace edict {

// How the rows of one foreign edit came out. A row agrees when both fail or neither does.
struct CaseCounts {
  std::string foreign;             // tag or id
  std::vector<std::string> edits;  // ours
  std::size_t rows = 0;
  std::size_t agree = 0;
  std::size_t unsure_here = 0;        // fails there, unsure here: partial, blank or unreadable values
  std::size_t overridden_here = 0;    // fails there, overridden here
  std::size_t misses = 0;             // fails there; passes or is skipped here
  std::size_t extra = 0;              // fails here, not there
  std::size_t errors_there = 0;       // the foreign system failed to answer; not compared
  std::size_t engines_differ = 0;     // rows that two of the engines asked for tell differently
  std::size_t not_run = 0;            // not run here, or a value of an item that our dictionary lacks; not compared
  std::size_t messages = 0;           // of imported edits, rows that fail there and here and say why
  std::size_t same_messages = 0;      // in the same words
  std::vector<std::string> examples;  // of each kind of disagreement, values and outcomes
};

struct CaseReport {
  std::vector<CaseCounts> edits;  // in the file's order; only foreign edits that some edit of ours matches
  std::size_t unmatched = 0;      // foreign edits that no edit of ours restates
  [[nodiscard]] std::size_t disagreements() const;
  [[nodiscard]] std::size_t not_run() const;
  [[nodiscard]] std::size_t engines_differ() const;
};

struct CaseOptions {
  std::string path;                                                 // plain, .gz or .xz; `-` is stdin
  std::vector<EngineChoice> engines = {EngineChoice::Interpreter};  // all run; the first one's outcomes are judged
  std::size_t examples_each = 3;                                    // disagreements shown for each edit and kind
};

Result<CaseReport> run_cases(const LoadedRules& rules, const CaseOptions& options);

// A line for each edit that disagrees, is told differently by two engines or was not run, then the sums; verbose: for
// every edit, with examples.
std::string render(const CaseReport& report, bool is_verbose);

}  // namespace edict
