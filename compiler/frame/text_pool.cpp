#include "compiler/frame/text_pool.h"

#include "compiler/frame/table_texts.h"

namespace edict::frame {

TextPool pool_of(const ir::Program& program, const TableTexts& texts, const Batch& batch, ir::ValueId text) {
  const ir::Inst& origin = ir::origin_of(program, text);
  switch (origin.op) {
    case ir::Op::Item: {
      const ColumnId column = batch.schema().column_of(origin.item);
      if (!column.is_valid()) return {};
      return {batch.dictionary(column), (*program.module->dictionary)[origin.item]};
    }
    case ir::Op::Cell: return TextPool(texts.cells(origin.table, origin.count).texts);
    default: return TextPool(kernel::Text{origin.text, nullptr});
  }
}

}  // namespace edict::frame
