// Writes JSON text piece by piece. Keys appear in the order written, so equal content gives equal bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace edict {

// Appends `text` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD: the output is always valid.
void append_json_string(std::string& out, std::string_view text);

// A writer for objects and arrays; it places the commas.
//   JsonText json; json.begin_object(); json.field("type", "run"); json.end_object();
class JsonText {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);

  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool boolean);
  void value(std::uint64_t number);
  void value(std::int64_t number);
  void value(std::uint32_t number) { value(static_cast<std::uint64_t>(number)); }
  void value(int number) { value(static_cast<std::int64_t>(number)); }
  void null();
  void raw(std::string_view json);  // REQUIRES: `json` is one JSON value

  template <class T>
  void field(std::string_view name, const T& content) {
    key(name);
    value(content);
  }

  // A field that is an array: `add` writes the value of each item.
  template <class Items, class Add>
  void array(std::string_view name, const Items& items, Add add) {
    key(name);
    begin_array();
    for (const auto& item : items) add(item);
    end_array();
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();

  std::string text_;
  bool needs_comma_ = false;
};

}  // namespace edict
