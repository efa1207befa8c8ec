// The engine that a command asked for, made from checked rules.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "driver/load_rules.h"
#include "runtime/exec/executable.h"

namespace edict {

// auto: the interpreter at once, native code as soon as it is compiled.
enum class EngineChoice { Auto, Native, Interpreter, Reference };
std::optional<EngineChoice> engine_named(std::string_view name);

// Makes the executable for the selected edits. Native fails loudly when it cannot compile; nothing falls back.
Result<std::shared_ptr<const Executable>> make_engine(EngineChoice choice, const LoadedRules& rules,
                                                      const std::vector<SelectedEdit>& edits, RunParameters parameters,
                                                      unsigned threads);

// The requires of the selected edits, in the order of the executable's masks.
std::vector<RequireIndex> require_indices(const hir::Module& module, const std::vector<SelectedEdit>& edits);

// Every item that the selected edits, their messages, over-rides and tests read, and the keys of every level.
std::vector<ItemId> items_needed(const hir::Module& module, const std::vector<SelectedEdit>& edits);

}  // namespace edict
