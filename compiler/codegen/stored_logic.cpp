#include "compiler/codegen/stored_logic.h"

#include <algorithm>

namespace edict::native {
namespace {

using ir::ValueId;

// Below this many operations, loading a mask and storing it costs as much as computing it twice.
constexpr std::uint32_t kWorthStoring = 2;

// Which functions read a value: none, one, or several.
class Readers {
 public:
  void add(std::uint32_t function) {
    if (one_ == kNone) one_ = function;
    is_several_ = is_several_ || one_ != function;
  }
  void add(const Readers& readers) {
    if (readers.one_ != kNone) add(readers.one_);
    is_several_ = is_several_ || readers.is_several_;
  }
  [[nodiscard]] bool are_several() const { return is_several_; }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::uint32_t one_ = kNone;
  bool is_several_ = false;
};

// The operations it takes to compute each truth from masks, counted up to what is worth storing.
std::vector<std::uint32_t> lengths(const ir::Program& program, const Classes& classes) {
  std::vector<std::uint32_t> lengths(program.values.size(), 0);
  for (std::size_t i = 0; i < program.values.size(); ++i) {
    if (classes.of(ValueId(i)) != Class::Logic) continue;
    std::uint32_t length = 1;
    for (ValueId operand : program.values[i].arguments) length += lengths[operand.index()];
    lengths[i] = std::min(length, kWorthStoring);
  }
  return lengths;
}

}  // namespace

std::vector<bool> logic_to_store(const ir::Program& program, const Classes& classes,
                                 std::span<const std::uint32_t> function_of) {
  const std::vector<std::uint32_t> length = lengths(program, classes);
  std::vector<bool> is_stored(program.values.size(), false);
  std::vector<Readers> readers(program.values.size());
  // Stored logic is read by the function that stores it: numbers after those of the requires stand for these.
  std::uint32_t next_function = 0;
  for (std::size_t i = 0; i < program.outputs.size(); ++i) {
    const ir::RequireOutput& output = program.outputs[i];
    next_function = std::max(next_function, function_of[i] + 1);
    for (ValueId value : {output.guard, output.condition, output.override_set})
      if (value.is_valid()) readers[value.index()].add(function_of[i]);
  }
  for (std::size_t i = program.values.size(); i-- > 0;) {
    const ValueId value(i);
    if (classes.of(value) == Class::Logic) {
      if (readers[i].are_several() && length[i] >= kWorthStoring) is_stored[i] = true;
      if (is_stored[i]) {
        readers[i] = {};
        readers[i].add(next_function++);
      }
      for (ValueId operand : program.values[i].arguments) readers[operand.index()].add(readers[i]);
    } else if (classes.of(value) == Class::Grouped) {
      for (ValueId operand : program.values[i].arguments) is_stored[operand.index()] = true;
    }
  }
  return is_stored;
}

}  // namespace edict::native
