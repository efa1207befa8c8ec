// The door to LLVM. Behind it stands a shared object of its own, loaded when native code is first asked for.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "compiler/codegen/code.h"

namespace edict::native {

// The processor that code is made for.
struct Target {
  std::string cpu;       // an LLVM name
  std::string features;  // "+avx2,-avx512f"; may be empty
  unsigned vector_bytes = 16;
  friend bool operator==(const Target&, const Target&) = default;
};

// Code in memory that can run. Memory is writable until the code is complete and executable from then on, never both.
class LoadedCode {
 public:
  virtual ~LoadedCode() = default;
  // By the order of the names it was linked for.
  [[nodiscard]] virtual std::span<const CompiledFunction> functions() const = 0;
};

// Thread safety: all functions may be called from several threads at once.
class CodeMaker {
 public:
  virtual ~CodeMaker() = default;

  // The target with an LLVM CPU name; the host when it is empty. Fails when LLVM knows no such CPU.
  [[nodiscard]] virtual Result<Target> target(const std::string& cpu) const = 0;

  // The functions as one object file (ELF), to be linked or kept. With `llvm_text`, also the text of the LLVM module.
  [[nodiscard]] virtual Result<std::string> make_object(std::span<const Function> functions, const Target& target,
                                                        std::string* llvm_text) const = 0;

  // Loads object files and finds the named functions in them. Objects see each other's symbols and no others: one that
  // needs a symbol of the process fails.
  [[nodiscard]] virtual Result<std::unique_ptr<LoadedCode>> link(std::span<const std::string> objects,
                                                                 std::span<const std::string> names) const = 0;
};

// Both sides of the door must be of one build.
inline constexpr const char* kDoorName = "edict_native_code_maker_1";
using DoorFunction = const CodeMaker* (*)();

}  // namespace edict::native
