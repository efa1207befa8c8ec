// Messages of findings: placeholders filled with values of the subject and of the records involved.
#include <algorithm>

#include "compiler/reference/reference.h"
#include "compiler/reference/shown.h"

namespace edict {
namespace {

using reference::Evaluation;
using reference::RowRange;
using Property = hir::MessagePart::Property;

std::string_view primary_subtag(std::string_view language) { return language.substr(0, language.find('-')); }

// "01", "01 and 03", "01, 02 and 03"; with commas alone where the message is not in English.
std::string listed(std::span<const std::string> names, bool is_english) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_last_of_several = i > 0 && i + 1 == names.size();
    if (i > 0) text += is_last_of_several && is_english ? " and " : ", ";
    text += names[i];
  }
  return text.empty() ? std::string(reference::kNoRecordShown) : text;
}

class Filler {
 public:
  Filler(Evaluation& evaluation, const hir::Edit& edit, std::span<const InvolvedRow> finding, bool is_english)
      : evaluation_(evaluation), edit_(edit), finding_(finding), is_english_(is_english) {}

  std::string fill(const hir::Message& message) {
    std::string text;
    for (const hir::MessagePart& part : message.parts) text += fill(part);
    return text;
  }

 private:
  std::string fill(const hir::MessagePart& part) {
    switch (part.kind) {
      case hir::MessagePart::Kind::Text: return part.text;
      case hir::MessagePart::Kind::Item: return item(part);
      case hir::MessagePart::Kind::Cell: return cell(part);
      case hir::MessagePart::Kind::Records: return records(part.level);
      case hir::MessagePart::Kind::Value: return value(part);
      case hir::MessagePart::Kind::Figure: return part.text;  // of groups, whose messages are filled elsewhere
    }
    return {};
  }

  std::string item(const hir::MessagePart& part) {
    const Item& item = (*evaluation_.module().dictionary)[part.item];
    if (part.property == Property::Label) return item.label;
    if (evaluation_.row_of(part.variable) == Evaluation::kUnbound) return std::string(reference::kNoRecordShown);
    const std::string_view value = evaluation_.item(part.variable, part.item).value;
    switch (part.property) {
      case Property::Value: return reference::shown(item, value);
      case Property::Date: return reference::shown_as_date(item, value);
      case Property::Problem: return reference::problem_of(item, value);
      case Property::Label: break;
    }
    return {};
  }

  // Where the condition of a case is unsure, all that the value may be.
  std::string value(const hir::MessagePart& part) {
    std::vector<std::string> texts;
    for (const kernel::Value& value : evaluation_.possible_values(part.value)) {
      const auto* text = std::get_if<kernel::Text>(&value);
      const bool is_of_item = text != nullptr && text->item != nullptr;
      texts.push_back(is_of_item ? reference::shown(*text->item, text->value) : reference::shown(value));
    }
    return reference::either(texts);
  }

  std::string cell(const hir::MessagePart& part) {
    const hir::Lookup& lookup = evaluation_.module()[part.lookup];
    const hir::Table& table = evaluation_.module()[lookup.table];
    const kernel::FoundRows found = evaluation_.meant_rows(lookup);
    // On a date of several days, all that the cell may be.
    const bool may_be_any = table.has_period() && table.expect != hir::Table::Expect::AllRows;
    std::vector<std::string> shown;
    for (std::size_t nth = 0; nth < found.rows.size(); ++nth) {
      if (!may_be_any && nth != lookup.nth) continue;
      const std::uint32_t row = found.rows[nth];
      std::string cell = reference::shown(kernel::Text{table.rows.at(row, part.column)});
      if (std::ranges::find(shown, cell) == shown.end()) shown.push_back(std::move(cell));
    }
    std::string all;
    for (const std::string& cell : shown) all += (all.empty() ? "" : " or ") + cell;
    return all.empty() ? std::string(reference::kBlankShown) : all;
  }

  // The records involved, in file order; all that the edit could speak of when the finding names none.
  std::string records(LevelId level) {
    std::vector<std::uint32_t> rows;
    for (const InvolvedRow& involved : finding_) {
      if (involved.level == level) rows.push_back(involved.row);
    }
    if (rows.empty()) {
      const std::uint32_t subject = evaluation_.row_of(edit_.subject);
      const RowRange range = reference::related_rows(evaluation_.batch(), edit_.level, subject, level);
      for (std::uint32_t row = range.begin; row < range.end; ++row) rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return listed(reference::names_of(evaluation_.batch(), level, rows), is_english_);
  }

  Evaluation& evaluation_;
  const hir::Edit& edit_;
  std::span<const InvolvedRow> finding_;
  bool is_english_;
};

// "… conflicts with the surgery codes: nodes were examined; none is positive".
void add_note(std::string& text, const std::string& note, bool is_first) {
  const bool is_sentence = !text.empty() && std::string_view(".:;!?").find(text.back()) != std::string_view::npos;
  text += is_sentence ? " " : is_first ? ": " : "; ";
  text += note;
}

}  // namespace

const hir::Message* message_in(std::span<const hir::Message> messages, std::string_view language) {
  for (std::string_view wanted : {language, primary_subtag(language), std::string_view{}}) {
    for (const hir::Message& message : messages) {
      if (message.language == wanted) return &message;
    }
  }
  return messages.empty() ? nullptr : &messages.front();
}

std::string Explainer::message(const Batch& batch, std::uint32_t edit_index, std::uint32_t require_index,
                               std::uint32_t row, std::span<const InvolvedRow> finding,
                               std::string_view language) const {
  const hir::Edit& edit = module_->edits[edit_index];
  const hir::Message* message = message_in(edit.requires_[require_index].messages, language);
  if (message == nullptr) return edit.title;

  Evaluation evaluation(*module_, indexes_, parameters_, batch);
  evaluation.bind_subject(edit, row);
  for (const InvolvedRow& involved : finding) {
    if (evaluation.row_of(involved.variable) == Evaluation::kUnbound) evaluation.bind(involved.variable, involved.row);
  }
  const std::string_view spoken = primary_subtag(message->language);
  Filler filler(evaluation, edit, finding, spoken.empty() || spoken == "en");
  std::string text = filler.fill(*message);
  bool is_first = true;
  for (const hir::Note& note : edit.requires_[require_index].notes) {
    const hir::Message* words = message_in(note.messages, language);
    if (words == nullptr || evaluation.truth(note.holds) != Truth::False) continue;
    add_note(text, filler.fill(*words), is_first);
    is_first = false;
  }
  return text;
}

}  // namespace edict
