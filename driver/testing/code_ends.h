// The borders of a code list: the first and last code of each run, and the codes just outside.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/schema/code_set.h"
#include "dsl/schema/dictionary.h"

namespace edict {

// The next and the previous code in the sense of ranges: same length, same kind of character place by place.
std::optional<std::string> code_after(std::string_view code);   // C509: C510
std::optional<std::string> code_before(std::string_view code);  // C500: C499

// True if a record can hold the code: the dictionary lists it, or lists none for the item.
bool can_hold(const Item& item, std::string_view code);

struct CodeEnd {
  std::string code;
  bool is_inside = false;
  friend auto operator<=>(const CodeEnd&, const CodeEnd&) = default;
};

// Of every entry its ends, and the codes beside them that are not in the set; only codes that a record can hold. Wild
// cards have no ends.
std::vector<CodeEnd> ends_of(const CodeSet& codes, const Item& item);

}  // namespace edict
