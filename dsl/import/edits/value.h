// A value of the foreign language while it runs: what items, context entries and expressions give.
//
// Values are cheap to copy: lists, maps and functions are shared. A list or map may change only while the script that
// made it runs; those of a package never change and are shared between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace edict::foreign {

class Value;
struct ValueHash {
  std::size_t operator()(const Value& value) const;
};

struct Null {
  friend bool operator==(Null, Null) = default;
};
// The expression threw: its edit has no result.
struct Raised {
  friend bool operator==(Raised, Raised) = default;
};
// A record of the patient, by its place.
struct RecordRef {
  std::uint32_t index = 0;
  friend bool operator==(RecordRef, RecordRef) = default;
};
// The first day of a month, as calendars are made from.
struct CalendarMonth {
  std::int64_t year = 0;
  std::int64_t month = 0;  // from 0; beyond 11 it runs on into later years
  friend bool operator==(CalendarMonth, CalendarMonth) = default;
};

struct ListValue;
struct MapValue;
struct ClosureValue;
using List = std::shared_ptr<ListValue>;
using Map = std::shared_ptr<MapValue>;
using Closure = std::shared_ptr<ClosureValue>;

class Value {
 public:
  Value() = default;
  Value(Raised raised) : content_(raised) {}                     // NOLINT: implicit on purpose, as all here
  Value(bool truth) : content_(truth) {}                         // NOLINT
  Value(std::int64_t number) : content_(number) {}               // NOLINT
  Value(double number) : content_(number) {}                     // NOLINT
  Value(std::string text) : content_(std::move(text)) {}         // NOLINT
  Value(std::string_view text) : content_(std::string(text)) {}  // NOLINT
  Value(const char* text) : content_(std::string(text)) {}       // NOLINT
  Value(RecordRef record) : content_(record) {}                  // NOLINT
  Value(CalendarMonth month) : content_(month) {}                // NOLINT
  Value(List list) : content_(std::move(list)) {}                // NOLINT
  Value(Map map) : content_(std::move(map)) {}                   // NOLINT
  Value(Closure closure) : content_(std::move(closure)) {}       // NOLINT

  [[nodiscard]] bool is_null() const { return std::holds_alternative<Null>(content_); }
  [[nodiscard]] bool is_raised() const { return std::holds_alternative<Raised>(content_); }
  // The content, if it is a T; else nothing.
  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&content_);
  }
  [[nodiscard]] const std::string* text() const { return as<std::string>(); }
  [[nodiscard]] const std::int64_t* number() const { return as<std::int64_t>(); }
  [[nodiscard]] bool is_number() const { return number() != nullptr || as<double>() != nullptr; }
  // REQUIRES: is_number().
  [[nodiscard]] double decimal() const { return number() != nullptr ? static_cast<double>(*number()) : *as<double>(); }
  // Whether it counts as true where a condition is asked for: not null, not zero, not empty.
  [[nodiscard]] bool is_true() const;
  // Of the same kind and equal; lists if their elements are, maps and functions only if they are the same one.
  friend bool operator==(const Value& left, const Value& right);

 private:
  friend struct ValueHash;
  std::variant<Null, Raised, bool, std::int64_t, double, std::string, RecordRef, CalendarMonth, List, Map, Closure>
      content_;
};

struct ListValue {
  std::vector<Value> elements;
  bool is_fixed = false;  // of a package
};

// Entries in the order they came; looked up by key.
struct MapValue {
  std::vector<std::pair<Value, Value>> entries;
  std::unordered_map<Value, std::size_t, ValueHash> places;
  bool makes_lists = false;  // a key asked for that is not there gets an empty list
  bool is_fixed = false;     // of a package

  [[nodiscard]] const Value* find(const Value& key) const;
  void set(const Value& key, Value value);
};

// "5" as texts are joined; null is "null".
std::string to_text(const Value& value);

}  // namespace edict::foreign
