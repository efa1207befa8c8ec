// Code set entries as text: read as a manual prints them, written so that reading gives the same entry.
#include <algorithm>

#include "dsl/schema/code_set.h"

namespace edict {
namespace {

constexpr std::string_view kEnDash = "\xE2\x80\x93";
constexpr std::string_view kHardSpace = "\xC2\xA0";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_alphanumeric(char c) { return is_digit(c) || is_upper(c) || is_lower(c); }

std::string_view class_name(char c) {
  if (is_digit(c)) return "a digit";
  if (is_upper(c)) return "an upper case letter";
  if (is_lower(c)) return "a lower case letter";
  return "another character";
}

// An en dash becomes a dash, a hard space a blank: what a text pasted from a manual holds.
std::string mend(std::string_view text) {
  std::string mended;
  mended.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(kEnDash)) {
      mended += '-';
      at += kEnDash.size();
    } else if (text.substr(at).starts_with(kHardSpace)) {
      mended += ' ';
      at += kHardSpace.size();
    } else {
      mended += text[at++];
    }
  }
  return mended;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// 2018-01-01: three groups of digits, as dates are written in rules.
bool looks_like_date(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '-'; }) &&
         std::ranges::count(text, '-') == 2;
}

// The place of the dash of a range. A dash at an end of the text or beside punctuation belongs to a code: p0I-, N0(i-).
std::size_t range_dash(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos || text.find('-', dash + 1) != std::string_view::npos)
    return std::string_view::npos;
  const std::string_view low = trim(text.substr(0, dash));
  const std::string_view high = trim(text.substr(dash + 1));
  const auto is_end = [](char c) { return is_alphanumeric(c) || c == '?' || c == '*'; };
  return !low.empty() && !high.empty() && is_end(low.back()) && is_end(high.front()) ? dash : std::string_view::npos;
}

ParsedEntry refuse(std::string problem) { return {std::nullopt, std::move(problem)}; }

ParsedEntry parse_range(std::string_view low, std::string_view high) {
  if ((std::string(low) + std::string(high)).find_first_of("?*") != std::string::npos) {
    return refuse("the ends of a range are codes, without `?` and `*`");
  }
  if (low.size() != high.size()) {
    std::string problem = "the ends of a range must have equal length";
    if (low.size() < high.size() && std::ranges::all_of(low, is_digit) && std::ranges::all_of(high, is_digit)) {
      problem += "; write " + std::string(high.size() - low.size(), '0') + std::string(low) + "-" + std::string(high);
    }
    return refuse(std::move(problem));
  }
  for (std::size_t i = 0; i < low.size(); ++i) {
    if (class_name(low[i]) == class_name(high[i])) continue;
    return refuse("the ends of a range must agree in kind place by place: `" + std::string(1, low[i]) + "` is " +
                  std::string(class_name(low[i])) + ", `" + std::string(1, high[i]) + "` is " +
                  std::string(class_name(high[i])));
  }
  if (high < low) {
    return refuse("the ends of a range are reversed; write " + std::string(high) + "-" + std::string(low));
  }
  return {CodeSetEntry{CodeSetEntry::Kind::Range, std::string(low), std::string(high)}, {}};
}

}  // namespace

ParsedEntry parse_code_set_entry(std::string_view text, bool is_quoted) {
  if (is_quoted) {
    if (trim(text).empty()) return refuse("blank is in no code list; ask `is blank`");
    return {CodeSetEntry{CodeSetEntry::Kind::Single, std::string(text), {}}, {}};
  }
  const std::string mended = mend(text);
  const std::string_view written = trim(mended);
  if (written.empty()) return refuse("an entry is empty");
  if (looks_like_date(written)) return refuse("a date is not a code; compare dates with from, to, before or after");
  if (const std::size_t dash = range_dash(written); dash != std::string_view::npos) {
    return parse_range(trim(written.substr(0, dash)), trim(written.substr(dash + 1)));
  }
  if (const std::size_t star = written.find('*'); star != std::string_view::npos && star + 1 != written.size()) {
    return refuse("`*` stands for the rest of a code and comes last; `?` is one character");
  }
  const bool is_pattern = written.find_first_of("?*") != std::string_view::npos;
  return {CodeSetEntry{is_pattern ? CodeSetEntry::Kind::Pattern : CodeSetEntry::Kind::Single, std::string(written), {}},
          {}};
}

std::string to_string(const CodeSetEntry& entry) {
  if (entry.kind == CodeSetEntry::Kind::Range) return entry.low + "-" + entry.high;
  if (entry.kind == CodeSetEntry::Kind::Pattern) return entry.low;
  const bool is_plain = std::ranges::all_of(entry.low, [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '+' || c == '/' || c == '_' || c == '&' || c == '(' || c == ')';
  });
  const bool is_bare = is_plain || (entry.low.find_first_of(",[]\"\\|#") == std::string::npos &&
                                    parse_code_set_entry(entry.low).entry == entry);
  if (is_bare && !entry.low.empty()) return entry.low;
  std::string text = "\"";
  for (const char c : entry.low) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"";
}

}  // namespace edict
