// The notation that published packages keep lists, maps and numbers in: like the foreign language's own, but read with
// every fault mended (missing commas, missing or surplus brackets, stray signs), because published data has them.
//
//   [8000..8005, 8010]            a list; ranges are written out
//   ['C': [1, 2], 'D': OTHER]     a map; OTHER is another entry
//   [['a', 'b']: 1]               a list as key: one entry for each of its elements
#pragma once

#include <expected>
#include <functional>
#include <string>
#include <string_view>

#include "dsl/import/edits/value.h"

namespace edict::foreign {

// The value of another entry, by its id.
using EntryValue = std::function<Value(std::string_view id)>;

// Why a text of this notation is not taken, and where.
struct DataFault {
  std::uint32_t line = 0;  // from 0
  std::string problem;
};

// A bare name is null where `entry` is null. Only what is too deep or too much (limits.h) is refused.
std::expected<Value, DataFault> read_data(std::string_view text, const EntryValue& entry);

}  // namespace edict::foreign
