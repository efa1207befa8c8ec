#include "driver/data_set_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "compiler/reference/reference.h"
#include "compiler/reference/shown.h"

namespace edict {
namespace {

// "18 and 204", "18, 204 and 3 more". Records are counted from 1, as people do.
std::string numbers_of(const DuplicateGroup& group) {
  std::vector<std::string> names;
  for (const std::uint64_t record : group.records) names.push_back(std::to_string(record + 1));
  if (group.count > names.size()) names.push_back(fmt::format("{} more", group.count - names.size()));
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

std::string shown_key(std::string_view value) { return std::string(value.empty() ? reference::kBlankShown : value); }

class MeasureText {
 public:
  MeasureText(const PlannedMeasure& measure, const MeasureResult& result) : measure_(measure), result_(result) {}

  [[nodiscard]] std::string fill(const hir::Message& message) const {
    std::string text;
    for (const hir::MessagePart& part : message.parts) {
      switch (part.kind) {
        case hir::MessagePart::Kind::Text: text += part.text; break;
        case hir::MessagePart::Kind::Figure: text += figure(part.text); break;
        case hir::MessagePart::Kind::Item: text += key(part.item); break;
        case hir::MessagePart::Kind::Cell:
        case hir::MessagePart::Kind::Records:
        case hir::MessagePart::Kind::Value: EDICT_CHECK(!"the checker refuses it in a measure"); break;
      }
    }
    return text;
  }

 private:
  [[nodiscard]] std::string key(ItemId item) const {
    for (std::size_t i = 0; i < measure_.keys.size(); ++i) {
      if (measure_.keys[i].item == item) return shown_key(result_.group[i]);
    }
    return {};
  }

  [[nodiscard]] std::string figure(std::string_view name) const {
    const auto percent = [](Share share) {
      const std::string text = percent_text(share);
      return text.empty() ? std::string("no share") : text + " %";
    };
    if (name == "percent") return percent(result_.shares.value);
    if (name == "low") return percent(result_.shares.low);
    if (name == "high") return percent(result_.shares.high);
    if (name == "count") return std::to_string(result_.counts.count());
    if (name == "cases") return std::to_string(result_.counts.cases());
    return result_.level;
  }

  const PlannedMeasure& measure_;
  const MeasureResult& result_;
};

}  // namespace

RenderedDuplicates duplicates_text(const hir::Module& module, const hir::Edit& edit, const hir::Require& require,
                                   const DuplicateGroup& group, std::string_view language) {
  const Dictionary& dictionary = *module.dictionary;
  const auto value_of = [&](ItemId item) -> std::string_view {
    const auto found = std::ranges::find(require.unique_by, item);
    EDICT_CHECK(found != require.unique_by.end());
    return group.key[static_cast<std::size_t>(found - require.unique_by.begin())];
  };
  RenderedDuplicates text;
  for (const ItemId item : require.unique_by) {
    text.facts += fmt::format("{}{} = {}", text.facts.empty() ? "" : "; ", dictionary[item].id,
                              reference::shown_with_label(dictionary[item], value_of(item)));
  }
  const hir::Message* message = message_in(require.messages, language);
  if (message == nullptr) {
    text.message = edit.title;
    return text;
  }
  for (const hir::MessagePart& part : message->parts) {
    switch (part.kind) {
      case hir::MessagePart::Kind::Text: text.message += part.text; break;
      case hir::MessagePart::Kind::Figure: text.message += std::to_string(group.count); break;
      case hir::MessagePart::Kind::Records: text.message += numbers_of(group); break;
      case hir::MessagePart::Kind::Item: {
        const Item& item = dictionary[part.item];
        const bool is_label = part.property == hir::MessagePart::Property::Label;
        const bool is_date = part.property == hir::MessagePart::Property::Date;
        const std::string_view value = value_of(part.item);
        text.message += is_label  ? item.label
                        : is_date ? reference::shown_as_date(item, value)
                                  : reference::shown(item, value);
        break;
      }
      case hir::MessagePart::Kind::Cell:
      case hir::MessagePart::Kind::Value: EDICT_CHECK(!"the checker refuses it beside a key"); break;
    }
  }
  return text;
}

std::vector<MeasureResult> measure_results(const hir::Module& module, const RunPlan& plan,
                                           std::span<const std::uint32_t> edits, const RunTotals& totals,
                                           std::string_view language) {
  std::vector<MeasureResult> results;
  for (std::uint32_t i = 0; i < plan.measures.size(); ++i) {
    const PlannedMeasure& measure = plan.measures[i];
    const hir::Edit& edit = module.edits[edits[i]];
    for (const auto& [group, counts] : totals.measures[i].groups) {
      MeasureResult result{i, group, counts, shares_of(counts), std::string(level_of(measure, counts)), {}};
      const hir::Message* message = message_in(edit.measure->messages, language);
      if (message != nullptr) result.message = MeasureText(measure, result).fill(*message);
      results.push_back(std::move(result));
    }
  }
  return results;
}

}  // namespace edict
