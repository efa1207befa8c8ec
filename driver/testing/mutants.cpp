#include "driver/testing/mutants.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "driver/clause_text.h"
#include "driver/testing/code_ends.h"
#include "driver/testing/expr_writer.h"

namespace edict {
namespace {

using hir::ExprId;
using hir::ExprKind;
using hir::QuantifierKind;

// One change, with the expressions it replaces wherever the edit uses them.
struct Change {
  Location place;
  std::string text;
  std::string list;  // whose codes change, when it is used by name
  ExprWriter::Replacements replacements;
  std::set<std::uint32_t> dropped_guards;
  std::set<std::uint32_t> dropped_requires;   // ask nothing any more
  std::set<std::uint32_t> dropped_overrides;  // by require
};

class EditMutants {
 public:
  EditMutants(hir::Module& module, const SourceMap& sources, std::size_t original_exprs, std::uint32_t edit)
      : module_(module),
        sources_(sources),
        writer_(module),
        edit_(module.edits[edit]),
        original_exprs_(original_exprs) {}

  std::vector<Mutant> write() {
    for (std::uint32_t guard = 0; guard < edit_.guards.size(); ++guard) change_guard(guard);
    for (std::uint32_t require = 0; require < edit_.requires_.size(); ++require) change_require(require);
    std::vector<Mutant> mutants;
    for (const auto& [key, change] : changes_) {
      mutants.push_back({change.place, change.text, change.list, static_cast<std::uint32_t>(module_.edits.size())});
      module_.edits.push_back(changed(change));
    }
    return mutants;
  }

 private:
  void change_guard(std::uint32_t index) {
    const hir::Guard& guard = edit_.guards[index];
    // A row that was not found has no other meaning to take, and what follows from the place of a clause no words.
    if (guard.kind == hir::GuardKind::Lookup) return;
    const bool is_clause = guard.kind != hir::GuardKind::Earlier && guard.kind != hir::GuardKind::InOrder &&
                           guard.kind != hir::GuardKind::FindingOne;
    if (is_clause)
      change_at(guard.location, fmt::format("`{}` dropped", quoted(guard.location))).dropped_guards.insert(index);
    change_expr(guard.applies);
  }

  void change_require(std::uint32_t index) {
    const hir::Require& require = edit_.requires_[index];
    change_at(require.location, fmt::format("`{}` dropped", quoted(require.location))).dropped_requires.insert(index);
    change_expr(require.condition);
    if (!require.override_by) return;
    const hir::Override& by = *require.override_by;
    change_at(by.location, fmt::format("`{}` dropped", quoted(by.location))).dropped_overrides.insert(index);
    change_expr(by.is_set);
    change_expr(require.holds_apart_from_overridden);
  }

  // Every change that can be made to an expression and what it is made of, each once.
  void change_expr(ExprId id) {
    if (!id.is_valid() || !seen_.insert(id).second) return;
    const hir::Expr expr = module_[id];  // a copy: adding expressions moves the store
    if (!expr.location.file.is_valid()) return;
    if (is_logic(expr)) change_logic(id, expr);
    else if (expr.type == Type::Truth && expr.kind != ExprKind::RowFound && expr.kind != ExprKind::IsBefore) negate(id);
    switch (expr.kind) {
      case ExprKind::Call: change_call(id, expr); break;
      case ExprKind::Quantified: change_quantifier(id, expr); break;
      case ExprKind::InOrder: change_strictness(id, expr); break;
      case ExprKind::DateValue: change_date(id, expr); break;
      case ExprKind::NumberValue: change_number(id, expr); break;
      default: break;
    }
    // What stands below a not without words of its own is negated with it.
    const bool is_written = is_written_not(module_, id);
    for (const ExprId argument : expr.arguments) {
      if (is_written) is_negated_.insert(argument);
      change_expr(argument);
    }
  }

  void negate(ExprId id) {
    if (is_negated_.contains(id)) return;
    const hir::Expr expr = module_[id];
    replace(expr.location, fmt::format("`{}` turned into its opposite", quoted(expr.location)), id,
            writer_.call(Builtin::Not, {id}));
  }

