// Comparisons that come out alike for all values, since what is compared does not suit: items without a code in common,
// a value with itself, a part of a date with a number that it never is, a part of a code that no listed code has.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "dsl/lint/claims.h"
#include "dsl/lint/rules.h"
#include "dsl/lint/truth_table.h"
#include "dsl/sema/codes.h"

namespace edict::lint_rules {
namespace {

using Kind = CodeSetEntry::Kind;

std::vector<CodeSetEntry> codes_of(const Item& item) {
  std::vector<CodeSetEntry> codes = item.codes->entries();
  for (const SpecialCode& special : item.specials) codes.push_back(special.codes);
  return codes;
}

bool have_common_code(const std::vector<CodeSetEntry>& codes, const std::vector<CodeSetEntry>& others) {
  return std::ranges::any_of(codes, [&](const CodeSetEntry& code) {
    return std::ranges::any_of(others, [&](const CodeSetEntry& other) { return sema::have_common_code(code, other); });
  });
}

// What numbers a part of a date can be.
struct Numbers {
  Decimal low;
  Decimal high;
  std::string_view words;
};

std::optional<Numbers> numbers_of(const hir::Expr& value) {
  if (value.kind != hir::ExprKind::Call) return std::nullopt;
  switch (value.builtin) {
    case Builtin::YearOf: return Numbers{Decimal::whole(1000), Decimal::whole(9999), "a year has four digits"};
    case Builtin::MonthOf: return Numbers{Decimal::whole(1), Decimal::whole(12), "months go from 1 to 12"};
    case Builtin::DayOf: return Numbers{Decimal::whole(1), Decimal::whole(31), "days go from 1 to 31"};
    default: return std::nullopt;
  }
}

class UnlikeLint {
 public:
  explicit UnlikeLint(const Lint& lint) : lint_(lint), module_(lint.module) {}

  void search(hir::ExprId id) {
    if (!id.is_valid() || !seen_.insert(id).second) return;
    const hir::Expr& expr = module_[id];
    if (expr.kind == hir::ExprKind::ByCases) return search(expr.arguments[0]);
    if (expr.kind == hir::ExprKind::Call) examine(expr);
    for (const hir::ExprId argument : expr.arguments) search(argument);
  }

  void report() const {
    claims_.for_each_proved([&](Code code, Location place, const std::string& what) {
      lint_.reporter.report(code, place, {lint_.text(place), what});
    });
  }

 private:
  void examine(const hir::Expr& expr) {
    switch (expr.builtin) {
      case Builtin::TextEqual:
        compare_codes(expr);
        compare_with_itself(expr);
        break;
      case Builtin::CodeLess:
      case Builtin::CodeLessEqual:
      case Builtin::DateLess:
      case Builtin::DateLessEqual:
      case Builtin::DateEqual:
      case Builtin::YearsBetween:
      case Builtin::MonthsBetween:
      case Builtin::DaysBetween: compare_with_itself(expr); break;
      case Builtin::NumberLess:
      case Builtin::NumberLessEqual:
      case Builtin::NumberEqual:
        compare_with_itself(expr);
        compare_part_of_date(expr);
        break;
      case Builtin::NumberIn: look_up_part_of_date(expr); break;
      case Builtin::StartsWith:
      case Builtin::EndsWith:
      case Builtin::Contains:
        compare_with_itself(expr);
        find_text(expr);
        break;
      case Builtin::Matches: find_pattern(expr); break;
      case Builtin::InCodes: look_up_part_of_code(expr); break;
      default: break;
    }
  }

  void compare_codes(const hir::Expr& equal) {
    const hir::Expr& first = module_[equal.arguments[0]];
    const hir::Expr& second = module_[equal.arguments[1]];
    if (first.kind != hir::ExprKind::Item || second.kind != hir::ExprKind::Item || first.item == second.item) return;
    const Item& a = lint_.item(first.item);
    const Item& b = lint_.item(second.item);
    if (!a.codes || !b.codes || have_common_code(codes_of(a), codes_of(b))) return;
    lint_.reporter.report(Code::NothingInCommon, equal.location, {sema::introduce(a), sema::introduce(b)});
  }

  void compare_with_itself(const hir::Expr& expr) {
    const hir::Expr& first = module_[expr.arguments[0]];
    const bool is_same =
        !is_literal(first) && described(module_, expr.arguments[0]) == described(module_, expr.arguments[1]);
    claims_.add(Code::ComparedWithItself, expr.location, lint_.text(first.location), is_same);
  }

