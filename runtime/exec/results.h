// What a run finds, record by record, in the order it is reported.
//
// For each patient in input order: its read issues; then its records, each before the records under it; for each record
// the outcomes (when asked for) and flags in the order of the plan, then what is wrong with its over-ride flags.
// Nothing here depends on batches, threads or engines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/exec/executable.h"
#include "runtime/exec/run_totals.h"
#include "runtime/readers/read_issue.h"

namespace edict {

// The record that a result is about.
struct Subject {
  LevelId level;
  std::uint64_t record = 0;  // its number among the records of its level in the input, from 0
  std::uint64_t byte = 0;
  std::uint64_t line = 0;
  RecordKey key;
};

// The value of an item that takes part in a flag.
struct FlagItem {
  ItemId item;  // of the schema's dictionary
  std::string value;
  std::uint32_t row = 0;  // number of its record among those of its level in the patient, from 0
};

struct Flag {
  std::uint32_t require = 0;  // index into RunPlan::requires_; tells edit, branch and severity
  Subject subject;
  std::vector<FlagItem> items;
  std::string message;
  std::string facts;
  std::uint64_t fingerprint = 0;  // of the edit's id and the keys of the records concerned: the same in the next file
  std::uint64_t values = 0;       // of the values of `items`: differs when the evidence does
  // Of a key that must be unique: the numbers of the first records that share it, and how many there are. The subject
  // is the first that repeats it.
  std::vector<std::uint64_t> records = {};
  std::uint64_t record_count = 0;
  // Of the automatic edit of an item: how many edits are unsure about records of this one's group (of this one, at the
  // topmost level) because of the value.
  std::uint32_t undecided = 0;
};

// The outcome of one edit on one subject; reported only when all outcomes are asked for.
struct EditOutcome {
  std::uint32_t edit = 0;  // index into RunPlan::edits
  Outcome outcome = Outcome::Pass;
  std::uint32_t branch = 0;  // the require that decided; 0 when the edit was not run
  Subject subject;
  std::string clause;  // of unsure and skipped: the clause that decided
  std::string why;     // of unsure, skipped and not run
};

// An over-ride flag that is set without need, or whose value is none.
struct OverrideFinding {
  OverrideProblem problem = OverrideProblem::NotNeeded;
  ItemId flag;
  Subject subject;
  std::string message;
};
std::string_view name_of(OverrideProblem problem);  // "override-not-needed", "override-value-invalid"
Severity severity_of(OverrideProblem problem);

using Finding = std::variant<ReadIssue, EditOutcome, Flag, OverrideFinding>;

}  // namespace edict
