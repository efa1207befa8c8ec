#include "driver/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "compiler/reference/reference.h"
#include "driver/clause_text.h"
#include "driver/engine.h"
#include "driver/open_input.h"
#include "runtime/batch/batch.h"
#include "runtime/readers/raw_batch.h"

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

std::string place_of(const LoadedRules& rules, Location location) {
  const SourceFile& file = rules.sources[location.file];
  return fmt::format("{}:{}", file.path(), file.line_column(location.span.begin).line);
}

std::string text_of(const LoadedRules& rules, Location location) {
  return std::string(rules.sources[location.file].text(location.span));
}

std::string describe_item(const Item& item) {
  const std::string number = item.number == 0 ? "" : fmt::format("#{} ", item.number);
  std::string codes;
  if (item.codes) codes = fmt::format(", codes {}", item.codes->to_string());
  if (codes.size() > 80) codes = fmt::format(", {} listed codes and ranges", item.codes->entries().size());
  return fmt::format("{} ({}{}), {}{}", item.id, number, item.label, name_of(item.kind), codes);
}

std::string key_of(const Batch& batch, LevelId level, std::uint32_t row) {
  const Dictionary& dictionary = batch.schema().dictionary();
  std::string text;
  for (std::size_t i = 1; i <= level.index(); ++i) {
    for (ItemId key : dictionary.keys_of(LevelId(i))) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", dictionary[key].id,
                          batch.value(key, batch.ancestor_row(level, row, LevelId(i))));
    }
  }
  return text;
}

std::string explain_require(const LoadedRules& rules, const Explainer& explainer, const Batch& batch,
                            std::uint32_t edit, std::uint32_t require, std::uint32_t row, const std::string& language) {
  const hir::Edit& rule = rules.module->edits[edit];
  const Explanation why = explainer.explain(batch, edit, require, row);
  const Location asked = rule.requires_[require].location;
  std::string text =
      fmt::format("{}: {}   ({})\n", name_of(why.outcome), on_one_line(text_of(rules, asked)), place_of(rules, asked));
  for (const auto& finding : why.findings) {
    text += fmt::format("  {}\n", explainer.message(batch, edit, require, row, finding, language));
  }
  if (why.deciding_guard >= 0) {
    const hir::Guard& guard = rule.guards[static_cast<std::size_t>(why.deciding_guard)];
    text += fmt::format("  decided by: {}   ({})\n", on_one_line(text_of(rules, guard.location)),
                        place_of(rules, guard.location));
    if (!guard.because.empty()) text += fmt::format("  because {}\n", guard.because);
  }
  for (const PartValue& part : explainer.parts(batch, edit, require, why.deciding_guard, row, rules.sources)) {
    text += fmt::format("  {}{:{}}{} is {}\n", part.is_deciding ? "> " : "  ", "", part.depth * 2,
                        on_one_line(part.source), part.value);
  }
  return text;
}

}  // namespace

std::optional<std::string> explain_code(std::string_view code) {
  for (const DiagnosticInfo& info : all_diagnostics()) {
    if (info.code == code)
      return fmt::format("{} {} ({})\n\n{}\n", info.code, info.title, name_of(info.severity), info.page);
  }
  return std::nullopt;
}

Result<std::string> explain_edit(const LoadedRules& rules, std::string_view id) {
  EDICT_TRY(const std::uint32_t index, find_edit(*rules.module, id));
  const hir::Edit& edit = rules.module->edits[index];
  const Dictionary& dictionary = *rules.dictionary;
  std::string text = fmt::format("{} \"{}\", on {}   ({})\n", edit.id, edit.title, dictionary[edit.level].name,
                                 place_of(rules, edit.location));
  const auto line = [&](std::string_view label, const std::string& content) {
    if (!content.empty()) text += fmt::format("  {:<12} {}\n", label, content);
  };
  line("about", edit.description);
  line("agency", edit.agency);
  line("restates", fmt::format("{}", fmt::join(edit.restates, ", ")));
  line("tags", fmt::format("{}", fmt::join(edit.tags, ", ")));
  for (const std::string& reference : edit.references) line("reference", reference);

  text += "\n  It reads\n";
  for (ItemId item : edit.items) text += fmt::format("    {}\n", describe_item(dictionary[item]));

  for (const hir::Require& require : edit.requires_) {
    text += "\n";
    for (std::uint32_t guard : require.guards) {
      text += fmt::format("  {}\n", on_one_line(text_of(rules, edit.guards[guard].location)));
    }
    text += fmt::format("  {}   [{}]\n", on_one_line(text_of(rules, require.location)), name_of(require.severity));
    text += fmt::format("  {}\n", require.override_by ? on_one_line(text_of(rules, require.override_by->location))
                                                      : std::string("cannot be overridden"));
  }
  return text;
}

Result<std::string> explain_record(const LoadedRules& rules, const RecordQuestion& question) {
  EDICT_TRY(const std::uint32_t index, find_edit(*rules.module, question.edit));
  const hir::Edit& edit = rules.module->edits[index];
  EDICT_TRY(const std::unique_ptr<RecordReader> reader, open_input(question.data));
  EDICT_TRY_VOID(reader->read_header(data_dictionaries(rules, question.dictionaries)));
  auto schema = std::make_shared<BatchSchema>(rules.dictionary, items_needed(*rules.module, {{index, std::nullopt, std::nullopt}}));
  EDICT_TRY_VOID(reader->read_columns(schema));

  BatchStore store(schema);
  RawBatch raw;
  for (;;) {
    raw.clear();
    EDICT_TRY(const bool is_filled, reader->next(raw, 1024));
    if (!is_filled) break;
    Batch& batch = store.next_batch();
    raw.fill(batch);
    const auto& origins = batch.rows(edit.level).origins;
    const auto found = std::find_if(origins.begin(), origins.end(),
                                    [&](const RowOrigin& origin) { return origin.record == question.record; });
    if (found == origins.end()) continue;

    const auto row = static_cast<std::uint32_t>(found - origins.begin());
    const Explainer explainer(rules.module, RunParameters{question.as_of});
    std::string text =
        fmt::format("{} \"{}\" on {} {}: {}\n", edit.id, edit.title, rules.dictionary->operator[](edit.level).name,
                    question.record, key_of(batch, edit.level, row));
    for (std::uint32_t require = 0; require < edit.requires_.size(); ++require) {
      text += '\n';
      text += explain_require(rules, explainer, batch, index, require, row, question.language);
    }
    return text;
  }
  return fail(ErrorKind::Usage, fmt::format("`{}` has no {} number {}", question.data,
                                            rules.dictionary->operator[](edit.level).name, question.record));
}

}  // namespace edict
