#include "compiler/frame/item_tables.h"

namespace edict::frame {

using ir::Op;
using ir::ValueId;

ItemTables::ItemTables(const ir::Program& program, const ValueFunctions& functions, const TableTexts& texts,
                       const Constants& constants, RunParameters parameters)
    : program_(program),
      functions_(functions),
      texts_(texts),
      constants_(constants),
      parameters_(parameters),
      table_index_(program.values.size(), 0),
      source_index_(program.values.size(), kNone),
      codes_(std::vector<std::uint32_t>{}) {
  for (ValueId function : functions.functions()) {
    table_index_[function.index()] = static_cast<std::uint32_t>(tables_.size());
    tables_.push_back(entries_for(program, function));
    made_.push_back(makes_texts(program[function]) ? std::make_unique<ValueDictionary>() : nullptr);
    const ValueId text = functions.source_of(function);
    std::uint32_t& source = source_index_[text.index()];
    if (source == kNone) {
      source = static_cast<std::uint32_t>(sources_.size());
      sources_.emplace_back().text = text;
    }
    sources_[source].functions.push_back(function);
  }
}

void ItemTables::update(ValueId text, const TextPool& pool) {
  const std::uint32_t index = source_index_[text.index()];
  if (index == kNone) return;
  Source& source = sources_[index];
  source.pool = pool;
  const ValueDictionary* dictionary = pool.dictionary();
  if (dictionary != source.dictionary || (dictionary != nullptr && dictionary->generation() != source.generation)) {
    restart(source);
  }
  const std::uint32_t size = source.pool.size();
  if (size == source.size) return;
  auto& codes = std::get<std::vector<std::uint32_t>>(codes_);
  while (codes.size() < size) codes.push_back(static_cast<std::uint32_t>(codes.size()));
  for (ValueId function : source.functions) extend(source, function);
  source.size = size;
}

void ItemTables::restart(Source& source) {
  source.size = 0;
  source.dictionary = source.pool.dictionary();
  source.generation = source.dictionary == nullptr ? 0 : source.dictionary->generation();
  for (ValueId function : source.functions) {
    if (const auto& made = made_[table_index_[function.index()]]) made->reset();
  }
}

// Adds the results for the codes from source.size on.
void ItemTables::extend(const Source& source, ValueId function) {
  const ir::Inst& inst = program_[function];
  Operands operands;
  for (ValueId value : inst.arguments) operands.push_back(operand(source, value));
  const std::uint32_t index = table_index_[function.index()];
  resize(tables_[index], source.pool.size());
  lift(program_, texts_, parameters_, inst, operands, tables_[index], source.size, made_[index].get());
}

Operand ItemTables::operand(const Source& source, ValueId value) const {
  if (functions_.is_constant(value)) return operand_of(constants_[value]);
  if (value == source.text) return operand_of(codes_, source.size, source.pool);
  return operand_of(entries(value), source.size, program_[value].type == Type::Text ? pool(value) : TextPool{});
}

TextPool ItemTables::pool(ValueId value) const {
  const ir::Inst& inst = program_[value];
  if (inst.op == Op::Cell) return TextPool(texts_.cells(inst.table, inst.count).texts);
  return TextPool(*made_[table_index_[value.index()]]);
}

std::span<const std::uint8_t> ItemTables::truths(ValueId value) const { return as_bytes(table<Truth>(value)); }

}  // namespace edict::frame
