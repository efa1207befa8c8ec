#include "dsl/syntax/syntax_tree.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace edict {
namespace {

constexpr auto kNames = std::to_array<std::string_view>({
#define NODE(name, children) #name,
#include "dsl/syntax/nodes.def"
#undef NODE
});

}  // namespace

std::string_view name_of(NodeKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

NodeKind NodeRef::kind() const { return tree_->nodes[index_].kind; }
Span NodeRef::span() const { return tree_->nodes[index_].span; }
Location NodeRef::location() const { return {tree_->file, span()}; }
std::string_view NodeRef::text() const { return tree_->source->text(span()); }

std::vector<NodeRef> NodeRef::children() const {
  std::vector<NodeRef> children;
  const std::uint32_t first = index_ + 1 - tree_->nodes[index_].size;
  for (std::uint32_t end = index_; end > first; end -= tree_->nodes[end - 1].size)
    children.emplace_back(*tree_, end - 1);
  std::reverse(children.begin(), children.end());
  return children;
}

bool NodeRef::has(NodeKind kind) const {
  const std::uint32_t first = index_ + 1 - tree_->nodes[index_].size;
  for (std::uint32_t end = index_; end > first; end -= tree_->nodes[end - 1].size) {
    if (tree_->nodes[end - 1].kind == kind) return true;
  }
  return false;
}

NodeRef NodeRef::child(NodeKind kind) const {
  std::uint32_t found = Id<Node>::kNone;
  const std::uint32_t first = index_ + 1 - tree_->nodes[index_].size;
  for (std::uint32_t end = index_; end > first; end -= tree_->nodes[end - 1].size) {
    if (tree_->nodes[end - 1].kind == kind) found = end - 1;
  }
  EDICT_CHECK(found != Id<Node>::kNone);
  return {*tree_, found};
}

}  // namespace edict
