#include "compiler/codegen/classes.h"

#include <algorithm>

#include "base/check.h"

namespace edict::native {

using ir::Inst;
using ir::Op;
using ir::ValueId;

namespace {

Class class_of_builtin(Builtin builtin) {
  switch (builtin) {
    case Builtin::Not:
    case Builtin::And:
    case Builtin::Or:
    case Builtin::Implies:
    case Builtin::Definitely:
    case Builtin::Possibly: return Class::Logic;
    case Builtin::DateLess:
    case Builtin::DateLessEqual:
    case Builtin::DateEqual:
    case Builtin::NumberLess:
    case Builtin::NumberLessEqual:
    case Builtin::NumberEqual:
    case Builtin::NumberIn: return Class::Compared;
    case Builtin::YearsBetween:
    case Builtin::MonthsBetween:
    case Builtin::DaysBetween:
    case Builtin::Add:
    case Builtin::Subtract: return Class::Computed;
    case Builtin::TextEqual:
    case Builtin::CodeLess:
    case Builtin::CodeLessEqual:
    case Builtin::StartsWith:
    case Builtin::EndsWith:
    case Builtin::Contains:
    case Builtin::EditsInList:
    case Builtin::EditsBefore:
    case Builtin::EditsBetween: return Class::TextTruth;
    case Builtin::EditsAt:
    case Builtin::EditsDays:
    case Builtin::EditsMonths: return Class::TextNumber;
    // With one operand: a function of its text, or constant.
    case Builtin::IsBlank:
    case Builtin::IsUnknown:
    case Builtin::IsSpecial:
    case Builtin::IsValid:
    case Builtin::InCodes:
    case Builtin::DateOf:
    case Builtin::Today:
    case Builtin::YearOf:
    case Builtin::MonthOf:
    case Builtin::DayOf:
    case Builtin::YearIsBlank:
    case Builtin::MonthIsBlank:
    case Builtin::DayIsBlank:
    case Builtin::NumberOf:
    case Builtin::Matches:
    case Builtin::HasLuhnDigit:
    case Builtin::HasModulus11Digit:
    case Builtin::LengthOf:
    case Builtin::CutToYear:
    case Builtin::CutToMonth:
    case Builtin::DaysAfter:
    case Builtin::DaysBefore:
    case Builtin::MonthsAfterDown:
    case Builtin::MonthsAfterUp:
    case Builtin::MonthsBeforeDown:
    case Builtin::MonthsBeforeUp:
    case Builtin::IsDate:
    case Builtin::IsNumber:
    case Builtin::HasDecimals:
    case Builtin::HasDigits:
    case Builtin::EditsVal:
    case Builtin::EditsInt:
    case Builtin::EditsValidDate:
    case Builtin::EditsYear:
    case Builtin::EditsMonth:
    case Builtin::EditsDay: break;
    // Texts.
    case Builtin::FirstCharacters:
    case Builtin::LastCharacters:
    case Builtin::CharactersFrom:
    case Builtin::Join:
    case Builtin::UpperOf:
    case Builtin::TrimmedOf:
    case Builtin::DigitsOf:
    case Builtin::EditsPadded:
    case Builtin::EditsTrim:
    case Builtin::EditsToday: break;
  }
  EDICT_CHECK(!"a function of one text has a table");
  return Class::Constant;
}

Class class_of(const ir::Program& program, const frame::ValueFunctions& functions, ValueId value) {
  const Inst& inst = program[value];
  if (functions.is_constant(value)) return Class::Constant;
  if (inst.type == Type::Text || is_row(program, value)) return Class::Text;
  if (functions.source_of(value).is_valid()) return Class::Function;
  switch (inst.op) {
    case Op::Builtin: return class_of_builtin(inst.builtin);
    case Op::InTable:
    case Op::NthFound:
    case Op::RowFound: return Class::TextTruth;
    // A moved number is a count: what else numbers are computed from was moved before it was computed.
    case Op::Broadcast:
    case Op::Element:
    case Op::ReduceCount: EDICT_CHECK(inst.type == Type::Truth || inst.type == Type::Number); return Class::Grouped;
    case Op::ReduceSome:
    case Op::ReduceExactly:
    case Op::ReduceAtLeast:
    case Op::ReduceAtMost:
    case Op::IsSelf:
    case Op::IsLater:
    case Op::InOrder: return Class::Grouped;
    // Texts, rows and constants.
    case Op::Item:
    case Op::Cell:
    case Op::FindRow:
    case Op::TextValue:
    case Op::DateValue:
    case Op::NumberValue:
    case Op::TruthValue: break;
  }
  EDICT_CHECK(!"a text, a row or a constant");
  return Class::Constant;
}

bool is_code(Class kind) { return kind == Class::Logic || kind == Class::Compared || kind == Class::Computed; }

}  // namespace

Classes::Classes(const ir::Program& program, const frame::ValueFunctions& functions) {
  for (std::size_t i = 0; i < program.values.size(); ++i) {
    classes_.push_back(class_of(program, functions, ValueId(i)));
    phases_.push_back(phase_of(program, ValueId(i)));
    phase_count_ = std::max(phase_count_, phases_[i] + 1);
  }
}

// Code of one phase reads steps of the same phase; a step that reads code waits for the next one. A constant that a
// step reads is stored by code.
std::uint32_t Classes::phase_of(const ir::Program& program, ValueId value) const {
  const bool is_step = of(value) == Class::Grouped;
  if (!is_step && !is_code(of(value))) return 0;
  std::uint32_t phase = 0;
  for (ValueId argument : program[value].arguments) {
    const Class from = of(argument);
    const bool waits = is_step && (is_code(from) || (from == Class::Constant && program[argument].type == Type::Truth));
    phase = std::max(phase, phases_[argument.index()] + (waits ? 1 : 0));
  }
  return phase;
}

}  // namespace edict::native
