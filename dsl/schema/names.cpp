// The words by which the dictionary's closed choices are written, in one table each.
#include <algorithm>
#include <array>

#include "dsl/schema/dictionary.h"

namespace edict {
namespace {

constexpr std::array<std::string_view, 6> kKinds = {"code", "digits", "text", "number", "date", "datetime"};
constexpr std::array<std::string_view, 5> kPaddings = {"right blank", "left blank", "left zero", "right zero", "none"};
constexpr std::array<std::string_view, 4> kReasons = {"unknown", "not applicable", "not measured", "other"};
constexpr std::array<std::string_view, 3> kIdentifiers = {"none", "record", "person"};

template <class Enum, std::size_t N>
std::optional<Enum> value_of(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name_of(ItemKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(Padding padding) { return kPaddings[static_cast<std::size_t>(padding)]; }
std::string_view name_of(SpecialReason reason) { return kReasons[static_cast<std::size_t>(reason)]; }
std::string_view name_of(IdentifierClass value) { return kIdentifiers[static_cast<std::size_t>(value)]; }

std::optional<ItemKind> item_kind(std::string_view name) { return value_of<ItemKind>(kKinds, name); }
std::optional<Padding> padding(std::string_view name) { return value_of<Padding>(kPaddings, name); }
std::optional<SpecialReason> special_reason(std::string_view name) { return value_of<SpecialReason>(kReasons, name); }
std::optional<IdentifierClass> identifier_class(std::string_view name) {
  return value_of<IdentifierClass>(kIdentifiers, name);
}

}  // namespace edict