  // Whether a comparison of a part of a date with a number comes out alike for all dates.
  void compare_part_of_date(const hir::Expr& expr) {
    const hir::Expr& first = module_[expr.arguments[0]];
    const hir::Expr& second = module_[expr.arguments[1]];
    const bool is_swapped = first.kind == hir::ExprKind::NumberValue;
    const std::optional<Numbers> numbers = numbers_of(is_swapped ? second : first);
    const hir::Expr& written = is_swapped ? first : second;
    if (!numbers || written.kind != hir::ExprKind::NumberValue) return;
    const Decimal number{written.number.low};
    // `part < n` and `n <= part` are decided at the low end by n itself, the other two at the high end.
    const bool is_open = (expr.builtin == Builtin::NumberLess) != is_swapped;
    const bool is_equal = expr.builtin == Builtin::NumberEqual;
    const bool is_below = is_equal || !is_open ? number < numbers->low : number <= numbers->low;
    const bool is_above = is_equal || is_open ? number > numbers->high : number >= numbers->high;
    claims_.add(Code::NumberOfNoDate, expr.location, numbers->words, is_below || is_above);
  }

  void look_up_part_of_date(const hir::Expr& expr) {
    const std::optional<Numbers> numbers = numbers_of(module_[expr.arguments[0]]);
    if (!numbers) return;
    const bool is_outside = std::ranges::any_of(module_[expr.number_set].ranges, [&](const auto& range) {
      return Decimal::whole(range.high) < numbers->low || Decimal::whole(range.low) > numbers->high;
    });
    claims_.add(Code::NumberOfNoDate, expr.location, numbers->words, is_outside);
  }

  // The item of an argument, if its codes are listed.
  [[nodiscard]] const Item* listed_item(hir::ExprId id) const {
    const hir::Expr& expr = module_[id];
    if (expr.kind != hir::ExprKind::Item || !lint_.item(expr.item).codes) return nullptr;
    return &lint_.item(expr.item);
  }

  // Values with `text` at a place, as patterns; none when the text itself would read as one.
  static std::vector<CodeSetEntry> values_with(std::string_view text, Builtin where, const Item& item) {
    std::vector<CodeSetEntry> values;
    if (text.empty() || text.find_first_of("?*") != text.npos || text.size() > item.length) return values;
    const bool is_at_start = where == Builtin::StartsWith || where == Builtin::FirstCharacters;
    const bool is_at_end = where == Builtin::EndsWith || where == Builtin::LastCharacters;
    for (std::size_t before = 0; before <= item.length - text.size() && !(is_at_start && before > 0); ++before) {
      values.push_back({Kind::Pattern, fmt::format("{:?>{}}{}{}", "", before, text, is_at_end ? "" : "*"), {}});
    }
    return values;
  }

  void find_text(const hir::Expr& expr) {
    const Item* item = listed_item(expr.arguments[0]);
    const hir::Expr& text = module_[expr.arguments[1]];
    if (item == nullptr || text.kind != hir::ExprKind::TextValue) return;
    const std::vector<CodeSetEntry> values = values_with(text.text, expr.builtin, *item);
    claims_.add(Code::CoversNoCode, expr.location, sema::introduce(*item),
                !values.empty() && !have_common_code(values, codes_of(*item)));
  }

  void look_up_part_of_code(const hir::Expr& expr) {
    const hir::Expr& part = module_[expr.arguments[0]];
    const bool is_part = part.kind == hir::ExprKind::Call &&
                         (part.builtin == Builtin::FirstCharacters || part.builtin == Builtin::LastCharacters);
    const Item* item = is_part ? listed_item(part.arguments[0]) : nullptr;
    if (item == nullptr) return;
    for (const CodeSetEntry& entry : module_[expr.code_set].entries()) {
      if (entry.kind != Kind::Single || entry.low.size() != part.count) continue;
      const std::vector<CodeSetEntry> values = values_with(entry.low, part.builtin, *item);
      if (values.empty() || have_common_code(values, codes_of(*item))) continue;
      lint_.reporter.report(Code::CoversNoCode, expr.location, {entry.low, sema::introduce(*item)});
    }
  }

  void find_pattern(const hir::Expr& expr) {
    const Item* item = listed_item(expr.arguments[0]);
    if (item == nullptr) return;
    const std::vector<CodeSetEntry> codes = codes_of(*item);
    const bool covers_no_code = std::ranges::all_of(codes, [&](const CodeSetEntry& code) {
      return code.kind == Kind::Single && !module_[expr.pattern].matches(code.low);
    });
    claims_.add(Code::CoversNoCode, expr.location, sema::introduce(*item), covers_no_code);
  }

  const Lint& lint_;
  const hir::Module& module_;
  std::unordered_set<hir::ExprId> seen_;
  Claims claims_;
};

}  // namespace

void lint_unlike(const Lint& lint, const hir::Edit& edit) {
  UnlikeLint unlike(lint);
  for (const hir::Guard& guard : edit.guards) unlike.search(guard.applies);
  for (const hir::Require& require : edit.requires_) unlike.search(require.condition);
  unlike.report();
}

}  // namespace edict::lint_rules
