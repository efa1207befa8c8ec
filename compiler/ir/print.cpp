#include "compiler/ir/print.h"

#include <fmt/format.h>

#include <iterator>

#include "compiler/ir/set_text.h"

namespace edict::ir {
namespace {

std::string day_text(Day day) { return day == DayRange::kFirst || day == DayRange::kLast ? "*" : to_string_day(day); }

std::string text_of(const DayRange& days) {
  const std::string first = day_text(days.first);
  return days.first == days.last ? first : first + ".." + day_text(days.last);
}

std::string bound_text(std::int64_t millionths) {
  return millionths == INT64_MIN || millionths == INT64_MAX ? "*" : to_string(Decimal{millionths});
}

std::string text_of(const NumberRange& number) {
  const std::string low = bound_text(number.low);
  return number.low == number.high ? low : low + ".." + bound_text(number.high);
}

class Printer {
 public:
  explicit Printer(const Program& program) : program_(program), module_(*program.module) {}

  std::string print() {
    for (std::size_t i = 0; i < program_.spaces.size(); ++i) add_space(i, program_.spaces[i]);
    for (std::size_t i = 0; i < program_.values.size(); ++i) add_value(i, program_.values[i]);
    for (const RequireOutput& output : program_.outputs) add_output(output);
    return std::move(text_);
  }

 private:
  template <class... Parts>
  void add(fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Parts>(parts)...);
  }

  void add_space(std::size_t index, const Space& space) {
    add("space s{} {}", index, (*module_.dictionary)[space.level].name);
    if (space.outer.is_valid()) add(" in s{}", space.outer.value);
    text_ += space.is_natural ? "\n" : " product\n";
  }

  void add_value(std::size_t index, const Inst& inst) {
    add("%{} = {}", index, inst.op == Op::Builtin ? info_of(inst.builtin).ir_name : name_of(inst.op));
    if (inst.is_strict) text_ += " strictly";
    if (inst.table.is_valid()) add(" {}", module_[inst.table].name);
    for (ValueId argument : inst.arguments) add(" %{}", argument.value);
    add_detail(inst);
    add(" : {}{} @s{}\n", name_of(inst.type), inst.is_definite ? "!" : "", inst.space.value);
  }

  void add_detail(const Inst& inst) {
    switch (inst.op) {
      case Op::Builtin:
        if (inst.code_set.is_valid()) add(" {}", ir::text_of(module_[inst.code_set]));
        if (inst.number_set.is_valid()) add(" {}", ir::text_of(module_[inst.number_set]));
        if (inst.pattern.is_valid()) add(" {}", quoted(module_[inst.pattern].text()));
        if (info_of(inst.builtin).takes_count) add(" {}", inst.count);
        return;
      case Op::Item: return add(" {}", (*module_.dictionary)[inst.item].id);
      case Op::TextValue: return add(" {}", quoted(inst.text));
      case Op::DateValue: return add(" {}", text_of(inst.days));
      case Op::NumberValue: return add(" {}", text_of(inst.number));
      case Op::TruthValue: return add(" {}", inst.truth_value);
      case Op::ReduceExactly:
      case Op::ReduceAtLeast:
      case Op::ReduceAtMost:
      case Op::NthFound: return add(" {}", inst.count);
      case Op::FindRow:
        if (inst.count > 0) add(" {}", inst.count);
        return;
      case Op::Cell: return add(" {}", quoted(module_[inst.table].columns[inst.count]));
      case Op::Broadcast:
      case Op::Element:
      case Op::ReduceSome:
      case Op::ReduceCount:
      case Op::IsSelf:
      case Op::IsLater:
      case Op::InOrder:
      case Op::InTable:
      case Op::RowFound: return;
    }
  }

  void add_output(const RequireOutput& output) {
    const hir::Edit& edit = module_.edits[output.edit];
    add("require {}.{} @s{} guard %{} condition %{}", edit.id, edit.requires_[output.require].branch,
        output.space.value, output.guard.value, output.condition.value);
    if (output.override_set.is_valid()) add(" override %{}", output.override_set.value);
    text_ += '\n';
  }

  const Program& program_;
  const hir::Module& module_;
  std::string text_;
};

}  // namespace

std::string print(const Program& program) { return Printer(program).print(); }

}  // namespace edict::ir
