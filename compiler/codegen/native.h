// Native code of a program, through LLVM ORC. The only door to LLVM: no LLVM type passes it, and the library behind it
// is loaded on first use (linking LLVM costs every process 13 ms).
#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "compiler/ir/program.h"
#include "runtime/exec/executable.h"

namespace edict {

struct NativeOptions {
  unsigned threads = 1;         // for compilation
  std::size_t group_size = 32;  // requires per generated function: bounds compile time
  std::string cpu;              // empty: the host's; or an LLVM CPU name such as x86-64-v2
  std::string dump_llvm_to;     // when set: the folder where the modules' text is written
  std::stop_token stop;         // ends the compilation early, with an error
};

// Fails with ErrorKind::Engine when the code cannot be made; never falls back.
Result<std::unique_ptr<Executable>> compile_native(const ir::Program& program, RunParameters parameters,
                                                   const NativeOptions& options);

}  // namespace edict