  void change_logic(ExprId id, const hir::Expr& expr) {
    switch (expr.builtin) {
      case Builtin::And:
      case Builtin::Or: change_joint(id, expr); break;
      case Builtin::Implies: {
        const hir::Expr& condition = module_[expr.arguments[0]];
        replace(condition.location, fmt::format("`{} implies` dropped", quoted(condition.location)), id,
                expr.arguments[1]);
        break;
      }
      case Builtin::Not: {
        const bool is_written = is_written_not(module_, id);
        const std::string text = is_written ? "turned into its opposite" : "without its `not`";
        replace(expr.location, fmt::format("`{}` {}", quoted(expr.location), text), id, expr.arguments[0]);
        break;
      }
      case Builtin::Definitely:
      case Builtin::Possibly: {
        // `, otherwise skip` is a definitely too, over its whole clause.
        const std::string text = quoted(expr.location);
        const bool is_word = text.starts_with("definitely") || text.starts_with("possibly");
        const std::string_view word = !is_word                              ? "otherwise skip"
                                      : expr.builtin == Builtin::Definitely ? "definitely"
                                                                            : "possibly";
        replace(expr.location, fmt::format("`{}` without `{}`", text, word), id, expr.arguments[0]);
        break;
      }
      default: break;
    }
  }

  // `a and b and c` is `(a and b) and c`: each operand is dropped from the and that it stands in.
  void change_joint(ExprId id, const hir::Expr& expr) {
    bool has_words = true;
    for (std::size_t i = 0; i < 2; ++i) {
      const hir::Expr& operand = module_[expr.arguments[i]];
      if (!operand.location.file.is_valid()) continue;
      const bool is_chain = i == 0 && operand.kind == ExprKind::Call && operand.builtin == expr.builtin;
      const bool is_end_of_period = is_same_text(expr, operand);
      has_words &= !is_end_of_period;
      if (is_chain && !is_end_of_period) continue;
      const std::string text = is_end_of_period
                                   ? fmt::format("`{}` without its {}", quoted(expr.location), i == 0 ? "start" : "end")
                                   : fmt::format("`{}` dropped", quoted(operand.location));
      replace(operand.location, text, id, expr.arguments[1 - i]);
    }
    if (!has_words) return;
    const bool is_and = expr.builtin == Builtin::And;
    replace(expr.location,
            fmt::format("`{}` with `{}` for `{}`{}", quoted(expr.location), is_and ? "or" : "and",
                        is_and ? "and" : "or", is_in_chain(expr) ? " at its end" : ""),
            id, writer_.call(is_and ? Builtin::Or : Builtin::And, {expr.arguments[0], expr.arguments[1]}));
  }

  [[nodiscard]] bool is_in_chain(const hir::Expr& expr) const {
    const hir::Expr& first = module_[expr.arguments[0]];
    return first.kind == ExprKind::Call && first.builtin == expr.builtin;
  }

  void change_call(ExprId id, const hir::Expr& expr) {
    switch (expr.builtin) {
      case Builtin::DateLess: change_order(id, expr, Builtin::DateLessEqual, true); break;
      case Builtin::DateLessEqual: change_order(id, expr, Builtin::DateLess, false); break;
      case Builtin::NumberLess: change_order(id, expr, Builtin::NumberLessEqual, true); break;
      case Builtin::NumberLessEqual: change_order(id, expr, Builtin::NumberLess, false); break;
      case Builtin::CodeLess: change_order(id, expr, Builtin::CodeLessEqual, true); break;
      case Builtin::CodeLessEqual: change_order(id, expr, Builtin::CodeLess, false); break;
      case Builtin::InCodes: change_codes(id, expr); break;
      case Builtin::NumberIn: change_numbers(id, expr); break;
      default: break;
    }
  }

  void change_order(ExprId id, const hir::Expr& expr, Builtin other, bool lets_equal_in) {
    replace(expr.location,
            fmt::format("`{}` with equal {}", quoted(expr.location), lets_equal_in ? "let in" : "left out"), id,
            writer_.call(other, {expr.arguments[0], expr.arguments[1]}), shape_of(expr));
    replace(expr.location, fmt::format("`{}` turned round", quoted(expr.location)), id,
            writer_.call(expr.builtin, {expr.arguments[1], expr.arguments[0]}), shape_of(expr));
  }

  // Tells the two ends of a period apart, which have one place.
  [[nodiscard]] std::string shape_of(const hir::Expr& expr) const {
    return fmt::format("{} {}", static_cast<int>(module_[expr.arguments[0]].kind),
                       static_cast<int>(module_[expr.arguments[1]].kind));
  }

