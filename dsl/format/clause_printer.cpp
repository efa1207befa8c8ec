#include "dsl/format/clause_printer.h"

#include <algorithm>

namespace edict {
namespace {

using Kind = ClauseToken::Kind;

// A list of this width is not broken, even where its line grows longer than others.
constexpr std::size_t kShortList = kLineWidth / 2;

bool is_open(Kind kind) { return kind == Kind::Open || kind == Kind::OpenList; }
bool is_close(Kind kind) { return kind == Kind::Close || kind == Kind::CloseList; }

// Clauses whose body stands behind an `=`.
bool declares_by_equals(std::string_view word) {
  return word == "code" || word == "condition" || word == "calculate" || word == "let";
}

class ClausePrinter {
 public:
  ClausePrinter(std::span<const ClauseToken> tokens, const ClauseColumns& columns)
      : tokens_(tokens), columns_(columns), is_before_declared_body_(declares_by_equals(tokens.front().text)) {}

  std::string print() {
    text_.append(columns_.indentation, ' ');
    column_ = columns_.indentation;
    for (std::size_t index = 0; index < tokens_.size(); ++index) print(index);
    return std::move(text_);
  }

 private:
  struct Bracket {
    std::size_t inside;       // the column that lines inside it begin at
    bool is_block = false;    // its first line is the bracket alone
    bool keeps_lines = true;  // lines inside it begin where they did; else they are filled,
    bool is_whole = false;    // or it stands on one line
  };

  void print(std::size_t index) {
    const ClauseToken& token = tokens_[index];
    if (is_close(token.kind)) close(index);
    else if (begins_line(index)) begin_line(open_.empty() ? body_ : open_.back().inside);
    else separate(index);

    if (index == 1) body_ = column_;
    add(token.text);
    if (token.text == "=" && is_before_declared_body_) {
      body_ = column_ + 1;
      is_before_declared_body_ = false;
    }
    if (is_open(token.kind)) open_.push_back(bracket_of(index));
  }

  bool begins_line(std::size_t index) const {
    if (index < 2) return false;
    const ClauseToken& token = tokens_[index];
    const ClauseToken& before = tokens_[index - 1];
    if (before.kind == Kind::Comment) return true;
    if (token.kind == Kind::Comma) return false;
    if (is_open(before.kind)) return open_.back().is_block;
    if (!open_.empty() && !open_.back().keeps_lines) {
      return !open_.back().is_whole && column_ + 1 + width_to_comma(index) > kLineWidth;
    }
    return token.starts_line;
  }

  void close(std::size_t index) {
    if (open_.empty()) return separate(index);
    const bool is_block = open_.back().is_block;
    open_.pop_back();
    if (is_block) begin_line(columns_.indentation);
    else if (tokens_[index - 1].kind == Kind::Comment) begin_line(open_.empty() ? body_ : open_.back().inside);
  }

  // Puts blanks between a token and the one before it.
  void separate(std::size_t index) {
    if (index == 0) return;
    const ClauseToken& token = tokens_[index];
    const ClauseToken& before = tokens_[index - 1];
    for (const ClauseColumns::Stop& stop : columns_.stops) {
      if (stop.token == index && stop.column > column_) return add(std::string(stop.column - column_, ' '));
    }
    if (token.kind == Kind::Comment) return add("  ");
    const bool is_cell = before.kind == Kind::Close && token.text.starts_with('.');
    const bool is_tight = is_open(before.kind) || is_cell || token.kind == Kind::Comma || is_close(token.kind) ||
                          (token.kind == Kind::Open && before.is_callee);
    if (!is_tight) add(" ");
  }

  Bracket bracket_of(std::size_t index) const {
    if (tokens_[index].kind == Kind::Open) return {.inside = column_};
    const bool is_block = index + 1 < tokens_.size() && tokens_[index + 1].starts_line;
    if (is_block) return {.inside = columns_.indentation + 2, .is_block = true};
    std::size_t width = 0;
    for (std::size_t at = index; at < tokens_.size() && tokens_[at].kind != Kind::CloseList; ++at) {
      if (tokens_[at].kind == Kind::Comment) return {.inside = column_};
      width += width_of(tokens_[at].text) + (tokens_[at].kind == Kind::Comma ? 1 : 0);
    }
    return {.inside = column_, .keeps_lines = false, .is_whole = width < kShortList};
  }

  // The width of a code and the comma or bracket behind it.
  std::size_t width_to_comma(std::size_t index) const {
    const bool has_more = index + 1 < tokens_.size();
    return width_of(tokens_[index].text) + (has_more ? width_of(tokens_[index + 1].text) : 0);
  }

  void begin_line(std::size_t column) {
    text_ += '\n';
    text_.append(column, ' ');
    column_ = column;
  }

  void add(std::string_view text) {
    text_ += text;
    column_ += width_of(text);
  }

  std::span<const ClauseToken> tokens_;
  const ClauseColumns& columns_;
  std::string text_;
  std::vector<Bracket> open_;
  std::size_t column_ = 0;
  std::size_t body_ = 0;          // the column that continued lines begin at
  bool is_before_declared_body_;  // code list A = …, condition B = …: the body stands behind the `=`
};

}  // namespace

std::string print_clause(std::span<const ClauseToken> tokens, const ClauseColumns& columns) {
  return ClausePrinter(tokens, columns).print();
}

}  // namespace edict
