// Logical lines to clauses: which clause each line is, what it stands under, which `end` closes which block. Each
// clause is then read by the grammar on its own, so a fault stays within its clause.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/closest.h"
#include "dsl/syntax/characters.h"
#include "dsl/syntax/clause_words.h"
#include "dsl/syntax/explain_fault.h"
#include "dsl/syntax/grammar.h"
#include "dsl/syntax/layout.h"
#include "dsl/syntax/markdown.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {
namespace {

constexpr std::uint32_t kDeepestClause = 64;

// Rules with their tests have about so many bytes for each node: room for most files, found once.
constexpr std::size_t kBytesOfNode = 12;

class ClauseReader {
 public:
  ClauseReader(const Layout& layout, SyntaxTree& tree, DiagnosticSink& sink)
      : layout_(layout), tree_(tree), sink_(sink) {
    enter_level(ClauseId{}, NodeKind::ErrorClause, File);
  }

  void read(const LogicalLine& line) {
    if (line.begins_block) finish();
    leave_levels(std::min(line.depth, kDeepestClause));
    if (line.depth > kDeepestClause) return read_too_deep(line);

    Level& level = levels_.back();
    const ClauseInfo* info =
        line.is_row ? &info_of(NodeKind::RowClause) : find_clause(word_of(line), second_word_of(line));
    const bool is_known = info != nullptr;
    if (!is_known) {
      info = guess(line, level.place);
      const bool is_explained = level.is_cut_short && info == nullptr;
      if (!is_explained)
        report_unknown_clause(text_of(line, NodeKind::ErrorClause), line.word, info, level.place, tree_.file, sink_);
    }
    if (info != nullptr && info->kind == NodeKind::EndClause) return read_end(line, is_known);

    const bool is_at_home = info != nullptr && (info->stands_in & level.place) != 0;
    const bool is_one_more_row = line.is_row && level.has_misplaced_row;
    if (is_known && !is_at_home && !is_one_more_row) report_misplaced(line, *info, level);
    level.has_misplaced_row = line.is_row && !is_at_home;
    if (is_at_home && level.open_block.is_valid()) {
      report_missing_end(level.open_block);
      level.open_block = {};
    }
    const NodeKind kind = info != nullptr ? info->kind : NodeKind::ErrorClause;
    const ClauseId id = add_clause(line, kind, level.clause, is_known && is_at_home);
    if (is_ended(kind)) level.open_block = id;
    if (!line.is_row) enter_level(id, kind, info != nullptr ? info->opens : Anywhere);
  }

  // Closes what is still open at the end of a block of rule text.
  void finish() {
    leave_levels(0);
    if (levels_.front().open_block.is_valid()) report_missing_end(levels_.front().open_block);
    levels_.front().open_block = {};
  }

 private:
  // The clauses under `clause`, or at the margin.
  struct Level {
    ClauseId clause;
    NodeKind kind = NodeKind::ErrorClause;  // what `clause` is, or was meant to be
    Place place = Nowhere;
    ClauseId open_block;             // the last of them, while its `end` has not come
    bool is_cut_short = false;       // reported: something lacks at the end of `clause`, perhaps what stands under it
    bool has_misplaced_row = false;  // reported: the row above this line is in the wrong place, and so are those below
  };

  std::string_view word_of(const LogicalLine& line) const { return text_at(line.word); }

  std::string_view second_word_of(const LogicalLine& line) const {
    std::string_view rest = text_at({line.word.end, line.span.end});
    while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
    return rest.substr(0, kBlanks.find_in(rest));
  }

  std::string_view text_at(Span span) const {
    return std::string_view(layout_.text).substr(span.begin, span.end - span.begin);
  }

  ClauseText text_of(const LogicalLine& line, NodeKind kind) const {
    return {kind, layout_.text, line.span, line.is_unclosed};
  }

  // Lines that are indented deeper than the one just read stand under it.
  void enter_level(ClauseId clause, NodeKind kind, Place place) {
    Level& level = levels_.emplace_back();
    level.clause = clause;
    level.kind = kind;
    level.place = place;
    level.is_cut_short = is_cut_short_;
  }

  void leave_levels(std::size_t depth) {
    for (; levels_.size() > depth + 1; levels_.pop_back()) {
      if (levels_.back().open_block.is_valid()) report_missing_end(levels_.back().open_block);
    }
  }

  void read_too_deep(const LogicalLine& line) {
    sink_.report(Code::NestedTooDeeply, {tree_.file, line.word});
    add_clause(line, NodeKind::ErrorClause, levels_.back().clause, false);
  }

  // The line is the `end` of the nearest open block; a misspelt one closes it too.
  void read_end(const LogicalLine& line, bool is_known) {
    for (std::size_t at = levels_.size(); at-- > 0;) {
      Level& level = levels_[at];
      if (!level.open_block.is_valid()) continue;
      if (is_known && at + 1 != levels_.size()) {
        sink_.report(Code::MisalignedEnd, {tree_.file, line.word}, {title_of(level.open_block)});
      }
      const ClauseId end = add_clause(line, NodeKind::EndClause, level.open_block, is_known);
      level.open_block = {};
      return enter_level(end, NodeKind::EndClause, Nowhere);
    }
    if (is_known) sink_.report(Code::StrayEnd, {tree_.file, line.word});
    const ClauseId end = add_clause(line, NodeKind::EndClause, levels_.back().clause, false);
    enter_level(end, NodeKind::EndClause, Nowhere);
  }

