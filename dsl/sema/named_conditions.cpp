// Conditions by name. Each use writes the condition out again, about the record at hand; one that was written out for
// the same record is shared, so that conditions built on conditions do not grow.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

// Keeps the condition marked as open while it is being written out.
class Opening {
 public:
  Opening(Analysis& analysis, const ConditionDefinition& condition) : analysis_(analysis) {
    analysis_.open_conditions.push_back(&condition);
  }
  ~Opening() { analysis_.open_conditions.pop_back(); }
  Opening(const Opening&) = delete;
  Opening& operator=(const Opening&) = delete;

 private:
  Analysis& analysis_;
};

bool report_recursion(Analysis& analysis, const ConditionDefinition& condition) {
  const auto& open = analysis.open_conditions;
  const auto first = std::ranges::find(open, &condition);
  if (first == open.end()) return false;
  // The same circle is met from each of its members; it is always told from the one that stands first.
  std::vector<const ConditionDefinition*> circle(first, open.end());
  std::ranges::rotate(circle, std::ranges::min_element(circle, {}, [](const ConditionDefinition* member) {
                        return std::pair(member->clause.tree->file, member->clause.clause().span.begin);
                      }));
  std::string told;
  for (const ConditionDefinition* member : circle) told += member->name + ", ";
  const ConditionDefinition& place = *circle.front();
  analysis.report(Code::RecursiveCondition, place.clause.root().children().front().location(),
                  {place.name, told + place.name});
  return true;
}

hir::ExprId write_out(Analysis& analysis, const Scope& scope, const ConditionDefinition& condition,
                      hir::VariableId record) {
  const auto key = std::pair(&condition, record);
  if (const auto found = analysis.written_out.find(key); found != analysis.written_out.end()) return found->second;
  Scope inside;
  inside.package = scope.package;
  inside.subject = record;
  inside.level = condition.level;
  const Opening opening(analysis, condition);
  const hir::ExprId body = analyse_condition(analysis, inside, condition.clause.root().children().back());
  analysis.written_out.emplace(key, body);
  return body;
}

hir::ExprId named(Analysis& analysis, const Scope& scope, ConditionDefinition& condition, hir::VariableId record,
                  Location location) {
  if (!record.is_valid() || report_recursion(analysis, condition)) return {};
  hir::Expr expr;
  expr.kind = hir::ExprKind::Named;
  expr.location = location;
  expr.text = condition.name;
  expr.arguments = {write_out(analysis, scope, condition, record)};
  return analysis.hir.add(std::move(expr));
}

}  // namespace

hir::ExprId use_condition(Analysis& analysis, const Scope& scope, ConditionDefinition& condition, Location location) {
  condition.is_used = true;
  const hir::VariableId record =
      resolve_record(analysis, scope, condition.level, NameForm::Condition, condition.name, location);
  return named(analysis, scope, condition, record, location);
}

hir::ExprId call_condition(Analysis& analysis, const Scope& scope, NodeRef call) {
  const std::vector<NodeRef> parts = call.children();
  const NodeRef name = parts.front();
  ConditionDefinition* condition = find(scope.package->conditions, name.text());
  if (condition == nullptr && scope.package->broken.contains(name.text())) return {};
  if (condition == nullptr) {
    analysis.report(Code::UnknownCondition, name.location(), {name.text()},
                    did_you_mean(name.text(), names_of(scope.package->conditions)));
    return {};
  }
  condition->is_used = true;
  const std::string& level_name = analysis.level_name(condition->level);
  if (parts.size() != 2) {
    analysis.report(Code::UnknownRecord, call.location(), {call.text()},
                    fmt::format("a condition is asked of one record: `{}(t)`", condition->name));
    return {};
  }
  const Scope::Record* record = scope.record_named(parts[1].text());
  if (record == nullptr) {
    analysis.report(Code::UnknownRecord, parts[1].location(), {parts[1].text()},
                    records_in_scope(scope, parts[1].text()));
    return {};
  }
  if (!analysis.dictionary.is_ancestor_or_self(condition->level, record->level)) {
    analysis.report(Code::OutOfReach, call.location(),
                    {condition->name, level_name, analysis.level_name(record->level)});
    return {};
  }
  return named(analysis, scope, *condition, record->variable, call.location());
}

