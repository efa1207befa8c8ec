// `all of (a, b, c) are blank`, `any of Races is 99`: what is said of one value, said of several and counted.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

// At least `count` of the truths, written out: reached[j] says that at least j + 1 of those so far are true. Each truth
// stands in it without a `not`, so unsure comes out exactly where the answer depends on unsure ones.
hir::ExprId at_least(HirBuilder& hir, std::uint32_t count, const std::vector<hir::ExprId>& truths, Location location) {
  std::vector<hir::ExprId> reached;
  for (const hir::ExprId truth : truths) {
    if (reached.size() < count) reached.emplace_back();
    for (std::size_t j = reached.size(); j-- > 0;) {
      const bool is_first = j == 0;
      if (!is_first && !reached[j - 1].is_valid()) continue;
      const hir::ExprId now = is_first ? truth : hir.call(Builtin::And, {reached[j - 1], truth}, location);
      reached[j] = reached[j].is_valid() ? hir.call(Builtin::Or, {reached[j], now}, location) : now;
    }
  }
  return reached.back();
}

hir::ExprId counted_truths(Analysis& analysis, NodeRef several, const std::vector<hir::ExprId>& truths,
                           Location location) {
  HirBuilder& hir = analysis.hir;
  const std::optional<std::uint32_t> count = written_count(analysis, several.children().front());
  if (!count) return {};
  const NodeKind kind = several.kind();
  const auto size = static_cast<std::uint32_t>(truths.size());
  const bool is_idle = kind == NodeKind::AtLeastOf  ? *count == 0 || *count > size
                       : kind == NodeKind::AtMostOf ? *count >= size
                                                    : *count > size;
  if (is_idle) {
    const std::string_view words = kind == NodeKind::AtLeastOf  ? "at least"
                                   : kind == NodeKind::AtMostOf ? "at most"
                                                                : "exactly";
    analysis.report(Code::MoreThanThere, several.location(),
                    {fmt::format("{} {}", words, *count), counted(size, "value")});
    return {};
  }
  if (kind == NodeKind::AtLeastOf) return at_least(hir, *count, truths, location);
  const auto no_more = [&] { return hir.call(Builtin::Not, {at_least(hir, *count + 1, truths, location)}, location); };
  if (kind == NodeKind::AtMostOf) return no_more();
  if (*count == size) return at_least(hir, size, truths, location);
  if (*count == 0) return no_more();
  return hir.call(Builtin::And, {at_least(hir, *count, truths, location), no_more()}, location);
}

// The test asked of a value; of a group, of each of its items.
std::vector<hir::ExprId> ask(Analysis& analysis, const Scope& scope, NodeRef value, NodeRef test) {
  GroupDefinition* group = value.kind() == NodeKind::Path ? find(scope.package->groups, value.text()) : nullptr;
  if (group == nullptr) return {analyse_test(analysis, scope, {value, test, value.location()})};
  group->is_used = true;
  std::vector<hir::ExprId> truths;
  for (const ItemId item : group->items) {
    Scope about = scope;
    about.aliases.push_back({value.text(), Scope::Alias::Kind::Item, item, {}, analysis.dictionary[item].id});
    truths.push_back(analyse_test(analysis, about, {value, test, value.location()}));
  }
  return truths;
}

bool has_count(NodeKind kind) {
  return kind == NodeKind::ExactlyOf || kind == NodeKind::AtLeastOf || kind == NodeKind::AtMostOf;
}

}  // namespace

hir::ExprId analyse_test_of_several(Analysis& analysis, const Scope& scope, NodeRef node) {
  const NodeRef several = node.children().front();
  const std::vector<NodeRef> children = several.children();
  std::vector<hir::ExprId> truths;
  for (std::size_t i = has_count(several.kind()) ? 1 : 0; i < children.size(); ++i) {
    std::ranges::copy(ask(analysis, scope, children[i], node), std::back_inserter(truths));
  }
  if (truths.empty() || !std::ranges::all_of(truths, &hir::ExprId::is_valid)) return {};
  switch (several.kind()) {
    case NodeKind::AllOf: return analysis.hir.fold(Builtin::And, truths, node.location());
    case NodeKind::AnyOf: return analysis.hir.fold(Builtin::Or, truths, node.location());
    case NodeKind::NoneOf: {
      const hir::ExprId any = analysis.hir.fold(Builtin::Or, truths, node.location());
      return analysis.hir.call(Builtin::Not, {any}, node.location());
    }
    default: return counted_truths(analysis, several, truths, node.location());
  }
}

}  // namespace edict::sema
