#include "driver/lock_file.h"

#include <fmt/format.h>

#include <sstream>

namespace edict {
namespace {

// The ids of a list, the first few by name.
std::string some_of(const std::vector<std::string>& ids) {
  constexpr std::size_t kNamed = 5;
  std::vector<std::string> named(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), kNamed)));
  std::string text = fmt::format("{}", fmt::join(named, ", "));
  if (ids.size() > kNamed) text += fmt::format(" and {} more", ids.size() - kNamed);
  return text;
}

std::string edits_that_changed(const Lock& before, const Lock& now) {
  std::vector<std::string> changed, added, gone;
  for (const auto& [id, hash] : now.edits) {
    const auto known = before.edits.find(id);
    if (known == before.edits.end()) added.push_back(id);
    if (known != before.edits.end() && known->second != hash) changed.push_back(id);
  }
  for (const auto& [id, hash] : before.edits) {
    if (!now.edits.contains(id)) gone.push_back(id);
  }
  std::vector<std::string> parts;
  const auto tell = [&](const std::vector<std::string>& ids, std::string_view what) {
    if (!ids.empty()) parts.push_back(fmt::format("{} {} ({})", ids.size(), what, some_of(ids)));
  };
  tell(changed, changed.size() == 1 ? "edit changed its meaning" : "edits changed their meaning");
  tell(added, added.size() == 1 ? "edit is new" : "edits are new");
  tell(gone, gone.size() == 1 ? "edit is gone" : "edits are gone");
  if (parts.empty()) return "no edit changed its meaning";
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string change_of(std::string_view what, const Lock::Entry& before, const Lock::Entry& now) {
  if (before.version != now.version) {
    return fmt::format("{} is version {}, reviewed was {}", what, now.version, before.version);
  }
  return fmt::format("{} {} is not the text that was reviewed", what, now.version);
}

}  // namespace

std::string write_lock(const Lock& lock) {
  std::string text = "# Written by `edict lock`. Says with which versions this package was reviewed.\n";
  text +=
      fmt::format("dictionary {} {} {}\n", lock.dictionary, lock.dictionary_entry.version, lock.dictionary_entry.hash);
  for (const auto& [id, entry] : lock.packages) {
    text += fmt::format("package {} {} {}\n", id, entry.version.empty() ? "-" : entry.version, entry.hash);
  }
  for (const auto& [id, hash] : lock.edits) text += fmt::format("edit {} {}\n", id, hash);
  return text;
}

Result<Lock> parse_lock(std::string_view text, const std::string& path) {
  Lock lock;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    std::string kind, id, version, hash, more;
    words >> kind >> id >> version;
    if (kind == "edit") {
      hash = version;
    } else {
      words >> hash;
    }
    const bool is_whole = !hash.empty() && !(words >> more);
    if (version == "-") version.clear();
    if (is_whole && kind == "dictionary") {
      lock.dictionary = id;
      lock.dictionary_entry = {version, hash};
    } else if (is_whole && kind == "package") {
      lock.packages[id] = {version, hash};
    } else if (is_whole && kind == "edit") {
      lock.edits[id] = hash;
    } else {
      return fail(ErrorKind::Rules,
                  fmt::format("{}:{}: not a line of a lock file; write it anew with `edict lock`", path, number));
    }
  }
  return lock;
}

std::vector<std::string> differences(const Lock& before, const Lock& now) {
  std::vector<std::string> told;
  if (before.dictionary != now.dictionary || before.dictionary_entry != now.dictionary_entry) {
    told.push_back(
        before.dictionary == now.dictionary
            ? change_of(fmt::format("dictionary {}", now.dictionary), before.dictionary_entry, now.dictionary_entry)
            : fmt::format("the dictionary is {}, reviewed was {}", now.dictionary, before.dictionary));
  }
  bool has_changed_package = false;
  for (const auto& [id, entry] : now.packages) {
    const auto known = before.packages.find(id);
    if (known != before.packages.end() && known->second == entry) continue;
    has_changed_package = true;
    told.push_back(known == before.packages.end() ? fmt::format("`{}` was not there at the review", id)
                                                  : change_of(fmt::format("`{}`", id), known->second, entry));
  }
  for (const auto& [id, entry] : before.packages) {
    if (!now.packages.contains(id)) told.push_back(fmt::format("`{}` is not built on any more", id));
  }
  if (before.edits != now.edits || has_changed_package) told.push_back(edits_that_changed(before, now));
  return told;
}

}  // namespace edict
