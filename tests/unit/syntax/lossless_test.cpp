// Printing the tree gives the text back: clauses, comments and blanks cover it, and nodes lie within their parents.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/syntax/characters.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {
namespace {

void expect_covered(const std::string& path, const std::string& text) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(path, text);
  const SyntaxTree tree = parse(sources[file], file, sink);
  std::string rest = text;
  const auto erase = [&](Span span) {
    ASSERT_LE(span.begin, span.end) << path;
    ASSERT_LE(span.end, text.size()) << path;
    std::fill(rest.begin() + span.begin, rest.begin() + span.end, ' ');
  };
  for (const Comment& comment : tree.comments) erase(comment.span);
  std::uint32_t last = 0;
  for (const Clause& clause : tree.clauses) {
    ASSERT_GE(clause.span.begin, last) << path << ": clauses overlap";
    last = clause.span.end;
    erase(clause.span);
    EXPECT_EQ(tree.root_of(clause).kind(), clause.kind);
    EXPECT_EQ(tree.nodes[clause.first_node + clause.node_count - 1].size, clause.node_count);
  }
  EXPECT_EQ(rest.find_first_not_of(" \t\r\n"), std::string::npos) << path << ": a text belongs to no clause";

  for (std::uint32_t index = 0; index < tree.nodes.size(); ++index) {
    const NodeRef node(tree, index);
    std::uint32_t end = node.span().begin;
    for (const NodeRef& child : node.children()) {
      ASSERT_GE(child.span().begin, end) << path << " " << name_of(node.kind());
      end = child.span().end;
    }
    ASSERT_LE(end, node.span().end) << path << " " << name_of(node.kind());
  }
}

TEST(SyntaxTree, CoversEveryByteOfRuleText) {
  for (const char* folder : {"tests/golden", "rulesets"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(EDICT_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".edict") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::stringstream text;
      text << file.rdbuf();
      expect_covered(entry.path().string(), text.str());
    }
  }
}

}  // namespace
}  // namespace edict
