#include "compiler/frame/table_texts.h"

#include <string_view>
#include <unordered_map>

namespace edict::frame {
namespace {

std::unique_ptr<CellColumn> cells_of(const hir::Table& table, std::uint32_t column) {
  auto cells = std::make_unique<CellColumn>();
  cells->texts.emplace_back();
  std::unordered_map<std::string_view, std::uint32_t> known = {{"", 0}};
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string_view cell = table.rows.at(row, column);
    const auto [it, is_new] = known.try_emplace(cell, static_cast<std::uint32_t>(cells->texts.size()));
    if (is_new) cells->texts.emplace_back(cell);
    cells->codes.push_back(it->second);
  }
  return cells;
}

}  // namespace

TableTexts::TableTexts(const ir::Program& program)
    : indexes_(program.module->tables.size()), columns_(program.module->tables.size()) {
  for (const ir::Inst& inst : program.values) {
    if (!inst.table.is_valid()) continue;
    const hir::Table& table = (*program.module)[inst.table];
    auto& index = indexes_[inst.table.index()];
    auto& columns = columns_[inst.table.index()];
    if (index == nullptr) {
      index = std::make_unique<kernel::TableIndex>(table);
      columns.resize(table.columns.size());
    }
    if (inst.op == ir::Op::Cell && columns[inst.count] == nullptr) {
      columns[inst.count] = cells_of(table, inst.count);
    }
  }
}

}  // namespace edict::frame
