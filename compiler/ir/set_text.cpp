#include "compiler/ir/set_text.h"

#include <charconv>
#include <vector>

namespace edict::ir {
namespace {

using Kind = CodeSetEntry::Kind;

std::string text_of(const CodeSetEntry& entry) {
  switch (entry.kind) {
    case Kind::Single: {
      const bool is_plain = !entry.low.empty() && entry.low.find_first_of("-?*,[]\" \t\\") == std::string::npos;
      return is_plain ? entry.low : quoted(entry.low);
    }
    case Kind::Range: return entry.low + "-" + entry.high;
    case Kind::Pattern: return entry.low;
  }
  return {};
}

// The pieces between commas of a text in brackets; commas in quotes are part of a piece.
std::optional<std::vector<std::string_view>> pieces_of(std::string_view text) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '\\' && is_quoted) {
      ++i;
    } else if (i < text.size() && text[i] == '"') {
      is_quoted = !is_quoted;
    } else if (i >= text.size() || (text[i] == ',' && !is_quoted)) {
      std::string_view piece = text.substr(begin, i - begin);
      while (!piece.empty() && piece.front() == ' ') piece.remove_prefix(1);
      if (!piece.empty()) pieces.push_back(piece);
      begin = i + 1;
    }
  }
  return pieces;
}

std::optional<CodeSetEntry> parse_entry(std::string_view piece) {
  if (piece.front() == '"') {
    std::optional<std::string> code = unquoted(piece);
    if (!code) return std::nullopt;
    return CodeSetEntry{Kind::Single, std::move(*code), {}};
  }
  if (piece.find_first_of("?*") != std::string_view::npos) return CodeSetEntry{Kind::Pattern, std::string(piece), {}};
  const std::size_t half = piece.size() / 2;
  if (piece.size() % 2 == 1 && piece[half] == '-') {
    return CodeSetEntry{Kind::Range, std::string(piece.substr(0, half)), std::string(piece.substr(half + 1))};
  }
  return CodeSetEntry{Kind::Single, std::string(piece), {}};
}

std::optional<hir::NumberSet::Range> parse_range(std::string_view piece) {
  hir::NumberSet::Range range{};
  const char* end = piece.data() + piece.size();
  auto [rest, error] = std::from_chars(piece.data(), end, range.low);
  if (error != std::errc{}) return std::nullopt;
  range.high = range.low;
  if (rest != end && *rest == '-') {
    const auto high = std::from_chars(rest + 1, end, range.high);
    if (high.ec != std::errc{}) return std::nullopt;
    rest = high.ptr;
  }
  if (rest != end) return std::nullopt;
  return range;
}

template <class Entries, class TextOf>
std::string list_text(const Entries& entries, TextOf text_of_entry) {
  std::string text = "[";
  for (const auto& entry : entries) {
    if (text.size() > 1) text += ", ";
    text += text_of_entry(entry);
  }
  return text + "]";
}

}  // namespace

std::string text_of(const CodeSet& set) {
  return list_text(set.entries(), [](const CodeSetEntry& entry) { return text_of(entry); });
}

std::string text_of(const hir::NumberSet& set) {
  return list_text(set.ranges, [](const hir::NumberSet::Range& range) {
    const std::string low = std::to_string(range.low);
    return range.low == range.high ? low : low + "-" + std::to_string(range.high);
  });
}

std::optional<CodeSet> parse_code_set(std::string_view text) {
  const auto pieces = pieces_of(text);
  if (!pieces) return std::nullopt;
  std::vector<CodeSetEntry> entries;
  for (std::string_view piece : *pieces) {
    std::optional<CodeSetEntry> entry = parse_entry(piece);
    if (!entry) return std::nullopt;
    entries.push_back(std::move(*entry));
  }
  return CodeSet(std::move(entries));
}

std::optional<hir::NumberSet> parse_number_set(std::string_view text) {
  const auto pieces = pieces_of(text);
  if (!pieces) return std::nullopt;
  hir::NumberSet set;
  for (std::string_view piece : *pieces) {
    const std::optional<hir::NumberSet::Range> range = parse_range(piece);
    if (!range) return std::nullopt;
    set.ranges.push_back(*range);
  }
  return set;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::optional<std::string> unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\') ++i;
    if (i + 1 < text.size()) out += text[i];
  }
  return out;
}

}  // namespace edict::ir
