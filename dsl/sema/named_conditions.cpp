// Conditions by name. Each use writes the condition out again, about the record at hand; one that was written out for
// the same record is shared, so that conditions built on conditions do not grow.
#include <fmt/format.h>

#include "dsl/sema/expressions.h"
#include "dsl/sema/open_definitions.h"

namespace edict::sema {
namespace {

hir::ExprId write_out(Analysis& analysis, const Scope& scope, const ConditionDefinition& condition,
                      hir::VariableId record) {
  const auto key = std::pair<const RecordDefinition*, hir::VariableId>(&condition, record);
  if (const auto found = analysis.written_out.find(key); found != analysis.written_out.end()) {
    return found->second.expr;
  }
  Scope inside;
  inside.package = scope.package;
  inside.subject = record;
  inside.level = condition.level;
  const OpenDefinition opened(analysis, condition);
  const hir::ExprId body = analyse_condition(analysis, inside, condition.clause.root().children().back());
  analysis.written_out.emplace(key, NamedValue{Type::Truth, body, {}, {}, {}, {}});
  return body;
}

hir::ExprId named(Analysis& analysis, const Scope& scope, ConditionDefinition& condition, hir::VariableId record,
                  Location location) {
  if (!record.is_valid() || report_recursion(analysis, condition)) return {};
  return analysis.hir.named(condition.name, write_out(analysis, scope, condition, record), location);
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

// The level that `on` names, if it names one.
LevelId stated_level(const Analysis& analysis, const RecordDefinition& definition) {
  const NodeRef root = definition.clause.root();
  if (!root.has(NodeKind::LevelName)) return {};
  return analysis.dictionary.find_level(root.child(NodeKind::LevelName).text());
}

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
      const auto calculation = find_seen(package, &PackageNames::calculations, node.text()).definition;
      if (calculation != nullptr) return stated_level(analysis, *calculation);
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

void report_unknown_level_of(Analysis& analysis, const RecordDefinition& definition) {
  const NodeRef root = definition.clause.root();
  if (root.has(NodeKind::LevelName) && !stated_level(analysis, definition).is_valid()) {
    report_unknown_level(analysis, root.child(NodeKind::LevelName));
  }
}

// Conditions without `on` are about the records they speak of; those built on others need the others first.
void settle_levels(Analysis& analysis, PackageNames& package) {
  std::vector<ConditionDefinition*> unstated;
  for (auto& [name, condition] : package.conditions) {
    condition.level = stated_level(analysis, condition);
    report_unknown_level_of(analysis, condition);
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
