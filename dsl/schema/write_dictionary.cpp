// The canonical text of a dictionary. What is the default is left out; lists are wrapped; rows align on their bars,
// except for the last cell, so that a longer label changes one line.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "dsl/schema/dictionary_text.h"

namespace edict {
namespace {

constexpr std::size_t kLineWidth = 120;
constexpr std::string_view kClause = "  {:<10} {}\n";

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

// A code is written by to_string, which quotes what it must.
std::string cell(std::string_view text) {
  const bool needs_quotes = text.contains('|') || text.starts_with('"') || text.starts_with('#') ||
                            text.starts_with(' ') || text.ends_with(' ');
  return needs_quotes ? in_quotes(text) : std::string(text);
}

using Row = std::vector<std::string>;

void append_rows(std::string& text, const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const Row& row : rows) {
    text += "    |";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t width = i + 1 == widths.size() ? 0 : widths[i];
      fmt::format_to(std::back_inserter(text), " {:<{}} |", row[i], width);
    }
    text += '\n';
  }
}

void append_list(std::string& text, const CodeSet& codes) {
  std::string line = fmt::format("  {:<10} [", "codes");
  const std::size_t indentation = line.size();
  bool is_first = true;
  for (const CodeSetEntry& entry : codes.entries()) {
    const std::string code = to_string(entry);
    if (!is_first) line += ',';
    if (line.size() + 1 + code.size() + 1 > kLineWidth) {
      text += line + "\n";
      line.assign(indentation, ' ');
    } else if (!is_first) {
      line += ' ';
    }
    line += code;
    is_first = false;
  }
  text += line + "]\n";
}

// Whether the labelled codes are, in order, some of the listed ones, so that one table says both.
bool labels_follow_codes(const Item& item) {
  if (!item.codes || item.labels.empty()) return false;
  auto at = item.codes->entries().begin();
  const auto end = item.codes->entries().end();
  return std::ranges::all_of(item.labels, [&](const CodeLabel& label) {
    at = std::find(at, end, label.codes);
    return at != end && (++at, true);
  });
}

void append_codes(std::string& text, const Item& item) {
  const bool is_one_table = labels_follow_codes(item);
  if (item.codes && !is_one_table) append_list(text, *item.codes);
  std::vector<Row> rows;
  if (is_one_table) {
    auto label = item.labels.begin();
    for (const CodeSetEntry& entry : item.codes->entries()) {
      rows.push_back({to_string(entry)});
      if (label == item.labels.end() || label->codes != entry) continue;
      rows.back().push_back(cell(label->label));
      ++label;
    }
  } else {
    for (const CodeLabel& label : item.labels) rows.push_back({to_string(label.codes), cell(label.label)});
  }
  if (!rows.empty()) text += is_one_table ? "  codes\n" : "  labels\n";
  append_rows(text, rows);
}

void append_specials(std::string& text, const Item& item) {
  if (item.specials.empty()) return;
  std::vector<Row> rows;
  for (const SpecialCode& special : item.specials) {
    rows.push_back({to_string(special.codes), std::string(name_of(special.reason))});
    if (!special.label.empty()) rows.back().push_back(cell(special.label));
  }
  text += "  special\n";
  append_rows(text, rows);
}

void append_item(std::string& text, const Dictionary& dictionary, const Item& item) {
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "\nitem {}", item.id);
  if (item.number != 0) fmt::format_to(out, " #{}", item.number);
  if (!item.label.empty()) fmt::format_to(out, " {}", in_quotes(item.label));
  fmt::format_to(out, " on {}\n", dictionary[item.level].name);

  const auto clause = [&text](std::string_view word, const auto& value) {
    fmt::format_to(std::back_inserter(text), kClause, word, value);
  };
  clause("kind", name_of(item.kind));
  if (item.length != 0) clause("length", item.length);
  if (item.padding != Padding::RightBlank) clause("padding", name_of(item.padding));
  if (item.identifier != IdentifierClass::None) clause("identifier", name_of(item.identifier));
  if (item.is_key) text += "  key\n";
  if (item.is_ordered) text += "  ordered\n";
  if (item.allows_unlimited_text) text += "  unlimited\n";
  if (!item.former_ids.empty()) clause("formerly", fmt::format("{}", fmt::join(item.former_ids, ", ")));
  append_codes(text, item);
  append_specials(text, item);
}

void append_level(std::string& text, const Dictionary& dictionary, const Level& level) {
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "\nlevel {}", level.name);
  if (level.parent.is_valid()) fmt::format_to(out, " in {}", dictionary[level.parent].name);
  text += '\n';
  if (level.plural != level.name + "s") fmt::format_to(out, kClause, "plural", level.plural);
  if (level.element != level.name) fmt::format_to(out, kClause, "element", level.element);
}

}  // namespace

std::string write_dictionary(const Dictionary& dictionary) {
  std::string text = fmt::format("dictionary {} {}\n", dictionary.name(), dictionary.version());
  if (!dictionary.source().empty()) {
    fmt::format_to(std::back_inserter(text), kClause, "source", in_quotes(dictionary.source()));
  }
  for (const Level& level : dictionary.levels()) append_level(text, dictionary, level);
  for (const Item& item : dictionary.items()) append_item(text, dictionary, item);
  return text;
}

}  // namespace edict
