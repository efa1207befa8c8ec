// The page of an edit as text, Markdown and JSON.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/json_text.h"
#include "driver/edit_page.h"

namespace edict {
namespace {

std::string joined(const std::vector<std::string>& texts) { return fmt::format("{}", fmt::join(texts, ", ")); }

// What a require does, in one sentence: to be held against the title.
std::string sentence_of(const EditPage::Require& require) {
  std::string where;
  for (const EditPage::Guard& guard : require.guards) {
    where += fmt::format("{}{}", where.empty() ? "where " : " and ", on_one_line(guard.applies));
  }
  return fmt::format("{}{}{}", where, where.empty() ? "" : ": ", on_one_line(require.holds));
}

// The facts about the edit, each with its name; blank ones are left out.
std::vector<EditPage::Part> facts_of(const EditPage& page) {
  std::vector<EditPage::Part> facts;
  const auto add = [&](const char* name, const std::string& content) {
    if (!content.empty()) facts.push_back({name, content});
  };
  for (const EditPage::Require& require : page.requires_) add("does", sentence_of(require));
  add("about", page.description);
  add("package", page.package);
  add("agency", page.agency);
  add("restates", joined(page.restates));
  add("imported from", joined(page.imported_from));
  add("tags", joined(page.tags));
  add("audience", joined(page.audience));
  for (const std::string& reference : page.references) add("reference", reference);
  for (const EditPage::Text& change : page.history) add("history", fmt::format("{} {}", change.language, change.text));
  add("for standard", page.standard);
  add("review", page.review);
  add("retired", page.retired);
  add("replaced by", joined(page.replaced_by));
  return facts;
}

std::string heading_of(const EditPage::ItemRead& item) {
  const std::string number = item.number == 0 ? "" : fmt::format("#{} ", item.number);
  return fmt::format("{} ({}{}), {} {}{}", item.id, number, item.label, item.level, item.kind,
                     item.codes.empty() ? "" : fmt::format(", {}", item.codes));
}

std::string named(const EditPage::ValueEffect& effect) {
  return effect.label.empty() ? effect.value : fmt::format("{} ({})", effect.value, effect.label);
}

std::string doubt_in_words(const EditPage& page) {
  if (page.is_exact) return "exact: it is never unsure, whatever the record holds";
  return fmt::format("it may be unsure, which counts as {}", page.unsure);
}

// Lines of an outline, each with its depth.
class Outline {
 public:
  void add(std::size_t depth, std::string text) { lines_.push_back({depth, std::move(text)}); }
  void add(std::size_t depth, const Wording& wording) {
    add(depth, wording.text);
    for (const Wording& part : wording.parts) add(depth + 1, part);
  }

  struct Line {
    std::size_t depth;
    std::string text;
  };
  [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }

