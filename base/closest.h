// Did-you-mean: the candidates nearest to a misspelt word.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace edict {

// Edits needed to turn one word into the other: insert, delete, replace, swap neighbours (optimal string alignment),
// ignoring case. Gives up beyond `limit` and returns limit + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// Up to `most` candidates close enough to be meant, nearest first; equal distances keep the candidates' order.
std::vector<std::string_view> closest(std::string_view word, std::span<const std::string_view> candidates,
                                      std::size_t most = 1);

}  // namespace edict
