// Calls in a script: whether what is called exists, and takes so many arguments. Everything that carries scripts out
// may rely on it.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "dsl/import/edits/meaning/function.h"
#include "dsl/import/edits/script/script.h"

namespace edict::foreign {

// The first call that cannot be made: of a function or method that does not exist, or with too few or too many
// arguments. Functions of the package itself are not looked at.
std::optional<ScriptFault> find_wrong_call(const Script& script);

// The arguments of a call of a function; `binding`, which some scripts pass before them, is not one.
std::span<const ScriptNodeId> arguments_of(const Script& script, ScriptNodeId call);

// What a look-up is given.
struct LookUp {
  ScriptNodeId key;
  ScriptNodeId table;
  ScriptNodeId index;
  ScriptNodeId outputs;  // a map of headings to the variables that take their cells, or anything else
};
// REQUIRES: the role is one that looks up; as many arguments as it takes.
LookUp look_up_of(FunctionRole role, std::span<const ScriptNodeId> arguments);
// The table or index that an argument names; nothing for `null`.
std::optional<std::string_view> entry_name(const Script& script, ScriptNodeId argument);

}  // namespace edict::foreign
