#include "dsl/import/edits/meaning/pattern_cache.h"

#include <expected>
#include <unordered_map>

#include "base/pattern.h"

namespace edict::foreign::meaning {

bool matches_whole(const std::string& text, const std::string& pattern) {
  static thread_local std::unordered_map<std::string, std::expected<Pattern, PatternFault>> cache;
  auto known = cache.find(pattern);
  if (known == cache.end()) known = cache.emplace(pattern, Pattern::parse(pattern)).first;
  return known->second.has_value() && known->second->matches(text);
}

}  // namespace edict::foreign::meaning
