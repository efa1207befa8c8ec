#include "compiler/frame/text_columns.h"

#include <algorithm>
#include <utility>

namespace edict::frame {

using ir::Inst;
using ir::Op;
using ir::ValueId;

TextColumns::TextColumns(const ir::Program& program, const ValueFunctions& functions, const TableTexts& texts,
                         const Constants& constants, ItemTables& tables, const SpaceMap& spaces,
                         RunParameters parameters)
    : program_(program),
      functions_(functions),
      texts_(texts),
      constants_(constants),
      tables_(tables),
      spaces_(spaces),
      parameters_(parameters),
      column_index_(program.values.size(), kNoColumn) {
  for (std::size_t i = 0; i < program.values.size(); ++i) {
    const ValueId value(i);
    if (!is_computed(value)) continue;
    column_index_[i] = static_cast<std::uint32_t>(columns_.size());
    Column& column = columns_.emplace_back();
    column.value = value;
    column.entries = entries_for(program, value);
    if (is_function(value) || functions.is_constant(value)) continue;
    const Inst& inst = program[value];
    const bool is_search = inst.op == Op::FindRow || inst.op == Op::InTable || inst.op == Op::NthFound;
    if (is_search) column.search.emplace(texts.index(inst.table), inst);
    if (makes_texts(inst)) column.made = std::make_unique<ValueDictionary>();
  }
}

bool TextColumns::is_function(ValueId value) const {
  return functions_.source_of(value).is_valid() && !functions_.is_source(value);
}

bool TextColumns::is_text_or_row(ValueId value) const {
  return program_[value].type == Type::Text || ir::is_row(program_, value);
}

bool TextColumns::is_computed(ValueId value) const {
  if (is_function(value)) return is_text_or_row(value) && functions_.has_table(value);
  if (is_text_or_row(value)) return true;
  const Inst& inst = program_[value];
  const bool is_row_by_row =
      inst.op == Op::Builtin || inst.op == Op::InTable || inst.op == Op::RowFound || inst.op == Op::NthFound;
  return is_row_by_row && !functions_.is_constant(value) &&
         std::ranges::any_of(inst.arguments, [&](ValueId operand) { return is_text_or_row(operand); });
}

void TextColumns::update(const Batch& batch) {
  for (Column& column : columns_) {
    compute(column, batch);
    if (functions_.is_source(column.value)) tables_.update(column.value, column.pool);
  }
}

void TextColumns::compute(Column& column, const Batch& batch) {
  const Inst& inst = program_[column.value];
  if (column.made) {
    if (column.made->is_full()) column.made->reset();
  } else if (inst.type == Type::Text) {
    column.pool = pool_of(column.value, batch);
  }
  if (inst.op == Op::Item) {
    const ColumnId of_item = batch.schema().column_of(inst.item);
    if (of_item.is_valid()) {
      column.codes = batch.codes(of_item);
      return;
    }
  }
  resize(column.entries, spaces_.row_count(inst.space));
  if (inst.op == Op::Item || functions_.is_constant(column.value)) {
    // Every row has code 0, blank or the literal, which is what the entries hold from the start.
  } else if (is_move(inst)) {
    take(operand(inst.arguments[0]), origins(inst), column.entries);
  } else if (is_function(column.value)) {
    take(tables_.operand(column.value), codes(functions_.source_of(column.value)), column.entries);
  } else if (column.search) {
    search(inst, column);
  } else {
    lift(program_, texts_, parameters_, inst, operands(inst), column.entries, 0, column.made.get());
  }
  if (column.made) column.pool = TextPool(*column.made);
  if (inst.type == Type::Text) column.codes = std::get<std::vector<std::uint32_t>>(column.entries);
}

TextPool TextColumns::pool_of(ValueId text, const Batch& batch) const {
  if (functions_.is_constant(text)) return TextPool(std::get<kernel::Text>(constants_[text]));
  if (is_function(text)) return tables_.pool(text);
  const Inst& inst = program_[text];
  if (is_move(inst)) return column(inst.arguments[0]).pool;
  if (inst.op == Op::Cell) return TextPool(texts_.cells(inst.table, inst.count).texts);
  const ColumnId of_item = batch.schema().column_of(inst.item);
  if (!of_item.is_valid()) return {};
  return {batch.dictionary(of_item), (*program_.module->dictionary)[inst.item]};
}

void TextColumns::search(const Inst& inst, Column& column) {
  const Operands keys = operands(inst);
  column.search->begin(keys);
  if (inst.op == Op::FindRow) {
    auto& rows = std::get<std::vector<std::int32_t>>(column.entries);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = column.search->answer(i);
  } else {
    auto& truths = std::get<std::vector<Truth>>(column.entries);
    for (std::size_t i = 0; i < truths.size(); ++i) truths[i] = static_cast<Truth>(column.search->answer(i));
  }
}

std::span<const std::uint32_t> TextColumns::origins(const Inst& move) const {
  if (move.op == Op::Element) return spaces_.elements(move.space);
  return spaces_.ancestors(move.space, program_[move.arguments[0]].space);
}

Operand TextColumns::operand(ValueId value) const {
  if (functions_.is_constant(value)) return operand_of(constants_[value]);
  const Column& from = column(value);
  return program_[value].type == Type::Text ? Operand{from.codes.data(), 1, from.pool} : operand_of(from.entries);
}

Operands TextColumns::operands(const Inst& inst) const {
  Operands all;
  for (ValueId value : inst.arguments) all.push_back(operand(value));
  return all;
}

std::span<const std::uint8_t> TextColumns::truths(ValueId value) const {
  return as_bytes(std::get<std::vector<Truth>>(column(value).entries));
}

std::span<const NumberRange> TextColumns::numbers(ValueId value) const {
  return std::get<std::vector<NumberRange>>(column(value).entries);
}

}  // namespace edict::frame
