#include "dsl/import/edits/print/code_terms.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "dsl/compatible/blanks.h"

namespace edict::foreign {
namespace {

constexpr std::size_t kMostCodes = 400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool are_alike(char a, char b) {
  if (is_digit(a) && is_digit(b)) return true;
  return is_letter(a) && is_letter(b) && (a >= 'a') == (b >= 'a');
}

// Whether a range of texts is a range of codes: ends of one length, alike place by place.
bool is_code_range(std::string_view low, std::string_view high) {
  if (low.size() != high.size() || low > high) return false;
  for (std::size_t i = 0; i < low.size(); ++i) {
    if (low[i] != high[i] && !are_alike(low[i], high[i])) return false;
  }
  return true;
}

// Between such ends no text of at most their length lies but codes.
bool differs_in_last_only(std::string_view low, std::string_view high) {
  return low.substr(0, low.size() - 1) == high.substr(0, high.size() - 1);
}

// Whether the pattern lets only digits through, so many as `length`, perhaps behind one letter: "(\d\d\d)",
// "(C\d\d\d)".
bool asks_full_length(std::string_view pattern, std::size_t length) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '(' || pattern[i] == ')') continue;
    const bool is_any_digit = pattern.substr(i, 2) == "\\d";
    if (!is_any_digit && !is_letter(pattern[i]) && !is_digit(pattern[i])) return false;
    if (is_any_digit) ++i;
    ++count;
  }
  return count == length;
}

// The texts of a small part of the language of patterns: alternatives, groups, classes, `\d`, `?` and `{n}`.
class PatternTexts {
 public:
  explicit PatternTexts(std::string_view pattern) : pattern_(pattern) {}

  std::optional<std::vector<std::string>> all() {
    auto texts = alternatives();
    if (!texts || place_ != pattern_.size()) return std::nullopt;
    return texts;
  }

 private:
  using Texts = std::vector<std::string>;

  std::optional<Texts> alternatives() {
    if (++depth_ > 30) return std::nullopt;
    Texts all;
    for (;;) {
      const auto texts = sequence();
      if (!texts) return std::nullopt;
      all.insert(all.end(), texts->begin(), texts->end());
      if (all.size() > kMostCodes) return std::nullopt;
      if (place_ >= pattern_.size() || pattern_[place_] != '|') break;
      ++place_;
    }
    --depth_;
    return all;
  }

  std::optional<Texts> sequence() {
    Texts texts{""};
    while (place_ < pattern_.size() && pattern_[place_] != '|' && pattern_[place_] != ')') {
      if (pattern_[place_] == '^' || pattern_[place_] == '$') {  // whole texts are matched
        const bool is_at_end = pattern_[place_] == '^' ? texts == Texts{""} : ends_here();
        if (!is_at_end) return std::nullopt;
        ++place_;
        continue;
      }
      const auto item = repeated();
      if (!item || texts.size() * item->size() > kMostCodes) return std::nullopt;
      Texts longer;
      for (const std::string& text : texts) {
        for (const std::string& more : *item) longer.push_back(text + more);
      }
      texts = std::move(longer);
    }
    return texts;
  }

  [[nodiscard]] bool ends_here() const {
    return place_ + 1 >= pattern_.size() || pattern_[place_ + 1] == '|' || pattern_[place_ + 1] == ')';
  }

  std::optional<Texts> repeated() {
    auto texts = single();
    if (!texts || place_ >= pattern_.size()) return texts;
    if (pattern_[place_] == '*' || pattern_[place_] == '+' || pattern_[place_] == '{') return std::nullopt;
    if (pattern_[place_] == '?') {
      ++place_;
      texts->emplace_back();
    }
    return texts;
  }

  std::optional<Texts> single() {
    const char c = pattern_[place_++];
    if (c == '(') {
      auto texts = alternatives();
      if (!texts || place_ >= pattern_.size() || pattern_[place_++] != ')') return std::nullopt;
      return texts;
    }
    if (c == '[') return character_class();
    if (c == '\\') return escape();
    if (c == '.' || c == '*' || c == '+' || c == '?' || c == '{' || c == '}') return std::nullopt;
    return Texts{std::string(1, c)};
  }

  static Texts digits() { return {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}; }

