#include "compiler/codegen/native_library.h"

#include <dlfcn.h>

#include <filesystem>
#include <vector>

namespace edict::native {
namespace {

constexpr const char* kFileName = "libedict_native.so";

// The folder of the program or shared object that this code is linked into.
std::filesystem::path own_folder() {
  static const char anchor = 0;
  Dl_info info{};
  if (dladdr(&anchor, &info) == 0 || info.dli_fname == nullptr) return {};
  std::error_code error;
  const auto path = std::filesystem::canonical(info.dli_fname, error);
  if (!error) return path.parent_path();
  // A program started by its bare name.
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

// Beside us, in the library folder of an installation, or where it was built.
std::vector<std::filesystem::path> places() {
  const std::filesystem::path here = own_folder();
  return {here / kFileName, here / "../lib/edict" / kFileName,
          std::filesystem::path(EDICT_NATIVE_BUILD_FOLDER) / kFileName};
}

Result<const CodeMaker*> load() {
  std::string problem = "not found";
  for (const std::filesystem::path& place : places()) {
    std::error_code error;
    if (!std::filesystem::exists(place, error)) continue;
    void* library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
    void* door = library == nullptr ? nullptr : dlsym(library, kDoorName);
    if (door != nullptr) return reinterpret_cast<DoorFunction>(door)();
    problem = dlerror();
  }
  return fail(ErrorKind::Engine, std::string("cannot load ") + kFileName + ": " + problem);
}

}  // namespace

Result<const CodeMaker*> code_maker() {
  static const Result<const CodeMaker*> loaded = load();
  return loaded;
}

}  // namespace edict::native
