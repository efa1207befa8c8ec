// Packages of edits whose root element is `validator`: rules with their expressions, context entries, edit sets.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "dsl/import/edits/package.h"

namespace edict::foreign {

bool is_validator_xml(std::string_view bytes);

// Published files hold control characters that XML forbids: they are read as blanks. Where else a file is not well
// formed, or is cut short, the edit, entry or set that stands there is left out as a fault of the package, and reading
// goes on with the next one. Fails on what holds no edit at all, naming the line of the first fault.
Result<EditsPackage> read_validator_xml(std::string bytes, const std::string& path);

}  // namespace edict::foreign
