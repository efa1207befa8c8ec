#include "dsl/format/columns.h"

#include <algorithm>

#include "dsl/syntax/characters.h"

namespace edict {
namespace {

constexpr std::size_t kIndentation = 2;

// Clauses whose bodies stand in the column of their neighbours: not rows, and not those that begin with a phrase.
bool is_aligned(NodeKind kind) {
  switch (kind) {
    case NodeKind::UnsureClause:
    case NodeKind::ChooseClause:
    case NodeKind::ForEachClause:
    case NodeKind::OtherwiseClause:
    case NodeKind::InOrderClause:
    case NodeKind::FindingOneClause:
    case NodeKind::ImportedClause:
    case NodeKind::ReplacedClause:
    case NodeKind::StandardClause:
    case NodeKind::ReviewClause:
    case NodeKind::DependsClause:
    case NodeKind::TestClause:
    case NodeKind::GivesClause:
    case NodeKind::AtLeastClause:
    case NodeKind::RowClause:
    case NodeKind::EndClause: return false;
    default: return true;
  }
}

class ColumnFinder {
 public:
  explicit ColumnFinder(const SyntaxTree& tree)
      : tree_(tree), columns_(tree.clauses.size()), body_columns_(tree.clauses.size()) {}

  std::vector<ClauseColumns> find() {
    align_declarations();
    for (std::size_t index = 0; index < tree_.clauses.size(); ++index) align_children(index);
    return std::move(columns_);
  }

 private:
  // Clauses under one clause share a column: the one of the clauses around them, if it is wide enough for their words.
  void align_children(std::size_t parent) {
    const std::size_t indentation = columns_[parent].indentation + kIndentation;
    std::size_t column = body_columns_[parent];
    for (const ClauseId child : tree_.clauses[parent].children) {
      const Span word = tree_[child].word;
      if (is_aligned(tree_[child].kind)) column = std::max(column, indentation + (word.end - word.begin) + 1);
    }
    for (const ClauseId child : tree_.clauses[parent].children) {
      ClauseColumns& own = columns_[child.index()];
      own.indentation = tree_[child].kind == NodeKind::EndClause ? columns_[parent].indentation : indentation;
      if (is_aligned(tree_[child].kind)) own.stops.push_back({1, column});
      body_columns_[child.index()] = column;
    }
  }

  // Code lists, or conditions, that follow each other without an empty line between them.
  void align_declarations() {
    for (std::size_t begin = 0; begin < tree_.top.size();) {
      std::size_t end = begin + 1;
      while (end < tree_.top.size() && is_neighbour(tree_[tree_.top[end - 1]], tree_[tree_.top[end]])) ++end;
      const auto group = std::span(tree_.top).subspan(begin, end - begin);
      if (tree_[group.front()].kind == NodeKind::CodeListClause) align_code_lists(group);
      if (tree_[group.front()].kind == NodeKind::ConditionClause) align_conditions(group);
      begin = end;
    }
  }

  bool is_neighbour(const Clause& clause, const Clause& next) const {
    return clause.kind == next.kind && !has_empty_line(tree_.source->text({clause.span.end, next.span.begin}));
  }

  // code list Name   = [ … ]
  void align_code_lists(std::span<const ClauseId> group) {
    const std::size_t column = std::string_view("code list ").size() + widest(group, NodeKind::Name) + 1;
    for (const ClauseId id : group) columns_[id.index()].stops = {{3, column}};
  }

  // condition Name   on level = …
  void align_conditions(std::span<const ClauseId> group) {
    const std::size_t level_column = std::string_view("condition ").size() + widest(group, NodeKind::Name) + 1;
    const std::size_t level_width = widest(group, NodeKind::LevelName);
    const std::size_t column = level_column + (level_width == 0 ? 0 : std::string_view("on ").size() + level_width + 1);
    for (const ClauseId id : group) {
      const bool has_level = tree_.root_of(tree_[id]).has(NodeKind::LevelName);
      if (has_level) columns_[id.index()].stops = {{2, level_column}, {4, column}};
      else columns_[id.index()].stops = {{2, column}};
    }
  }

  std::size_t widest(std::span<const ClauseId> group, NodeKind part) const {
    std::size_t width = 0;
    for (const ClauseId id : group) {
      const NodeRef root = tree_.root_of(tree_[id]);
      if (root.has(part)) width = std::max(width, width_of(root.child(part).text()));
    }
    return width;
  }

  const SyntaxTree& tree_;
  std::vector<ClauseColumns> columns_;
  std::vector<std::size_t> body_columns_;  // of the clause and its neighbours; 0: none
};

}  // namespace

std::vector<ClauseColumns> columns_of(const SyntaxTree& tree) { return ColumnFinder(tree).find(); }

std::vector<std::size_t> cell_widths(const SyntaxTree& tree, const Clause& parent) {
  std::vector<std::size_t> widths;
  for (const ClauseId child : parent.children) {
    if (tree[child].kind != NodeKind::RowClause) continue;
    std::size_t column = 0;
    for (const NodeRef& cell : tree.root_of(tree[child]).children()) {
      if (column == widths.size()) widths.push_back(0);
      widths[column] = std::max(widths[column], width_of(cell.text()));
      ++column;
    }
  }
  return widths;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool has_empty_line(std::string_view text) {
  std::size_t line_end = text.find('\n');
  while (line_end != text.npos) {
    const std::size_t next = text.find('\n', line_end + 1);
    if (next == text.npos) return false;
    if (std::ranges::all_of(text.substr(line_end, next - line_end), is_blank)) return true;
    line_end = next;
  }
  return false;
}

}  // namespace edict
