#include "dsl/json/rules_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/format/format.h"
#include "dsl/json/document.h"
#include "dsl/syntax/characters.h"

namespace edict {
namespace {

using json::Json;

// A text and its tree.
struct Parsed {
  explicit Parsed(std::string text, bool is_markdown)
      : file(sources.add(is_markdown ? "rules.md" : "rules.edict", std::move(text))),
        tree(parse(sources[file], file, sink)) {}

  SourceMap sources;
  DiagnosticSink sink;
  FileId file;
  SyntaxTree tree;
};

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

// One line for each clause, comment and block, indented as the rules are.
class Writer {
 public:
  std::string write(const Json& document) {
    text_ = fmt::format("{{\"form\":{},\"version\":{},", document["form"].dump(), document["version"].dump());
    if (document.contains("rules")) {
      write_lines("rules", document["rules"], 0);
    } else {
      text_ += "\"blocks\":[";
      const char* separator = "\n";
      for (const Json& block : document["blocks"]) {
        text_ += separator;
        separator = ",\n";
        if (block.contains("prose")) {
          text_ += block.dump();
          continue;
        }
        text_ += fmt::format("{{\"margin\":{},", block["margin"].dump());
        write_lines("rules", block["rules"], 0);
        text_ += '}';
      }
      text_ += "\n]";
    }
    return std::move(text_) + "}\n";
  }

 private:
  void write_lines(std::string_view key, const Json& lines, std::size_t depth) {
    text_ += fmt::format("\"{}\":[", key);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      text_ += i == 0 ? "\n" : ",\n";
      text_.append(depth + 1, ' ');
      write_line(lines[i], depth + 1);
    }
    text_ += ']';
  }

  void write_line(const Json& line, std::size_t depth) {
    if (line.is_string()) {
      text_ += line.dump();
      return;
    }
    text_ += fmt::format("{{\"clause\":{},\"parts\":{}", line["clause"].dump(), line["parts"].dump());
    if (line.contains("behind")) text_ += fmt::format(",\"behind\":{}", line["behind"].dump());
    if (line.contains("under")) {
      text_ += ',';
      write_lines("under", line["under"], depth);
    }
    text_ += '}';
  }

  std::string text_;
};

std::string first_error(Parsed& parsed, const json::DocumentText& document) {
  parsed.sink.sort();
  const auto& all = parsed.sink.all();
  const auto error = std::ranges::find_if(
      all, [](const Diagnostic& diagnostic) { return info_of(diagnostic.code).severity == Severity::Error; });
  std::string pointer = "/rules";
  for (const auto& clause : document.clauses) {
    if (clause.begin <= error->location.span.begin) pointer = clause.pointer;
  }
  return fmt::format("{}: {} {}{}", pointer, info_of(error->code).code, error->message,
                     error->hint.empty() ? "" : fmt::format(" ({})", error->hint));
}

}  // namespace

Result<std::string> rules_to_json(const SyntaxTree& tree) {
  const bool is_markdown = tree.source->path().ends_with(".md") || tree.source->path().ends_with(".markdown");
  EDICT_TRY(const std::string canonical, format(tree));
  if (!is_utf8(canonical)) return fail(ErrorKind::Rules, "the text is not UTF-8");
  const Parsed parsed(canonical, is_markdown);
  std::string json = Writer().write(json::document_of(parsed.tree));
  const auto again = rules_from_json(json);
  if (!again || *again != canonical) {
    return fail(ErrorKind::Engine, fmt::format("the JSON form would not give the rules back{}{}", again ? "" : ": ",
                                               again ? "" : again.error().message));
  }
  return json;
}

Result<std::string> rules_from_json(std::string_view text) {
  const auto problem = [](std::string message) { return fail(ErrorKind::Rules, std::move(message)); };
  Json document;
  try {
    document = Json::parse(text);
  } catch (const Json::parse_error& error) {
    const std::string_view before = text.substr(0, std::min(error.byte, text.size()));
    return problem(fmt::format("not JSON: line {}, column {}", std::ranges::count(before, '\n') + 1,
                               before.size() - (before.rfind('\n') + 1)));
  }
  if (auto found = json::problem_of(document)) return problem(std::move(*found));
  json::DocumentText made = json::text_of(document);
  Parsed parsed(made.text, document.contains("blocks"));
  if (parsed.tree.has_errors) return problem(first_error(parsed, made));
  // Keys may come in any order.
  const nlohmann::json given(document);
  const Json read = json::document_of(parsed.tree);
  if (given != nlohmann::json(read)) return problem(json::first_difference(document, read));
  return format(parsed.tree);
}

}  // namespace edict