  void change_codes(ExprId id, const hir::Expr& expr) {
    const hir::Expr value = module_[expr.arguments[0]];
    const Item* item = value.kind == ExprKind::Item ? &(*module_.dictionary)[value.item] : nullptr;
    const CodeSet codes = module_[expr.code_set];
    const std::string name = expr.text.empty() ? quoted(expr.location) : expr.text;
    const auto offer = [&](std::vector<CodeSetEntry> entries, const std::string& text) {
      module_.code_sets.emplace_back(std::move(entries));
      hir::Expr changed = expr;
      changed.code_set = hir::CodeSetId(module_.code_sets.size() - 1);
      Change& change = change_at(expr.location, fmt::format("`{}` with {}", name, text));
      change.list = expr.text;
      change.replacements.emplace(id, writer_.add(std::move(changed)));
    };
    for (std::size_t i = 0; i < codes.entries().size(); ++i) {
      const CodeSetEntry& entry = codes.entries()[i];
      if (codes.entries().size() > 1) {
        std::vector<CodeSetEntry> rest = codes.entries();
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
        offer(std::move(rest), fmt::format("{} dropped", to_string(entry)));
      }
      if (entry.kind != CodeSetEntry::Kind::Range) continue;
      const auto shift = [&](std::string CodeSetEntry::* end, const std::optional<std::string>& code,
                             std::string_view border, std::string_view verb) {
        if (!code || (item != nullptr && !can_hold(*item, border))) return;
        std::vector<CodeSetEntry> entries = codes.entries();
        entries[i].*end = *code;
        if (entries[i].low > entries[i].high) return;
        offer(std::move(entries), fmt::format("{} {} at {}", to_string(entry), verb, *code));
      };
      // The border is the code that the change takes in or leaves out: no record shows it if none can hold it.
      const auto before = code_before(entry.low);
      const auto after = code_after(entry.high);
      if (before && !codes.contains(*before)) shift(&CodeSetEntry::low, before, *before, "begun");
      shift(&CodeSetEntry::low, code_after(entry.low), entry.low, "begun");
      shift(&CodeSetEntry::high, code_before(entry.high), entry.high, "ended");
      if (after && !codes.contains(*after)) shift(&CodeSetEntry::high, after, *after, "ended");
    }
    if (!expr.text.empty()) replace_list(id, expr);
  }

  // Its neighbour: the named list that the rules use next and that has codes of the same length.
  void replace_list(ExprId id, const hir::Expr& expr) {
    const auto length = [&](const hir::Expr& any) {
      const auto& entries = module_[any.code_set].entries();
      return entries.empty() ? 0 : entries.front().low.size();
    };
    std::optional<hir::Expr> neighbour;
    bool is_behind = false;
    for (std::size_t i = 0; i < original_exprs_; ++i) {
      const hir::Expr& other = module_.exprs[i];
      if (other.kind != ExprKind::Call || other.builtin != Builtin::InCodes || other.text.empty()) continue;
      if (other.text == expr.text) {
        is_behind = true;
      } else if (length(other) == length(expr) && module_[other.code_set] != module_[expr.code_set]) {
        neighbour = other;
        if (is_behind) break;
      }
    }
    if (!neighbour) return;
    hir::Expr changed = expr;
    changed.code_set = neighbour->code_set;
    changed.text = neighbour->text;
    replace(expr.location, fmt::format("`{}` with the list `{}`", quoted(expr.location), neighbour->text), id,
            writer_.add(std::move(changed)));
  }

  void change_numbers(ExprId id, const hir::Expr& expr) {
    const hir::NumberSet numbers = module_[expr.number_set];
    const auto offer = [&](hir::NumberSet set, const std::string& text) {
      module_.number_sets.push_back(std::move(set));
      hir::Expr changed = expr;
      changed.number_set = hir::NumberSetId(module_.number_sets.size() - 1);
      replace(expr.location, fmt::format("`{}` with {}", quoted(expr.location), text), id,
              writer_.add(std::move(changed)));
    };
    for (std::size_t i = 0; i < numbers.ranges.size(); ++i) {
      const auto& range = numbers.ranges[i];
      if (numbers.ranges.size() > 1) {
        hir::NumberSet rest = numbers;
        rest.ranges.erase(rest.ranges.begin() + static_cast<std::ptrdiff_t>(i));
        offer(std::move(rest), fmt::format("{}-{} dropped", range.low, range.high));
      }
      for (const std::int64_t by : {-1, 1}) {
        hir::NumberSet begun = numbers;
        begun.ranges[i].low += by;
        if (begun.ranges[i].low <= range.high) offer(begun, fmt::format("{} begun at {}", range.low, range.low + by));
        hir::NumberSet ended = numbers;
        ended.ranges[i].high += by;
        if (ended.ranges[i].high >= range.low) offer(ended, fmt::format("{} ended at {}", range.high, range.high + by));
      }
    }
  }

