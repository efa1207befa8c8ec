#include "dsl/import/edits/data_notation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include "dsl/import/edits/limits.h"

namespace edict::foreign {
namespace {

constexpr int kDeepestData = 64;

class DataReader {
 public:
  DataReader(std::string_view text, const EntryValue& entry) : text_(text), entry_(entry) {}

  // The whole text. A list or map alone is that; several things, or things with keys, are as if in brackets.
  std::expected<Value, DataFault> read() {
    const bool has_brackets = next_is('[');
    const Items items = read_items(0);
    const bool is_one = items.values.size() == 1 && !items.has_keys;
    const bool is_single = is_one && (has_brackets || items.values[0].second.as<List>() == nullptr);
    Value whole = is_single ? items.values[0].second : made_of(items);
    if (problem_.empty()) return whole;
    const std::string_view before = text_.substr(0, std::min(place_, text_.size()));
    return std::unexpected(DataFault{static_cast<std::uint32_t>(std::ranges::count(before, '\n')), problem_});
  }

 private:
  struct Items {
    std::vector<std::pair<Value, Value>> values;  // key, if any, and value
    bool has_keys = false;
  };

  static bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
  // A fault ends the text, so to say.
  [[nodiscard]] bool at_end() const { return place_ >= text_.size() || !problem_.empty(); }
  void refuse(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
  }
  [[nodiscard]] char here() const { return text_[place_]; }
  void skip_blanks() {
    while (!at_end() && std::isspace(static_cast<unsigned char>(here())) != 0) ++place_;
  }
  bool next_is(char c) {
    skip_blanks();
    return !at_end() && here() == c;
  }

  // Up to the closing bracket or the end of the text.
  Items read_items(int depth) {
    Items items;
    std::optional<Value> key;
    for (skip_blanks(); !at_end(); skip_blanks()) {
      const char c = here();
      if (c == ']' && depth > 0) break;
      if (c == ':' && !items.values.empty() && !key) {
        key = std::move(items.values.back().second);
        items.values.pop_back();
        items.has_keys = true;
        ++place_;
        continue;
      }
      const std::size_t count = items.values.size();
      if (!read_values(items, depth)) {
        ++place_;  // a comma, or a stray sign
        continue;
      }
      if (key) {
        for (std::size_t i = count; i < items.values.size(); ++i) items.values[i].first = *key;
        key.reset();
      }
    }
    return items;
  }

  // One value, or those of a range; false if none stands here.
  bool read_values(Items& items, int depth) {
    const char c = here();
    if (c == '\'' || c == '"') {
      items.values.emplace_back(Value(), read_text(c));
    } else if (c == '[') {
      if (depth == kDeepestData) refuse("nested too deeply");
      ++place_;
      const Items inner = read_items(depth + 1);
      if (!at_end()) ++place_;
      items.values.emplace_back(Value(), made_of(inner));
    } else if (std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '-') {
      read_numbers(items);
    } else if (is_word(c)) {
      const std::string_view name = read_word();
      items.values.emplace_back(Value(), entry_ ? entry_(name) : Value());
    } else {
      return false;
    }
    return true;
  }

  std::string read_text(char quote) {
    std::string text;
    for (++place_; !at_end() && here() != quote; ++place_) {
      if (here() == '\\' && place_ + 1 < text_.size()) ++place_;
      text += here();
    }
    ++place_;
    return text;
  }

  std::string_view read_word() {
    const std::size_t first = place_;
    while (!at_end() && is_word(here())) ++place_;
    return text_.substr(first, place_ - first);
  }

  std::int64_t read_number() {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text_.data() + place_, text_.data() + text_.size(), number);
    place_ = std::max(place_ + 1, static_cast<std::size_t>(end - text_.data()));
    return error == std::errc{} ? number : 0;
  }

  void read_numbers(Items& items) {
    const std::int64_t first = read_number();
    if (!text_.substr(place_).starts_with("..")) {
      items.values.emplace_back(Value(), first);
      return;
    }
    place_ += 2;
    const std::int64_t last = at_end() ? first : read_number();
    if (last < first || !writes_out(static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first))) return;
    for (std::int64_t number = first; number < last; ++number) items.values.emplace_back(Value(), number);
    items.values.emplace_back(Value(), last);
  }

  // Whether so many values more may be written out.
  bool writes_out(std::uint64_t count) {
    const bool fits = count <= kMostNumbersOfEntry - written_out_;
    if (fits) written_out_ += count;
    else refuse(fmt::format("its ranges have more than {} numbers", kMostNumbersOfEntry));
    return fits;
  }

  Value made_of(const Items& items) {
    if (!items.has_keys) {
      auto list = std::make_shared<ListValue>();
      list->is_fixed = true;
      for (const auto& [key, value] : items.values) list->elements.push_back(value);
      return list;
    }
    auto map = std::make_shared<MapValue>();
    map->is_fixed = true;
    for (const auto& [key, value] : items.values) {
      if (const List* keys = key.as<List>()) {
        if (!writes_out((*keys)->elements.size())) break;
        for (const Value& each : (*keys)->elements) map->set(each, value);
      } else {
        map->set(key, value);
      }
    }
    return map;
  }

  std::string_view text_;
  const EntryValue& entry_;
  std::size_t place_ = 0;
  std::uint64_t written_out_ = 0;  // numbers of ranges, and keys of lists of keys
  std::string problem_;
};

}  // namespace

std::expected<Value, DataFault> read_data(std::string_view text, const EntryValue& entry) {
  return DataReader(text, entry).read();
}

}  // namespace edict::foreign
