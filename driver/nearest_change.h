// The nearest change that would make an edit pass on a record: one item, or two.
//
// Values to try come from what the edit itself says (its code lists, dates, numbers and tables, the values it compares
// with) and from the dictionary's codes; blank is one of them. Each change is tried with the reference evaluator, so
// what is offered does pass. Changes by which the edit is skipped come last. Not tried: over-ride flags, keys of records, and items that identify a person unless their
// values may be shown.
#pragma once

#include <string>
#include <vector>

#include "compiler/reference/reference.h"
#include "driver/load_rules.h"
#include "driver/record_values.h"

namespace edict {

struct ItemChange {
  std::size_t record = 0;  // index into the group's records
  ItemId item;
  std::string from, to;
};

struct NearestChange {
  std::vector<ItemChange> items;
  Outcome outcome = Outcome::Pass;         // pass or skipped
  std::vector<std::string> newly_failing;  // edits that fail then and did not before
};

struct NearestChanges {
  std::vector<NearestChange> found;  // passes before skips, fewest items first, then the closest values
  std::size_t tried = 0;
};

struct NearestQuestion {
  std::uint32_t edit = 0;
  std::size_t record = 0;  // the subject
  RunParameters parameters;
  bool may_show_persons = false;
  std::vector<SelectedEdit> others;  // also asked whether they newly fail
  std::size_t most = 3;
};

// REQUIRES: the edit fails on the record.
NearestChanges nearest_changes(const LoadedRules& rules, const RecordValues& group, const NearestQuestion& question);

}  // namespace edict
