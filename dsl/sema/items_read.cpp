// What an edit reads.
#include <algorithm>
#include <set>
#include <unordered_set>

#include "dsl/sema/edits.h"

namespace edict::sema {
namespace {

class ItemCollector {
 public:
  explicit ItemCollector(const hir::Module& module) : module_(module) {}

  void add(ItemId item) {
    if (item.is_valid() && seen_items_.insert(item).second) items_.push_back(item);
  }

  void add_lookup(hir::LookupId id) {
    for (const hir::ExprId argument : module_[id].arguments) add_expr(argument);
  }

  void add_expr(hir::ExprId id) {
    if (!id.is_valid() || !seen_exprs_.insert(id).second) return;
    const hir::Expr& expr = module_[id];
    if (expr.kind == hir::ExprKind::Item) add(expr.item);
    if (expr.kind == hir::ExprKind::Cell || expr.kind == hir::ExprKind::RowFound) add_lookup(expr.lookup);
    for (const hir::ExprId argument : expr.arguments) add_expr(argument);
  }

  void add_message(const hir::Message& message) {
    for (const hir::MessagePart& part : message.parts) {
      if (part.kind == hir::MessagePart::Kind::Item) add(part.item);
      if (part.kind == hir::MessagePart::Kind::Cell) add_lookup(part.lookup);
      if (part.kind == hir::MessagePart::Kind::Value) add_expr(part.value);
    }
  }

  std::vector<ItemId> take() { return std::move(items_); }

 private:
  const hir::Module& module_;
  std::vector<ItemId> items_;
  std::unordered_set<ItemId> seen_items_;
  std::unordered_set<hir::ExprId> seen_exprs_;
};

}  // namespace

bool reads_row(const hir::Module& module, hir::ExprId id, hir::LookupId lookup) {
  // What is written out by cases has parts in common.
  std::vector<hir::ExprId> open = {id};
  std::set<hir::ExprId> seen;
  while (!open.empty()) {
    const hir::ExprId at = open.back();
    open.pop_back();
    if (!at.is_valid() || !seen.insert(at).second) continue;
    const hir::Expr& expr = module[at];
    if (expr.kind == hir::ExprKind::Cell && (expr.lookup == lookup || module[expr.lookup].of == lookup)) return true;
    open.insert(open.end(), expr.arguments.begin(), expr.arguments.end());
    // A row may be looked up by the cell of another.
    if (expr.kind != hir::ExprKind::Cell && expr.kind != hir::ExprKind::RowFound) continue;
    const auto& keys = module[expr.lookup].arguments;
    open.insert(open.end(), keys.begin(), keys.end());
  }
  return false;
}

std::vector<ItemId> items_of(const hir::Module& module, const hir::Edit& edit) {
  ItemCollector items(module);
  for (const hir::Require& require : edit.requires_) {
    for (const std::uint32_t guard : require.guards) items.add_expr(edit.guards[guard].applies);
    items.add_expr(require.condition);
    for (const ItemId item : require.unique_by) items.add(item);
    for (const hir::Message& message : require.messages) items.add_message(message);
    for (const hir::Note& note : require.notes) {
      for (const hir::Message& message : note.messages) items.add_message(message);
    }
    for (const hir::Highlight& highlight : require.highlights) items.add(highlight.item);
    if (require.override_by) {
      items.add(require.override_by->flag);
      items.add_expr(require.override_by->is_set);
      items.add_expr(require.holds_apart_from_overridden);
    }
  }
  if (edit.measure) {
    for (const hir::Measure::Key& key : edit.measure->keys) items.add(key.item);
  }
  return items.take();
}

}  // namespace edict::sema
