// Packages of edits whose root element is `validator`: rules with their expressions, context entries, edit sets.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "dsl/import/edits/package.h"

namespace edict::foreign {

bool is_validator_xml(std::string_view bytes);

// Published files hold control characters that XML forbids: they are read as blanks. Fails on anything else that is not
// well formed, naming the line.
Result<EditsPackage> read_validator_xml(std::string bytes, const std::string& path);

}  // namespace edict::foreign
