#include "compiler/reference/findings.h"

#include <algorithm>
#include <numeric>

namespace edict::reference {
namespace {

using Findings = std::vector<Finding>;
using hir::Expr;
using hir::ExprKind;
using hir::QuantifierKind;

void append(Finding& to, const Finding& more) { to.insert(to.end(), more.begin(), more.end()); }

Finding joined(const Findings& findings) {
  Finding all;
  for (const Finding& finding : findings) append(all, finding);
  return all;
}

// Findings of two parts that decided only together: what one part found holds for each finding of the other.
Findings together(Findings a, Findings b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  if (a.size() > 1 && b.size() > 1) return {joined({joined(a), joined(b)})};
  const bool a_is_one = a.size() == 1;
  Findings result;
  for (const Finding& finding : a_is_one ? b : a) {
    result.push_back(a_is_one ? joined({a[0], finding}) : joined({finding, b[0]}));
  }
  return result;
}

class Search {
 public:
  explicit Search(Evaluation& evaluation) : evaluation_(evaluation), module_(evaluation.module()) {}

  // REQUIRES: `value` is the value of the expression.
  Findings find(hir::ExprId id, Truth value) {
    const Expr& expr = module_[id];
    switch (expr.kind) {
      case ExprKind::Call: return in_call(expr, value);
      case ExprKind::Named: return find(expr.arguments[0], value);
      case ExprKind::Quantified: return in_quantified(expr, value);
      case ExprKind::First: return value == Truth::True ? Findings{} : of_first(expr, value);
      case ExprKind::NoTwo: return value == Truth::True ? Findings{} : groups(expr, not_(value));
      case ExprKind::InOrder: return value == Truth::True ? Findings{} : neighbours(expr, value);
      case ExprKind::Item:
      case ExprKind::TextValue:
      case ExprKind::DateValue:
      case ExprKind::NumberValue:
      case ExprKind::TruthValue:
      case ExprKind::Count:
      case ExprKind::IsBefore:
      case ExprKind::InTable:
      case ExprKind::Cell:
      case ExprKind::RowFound:
      case ExprKind::Case:
      case ExprKind::ByCases: return {};
    }
    return {};
  }

 private:
  Findings in_call(const Expr& expr, Truth value) {
    switch (expr.builtin) {
      case Builtin::Not: return find(expr.arguments[0], not_(value));
      case Builtin::Definitely:
      case Builtin::Possibly: return find(expr.arguments[0], evaluation_.truth(expr.arguments[0]));
      case Builtin::And:
      case Builtin::Or:
      case Builtin::Implies: return in_operands(expr, value);
      default: return {};  // speaks of values, not of truths
    }
  }

  // An operand decides when it comes out as the whole does; where only both can give the answer they do so together.
  Findings in_operands(const Expr& expr, Truth value) {
    const Truth a = evaluation_.truth(expr.arguments[0]);
    const Truth b = evaluation_.truth(expr.arguments[1]);
    const bool a_decides = (expr.builtin == Builtin::Implies ? not_(a) : a) == value;
    Findings of_a = a_decides ? find(expr.arguments[0], a) : Findings{};
    Findings of_b = b == value ? find(expr.arguments[1], b) : Findings{};
    if (value == truth(expr.builtin == Builtin::And)) return together(std::move(of_a), std::move(of_b));
    of_a.insert(of_a.end(), of_b.begin(), of_b.end());
    return of_a;
  }

  Findings in_quantified(const Expr& expr, Truth value) {
    switch (expr.quantifier) {
      case QuantifierKind::Some: return value == Truth::False ? Findings{} : one_by_one(expr, value);
      case QuantifierKind::No: return value == Truth::True ? Findings{} : one_by_one(expr, not_(value));
      case QuantifierKind::Every: return value == Truth::True ? Findings{} : one_by_one(expr, value);
      case QuantifierKind::Exactly:
      case QuantifierKind::AtLeast:
      case QuantifierKind::AtMost: {
        Finding all = joined(one_by_one(expr, Truth::True));
        if (value == Truth::Unsure) append(all, joined(one_by_one(expr, Truth::Unsure)));
        return all.empty() ? Findings{} : Findings{all};
      }
    }
    return {};
  }

