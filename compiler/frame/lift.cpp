#include "compiler/frame/lift.h"

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/check.h"
#include "compiler/frame/table_texts.h"
#include "runtime/kernels/check_digits.h"
#include "runtime/kernels/compatible.h"
#include "runtime/kernels/dates.h"
#include "runtime/kernels/logic.h"
#include "runtime/kernels/made_texts.h"
#include "runtime/kernels/numbers.h"
#include "runtime/kernels/text.h"

namespace edict::frame {
namespace {

using ir::Op;
using kernel::CallFacts;

// Where a kernel's parameter comes from: an operand of its type, or a fact.
template <class Parameter>
decltype(auto) parameter(const CallFacts& facts, std::span<const Operand> operands, std::size_t at, std::size_t i) {
  if constexpr (std::is_same_v<Parameter, const CodeSet&>) {
    return *facts.codes;
  } else if constexpr (std::is_same_v<Parameter, const hir::NumberSet&>) {
    return *facts.numbers;
  } else if constexpr (std::is_same_v<Parameter, const Pattern&>) {
    return *facts.pattern;
  } else if constexpr (std::is_same_v<Parameter, kernel::Count>) {
    return facts.count;
  } else if constexpr (std::is_same_v<Parameter, Day>) {
    return facts.as_of;
  } else if constexpr (std::is_same_v<Parameter, kernel::Text>) {
    return operands[at].text(i);
  } else {
    return operands[at].at<Parameter>(i);
  }
}

template <auto kKernel>
struct Lifted;
template <class Result, class... Parameters, Result (*kKernel)(Parameters...)>
struct Lifted<kKernel> {
  static void fill(const CallFacts& facts, std::span<const Operand> operands, Entries& results, std::size_t first) {
    constexpr bool kMakesTexts = std::is_same_v<Result, std::string>;
    using Entry = std::conditional_t<kMakesTexts, std::uint32_t, Result>;
    auto& entries = std::get<std::vector<Entry>>(results);
    for (std::size_t i = first; i < entries.size(); ++i) {
      const Result result = at(facts, operands, i - first, std::index_sequence_for<Parameters...>{});
      if constexpr (kMakesTexts) {
        entries[i] = facts.made->intern(result);
      } else {
        entries[i] = result;
      }
    }
  }
  template <std::size_t... kAt>
  static Result at(const CallFacts& facts, std::span<const Operand> operands, std::size_t i,
                   std::index_sequence<kAt...>) {
    return kKernel(parameter<Parameters>(facts, operands, kAt, i)...);
  }
};

using Fill = void (*)(const CallFacts&, std::span<const Operand>, Entries&, std::size_t);
constexpr Fill kFills[] = {
#define BUILTIN(name, spelling, arguments, result, doubt, doc, example) &Lifted<&kernel::name>::fill,
#include "dsl/builtins/builtins.def"
#undef BUILTIN
};

template <class Result, class ResultOf>
void fill(Entries& entries, std::size_t first, ResultOf result_of) {
  auto& results = std::get<std::vector<Result>>(entries);
  for (std::size_t i = first; i < results.size(); ++i) results[i] = result_of(i - first);
}

constexpr std::uint32_t kOnlyCode = 0;

}  // namespace

Entries entries_for(const ir::Program& program, ir::ValueId value) {
  if (ir::is_row(program, value)) return std::vector<std::int32_t>{};
  switch (program[value].type) {
    case Type::Truth: return std::vector<Truth>{};
    case Type::Text: return std::vector<std::uint32_t>{};
    case Type::Date: return std::vector<DayRange>{};
    case Type::Number: return std::vector<NumberRange>{};
  }
  return {};
}

void resize(Entries& entries, std::size_t size) {
  std::visit([size](auto& vector) { vector.resize(size); }, entries);
}

Operand operand_of(const Entries& entries, std::size_t first, TextPool pool) {
  return std::visit([&](const auto& vector) { return Operand{vector.data() + first, 1, pool}; }, entries);
}

Operand operand_of(const kernel::Value& constant) {
  if (const auto* text = std::get_if<kernel::Text>(&constant)) return {&kOnlyCode, 0, TextPool(*text)};
  return std::visit([](const auto& entry) { return Operand{&entry, 0, {}}; }, constant);
}

void take(const Operand& from, std::span<const std::uint32_t> rows, Entries& results) {
  std::visit(
      [&]<class Entry>(std::vector<Entry>& entries) {
        entries.resize(rows.size());
        for (std::size_t row = 0; row < rows.size(); ++row) entries[row] = from.at<Entry>(rows[row]);
      },
      results);
}

CallFacts facts_of(const ir::Program& program, const ir::Inst& inst, RunParameters parameters) {
  CallFacts facts;
  if (inst.code_set.is_valid()) facts.codes = &(*program.module)[inst.code_set];
  if (inst.number_set.is_valid()) facts.numbers = &(*program.module)[inst.number_set];
  if (inst.pattern.is_valid()) facts.pattern = &(*program.module)[inst.pattern];
  facts.count = {inst.count};
  facts.as_of = parameters.as_of;
  return facts;
}

void lift(const ir::Program& program, const TableTexts& texts, RunParameters parameters, const ir::Inst& inst,
          std::span<const Operand> operands, Entries& results, std::size_t first, ValueDictionary* made) {
  std::vector<kernel::Text> keys;
  const auto find_rows = [&](std::size_t i) {
    keys.clear();
    for (const Operand& key : operands) keys.push_back(key.text(i));
    return texts.index(inst.table).find_rows(keys);
  };
  switch (inst.op) {
    case Op::Builtin: {
      CallFacts facts = facts_of(program, inst, parameters);
      facts.made = made;
      kFills[static_cast<std::size_t>(inst.builtin)](facts, operands, results, first);
      return;
    }
    case Op::FindRow:
      fill<std::int32_t>(results, first, [&](std::size_t i) { return find_rows(i).row(inst.count); });
      return;
    case Op::InTable:
      fill<Truth>(results, first, [&](std::size_t i) { return kernel::any_found(find_rows(i)); });
      return;
    case Op::NthFound:
      fill<Truth>(results, first, [&](std::size_t i) {
        const kernel::FoundRows found = find_rows(i);
        return kernel::nth_found(texts.index(inst.table).table(), found, inst.count, keys);
      });
      return;
    case Op::RowFound:
      fill<Truth>(results, first,
                  [&](std::size_t i) { return truth(operands[0].at<std::int32_t>(i) != kernel::kNoRow); });
      return;
    case Op::Cell: {
      const CellColumn& cells = texts.cells(inst.table, inst.count);
      fill<std::uint32_t>(results, first,
                          [&](std::size_t i) { return cells.code_of(operands[0].at<std::int32_t>(i)); });
      return;
    }
    default: EDICT_CHECK(false);
  }
}

bool makes_texts(const ir::Inst& inst) { return inst.op == Op::Builtin && inst.type == Type::Text; }

}  // namespace edict::frame
