// `edits.val(x)`: functions of the namespace `edits.`, found and typed by the table of builtins.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "dsl/compatible/dates.h"
#include "dsl/sema/expressions.h"

namespace edict::sema {
namespace {

struct FillingWord {
  std::string_view word;
  compatible::Fill fill;
};
constexpr FillingWord kFillingWords[] = {{"nearest", compatible::Fill::Nearest},
                                         {"farthest", compatible::Fill::Farthest}};

// "edits.months(text, text, nearest or farthest)"
std::string signature_of(const BuiltinInfo& info) {
  std::vector<std::string_view> arguments;
  for (const Type type : info.arguments()) arguments.push_back(name_of(type));
  if (info.takes_filling) arguments.emplace_back("nearest or farthest");
  else if (info.takes_count) arguments.emplace_back("a written number, or nothing for 1");
  return fmt::format("{}({})", info.spelling, fmt::join(arguments, ", "));
}

std::optional<Builtin> function_named(Analysis& analysis, NodeRef word) {
  const std::string_view name = word.text().substr(kCompatiblePrefix.size());
  const auto builtin = compatible_builtin(name);
  if (builtin) return builtin;
  std::vector<std::string_view> names;
  for (const BuiltinInfo& info : all_builtins()) {
    if (is_compatible(info)) names.push_back(info.spelling);
  }
  std::string hint = did_you_mean(word.text(), names);
  if (hint.empty()) hint = fmt::format("there are {}", fmt::join(names, ", "));
  analysis.report(Code::UnknownFunction, word.location(), {word.text()}, std::move(hint));
  return std::nullopt;
}

// What stands behind the values of a call: a number, or how dates are filled; nothing is 1, for a number.
std::optional<std::uint32_t> count_of(const BuiltinInfo& info, std::span<const NodeRef> behind) {
  if (info.takes_filling) {
    const auto* const found = behind.size() == 1
                                  ? std::ranges::find(kFillingWords, behind.front().text(), &FillingWord::word)
                                  : std::end(kFillingWords);
    if (found == std::end(kFillingWords)) return std::nullopt;
    return static_cast<std::uint32_t>(found->fill);
  }
  if (behind.empty()) return 1;
  const std::string_view digits = behind.front().text();
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  const bool is_count = behind.size() == 1 && error == std::errc() && end == digits.data() + digits.size();
  return is_count && count > 0 && count <= kGreatestCount ? std::optional(count) : std::nullopt;
}

}  // namespace

hir::ExprId analyse_compatible_call(Analysis& analysis, const Scope& scope, NodeRef node) {
  const std::vector<NodeRef> parts = node.children();
  const std::optional<Builtin> builtin = function_named(analysis, parts.front());
  if (!builtin) return {};
  const BuiltinInfo& info = info_of(*builtin);
  const std::span<const NodeRef> given = std::span(parts).subspan(1);
  const std::size_t value_count = std::min<std::size_t>(given.size(), info.argument_count);
  const std::span<const NodeRef> behind = given.subspan(value_count);
  const bool has_values = value_count == info.argument_count && (info.takes_count || behind.empty());
  const std::optional<std::uint32_t> count =
      has_values && info.takes_count ? count_of(info, behind) : std::optional<std::uint32_t>(0);
  if (!has_values || !count) {
    analysis.report(Code::WrongArguments, node.location(), {info.spelling, signature_of(info)});
    return {};
  }
  hir::Expr call;
  call.builtin = *builtin;
  call.kind = hir::ExprKind::Call;
  call.type = info.result;
  call.location = node.location();
  call.count = *count;
  for (const NodeRef value : given.first(value_count)) {
    call.arguments.push_back(text_of(analysis, analyse_value(analysis, scope, value), info.spelling));
  }
  return analysis.hir.add(std::move(call));
}

bool is_compatible_condition(NodeRef call) {
  const auto builtin = compatible_builtin(call.children().front().text().substr(kCompatiblePrefix.size()));
  return builtin && info_of(*builtin).result == Type::Truth;
}

Operand compatible_value(Analysis& analysis, const Scope& scope, NodeRef node) {
  Operand operand = operand_at(node);
  const hir::ExprId call = analyse_compatible_call(analysis, scope, node);
  if (!call.is_valid()) return operand;
  switch (analysis.hir[call].type) {
    case Type::Text: operand.kind = Operand::Kind::Text; break;
    case Type::Number: operand.kind = Operand::Kind::Number; break;
    case Type::Date:
    case Type::Truth: analysis.report(Code::NotAValue, node.location(), {node.text()}); return operand;
  }
  operand.expr = call;
  return operand;
}

}  // namespace edict::sema
