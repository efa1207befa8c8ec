// The table of operators and functions, as data.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace edict {

enum class Type : std::uint8_t { Truth, Text, Date, Number };
std::string_view name_of(Type type);  // "truth"
std::optional<Type> type_named(std::string_view name);

enum class Doubt : std::uint8_t { Definite, Arguments, Values, Bounds };

enum class Builtin : std::uint8_t {
#define BUILTIN(name, spelling, arguments, result, doubt, doc, example) name,
#include "dsl/builtins/builtins.def"
#undef BUILTIN
};

struct BuiltinInfo {
  std::string_view name;      // "InCodes"
  std::string_view ir_name;   // "in_codes"
  std::string_view spelling;  // "in"
  std::array<Type, 3> argument_types;
  std::uint8_t argument_count;
  bool takes_count;    // a Count stands behind the arguments: Expr::count, Inst::count
  bool takes_filling;  // … and is how missing parts of dates are filled, a value of compatible::Fill
  Type result;
  Doubt doubt;
  std::string_view doc;
  std::string_view example;

  [[nodiscard]] std::span<const Type> arguments() const { return {argument_types.data(), argument_count}; }
};

const BuiltinInfo& info_of(Builtin builtin);
std::span<const BuiltinInfo> all_builtins();
std::optional<Builtin> builtin_by_ir_name(std::string_view name);

// The functions of the namespace `edits.`, which compute what older systems compute (docs/edits-functions.md).
inline constexpr std::string_view kCompatiblePrefix = "edits.";
inline bool is_compatible(const BuiltinInfo& info) { return info.spelling.starts_with(kCompatiblePrefix); }
// By its name in the namespace: "val".
std::optional<Builtin> compatible_builtin(std::string_view name);

}  // namespace edict