  const ClauseInfo* guess(const LogicalLine& line, Place place) const {
    const std::string_view word = word_of(line);
    for (const Place where : {place, Anywhere}) {
      const std::vector<std::string_view> words = words_of(where);
      const std::vector<std::string_view> near = closest(word, words);
      if (!near.empty()) return find_clause(near.front(), second_word_of(line));
    }
    return nullptr;
  }

  void report_misplaced(const LogicalLine& line, const ClauseInfo& info, const Level& level) {
    const std::string what = line.is_row ? "a table row" : fmt::format("`{}`", info.word);
    const std::string where =
        level.clause.is_valid() ? fmt::format("under `{}`", info_of(level.kind).word) : "at the margin";
    sink_.report(Code::MisplacedClause, {tree_.file, line.word}, {what, where}, advice_for(info));
  }

  // Where a clause belongs: "`message` belongs under `edit` or `require`".
  static std::string advice_for(const ClauseInfo& info) {
    if (info.stands_in == File) return "it begins at the margin";
    std::string text;
    for (const auto& [place, word] : {std::pair{Edit, "edit"},
                                      {Condition, "when"},
                                      {Choose, "choose"},
                                      {Finding, "finding one"},
                                      {Require, "require"},
                                      {Test, "test"},
                                      {Table, "table"},
                                      {Record, "record"},
                                      {Set, "edit set"}}) {
      if ((info.stands_in & place) == 0) continue;
      text += fmt::format("{}`{}`", text.empty() ? "it belongs under " : " or ", word);
    }
    return text;
  }

  ClauseId add_clause(const LogicalLine& line, NodeKind kind, ClauseId parent, bool is_read) {
    const auto first_node = static_cast<std::uint32_t>(tree_.nodes.size());
    const ClauseText text = text_of(line, kind);
    is_cut_short_ = false;
    if (is_read) {
      if (const std::optional<ClauseFault> fault = parse_clause(text, tree_.nodes)) {
        if (!line.is_unclosed) report_fault(*fault, text, tree_.file, sink_);
        is_cut_short_ = fault->place == line.span.end;
        is_read = false;
      }
    }
    if (!is_read) parse_broken_clause(text, tree_.nodes);

    const ClauseId id(tree_.clauses.size());
    tree_.clauses.push_back({.kind = is_read ? kind : NodeKind::ErrorClause,
                             .span = line.span,
                             .word = line.word,
                             .first_node = first_node,
                             .node_count = static_cast<std::uint32_t>(tree_.nodes.size()) - first_node,
                             .parent = parent,
                             .children = {}});
    return id;
  }

  // "edit N0390"
  std::string title_of(ClauseId block) const {
    const Clause& clause = tree_[block];
    const std::string_view text = text_at(clause.span);
    std::size_t end = std::min(text.find(' '), text.size());
    const bool is_set = text.substr(end).starts_with(" set ");
    for (int words = is_set ? 2 : 1; words > 0 && end < text.size(); --words) {
      end = std::min(text.find_first_of(" \n", std::min(text.find_first_not_of(" \n", end), text.size())), text.size());
    }
    return std::string(text.substr(0, end));
  }

  void report_missing_end(ClauseId block) {
    const Clause& clause = tree_[block];
    const std::string title = title_of(block);
    const Span span{clause.span.begin, clause.span.begin + static_cast<std::uint32_t>(title.size())};
    sink_.report(Code::MissingEnd, {tree_.file, span}, {title},
                 fmt::format("close it with `end` at the column of `{}`", title));
  }

  const Layout& layout_;
  SyntaxTree& tree_;
  DiagnosticSink& sink_;
  std::vector<Level> levels_;  // the margin, and a level for each clause that the next line may stand under
  bool is_cut_short_ = false;  // of the clause added last
};

// Lists every clause under its parent, each list made once at its full length.
void list_children(SyntaxTree& tree) {
  std::vector<std::uint32_t> counts(tree.clauses.size());
  for (const Clause& clause : tree.clauses) {
    if (clause.parent.is_valid()) ++counts[clause.parent.index()];
  }
  for (std::uint32_t i = 0; i < tree.clauses.size(); ++i) {
    tree.clauses[i].children.reserve(counts[i]);
    const ClauseId parent = tree.clauses[i].parent;
    std::vector<ClauseId>& siblings = parent.is_valid() ? tree.clauses[parent.index()].children : tree.top;
    siblings.push_back(ClauseId(i));
  }
}

bool is_markdown(std::string_view path) { return path.ends_with(".md") || path.ends_with(".markdown"); }

}  // namespace

SyntaxTree parse(const SourceFile& file, FileId id, DiagnosticSink& sink) {
  SyntaxTree tree;
  tree.file = id;
  tree.source = &file;
  if (is_markdown(file.path())) {
    tree.blocks = fenced_rule_blocks(file.text());
  } else {
    tree.blocks = {{0, static_cast<std::uint32_t>(file.text().size())}};
  }
  const std::size_t errors = sink.error_count();
  Layout layout = lay_out(file, id, tree.blocks, sink);
  tree.clauses.reserve(layout.lines.size());
  tree.nodes.reserve(file.text().size() / kBytesOfNode);
  ClauseReader reader(layout, tree, sink);
  for (const LogicalLine& line : layout.lines) reader.read(line);
  reader.finish();
  list_children(tree);
  tree.comments = std::move(layout.comments);
  tree.has_errors = sink.error_count() > errors;
  return tree;
}

}  // namespace edict
