#include "driver/find_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "compiler/reference/reference.h"
#include "driver/edit_renderer.h"
#include "driver/open_input.h"
#include "driver/run_plan.h"
#include "runtime/exec/batch_findings.h"

namespace edict {
namespace {

constexpr std::size_t kBatchRows = 1024;

// Reads an input, a batch at a time, until `visit` returns true. False: it never did.
template <class Visit>
Result<bool> visit_batches(const LoadedRules& rules, std::shared_ptr<const BatchSchema> schema,
                           const RecordSource& source, Visit visit) {
  EDICT_TRY(const std::unique_ptr<RecordReader> reader, open_input(source.path));
  EDICT_TRY_VOID(reader->read_header(data_dictionaries(rules, source.dictionaries)));
  EDICT_TRY_VOID(reader->read_columns(schema));
  BatchStore store(std::move(schema));
  RawBatch raw;
  for (bool is_first = true;; is_first = false) {
    raw.clear();
    EDICT_TRY(const bool is_filled, reader->next(raw, kBatchRows));
    if (!is_filled) return false;
    Batch& batch = store.next_batch();
    raw.fill(batch);
    if (visit(raw, batch, is_first)) return true;
  }
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional(number)
                                                                                   : std::nullopt;
}

// Its key values, from the level below the topmost on, each with a `/` behind it.
std::string key_of(const Batch& batch, LevelId level, std::uint32_t row) {
  const Dictionary& dictionary = batch.schema().dictionary();
  std::string text;
  for (std::size_t i = 1; i <= level.index(); ++i) {
    for (const ItemId key : dictionary.keys_of(LevelId(i))) {
      text += fmt::format("{}/", batch.value(key, batch.ancestor_row(level, row, LevelId(i))));
    }
  }
  return text;
}

FoundRecord found_at(const Batch& batch, LevelId level, std::uint32_t row) {
  FoundRecord found{RecordValues::of_group(batch, level, row), 0};
  const std::uint64_t number = batch.rows(level).origins[row].record;
  const auto& records = found.group.records();
  const auto same = std::ranges::find_if(records, [&](const RecordValues::Record& record) {
    return record.level == level && record.origin.record == number;
  });
  found.record = static_cast<std::size_t>(same - records.begin());
  return found;
}

template <class Matches>
Result<std::optional<FoundRecord>> first_match(const LoadedRules& rules, const std::vector<SelectedEdit>& edits,
                                               LevelId level, const RecordSource& source, Matches matches) {
  std::optional<FoundRecord> found;
  const auto schema = std::make_shared<BatchSchema>(rules.dictionary, items_needed(*rules.module, edits));
  const auto is_found = visit_batches(rules, schema, source, [&](const RawBatch&, const Batch& batch, bool) {
    for (std::uint32_t row = 0; row < batch.rows(level).row_count && !found; ++row) {
      if (matches(batch, row)) found = found_at(batch, level, row);
    }
    return found.has_value();
  });
  if (!is_found) return std::unexpected(is_found.error());
  return found;
}

}  // namespace

RecordSource record_source(const std::string& text, DataDictionaryOptions dictionaries) {
  std::error_code ignored;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || std::filesystem::exists(text, ignored)) return {text, "", std::move(dictionaries)};
  return {text.substr(0, colon), text.substr(colon + 1), std::move(dictionaries)};
}

Result<FoundRecord> find_record(const LoadedRules& rules, const std::vector<SelectedEdit>& edits, LevelId level,
                                const RecordSource& source) {
  const std::string wanted = source.key + "/";
  EDICT_TRY(std::optional<FoundRecord> found,
            first_match(rules, edits, level, source, [&](const Batch& batch, std::uint32_t row) {
              return source.key.empty() || key_of(batch, level, row).starts_with(wanted);
            }));
  if (const auto number = number_in(source.key); !found && number) {
    EDICT_TRY(found, first_match(rules, edits, level, source, [&](const Batch& batch, std::uint32_t row) {
                return batch.rows(level).origins[row].record == *number;
              }));
  }
  if (found) return std::move(*found);
  const std::string which = source.key.empty() ? "" : fmt::format(" with key or number {}", source.key);
  return fail(ErrorKind::Usage, fmt::format("`{}` has no {}{}", source.path, (*rules.dictionary)[level].name, which));
}

Result<std::optional<FlagName>> flag_named(const std::string& text) {
  if (text.starts_with("xxh3:")) return FlagName{text, "", {}, {}};
  if (!text.starts_with('{')) return std::nullopt;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  const bool is_result = json.is_object() && json.contains("edit") && json["edit"].is_string() &&
                         json.contains("record") && json["record"].is_number_unsigned();
  if (!is_result) return fail(ErrorKind::Usage, "expected a line of type flag or outcome of a run's JSON Lines");
  FlagName flag;
  flag.edit = json["edit"].get<std::string>();
  flag.record = json["record"].get<std::uint64_t>();
  if (json.contains("branch") && json["branch"].is_number_unsigned()) flag.branch = json["branch"].get<std::uint32_t>();
  return flag;
}

Result<FlagName> find_flag(const LoadedRules& rules, const std::vector<SelectedEdit>& edits, FlagName flag,
                           const RecordSource& source, Day as_of) {
  if (flag.record) return flag;
  const RunParameters parameters{as_of};
  EDICT_TRY(const std::shared_ptr<const Executable> executable,
            make_engine(EngineChoice::Interpreter, rules, edits, parameters, 1));
  const auto plan = make_run_plan(rules, edits, executable);
  const auto evaluator = executable->make_evaluator();
  const auto indices = require_indices(*rules.module, edits);
  const Explainer explainer(rules.module, parameters);
  const RunContext context(*plan, {}, {}, false);
  BatchFindings findings(context, std::make_unique<EditRenderer>(*rules.module, explainer, rules.sources, indices, ""));
  OutcomeMasks masks;
  Duplicates duplicates;
  const auto take = [&](const Flag& one) {
    if (flag.record || hash_text(one.fingerprint) != flag.fingerprint) return;
    const PlannedRequire& require = plan->requires_[one.require];
    flag.edit = plan->edits[require.edit].id;
    flag.branch = require.branch;
    flag.record = one.subject.record;
  };
  const auto is_found =
      visit_batches(rules, plan->schema, source, [&](const RawBatch& raw, const Batch& batch, bool is_first) {
        evaluator->evaluate(batch, masks);
        RunTotals totals(*plan);
        findings.collect(
            raw, batch, masks, is_first, totals,
            [&](Finding&& finding) {
              if (const auto* one = std::get_if<Flag>(&finding)) take(*one);
            },
            [&](KeyedRecord&& record) { duplicates.add(std::move(record)); });
        return flag.record.has_value();
      });
  if (!is_found) return std::unexpected(is_found.error());
  for (const DuplicateGroup& group : duplicates.groups()) take(make_flag(*plan, group, {}));
  if (!flag.record) {
    return fail(ErrorKind::Usage, fmt::format("no flag {} in `{}` with these rules", flag.fingerprint, source.path));
  }
  return flag;
}

}  // namespace edict
