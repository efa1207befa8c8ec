// What this build is.
#pragma once

#include <string>

namespace edict {

inline constexpr const char* kVersion = "0.1.0";
inline constexpr const char* kDefaultEditSet =
    "naaccr-core";  // what `edict explain EDIT` looks in when no rules are named

inline constexpr const char* kDefaultDictionary = "naaccr 25";  // what `edict init` writes when none is named

// One line a component.
std::string version_text();

}  // namespace edict
