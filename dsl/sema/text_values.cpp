// Values made of texts: `first 2 of x`, `x & y`, `upper of x`, `length of x`.
#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

using Longest = std::optional<std::uint32_t>;

Longest shorter(Longest a, Longest b) { return a && b ? std::min(*a, *b) : a ? a : b; }

Operand made(NodeRef node, hir::ExprId text, Longest longest) {
  Operand operand = operand_at(node);
  if (!text.is_valid()) return operand;
  operand.kind = Operand::Kind::Text;
  operand.expr = text;
  operand.longest = longest;
  return operand;
}

// The counts before the value, in order; reports those that name no characters.
std::vector<std::uint32_t> counts_of(Analysis& analysis, NodeRef node) {
  std::vector<std::uint32_t> counts;
  const std::vector<NodeRef> children = node.children();
  for (std::size_t i = 0; i + 1 < children.size(); ++i) {
    const std::optional<std::uint32_t> count = written_count(analysis, children[i]);
    if (!count) return {};
    counts.push_back(*count);
  }
  if (std::ranges::is_sorted(counts) && counts.front() > 0) return counts;
  analysis.report(Code::NoCharacters, node.location(), {node.text()});
  return {};
}

Operand part_of(Analysis& analysis, NodeRef node, hir::ExprId text, Longest longest) {
  const std::vector<std::uint32_t> counts = counts_of(analysis, node);
  if (counts.empty()) return operand_at(node);
  const Location location = node.location();
  if (node.kind() == NodeKind::LastOfExpr) {
    return made(node, analysis.hir.call(Builtin::LastCharacters, text, counts[0], location),
                shorter(longest, counts[0]));
  }
  std::uint32_t length = counts[0];
  if (node.kind() == NodeKind::CharactersExpr) {
    length = counts[1] - counts[0] + 1;
    if (counts[0] > 1) text = analysis.hir.call(Builtin::CharactersFrom, text, counts[0], location);
  }
  return made(node, analysis.hir.call(Builtin::FirstCharacters, text, length, location), shorter(longest, length));
}

Operand joined(Analysis& analysis, const Scope& scope, NodeRef node) {
  const std::vector<NodeRef> sides = node.children();
  const Operand left = analyse_value(analysis, scope, sides.front());
  const Operand right = analyse_value(analysis, scope, sides.back());
  const hir::ExprId first = text_of(analysis, left, "`&`");
  const hir::ExprId second = text_of(analysis, right, "`&`");
  const Longest before = longest_of(analysis, left);
  const Longest behind = longest_of(analysis, right);
  return made(node, analysis.hir.call(Builtin::Join, {first, second}, node.location()),
              before && behind ? Longest(*before + *behind) : Longest());
}

}  // namespace

Operand analyse_text_value(Analysis& analysis, const Scope& scope, NodeRef node) {
  if (node.kind() == NodeKind::JoinExpr) return joined(analysis, scope, node);
  const Operand of = analyse_value(analysis, scope, node.children().back());
  const hir::ExprId text = text_of(analysis, of, "a part of a text");
  if (!text.is_valid()) return operand_at(node);
  const Longest longest = longest_of(analysis, of);
  const auto of_text = [&](Builtin builtin) { return analysis.hir.call(builtin, {text}, node.location()); };
  switch (node.kind()) {
    case NodeKind::UpperOfExpr: return made(node, of_text(Builtin::UpperOf), longest);
    case NodeKind::TrimmedExpr: return made(node, of_text(Builtin::TrimmedOf), longest);
    case NodeKind::DigitsOfExpr: return made(node, of_text(Builtin::DigitsOf), longest);
    case NodeKind::LengthOfExpr: {
      Operand length = operand_at(node);
      length.kind = Operand::Kind::Number;
      length.expr = of_text(Builtin::LengthOf);
      return length;
    }
    default: return part_of(analysis, node, text, longest);
  }
}

hir::ExprId text_of(Analysis& analysis, const Operand& operand, std::string_view asked) {
  const hir::ExprId text = as_text(analysis, operand);
  if (!text.is_valid() && !operand.is_error()) {
    analysis.report(Code::NotAnItem, operand.location, {operand.source, describe(analysis, operand), asked});
  }
  return text;
}

std::optional<std::uint32_t> longest_of(const Analysis& analysis, const Operand& operand) {
  if (operand.kind == Operand::Kind::WrittenText) {
    return static_cast<std::uint32_t>(character_count(unquoted(operand.source)));
  }
  if (operand.kind == Operand::Kind::WrittenNumber) return static_cast<std::uint32_t>(operand.source.size());
  if (!operand.item.is_valid()) return operand.longest;
  const Item& item = analysis.dictionary[operand.item];
  if (item.length == 0 || item.allows_unlimited_text) return std::nullopt;
  return static_cast<std::uint32_t>(item.length);
}

std::optional<std::uint32_t> written_count(Analysis& analysis, NodeRef number) {
  const std::string_view text = number.text();
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc() && count <= kGreatestCount) return count;
  analysis.report(Code::BadNumber, number.location(), {text});
  return std::nullopt;
}

}  // namespace edict::sema
