// What a value of one item does to a require, whatever the other items hold: what blank does, what 999 does.
//
// Answered where the item alone decides; where it takes others, it is said so. Never wrong, sometimes less than could
// be known: parts that read other items may come out any way they can.
//
// Thread safety: one instance per task.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/reference/evaluation.h"

namespace edict {

enum class Effect : std::uint8_t {
  Skips,        // the require is not asked
  Fails,        // … where it is asked
  Passes,       // … where it is asked
  Unsure,       // … where it is asked
  DoubtsGuard,  // whether it is asked is unsure: unsure, unless it holds anyway
  Open          // the other items decide
};
std::string_view describe(Effect effect);  // "fails"

class Effects {
 public:
  Effects(const hir::Module& module, RunParameters parameters);

  // REQUIRES: the item is of the edit's level or above.
  Effect of(const hir::Edit& edit, const hir::Require& require, ItemId item, std::string_view value);

  // True if the require, its guards or its over-ride read the item of the subject itself.
  [[nodiscard]] bool reads(const hir::Edit& edit, const hir::Require& require, ItemId item) const;

 private:
  const hir::Module& module_;
  RunParameters parameters_;
};

}  // namespace edict
