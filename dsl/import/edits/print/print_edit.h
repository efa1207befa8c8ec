// A decision as an edit in Edict's own words.
//
// The steps become clauses in the order they are taken (`check in order`): what passes early is a skip, what fails is a
// require, a branch is a `when` block if it only fails, and branches that each decide are a `choose`.
#pragma once

#include <expected>
#include <string>

#include "dsl/import/edits/decision/decision.h"
#include "dsl/import/edits/package.h"
#include "dsl/import/edits/print/plain_words.h"

namespace edict::foreign {

struct PrintedEdit {
  std::string text;                    // from `edit` to `end`, not yet laid out by the formatter
  bool is_exact = true;                // else it says the same only for values of the form that their item has
  std::vector<std::string> functions;  // `edits.…` that it calls
};

// A tag or id as the id of an edit: what ids may not hold becomes a line.
std::string printed_id(std::string_view tag_or_id);

// The edit, or why it cannot be said. `level` is what it is about: "tumor".
std::expected<PrintedEdit, Unspeakable> print_edit(DecisionGraph& graph, PlainWords& words, const ForeignEdit& edit,
                                                   const std::string& id, const Decision& decision,
                                                   const std::string& level);

}  // namespace edict::foreign
