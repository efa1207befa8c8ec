// Writes random but correct rule text over a small registry of its own, reaching every construct of the language.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace edict::differential {

// A made-up registry with every kind of item at every level, special codes, ordered codes and over-ride flags.
std::string_view generated_registry();

// A package of `edits` edits for it. The same seed gives the same text.
std::string generate_rules(std::uint64_t seed, std::size_t edits);

}  // namespace edict::differential
