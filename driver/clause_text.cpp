#include "driver/clause_text.h"

#include <fmt/format.h>

namespace edict {

std::string on_one_line(std::string_view text) {
  std::string line;
  for (char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (is_blank && (line.empty() || line.back() == ' ')) continue;
    line += is_blank ? ' ' : c;
  }
  return line;
}

std::string clause_of(const hir::Guard& guard, const SourceMap& sources) {
  std::string text = on_one_line(sources[guard.location.file].text(guard.location.span));
  switch (guard.kind) {
    case hir::GuardKind::Earlier: return fmt::format("not in the branch above: {}", text);
    case hir::GuardKind::InOrder: return fmt::format("has not failed above: {}", text);
    case hir::GuardKind::Effective:
    case hir::GuardKind::When:
    case hir::GuardKind::Skip:
    case hir::GuardKind::Lookup:
    case hir::GuardKind::Branch:
    case hir::GuardKind::DependsOn:
    case hir::GuardKind::FindingOne: return text;
  }
  return text;
}

}  // namespace edict
