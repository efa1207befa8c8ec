#include "dsl/import/edits/meaning/function.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace edict::foreign {

const ForeignFunction* foreign_function(std::string_view name) {
  static constexpr std::array kFunctions = {
#define FUNCTION(name, role, operation, search) \
  ForeignFunction{name, FunctionRole::role, Operation::operation, Search::search},
#include "dsl/import/edits/meaning/functions.def"
#undef FUNCTION
  };
  static const auto kByName = [] {
    std::unordered_map<std::string_view, const ForeignFunction*> by_name;
    for (const ForeignFunction& function : kFunctions) by_name.emplace(function.name, &function);
    return by_name;
  }();
  const auto found = kByName.find(name);
  return found == kByName.end() ? nullptr : found->second;
}

LibraryFunction library_function(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  if (lower == "cstage_get_number_of_schemas") return LibraryFunction::CountSchemas;
  if (lower == "cstage_get_version") return LibraryFunction::Version;
  if (lower == "cstage_get_schema_number") return LibraryFunction::NumberOfSchema;
  if (lower == "cstage_get_schema_name") return LibraryFunction::NameOfSchema;
  if (lower == "cstage_code_is_valid") return LibraryFunction::IsCodeValid;
  return LibraryFunction::Unknown;
}

}  // namespace edict::foreign