  // One finding for each record whose condition comes out so, with the records that an inner quantifier names.
  Findings one_by_one(const Expr& expr, Truth value) {
    Findings findings;
    for (std::uint32_t row : evaluation_.members(expr)) {
      if (evaluation_.holds_for(expr, row) != value) continue;
      const Binding bound(evaluation_, expr.variable, row);
      Finding& finding = findings.emplace_back(Finding{involved(expr.variable, row)});
      append(finding, joined(find(expr.arguments[0], value)));
    }
    return findings;
  }

  // The records that are or may be the first, and are not so: one finding, since only one of them is.
  Findings of_first(const Expr& expr, Truth value) {
    Finding all;
    for (std::uint32_t row : evaluation_.members(expr)) {
      if (evaluation_.is_first(expr, row) == Truth::False || evaluation_.holds_for_first(expr, row) != value) continue;
      const Binding bound(evaluation_, expr.variable, row);
      all.push_back(involved(expr.variable, row));
      append(all, joined(find(expr.arguments[2], value)));
    }
    return all.empty() ? Findings{} : Findings{all};
  }

  // The connected components of the records under "some way round, the condition has this value for the pair".
  Findings groups(const Expr& expr, Truth value) {
    const RowRange range = evaluation_.records(expr.variable);
    std::vector<std::uint32_t> group(range.end - range.begin);  // by record: the first record of its group
    std::iota(group.begin(), group.end(), range.begin);
    std::vector<RowPair> pairs;
    for (std::uint32_t a = range.begin; a < range.end; ++a) {
      for (std::uint32_t b = range.begin; b < range.end; ++b) {
        if (a == b || evaluation_.holds_for(expr, RowPair{a, b}) != value) continue;
        pairs.push_back({a, b});
        const std::uint32_t x = group[a - range.begin];
        const std::uint32_t y = group[b - range.begin];
        std::replace(group.begin(), group.end(), std::max(x, y), std::min(x, y));
      }
    }
    Findings findings;
    for (std::uint32_t first = range.begin; first < range.end; ++first) {
      const auto is_in_group = [&](RowPair pair) { return group[pair.first - range.begin] == first; };
      const auto pair = std::find_if(pairs.begin(), pairs.end(), is_in_group);
      if (pair == pairs.end()) continue;
      Finding& finding = findings.emplace_back();
      finding.push_back(involved(expr.variable, pair->first));
      finding.push_back(involved(expr.second, pair->second));
      for (std::uint32_t row = first; row < range.end; ++row) {
        if (group[row - range.begin] != first || row == pair->first || row == pair->second) continue;
        finding.push_back(involved(expr.second, row));
      }
    }
    return findings;
  }

  Findings neighbours(const Expr& expr, Truth value) {
    Findings findings;
    const auto rows = evaluation_.in_key_order(expr);
    for (std::size_t i = 0; rows && i + 1 < rows->size(); ++i) {
      const RowPair pair{(*rows)[i], (*rows)[i + 1]};
      if (evaluation_.are_in_order(expr, pair) != value) continue;
      findings.push_back({involved(expr.variable, pair.first), involved(expr.second, pair.second)});
    }
    return findings;
  }

  [[nodiscard]] InvolvedRow involved(hir::VariableId variable, std::uint32_t row) const {
    return {variable, module_[variable].level, row};
  }

  Evaluation& evaluation_;
  const hir::Module& module_;
};

}  // namespace

std::vector<Finding> findings_of(Evaluation& evaluation, hir::ExprId expr) {
  return Search(evaluation).find(expr, evaluation.truth(expr));
}

}  // namespace edict::reference
