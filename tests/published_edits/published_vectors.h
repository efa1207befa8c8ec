// Rows of values with the outcome that the edits' own engine gave.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "dsl/import/edits/evaluate_script.h"

namespace edict::testing {

using ItemLengths = std::map<std::string, std::size_t, std::less<>>;

// One row of one edit, as the edit's subject sees it.
struct VectorRow {
  // Values by item, a map a record; absent ones are not in it.
  std::vector<std::map<std::string, std::string, std::less<>>> records;
  foreign::Outcome outcome = foreign::Outcome::Pass;
  std::string message;             // of a fail, the first message; empty if the set tells none
  std::vector<std::string> notes;  // further texts
};

struct EditVectors {
  std::string edit;
  std::vector<VectorRow> rows;
};

// Where values come from: padded to the length of their item if `lengths` is given, else with parts of dates worked
// out.
foreign::ItemSource items_of(const VectorRow& row, const ItemLengths* lengths);

// Calls `visit` for each edit of a file; returns the day the outcomes were made on.
CivilDate for_each_edit_vectors(const std::string& path,
                                const std::function<void(const CivilDate&, const EditVectors&)>& visit);

// Lengths of the items of a dictionary that the repository ships.
ItemLengths shipped_item_lengths(const std::string& dictionary);

}  // namespace edict::testing
