#include "dsl/syntax/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

#include "dsl/syntax/characters.h"
#include "dsl/syntax/clause_words.h"
#include "dsl/syntax/word_set.h"

namespace edict {
namespace {

// A line that ends or starts with one of these is not finished, or not a beginning.
constexpr WordSet kEndingWords({"and",  "as",      "because", "by", "case",   "except", "from", "has",
                                "have", "implies", "in",      "is", "lookup", "not",    "of",   "on",
                                "or",   "table",   "then",    "to", "when",   "where",  "with"});
constexpr WordSet kStartingWords({"after",   "and",    "are",  "as",     "because", "before",  "by",   "contains",
                                  "ends",    "except", "from", "has",    "have",    "implies", "in",   "is",
                                  "matches", "or",     "same", "starts", "then",    "to",      "where"});

// Words that begin a clause and stand nowhere else but in lists, so a line that begins with one continues nothing else.
constexpr WordSet kClauseWords({"message", "note", "otherwise", "override", "require", "severity", "skip", "when"});

// Where a quote, a bracket or a comment may begin or end.
constexpr CharacterSet kSigns("\"/#[]()");

// What may end a quoted text, and a pattern.
constexpr CharacterSet kQuoteSigns("\"\\");
constexpr CharacterSet kPatternSigns("/\\");

constexpr CharacterSet kBars("|");

bool starts_with_operator(std::string_view line, std::string_view word) {
  if (word == "not") return line.substr(word.size()).starts_with(" in ");
  if (!word.empty()) return kStartingWords.contains(word);
  if (line.starts_with('-')) return line.size() > 1 && is_blank(line[1]);
  return line.find_first_of(",)]=<>!&+*/") == 0;
}

bool ends_with_operator(std::string_view line) {
  const char last = line.back();
  if (is_word(last)) {
    const std::string_view word = last_word(line);
    const std::string_view before = line.substr(0, line.size() - word.size());
    const bool is_separate = before.empty() || is_blank(before.back()) || before.back() == '(';
    return is_separate && kEndingWords.contains(word);
  }
  if (std::string_view(",([=<>").find(last) != std::string_view::npos) return true;
  // Codes may end in these: `x is p0I-`.
  return std::string_view("+-&*/").find(last) != std::string_view::npos && line.size() > 1 &&
         is_blank(line[line.size() - 2]);
}

// Lays out one block after the other. A fault is reported where the thing left open begins.
class LayoutScanner {
 public:
  LayoutScanner(const SourceFile& file, FileId id, DiagnosticSink& sink)
      : source_(file.text()), file_(id), sink_(sink) {
    layout_.text.reserve(source_.size());
    layout_.lines.reserve(static_cast<std::size_t>(std::ranges::count(source_, '\n')) + 1);
  }

  void scan_block(Span block) {
    layout_.text.append(block.begin - layout_.text.size(), ' ');
    layout_.text.append(source_.substr(block.begin, block.end - block.begin));
    columns_.clear();
    starts_block_ = true;
    const std::size_t mark = block.begin == 0 ? source_.size() - without_byte_order_mark(source_).size() : 0;
    layout_.text.replace(block.begin, mark, mark, ' ');
    for (auto begin = block.begin + static_cast<std::uint32_t>(mark); begin < block.end;) {
      const std::size_t newline = source_.substr(0, block.end).find('\n', begin);
      const std::uint32_t end = newline == source_.npos ? block.end : static_cast<std::uint32_t>(newline);
      scan_line(begin, end);
      begin = end + 1;
    }
    end_line();
  }

  Layout finish() {
    layout_.text.resize(source_.size(), ' ');
    if (tab_count_ > 0) {
      const std::string more = tab_count_ == 1 ? "" : fmt::format(" ({} lines have tabs)", tab_count_);
      sink_.report(Code::TabIndentation, {file_, first_tab_}, {}, "indent by two blanks for each level" + more);
    }
    return std::move(layout_);
  }

 private:
  // A line that is neither blank nor a comment.
  struct Line {
    std::string_view text;  // from its first word or sign
    std::string_view word;  // empty if it begins with a sign
    std::uint32_t begin;
    std::uint32_t column;
  };

  void scan_line(std::uint32_t begin, std::uint32_t end) {
    if (has_unusual(text_at(begin, end))) check_characters(begin, end);
    std::uint32_t first = begin;
    std::uint32_t column = 0;
    for (; first < end && is_blank(layout_.text[first]); ++first)
      column += layout_.text[first] == '\t' ? 8 - column % 8 : source_[first] == '\xA0' ? 0 : 1;
    if (first == end) return;
    if (is_comment(first, begin)) return add_comment(first, end, true);
    count_tab(begin, first);

    const std::string_view text = text_at(first, end);
    const bool is_row = text.front() == '|';
    const Line line{text, first_word(text), first, column};
    if (is_row || !continues(line)) begin_line(line, is_row);
    content_end_ = is_row ? scan_row(first, end) : scan_words(first, end);
    layout_.lines.back().span.end = content_end_;
  }

