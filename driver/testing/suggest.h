// Test rows that an author can accept: records on the borders of an edit's conditions that reach what its present rows
// do not, with the result that the edit gives today.
//
// From the present rows (or their base record, or a blank one) items are moved to border values one by one; the record
// that reaches most is taken, and the next search goes on from there, until nothing new is found. The results are the
// engine's, not the author's: each row is to be read before it is kept.
#pragma once

#include <string>
#include <vector>

#include "driver/load_rules.h"

namespace edict {

// A `test` block for each edit that gains by one, to be pasted under it; with a comment on what each row reaches.
std::string suggest_rows(const LoadedRules& rules, const std::vector<SelectedEdit>& edits, Day as_of, unsigned threads);

}  // namespace edict
