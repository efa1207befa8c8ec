#include "dsl/json/document.h"

#include <algorithm>

#include "dsl/format/clause_tokens.h"
#include "dsl/format/columns.h"

namespace edict::json {
namespace {

// Forgets the line breaks of code lists whose lines the printer fills (clause_printer.h): they say nothing.
void join_filled_lists(std::vector<ClauseToken>& tokens) {
  using Kind = ClauseToken::Kind;
  for (std::size_t open = 0; open + 1 < tokens.size(); ++open) {
    if (tokens[open].kind != Kind::OpenList || tokens[open + 1].starts_line) continue;
    std::size_t close = open;
    bool has_comment = false;
    for (; close < tokens.size() && tokens[close].kind != Kind::CloseList; ++close)
      has_comment = has_comment || tokens[close].kind == Kind::Comment;
    for (std::size_t at = open + 1; !has_comment && at <= close && at < tokens.size(); ++at)
      tokens[at].starts_line = false;
  }
}

// The parts of one clause: its tokens, each in the innermost node that it stands in.
class Parts {
 public:
  Parts(const SyntaxTree& tree, const Clause& clause)
      : nodes_(tree.nodes), clause_(clause), tokens_(tokens_of(tree, clause)) {
    join_filled_lists(tokens_);
  }

  Json all() {
    Json parts = Json::array();
    add_children(clause_.first_node + clause_.node_count - 1, parts);
    add_words(clause_.span.end, parts);
    return parts;
  }

 private:
  Json node(std::uint32_t index) {
    Json parts = Json::array();
    add_children(index, parts);
    add_words(nodes_[index].span.end, parts);
    return Json{{std::string(name_of(nodes_[index].kind)), std::move(parts)}};
  }

  void add_children(std::uint32_t index, Json& parts) {
    std::vector<std::uint32_t> children;
    const std::uint32_t first = index + 1 - nodes_[index].size;
    for (std::uint32_t end = index; end > first; end -= nodes_[end - 1].size) children.push_back(end - 1);
    std::ranges::reverse(children);
    for (const std::uint32_t child : children) {
      add_words(nodes_[child].span.begin, parts);
      const bool is_text = next_ < tokens_.size() && tokens_[next_].is_leaf && nodes_[child].size == 1 &&
                           tokens_[next_].begin == nodes_[child].span.begin;
      if (!is_text) {
        parts.push_back(node(child));
        continue;
      }
      add_line_break(parts);
      parts.push_back(Json{{std::string(name_of(nodes_[child].kind)), tokens_[next_].text}});
      ++next_;
    }
  }

  // Adds the keywords, signs and comments before `end`.
  void add_words(std::uint32_t end, Json& parts) {
    for (; next_ < tokens_.size() && !tokens_[next_].is_leaf && tokens_[next_].begin < end; ++next_) {
      add_line_break(parts);
      parts.push_back(tokens_[next_].text);
    }
  }

  void add_line_break(Json& parts) const {
    if (tokens_[next_].starts_line) parts.push_back("\n");
  }

  const std::vector<Node>& nodes_;
  const Clause& clause_;
  std::vector<ClauseToken> tokens_;
  std::size_t next_ = 0;
};

// The lines of one block of rule text: its clauses and comments in order, each in the list it stands in.
class Lines {
 public:
  Lines(const SyntaxTree& tree, Span block) : tree_(tree), block_(block) {}

  // Takes the clauses and comments that begin in the block, from the given ones on.
  Json take(std::uint32_t& clause, std::size_t& comment) {
    for (;;) {
      const bool has_clause = clause < tree_.clauses.size() && tree_.clauses[clause].span.begin < block_.end;
      const bool has_comment = comment < tree_.comments.size() && tree_.comments[comment].span.begin < block_.end;
      if (!has_clause && !has_comment) break;
      const bool is_comment_next =
          has_comment && (!has_clause || tree_.comments[comment].span.begin < tree_.clauses[clause].span.begin);
      if (is_comment_next) add_comment(tree_.comments[comment++]);
      else add_clause(ClauseId(clause++), comment);
    }
    return std::move(top_);
  }