 private:
  std::vector<Line> lines_;
};

Outline outline_of(const EditPage::Require& require) {
  Outline outline;
  for (const EditPage::Guard& guard : require.guards) {
    outline.add(0, fmt::format("asked when   ({})", guard.clause.place));
    outline.add(1, guard.applies);
    if (!guard.because.empty()) outline.add(1, fmt::format("because {}", guard.because));
  }
  outline.add(0, fmt::format("must hold   ({})", require.clause.place));
  outline.add(1, require.holds);
  outline.add(0, fmt::format("otherwise: {}; findings: {}; {}", require.severity, require.findings, require.override_));
  for (const EditPage::Text& message : require.messages) {
    outline.add(1, message.language.empty() ? fmt::format("\"{}\"", message.text)
                                            : fmt::format("{} \"{}\"", message.language, message.text));
  }
  if (!require.doubts.empty()) outline.add(0, "may be unsure by");
  for (const std::string& doubt : require.doubts) outline.add(1, doubt);
  return outline;
}

void add_wording(JsonText& json, const Wording& wording) {
  json.begin_object();
  json.field("text", wording.text);
  if (!wording.parts.empty()) {
    json.key("parts");
    json.begin_array();
    for (const Wording& part : wording.parts) add_wording(json, part);
    json.end_array();
  }
  json.end_object();
}

void add_texts(JsonText& json, std::string_view key, const std::vector<std::string>& texts) {
  json.array(key, texts, [&](const std::string& text) { json.value(text); });
}

void add_item(JsonText& json, const EditPage::ItemRead& item) {
  json.begin_object();
  json.field("id", item.id);
  if (item.number != 0) json.field("number", item.number);
  json.field("label", item.label);
  json.field("level", item.level);
  json.field("kind", item.kind);
  if (!item.codes.empty()) json.field("codes", item.codes);
  json.array("effects", item.effects, [&](const EditPage::ValueEffect& effect) {
    json.begin_object();
    json.field("value", effect.value);
    if (!effect.label.empty()) json.field("label", effect.label);
    json.field("effect", effect.effect);
    json.end_object();
  });
  json.end_object();
}

void add_clause(JsonText& json, const EditPage::Clause& clause) {
  json.field("clause", clause.text);
  json.field("place", clause.place);
}

void add_require(JsonText& json, const EditPage::Require& require) {
  json.begin_object();
  json.field("branch", require.branch);
  add_clause(json, require.clause);
  json.array("asked_when", require.guards, [&](const EditPage::Guard& guard) {
    json.begin_object();
    add_clause(json, guard.clause);
    json.key("holds");
    add_wording(json, guard.applies);
    if (!guard.because.empty()) json.field("because", guard.because);
    json.end_object();
  });
  json.field("does", sentence_of(require));
  json.key("must_hold");
  add_wording(json, require.holds);
  json.field("severity", require.severity);
  json.field("findings", require.findings);
  json.field("override", require.override_);
  json.array("messages", require.messages, [&](const EditPage::Text& message) {
    json.begin_object();
    if (!message.language.empty()) json.field("language", message.language);
    json.field("text", message.text);
    json.end_object();
  });
  add_texts(json, "unsure_by", require.doubts);
  json.end_object();
}

void add_parts(JsonText& json, std::string_view key, const std::vector<EditPage::Part>& parts) {
  json.array(key, parts, [&](const EditPage::Part& part) {
    json.begin_object();
    json.field("name", part.name);
    json.field("content", part.content);
    json.end_object();
  });
}

}  // namespace

std::string as_text(const EditPage& page) {
  std::string text = fmt::format("{} \"{}\", on {}   ({})\n", page.id, page.title, page.level, page.place);
  for (const EditPage::Part& fact : facts_of(page)) text += fmt::format("  {:<13} {}\n", fact.name, fact.content);
  text += fmt::format("  {:<13} {}\n", "doubt", doubt_in_words(page));

  text += "\n  It reads\n";
  for (const EditPage::ItemRead& item : page.items) {
    text += fmt::format("    {}\n", heading_of(item));
    for (const auto& effect : item.effects) text += fmt::format("      {}: {}\n", named(effect), effect.effect);
  }
  for (const auto& [title, parts] : {std::pair{"Code lists", &page.lists}, {"Tables", &page.tables}}) {
    if (!parts->empty()) text += fmt::format("\n  {}\n", title);
    for (const EditPage::Part& part : *parts) text += fmt::format("    {}: {}\n", part.name, part.content);
  }
  for (const EditPage::Require& require : page.requires_) {
    text += page.requires_.size() == 1 ? "\n  It requires\n" : fmt::format("\n  Require {}\n", require.branch);
    const Outline outline = outline_of(require);
    for (const auto& line : outline.lines()) text += fmt::format("    {:{}}{}\n", "", line.depth * 2, line.text);
  }
  return text;
}

std::string as_markdown(const EditPage& page) {
  std::string text =
      fmt::format("# {}: {}\n\nOn {}, `{}`\n\n| | |\n|---|---|\n", page.id, page.title, page.level, page.place);
  for (const EditPage::Part& fact : facts_of(page)) text += fmt::format("| {} | {} |\n", fact.name, fact.content);
  text += fmt::format("| doubt | {} |\n", doubt_in_words(page));

  text += "\n## Reads\n\n";
  for (const EditPage::ItemRead& item : page.items) {
    text += fmt::format("- {}\n", heading_of(item));
    for (const auto& effect : item.effects) text += fmt::format("  - {}: **{}**\n", named(effect), effect.effect);
  }
  for (const auto& [title, parts] : {std::pair{"Code lists", &page.lists}, {"Tables", &page.tables}}) {
    if (!parts->empty()) text += fmt::format("\n## {}\n\n", title);
    for (const EditPage::Part& part : *parts) text += fmt::format("- {}: {}\n", part.name, part.content);
  }
  for (const EditPage::Require& require : page.requires_) {
    text += page.requires_.size() == 1 ? "\n## Requires\n\n" : fmt::format("\n## Require {}\n\n", require.branch);
    const Outline outline = outline_of(require);
    for (const auto& line : outline.lines()) text += fmt::format("{:{}}- {}\n", "", line.depth * 2, line.text);
  }
  return text;
}

std::string as_json(const EditPage& page) {
  JsonText json;
  json.begin_object();
  json.field("edit", page.id);
  json.field("title", page.title);
  json.field("level", page.level);
  json.field("place", page.place);
  json.array("facts", facts_of(page), [&](const EditPage::Part& fact) {
    json.begin_object();
    json.field("name", fact.name);
    json.field("content", fact.content);
    json.end_object();
  });
  json.field("exact", page.is_exact);
  json.field("unsure_counts_as", page.unsure);
  json.array("items", page.items, [&](const EditPage::ItemRead& item) { add_item(json, item); });
  add_parts(json, "code_lists", page.lists);
  add_parts(json, "tables", page.tables);
  json.array("requires", page.requires_, [&](const EditPage::Require& require) { add_require(json, require); });
  json.end_object();
  return json.take() + "\n";
}

}  // namespace edict
