// Layout: the text of a rule file to logical lines, by indentation, before any grammar.
//
// A line continues the one above if a bracket is open, if the text so far ends in a comma or an operator word, or if
// the line starts with one; it must then be indented deeper than the first word. Every other line begins a clause,
// under the nearest line above that is indented less. A line that starts with a bar is a table row of its own.
//
// Faults of layout are found here, once each: tabs in indentation, brackets and quotes left open, rows without their
// last bar, bytes that are not UTF-8. None of them reaches beyond its own logical line.
#pragma once

#include <string>
#include <vector>

#include "base/source.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {

struct LogicalLine {
  Span span;                  // from the first word to the end of the last line, comments apart
  Span word;                  // the first word
  std::uint32_t column = 0;   // of the first word within its line, in bytes
  std::uint32_t depth = 0;    // how many lines it stands under
  bool is_row = false;        // | a | b |
  bool is_unclosed = false;   // reported: a bracket, a quote or a row ends before it is closed
  bool begins_block = false;  // the first of a block of rule text (a Markdown file has several)
};

struct Layout {
  // The text with comments, hard blanks, and all that is not rule text overwritten by blanks: what the grammar reads.
  // Same length as the source, so places agree.
  std::string text;
  std::vector<LogicalLine> lines;
  std::vector<Comment> comments;
};

// Lays out the given blocks of a file.
Layout lay_out(const SourceFile& file, FileId id, std::span<const Span> blocks, DiagnosticSink& sink);

}  // namespace edict
