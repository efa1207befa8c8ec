#include "dsl/lint/rules.h"
#include "dsl/sema/codes.h"

namespace edict::lint_rules {
namespace {

struct ListEntry {
  CodeSetEntry code;
  NodeRef node;
};

std::vector<ListEntry> entries_of(const NodeRef& list) {
  std::vector<ListEntry> entries;
  for (const NodeRef& node : list.children()) {
    const bool is_quoted = node.kind() == NodeKind::QuotedEntry;
    ParsedEntry parsed =
        parse_code_set_entry(is_quoted ? sema::unquoted(node.text()) : std::string(node.text()), is_quoted);
    if (parsed.entry) entries.push_back({*std::move(parsed.entry), node});
  }
  return entries;
}

// Takes the entry out with the comma before or behind it, unless a comment stands between.
std::vector<Fix> removal(const Lint& lint, const NodeRef& list, const NodeRef& entry) {
  const std::vector<NodeRef> all = list.children();
  Location gap = entry.location();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].span() != entry.span()) continue;
    if (i > 0) gap.span.begin = all[i - 1].span().end;
    else if (all.size() > 1) gap.span.end = all[1].span().begin;
  }
  if (lint.text(gap).find_first_of("#\n") != std::string_view::npos) return {};
  return {{"remove it", {{gap.span, ""}}, true}};
}

void lint_list(const Lint& lint, const NodeRef& list) {
  const std::vector<ListEntry> entries = entries_of(list);
  std::vector<bool> is_told(entries.size());
  const auto tell = [&](std::size_t narrow, std::size_t wide) {
    if (is_told[narrow] || is_told[wide]) return;
    is_told[narrow] = true;
    const NodeRef& node = entries[narrow].node;
    lint.reporter.report(Code::CodeTwice, node.location(), {node.text(), entries[wide].node.text()}, {},
                         removal(lint, list, node));
  };
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (std::size_t j = i + 1; j < entries.size(); ++j) {
      if (sema::includes(entries[i].code, entries[j].code)) tell(j, i);
      else if (sema::includes(entries[j].code, entries[i].code)) tell(i, j);
    }
  }
}

}  // namespace

void lint_code_lists(const Lint& lint, const SyntaxTree& tree) {
  for (std::uint32_t index = 0; index < tree.nodes.size(); ++index) {
    const bool has_two = tree.nodes[index].kind == NodeKind::CodeList && tree.nodes[index].size > 2;
    if (has_two) lint_list(lint, NodeRef(tree, index));
  }
}

}  // namespace edict::lint_rules