  std::optional<Texts> escape() {
    if (place_ >= pattern_.size()) return std::nullopt;
    const char c = pattern_[place_++];
    if (c == 'd') return digits();
    if (c == 's') return Texts{" "};
    if (is_letter(c) || is_digit(c)) return std::nullopt;
    return Texts{std::string(1, c)};
  }

  std::optional<Texts> character_class() {
    Texts texts;
    if (place_ < pattern_.size() && pattern_[place_] == '^') return std::nullopt;
    while (place_ < pattern_.size() && pattern_[place_] != ']') {
      if (pattern_[place_] == '\\') {
        ++place_;
        const auto more = escape();
        if (!more) return std::nullopt;
        texts.insert(texts.end(), more->begin(), more->end());
        continue;
      }
      const char low = pattern_[place_++];
      const bool is_range = place_ + 1 < pattern_.size() && pattern_[place_] == '-' && pattern_[place_ + 1] != ']';
      const char high = is_range ? pattern_[place_ + 1] : low;
      if (is_range) place_ += 2;
      for (int each = low; each <= high; ++each) texts.emplace_back(1, static_cast<char>(each));
    }
    if (place_ >= pattern_.size() || texts.empty()) return std::nullopt;
    ++place_;
    return texts;
  }

  std::string_view pattern_;
  std::size_t place_ = 0;
  int depth_ = 0;
};

void add_code(CodeTerms& terms, std::string_view code) {
  const std::string_view trimmed = compatible::without_end(code, " ");
  if (trimmed.empty()) {
    terms.has_blank = true;
  } else if (std::ranges::find(terms.codes, trimmed) == terms.codes.end()) {
    terms.codes.emplace_back(trimmed);
  }
}

// The code behind `code`, if it counts on in its last digit.
std::optional<std::string> next_code(std::string code) {
  for (std::size_t i = code.size(); i-- > 0 && is_digit(code[i]);) {
    if (code[i] != '9') {
      ++code[i];
      return code;
    }
    code[i] = '0';
  }
  return std::nullopt;
}

bool is_plain_code(std::string_view code) {
  return !code.empty() && std::ranges::all_of(code, [](char c) { return is_digit(c) || is_letter(c) || c == '_'; });
}

}  // namespace

std::optional<CodeTerms> terms_of_list(std::string_view list, std::string_view pattern, std::size_t length,
                                       std::size_t start, std::size_t count) {
  std::string dense(list);
  std::erase(dense, ' ');
  CodeTerms terms;
  const bool is_full = !pattern.empty() && asks_full_length(pattern, length);
  if (!pattern.empty() && !is_full) return std::nullopt;
  // "(C\\d\\d\\d)", from 2, 3 characters: the list leaves the letter out.
  std::string_view head = pattern;
  while (head.starts_with('(')) head.remove_prefix(1);
  head = start > 1 ? head.substr(0, start - 1) : "";
  if (start > 0 && (!is_full || start + count != length + 1 || !std::ranges::all_of(head, is_letter)))
    return std::nullopt;
  const std::size_t term_length = length - head.size();
  // A blank that the pattern lets through counts as listed; one of digits lets none through.
  for (std::string_view rest = dense; !rest.empty();) {
    const std::string_view term = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), term.size() + 1));
    const std::size_t dash = term.find('-');
    const bool is_range = dash != std::string_view::npos && dash > 0 && dash + 1 < term.size();
    if (term.empty()) continue;
    if (!is_range) {
      if (!is_full || term.size() == term_length) add_code(terms, std::string(head) + std::string(term));
      continue;
    }
    const std::string_view low = term.substr(0, dash);
    const std::string_view high = term.substr(dash + 1);
    if (high.find('-') != std::string_view::npos) continue;  // never matches
    if (!is_code_range(low, high)) return std::nullopt;
    if (is_full && low.size() != term_length) return std::nullopt;
    if (!is_full && !(differs_in_last_only(low, high) && low.size() >= length)) terms.is_exact = false;
    std::string range(head);
    range += low;
    range += '-';
    range += head;
    range += high;
    if (low == high) {
      add_code(terms, std::string(head) + std::string(low));
    } else {
      terms.ranges.push_back(std::move(range));
    }
  }
  if (terms.codes.empty() && terms.ranges.empty()) return std::nullopt;
  return terms;
}

