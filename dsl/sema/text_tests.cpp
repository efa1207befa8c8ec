// What is asked of a text as it stands: `starts with`, `ends with`, `contains`, `matches /…/`, check digits.
#include "dsl/sema/codes.h"
#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

std::string_view words_of(NodeKind test) {
  switch (test) {
    case NodeKind::StartsWithTest: return "starts with";
    case NodeKind::EndsWithTest: return "ends with";
    case NodeKind::ContainsTest: return "contains";
    case NodeKind::MatchesTest: return "matches";
    default: return "a check digit";
  }
}

// `starts with "C5"`, `contains y`.
hir::ExprId look_for(Analysis& analysis, const Scope& scope, const Operand& subject, hir::ExprId text,
                     const Test& test) {
  const std::string_view words = words_of(test.node.kind());
  const Operand part = analyse_value(analysis, scope, test.node.children()[1]);
  const hir::ExprId looked_for = text_of(analysis, part, words);
  if (!looked_for.is_valid()) return {};
  const auto length = longest_of(analysis, part);
  if (length == 0U) {
    analysis.report(Code::EmptyText, part.location, {words});
    return {};
  }
  const auto longest = longest_of(analysis, subject);
  const bool is_written = !part.expr.is_valid();
  if (is_written && longest && *length > *longest) {
    analysis.report(Code::LongerThanText, part.location,
                    {part.source, std::to_string(*length), subject.source, std::to_string(*longest)});
    return {};
  }
  switch (test.node.kind()) {
    case NodeKind::StartsWithTest: return analysis.hir.call(Builtin::StartsWith, {text, looked_for}, test.location);
    case NodeKind::EndsWithTest: return analysis.hir.call(Builtin::EndsWith, {text, looked_for}, test.location);
    default: return analysis.hir.call(Builtin::Contains, {text, looked_for}, test.location);
  }
}

hir::ExprId match(Analysis& analysis, hir::ExprId text, const Test& test) {
  const NodeRef written = test.node.child(NodeKind::Pattern);
  std::string_view inside = written.text().substr(1);
  if (inside.ends_with('/')) inside.remove_suffix(1);
  if (inside.empty()) {
    analysis.report(Code::EmptyText, written.location(), {"matches"});
    return {};
  }
  auto pattern = Pattern::parse(inside);
  if (!pattern) {
    const PatternFault& fault = pattern.error();
    Location place = written.location();
    place.span.begin += static_cast<std::uint32_t>(1 + fault.place);
    if (fault.length > 0) place.span.end = place.span.begin + static_cast<std::uint32_t>(fault.length);
    analysis.report(Code::BadPattern, place, {fault.problem});
    return {};
  }
  return analysis.hir.matches(text, analysis.hir.pattern(*std::move(pattern)), test.location);
}

}  // namespace

hir::ExprId analyse_text_test(Analysis& analysis, const Scope& scope, const Test& test) {
  const Operand subject = analyse_value(analysis, scope, test.value);
  const hir::ExprId text = text_of(analysis, subject, words_of(test.node.kind()));
  switch (test.node.kind()) {
    case NodeKind::MatchesTest: return match(analysis, text, test);
    case NodeKind::CheckDigitTest: {
      const bool is_luhn = test.node.children().back().text() == "Luhn";
      return analysis.hir.call(is_luhn ? Builtin::HasLuhnDigit : Builtin::HasModulus11Digit, {text}, test.location);
    }
    default: return look_for(analysis, scope, subject, text, test);
  }
}

}  // namespace edict::sema
