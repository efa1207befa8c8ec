#include "dsl/format/format.h"

#include <algorithm>

#include "dsl/format/clause_printer.h"
#include "dsl/format/proof.h"
#include "dsl/syntax/characters.h"

namespace edict {
namespace {

// A line of the result that stands by itself: a clause, or a comment on its own line.
struct Part {
  Span span;
  ClauseId clause;  // invalid: a comment
  bool follows_empty_line = false;
};

bool is_block(NodeKind kind) {
  return kind == NodeKind::EditClause || kind == NodeKind::EditSetClause || kind == NodeKind::TableClause ||
         kind == NodeKind::RecordClause || kind == NodeKind::TemplateClause || kind == NodeKind::MeasureClause;
}

class FilePrinter {
 public:
  explicit FilePrinter(const SyntaxTree& tree) : tree_(tree), columns_(columns_of(tree)), widths_(tree.clauses.size()) {
    for (std::size_t index = 0; index < tree.clauses.size(); ++index)
      widths_[index] = cell_widths(tree, tree.clauses[index]);
    find_parts();
  }

  std::string print() {
    std::uint32_t place = 0;
    for (const Span block : tree_.blocks) {
      text_ += tree_.source->text({place, block.begin});
      print_block(block);
      place = block.end;
    }
    text_ += tree_.source->text({place, static_cast<std::uint32_t>(tree_.source->text().size())});
    return std::move(text_);
  }

 private:
  // Clauses, and the comments that stand in none, in order of the text. Comments behind a clause are noted with it.
  void find_parts() {
    behind_.resize(tree_.clauses.size());
    auto comment = tree_.comments.begin();
    for (std::size_t index = 0; index < tree_.clauses.size(); ++index) {
      const Clause& clause = tree_.clauses[index];
      for (; comment != tree_.comments.end() && comment->span.begin < clause.span.begin; ++comment)
        add_comment(*comment);
      add_part(clause.span, ClauseId(index));
      while (comment != tree_.comments.end() && comment->span.begin < clause.span.end) ++comment;
      if (comment != tree_.comments.end() && !comment->is_own_line && is_on_line_of(clause, *comment)) {
        behind_[index] = tree_.source->text(comment->span);
        ++comment;
      }
    }
    for (; comment != tree_.comments.end(); ++comment) add_comment(*comment);
  }

  bool is_on_line_of(const Clause& clause, const Comment& comment) const {
    return tree_.source->text({clause.span.end, comment.span.begin}).find('\n') == std::string_view::npos;
  }

  void add_comment(const Comment& comment) { add_part(comment.span, ClauseId{}); }

  void add_part(Span span, ClauseId clause) {
    const std::uint32_t before = parts_.empty() ? 0 : parts_.back().span.end;
    parts_.push_back({span, clause, has_empty_line(tree_.source->text({before, span.begin}))});
  }

  void print_block(Span block) {
    const auto begin =
        std::ranges::lower_bound(parts_, block.begin, {}, [](const Part& part) { return part.span.begin; });
    const auto end = std::ranges::lower_bound(parts_, block.end, {}, [](const Part& part) { return part.span.begin; });
    const auto parts = std::span(parts_).subspan(static_cast<std::size_t>(begin - parts_.begin()),
                                                 static_cast<std::size_t>(end - begin));
    if (parts.empty()) return;
    margin_ = source_column(parts.front().span.begin);
    for (std::size_t index = 0; index < parts.size(); ++index) {
      if (index > 0 && needs_empty_line(parts, index)) text_ += '\n';
      if (parts[index].clause.is_valid()) print_clause_part(parts[index].clause);
      else
        print_line(std::string(comment_indentation(parts, index), ' ') +
                   std::string(tree_.source->text(parts[index].span)));
    }
  }

  // Empty lines of the source are kept as one, but not at the ends of a block; blocks are parted from all beside them,
  // and the comments right above a block belong to it.
  bool needs_empty_line(std::span<const Part> parts, std::size_t index) const {
    const Part& before = parts[index - 1];
    const ClauseId clause = parts[index].clause;
    if (clause.is_valid() && tree_[clause].kind == NodeKind::EndClause) return false;
    if (before.clause.is_valid() && is_block(tree_[before.clause].kind)) return false;
    if (before.clause.is_valid() && tree_[before.clause].kind == NodeKind::EndClause) return true;
    if (parts[index].follows_empty_line) return true;
    const bool is_below_comment = !before.clause.is_valid();
    return !is_below_comment && begins_block(parts, index);
  }

