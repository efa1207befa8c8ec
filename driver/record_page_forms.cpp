// An edit on one record as text, Markdown and JSON. A truth is told by a sign and a word, never by colour.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/json_text.h"
#include "driver/record_page.h"

namespace edict {
namespace {

std::string_view word_of(Truth truth) {
  switch (truth) {
    case Truth::True: return "true";
    case Truth::False: return "false";
    case Truth::Unsure: return "unsure";
  }
  return "";
}

std::string signed_word(Truth truth) {
  switch (truth) {
    case Truth::True: return "+ true  ";
    case Truth::False: return "- false ";
    case Truth::Unsure: return "? unsure";
  }
  return "";
}

// A guard lets the require be asked, or not; of `skip` this is the contrary of what is written.
std::string_view word_of_guard(Truth applies) {
  switch (applies) {
    case Truth::True: return "applies";
    case Truth::False: return "excludes";
    case Truth::Unsure: return "unsure";
  }
  return "";
}

std::string signed_word_of_guard(Truth applies) {
  const char sign = applies == Truth::True ? '+' : applies == Truth::False ? '-' : '?';
  return fmt::format("{} {:<8}", sign, word_of_guard(applies));
}

std::string sentence_of(const RecordPage::Change& change) {
  return fmt::format("{}{} from {} to {}", change.record.empty() ? "" : fmt::format("{}: ", change.record), change.item,
                     change.from, change.to);
}

std::string sentence_of(const RecordPage::Mending& mending) {
  std::string text;
  for (const RecordPage::Change& change : mending.changes) {
    text += fmt::format("{}{}", text.empty() ? "" : ", and ", sentence_of(change));
  }
  text += fmt::format("; then {}", mending.outcome == "pass" ? "it passes" : "it is skipped");
  if (!mending.newly_failing.empty()) text += fmt::format(", but {} fails", fmt::join(mending.newly_failing, ", "));
  return text;
}

std::string nothing_found(const RecordPage& page) {
  if (page.changes_tried == 0) return "none is tried: the items it reads are keys, over-rides or identify a person";
  return fmt::format("no change of one or two items among the {} tried makes it pass", page.changes_tried);
}

// "> - false   laterality in [1-5, 9]", "               laterality is 0"
std::string line_of(const RecordPage::Part& part) {
  const std::string said = part.truth           ? fmt::format("{}  {}", signed_word(*part.truth), part.text)
                           : part.value.empty() ? part.text
                                                : fmt::format("{} is {}", part.text, part.value);
  const std::string note = part.note.empty() ? "" : fmt::format("   ({})", part.note);
  return fmt::format("{} {:{}}{}{}", part.is_deciding ? ">" : " ", "", part.depth * 2, said, note);
}

void add_guard(JsonText& json, const RecordPage::Guard& guard) {
  json.begin_object();
  json.field("clause", guard.clause);
  json.field("place", guard.place);
  json.field("applies", word_of(guard.applies));
  json.field("decides", guard.is_deciding);
  if (!guard.because.empty()) json.field("because", guard.because);
  json.end_object();
}

void add_part(JsonText& json, const RecordPage::Part& part) {
  json.begin_object();
  json.field("depth", static_cast<std::uint64_t>(part.depth));
  json.field("text", part.text);
  if (part.truth) json.field("truth", word_of(*part.truth));
  else json.field("value", part.value);
  json.field("decides", part.is_deciding);
  if (!part.note.empty()) json.field("note", part.note);
  json.end_object();
}

void add_require(JsonText& json, const RecordPage::Require& require) {
  json.begin_object();
  json.field("branch", require.branch);
  json.field("outcome", require.outcome);
  json.field("clause", require.clause);
  json.field("place", require.place);
  json.array("messages", require.messages, [&](const std::string& message) { json.value(message); });
  if (!require.override_.empty()) json.field("override", require.override_);
  json.array("guards", require.guards, [&](const RecordPage::Guard& guard) { add_guard(json, guard); });
  json.array("parts", require.parts, [&](const RecordPage::Part& part) { add_part(json, part); });
  json.end_object();
}

void add_mending(JsonText& json, const RecordPage::Mending& mending) {
  json.begin_object();
  json.array("changes", mending.changes, [&](const RecordPage::Change& change) {
    json.begin_object();
    if (!change.record.empty()) json.field("record", change.record);
    json.field("item", change.item);
    json.field("from", change.from);
    json.field("to", change.to);
    json.end_object();
  });
  json.field("outcome", mending.outcome);
  json.array("newly_failing", mending.newly_failing, [&](const std::string& edit) { json.value(edit); });
  json.end_object();
}

}  // namespace

std::string as_text(const RecordPage& page) {
  std::string text =
      fmt::format("{} \"{}\" on {} {}: {}\n", page.edit, page.title, page.level, page.record, page.outcome);
  for (const RecordPage::Require& require : page.requires_) {
    text += fmt::format("\n{}: {}   ({})\n", require.outcome, require.clause, require.place);
    for (const std::string& message : require.messages) text += fmt::format("  {}\n", message);
    if (!require.override_.empty()) text += fmt::format("  {}\n", require.override_);
    for (const RecordPage::Guard& guard : require.guards) {
      text += fmt::format("  {} {}  {}   ({})\n", guard.is_deciding ? ">" : " ", signed_word_of_guard(guard.applies),
                          guard.clause, guard.place);
    }
    if (!require.parts.empty()) text += "  decided by\n";
    for (const RecordPage::Part& part : require.parts) text += fmt::format("    {}\n", line_of(part));
  }
  if (page.is_mending_asked) text += "\nThe nearest change\n";
  for (const RecordPage::Mending& mending : page.mendings) text += fmt::format("  {}\n", sentence_of(mending));
  if (page.is_mending_asked && page.mendings.empty()) text += fmt::format("  {}\n", nothing_found(page));
  return text;
}

std::string as_markdown(const RecordPage& page) {
  std::string text =
      fmt::format("# {} on {} {}: {}\n\n{}\n", page.edit, page.level, page.record, page.outcome, page.title);
  for (const RecordPage::Require& require : page.requires_) {
    text += fmt::format("\n## Require {}: {}\n\n`{}` ({})\n\n", require.branch, require.outcome, require.clause,
                        require.place);
    for (const std::string& message : require.messages) text += fmt::format("> {}\n\n", message);
    if (!require.override_.empty()) text += fmt::format("{}.\n\n", require.override_);
    for (const RecordPage::Guard& guard : require.guards) {
      text += fmt::format("- {}{}: `{}` ({})\n", word_of_guard(guard.applies), guard.is_deciding ? " (decides)" : "",
                          guard.clause, guard.place);
    }
    text += "\n";
    for (const RecordPage::Part& part : require.parts) {
      const std::string_view value = part.truth ? word_of(*part.truth) : std::string_view(part.value);
      text += fmt::format("{:{}}- {}`{}`: {}{}\n", "", part.depth * 2, part.is_deciding ? "**decides** " : "",
                          part.text, value, part.note.empty() ? "" : fmt::format(" ({})", part.note));
    }
  }
  if (page.is_mending_asked) text += "\n## The nearest change\n\n";
  for (const RecordPage::Mending& mending : page.mendings) text += fmt::format("- {}\n", sentence_of(mending));
  if (page.is_mending_asked && page.mendings.empty()) text += fmt::format("- {}\n", nothing_found(page));
  return text;
}

std::string as_json(const RecordPage& page) {
  JsonText json;
  json.begin_object();
  json.field("edit", page.edit);
  json.field("title", page.title);
  json.field("level", page.level);
  json.field("record", page.record);
  json.field("outcome", page.outcome);
  json.array("requires", page.requires_, [&](const RecordPage::Require& require) { add_require(json, require); });
  if (page.is_mending_asked) {
    json.array("nearest_changes", page.mendings, [&](const RecordPage::Mending& one) { add_mending(json, one); });
    json.field("changes_tried", static_cast<std::uint64_t>(page.changes_tried));
  }
  json.end_object();
  return json.take() + "\n";
}

}  // namespace edict
