#include "driver/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "driver/edit_page.h"
#include "driver/record_page.h"
#include "dsl/diagnostics/examples.h"
#include "dsl/sema/field_edits.h"

namespace edict {
namespace {

Result<std::uint32_t> find_edit(const hir::Module& module, std::string_view id) {
  std::vector<std::string_view> ids;
  for (std::uint32_t i = 0; i < module.edits.size(); ++i) {
    const hir::Edit& edit = module.edits[i];
    if (edit.id == id) return i;
    ids.push_back(edit.id);
  }
  // A registrar knows the national tag.
  for (std::uint32_t i = 0; i < module.edits.size(); ++i) {
    const auto& tags = module.edits[i].restates;
    if (std::find(tags.begin(), tags.end(), id) != tags.end()) return i;
  }
  const auto near = closest(id, ids);
  return fail(ErrorKind::Usage,
              fmt::format("no edit `{}`{}", id, near.empty() ? "" : fmt::format("; did you mean {}?", near.front())));
}

// The rules over a dictionary in which no item identifies a person, so that nothing is masked.
void unmask(LoadedRules& rules) {
  const Dictionary& dictionary = *rules.dictionary;
  std::vector<Item> items(dictionary.items().begin(), dictionary.items().end());
  for (Item& item : items) {
    if (item.identifier == IdentifierClass::Person) item.identifier = IdentifierClass::Record;
  }
  rules.dictionary =
      std::make_shared<Dictionary>(dictionary.name(), dictionary.version(),
                                   std::vector<Level>(dictionary.levels().begin(), dictionary.levels().end()),
                                   std::move(items), dictionary.source());
  auto module = std::make_shared<hir::Module>(*rules.module);
  module->dictionary = rules.dictionary;
  rules.module = std::move(module);
}

std::string indented(std::string_view lines) {
  std::string text;
  for (std::size_t begin = 0; begin <= lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    const std::string_view line = lines.substr(begin, end - begin);
    text += line.empty() ? std::string("\n") : fmt::format("    {}\n", line);
    begin = end + 1;
  }
  return text;
}

template <class Page>
std::string in_form(const Page& page, ExplainForm form) {
  switch (form) {
    case ExplainForm::Text: return as_text(page);
    case ExplainForm::Json: return as_json(page);
    case ExplainForm::Markdown: return as_markdown(page);
  }
  return "";
}

Result<FoundRecord> record_of_words(const LoadedRules& rules, LevelId level, const std::vector<std::string>& words) {
  EDICT_TRY(RecordValues values, RecordValues::from_words(*rules.dictionary, words));
  const auto record = std::ranges::find(values.records(), level, &RecordValues::Record::level);
  const auto index = static_cast<std::size_t>(record - values.records().begin());
  return FoundRecord{std::move(values), index};
}

Result<FoundRecord> record_of_source(const LoadedRules& rules, std::uint32_t edit, const FlagName& flag,
                                     const std::vector<SelectedEdit>& edits, RecordSource source) {
  if (flag.record) source.key = fmt::format("{}", *flag.record);
  return find_record(rules, edits, rules.module->edits[edit].level, source);
}

}  // namespace

std::optional<std::string> explain_code(std::string_view code) {
  const auto found = std::ranges::find(all_diagnostics(), code, &DiagnosticInfo::code);
  if (found == all_diagnostics().end()) return std::nullopt;
  std::string text =
      fmt::format("{} {} ({})\n\n{}\n", found->code, found->title, name_of(found->severity), found->page);
  const auto index = found - all_diagnostics().begin();
  if (const DiagnosticExample* example = example_of(static_cast<Code>(index))) {
    text += fmt::format("\navoid\n{}\nprefer\n{}", indented(example->avoid), indented(example->prefer));
  }
  return text;
}

Result<std::string> explain(LoadedRules& rules, const ExplainQuestion& question) {
  if (question.what == sema::field_package_of(*rules.dictionary)) return sema::write_field_edits(*rules.dictionary);
  const RecordSource source = record_source(question.record, question.dictionaries);
  EDICT_TRY(std::optional<FlagName> flag, flag_named(question.what));
  if (flag && question.record.empty() && question.values.empty()) {
    return fail(ErrorKind::Usage, "say with --record in which file the flag's record is");
  }
  const std::vector<SelectedEdit> selected = selected_edits(rules, question.as_of);
  if (flag) {
    EDICT_TRY(flag, find_flag(rules, selected, *flag, source, question.as_of));
  } else {
    flag = FlagName{"", question.what, {}, {}};
  }
  EDICT_TRY(const std::uint32_t edit, find_edit(*rules.module, flag->edit));
  if (question.record.empty() && question.values.empty()) return in_form(page_of(rules, edit), question.form);

  if (question.show_identifiers) unmask(rules);
  std::vector<SelectedEdit> edits = question.is_checked_with_set ? selected : std::vector<SelectedEdit>{};
  edits.push_back({edit, std::nullopt});
  EDICT_TRY(const FoundRecord found, question.record.empty()
                                         ? record_of_words(rules, rules.module->edits[edit].level, question.values)
                                         : record_of_source(rules, edit, *flag, edits, source));
  RecordQuestion asked;
  asked.edit = edit;
  asked.branch = flag->branch;
  asked.parameters = RunParameters{question.as_of};
  asked.language = question.language;
  asked.may_show_persons = question.show_identifiers;
  if (question.is_checked_with_set) asked.others = selected;
  return in_form(page_of(rules, found, asked), question.form);
}

}  // namespace edict
