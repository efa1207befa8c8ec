// What interpreter and native code share: the parts of an evaluation that depend on texts and on the tree of records,
// done before the sweep over truths, dates and numbers.
//
//   FramePlan   what is computed how; one per program, shared
//   Frame       the data of one worker, brought up to each batch
#pragma once

#include "compiler/frame/item_tables.h"
#include "compiler/frame/space_map.h"
#include "compiler/frame/table_texts.h"
#include "compiler/frame/text_columns.h"
#include "compiler/frame/value_functions.h"

namespace edict::frame {

struct FramePlan {
  explicit FramePlan(const ir::Program& of) : program(of), functions(of), texts(of) {}

  const ir::Program& program;
  ValueFunctions functions;
  TableTexts texts;
};

// The plan must outlive it.
struct Frame {
  Frame(const FramePlan& plan, RunParameters parameters)
      : tables(plan.program, plan.functions, plan.texts, parameters),
        spaces(plan.program),
        texts(plan.program, plan.functions, plan.texts, tables, spaces) {}

  void update(const Batch& batch) {
    tables.update(batch);
    spaces.update(batch);
    texts.update(batch);
  }

  ItemTables tables;
  SpaceMap spaces;
  TextColumns texts;
};

}  // namespace edict::frame
