#include "base/json_text.h"

#include <fmt/format.h>

namespace edict {
namespace {

// Length of the UTF-8 sequence at `at` (Unicode 15, table 3-7), 0 if it is not one.
std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : 0); };
  const unsigned char lead = byte(at);
  const auto is_tail = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return is_tail(at + 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!is_tail(at + 1) || !is_tail(at + 2)) return 0;
    if (lead == 0xE0 && byte(at + 1) < 0xA0) return 0;
    if (lead == 0xED && byte(at + 1) > 0x9F) return 0;
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!is_tail(at + 1) || !is_tail(at + 2) || !is_tail(at + 3)) return 0;
    if (lead == 0xF0 && byte(at + 1) < 0x90) return 0;
    if (lead == 0xF4 && byte(at + 1) > 0x8F) return 0;
    return 4;
  }
  return 0;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x80) {
      const std::size_t length = utf8_length(text, i);
      if (length == 0) {
        out += "\xEF\xBF\xBD";
        ++i;
      } else {
        out += text.substr(i, length);
        i += length;
      }
      continue;
    }
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else out += c;
    }
    ++i;
  }
  out += '"';
}

void JsonText::separate() {
  if (needs_comma_) text_ += ',';
  needs_comma_ = true;
}

void JsonText::open(char bracket) {
  separate();
  text_ += bracket;
  needs_comma_ = false;
}

void JsonText::close(char bracket) {
  text_ += bracket;
  needs_comma_ = true;
}

void JsonText::key(std::string_view name) {
  separate();
  append_json_string(text_, name);
  text_ += ':';
  needs_comma_ = false;
}

void JsonText::value(std::string_view text) {
  separate();
  append_json_string(text_, text);
}

void JsonText::value(bool boolean) { raw(boolean ? "true" : "false"); }
void JsonText::value(std::uint64_t number) { raw(fmt::format("{}", number)); }
void JsonText::value(std::int64_t number) { raw(fmt::format("{}", number)); }
void JsonText::null() { raw("null"); }

void JsonText::raw(std::string_view json) {
  separate();
  text_ += json;
}

}  // namespace edict
