// The tokens of one clause, in order, with what the printer must know of how they stood in the source.
#pragma once

#include <string>
#include <vector>

#include "dsl/syntax/syntax_tree.h"

namespace edict {

struct ClauseToken {
  enum class Kind : std::uint8_t { Word, Comma, Open, Close, OpenList, CloseList, Comment };
  Kind kind = Kind::Word;
  std::string text;
  bool starts_line = false;  // in the source
  bool is_callee = false;    // the parenthesis behind it belongs to it
  bool is_leaf = false;      // a node of the tree, else a keyword, a sign or a comment
  std::uint32_t begin = 0;   // in the source
};

std::vector<ClauseToken> tokens_of(const SyntaxTree& tree, const Clause& clause);

// Leaves of the tree that are several words, or brackets with nothing between them: their words are tokens.
bool has_words_inside(NodeKind leaf);

// A code as it is meant: dashes and hard blanks of a word processor replaced by plain ones.
std::string mended_code(std::string_view code);

}  // namespace edict
