// Puts findings into words for the pipeline, with the explainer.
//
// Thread safety: one renderer per worker; rules and explainer are shared and immutable.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/source.h"
#include "compiler/reference/reference.h"
#include "dsl/sema/hir.h"
#include "runtime/exec/flag_renderer.h"

namespace edict {

class EditRenderer final : public FlagRenderer {
 public:
  // `requires_` says which edit and require each mask belongs to. All arguments outlive the renderer.
  EditRenderer(const hir::Module& module, const Explainer& explainer, const SourceMap& sources,
               const std::vector<RequireIndex>& requires_, std::string language);

  void render(const Batch& batch, std::uint32_t require, std::uint32_t row,
              std::vector<RenderedFinding>& findings) override;
  RenderedDuplicates render_duplicates(const DuplicateGroup& group) override;
  bool is_in_doubt_over(const Batch& batch, std::uint32_t require, std::uint32_t row,
                        RenderedFinding::ItemAt value) override;
  OutcomeReason reason(const Batch& batch, std::uint32_t require, std::uint32_t row) override;

 private:
  // An item that a condition reads, of the record that a variable stands for.
  struct ReadItem {
    hir::VariableId variable;
    ItemId item;
  };
  void collect(hir::ExprId expr, std::vector<ReadItem>& items) const;
  [[nodiscard]] std::vector<RenderedFinding::ItemAt> items_of(const Batch& batch, const RequireIndex& index,
                                                              std::uint32_t row,
                                                              std::span<const InvolvedRow> involved) const;
  [[nodiscard]] std::string facts_of(const Batch& batch, std::span<const RenderedFinding::ItemAt> items) const;

  const hir::Module& module_;
  const Explainer& explainer_;
  const SourceMap& sources_;
  const std::vector<RequireIndex>& requires_;
  std::string language_;
  std::vector<std::vector<ReadItem>> items_read_;  // by require: what its condition and guards read, in order
};

}  // namespace edict
