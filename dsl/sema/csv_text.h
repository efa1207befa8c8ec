// Comma separated text (RFC 4180): quotes double inside quotes, lines end in LF or CRLF, a byte order mark is left out.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace edict::sema {

// Calls `take` with the cells of each record and the line it begins on, from 1. The cells are valid during the call.
// Empty lines are no records.
void read_csv(std::string_view text,
              const std::function<void(std::span<const std::string_view> cells, std::uint32_t line)>& take);

}  // namespace edict::sema
