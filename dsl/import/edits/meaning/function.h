// The functions and methods that foreign scripts may call: what a call does besides giving a value, and how many
// arguments it takes.
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

// As many arguments as one likes.
inline constexpr std::size_t kAny = SIZE_MAX;

struct ForeignFunction {
  std::string_view name;
  FunctionRole role;
  Operation operation;
  Search search;
  std::size_t least_arguments;
  std::size_t most_arguments;
};

// Null when there is no such function.
const ForeignFunction* foreign_function(std::string_view name);

enum class MethodRole : std::uint8_t {
  Kernel,         // its operation, on the value and the arguments
  LastDay,        // of the month of a calendar
  IsEmpty,        // whether a list, map or text has nothing in it
  Appends,        // to a list; true
  ForEach,        // calls a function with each element; the list or map itself
  Sorts,          // a list in its place, by its last argument: a function of two, or a map that holds it as `compare`
  MakesLists,     // a map gives an empty list for a key that is not there; the map itself
  CallsFunction,  // the function that is the value
};

struct ForeignMethod {
  std::string_view name;
  MethodRole role;
  Operation operation;
  std::size_t least_arguments;
  std::size_t most_arguments;
};

// Null when there is no such method.
const ForeignMethod* foreign_method(std::string_view name);

// The functions of the staging library.
enum class LibraryFunction : std::uint8_t { CountSchemas, Version, NumberOfSchema, NameOfSchema, IsCodeValid, Unknown };
LibraryFunction library_function(std::string_view name);  // upper and lower case count as equal

}  // namespace edict::foreign