namespace {

// The deepest level among the items and conditions that `node` names outside quantifiers.
LevelId deepest_level(const Analysis& analysis, const PackageNames& package, NodeRef node) {
  switch (node.kind()) {
    case NodeKind::SomeQuant:
    case NodeKind::EveryQuant:
    case NodeKind::NoQuant:
    case NodeKind::ExactlyQuant:
    case NodeKind::AtLeastQuant:
    case NodeKind::AtMostQuant:
    case NodeKind::NoTwoQuant:
    case NodeKind::SomeTwoQuant:
    case NodeKind::NoEarlierQuant:
    case NodeKind::EverySameQuant:
    case NodeKind::EarliestQuant:
    case NodeKind::LatestQuant:
    case NodeKind::CountOfExpr: {
      // What is said of the records of a level is a fact about the record above them.
      const LevelId level = analysis.dictionary.find_level(node.child(NodeKind::LevelName).text());
      return level.is_valid() ? analysis.dictionary[level].parent : LevelId();
    }
    case NodeKind::Path: {
      if (const ItemId item = find_item(analysis, node.text()); item.is_valid()) return analysis.dictionary[item].level;
      const auto found = package.conditions.find(node.text());
      return found == package.conditions.end() ? LevelId() : found->second.level;
    }
    default: break;
  }
  LevelId deepest;
  for (const NodeRef child : node.children()) {
    const LevelId level = deepest_level(analysis, package, child);
    if (level.is_valid() && (!deepest.is_valid() || deepest < level)) deepest = level;
  }
  return deepest;
}

// The level that `on` names; reports a name that is none.
LevelId stated_level(Analysis& analysis, const ConditionDefinition& condition) {
  const NodeRef root = condition.clause.root();
  if (!root.has(NodeKind::LevelName)) return {};
  const NodeRef name = root.child(NodeKind::LevelName);
  const LevelId level = analysis.dictionary.find_level(name.text());
  if (!level.is_valid()) report_unknown_level(analysis, name);
  return level;
}

// Conditions without `on` are about the records they speak of; those built on others need the others first.
void settle_levels(Analysis& analysis, PackageNames& package) {
  std::vector<ConditionDefinition*> unstated;
  for (auto& [name, condition] : package.conditions) {
    condition.level = stated_level(analysis, condition);
    if (!condition.level.is_valid()) unstated.push_back(&condition);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (ConditionDefinition* condition : unstated) {
      const LevelId level = deepest_level(analysis, package, condition->clause.root().children().back());
      const bool is_deeper = level.is_valid() && (!condition->level.is_valid() || condition->level < level);
      if (is_deeper) condition->level = level;
      changed |= is_deeper;
    }
  }
  for (ConditionDefinition* condition : unstated) {
    // Of constants alone, or of nothing that is known: any record will do.
    if (!condition->level.is_valid()) condition->level = LevelId(analysis.dictionary.levels().size() - 1);
  }
}

}  // namespace

void check_conditions(Analysis& analysis) {
  for (auto& [id, package] : analysis.packages) settle_levels(analysis, package);
  for (auto& [id, package] : analysis.packages) {
    for (auto& [name, condition] : package.conditions) {
      const HirBuilder::Mark mark = analysis.hir.mark();
      Scope scope;
      scope.package = &package;
      scope.level = condition.level;
      scope.subject = analysis.hir.variable({}, condition.level, {});
      write_out(analysis, scope, condition, scope.subject);
      analysis.written_out.clear();
      analysis.hir.rewind(mark);
    }
  }
}

}  // namespace edict::sema
