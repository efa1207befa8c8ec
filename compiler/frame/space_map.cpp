#include "compiler/frame/space_map.h"

#include <algorithm>
#include <numeric>
#include <ranges>
#include <utility>

#include "base/check.h"

namespace edict::frame {

using ir::Op;
using ir::SpaceId;

SpaceMap::SpaceMap(const ir::Program& program) : program_(program), layouts_(program.spaces.size()) {
  const auto need_ancestors = [&](SpaceId space, SpaceId ancestor) {
    const bool is_known = std::ranges::any_of(
        ancestors_, [&](const Ancestors& pair) { return pair.space == space && pair.ancestor == ancestor; });
    if (!is_known) ancestors_.push_back({space, ancestor, {}});
  };
  for (const ir::Inst& inst : program.values) {
    layouts_[inst.space.index()].is_used = true;
    if (inst.op == Op::Broadcast) need_ancestors(inst.space, program[inst.arguments[0]].space);
    if (inst.op == Op::IsSelf || inst.op == Op::IsLater) need_ancestors(inst.space, program[inst.space].outer);
  }
  // An outer space stands before its inner ones.
  for (std::size_t i = layouts_.size(); i-- > 1;) {
    if (layouts_[i].is_used) layouts_[program.spaces[i].outer.index()].is_used = true;
  }
}

void SpaceMap::update(const Batch& batch) {
  for (std::size_t i = 0; i < layouts_.size(); ++i) {
    const ir::Space& space = program_.spaces[i];
    if (!space.is_natural) {
      if (layouts_[i].is_used) lay_out_product(SpaceId(i), batch);
      continue;
    }
    layouts_[i].row_count = batch.rows(space.level).row_count;
    if (space.outer.is_valid()) layouts_[i].offsets = batch.rows(program_[space.outer].level).offsets;
  }
  for (Ancestors& pair : ancestors_) find_ancestors(pair);
}

void SpaceMap::lay_out_product(SpaceId id, const Batch& batch) {
  const ir::Space& space = program_[id];
  const ir::Space& outer = program_[space.outer];
  const LevelId parent = batch.schema().dictionary()[space.level].parent;
  const std::vector<std::uint32_t>& children = batch.rows(parent).offsets;
  Layout& layout = layouts_[id.index()];
  const Layout& outer_layout = layouts_[space.outer.index()];

  layout.elements.clear();
  layout.own_offsets.assign(1, 0);
  for (std::uint32_t row = 0; row < outer_layout.row_count; ++row) {
    const std::uint32_t record = outer.is_natural ? row : outer_layout.elements[row];
    const std::uint32_t above = batch.ancestor_row(outer.level, record, parent);
    for (std::uint32_t element = children[above]; element < children[above + 1]; ++element) {
      layout.elements.push_back(element);
    }
    layout.own_offsets.push_back(static_cast<std::uint32_t>(layout.elements.size()));
  }
  layout.row_count = static_cast<std::uint32_t>(layout.elements.size());
  layout.offsets = layout.own_offsets;
}

void SpaceMap::find_ancestors(Ancestors& pair) {
  std::vector<SpaceId> path;  // from the space up to just below the ancestor
  for (SpaceId space = pair.space; space != pair.ancestor; space = program_[space].outer) path.push_back(space);
  pair.rows.resize(row_count(pair.ancestor));
  std::iota(pair.rows.begin(), pair.rows.end(), 0U);
  for (SpaceId space : std::views::reverse(path)) {
    std::swap(pair.rows, outer_rows_);
    pair.rows.resize(row_count(space));
    const std::span<const std::uint32_t> starts = offsets(space);
    for (std::size_t row = 0; row < outer_rows_.size(); ++row) {
      std::fill(pair.rows.begin() + starts[row], pair.rows.begin() + starts[row + 1], outer_rows_[row]);
    }
  }
}

std::span<const std::uint32_t> SpaceMap::ancestors(SpaceId space, SpaceId ancestor) const {
  const auto it = std::ranges::find_if(
      ancestors_, [&](const Ancestors& pair) { return pair.space == space && pair.ancestor == ancestor; });
  EDICT_CHECK(it != ancestors_.end());
  return it->rows;
}

}  // namespace edict::frame