  [[nodiscard]] std::size_t margin() const { return margin_; }

 private:
  void add_clause(ClauseId id, std::size_t& comment) {
    const Clause& clause = tree_[id];
    begin_line(clause.span);
    while (!open_.empty() && open_.back() != clause.parent) leave();
    Json& lines = under(open_.size());
    add_empty_line(clause.span, lines);
    Json json{{"clause", std::string(name_of(clause.kind))}, {"parts", Parts(tree_, clause).all()}};
    before_ = clause.span.end;
    while (comment < tree_.comments.size() && tree_.comments[comment].span.begin < clause.span.end) ++comment;
    if (comment < tree_.comments.size() && !tree_.comments[comment].is_own_line) {
      const Span behind = tree_.comments[comment].span;
      if (tree_.source->text({clause.span.end, behind.begin}).find('\n') == std::string_view::npos) {
        json["behind"] = std::string(tree_.source->text(behind));
        before_ = behind.end;
        ++comment;
      }
    }
    lines.push_back(std::move(json));
    open_.push_back(id);
  }

  // A comment stands under the clause above that it is indented deeper than.
  void add_comment(const Comment& comment) {
    begin_line(comment.span);
    const std::size_t column = column_of(comment.span.begin);
    const std::size_t depth = column < margin_ ? 0 : (column - margin_) / kIndentation;
    Json& lines = under(std::min(depth, open_.size()));
    add_empty_line(comment.span, lines);
    lines.push_back(std::string(tree_.source->text(comment.span)));
    before_ = comment.span.end;
  }

  void begin_line(Span span) {
    if (!is_first_) return;
    margin_ = column_of(span.begin);
  }

  // Keeps the empty line above, if there is one.
  void add_empty_line(Span span, Json& lines) {
    if (!is_first_ && has_empty_line(tree_.source->text({before_, span.begin}))) lines.push_back("");
    is_first_ = false;
  }

  void leave() { open_.pop_back(); }

  // The lines under the first `depth` of the open clauses.
  Json& under(std::size_t depth) {
    Json* lines = &top_;
    for (std::size_t level = 0; level < depth; ++level) {
      auto clause = std::find_if(lines->rbegin(), lines->rend(), [](const Json& line) { return line.is_object(); });
      lines = &(*clause)["under"];
      if (lines->is_null()) *lines = Json::array();
    }
    return *lines;
  }

  [[nodiscard]] std::size_t column_of(std::uint32_t place) const {
    const std::string_view before = tree_.source->text().substr(0, place);
    return place - (before.rfind('\n') + 1);
  }

  const SyntaxTree& tree_;
  Span block_;
  Json top_ = Json::array();
  std::vector<ClauseId> open_;  // the last clause, and those it stands under
  std::uint32_t before_ = 0;    // where the line before ends
  std::size_t margin_ = 0;
  bool is_first_ = true;
};

bool is_markdown(const SyntaxTree& tree) {
  return tree.blocks.size() != 1 || tree.blocks[0].begin != 0 || tree.blocks[0].end != tree.source->text().size();
}

}  // namespace

Json document_of(const SyntaxTree& tree) {
  Json document{{"form", kForm}, {"version", kVersion}};
  std::uint32_t clause = 0;
  std::size_t comment = 0;
  if (!is_markdown(tree)) {
    document["rules"] = Lines(tree, tree.blocks[0]).take(clause, comment);
    return document;
  }
  Json& blocks = document["blocks"] = Json::array();
  std::uint32_t place = 0;
  const auto add_prose = [&](std::uint32_t end) {
    if (place < end) blocks.push_back(Json{{"prose", std::string(tree.source->text({place, end}))}});
  };
  for (const Span block : tree.blocks) {
    add_prose(block.begin);
    Lines lines(tree, block);
    Json rules = lines.take(clause, comment);
    blocks.push_back(Json{{"rules", std::move(rules)}, {"margin", lines.margin()}});
    place = block.end;
  }
  add_prose(static_cast<std::uint32_t>(tree.source->text().size()));
  return document;
}

}  // namespace edict::json