  // True if the line belongs to the logical line above.
  bool continues(const Line& line) {
    if (!is_line_open_) return false;
    const LogicalLine& current = layout_.lines.back();
    if (current.is_row) return false;
    const std::string_view so_far = text_at(current.span.begin, content_end_);
    const bool is_deeper = line.column > current.column;
    const bool can_begin_clause = !is_in_list() && !so_far.ends_with(',');
    if (can_begin_clause && kClauseWords.contains(line.word)) return false;
    if (!opens_.empty()) {
      if (is_deeper || line.text.front() == ']' || line.text.front() == ')') return true;
      if (begins_clause(line.word)) return false;
    } else {
      if (is_deeper) return ends_with_operator(so_far) || starts_with_operator(line.text, line.word);
      if (line.word.empty() || !starts_with_operator(line.text, line.word)) return false;
    }
    const auto word_end = static_cast<std::uint32_t>(line.begin + std::max<std::size_t>(1, line.word.size()));
    if (!is_depth_reported_) sink_.report(Code::ContinuationNotDeeper, {file_, {line.begin, word_end}});
    is_depth_reported_ = true;
    return true;
  }

  void begin_line(const Line& line, bool is_row) {
    end_line();
    while (!columns_.empty() && columns_.back() >= line.column) columns_.pop_back();
    const std::size_t length = line.word.empty() ? kBlanks.find_in(line.text) : line.word.size();
    layout_.lines.push_back({.span = {line.begin, line.begin},
                             .word = {line.begin, line.begin + static_cast<std::uint32_t>(length)},
                             .column = line.column,
                             .depth = static_cast<std::uint32_t>(columns_.size()),
                             .is_row = is_row,
                             .begins_block = starts_block_});
    if (!is_row) columns_.push_back(line.column);
    starts_block_ = false;
    is_line_open_ = true;
    is_depth_reported_ = false;
  }

  void end_line() {
    if (!opens_.empty()) {
      const std::uint32_t place = opens_.back();
      report_unclosed(Code::UnclosedBracket, {place, place + 1},
                      layout_.text[place] == '[' ? "expected `]`" : "expected `)`");
    }
    opens_.clear();
    is_line_open_ = false;
  }

  // Finds quotes, brackets and the comment of a line; returns where its words end.
  std::uint32_t scan_words(std::uint32_t first, std::uint32_t end) {
    for (std::uint32_t at = find(kSigns, first, end); at < end; at = find(kSigns, at + 1, end)) {
      switch (layout_.text[at]) {
        case '"': at = skip_quoted(at, end) - 1; break;
        case '/':
          if (begins_pattern(at, first)) at = skip_quoted(at, end) - 1;
          break;
        case '#':
          if (!is_comment(at, first)) break;
          add_comment(at, end, false);
          return trimmed_end(first, at);
        case '[': opens_.push_back(at); break;
        case '(':
          if (!is_in_list()) opens_.push_back(at);
          break;
        case ']':
          if (is_in_list()) opens_.pop_back();
          break;
        case ')':
          if (!opens_.empty() && !is_in_list()) opens_.pop_back();
          break;
        default: break;
      }
    }
    return trimmed_end(first, end);
  }

  // Finds the comment of a row, which can only stand where a cell would begin; returns where the last bar ends.
  std::uint32_t scan_row(std::uint32_t first, std::uint32_t end) {
    // Most rows have neither quote nor comment: where they end is all there is to find.
    const std::uint32_t row_end = trimmed_end(first, end);
    const std::string_view row = text_at(first, row_end);
    if (row.size() > 1 && row.back() == '|' && row.find('"') == row.npos && row.find('#') == row.npos) return row_end;
    std::uint32_t last_bar = first;
    for (;;) {
      auto at = static_cast<std::uint32_t>(kBlanks.find_other_in(text_at(0, end), last_bar + 1));
      if (at == end) return last_bar + 1;
      if (layout_.text[at] == '#') {
        add_comment(at, end, false);
        return last_bar + 1;
      }
      if (layout_.text[at] == '"') at = skip_quoted(at, end);
      at = find(kBars, at, end);
      if (at == end) {
        report_unclosed(Code::UnfinishedRow, {row_end - 1, row_end}, "end the row with `|`");
        return row_end;
      }
      last_bar = at;
    }
  }

  // A slash begins a pattern behind `matches`. The word may stand on the line before.
  bool begins_pattern(std::uint32_t slash, std::uint32_t line_begin) const {
    const std::uint32_t before = trimmed_end(line_begin, slash);
    const std::uint32_t end = before > line_begin ? before : content_end_;
    return last_word(text_at(0, end)) == "matches";
  }

