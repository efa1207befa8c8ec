// Rule text that a diagnostic is about, and what to write instead: shown on its page.
#pragma once

#include <span>
#include <string_view>

#include "dsl/diagnostics/diagnostic.h"

namespace edict {

// Either is rule text of files, a dictionary, or clauses of an edit.
struct DiagnosticExample {
  Code code;
  std::string_view avoid;
  std::string_view prefer;
};

// In order of the table; nearly every diagnostic has one.
std::span<const DiagnosticExample> all_examples();
const DiagnosticExample* example_of(Code code);  // null: none

}  // namespace edict
