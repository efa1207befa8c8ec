// What interpreter and native code share: the parts of an evaluation that depend on texts and on the tree of records,
// done before the sweep over truths, dates and numbers.
//
//   FramePlan   what is computed how; one per program, shared
//   Frame       the data of one worker, brought up to each batch
#pragma once

#include "compiler/frame/constants.h"
#include "compiler/frame/item_tables.h"
#include "compiler/frame/space_map.h"
#include "compiler/frame/table_texts.h"
#include "compiler/frame/text_columns.h"
#include "compiler/frame/value_functions.h"

namespace edict::frame {

// The program must outlive it.
struct FramePlan {
  FramePlan(const ir::Program& of, RunParameters run)
      : program(of), parameters(run), functions(of), texts(of), constants(of, functions, run) {}

  const ir::Program& program;
  RunParameters parameters;
  ValueFunctions functions;
  TableTexts texts;
  Constants constants;
};

// The plan must outlive it.
struct Frame {
  explicit Frame(const FramePlan& plan)
      : tables(plan.program, plan.functions, plan.texts, plan.constants, plan.parameters),
        spaces(plan.program),
        texts(plan.program, plan.functions, plan.texts, plan.constants, tables, spaces, plan.parameters) {}
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  void update(const Batch& batch) {
    spaces.update(batch);
    texts.update(batch);
  }

  ItemTables tables;
  SpaceMap spaces;
  TextColumns texts;
};

}  // namespace edict::frame
