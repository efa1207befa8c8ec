// Code sets and number sets as IR text: `[C500-C509, "8000-3", 95*]`, `[2016-2017, 2019]`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsl/sema/hir.h"

namespace edict::ir {

std::string text_of(const CodeSet& set);
std::string text_of(const hir::NumberSet& set);

// Parse what text_of() writes, brackets included; nothing for other text.
std::optional<CodeSet> parse_code_set(std::string_view text);
std::optional<hir::NumberSet> parse_number_set(std::string_view text);

// A text in quotes, with `\"` and `\\`; and back. The quotes are part of both.
std::string quoted(std::string_view text);
std::optional<std::string> unquoted(std::string_view text);

}  // namespace edict::ir
