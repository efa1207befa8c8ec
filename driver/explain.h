// `edict explain`: what an error code means, what an edit does, why a record came out as it did.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "driver/data_dictionary.h"
#include "driver/load_rules.h"

namespace edict {

// The page of a diagnostic code (E0201) or of a read issue's kind (value-too-long); nothing for other words.
std::optional<std::string> explain_code(std::string_view code);

// An edit in words: what it reads, when it applies, what it requires, who owns it.
Result<std::string> explain_edit(const LoadedRules& rules, std::string_view edit);

struct RecordQuestion {
  std::string edit;
  std::string data;          // path of the input
  std::uint64_t record = 0;  // as flags number them: the subject's number among its level, from 0
  Day as_of = 0;
  std::string language;
  DataDictionaryOptions dictionaries;
};

// One edit on one record: the outcome of each require, the clause that decided, and its condition with the value under
// each part.
Result<std::string> explain_record(const LoadedRules& rules, const RecordQuestion& question);

}  // namespace edict
