// A set of words in small letters, such as those that begin a clause: what most words are asked for and few are in.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace edict {

template <std::size_t N>
class WordSet {
 public:
  // REQUIRES: the words are sorted, begin with a small letter and are shorter than 32 bytes.
  consteval explicit WordSet(const std::string_view (&words)[N]) : words_(std::to_array(words)) {
    for (const std::string_view word : words) lengths_[letter_of(word)] |= 1U << word.size();
    if (!std::ranges::is_sorted(words_)) throw "the words are not sorted";
  }

  [[nodiscard]] constexpr bool contains(std::string_view word) const {
    if (word.empty() || word.size() >= 32 || letter_of(word) >= lengths_.size()) return false;
    // Nearly every other word ends here: no word of the set has its first letter and its length.
    if ((lengths_[letter_of(word)] >> word.size() & 1U) == 0) return false;
    return std::ranges::binary_search(words_, word);
  }

 private:
  static constexpr std::size_t letter_of(std::string_view word) {
    return static_cast<std::uint8_t>(word.front()) - 'a';
  }

  std::array<std::string_view, N> words_;
  std::array<std::uint32_t, 26> lengths_{};  // by first letter: a bit for the length of every word
};

}  // namespace edict
