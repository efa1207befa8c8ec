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

  Findings find(hir::ExprId id, Truth wanted) {
    const Expr& expr = module_[id];
    switch (expr.kind) {
      case ExprKind::Call: return in_call(expr, wanted);
      case ExprKind::Named: return find(expr.arguments[0], wanted);
      case ExprKind::Quantified: return in_quantified(expr, wanted);
      case ExprKind::NoTwo: return wanted == Truth::False ? groups(expr) : Findings{};
      case ExprKind::InOrder: return wanted == Truth::False ? misplaced(expr) : Findings{};
      default: return {};
    }
  }

 private:
  Findings in_call(const Expr& expr, Truth wanted) {
    switch (expr.builtin) {
      case Builtin::Not: return find(expr.arguments[0], not_(wanted));
      case Builtin::And: return in_either(expr, wanted, wanted == Truth::True);
      case Builtin::Or: return in_either(expr, wanted, wanted == Truth::False);
      case Builtin::Implies:
        if (wanted == Truth::False) {
          return together(find(expr.arguments[0], Truth::True), find(expr.arguments[1], Truth::False));
        }
        return {};
      case Builtin::Definitely:
      case Builtin::Possibly: return find_if(expr.arguments[0], wanted);
      default: return {};
    }
  }

  Findings in_either(const Expr& expr, Truth wanted, bool decide_together) {
    Findings a = find_if(expr.arguments[0], wanted);
    Findings b = find_if(expr.arguments[1], wanted);
    if (decide_together) return together(std::move(a), std::move(b));
    a.insert(a.end(), b.begin(), b.end());
    return a;
  }

  Findings find_if(hir::ExprId id, Truth wanted) {
    return evaluation_.truth(id) == wanted ? find(id, wanted) : Findings{};
  }

  Findings in_quantified(const Expr& expr, Truth wanted) {
    switch (expr.quantifier) {
      case QuantifierKind::No: return wanted == Truth::False ? one_by_one(expr, Truth::True) : Findings{};
      case QuantifierKind::Some: return wanted == Truth::True ? one_by_one(expr, Truth::True) : Findings{};
      case QuantifierKind::Every: return wanted == Truth::False ? one_by_one(expr, Truth::False) : Findings{};
      case QuantifierKind::Exactly:
      case QuantifierKind::AtLeast:
      case QuantifierKind::AtMost: {
        const Finding all = joined(one_by_one(expr, Truth::True));
        return all.empty() ? Findings{} : Findings{all};
      }
    }
    return {};
  }

  // One finding for each record whose condition comes out so, with the records that an inner quantifier names.
  Findings one_by_one(const Expr& expr, Truth wanted) {
    Findings findings;
    for (std::uint32_t row : evaluation_.members(expr)) {
      if (evaluation_.holds_for(expr, row) != wanted) continue;
      const Binding bound(evaluation_, expr.variable, row);
      Finding& finding = findings.emplace_back(Finding{involved(expr.variable, row)});
      append(finding, joined(find(expr.arguments[0], wanted)));
    }
    return findings;
  }

  // The connected components of the records under "some way round, the pair satisfies the condition".
  Findings groups(const Expr& expr) {
    const RowRange range = evaluation_.records(expr.variable);
    std::vector<std::uint32_t> group(range.end - range.begin);  // by record: the first record of its group
    std::iota(group.begin(), group.end(), range.begin);
    std::vector<RowPair> pairs;
    for (std::uint32_t a = range.begin; a < range.end; ++a) {
      for (std::uint32_t b = range.begin; b < range.end; ++b) {
        if (a == b || evaluation_.holds_for(expr, RowPair{a, b}) != Truth::True) continue;
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

  Findings misplaced(const Expr& expr) {
    Findings findings;
    const auto rows = evaluation_.in_key_order(expr);
    for (std::size_t i = 0; rows && i + 1 < rows->size(); ++i) {
      const RowPair pair{(*rows)[i], (*rows)[i + 1]};
      if (evaluation_.are_in_order(expr, pair) != Truth::False) continue;
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

std::vector<Finding> findings_of(Evaluation& evaluation, hir::ExprId expr, Truth wanted) {
  return Search(evaluation).find(expr, wanted);
}

}  // namespace edict::reference
