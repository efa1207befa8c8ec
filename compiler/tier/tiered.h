// Starts interpreted and swaps native code in when it is ready.
//
// The compilation runs in a thread of its own and begins when an evaluator is asked for its second batch: an input of
// one batch is done sooner than LLVM is loaded, and its process does not wait for a compilation at its end. Evaluators
// look once a batch whether native code is there; both engines give the same outcomes, so nothing shows where they
// change over.
//
// A compilation that fails leaves the run interpreted, and is kept for compile_error(): callers tell, it is never
// hidden.
#pragma once

#include <memory>
#include <optional>

#include "base/result.h"
#include "compiler/codegen/native.h"
#include "compiler/ir/program.h"
#include "runtime/exec/executable.h"

namespace edict {

class TieredExecutable : public Executable {
 public:
  enum class State { Waiting, Compiling, Native, Failed };

  [[nodiscard]] virtual State state() const = 0;
  // Why there is no native code; nothing unless it failed.
  [[nodiscard]] virtual std::optional<Error> compile_error() const = 0;
};

// engine_name() is "auto". The last of the executable and its evaluators to go stops the compilation, which ends after
// the functions at hand. `options.stop` is not used.
std::unique_ptr<TieredExecutable> make_tiered(ir::Program program, RunParameters parameters, NativeOptions options);

}  // namespace edict
