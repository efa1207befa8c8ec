#include "dsl/sema/open_definitions.h"

#include <fmt/format.h>

#include <algorithm>

namespace edict::sema {

bool report_recursion(Analysis& analysis, const RecordDefinition& definition) {
  const auto& open = analysis.open_definitions;
  const auto first = std::ranges::find(open, &definition);
  if (first == open.end()) return false;
  // The same circle is met from each of its members; it is always told from the one that stands first.
  std::vector<const RecordDefinition*> circle(first, open.end());
  std::ranges::rotate(circle, std::ranges::min_element(circle, {}, [](const RecordDefinition* member) {
                        return std::pair(member->clause.tree->file, member->clause.clause().span.begin);
                      }));
  std::string told;
  for (const RecordDefinition* member : circle) told += member->name + ", ";
  const RecordDefinition& place = *circle.front();
  const bool is_condition = place.clause.kind() == NodeKind::ConditionClause;
  analysis.report(
      Code::RecursiveCondition, place.clause.root().children().front().location(),
      {fmt::format("{} `{}`", is_condition ? "condition" : "calculated item", place.name), told + place.name});
  return true;
}

}  // namespace edict::sema
