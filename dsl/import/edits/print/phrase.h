// Pieces of rule text while conditions are put together.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace edict::foreign {

// How tightly a condition binds: what joins it with others needs parentheses around anything looser.
enum class Binding : std::uint8_t { Tight, Not, And, Or };

struct Phrase {
  std::string text;
  Binding binding = Binding::Tight;
};

// Why something cannot be said: the operation that the language has no word for.
struct Unspeakable {
  std::string reason;
};

using Said = std::expected<Phrase, Unspeakable>;

// The contrary of a condition.
Phrase negated(Phrase phrase);
// `a and b and c`, `a or b or c`.
Phrase joined(std::vector<Phrase> phrases, bool is_and);

}  // namespace edict::foreign
