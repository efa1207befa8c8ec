#include "dsl/import/edits/data_notation.h"

#include <cctype>
#include <charconv>
#include <optional>

namespace edict::foreign {
namespace {

constexpr int kDeepestData = 64;

class DataReader {
 public:
  DataReader(std::string_view text, const EntryValue& entry) : text_(text), entry_(entry) {}

  // The whole text. A list or map alone is that; several things, or things with keys, are as if in brackets.
  Value read() {
    const bool has_brackets = next_is('[');
    Items items = read_items(0);
    if (items.values.size() == 1 && !items.has_keys) {
      const bool is_single = has_brackets || items.values[0].second.as<List>() == nullptr;
      if (is_single) return items.values[0].second;
    }
    return made_of(items);
  }

 private:
  struct Items {
    std::vector<std::pair<Value, Value>> values;  // key, if any, and value
    bool has_keys = false;
  };

  static bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
  [[nodiscard]] bool at_end() const { return place_ >= text_.size(); }
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
    } else if (c == '[' && depth < kDeepestData) {
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
    constexpr std::int64_t kLongestRange = 100000;
    const std::int64_t first = read_number();
    std::int64_t last = first;
    if (text_.substr(place_).starts_with("..")) {
      place_ += 2;
      last = std::min(read_number(), first + kLongestRange);
    }
    for (std::int64_t number = first; number <= last; ++number) items.values.emplace_back(Value(), number);
  }

  static Value made_of(const Items& items) {
    if (!items.has_keys) {
      auto list = std::make_shared<ListValue>();
      for (const auto& [key, value] : items.values) list->elements.push_back(value);
      return list;
    }
    auto map = std::make_shared<MapValue>();
    for (const auto& [key, value] : items.values) {
      if (const List* keys = key.as<List>()) {
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
};

}  // namespace

Value read_data(std::string_view text, const EntryValue& entry) { return DataReader(text, entry).read(); }

}  // namespace edict::foreign
