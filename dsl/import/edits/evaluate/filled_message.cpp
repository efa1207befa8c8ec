#include "dsl/import/edits/evaluate/filled_message.h"

#include "dsl/compatible/blanks.h"

namespace edict::foreign {
namespace {

std::string formatted_date(std::string_view date) {
  const auto part = [&](std::size_t from, std::size_t count) {
    return from < date.size() ? std::string(date.substr(from, count)) : std::string();
  };
  if (date.size() == 8 || date.size() == 6) return "Y:" + part(0, 4) + " M:" + part(4, 2) + " D:" + part(6, 2);
  if (date.size() == 4) return "Y:" + part(0, 4) + " M:   D:";
  return "Y:     M:   D:";
}

}  // namespace

std::string filled_message(std::string_view message, const ItemSource& items) {
  std::string filled;
  while (!message.empty()) {
    const std::size_t begin = message.find("${");
    const std::size_t end = begin == std::string_view::npos ? begin : message.find('}', begin);
    filled += message.substr(0, end == std::string_view::npos ? end : begin);
    if (end == std::string_view::npos) break;
    const std::string_view place = message.substr(begin, end + 1 - begin);
    message.remove_prefix(end + 1);
    const std::size_t dot = place.find('.');
    if (dot == std::string_view::npos) {
      filled += place;
      continue;
    }
    std::string_view item = place.substr(dot + 1, place.size() - dot - 2);
    const bool is_date = item.ends_with(".formatDate()");
    item = item.substr(0, item.find('.'));
    const Value value = items(0, item);
    const std::string_view text = value.text() == nullptr ? "" : compatible::without_blanks(*value.text());
    if (is_date && value.text() != nullptr) {
      filled += formatted_date(text);
    } else {
      filled += text.empty() ? std::string_view("<BLANK>") : text;
    }
  }
  return filled;
}

}  // namespace edict::foreign
