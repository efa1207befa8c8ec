// How much a package may ask for. What strangers publish must not exhaust memory, time or the stack: what goes beyond
// is a fault of the edit or entry that asks for it, and the rest is imported.
//
// Each is many times what any published set needs.
#pragma once

#include <cstddef>
#include <cstdint>

namespace edict::foreign {

constexpr std::uint32_t kDeepestTree = 500;           // of a script: operators in a row are deep without any nesting
constexpr std::size_t kMostElements = 100000;         // of a list that a script makes
constexpr std::size_t kMostNumbersOfEntry = 1000000;  // that the ranges of a context entry are written out to
constexpr std::size_t kLongestText = 65536;           // characters of a text that a script makes
constexpr std::uint64_t kMostWork = 500000;           // statements and expressions, carried out once
constexpr std::uint32_t kDeepestWork = 1000;          // of them inside each other
constexpr std::size_t kMostNodesOfEdit = 100000;      // of a decision graph
constexpr std::uint32_t kDeepestNode = 2000;          // of a decision graph

}  // namespace edict::foreign
