// What the text allows: `allow W201 because "…"` silences that warning for the clause it stands under.
#include <algorithm>
#include <string>
#include <vector>

#include "dsl/lint/rules.h"
#include "dsl/sema/codes.h"

namespace edict::lint_rules {
namespace {

struct Allowance {
  Code code;
  Location reach;     // warnings that begin in it are allowed
  Location location;  // of the code in the clause
  Location clause;
  std::string because;
  bool is_only_code = false;  // of its clause
  bool is_used = false;
};

Location reach_of(const SyntaxTree& tree, const Clause& allow) {
  if (!allow.parent.is_valid()) return {tree.file, {0, static_cast<std::uint32_t>(tree.source->text().size())}};
  return sema::ClauseRef{&tree, allow.parent}.whole();
}

// Nothing after reporting when no warning has the code.
const DiagnosticInfo* warning_named(NodeRef code, DiagnosticSink& sink) {
  const auto all = all_diagnostics();
  const auto found = std::ranges::find(all, code.text(), &DiagnosticInfo::code);
  if (found != all.end() && found->severity != Severity::Error) return &*found;
  std::vector<std::string_view> known;
  for (const DiagnosticInfo& info : all) {
    if (info.severity != Severity::Error) known.push_back(info.code);
  }
  std::string hint = found != all.end() ? "errors are mended, not allowed" : sema::did_you_mean(code.text(), known);
  sink.report(Code::AllowsNoLint, code.location(), {code.text()}, std::move(hint));
  return nullptr;
}

void collect(const SyntaxTree& tree, const Clause& clause, DiagnosticSink& sink, std::vector<Allowance>& allowances) {
  const NodeRef root = tree.root_of(clause);
  const std::vector<NodeRef> children = root.children();  // codes, because
  std::string because = sema::unquoted(children.back().children().front().text());
  if (because.empty()) because = "no reason";
  for (std::size_t i = 0; i + 1 < children.size(); ++i) {
    const DiagnosticInfo* info = warning_named(children[i], sink);
    if (info == nullptr) continue;
    allowances.push_back({.code = static_cast<Code>(info - all_diagnostics().data()),
                          .reach = reach_of(tree, clause),
                          .location = children[i].location(),
                          .clause = root.location(),
                          .because = because,
                          .is_only_code = children.size() == 2});
  }
}

bool is_within(Location inner, Location outer) {
  return inner.file == outer.file && inner.span.begin >= outer.span.begin && inner.span.begin < outer.span.end;
}

// The lines of a clause, with their end.
Span whole_lines(std::string_view text, Span span) {
  const std::size_t begin = text.rfind('\n', span.begin);
  const std::size_t end = text.find('\n', span.end);
  return {begin == text.npos ? 0 : static_cast<std::uint32_t>(begin + 1),
          static_cast<std::uint32_t>(end == text.npos ? text.size() : end + 1)};
}

void report_unused(const Allowance& allowance, const SyntaxTree& tree, DiagnosticSink& sink) {
  std::vector<Fix> fixes;
  if (allowance.is_only_code) {
    fixes.push_back({"remove the `allow`", {{whole_lines(tree.source->text(), allowance.clause.span), ""}}, true});
  }
  sink.report(Code::AllowsNothing, allowance.location, {info_of(allowance.code).code}, {}, std::move(fixes));
}

}  // namespace

void apply_allowances(std::span<const SyntaxTree> trees, DiagnosticSink& sink) {
  for (const SyntaxTree& tree : trees) {
    std::vector<Allowance> allowances;
    for (const Clause& clause : tree.clauses) {
      if (clause.kind == NodeKind::AllowClause) collect(tree, clause, sink, allowances);
    }
    if (allowances.empty()) continue;
    for (std::size_t i = 0; i < sink.all().size(); ++i) {
      // The innermost clause that allows it: its reason is nearest.
      for (Allowance& allowance : allowances) {
        if (allowance.code != sink.all()[i].code || !is_within(sink.all()[i].location, allowance.reach)) continue;
        allowance.is_used = true;
        sink.allow(i, allowance.because);
      }
    }
    if (tree.has_errors) continue;  // what is not read is not reported
    for (const Allowance& allowance : allowances) {
      if (!allowance.is_used) report_unused(allowance, tree, sink);
    }
  }
}

}  // namespace edict::lint_rules
