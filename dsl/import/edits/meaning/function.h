// The functions that foreign scripts may call: what a call does besides giving a value.
#pragma once

#include <cstdint>
#include <string_view>

#include "dsl/import/edits/meaning/operation.h"
#include "dsl/import/edits/meaning/tables.h"

namespace edict::foreign {

enum class FunctionRole : std::uint8_t {
  Pure,          // its operation, on its arguments
  Dated,         // the same, and notes what is wrong with the date
  OfSchema,      // its operation, on the staging schema of the record and all arguments but the first
  Nothing,       // no effect on the outcome; null
  CopiesText,    // changes the variable that is its first argument, by its operation
  LooksUpKey,    // (key, table, index, where columns go): whether there is a row
  LooksUpTable,  // (table, index, key, where columns go)
  Notes,         // adds notes to the finding, and the edit fails; false
  SetsMessage,   // the message should the edit fail; false
  Warns,         // no effect; true
  CallsLibrary,  // (library, function, …): staging
};

struct ForeignFunction {
  std::string_view name;
  FunctionRole role;
  Operation operation;
  Search search;
};

// Null when there is no such function.
const ForeignFunction* foreign_function(std::string_view name);

// The functions of the staging library.
enum class LibraryFunction : std::uint8_t { CountSchemas, Version, NumberOfSchema, NameOfSchema, IsCodeValid, Unknown };
LibraryFunction library_function(std::string_view name);  // upper and lower case count as equal

}  // namespace edict::foreign
