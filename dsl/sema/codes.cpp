#include "dsl/sema/codes.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "base/utf8.h"
#include "dsl/sema/analysis.h"

namespace edict::sema {
namespace {

constexpr std::size_t kShownCodes = 60;  // characters of a code list that a hint may take

bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// What to write instead of a code that the item does not have.
std::string suggest_codes(std::string_view code, const Item& item) {
  if (!item.codes) return {};
  std::string all = item.codes->to_string();
  std::vector<std::string_view> listed;
  for (const CodeSetEntry& entry : item.codes->entries()) {
    listed.push_back(entry.low);
    if (entry.kind == CodeSetEntry::Kind::Range) listed.push_back(entry.high);
  }
  if (all.size() <= kShownCodes) return fmt::format("its codes are {}", all);
  const auto near = closest(code, listed);
  if (near.empty()) return {};
  const std::string_view label = item.label_of(near.front());
  return label.empty() ? fmt::format("did you mean {}?", near.front())
                       : fmt::format("did you mean {} ({})?", near.front(), label);
}

bool is_special(const CodeSetEntry& entry, const Item& item) {
  return std::ranges::any_of(item.specials,
                             [&](const SpecialCode& code) { return have_common_code(entry, code.codes); });
}

}  // namespace

bool is_state_word(std::string_view text) {
  return text == "blank" || text == "unknown" || text == "special" || text == "valid";
}

std::vector<LocatedEntry> read_code_list(Analysis& analysis, NodeRef list) {
  std::vector<LocatedEntry> entries;
  for (const NodeRef node : list.children()) {
    const bool is_quoted = node.kind() == NodeKind::QuotedEntry;
    const std::string text = is_quoted ? unquoted(node.text()) : std::string(node.text());
    ParsedEntry parsed = parse_code_set_entry(text, is_quoted);
    if (!parsed.entry) {
      analysis.report(Code::BadCode, node.location(), {node.text(), parsed.problem});
      continue;
    }
    if (!is_quoted && is_state_word(text)) {
      analysis.report(Code::StateInList, node.location(), {text},
                      fmt::format("write `is {} or in […]`, or `\"{}\"` for the code", text, text));
    }
    entries.emplace_back(*std::move(parsed.entry), node.location());
  }
  return entries;
}

CodeSet code_set_of(const std::vector<LocatedEntry>& entries) {
  std::vector<CodeSetEntry> codes;
  for (const auto& [entry, location] : entries) codes.push_back(entry);
  return CodeSet(std::move(codes));
}

CodeFit fit_of(const CodeSetEntry& entry, const Item& item) {
  using Kind = CodeSetEntry::Kind;
  const std::size_t star = entry.kind == Kind::Pattern && entry.low.ends_with('*') ? 1 : 0;
  if (item.length > 0 && !item.allows_unlimited_text && character_count(entry.low) - star > item.length) {
    return CodeFit::TooLong;
  }
  if (item.kind == ItemKind::Date || item.kind == ItemKind::DateTime) return CodeFit::Fits;
  if (item.kind == ItemKind::Number && !item.codes) {
    const bool is_no_number = entry.kind == Kind::Single && !parse_decimal(entry.low) && !is_special(entry, item);
    return is_no_number ? CodeFit::CoversNone : CodeFit::Fits;
  }
  if (entry.kind == Kind::Single) {
    if (item.codes && !item.codes->contains(entry.low) && item.special_of(entry.low) == nullptr) {
      return CodeFit::NotListed;
    }
  } else if (item.codes) {
    const bool covers_some =
        std::ranges::any_of(item.codes->entries(),
                            [&](const CodeSetEntry& code) { return have_common_code(entry, code); }) ||
        is_special(entry, item);
    if (!covers_some) return CodeFit::CoversNone;
  } else if (item.kind == ItemKind::Digits && entry.kind == Kind::Pattern) {
    const bool is_of_digits =
        std::ranges::all_of(entry.low, [](char c) { return c == '?' || c == '*' || (c >= '0' && c <= '9'); });
    if (!is_of_digits && !is_special(entry, item)) return CodeFit::CoversNone;
  }
  if (item.kind == ItemKind::Digits && entry.kind != Kind::Pattern &&
      !(is_digits(entry.low) && is_digits(entry.high)) && item.special_of(entry.low) == nullptr) {
    return CodeFit::NotDigits;
  }
  const bool is_short = item.kind == ItemKind::Digits && !item.codes && entry.kind != CodeSetEntry::Kind::Pattern &&
                        entry.low.size() < item.length && item.special_of(entry.low) == nullptr;
  if (is_short) return CodeFit::TooShort;
  return CodeFit::Fits;
}

bool report_misfit(Analysis& analysis, const CodeSetEntry& entry, const Item& item, Location location) {
  const std::string text = to_string(entry);
  switch (fit_of(entry, item)) {
    case CodeFit::Fits: return false;
    case CodeFit::NotListed:
      analysis.report(Code::CodeNotListed, location, {text, introduce(item)}, suggest_codes(entry.low, item));
      return true;
    case CodeFit::CoversNone: analysis.report(Code::CoversNoCode, location, {text, introduce(item)}); return false;
    case CodeFit::TooLong:
      analysis.report(Code::CodeTooLong, location,
                      {text, introduce(item), std::to_string(character_count(entry.low)), std::to_string(item.length)},
                      suggest_codes(entry.low, item));
      return true;
    case CodeFit::TooShort:
      analysis.report(Code::CodeTooShort, location,
                      {text, counted(entry.low.size(), "digit"), introduce(item), std::to_string(item.length)});
      return false;
    case CodeFit::NotDigits: analysis.report(Code::CodeNotDigits, location, {text, introduce(item)}); return true;
  }
  return false;
}

std::string unquoted(std::string_view text) {
  if (text.starts_with('"')) text.remove_prefix(1);
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') break;
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    plain += text[i];
  }
  return plain;
}

}  // namespace edict::sema
