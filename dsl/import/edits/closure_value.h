// A function of a script as a value, and the variables it sees.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/import/edits/script/script.h"
#include "dsl/import/edits/value.h"

namespace edict::foreign {

struct Variable {
  std::string_view name;
  Value value;
  std::int64_t size = 0;  // of a text of fixed size, else 0
};

// The variables of one call, and those around it.
struct Scope {
  std::shared_ptr<Scope> outer;
  std::vector<Variable> variables;

  Variable* find(std::string_view name);
};

struct ClosureValue {
  const Script* script = nullptr;
  ScriptNodeId node = 0;
  std::shared_ptr<Scope> scope;
};

}  // namespace edict::foreign
