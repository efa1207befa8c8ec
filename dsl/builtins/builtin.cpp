#include "dsl/builtins/builtin.h"

#include <string>
#include <vector>

namespace edict {
namespace {

constexpr auto Truth = Type::Truth;
constexpr auto Text = Type::Text;
constexpr auto Date = Type::Date;
constexpr auto Number = Type::Number;
constexpr struct CountMark {
} Count;
constexpr struct FillingMark {
} Filling;

struct Arguments {
  std::array<Type, 3> types{};
  std::uint8_t count = 0;
  bool takes_count = false;
  bool takes_filling = false;
  constexpr Arguments() = default;
  constexpr explicit Arguments(Type a) : types{a, a, a}, count(1) {}
  constexpr Arguments(Type a, Type b) : types{a, b, b}, count(2) {}
  constexpr Arguments(Type a, Type b, Type c) : types{a, b, c}, count(3) {}
  constexpr Arguments(Type a, CountMark) : types{a, a, a}, count(1), takes_count(true) {}
  constexpr Arguments(Type a, Type b, CountMark) : types{a, b, b}, count(2), takes_count(true) {}
  constexpr Arguments(Type a, Type b, FillingMark) : types{a, b, b}, count(2), takes_count(true), takes_filling(true) {}
};

// "InCodes" to "in_codes".
std::string snake_case(std::string_view name) {
  std::string text;
  for (char c : name) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_upper && !text.empty()) text += '_';
    text += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

struct Table {
  std::vector<std::string> ir_names;
  std::vector<BuiltinInfo> rows;

  Table() {
#define BUILTIN(name, spelling, arguments, result, doubt, doc, example) \
  add(#name, spelling, Arguments arguments, result, Doubt::doubt, doc, example);
#include "dsl/builtins/builtins.def"
#undef BUILTIN
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].ir_name = ir_names[i];
  }

  void add(std::string_view name, std::string_view spelling, Arguments arguments, Type result, Doubt doubt,
           std::string_view doc, std::string_view example) {
    ir_names.push_back(snake_case(name));
    rows.push_back({name,
                    {},
                    spelling,
                    arguments.types,
                    arguments.count,
                    arguments.takes_count,
                    arguments.takes_filling,
                    result,
                    doubt,
                    doc,
                    example});
  }
};

const Table& table() {
  static const Table kTable;
  return kTable;
}

}  // namespace

std::string_view name_of(Type type) {
  switch (type) {
    case Type::Truth: return "truth";
    case Type::Text: return "text";
    case Type::Date: return "date";
    case Type::Number: return "number";
  }
  return "";
}

std::optional<Type> type_named(std::string_view name) {
  for (Type type : {Type::Truth, Type::Text, Type::Date, Type::Number}) {
    if (name_of(type) == name) return type;
  }
  return std::nullopt;
}

const BuiltinInfo& info_of(Builtin builtin) { return table().rows[static_cast<std::size_t>(builtin)]; }
std::span<const BuiltinInfo> all_builtins() { return table().rows; }

std::optional<Builtin> builtin_by_ir_name(std::string_view name) {
  for (std::size_t i = 0; i < table().rows.size(); ++i) {
    if (table().rows[i].ir_name == name) return static_cast<Builtin>(i);
  }
  return std::nullopt;
}

std::optional<Builtin> compatible_builtin(std::string_view name) {
  for (std::size_t i = 0; i < table().rows.size(); ++i) {
    const BuiltinInfo& info = table().rows[i];
    if (is_compatible(info) && info.spelling.substr(kCompatiblePrefix.size()) == name) return static_cast<Builtin>(i);
  }
  return std::nullopt;
}

}  // namespace edict
