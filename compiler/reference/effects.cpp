#include "compiler/reference/effects.h"

#include <algorithm>
#include <unordered_map>

#include "compiler/reference/reference.h"

namespace edict {
namespace {

using hir::Expr;
using hir::ExprId;
using hir::ExprKind;
using reference::Evaluation;

// A set of truths that a condition may have.
using Truths = std::uint8_t;
constexpr Truths bit(Truth truth) { return static_cast<Truths>(1U << static_cast<unsigned>(truth)); }
constexpr Truths kFalse = bit(Truth::False);
constexpr Truths kTrue = bit(Truth::True);
constexpr Truths kUnsure = bit(Truth::Unsure);
constexpr Truth kTruths[] = {Truth::False, Truth::Unsure, Truth::True};

template <class Join>
Truths joined(Truths a, Truths b, Join join) {
  Truths result = 0;
  for (const Truth x : kTruths) {
    for (const Truth y : kTruths) {
      if ((a & bit(x)) != 0 && (b & bit(y)) != 0) result |= bit(join(x, y));
    }
  }
  return result;
}

template <class Map>
Truths mapped(Truths a, Map map) {
  return joined(a, kTrue, [&](Truth x, Truth) { return map(x); });
}

// The truths of conditions on a record of which one value is known: the subject's, of the asked item.
class PossibleTruths {
 public:
  PossibleTruths(Evaluation& evaluation, hir::VariableId subject, ItemId item)
      : evaluation_(evaluation), module_(evaluation.module()), subject_(subject), item_(item) {}

  Truths of(ExprId id) {
    if (const auto known = truths_.find(id); known != truths_.end()) return known->second;
    const Truths truths = work_out(id);
    truths_[id] = truths;
    return truths;
  }

 private:
  Truths work_out(ExprId id) {
    const Expr& expr = module_[id];
    if (is_known(id)) return bit(evaluation_.truth(id));
    const auto argument = [&](std::size_t index) { return of(expr.arguments[index]); };
    if (expr.kind == ExprKind::Named) return argument(0);
    if (expr.kind == ExprKind::ByCases) return argument(1);
    if (expr.kind == ExprKind::Call) {
      switch (expr.builtin) {
        case Builtin::Not: return mapped(argument(0), [](Truth a) { return not_(a); });
        case Builtin::And: return joined(argument(0), argument(1), [](Truth a, Truth b) { return and_(a, b); });
        case Builtin::Or: return joined(argument(0), argument(1), [](Truth a, Truth b) { return or_(a, b); });
        case Builtin::Implies: return joined(argument(0), argument(1), [](Truth a, Truth b) { return implies_(a, b); });
        case Builtin::Definitely: return mapped(argument(0), [](Truth a) { return definitely(a); });
        case Builtin::Possibly: return mapped(argument(0), [](Truth a) { return possibly(a); });
        default: break;
      }
      if (info_of(expr.builtin).doubt == Doubt::Values && has_unbounded_argument(expr)) return kUnsure;
    }
    return expr.is_definite ? kTrue | kFalse : kTrue | kFalse | kUnsure;
  }

  // A date or number that may be any leaves every comparison open.
  bool has_unbounded_argument(const Expr& expr) {
    return std::ranges::any_of(expr.arguments, [&](ExprId id) {
      const Expr& argument = module_[id];
      const bool is_range = argument.type == Type::Date || argument.type == Type::Number;
      if (!is_range) return false;
      if (!is_known(id)) return argument.kind == ExprKind::Call && has_unbounded_argument(argument);
      const kernel::Value value = evaluation_.value(id);
      if (const auto* days = std::get_if<DayRange>(&value)) return days->is_any();
      return std::get<NumberRange>(value).is_any();
    });
  }

