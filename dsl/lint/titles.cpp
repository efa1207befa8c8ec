#include <fmt/format.h>

#include <map>

#include "dsl/lint/rules.h"

namespace edict::lint_rules {

void lint_titles(const Lint& lint) {
  std::map<std::pair<std::string_view, std::string_view>, std::string_view> first;  // package, title: id
  for (const hir::Edit& edit : lint.module.edits) {
    if (edit.field.is_valid()) continue;
    const auto report = [&](const std::string& what) {
      lint.reporter.report(Code::TitleSaysNothing, edit.location, {what});
    };
    if (edit.title.empty()) {
      report(fmt::format("edit `{}` has an empty title", edit.id));
    } else if (edit.title == edit.id) {
      report(fmt::format("the title of edit `{}` is its id", edit.id));
    } else if (const auto [other, is_new] = first.try_emplace({edit.package, edit.title}, edit.id); !is_new) {
      report(fmt::format("edit `{}` has the title of edit `{}`", edit.id, other->second));
    }
  }
}

}  // namespace edict::lint_rules