std::optional<CodeTerms> terms_of_blocks(std::string_view text, std::size_t block, std::size_t length,
                                         std::size_t blanks) {
  CodeTerms terms;
  if (block <= 1) block = text.size();
  for (std::size_t from = 0; from < text.size(); from += block) {
    const std::string_view part = text.substr(from, block);
    for (std::size_t at = 0; at + length + blanks <= part.size(); ++at) {
      const bool is_ended = part.substr(at + length, blanks).find_first_not_of(' ') == std::string_view::npos;
      if (is_ended) add_code(terms, part.substr(at, length));
    }
    if (terms.codes.size() > kMostCodes) return std::nullopt;
  }
  return terms;
}

std::optional<CodeTerms> terms_of_pattern(std::string_view pattern, std::optional<std::size_t> padded_length) {
  const auto texts = PatternTexts(pattern).all();
  if (!texts) return std::nullopt;
  CodeTerms terms;
  for (const std::string& text : *texts) {
    if (padded_length && text.size() != *padded_length) continue;
    if (!padded_length && (text.empty() || compatible::without_blanks(text).size() != text.size())) continue;
    add_code(terms, text);
  }
  return terms;
}

void add_terms(CodeTerms& terms, const CodeTerms& others) {
  const auto add = [](std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const std::string& term : more) {
      if (std::ranges::find(all, term) == all.end()) all.push_back(term);
    }
  };
  add(terms.codes, others.codes);
  add(terms.ranges, others.ranges);
  terms.has_blank |= others.has_blank;
  terms.is_exact &= others.is_exact;
}

std::optional<CodeTerms> without_terms(const CodeTerms& all, const CodeTerms& taken) {
  using Ends = std::pair<std::string_view, std::string_view>;
  const auto ends_of = [](std::string_view range) {
    const std::size_t dash = range.find('-');
    return Ends{range.substr(0, dash), range.substr(dash + 1)};
  };
  const auto meet = [](Ends a, Ends b) {
    return a.first.size() == b.first.size() && a.first <= b.second && b.first <= a.second;
  };
  std::vector<Ends> away;
  for (const std::string& code : taken.codes) away.emplace_back(code, code);
  for (const std::string& range : taken.ranges) away.push_back(ends_of(range));
  const auto is_taken = [&](Ends ends) {
    return std::ranges::any_of(away, [&](Ends each) { return meet(ends, each); });
  };
  if (std::ranges::any_of(all.ranges, [&](const std::string& range) { return is_taken(ends_of(range)); })) {
    return std::nullopt;
  }
  CodeTerms left = all;
  std::erase_if(left.codes, [&](const std::string& code) { return is_taken({code, code}); });
  left.has_blank &= !taken.has_blank;
  left.is_exact &= taken.is_exact;
  return left.is_empty() ? std::nullopt : std::optional(std::move(left));
}

std::string written_code(std::string_view code) {
  if (is_plain_code(code)) return std::string(code);
  std::string quoted = "\"";
  for (const char c : code) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

// The escapes of Java that RE2 reads otherwise are not in published patterns; a slash ends a pattern.
std::string written_pattern(std::string_view pattern) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '/' && (i == 0 || pattern[i - 1] != '\\')) text += '\\';
    text += pattern[i];
  }
  return "/" + text + "/";
}

std::string written_list(const CodeTerms& terms) {
  const std::set<std::string> singles(terms.codes.begin(), terms.codes.end());
  std::vector<std::string> ranges = terms.ranges;
  for (auto first = singles.begin(); first != singles.end(); ++first) {
    auto last = first;
    int count = 1;
    while (is_plain_code(*first) && std::next(last) != singles.end() && next_code(*last) == *std::next(last)) {
      ++last;
      ++count;
    }
    if (count < 3) {
      ranges.push_back(written_code(*first));
    } else {
      ranges.push_back(*first + "-" + *last);
      first = last;
    }
  }
  std::ranges::sort(ranges);
  std::string list = "[";
  for (const std::string& range : ranges) list += (list.size() > 1 ? ", " : "") + range;
  return list + "]";
}

}  // namespace edict::foreign
