// edict.lock: what a package was last reviewed with. It lies beside the package's manifest, is written by `edict lock`,
// and is text that diffs:
//
//   # Written by `edict lock`. Says with which versions this package was reviewed.
//   dictionary naaccr 25 xxh3:0123456789abcdef
//   package naaccr.core 25.1 xxh3:0123456789abcdef
//   edit NC0101 xxh3:0123456789abcdef
//
// The hash of a package is of its texts and tables, that of an edit of its meaning (BehaviorHashes).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace edict {

inline constexpr const char* kLockName = "edict.lock";

struct Lock {
  struct Entry {
    std::string version;
    std::string hash;
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  std::string dictionary;  // its name
  Entry dictionary_entry;
  std::map<std::string, Entry> packages;     // those built on, not the package itself
  std::map<std::string, std::string> edits;  // of those packages: id, hash of the meaning
};

std::string write_lock(const Lock& lock);

// Fails with Rules, naming the line.
Result<Lock> parse_lock(std::string_view text, const std::string& path);

// What has changed from one lock to another, a sentence for the dictionary and for each package.
std::vector<std::string> differences(const Lock& before, const Lock& now);

}  // namespace edict
