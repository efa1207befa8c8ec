#include "dsl/lint/same_meaning.h"

#include <algorithm>
#include <string>

#include "dsl/sema/codes.h"

namespace edict {
namespace {

// In order, and without entries that lie in others.
CodeSet canonical(const CodeSet& codes) {
  std::vector<CodeSetEntry> entries;
  for (const CodeSetEntry& entry : codes.entries()) {
    const auto covers = [&](const CodeSetEntry& other) { return sema::includes(other, entry); };
    if (std::ranges::any_of(entries, covers)) continue;
    std::erase_if(entries, [&](const CodeSetEntry& other) { return sema::includes(entry, other); });
    entries.push_back(entry);
  }
  std::ranges::sort(entries, {}, [](const CodeSetEntry& entry) { return to_string(entry); });
  return CodeSet(std::move(entries));
}

std::string meaning_of(hir::Module module) {
  for (CodeSet& codes : module.code_sets) codes = canonical(codes);
  return hir::to_text(module);
}

}  // namespace

bool have_same_meaning(const hir::Module& a, const hir::Module& b) { return meaning_of(a) == meaning_of(b); }

}  // namespace edict
