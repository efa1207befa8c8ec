#include "driver/edit_renderer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "compiler/reference/shown.h"
#include "driver/clause_text.h"
#include "driver/data_set_text.h"

namespace edict {
EditRenderer::EditRenderer(const hir::Module& module, const Explainer& explainer, const SourceMap& sources,
                           const std::vector<RequireIndex>& indices, std::string language)
    : module_(module), explainer_(explainer), sources_(sources), requires_(indices), language_(std::move(language)) {
  for (const RequireIndex& index : requires_) {
    const hir::Edit& edit = module_.edits[index.edit];
    const hir::Require& require = edit.requires_[index.require];
    std::vector<ReadItem> items;
    collect(require.condition, items);
    for (const std::uint32_t guard : require.guards) collect(edit.guards[guard].written, items);
    for (const hir::Highlight& highlight : require.highlights) {
      const bool is_known = std::any_of(items.begin(), items.end(), [&](const ReadItem& known) {
        return known.variable == highlight.variable && known.item == highlight.item;
      });
      if (!is_known) items.push_back({highlight.variable, highlight.item});
    }
    items_read_.push_back(std::move(items));
  }
}

void EditRenderer::collect(hir::ExprId id, std::vector<ReadItem>& items) const {
  if (!id.is_valid()) return;
  const hir::Expr& expr = module_[id];
  if (expr.kind == hir::ExprKind::Item) {
    const bool is_known = std::any_of(items.begin(), items.end(), [&](const ReadItem& known) {
      return known.variable == expr.variable && known.item == expr.item;
    });
    if (!is_known) items.push_back({expr.variable, expr.item});
  }
  for (const hir::ExprId argument : expr.arguments) collect(argument, items);
  if (expr.kind == hir::ExprKind::Cell || expr.kind == hir::ExprKind::RowFound) {
    for (const hir::ExprId argument : module_[expr.lookup].arguments) collect(argument, items);
  }
}

std::vector<RenderedFinding::ItemAt> EditRenderer::items_of(const Batch& batch, const RequireIndex& index,
                                                            std::uint32_t row,
                                                            std::span<const InvolvedRow> involved) const {
  const std::size_t require = static_cast<std::size_t>(&index - requires_.data());
  std::vector<RenderedFinding::ItemAt> items;
  const auto add = [&](ItemId item, LevelId level, std::uint32_t at) {
    const LevelId item_level = batch.schema().dictionary()[item].level;
    const std::uint32_t item_row = batch.ancestor_row(level, at, item_level);
    const bool is_known = std::any_of(items.begin(), items.end(), [&](const RenderedFinding::ItemAt& known) {
      return known.item == item && known.row == item_row;
    });
    if (!is_known) items.push_back({item, item_row});
  };
  // The records of a group of conflicting pairs share one variable; each has the items that either variable reads.
  for (const ReadItem& read : items_read_[require]) {
    // The record that the edit is about, or one above it.
    if (!module_[read.variable].outer.is_valid()) {
      add(read.item, index.level, row);
      continue;
    }
    for (const InvolvedRow& record : involved) {
      if (record.level == module_[read.variable].level) add(read.item, record.level, record.row);
    }
  }
  return items;
}

std::string EditRenderer::facts_of(const Batch& batch, std::span<const RenderedFinding::ItemAt> items) const {
  const Dictionary& dictionary = batch.schema().dictionary();
  std::string text;
  for (const RenderedFinding::ItemAt& at : items) {
    const Item& item = dictionary[at.item];
    text += fmt::format("{}{} = {}", text.empty() ? "" : "; ", item.id,
                        reference::shown_with_label(item, batch.value(at.item, at.row)));
  }
  return text;
}

void EditRenderer::render(const Batch& batch, std::uint32_t require, std::uint32_t row,
                          std::vector<RenderedFinding>& findings) {
  const RequireIndex& index = requires_[require];
  const Explanation why = explainer_.explain(batch, index.edit, index.require, row);
  EDICT_CHECK(why.outcome == Outcome::Fail);  // the engine said so
  for (const auto& involved : why.findings) {
    RenderedFinding finding;
    finding.message = explainer_.message(batch, index.edit, index.require, row, involved, language_);
    finding.items = items_of(batch, index, row, involved);
    finding.facts = facts_of(batch, finding.items);
    for (const InvolvedRow& record : involved) finding.records.push_back({record.level, record.row});
    findings.push_back(std::move(finding));
  }
}

RenderedDuplicates EditRenderer::render_duplicates(const DuplicateGroup& group) {
  const RequireIndex& index = requires_[group.require];
  const hir::Edit& edit = module_.edits[index.edit];
  return duplicates_text(module_, edit, edit.requires_[index.require], group, language_);
}

bool EditRenderer::is_in_doubt_over(const Batch& batch, std::uint32_t require, std::uint32_t row,
                                    RenderedFinding::ItemAt value) {
  const RequireIndex& index = requires_[require];
  return explainer_.is_in_doubt_over(batch, index.edit, index.require, row, value.item, value.row);
}

OutcomeReason EditRenderer::reason(const Batch& batch, std::uint32_t require, std::uint32_t row) {
  const RequireIndex& index = requires_[require];
  const hir::Edit& edit = module_.edits[index.edit];
  const Explanation why = explainer_.explain(batch, index.edit, index.require, row);
  const Location asked = edit.requires_[index.require].location;
  OutcomeReason reason;
  reason.clause = why.deciding_guard >= 0
                      ? clause_of(edit.guards[static_cast<std::size_t>(why.deciding_guard)], sources_)
                      : on_one_line(sources_[asked.file].text(asked.span));

  // The values under the clause: what a person looks at first.
  std::vector<ReadItem> read;
  collect(why.deciding_guard >= 0 ? edit.guards[static_cast<std::size_t>(why.deciding_guard)].written
                                  : edit.requires_[index.require].condition,
          read);
  for (const ReadItem& item : read) {
    if (module_[item.variable].outer.is_valid()) continue;
    const Item& described = batch.schema().dictionary()[item.item];
    const std::string_view value = batch.value(item.item, batch.ancestor_row(index.level, row, described.level));
    reason.why +=
        fmt::format("{}{} is {}", reason.why.empty() ? "" : "; ", described.id, reference::shown(described, value));
  }
  return reason;
}

}  // namespace edict
