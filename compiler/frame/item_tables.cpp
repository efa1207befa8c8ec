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
      codes_(std::vector<std::uint32_t>{}) {
  std::vector<std::uint32_t> source_index(program.values.size(), UINT32_MAX);
  for (ValueId function : functions.functions()) {
    table_index_[function.index()] = static_cast<std::uint32_t>(tables_.size());
    tables_.push_back(entries_for(program, function));
    const ValueId text = functions.source_of(function);
    std::uint32_t& source = source_index[text.index()];
    if (source == UINT32_MAX) {
      source = static_cast<std::uint32_t>(sources_.size());
      sources_.emplace_back().text = text;
    }
    sources_[source].functions.push_back(function);
  }
}

void ItemTables::update(const Batch& batch) {
  for (Source& source : sources_) bring_up(source, batch);
}

void ItemTables::bring_up(Source& source, const Batch& batch) {
  source.pool = pool_of(program_, texts_, batch, source.text);
  const ValueDictionary* dictionary = source.pool.dictionary();
  if (dictionary != source.dictionary || (dictionary != nullptr && dictionary->generation() != source.generation)) {
    source.size = 0;
    source.dictionary = dictionary;
    source.generation = dictionary == nullptr ? 0 : dictionary->generation();
  }
  const std::uint32_t size = source.pool.size();
  if (size == source.size) return;
  auto& codes = std::get<std::vector<std::uint32_t>>(codes_);
  while (codes.size() < size) codes.push_back(static_cast<std::uint32_t>(codes.size()));
  for (ValueId function : source.functions) extend(source, function);
  source.size = size;
}

// Adds the results for the codes from source.size on.
void ItemTables::extend(const Source& source, ValueId function) {
  const ir::Inst& inst = program_[function];
  Operands operands;
  for (ValueId value : inst.arguments) operands.push_back(operand(source, value));
  Entries& results = tables_[table_index_[function.index()]];
  resize(results, source.pool.size());
  lift(program_, texts_, parameters_, inst, operands, results, source.size);
}

Operand ItemTables::operand(const Source& source, ValueId value) const {
  if (functions_.is_constant(value)) return operand_of(constants_[value]);
  if (value == source.text) return operand_of(codes_, source.size, source.pool);
  const ir::Inst& inst = program_[value];
  const TextPool cells = inst.op == Op::Cell ? TextPool(texts_.cells(inst.table, inst.count).texts) : TextPool{};
  return operand_of(tables_[table_index_[value.index()]], source.size, cells);
}

std::span<const std::uint8_t> ItemTables::truths(ValueId value) const { return as_bytes(table<Truth>(value)); }

}  // namespace edict::frame
