#include "driver/record_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/reference/reference.h"
#include "compiler/reference/shown.h"
#include "driver/clause_text.h"
#include "driver/engine.h"

namespace edict {
namespace {

class RecordPageMaker {
 public:
  RecordPageMaker(const LoadedRules& rules, const FoundRecord& found, const RecordQuestion& question)
      : rules_(rules),
        edit_(rules.module->edits[question.edit]),
        found_(found),
        question_(question),
        explainer_(rules.module, question.parameters),
        store_(std::make_shared<BatchSchema>(rules.dictionary,
                                             items_needed(*rules.module, {{question.edit, std::nullopt}}))),
        batch_(store_.next_batch()),
        row_(found.group.row_of(found.record)) {
    found.group.fill(batch_);
  }

  RecordPage make() {
    RecordPage page;
    page.edit = edit_.id;
    page.title = edit_.title;
    page.level = (*rules_.dictionary)[edit_.level].name;
    page.record = name_of_record();
    Outcome worst = Outcome::Skipped;
    for (std::uint32_t require = 0; require < edit_.requires_.size(); ++require) {
      const Explanation why = explainer_.explain(batch_, question_.edit, require, row_);
      worst = std::min(worst, why.outcome);
      const bool is_wanted = !question_.branch || *question_.branch == edit_.requires_[require].branch;
      if (is_wanted) page.requires_.push_back(described(require, why));
    }
    page.outcome = name_of(worst);
    page.is_mending_asked = worst == Outcome::Fail;
    if (page.is_mending_asked) add_mendings(page);
    return page;
  }

 private:
  // Its keys, from the level below the topmost on.
  std::string name_of_record() const {
    std::string text;
    for (std::size_t level = 1; level <= edit_.level.index(); ++level) {
      const std::uint32_t row = batch_.ancestor_row(edit_.level, row_, LevelId(level));
      for (const ItemId key : rules_.dictionary->keys_of(LevelId(level))) {
        const Item& item = (*rules_.dictionary)[key];
        const std::string_view value = batch_.value(key, row);
        if (!value.empty())
          text += fmt::format("{}{} {}", text.empty() ? "" : ", ", item.id, reference::shown(item, value));
      }
    }
    return text.empty() ? "with these values" : text;
  }

  std::pair<std::string, std::string> clause_and_place(Location location) const {
    const SourceFile& file = rules_.sources[location.file];
    return {on_one_line(file.text(location.span)),
            fmt::format("{}:{}", file.path(), file.line_column(location.span.begin).line)};
  }

  RecordPage::Require described(std::uint32_t index, const Explanation& why) const {
    const hir::Require& require = edit_.requires_[index];
    RecordPage::Require described;
    described.branch = require.branch;
    described.outcome = name_of(why.outcome);
    std::tie(described.clause, described.place) = clause_and_place(require.location);
    for (const auto& finding : why.findings) {
      described.messages.push_back(
          explainer_.message(batch_, question_.edit, index, row_, finding, question_.language));
    }
    described.guards = guards_of(require, why);
    for (const PartValue& part :
         explainer_.parts(batch_, question_.edit, index, why.deciding_guard, row_, rules_.sources)) {
      described.parts.push_back(
          {part.depth, part.truth, on_one_line(part.source), part.value, part.note, part.is_deciding});
    }
    if (why.outcome == Outcome::Fail && require.override_by) described.override_ = "the over-ride is not set";
    if (why.outcome == Outcome::Fail && !require.override_by) described.override_ = "it cannot be over-ridden";
    if (why.outcome == Outcome::Overridden) described.override_ = "the over-ride is set";
    return described;
  }

  std::vector<RecordPage::Guard> guards_of(const hir::Require& require, const Explanation& why) const {
    reference::Evaluation evaluation(*rules_.module, {}, question_.parameters, batch_);
    evaluation.bind_subject(edit_, row_);
    std::vector<RecordPage::Guard> guards;
    for (const std::uint32_t index : require.guards) {
      const hir::Guard& guard = edit_.guards[index];
      const std::string place = clause_and_place(guard.location).second;
      guards.push_back({evaluation.truth(guard.applies), clause_of(guard, rules_.sources), place, guard.because,
                        why.deciding_guard == static_cast<std::int32_t>(index)});
    }
    return guards;
  }

  void add_mendings(RecordPage& page) const {
    NearestQuestion asked;
    asked.edit = question_.edit;
    asked.record = found_.record;
    asked.parameters = question_.parameters;
    asked.may_show_persons = question_.may_show_persons;
    asked.others = question_.others;
    const NearestChanges nearest = nearest_changes(rules_, found_.group, asked);
    page.changes_tried = nearest.tried;
    for (const NearestChange& change : nearest.found) {
      RecordPage::Mending mending;
      mending.outcome = name_of(change.outcome);
      mending.newly_failing = change.newly_failing;
      for (const ItemChange& one : change.items) mending.changes.push_back(described(one));
      page.mendings.push_back(std::move(mending));
    }
  }

  RecordPage::Change described(const ItemChange& change) const {
    const Item& item = (*rules_.dictionary)[change.item];
    const LevelId level = found_.group.records()[change.record].level;
    const bool is_other = change.record != found_.record && level.index() >= edit_.level.index();
    std::string record;
    if (is_other) {
      const std::uint32_t rows[] = {found_.group.row_of(change.record)};
      record = fmt::format("{} {}", (*rules_.dictionary)[level].name, reference::names_of(batch_, level, rows).front());
    }
    return {std::move(record), item.id, item.label, reference::shown_with_label(item, change.from),
            reference::shown_with_label(item, change.to)};
  }

  const LoadedRules& rules_;
  const hir::Edit& edit_;
  const FoundRecord& found_;
  const RecordQuestion& question_;
  Explainer explainer_;
  BatchStore store_;
  Batch& batch_;
  std::uint32_t row_;
};

}  // namespace

RecordPage page_of(const LoadedRules& rules, const FoundRecord& found, const RecordQuestion& question) {
  return RecordPageMaker(rules, found, question).make();
}

}  // namespace edict
