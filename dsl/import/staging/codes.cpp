#include "dsl/import/staging/codes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>

namespace edict::staging {
namespace {

constexpr std::size_t kMostDigits = 9;
constexpr std::int64_t kMostCodes = 1'000'000;

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= kMostDigits &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t number_of(std::string_view digits) {
  std::int64_t number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

// What is before the digits at the end.
std::string_view head_of(std::string_view code) {
  return code.substr(0, code.find_last_not_of("0123456789") + 1);  // npos + 1 is 0
}

// The code of the same length that counts one more; none behind nines.
std::optional<std::string> next_code(const std::string& code) {
  const std::string_view head = head_of(code);
  const std::string_view digits = std::string_view(code).substr(head.size());
  if (!is_number(digits)) return std::nullopt;
  std::string next = fmt::format("{}{:0{}}", head, number_of(digits) + 1, digits.size());
  return next.size() == code.size() ? std::optional(std::move(next)) : std::nullopt;
}

// A part of a range of numbers as texts of `length` digits, with `decimals` behind a point.
void add_numbers(std::vector<std::string>& parts, std::int64_t low, std::int64_t high, std::size_t length,
                 std::size_t decimals) {
  std::int64_t end = 1;
  for (std::size_t i = 0; i < length; ++i) end *= 10;
  if (low >= end) return;
  const auto text = [&](std::int64_t number) {
    std::string digits = fmt::format("{:0{}}", number, length);
    if (decimals > 0) digits.insert(digits.size() - decimals, ".");
    return digits;
  };
  const std::string first = text(low);
  const std::string last = text(std::min(high, end - 1));
  parts.push_back(first == last ? first : first + "-" + last);
}

// "0.1", of ends with as many decimals.
std::optional<std::size_t> decimals_of(const Term& term) {
  const std::size_t point = term.low.find('.');
  if (point == std::string::npos) return std::nullopt;
  const std::size_t decimals = term.low.size() - point - 1;
  const bool is_alike = term.high.size() > decimals + 1 && term.high[term.high.size() - decimals - 1] == '.';
  return is_alike && decimals > 0 ? std::optional(decimals) : std::nullopt;
}

std::string without_point(std::string_view text) {
  std::string digits(text);
  std::erase(digits, '.');
  return digits;
}

}  // namespace

std::vector<Term> terms_of(std::string_view cell) {
  std::vector<Term> terms;
  while (!cell.empty()) {
    const std::string_view text = without_blanks(cell.substr(0, cell.find(',')));
    cell.remove_prefix(
        std::min(cell.size(), cell.find(',') == std::string_view::npos ? cell.size() : cell.find(',') + 1));
    if (text.empty()) continue;
    const std::size_t dash = text.find('-');
    const bool is_range = dash != std::string_view::npos && dash > 0 && dash + 1 < text.size();
    Term term{std::string(text), std::string(text)};
    if (is_range) term = {std::string(text.substr(0, dash)), std::string(text.substr(dash + 1))};
    if (term.high.starts_with("{{")) term.high = "9999";
    terms.push_back(std::move(term));
  }
  return terms;
}

std::set<std::string> codes_of(const std::vector<Term>& terms) {
  std::set<std::string> codes;
  for (const Term& term : terms) {
    if (term.is_any()) continue;
    codes.insert(term.low);
    const bool is_counted = term.is_range() && term.low.size() == term.high.size() &&
                            head_of(term.low) == head_of(term.high) && term.low < term.high;
    std::optional<std::string> code = term.low;
    for (std::int64_t left = kMostCodes; is_counted && code && code != term.high && left > 0; --left) {
      code = next_code(*code);
      if (code) codes.insert(*code);
    }
  }
  return codes;
}

std::string written(const std::set<std::string>& codes) {
  std::string cell;
  for (auto first = codes.begin(); first != codes.end(); ++first) {
    auto last = first;
    std::size_t count = 1;
    while (std::next(last) != codes.end() && next_code(*last) == *std::next(last)) {
      ++last;
      ++count;
    }
    if (!cell.empty()) cell += ", ";
    cell += *first;
    if (count < 3) continue;
    cell += "-" + *last;
    first = last;
  }
  return cell;
}

std::string written_terms(const std::vector<Term>& terms, std::size_t length) {
  std::vector<std::string> parts;
  std::set<std::string> singles;
  for (const Term& term : terms) {
    const auto decimals = term.is_range() ? decimals_of(term) : std::nullopt;
    if (decimals || (term.is_range() && is_number(term.low) && is_number(term.high))) {
      const std::string low = without_point(term.low);
      const std::string high = without_point(term.high);
      if (!is_number(low) || !is_number(high)) continue;
      const std::size_t digits = length - std::min<std::size_t>(length, decimals ? 1 : 0);  // the point is none
      const std::size_t most = std::max(high.size(), std::min(digits, kMostDigits));
      const std::size_t least = decimals ? low.size() : 1;
      for (std::size_t size = least; size <= most; ++size) {
        add_numbers(parts, number_of(low), number_of(high), size, decimals.value_or(0));
      }
    } else if (term.is_range() && term.low.size() == term.high.size()) {
      parts.push_back(term.low + "-" + term.high);
    } else {
      singles.insert(term.low);
    }
  }
  std::string cell = written(singles);
  for (const std::string& part : parts) cell += (cell.empty() ? "" : ", ") + part;
  return cell;
}

}  // namespace edict::staging
