// A comment of its own before and behind every token of all rule text there is, wherever one may stand: formatting
// loses none, keeps their order, and leaves the tree as it was.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/format/clause_tokens.h"
#include "dsl/format/format.h"

namespace edict {
namespace {

namespace fs = std::filesystem;

struct Parsed {
  SourceMap sources;
  SyntaxTree tree;

  explicit Parsed(const std::string& text, const std::string& path = "test.edict") {
    DiagnosticSink sink;
    const FileId file = sources.add(path, text);
    tree = parse(sources[file], file, sink);
  }
};

// Every rule text there is: shipped rules, golden files, the examples of the documentation.
std::vector<fs::path> rule_files() {
  std::vector<fs::path> files;
  for (const char* folder : {"rulesets", "tests/golden", "docs"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(EDICT_SOURCE_DIR) / folder)) {
      const fs::path extension = entry.path().extension();
      const bool is_dictionary = entry.path().parent_path().filename() == "dictionaries";
      if (!is_dictionary && (extension == ".edict" || extension == ".md")) files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

// The clauses at the margin, each with what stands under it, as texts of their own.
std::vector<std::string> pieces_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  const std::string text = content.str();
  const Parsed whole(text, path.filename().string());
  std::vector<std::string> pieces;
  for (std::size_t i = 0; i < whole.tree.top.size(); ++i) {
    const std::uint32_t begin = whole.tree[whole.tree.top[i]].span.begin;
    std::uint32_t end = begin;
    const std::size_t next = i + 1 < whole.tree.top.size() ? whole.tree.top[i + 1].index() : whole.tree.clauses.size();
    for (std::size_t clause = whole.tree.top[i].index(); clause < next; ++clause) {
      end = std::max(end, whole.tree.clauses[clause].span.end);
    }
    pieces.push_back(text.substr(begin, end - begin) + "\n");
  }
  return pieces;
}

// Before and behind each token of a clause.
std::vector<std::uint32_t> places_in(const SyntaxTree& tree, const Clause& clause) {
  std::vector<std::uint32_t> places = {clause.span.begin, clause.span.end};
  if (clause.kind == NodeKind::RowClause) return places;
  std::uint32_t place = clause.span.begin;
  for (const ClauseToken& token : tokens_of(tree, clause)) {
    const std::size_t at = tree.source->text().find(token.text, place);
    if (at >= clause.span.end) continue;  // a code that is mended when it is printed
    places.push_back(static_cast<std::uint32_t>(at));
    place = static_cast<std::uint32_t>(at + token.text.size());
    places.push_back(place);
  }
  return places;
}

// Puts a comment at a place. Within a clause the rest of it goes on, deeper, on the next line.
std::string with_comment(const std::string& text, std::uint32_t place, std::size_t column, const std::string& comment) {
  const std::size_t line_begin = place == 0 ? 0 : text.rfind('\n', place - 1) + 1;
  const bool is_first = text.find_first_not_of(' ', line_begin) == place;
  if (is_first) return text.substr(0, place) + comment + "\n" + text.substr(line_begin);
  const std::size_t line_end = text.find('\n', place);
  const bool is_last = text.find_first_not_of(" \r", place) >= line_end;
  const std::string rest = is_last ? text.substr(line_end) : "\n" + std::string(column + 3, ' ') + text.substr(place);
  return text.substr(0, place) + "  " + comment + rest;
}

// Kinds of clauses and nodes: what a comment must not change.
std::string shape_of(const SyntaxTree& tree) {
  std::string shape;
  for (const Clause& clause : tree.clauses) {
    shape += std::string(name_of(clause.kind)) + " under " +
             (clause.parent.is_valid() ? std::to_string(clause.parent.index()) : "none") + "\n";
  }
  for (const Node& node : tree.nodes) shape += std::string(name_of(node.kind)) + std::to_string(node.size) + " ";
  return shape;
}

std::vector<std::string> comments_in(const SyntaxTree& tree) {
  std::vector<std::string> comments;
  for (const Comment& comment : tree.comments) {
    if (std::string text(tree.source->text(comment.span)); text.starts_with("# unique ")) comments.push_back(text);
  }
  return comments;
}

// Tries one piece; returns how many comments it took, at least one for each clause unless something is wrong.
std::size_t try_piece(const std::string& text) {
  const Parsed original(text);
  if (original.tree.has_errors) return 0;
  const std::string shape = shape_of(original.tree);
  std::vector<std::pair<std::uint32_t, std::size_t>> spots;  // place, column of the clause
  for (const Clause& clause : original.tree.clauses) {
    const std::size_t line = text.rfind('\n', clause.span.begin);
    const std::size_t column = clause.span.begin - (line == text.npos ? 0 : line + 1);
    for (const std::uint32_t place : places_in(original.tree, clause)) spots.emplace_back(place, column);
  }
  std::ranges::sort(spots);
  spots.erase(std::unique(spots.begin(), spots.end()), spots.end());

  // From the end, so that places stay. Behind most words a clause cannot go on in the next line; there a comment may
  // not stand.
  std::string all = text;
  std::vector<std::string> comments;
  for (std::size_t i = spots.size(); i-- > 0;) {
    const std::string comment = "# unique " + std::to_string(i);
    std::string tried = with_comment(all, spots[i].first, spots[i].second, comment);
    const Parsed parsed(tried);
    const bool may_stand = !parsed.tree.has_errors && shape_of(parsed.tree) == shape &&
                           comments_in(parsed.tree).size() == comments.size() + 1;
    if (!may_stand) continue;
    all = std::move(tried);
    comments.insert(comments.begin(), comment);
  }

  const Parsed commented(all);
  EXPECT_EQ(comments_in(commented.tree), comments) << all;
  const auto formatted = format(commented.tree);
  if (!formatted) {
    ADD_FAILURE() << formatted.error().message << "\n" << all;
    return 0;
  }
  const Parsed again(*formatted);
  EXPECT_EQ(comments_in(again.tree), comments) << *formatted;
  EXPECT_EQ(shape_of(again.tree), shape) << *formatted;
  EXPECT_EQ(format(again.tree).value(), *formatted) << "formatting is not settled";
  EXPECT_GE(comments.size(), 2 * original.tree.clauses.size()) << "before and behind each clause there is room";
  return comments.size();
}

class CommentsEverywhere : public testing::TestWithParam<fs::path> {};

TEST_P(CommentsEverywhere, AreKeptInOrder) {
  std::size_t taken = 0;
  for (const std::string& piece : pieces_of(GetParam())) {
    taken += try_piece(piece);
    if (HasFailure()) return;
  }
  if (taken > 0) return;
  // Golden files are made of mistakes, and most pages hold no rule text; any other rule file must have been tried.
  const std::string path = GetParam().generic_string();
  const bool is_golden = path.find("/tests/golden/") != std::string::npos;
  EXPECT_TRUE(is_golden || path.ends_with(".md")) << "rule text with mistakes";
  GTEST_SKIP() << "no rule text without mistakes";
}

INSTANTIATE_TEST_SUITE_P(Files, CommentsEverywhere, testing::ValuesIn(rule_files()), [](const auto& file) {
  std::string name = fs::relative(file.param, EDICT_SOURCE_DIR).string();
  std::ranges::replace_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace edict
