#include "driver/engine.h"

#include <algorithm>
#include <set>

#include "compiler/codegen/native.h"
#include "compiler/interp/interpret.h"
#include "compiler/lower/lower.h"
#include "compiler/opt/optimise.h"
#include "compiler/reference/reference.h"
#include "compiler/tier/tiered.h"

namespace edict {
namespace {

std::vector<std::uint32_t> indices_of(const std::vector<SelectedEdit>& edits) {
  std::vector<std::uint32_t> indices;
  for (const SelectedEdit& edit : edits) indices.push_back(edit.edit);
  return indices;
}

}  // namespace

std::optional<EngineChoice> engine_named(std::string_view name) {
  if (name == "auto") return EngineChoice::Auto;
  if (name == "native") return EngineChoice::Native;
  if (name == "interpreter") return EngineChoice::Interpreter;
  if (name == "reference") return EngineChoice::Reference;
  return std::nullopt;
}

Result<std::shared_ptr<const Executable>> make_engine(EngineChoice choice, const LoadedRules& rules,
                                                      const std::vector<SelectedEdit>& edits, RunParameters parameters,
                                                      unsigned threads) {
  const std::vector<std::uint32_t> indices = indices_of(edits);
  if (choice == EngineChoice::Reference) {
    return std::shared_ptr<const Executable>(make_reference(rules.module, indices, parameters));
  }
  ir::Program program = optimise(lower(rules.module, indices), OptimiserOptions{});
  NativeOptions native;
  native.threads = threads;
  switch (choice) {
    case EngineChoice::Interpreter: return std::shared_ptr<const Executable>(interpret(std::move(program), parameters));
    case EngineChoice::Native: {
      EDICT_TRY(std::unique_ptr<Executable> executable, compile_native(program, parameters, native));
      return std::shared_ptr<const Executable>(std::move(executable));
    }
    case EngineChoice::Auto:
    case EngineChoice::Reference: break;
  }
  return std::shared_ptr<const Executable>(make_tiered(std::move(program), parameters, native));
}

std::vector<RequireIndex> require_indices(const hir::Module& module, const std::vector<SelectedEdit>& edits) {
  std::vector<RequireIndex> indices;
  for (const SelectedEdit& selected : edits) {
    const hir::Edit& edit = module.edits[selected.edit];
    for (std::uint32_t require = 0; require < edit.requires_.size(); ++require) {
      indices.push_back({selected.edit, require, edit.level});
    }
  }
  return indices;
}

std::vector<ItemId> items_needed(const hir::Module& module, const std::vector<SelectedEdit>& edits) {
  const Dictionary& dictionary = *module.dictionary;
  std::set<ItemId> items;
  for (std::size_t level = 0; level < dictionary.levels().size(); ++level) {
    for (ItemId key : dictionary.keys_of(LevelId(level))) items.insert(key);
  }
  for (const SelectedEdit& selected : edits) {
    const hir::Edit& edit = module.edits[selected.edit];
    items.insert(edit.items.begin(), edit.items.end());
    for (const hir::Require& require : edit.requires_) {
      if (require.override_by) items.insert(require.override_by->flag);
      for (const hir::Message& message : require.messages) {
        for (const hir::MessagePart& part : message.parts) {
          if (part.item.is_valid()) items.insert(part.item);
        }
      }
    }
    for (const hir::TestTable& test : edit.tests) items.insert(test.items.begin(), test.items.end());
  }
  return {items.begin(), items.end()};
}

}  // namespace edict
