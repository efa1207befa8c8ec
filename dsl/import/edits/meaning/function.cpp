#include "dsl/import/edits/meaning/function.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace edict::foreign {

namespace {

// Finds rows of a table by their name.
template <class Row, std::size_t count>
const Row* row_of(const std::array<Row, count>& rows, std::string_view name) {
  static const auto kByName = [&] {
    std::unordered_map<std::string_view, const Row*> by_name;
    for (const Row& row : rows) by_name.emplace(row.name, &row);
    return by_name;
  }();
  const auto found = kByName.find(name);
  return found == kByName.end() ? nullptr : found->second;
}

}  // namespace

const ForeignFunction* foreign_function(std::string_view name) {
  static constexpr std::array kFunctions = {
#define FUNCTION(name, role, operation, search, least, most) \
  ForeignFunction{name, FunctionRole::role, Operation::operation, Search::search, least, most},
#include "dsl/import/edits/meaning/functions.def"
#undef FUNCTION
  };
  return row_of(kFunctions, name);
}

const ForeignMethod* foreign_method(std::string_view name) {
  static constexpr std::array kMethods = {
#define METHOD(name, role, operation, least, most) \
  ForeignMethod{name, MethodRole::role, Operation::operation, least, most},
#include "dsl/import/edits/meaning/methods.def"
#undef METHOD
  };
  return row_of(kMethods, name);
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