  // Returns the place behind the closing quote, or slash of a pattern, or the end of the line after reporting that
  // there is none.
  std::uint32_t skip_quoted(std::uint32_t quote, std::uint32_t end) {
    const char sign = layout_.text[quote];
    const CharacterSet& signs = sign == '"' ? kQuoteSigns : kPatternSigns;
    for (std::uint32_t at = find(signs, quote + 1, end); at < end; at = find(signs, at + 2, end)) {
      if (layout_.text[at] == sign) return at + 1;
    }
    report_unclosed(Code::UnclosedQuote, {quote, quote + 1},
                    sign == '"' ? "a text ends on the line it begins on" : "expected `/`");
    return end;
  }

  // `#` begins a comment at the start of a line or behind a blank; `#522` is an item, and `#S"…"` another system's
  // item.
  bool is_comment(std::uint32_t at, std::uint32_t line_begin) const {
    const std::string_view text = layout_.text;
    if (text[at] != '#' || (at > line_begin && !is_blank(text[at - 1]))) return false;
    const std::string_view rest = text.substr(at + 1);
    if (!rest.empty() && is_digit(rest.front())) return false;
    const bool is_first = text.substr(line_begin, at - line_begin).find_first_not_of(" \t") == text.npos;
    return is_first || !(rest.starts_with('"') || rest.starts_with("S\""));
  }

  void add_comment(std::uint32_t begin, std::uint32_t end, bool is_own_line) {
    layout_.comments.push_back({{begin, trimmed_end(begin, end)}, is_own_line});
    std::fill(layout_.text.begin() + begin, layout_.text.begin() + end, ' ');
  }

  // Bytes that check_characters looks at: all that is not ASCII, and control characters.
  static bool is_unusual(char c) { return static_cast<signed char>(c) < ' ' && c != '\t' && c != '\r'; }

  // Looks at every byte and branches on none, so that the compiler takes many at once.
  static bool has_unusual(std::string_view line) {
    std::uint8_t found = 0;
    for (const char c : line) found |= static_cast<std::uint8_t>(is_unusual(c));
    return found != 0;
  }

  // Overwrites hard blanks; reports the first byte that is not UTF-8 or controls a terminal.
  void check_characters(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t at = begin; at < end;) {
      if (!is_unusual(layout_.text[at])) {
        ++at;
        continue;
      }
      const std::string_view rest = text_at(at, end);
      const std::size_t length = character_length(rest);
      if (length < 2) {
        if (!has_unreadable_) {
          sink_.report(Code::UnreadableCharacter, {file_, {at, at + 1}},
                       {length == 1 ? "a control character" : "not UTF-8"},
                       length == 1 ? "" : "save the file as UTF-8");
        }
        has_unreadable_ = true;
        layout_.text[at] = '?';
        ++at;
        continue;
      }
      if (rest.starts_with("\xC2\xA0")) {
        std::fill_n(layout_.text.begin() + at, length, ' ');
      }
      at += static_cast<std::uint32_t>(length);
    }
  }

  void count_tab(std::uint32_t begin, std::uint32_t first) {
    const std::size_t tab = text_at(0, first).find('\t', begin);
    if (tab == std::string_view::npos) return;
    if (tab_count_++ == 0) first_tab_ = {static_cast<std::uint32_t>(tab), static_cast<std::uint32_t>(tab + 1)};
  }

  void report_unclosed(Code code, Span span, std::string hint) {
    if (layout_.lines.back().is_unclosed) return;
    layout_.lines.back().is_unclosed = true;
    sink_.report(code, {file_, span}, {text_at(span.begin, span.end)}, std::move(hint));
  }

  std::string_view text_at(std::uint32_t begin, std::uint32_t end) const {
    return std::string_view(layout_.text).substr(begin, end - begin);
  }

  // The first place in [begin, end) that has one of `characters`; at least `end` if none does.
  std::uint32_t find(const CharacterSet& characters, std::uint32_t begin, std::uint32_t end) const {
    return static_cast<std::uint32_t>(characters.find_in(text_at(0, end), begin));
  }

  bool is_in_list() const { return !opens_.empty() && layout_.text[opens_.back()] == '['; }

  std::uint32_t trimmed_end(std::uint32_t begin, std::uint32_t end) const {
    const char* text = layout_.text.data();
    return static_cast<std::uint32_t>(without_blanks_behind(text + begin, text + end) - text);
  }

  std::string_view source_;
  FileId file_;
  DiagnosticSink& sink_;
  Layout layout_;
  std::vector<std::uint32_t> columns_;  // of the lines the current one stands under, and its own
  std::vector<std::uint32_t> opens_;    // places of the brackets that are open
  std::uint32_t content_end_ = 0;
  std::uint32_t tab_count_ = 0;
  Span first_tab_;
  bool has_unreadable_ = false;
  bool starts_block_ = true;
  bool is_line_open_ = false;
  bool is_depth_reported_ = false;
};

}  // namespace

Layout lay_out(const SourceFile& file, FileId id, std::span<const Span> blocks, DiagnosticSink& sink) {
  LayoutScanner scanner(file, id, sink);
  for (const Span block : blocks) scanner.scan_block(block);
  return scanner.finish();
}

}  // namespace edict