  // True for the header of a block, and for the comments right above it.
  bool begins_block(std::span<const Part> parts, std::size_t index) const {
    while (!parts[index].clause.is_valid()) {
      ++index;
      if (index == parts.size() || parts[index].follows_empty_line) return false;
    }
    return is_block(tree_[parts[index].clause].kind);
  }

  // A comment stands like the clause below it (above `end`: like those that it ends), or, if it was deeper, among the
  // clauses of the one above that it was under.
  std::size_t comment_indentation(std::span<const Part> parts, std::size_t index) const {
    const std::size_t column = source_column(parts[index].span.begin);
    std::size_t next = index;
    while (next < parts.size() && !parts[next].clause.is_valid()) ++next;
    const bool is_last = next == parts.size();
    const bool is_above_end = !is_last && tree_[parts[next].clause].kind == NodeKind::EndClause;
    const std::size_t below = is_last ? 0 : columns_[parts[next].clause.index()].indentation + (is_above_end ? 2 : 0);
    if (!is_last && column <= source_column(parts[next].span.begin)) return below;
    std::size_t above = index;
    while (above > 0 && !parts[above].clause.is_valid()) --above;
    for (ClauseId at = parts[above].clause; at.is_valid(); at = tree_[at].parent) {
      const Clause& clause = tree_[at];
      const bool can_hold = clause.kind != NodeKind::EndClause && clause.kind != NodeKind::RowClause;
      if (can_hold && source_column(clause.span.begin) < column)
        return std::max(below, columns_[at.index()].indentation + 2);
    }
    return below;
  }

  void print_clause_part(ClauseId id) {
    const Clause& clause = tree_[id];
    std::string text = clause.kind == NodeKind::RowClause
                           ? row_text(id)
                           : print_clause(tokens_of(tree_, clause), columns_[id.index()]);
    const std::string_view comment = behind_[id.index()];
    if (!comment.empty()) {
      text += clause.kind == NodeKind::RowClause ? "    " : "  ";
      text += comment;
    }
    print_line(text);
  }

  std::string row_text(ClauseId id) const {
    const std::vector<std::size_t>& widths = widths_[tree_[id].parent.index()];
    std::string text(columns_[id.index()].indentation, ' ');
    text += '|';
    std::size_t column = 0;
    for (const NodeRef& cell : tree_.root_of(tree_[id]).children()) {
      text += ' ';
      text += cell.text();
      text.append(widths[column] - width_of(cell.text()), ' ');
      text += " |";
      ++column;
    }
    return text;
  }

  // Adds lines, indented to the margin of the block.
  void print_line(std::string_view lines) {
    for (std::size_t begin = 0; begin < lines.size();) {
      const std::size_t end = std::min(lines.find('\n', begin), lines.size());
      text_.append(margin_, ' ');
      text_ += lines.substr(begin, end - begin);
      text_ += '\n';
      begin = end + 1;
    }
  }

  std::size_t source_column(std::uint32_t place) const {
    const std::string_view before = without_byte_order_mark(tree_.source->text().substr(0, place));
    return before.size() - (before.rfind('\n') + 1);
  }

  const SyntaxTree& tree_;
  std::vector<ClauseColumns> columns_;
  std::vector<std::vector<std::size_t>> widths_;  // of the cells under each clause
  std::vector<std::string_view> behind_;          // the comment on the last line of each clause
  std::vector<Part> parts_;
  std::string text_;
  std::size_t margin_ = 0;
};

}  // namespace

Result<std::string> format(const SyntaxTree& tree) {
  if (tree.has_errors) return fail(ErrorKind::Rules, "the rule text has errors, so it is not formatted");
  std::string text = FilePrinter(tree).print();
  if (!is_same_but_for_blanks(tree, text)) {
    return fail(ErrorKind::Engine, "formatting would have changed the rule text, so it is left as it is");
  }
  return text;
}

}  // namespace edict
