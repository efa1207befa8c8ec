#include "dsl/import/edits/value.h"

#include <fmt/format.h>

namespace edict::foreign {

std::size_t ValueHash::operator()(const Value& value) const {
  if (const std::string* text = value.text()) return std::hash<std::string>{}(*text);
  if (const std::int64_t* number = value.number()) return std::hash<std::int64_t>{}(*number) + 1;
  return value.content_.index();
}

namespace {

// A list may stand in itself: what is nested deeper than any script nests it is not equal.
bool are_equal_lists(const ListValue& left, const ListValue& right) {
  constexpr int kDeepestList = 64;
  thread_local int depth = 0;
  if (&left == &right) return true;
  if (left.elements.size() != right.elements.size() || depth == kDeepestList) return false;
  ++depth;
  const bool are_equal = left.elements == right.elements;
  --depth;
  return are_equal;
}

}  // namespace

bool operator==(const Value& left, const Value& right) {
  const List* list = left.as<List>();
  const List* other = right.as<List>();
  if (list != nullptr && other != nullptr) return are_equal_lists(**list, **other);
  return left.content_ == right.content_;
}

bool Value::is_true() const {
  if (const bool* truth = as<bool>()) return *truth;
  if (const std::string* value = text()) return !value->empty();
  if (is_number()) return decimal() != 0;
  if (const List* list = as<List>()) return !(*list)->elements.empty();
  if (const Map* map = as<Map>()) return !(*map)->entries.empty();
  return !is_null();
}

const Value* MapValue::find(const Value& key) const {
  const auto place = places.find(key);
  return place == places.end() ? nullptr : &entries[place->second].second;
}

void MapValue::set(const Value& key, Value value) {
  const auto [place, is_new] = places.try_emplace(key, entries.size());
  if (is_new) {
    entries.emplace_back(key, std::move(value));
  } else {
    entries[place->second].second = std::move(value);
  }
}

std::string to_text(const Value& value) {
  if (const std::string* text = value.text()) return *text;
  if (const std::int64_t* number = value.number()) return std::to_string(*number);
  if (const double* number = value.as<double>()) return fmt::format("{}", *number);
  if (const bool* truth = value.as<bool>()) return *truth ? "true" : "false";
  return "null";
}

}  // namespace edict::foreign
