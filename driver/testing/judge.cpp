#include "driver/testing/judge.h"

#include <fmt/format.h>

#include <algorithm>

#include "driver/clause_text.h"

namespace edict {
namespace {

bool is_value(const hir::Module& module, hir::ExprId id) {
  const hir::Expr& expr = module[id];
  return expr.kind == hir::ExprKind::Item || expr.kind == hir::ExprKind::Cell ||
         (expr.kind == hir::ExprKind::Call && expr.builtin == Builtin::DateOf);
}

}  // namespace

Judge::Judge(std::shared_ptr<const hir::Module> module, const SourceMap& sources, Day as_of)
    : module_(std::move(module)), sources_(sources), explainer_(module_, RunParameters{as_of}) {}

Outcome Judge::outcome_of(const PlacedRow& placed, const OutcomeMasks& masks, std::size_t first) const {
  Outcome worst = Outcome::Skipped;
  for (std::size_t i = 0; i < module_->edits[placed.edit].requires_.size(); ++i) {
    worst = std::min(worst, masks.outcome(first + i, placed.subject));
  }
  return worst;
}

std::string Judge::problem_of(const PlacedRow& placed, const OutcomeMasks& masks, std::size_t first,
                              const Batch& batch) const {
  const Outcome outcome = outcome_of(placed, masks, first);
  const hir::TestRow& row = *placed.row;
  if (name_of(outcome) != *row.outcome) return fmt::format("expected {}, got {}", *row.outcome, name_of(outcome));
  if (row.message_part.empty()) return {};
  const std::vector<std::string> texts = texts_of(placed, masks, first, batch, outcome);
  const auto contains = [&](const std::string& text) { return text.find(row.message_part) != std::string::npos; };
  if (std::ranges::any_of(texts, contains)) return {};
  return fmt::format("{} as expected, but no {} contains \"{}\"", name_of(outcome),
                     outcome == Outcome::Fail || outcome == Outcome::Overridden ? "message" : "deciding clause",
                     row.message_part);
}

std::vector<std::string> Judge::reasons(const PlacedRow& placed, const OutcomeMasks& masks, std::size_t first,
                                        const Batch& batch) const {
  const Outcome outcome = outcome_of(placed, masks, first);
  std::vector<std::string> reasons;
  for (std::uint32_t i = 0; i < module_->edits[placed.edit].requires_.size(); ++i) {
    if (masks.outcome(first + i, placed.subject) != outcome) continue;
    std::string text = reason(placed, i, batch);
    if (std::ranges::find(reasons, text) == reasons.end()) reasons.push_back(std::move(text));
  }
  return reasons;
}

std::vector<std::string> Judge::messages(const PlacedRow& placed, const OutcomeMasks& masks, std::size_t first,
                                         const Batch& batch) const {
  std::vector<std::string> messages;
  for (std::uint32_t i = 0; i < module_->edits[placed.edit].requires_.size(); ++i) {
    if (masks.outcome(first + i, placed.subject) == Outcome::Fail) add_messages(placed, i, batch, messages);
  }
  return messages;
}

Location Judge::deciding_clause(const PlacedRow& placed, std::uint32_t require, const Explanation& why) const {
  const hir::Edit& edit = module_->edits[placed.edit];
  return why.deciding_guard >= 0 ? edit.guards[static_cast<std::size_t>(why.deciding_guard)].location
                                 : edit.requires_[require].location;
}

std::string Judge::reason(const PlacedRow& placed, std::uint32_t require, const Batch& batch) const {
  const Explanation why = explainer_.explain(batch, placed.edit, require, placed.subject);
  const Location clause = deciding_clause(placed, require, why);
  const SourceFile& file = sources_[clause.file];
  const std::vector<PartValue> parts =
      explainer_.parts(batch, placed.edit, require, why.deciding_guard, placed.subject, sources_);

  std::string text = fmt::format("`{}`", on_one_line(file.text(clause.span)));
  if (!parts.empty()) text += fmt::format(" is {}", parts.front().value);
  std::vector<std::string> shown;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (!is_value(*module_, parts[i].expr) || !parts[i].is_deciding) continue;
    std::string value = fmt::format("{} is {}", on_one_line(parts[i].source), parts[i].value);
    if (std::ranges::find(shown, value) == shown.end()) shown.push_back(std::move(value));
  }
  if (!shown.empty()) text += fmt::format(", {}", fmt::join(shown, ", "));
  return text + fmt::format(" (line {})", file.line_column(clause.span.begin).line);
}

void Judge::add_messages(const PlacedRow& placed, std::uint32_t require, const Batch& batch,
                         std::vector<std::string>& messages) const {
  const Explanation why = explainer_.explain(batch, placed.edit, require, placed.subject);
  for (const auto& finding : why.findings) {
    messages.push_back(explainer_.message(batch, placed.edit, require, placed.subject, finding, ""));
  }
}

// Where `fail "text"` looks for the text: in the messages of what failed or was overridden, and in the clauses that
// decided what was skipped or unsure, with their `because`.
std::vector<std::string> Judge::texts_of(const PlacedRow& placed, const OutcomeMasks& masks, std::size_t first,
                                         const Batch& batch, Outcome outcome) const {
  const hir::Edit& edit = module_->edits[placed.edit];
  std::vector<std::string> texts;
  for (std::uint32_t i = 0; i < edit.requires_.size(); ++i) {
    if (masks.outcome(first + i, placed.subject) != outcome) continue;
    if (outcome == Outcome::Fail || outcome == Outcome::Overridden) {
      add_messages(placed, i, batch, texts);
      continue;
    }
    const Explanation why = explainer_.explain(batch, placed.edit, i, placed.subject);
    const Location clause = deciding_clause(placed, i, why);
    texts.push_back(on_one_line(sources_[clause.file].text(clause.span)));
  }
  return texts;
}

}  // namespace edict
