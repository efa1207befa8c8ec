// `edict explain`: what an error code means, what an edit does, why a record came out as it did and what would mend it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "driver/find_record.h"
#include "driver/load_rules.h"

namespace edict {

enum class ExplainForm { Text, Json, Markdown };

// The page of a diagnostic code (E0201); nothing for other words.
std::optional<std::string> explain_code(std::string_view code);

struct ExplainQuestion {
  std::string what;                 // an edit's id, a tag it restates, or a flag of a run
  std::string record;               // FILE or FILE:KEY; empty: the edit itself, or `values`
  std::vector<std::string> values;  // item=value; `/` begins the next record
  Day as_of = 0;
  std::string language;
  DataDictionaryOptions dictionaries;
  ExplainForm form = ExplainForm::Text;
  bool show_identifiers = false;     // of persons; masked otherwise
  bool is_checked_with_set = false;  // a change that would mend it: do other edits of the set fail then?
};

// REQUIRES: the rules have no errors. With `show_identifiers` the dictionary of the rules forgets who is a person.
Result<std::string> explain(LoadedRules& rules, const ExplainQuestion& question);

}  // namespace edict
