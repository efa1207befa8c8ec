// A program compiled for this machine, and its evaluators.
#pragma once

#include <memory>

#include "compiler/codegen/code_maker.h"
#include "compiler/codegen/gather_truths.h"
#include "compiler/codegen/plan.h"
#include "compiler/frame/frame.h"
#include "runtime/exec/executable.h"

namespace edict::native {

// Immutable; shared between evaluators.
struct NativeCode {
  NativeCode(ir::Program of, RunParameters parameters) : program(std::move(of)), frame(program, parameters) {}
  NativeCode(const NativeCode&) = delete;
  NativeCode& operator=(const NativeCode&) = delete;

  ir::Program program;
  frame::FramePlan frame;
  Plan plan;
  std::unique_ptr<LoadedCode> code;  // by the functions of the plan
  InstructionSet instructions = InstructionSet::Baseline;
};

std::unique_ptr<Evaluator> make_native_evaluator(std::shared_ptr<const NativeCode> code);

}  // namespace edict::native
