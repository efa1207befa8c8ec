// Gives equal computations one value, over all edits of the program (value numbering).
//   %1 = is_blank %0    %2 = is_blank %0    %3 = or %1 %2   =>   %1 = is_blank %0    %2 = or %1 %1
#include <optional>

#include "compiler/ir/builder.h"
#include "compiler/opt/optimise.h"
#include "compiler/opt/rewrite.h"

namespace edict {

bool share_subexpressions(ir::Program& program) {
  const std::size_t value_count = program.values.size();
  std::optional<ir::ValueNumbers> numbers;
  rewrite(program, [&](ir::Program& out, ir::Inst& inst) {
    if (!numbers) numbers.emplace(out);
    numbers->canonicalise(inst);
    ir::ValueId value = numbers->find(inst);
    if (!value.is_valid()) {
      value = ir::append(out, std::move(inst));
      numbers->insert(value);
    }
    return value;
  });
  return program.values.size() < value_count;
}

}  // namespace edict
