#include "compiler/opt/rewrite.h"

#include <utility>
#include <vector>

#include "compiler/ir/builder.h"

namespace edict {

bool rewrite(ir::Program& program, const RewriteRule& rule) {
  ir::Program out;
  out.module = program.module;
  out.spaces = program.spaces;
  out.values.reserve(program.values.size());
  std::vector<ir::ValueId> replacements;
  replacements.reserve(program.values.size());
  bool has_changed = false;
  for (ir::Inst& inst : program.values) {
    for (ir::ValueId& operand : inst.arguments) operand = replacements[operand.index()];
    ir::ValueId replacement = rule(out, inst);
    has_changed = has_changed || replacement.is_valid();
    if (!replacement.is_valid()) replacement = ir::append(out, std::move(inst));
    replacements.push_back(replacement);
  }
  out.outputs = program.outputs;
  for (ir::RequireOutput& output : out.outputs) {
    for (ir::ValueId* value : {&output.guard, &output.condition, &output.override_set}) {
      if (value->is_valid()) *value = replacements[value->index()];
    }
  }
  program = std::move(out);
  return has_changed;
}

}  // namespace edict
