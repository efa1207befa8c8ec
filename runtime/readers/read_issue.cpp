#include "runtime/readers/read_issue.h"

#include <array>

namespace edict {
namespace {

struct KindInfo {
  std::string_view name;
  Severity severity;
  std::string_view message;
};

constexpr std::array<KindInfo, kReadIssueKinds> kKinds = {{
#define READ_ISSUE(name, kind, severity, message) {kind, Severity::severity, message},
#include "runtime/readers/read_issues.def"
#undef READ_ISSUE
}};

const KindInfo& info_of(ReadIssueKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

}  // namespace

std::string_view name_of(ReadIssueKind kind) { return info_of(kind).name; }
Severity severity_of(ReadIssueKind kind) { return info_of(kind).severity; }

std::string issue_message(ReadIssueKind kind, std::initializer_list<std::string_view> arguments) {
  std::string text;
  const std::string_view form = info_of(kind).message;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '{') {
      text += form[i];
      continue;
    }
    const auto argument = static_cast<std::size_t>(form[i + 1] - '0');
    if (argument < arguments.size()) text += *(arguments.begin() + argument);
    i += 2;
  }
  return text;
}

}  // namespace edict
