#include "runtime/kernels/made_texts.h"

namespace edict::kernel {
namespace {

// The capital of a letter of two bytes: those from U+00E0 on stand 32 behind theirs, the others of Windows-1252 are
// few.
std::string_view capital_of(std::string_view letter) {
  struct Pair {
    std::string_view small, capital;
  };
  constexpr Pair kOthers[] = {{"ÿ", "Ÿ"}, {"œ", "Œ"}, {"š", "Š"}, {"ž", "Ž"}};
  const auto* const found = std::ranges::find(kOthers, letter, &Pair::small);
  return found == std::end(kOthers) ? letter : found->capital;
}

}  // namespace

std::string UpperOf(Text a) {
  std::string text(a.value);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] >= 'a' && text[i] <= 'z') text[i] = static_cast<char>(text[i] - 'a' + 'A');
    if (i + 1 == text.size() || begins_character(text[i + 1])) continue;
    const std::string_view letter(text.data() + i, 2);
    if (letter >= "à" && letter <= "þ" && letter != "÷") {
      text[i + 1] = static_cast<char>(text[i + 1] - ('a' - 'A'));
    } else if (const std::string_view capital = capital_of(letter); capital != letter) {
      std::ranges::copy(capital, text.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  return text;
}

}  // namespace edict::kernel
