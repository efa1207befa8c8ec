// Did-you-mean for items. Registrars know items by number, by label and by words of either, so each way of nearly
// naming an item has a rank; within a rank the nearer wins, then the shorter id.
#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/closest.h"
#include "dsl/schema/dictionary.h"

namespace edict {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Letters and digits in lower case: "Foot status", foot_status and footStatus become one.
std::string folded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z')) result += lower(c);
  }
  return result;
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

// The longest beginning `word` shares with a word of the label.
std::size_t shared_beginning(std::string_view word, std::string_view label) {
  std::size_t longest = 0;
  while (!label.empty()) {
    const std::size_t end = std::min(label.find_first_of(" -/"), label.size());
    longest = std::max(longest, common_prefix(word, folded(label.substr(0, end))));
    label.remove_prefix(std::min(end + 1, label.size()));
  }
  return longest;
}

struct Nearness {
  int rank = 0;
  std::size_t distance = 0;
};

std::optional<Nearness> nearness(std::string_view word, const Item& item) {
  const std::string id = folded(item.id);
  const std::string label = folded(item.label);
  if (word == id || word == label) return Nearness{0, 0};
  const std::size_t slips = std::max<std::size_t>(1, word.size() / 4);
  if (const std::size_t distance = edit_distance(word, id, slips); distance <= slips) return Nearness{1, distance};
  if (const std::size_t distance = edit_distance(word, label, slips); distance <= slips) return Nearness{2, distance};
  if (word.size() < 4) return std::nullopt;
  if (id.starts_with(word) || label.starts_with(word)) return Nearness{3, id.size()};
  if (id.contains(word) || label.contains(word)) return Nearness{4, id.size()};
  const std::size_t shared = shared_beginning(word, item.label);
  if (shared >= 5 && shared * 4 >= word.size() * 3) return Nearness{5, word.size() - shared};
  return std::nullopt;
}

}  // namespace

std::vector<ItemId> Dictionary::closest_items(std::string_view word, std::size_t most) const {
  const std::string meant = folded(word);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(meant.data(), meant.data() + meant.size(), number);
  if (error == std::errc() && end == meant.data() + meant.size()) {
    const ItemId id = find(number);
    return id.is_valid() && most > 0 ? std::vector{id} : std::vector<ItemId>{};
  }
  std::vector<std::tuple<int, std::size_t, std::size_t, ItemId>> near;
  for (std::size_t i = 0; i < items_.size() && !meant.empty(); ++i) {
    if (const auto found = nearness(meant, items_[i])) {
      near.emplace_back(found->rank, found->distance, items_[i].id.size(), ItemId(i));
    }
  }
  std::ranges::sort(near);
  std::vector<ItemId> closest;
  for (const auto& candidate : near) {
    if (closest.size() == most) break;
    closest.push_back(std::get<ItemId>(candidate));
  }
  return closest;
}

}  // namespace edict
