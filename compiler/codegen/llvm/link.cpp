// Links with ORC's JITLink layer over an execution session of its own, rather than through LLJIT: a library of symbols
// here has only what is put in, so that there is no search of the process to switch off, and no platform support to set
// up for code without constructors, exceptions or thread-local data.
//
// JITLink's in-process mapper reserves pages readable and writable, and turns each segment to its final protection
// (code: readable and executable) before any address is given out.
#include "compiler/codegen/llvm/link.h"

#include <llvm/ExecutionEngine/Orc/Core.h>
#include <llvm/ExecutionEngine/Orc/ExecutorProcessControl.h>
#include <llvm/ExecutionEngine/Orc/MapperJITLinkMemoryManager.h>
#include <llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h>
#include <llvm/Support/MemoryBuffer.h>

#include <mutex>
#include <vector>

namespace edict::native {
namespace {

// Address space is reserved in pieces of this size.
constexpr std::size_t kReservation = 1 << 20;

std::unexpected<Error> fail_with(llvm::Error error) {
  return fail(ErrorKind::Engine, "native code cannot be loaded: " + llvm::toString(std::move(error)));
}

class LinkedCode final : public LoadedCode {
 public:
  explicit LinkedCode(std::unique_ptr<llvm::orc::ExecutorProcessControl> process,
                      std::unique_ptr<llvm::jitlink::JITLinkMemoryManager> memory)
      : session_(std::move(process)),
        layer_(session_, std::move(memory)),
        library_(session_.createBareJITDylib("edict")) {
    // What ORC reports comes back as the error of the look-up, too.
    session_.setErrorReporter([this](llvm::Error error) {
      const std::lock_guard lock(mutex_);
      reported_ += (reported_.empty() ? "" : "; ") + llvm::toString(std::move(error));
    });
  }

  ~LinkedCode() override { llvm::consumeError(session_.endSession()); }

  Result<void> link(std::span<const std::string> objects, std::span<const std::string> names) {
    for (const std::string& object : objects) {
      if (auto error = layer_.add(library_, llvm::MemoryBuffer::getMemBufferCopy(object, "edict"))) {
        return fail_with(std::move(error));
      }
    }
    llvm::orc::SymbolLookupSet wanted;
    for (const std::string& name : names) wanted.add(session_.intern(name));
    auto symbols = session_.lookup({{&library_, llvm::orc::JITDylibLookupFlags::MatchAllSymbols}}, std::move(wanted));
    if (!symbols) {
      std::string message = llvm::toString(symbols.takeError());
      const std::lock_guard lock(mutex_);
      if (!reported_.empty()) message = reported_;
      return fail(ErrorKind::Engine, "native code cannot be loaded: " + message);
    }
    for (const std::string& name : names)
      functions_.push_back((*symbols)[session_.intern(name)].getAddress().toPtr<CompiledFunction>());
    return {};
  }

  std::span<const CompiledFunction> functions() const override { return functions_; }

 private:
  std::mutex mutex_;
  std::string reported_;
  llvm::orc::ExecutionSession session_;
  llvm::orc::ObjectLinkingLayer layer_;
  llvm::orc::JITDylib& library_;
  std::vector<CompiledFunction> functions_;
};

}  // namespace

Result<std::unique_ptr<LoadedCode>> link_objects(std::span<const std::string> objects,
                                                 std::span<const std::string> names) {
  auto process =
      llvm::orc::SelfExecutorProcessControl::Create(nullptr, std::make_unique<llvm::orc::InPlaceTaskDispatcher>());
  if (!process) return fail_with(process.takeError());
  auto memory = llvm::orc::MapperJITLinkMemoryManager::CreateWithMapper<llvm::orc::InProcessMemoryMapper>(kReservation);
  if (!memory) return fail_with(memory.takeError());
  auto code = std::make_unique<LinkedCode>(std::move(*process), std::move(*memory));
  EDICT_TRY_VOID(code->link(objects, names));
  return code;
}

}  // namespace edict::native