  void change_quantifier(ExprId id, const hir::Expr& expr) {
    const auto offer = [&](QuantifierKind kind, std::uint32_t count, const std::string& text) {
      hir::Expr changed = expr;
      changed.quantifier = kind;
      changed.count = count;
      replace(expr.location, fmt::format("`{}` with {}", quoted(expr.location), text), id,
              writer_.add(std::move(changed)));
    };
    switch (expr.quantifier) {
      case QuantifierKind::Some: offer(QuantifierKind::Every, 0, "`every` for `some`"); break;
      case QuantifierKind::Every: offer(QuantifierKind::Some, 0, "`some` for `every`"); break;
      case QuantifierKind::No: break;  // its opposite is `some`
      case QuantifierKind::Exactly:
      case QuantifierKind::AtLeast:
      case QuantifierKind::AtMost:
        offer(expr.quantifier, expr.count + 1, fmt::format("{} for {}", expr.count + 1, expr.count));
        if (expr.count > 0) {
          offer(expr.quantifier, expr.count - 1, fmt::format("{} for {}", expr.count - 1, expr.count));
        }
        break;
    }
  }

  void change_strictness(ExprId id, const hir::Expr& expr) {
    hir::Expr changed = expr;
    changed.is_strict = !expr.is_strict;
    replace(expr.location,
            fmt::format("`{}` with ties {}", quoted(expr.location), expr.is_strict ? "let in" : "left out"), id,
            writer_.add(std::move(changed)));
  }

  void change_date(ExprId id, const hir::Expr& expr) {
    for (const int by : {-1, 1}) {
      hir::Expr changed = expr;
      changed.days.first += by;
      changed.days.last += by;
      replace(expr.location, fmt::format("`{}` one day {}", quoted(expr.location), by < 0 ? "earlier" : "later"), id,
              writer_.add(std::move(changed)));
    }
  }

  void change_number(ExprId id, const hir::Expr& expr) {
    if (expr.number.low != expr.number.high) return;
    for (const int by : {-1, 1}) {
      const Decimal number{expr.number.low + by * Decimal::kOne};
      hir::Expr changed = expr;
      changed.number = NumberRange::exactly(number);
      replace(expr.location, fmt::format("`{}` with {}", quoted(expr.location), to_string(number)), id,
              writer_.add(std::move(changed)));
    }
  }

  void replace(Location place, const std::string& text, ExprId from, ExprId to, const std::string& shape = {}) {
    change_at(place, text, shape).replacements.emplace(from, to);
  }

  Change& change_at(Location place, const std::string& text, const std::string& shape = {}) {
    Change& change = changes_[{place.file.value, place.span.begin, place.span.end, text, shape}];
    change.place = place;
    change.text = text;
    return change;
  }

  [[nodiscard]] hir::Edit changed(const Change& change) {
    hir::Edit edit = edit_;
    edit.tests.clear();
    for (std::uint32_t i = 0; i < edit.guards.size(); ++i) {
      hir::Guard& guard = edit.guards[i];
      guard.applies =
          change.dropped_guards.contains(i) ? writer_.truth(true) : writer_.with(guard.applies, change.replacements);
      guard.written = writer_.with(guard.written, change.replacements);
    }
    for (std::uint32_t i = 0; i < edit.requires_.size(); ++i) {
      hir::Require& require = edit.requires_[i];
      require.condition = change.dropped_requires.contains(i) ? writer_.truth(true)
                                                              : writer_.with(require.condition, change.replacements);
      require.holds_apart_from_overridden = writer_.with(require.holds_apart_from_overridden, change.replacements);
      if (require.override_by)
        require.override_by->is_set = writer_.with(require.override_by->is_set, change.replacements);
      if (change.dropped_overrides.contains(i)) require.override_by.reset();
    }
    return edit;
  }

  [[nodiscard]] std::string quoted(Location location) const {
    return on_one_line(sources_[location.file].text(location.span));
  }

  hir::Module& module_;
  const SourceMap& sources_;
  ExprWriter writer_;
  const hir::Edit edit_;  // a copy: adding edits moves the store
  std::size_t original_exprs_;
  std::set<ExprId> seen_;
  std::set<ExprId> is_negated_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::string, std::string>, Change> changes_;
};

}  // namespace

std::vector<Mutant> MutantWriter::add(std::uint32_t edit) {
  return EditMutants(module_, sources_, original_exprs_, edit).write();
}

}  // namespace edict
