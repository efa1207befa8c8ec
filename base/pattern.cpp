// The only file that includes RE2.
#include "base/pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>

namespace edict {
namespace {

// Memory for a compiled pattern and its automata. A pattern that needs more is refused, not run slowly.
constexpr std::int64_t kMostBytes = 1 << 20;

// RE2 says "missing ]: [a"; the part behind the colon is error_arg().
PatternFault fault_of(const re2::RE2& compiled) {
  const std::string& fragment = compiled.error_arg();
  PatternFault fault{.problem = compiled.error()};
  if (fragment.empty()) return fault;
  if (const std::size_t colon = fault.problem.find(": "); colon != std::string::npos) fault.problem.resize(colon);
  const std::size_t place = compiled.pattern().find(fragment);
  if (place != std::string::npos) {
    fault.place = place;
    fault.length = fragment.size();
  }
  return fault;
}

}  // namespace

std::expected<Pattern, PatternFault> Pattern::parse(std::string_view text) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_max_mem(kMostBytes);
  auto compiled = std::make_shared<const re2::RE2>(re2::StringPiece(text.data(), text.size()), options);
  if (!compiled->ok()) return std::unexpected(fault_of(*compiled));
  return Pattern(std::move(compiled));
}

bool Pattern::matches(std::string_view value) const {
  return re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), *compiled_);
}

const std::string& Pattern::text() const { return compiled_->pattern(); }

}  // namespace edict
