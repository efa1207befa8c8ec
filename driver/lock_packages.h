// Locks of loaded packages: made, compared with the file beside the manifest, written.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "driver/load_rules.h"
#include "driver/lock_file.h"

namespace edict {

// What `package` builds on, directly or by way of others, as it is loaded now.
Lock make_lock(const LoadedRules& rules, const LoadedPackage& package);

// The lock file of a package; nothing when it has none.
Result<std::optional<Lock>> read_lock(const LoadedPackage& package);

// Reports what differs from the lock files of the packages that were asked for (W242). With `is_strict` a difference is
// a failure, and so is a lock file that is not there.
Result<void> check_locks(LoadedRules& rules, bool is_strict);

// Writes the lock file of each package that was asked for and has a manifest; tells what changed since the last one.
// Fails when no package has a manifest.
Result<std::string> write_locks(const LoadedRules& rules);

}  // namespace edict
