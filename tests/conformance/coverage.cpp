#include "tests/conformance/coverage.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "runtime/kernels/values.h"

namespace edict::conformance {
namespace {

std::string_view state_name(ValueState state) {
  switch (state) {
    case ValueState::Ordinary: return "ordinary";
    case ValueState::Blank: return "blank";
    case ValueState::Special: return "special";
    case ValueState::Invalid: return "invalid";
  }
  return "";
}

std::string_view truth_name(Truth truth) {
  return truth == Truth::True ? "true" : truth == Truth::False ? "false" : "unsure";
}

std::string cell(const BuiltinInfo& info, std::size_t argument, std::string_view state) {
  return fmt::format("{}, argument {} {}", info.name, argument + 1, state);
}

std::vector<std::string_view> states_of(Type type) {
  switch (type) {
    case Type::Truth: return {"true", "false", "unsure"};
    case Type::Text:
    case Type::Number: return {"ordinary", "blank", "special", "invalid"};
    case Type::Date: return {"ordinary", "partial", "blank", "special", "invalid"};
  }
  return {};
}

// The item that an argument is the text, date or number of; null for what is computed or written.
const hir::Expr* item_below(const hir::Module& module, const hir::Expr& argument) {
  const bool converts = argument.kind == hir::ExprKind::Call &&
                        (argument.builtin == Builtin::DateOf || argument.builtin == Builtin::NumberOf);
  const hir::Expr& text = converts ? module[argument.arguments[0]] : argument;
  return text.kind == hir::ExprKind::Item ? &text : nullptr;
}

// Empty for an argument without a state of its own.
std::string_view state_of(reference::Evaluation& evaluation, hir::ExprId id) {
  const hir::Expr& argument = evaluation.module()[id];
  if (argument.type == Type::Truth) return truth_name(evaluation.truth(id));
  const hir::Expr* item = item_below(evaluation.module(), argument);
  if (item == nullptr) return {};
  const ValueState state = kernel::state_of(evaluation.item(item->variable, item->item));
  if (argument.type == Type::Date && state == ValueState::Ordinary) {
    const DayRange days = std::get<DayRange>(evaluation.value(id));
    return days.first == days.last ? "ordinary" : "partial";
  }
  return state_name(state);
}

}  // namespace

Cells all_cells() {
  Cells cells;
  for (const BuiltinInfo& info : all_builtins()) {
    for (std::size_t argument = 0; argument < info.argument_count; ++argument) {
      for (const std::string_view state : states_of(info.argument_types[argument])) {
        cells.insert(cell(info, argument, state));
      }
    }
    if (info.result != Type::Truth) continue;
    for (const std::string_view answer : {"true", "false", "unsure"}) {
      if (answer != "unsure" || info.doubt != Doubt::Definite) cells.insert(fmt::format("{} {}", info.name, answer));
    }
  }
  return cells;
}

void add_cells(reference::Evaluation& evaluation, hir::ExprId id, Cells& cells) {
  const hir::Expr& expr = evaluation.module()[id];
  for (const hir::ExprId argument : expr.arguments) add_cells(evaluation, argument, cells);
  if (expr.kind != hir::ExprKind::Call) return;
  const BuiltinInfo& info = info_of(expr.builtin);
  for (std::size_t i = 0; i < expr.arguments.size(); ++i) {
    const std::string_view state = state_of(evaluation, expr.arguments[i]);
    if (!state.empty()) cells.insert(cell(info, i, state));
  }
  if (info.result == Type::Truth) cells.insert(fmt::format("{} {}", info.name, truth_name(evaluation.truth(id))));
}

}  // namespace edict::conformance
