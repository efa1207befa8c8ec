#include "dsl/import/edits/script/script_calls.h"

#include <fmt/format.h>

namespace edict::foreign {
namespace {

std::string count_of_arguments(std::size_t least, std::size_t most) {
  const std::string_view word = (most == kAny ? least : most) == 1 ? "argument" : "arguments";
  if (most == kAny) return fmt::format("{} {} or more", least, word);
  if (least == most) return fmt::format("{} {}", least, word);
  return fmt::format("{} to {} {}", least, most, word);
}

template <class Row>
std::optional<std::string> wrong_count(const Row& row, std::size_t given) {
  if (row.least_arguments <= given && given <= row.most_arguments) return std::nullopt;
  return fmt::format("`{}` takes {}, got {}", row.name, count_of_arguments(row.least_arguments, row.most_arguments),
                     given);
}

std::optional<std::string> wrong_call(const Script& script, ScriptNodeId call) {
  const ScriptNode& receiver = script[script.child(call, 0)];
  const std::string& name = script[script.child(call, 1)].text;
  const std::string_view object = receiver.kind == ScriptKind::Name ? std::string_view(receiver.text) : "";
  if (object == "Context") return std::nullopt;
  if (object == "Functions") {
    const ForeignFunction* function = foreign_function(name);
    if (function == nullptr) return fmt::format("the function `{}` is not known", name);
    return wrong_count(*function, arguments_of(script, call).size());
  }
  const ForeignMethod* method = foreign_method(name);
  if (method == nullptr) return fmt::format("the method `{}` is not known", name);
  return wrong_count(*method, script.children(call).size() - 2);
}

}  // namespace

std::optional<ScriptFault> find_wrong_call(const Script& script) {
  for (ScriptNodeId id = 0; id < script.size(); ++id) {
    const ScriptNode& node = script[id];
    if (node.kind != ScriptKind::Call && node.kind != ScriptKind::SafeCall) continue;
    if (auto problem = wrong_call(script, id)) return ScriptFault{node.line, std::move(*problem)};
  }
  return std::nullopt;
}

std::span<const ScriptNodeId> arguments_of(const Script& script, ScriptNodeId call) {
  std::span<const ScriptNodeId> arguments = script.children(call).subspan(2);
  if (arguments.empty()) return arguments;
  const ScriptNode& first = script[arguments[0]];
  const bool has_binding = first.kind == ScriptKind::Name && first.text == "binding";
  return has_binding ? arguments.subspan(1) : arguments;
}

LookUp look_up_of(FunctionRole role, std::span<const ScriptNodeId> arguments) {
  if (role == FunctionRole::LooksUpKey) return {arguments[0], arguments[1], arguments[2], arguments[3]};
  return {arguments[2], arguments[0], arguments[1], arguments[3]};
}

std::optional<std::string_view> entry_name(const Script& script, ScriptNodeId argument) {
  while (script[argument].kind == ScriptKind::Cast) argument = script.child(argument, 1);
  if (script[argument].kind != ScriptKind::Property) return std::nullopt;
  return script[script.child(argument, 1)].text;
}

}  // namespace edict::foreign
