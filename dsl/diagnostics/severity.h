// How grave a finding is: of rule text and of data alike.
#pragma once

#include <cstdint>
#include <string_view>

namespace edict {

enum class Severity : std::uint8_t { Error, Warning, Info };
std::string_view name_of(Severity severity);

}  // namespace edict
