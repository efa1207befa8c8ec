#include <fmt/format.h>

#include "dsl/format/clause_printer.h"
#include "dsl/json/document.h"

namespace edict::json {
namespace {

using Kind = ClauseToken::Kind;

ClauseToken word(const std::string& text) {
  ClauseToken token;
  token.text = text;
  if (text.starts_with('#')) token.kind = Kind::Comment;
  else if (text == ",") token.kind = Kind::Comma;
  else if (text == "(") token.kind = Kind::Open;
  else if (text == ")") token.kind = Kind::Close;
  else if (text == "[") token.kind = Kind::OpenList;
  else if (text == "]") token.kind = Kind::CloseList;
  return token;
}

// The tokens of a clause, out of the tree of its parts.
class Tokens {
 public:
  std::vector<ClauseToken> take(const Json& parts) {
    add(parts);
    return std::move(tokens_);
  }

 private:
  void add(const Json& parts) {
    bool is_behind_text = false;  // of a node: a parenthesis there holds its arguments
    for (const Json& part : parts) {
      if (part.is_string()) {
        if (is(part, "\n")) {
          starts_line_ = true;
          continue;
        }
        if (is(part, "(") && is_behind_text) tokens_.back().is_callee = true;
        add(word(part.get<std::string>()));
        is_behind_text = false;
        continue;
      }
      const Json& content = part.front();
      is_behind_text = content.is_string();
      if (is_behind_text) {
        ClauseToken token;
        token.text = content.get<std::string>();
        add(std::move(token));
      } else {
        add(content);
      }
    }
  }

  void add(ClauseToken token) {
    token.starts_line = starts_line_;
    starts_line_ = false;
    tokens_.push_back(std::move(token));
  }

  std::vector<ClauseToken> tokens_;
  bool starts_line_ = false;
};

class Printer {
 public:
  void add_text(std::string_view text) { result_.text += text; }

  void add_lines(const Json& lines, std::size_t margin, std::size_t depth, const std::string& pointer) {
    const std::size_t indentation = depth * kIndentation;
    for (std::size_t index = 0; index < lines.size(); ++index) {
      const Json& line = lines[index];
      if (line.is_string()) {
        const auto& text = line.get_ref<const std::string&>();
        add_line(text.empty() ? text : std::string(indentation, ' ') + text, margin);
        continue;
      }
      const std::string here = fmt::format("{}/{}", pointer, index);
      const bool is_end = is(line["clause"], "EndClause");  // stands at the column of what it closes
      ClauseColumns columns;
      columns.indentation = is_end ? indentation - kIndentation : indentation;
      std::string text = print_clause(Tokens().take(line["parts"]), columns);
      if (line.contains("behind")) text += "  " + line["behind"].get<std::string>();
      result_.clauses.push_back({static_cast<std::uint32_t>(result_.text.size()), here});
      add_line(text, margin);
      if (line.contains("under")) add_lines(line["under"], margin, depth + 1, here + "/under");
    }
  }

  DocumentText take() { return std::move(result_); }

 private:
  // Adds a line, or lines, behind the margin; empty ones without it.
  void add_line(std::string_view lines, std::size_t margin) {
    for (;;) {
      const std::size_t end = lines.find('\n');
      const std::string_view line = lines.substr(0, end);
      if (!line.empty()) result_.text.append(margin, ' ');
      result_.text += line;
      result_.text += '\n';
      if (end == std::string_view::npos) return;
      lines.remove_prefix(end + 1);
    }
  }

  DocumentText result_;
};

}  // namespace

DocumentText text_of(const Json& document) {
  Printer printer;
  if (document.contains("rules")) {
    printer.add_lines(document["rules"], 0, 0, "/rules");
    return printer.take();
  }
  const Json& blocks = document["blocks"];
  for (std::size_t index = 0; index < blocks.size(); ++index) {
    const Json& block = blocks[index];
    if (block.contains("prose")) printer.add_text(block["prose"].get_ref<const std::string&>());
    else
      printer.add_lines(block["rules"], block["margin"].get<std::size_t>(), 0, fmt::format("/blocks/{}/rules", index));
  }
  return printer.take();
}

}  // namespace edict::json
