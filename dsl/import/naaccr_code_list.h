// The code list of one item: rows of code and label without header, as the folder of SEER look-ups holds one file an
// item.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/import/csv_rows.h"
#include "dsl/import/naaccr_facts.h"
#include "dsl/schema/dictionary.h"

namespace edict {

inline constexpr std::size_t kLongestLabel = 40;  // of a code; longer ones are no help in a message

struct NaaccrCodeList {
  std::optional<CodeSet> codes;   // nothing when the list must not restrict the item
  std::vector<CodeLabel> labels;  // short ones of short lists
  std::string problem;            // why the list is not used; empty when it is, or when it is not meant to be
};

// Long lists hold codes only, consecutive ones joined to ranges: a label is a help to the reader of a message, not a
// copy of the manual. A list with a code longer than the item belongs to another version of it and is not used. The
// word Blank is no code.
NaaccrCodeList naaccr_code_list(const std::vector<CsvRow>& rows, CodeListUse use, std::uint32_t item_length);

}  // namespace edict
