#include "driver/lock_packages.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/hash.h"
#include "base/output_file.h"
#include "base/read_file.h"
#include "driver/run_plan.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/sema/reporter.h"

namespace edict {
namespace {

const hir::Package* find_package(const hir::Module& module, std::string_view id) {
  const auto found = std::ranges::find(module.packages, id, &hir::Package::id);
  return found == module.packages.end() ? nullptr : &*found;
}

// The packages that `id` builds on, and those they build on. Circles are reported elsewhere; each is entered once.
void add_needs(const hir::Module& module, std::string_view id, std::set<std::string>& needs) {
  const hir::Package* package = find_package(module, id);
  if (package == nullptr) return;
  for (const hir::PackageNeed& need : package->builds_on) {
    if (needs.insert(need.id).second) add_needs(module, need.id, needs);
  }
}

std::string path_of_lock(const LoadedPackage& package) {
  return (std::filesystem::path(package.folder) / kLockName).string();
}

std::string hash_of_dictionary(const Dictionary& dictionary) { return hash_text(hash64(write_dictionary(dictionary))); }

// True when versions and texts are those of the lock: then the meanings are as well, and need not be worked out.
bool has_same_texts(const LoadedRules& rules, const LoadedPackage& package, const Lock& lock) {
  std::set<std::string> needs;
  add_needs(*rules.module, package.id, needs);
  if (needs.size() != lock.packages.size() || lock.dictionary != rules.dictionary->name() ||
      lock.dictionary_entry.hash != hash_of_dictionary(*rules.dictionary)) {
    return false;
  }
  return std::ranges::all_of(rules.packages, [&](const LoadedPackage& other) {
    if (!needs.contains(other.id)) return true;
    const auto locked = lock.packages.find(other.id);
    return locked != lock.packages.end() && locked->second.hash == hash_text(other.hash);
  });
}

}  // namespace

Lock make_lock(const LoadedRules& rules, const LoadedPackage& package) {
  std::set<std::string> needs;
  add_needs(*rules.module, package.id, needs);
  Lock lock;
  lock.dictionary = rules.dictionary->name();
  lock.dictionary_entry = {std::string(rules.dictionary->version()), hash_of_dictionary(*rules.dictionary)};
  for (const LoadedPackage& other : rules.packages) {
    if (!needs.contains(other.id)) continue;
    const hir::Package* known = find_package(*rules.module, other.id);
    lock.packages[other.id] = {known == nullptr ? "" : known->version, hash_text(other.hash)};
  }
  BehaviorHashes behaviors(rules);
  for (std::uint32_t edit = 0; edit < rules.module->edits.size(); ++edit) {
    const hir::Edit& known = rules.module->edits[edit];
    if (needs.contains(known.package)) lock.edits[known.id] = behaviors.of(edit);
  }
  return lock;
}

Result<std::optional<Lock>> read_lock(const LoadedPackage& package) {
  const std::string path = path_of_lock(package);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::optional<Lock>();
  EDICT_TRY(const std::string text, read_file(path));
  EDICT_TRY(Lock lock, parse_lock(text, path));
  return std::optional(std::move(lock));
}

Result<void> check_locks(LoadedRules& rules, bool is_strict) {
  for (const LoadedPackage& package : rules.packages) {
    if (!package.is_asked_for || !package.has_manifest) continue;
    EDICT_TRY(const std::optional<Lock> lock, read_lock(package));
    if (!lock && is_strict) {
      return fail(ErrorKind::Rules,
                  fmt::format("package `{}` has no {}; write it with `edict lock`", package.id, kLockName));
    }
    if (!lock || has_same_texts(rules, package, *lock)) continue;
    for (const std::string& difference : differences(*lock, make_lock(rules, package))) {
      if (is_strict) {
        return fail(ErrorKind::Rules,
                    fmt::format("{}: {}; review it and run `edict lock`", path_of_lock(package), difference));
      }
      rules.diagnostics.report(Code::LockDiffers, package.manifest, {difference},
                               "review it, then write the lock anew with `edict lock`");
    }
  }
  return {};
}

Result<std::string> write_locks(const LoadedRules& rules) {
  std::string told;
  for (const LoadedPackage& package : rules.packages) {
    if (!package.is_asked_for || !package.has_manifest) continue;
    const Lock now = make_lock(rules, package);
    EDICT_TRY(const std::optional<Lock> before, read_lock(package));
    const std::string path = path_of_lock(package);
    EDICT_TRY(const auto file, OutputFile::create(path));
    EDICT_TRY_VOID(file->write(write_lock(now)));
    EDICT_TRY_VOID(file->commit());
    told += fmt::format("{}: {} and {} locked\n", path, sema::counted(now.packages.size(), "package"),
                        sema::counted(now.edits.size(), "edit"));
    if (!before) continue;
    for (const std::string& difference : differences(*before, now)) told += fmt::format("  {}\n", difference);
  }
  if (told.empty()) {
    return fail(ErrorKind::Usage,
                "no manifest: give a package whose `package` clause has clauses under it, such as `builds on`");
  }
  return told;
}

}  // namespace edict
