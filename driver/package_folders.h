// Where the packages are that others build on or include.
//
// A package `naaccr.core` lies in a folder `naaccr/core` or `naaccr.core` of one of these places, the first that has
// it:
//
//   the folders given with --packages, in order
//   the folder `packages` in the folder of the package that asks
//   the folder that the package that asks lies in itself: `ky/core` and `naaccr/core` side by side
//   the shipped rule sets
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace edict {

// The folder of the package `id`, asked for by the rule file `asking` of the package `asking_id`.
std::optional<std::string> find_package_folder(std::string_view id, const std::string& asking,
                                               std::string_view asking_id, std::span<const std::string> places);

}  // namespace edict
