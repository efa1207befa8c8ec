#include "compiler/lower/lower.h"

#include <optional>

#include "compiler/lower/lower_expr.h"

namespace edict {
namespace {

class EditLowering {
 public:
  explicit EditLowering(std::shared_ptr<const hir::Module> module)
      : module_(*module), builder_(std::move(module)), exprs_(module_, builder_) {}

  void lower(std::uint32_t index) {
    const hir::Edit& edit = module_.edits[index];
    const ir::SpaceId space = builder_.natural(edit.level);
    for (std::size_t level = 0; level < module_.subjects.size() && level <= edit.level.index(); ++level) {
      exprs_.bind(module_.subjects[level], builder_.natural(LevelId(level)));
    }
    exprs_.bind(edit.subject, space);
    for (std::uint32_t i = 0; i < edit.requires_.size(); ++i) {
      const hir::Require& require = edit.requires_[i];
      ir::RequireOutput output{.edit = index, .require = i, .space = space};
      output.fails_to_run = require.is_row_check;
      output.guard = at(guard_of(edit, require), space);
      output.condition = at(exprs_.lower(require.condition), space);
      if (const std::optional<Placed> set = override_of(require)) output.override_set = at(*set, space);
      builder_.add_output(output);
    }
  }

  ir::Program take() { return builder_.take(); }

 private:
  ir::ValueId at(Placed placed, ir::SpaceId space) { return exprs_.placement().move(placed, space); }

  Placed guard_of(const hir::Edit& edit, const hir::Require& require) {
    std::optional<Placed> all;
    for (std::uint32_t guard : require.guards) {
      const Placed applies = exprs_.lower(edit.guards[guard].applies);
      all = all ? exprs_.call(Builtin::And, {*all, applies}) : applies;
    }
    return all ? *all : exprs_.truth(true);
  }

  // When a failing require counts as overridden.
  std::optional<Placed> override_of(const hir::Require& require) {
    if (!require.override_by) return std::nullopt;
    const bool is_of_subject = require.override_by->reach == hir::Override::Reach::Subject;
    return exprs_.lower(is_of_subject ? require.override_by->is_set : require.holds_apart_from_overridden);
  }

  const hir::Module& module_;
  ir::Builder builder_;
  ExprLowering exprs_;
};

}  // namespace

ir::Program lower(std::shared_ptr<const hir::Module> module, std::span<const std::uint32_t> edits) {
  EditLowering lowering(std::move(module));
  for (std::uint32_t edit : edits) lowering.lower(edit);
  return lowering.take();
}

}  // namespace edict
