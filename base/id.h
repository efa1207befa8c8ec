// Ids, not pointers: a typed index into a store. An id of one store cannot be used with another.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace edict {

template <class Tag>
struct Id {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::uint32_t value = kNone;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}
  [[nodiscard]] constexpr bool is_valid() const { return value != kNone; }
  [[nodiscard]] constexpr std::size_t index() const { return value; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace edict

template <class Tag>
struct std::hash<edict::Id<Tag>> {
  std::size_t operator()(const edict::Id<Tag>& id) const noexcept { return std::hash<std::uint32_t>{}(id.value); }
};
