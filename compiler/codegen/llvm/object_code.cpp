#include "compiler/codegen/llvm/object_code.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Host.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

#include "compiler/codegen/llvm/emit.h"

namespace edict::native {
namespace {

Result<const llvm::Target*> llvm_target(const std::string& triple) {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
  });
  std::string problem;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(triple, problem);
  if (target == nullptr) return fail(ErrorKind::Engine, "no native code for this machine: " + problem);
  return target;
}

std::string host_features() {
  std::vector<std::string> names;
  for (const auto& feature : llvm::sys::getHostCPUFeatures())
    names.push_back((llvm::Twine(feature.getValue() ? "+" : "-") + feature.getKey()).str());
  std::sort(names.begin(), names.end());
  return llvm::join(names, ",");
}

// The widest registers whose integer operations are complete.
unsigned vector_bytes(const llvm::MCSubtargetInfo& machine) {
  if (!machine.getTargetTriple().isX86()) return 16;
  if (machine.checkFeatures("+avx512bw") && machine.checkFeatures("+avx512vl")) return 64;
  return machine.checkFeatures("+avx2") ? 32 : 16;
}

}  // namespace

Result<Target> find_target(const std::string& cpu) {
  const std::string triple = llvm::sys::getProcessTriple();
  EDICT_TRY(const llvm::Target* llvm_target, llvm_target(triple));
  Target target;
  target.cpu = cpu.empty() ? llvm::sys::getHostCPUName().str() : cpu;
  if (cpu.empty()) target.features = host_features();
  // The empty CPU is known for every machine; asking it about the name keeps LLVM from printing about an unknown one.
  const std::unique_ptr<llvm::MCSubtargetInfo> any(llvm_target->createMCSubtargetInfo(triple, "", ""));
  if (!any->isCPUStringValid(target.cpu)) return fail(ErrorKind::Engine, "unknown processor `" + target.cpu + "`");
  const std::unique_ptr<llvm::MCSubtargetInfo> machine(
      llvm_target->createMCSubtargetInfo(triple, target.cpu, target.features));
  target.vector_bytes = vector_bytes(*machine);
  return target;
}

Result<std::string> compile_object(std::span<const Function> functions, const Target& target, std::string* llvm_text) {
  const std::string triple = llvm::sys::getProcessTriple();
  EDICT_TRY(const llvm::Target* llvm_target, llvm_target(triple));
  const std::unique_ptr<llvm::TargetMachine> machine(
      llvm_target->createTargetMachine(triple, target.cpu, target.features, {}, llvm::Reloc::PIC_,
                                       llvm::CodeModel::Small, llvm::CodeGenOptLevel::Less, true));
  llvm::LLVMContext context;
  llvm::Module module("edict", context);
  module.setTargetTriple(triple);
  module.setDataLayout(machine->createDataLayout());
  for (const Function& function : functions) {
    if (!function.masks.empty()) emit_masks(module, function, target.vector_bytes);
    if (!function.rows.empty()) emit_rows(module, function, target.vector_bytes);
  }

  std::string problem;
  llvm::raw_string_ostream problems(problem);
  if (llvm::verifyModule(module, &problems)) return fail(ErrorKind::Engine, "generated code is not valid: " + problem);
  if (llvm_text != nullptr) {
    llvm::raw_string_ostream text(*llvm_text);
    module.print(text, nullptr);
  }

  llvm::SmallVector<char, 0> bytes;
  llvm::raw_svector_ostream stream(bytes);
  llvm::legacy::PassManager passes;
  if (machine->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile))
    return fail(ErrorKind::Engine, "this machine's code cannot be written as an object file");
  passes.run(module);
  return std::string(bytes.begin(), bytes.end());
}

}  // namespace edict::native
