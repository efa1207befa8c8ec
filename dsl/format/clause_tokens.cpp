#include "dsl/format/clause_tokens.h"

#include <algorithm>

#include "dsl/syntax/characters.h"

namespace edict {
namespace {

using Kind = ClauseToken::Kind;

constexpr std::string_view kHardBlank = "\xC2\xA0";
constexpr std::string_view kEnDash = "\xE2\x80\x93";

}  // namespace

bool has_words_inside(NodeKind leaf) {
  switch (leaf) {
    case NodeKind::ExpectOne:
    case NodeKind::ExpectFirst:
    case NodeKind::ExpectAll:
    case NodeKind::ExpectLast:
    case NodeKind::OtherwiseSkip:
    case NodeKind::NotStateAlt:
    case NodeKind::NumberAlt:
    case NodeKind::DateAlt:
    case NodeKind::ByYear:
    case NodeKind::ByMonth:
    case NodeKind::Bound:
    case NodeKind::CodeList:
    case NodeKind::TestClause:
    case NodeKind::InFileOrder:
    case NodeKind::GivesClause:
    case NodeKind::ChooseClause:
    case NodeKind::OtherwiseClause:
    case NodeKind::InOrderClause:
    case NodeKind::ReviewClause:
    case NodeKind::RetiredClause:
    case NodeKind::EndClause: return true;
    default: return false;
  }
}

namespace {

class Tokenizer {
 public:
  Tokenizer(const SyntaxTree& tree, const Clause& clause) : tree_(tree), clause_(clause), place_(clause.span.begin) {
    comment_ =
        std::ranges::lower_bound(tree.comments, clause.span.begin, {}, [](const Comment& c) { return c.span.begin; });
  }

  std::vector<ClauseToken> read() {
    const std::uint32_t first = clause_.first_node;
    const std::uint32_t end = first + clause_.node_count;
    std::vector<bool> is_callee(clause_.node_count);
    for (std::uint32_t index = first; index < end; ++index) {
      const Node& node = tree_.nodes[index];
      if (node.kind == NodeKind::CallExpr || node.kind == NodeKind::LookupExpr || node.kind == NodeKind::EditsCall)
        is_callee[index + 1 - node.size - first] = true;
    }
    if (clause_.kind == NodeKind::LookupClause) is_callee[0] = true;
    for (std::uint32_t index = first; index < end; ++index) {
      const Node& node = tree_.nodes[index];
      if (node.size > 1 || has_words_inside(node.kind)) continue;
      read_gap(node.span.begin);
      std::string text(tree_.source->text(node.span));
      if (node.kind == NodeKind::CodeEntry) text = mended_code(text);
      place_ = node.span.begin;
      add(Kind::Word, std::move(text));
      tokens_.back().is_callee = is_callee[index - first];
      tokens_.back().is_leaf = true;
      place_ = node.span.end;
    }
    read_gap(clause_.span.end);
    return std::move(tokens_);
  }

 private:
  // Reads keywords, signs and comments up to `end`.
  void read_gap(std::uint32_t end) {
    while (skip_blanks(end)) {
      const std::string_view rest = tree_.source->text({place_, end});
      const std::size_t length = length_of(rest);
      add(kind_of(rest.front()), std::string(rest.substr(0, length)));
      place_ += static_cast<std::uint32_t>(length);
    }
  }

  // Moves to the next token before `end`, past blanks and comments.
  bool skip_blanks(std::uint32_t end) {
    while (place_ < end) {
      const std::string_view rest = tree_.source->text({place_, end});
      if (comment_ != tree_.comments.end() && comment_->span.begin == place_) {
        starts_line_ = starts_line_ || comment_->is_own_line;
        add(Kind::Comment, std::string(tree_.source->text(comment_->span)));
        place_ = comment_->span.end;
        ++comment_;
      } else if (is_blank(rest.front())) {
        starts_line_ = starts_line_ || rest.front() == '\n';
        ++place_;
      } else if (rest.starts_with(kHardBlank)) {
        place_ += static_cast<std::uint32_t>(kHardBlank.size());
      } else {
        return true;
      }
    }
    return false;
  }

  static std::size_t length_of(std::string_view text) {
    const auto is_sign = [](char c) { return std::string_view("<>=!+-").find(c) != std::string_view::npos; };
    if (kind_of(text.front()) != Kind::Word) return 1;
    const bool starts_with_sign = is_sign(text.front());
    std::size_t length = 1;
    while (length < text.size() && !is_blank(text[length]) && kind_of(text[length]) == Kind::Word &&
           is_sign(text[length]) == starts_with_sign && !text.substr(length).starts_with(kHardBlank)) {
      ++length;
    }
    return length;
  }

  static Kind kind_of(char c) {
    switch (c) {
      case ',': return Kind::Comma;
      case '(': return Kind::Open;
      case ')': return Kind::Close;
      case '[': return Kind::OpenList;
      case ']': return Kind::CloseList;
      default: return Kind::Word;
    }
  }

  void add(Kind kind, std::string text) {
    tokens_.push_back({.kind = kind, .text = std::move(text), .starts_line = starts_line_, .begin = place_});
    starts_line_ = false;
  }

  const SyntaxTree& tree_;
  const Clause& clause_;
  std::vector<ClauseToken> tokens_;
  std::vector<Comment>::const_iterator comment_;  // the next one
  std::uint32_t place_;
  bool starts_line_ = false;
};

}  // namespace

std::vector<ClauseToken> tokens_of(const SyntaxTree& tree, const Clause& clause) {
  return Tokenizer(tree, clause).read();
}

std::string mended_code(std::string_view code) {
  std::string mended;
  for (std::size_t at = 0; at < code.size();) {
    const std::string_view rest = code.substr(at);
    if (rest.starts_with(kEnDash)) {
      mended += '-';
      at += kEnDash.size();
    } else if (rest.starts_with(kHardBlank)) {
      mended += ' ';
      at += kHardBlank.size();
    } else {
      mended += rest.front();
      ++at;
    }
  }
  return mended;
}

}  // namespace edict