  // True if nothing but the asked item has a say.
  bool is_known(ExprId id) {
    if (const auto known = known_.find(id); known != known_.end()) return known->second;
    const Expr& expr = module_[id];
    bool result = true;
    switch (expr.kind) {
      case ExprKind::Item: result = expr.item == item_ && expr.variable == subject_; break;
      case ExprKind::Quantified:
      case ExprKind::Count:
      case ExprKind::First:
      case ExprKind::IsBefore:
      case ExprKind::NoTwo:
      case ExprKind::InOrder: result = false; break;
      case ExprKind::Cell:
      case ExprKind::RowFound: result = are_known(module_[expr.lookup].arguments); break;
      default: result = are_known(expr.arguments); break;
    }
    known_[id] = result;
    return result;
  }

  template <class Exprs>
  bool are_known(const Exprs& exprs) {
    return std::ranges::all_of(exprs, [&](ExprId id) { return is_known(id); });
  }

  Evaluation& evaluation_;
  const hir::Module& module_;
  hir::VariableId subject_;
  ItemId item_;
  std::unordered_map<ExprId, Truths> truths_;
  std::unordered_map<ExprId, bool> known_;
};

bool reads_item(const hir::Module& module, ExprId id, hir::VariableId subject, ItemId item) {
  if (!id.is_valid()) return false;
  const Expr& expr = module[id];
  if (expr.kind == ExprKind::Item && expr.item == item && expr.variable == subject) return true;
  const auto reads = [&](ExprId argument) { return reads_item(module, argument, subject, item); };
  const bool has_lookup = expr.kind == ExprKind::Cell || expr.kind == ExprKind::RowFound;
  return std::ranges::any_of(expr.arguments, reads) ||
         (has_lookup && std::ranges::any_of(module[expr.lookup].arguments, reads));
}

}  // namespace

std::string_view describe(Effect effect) {
  switch (effect) {
    case Effect::Skips: return "skipped";
    case Effect::Fails: return "fails";
    case Effect::Passes: return "passes";
    case Effect::Unsure: return "unsure";
    case Effect::DoubtsGuard: return "unsure whether it applies";
    case Effect::Open: return "the other items decide";
  }
  return "";
}

Effects::Effects(const hir::Module& module, RunParameters parameters) : module_(module), parameters_(parameters) {}

Effect Effects::of(const hir::Edit& edit, const hir::Require& require, ItemId item, std::string_view value) {
  // One record of each level, blank but for the value.
  const auto schema = std::make_shared<BatchSchema>(module_.dictionary, std::vector{item});
  BatchStore store(schema);
  Batch& batch = store.next_batch();
  const LevelId item_level = (*module_.dictionary)[item].level;
  for (std::size_t level = 0; level < schema->level_count(); ++level) {
    batch.add_row(LevelId(level), {});
    if (LevelId(level) == item_level) batch.set_value(schema->column_of(item), value);
  }
  batch.seal();
  Evaluation evaluation(module_, {}, parameters_, batch);
  evaluation.bind_subject(edit, 0);

  PossibleTruths possible(evaluation, edit.subject, item);
  Truths applies = kTrue;
  for (const std::uint32_t guard : require.guards) {
    applies = joined(applies, possible.of(edit.guards[guard].applies), [](Truth a, Truth b) { return and_(a, b); });
  }
  if (applies == kFalse) return Effect::Skips;
  const Truths holds = possible.of(require.condition);
  if (holds == kTrue) return Effect::Passes;
  if ((applies & kTrue) == 0) return Effect::DoubtsGuard;
  if (holds == kFalse) return Effect::Fails;
  return holds == kUnsure ? Effect::Unsure : Effect::Open;
}

bool Effects::reads(const hir::Edit& edit, const hir::Require& require, ItemId item) const {
  const auto is_read = [&](ExprId id) { return reads_item(module_, id, edit.subject, item); };
  return is_read(require.condition) ||
         std::ranges::any_of(require.guards, [&](std::uint32_t guard) { return is_read(edit.guards[guard].applies); });
}

}  // namespace edict
