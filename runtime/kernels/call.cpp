#include "runtime/kernels/call.h"

#include <string>
#include <type_traits>
#include <utility>

#include "base/check.h"
#include "runtime/kernels/check_digits.h"
#include "runtime/kernels/compatible.h"
#include "runtime/kernels/dates.h"
#include "runtime/kernels/logic.h"
#include "runtime/kernels/made_texts.h"
#include "runtime/kernels/numbers.h"
#include "runtime/kernels/text.h"

namespace edict::kernel {
namespace {

using Thunk = Value (*)(std::span<const Value>, const CallFacts&);

// Where a kernel's parameter comes from: an argument of its type, or a fact.
template <class Parameter>
struct From {
  static Parameter get(std::span<const Value> arguments, std::size_t at, const CallFacts&) {
    return std::get<Parameter>(arguments[at]);
  }
};
template <>
struct From<const CodeSet&> {
  static const CodeSet& get(std::span<const Value>, std::size_t, const CallFacts& facts) { return *facts.codes; }
};
template <>
struct From<const hir::NumberSet&> {
  static const hir::NumberSet& get(std::span<const Value>, std::size_t, const CallFacts& facts) {
    return *facts.numbers;
  }
};
template <>
struct From<const Pattern&> {
  static const Pattern& get(std::span<const Value>, std::size_t, const CallFacts& facts) { return *facts.pattern; }
};
template <>
struct From<Count> {
  static Count get(std::span<const Value>, std::size_t, const CallFacts& facts) { return facts.count; }
};
template <>
struct From<Day> {
  static Day get(std::span<const Value>, std::size_t, const CallFacts& facts) { return facts.as_of; }
};

template <auto kKernel>
struct Caller;
template <class Result, class... Parameters, Result (*kKernel)(Parameters...)>
struct Caller<kKernel> {
  static constexpr bool kTakesDay = (std::is_same_v<Parameters, Day> || ...);
  static Value call(std::span<const Value> arguments, const CallFacts& facts) {
    return call(arguments, facts, std::index_sequence_for<Parameters...>{});
  }
  template <std::size_t... kAt>
  static Value call(std::span<const Value> arguments, const CallFacts& facts, std::index_sequence<kAt...>) {
    if constexpr (std::is_same_v<Result, std::string>) {
      const std::string text = kKernel(From<Parameters>::get(arguments, kAt, facts)...);
      return Text{(*facts.made)[facts.made->intern(text)]};
    } else {
      return kKernel(From<Parameters>::get(arguments, kAt, facts)...);
    }
  }
};

constexpr Thunk kThunks[] = {
#define BUILTIN(name, spelling, arguments, result, doubt, doc, example) &Caller<&name>::call,
#include "dsl/builtins/builtins.def"
#undef BUILTIN
};

constexpr bool kTakeDay[] = {
#define BUILTIN(name, spelling, arguments, result, doubt, doc, example) Caller<&name>::kTakesDay,
#include "dsl/builtins/builtins.def"
#undef BUILTIN
};

}  // namespace

bool depends_on_day(Builtin builtin) { return kTakeDay[static_cast<std::size_t>(builtin)]; }

Value call(Builtin builtin, std::span<const Value> arguments, const CallFacts& facts) {
  EDICT_CHECK(arguments.size() == info_of(builtin).argument_count);
  return kThunks[static_cast<std::size_t>(builtin)](arguments, facts);
}

}  // namespace edict::kernel
