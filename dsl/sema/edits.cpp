#include "dsl/sema/edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/contains.h"
#include "dsl/sema/expressions.h"
#include "dsl/sema/messages.h"

namespace edict::sema {
namespace {

enum class NoRow : std::uint8_t { Skip, Pass, Fail, Blanks };

// A lookup in force: what becomes of the requires that use its row when there is none.
struct ActiveLookup {
  hir::LookupId lookup;
  NoRow no_row = NoRow::Skip;
  std::uint32_t guard = 0;  // Skip: index into Edit::guards
};

// What holds for the clauses of one block: the guards around them and the names they see.
struct Block {
  Scope scope;
  std::vector<std::uint32_t> guards;
  std::vector<ActiveLookup> lookups;
};

class EditReader {
 public:
  EditReader(Analysis& analysis, PackageNames& package, const ClauseRef& clause)
      : analysis_(analysis), package_(package), clause_(clause) {}

  hir::Edit read() {
    read_header();
    Block block;
    block.scope.package = &package_;
    block.scope.subject = edit_.subject;
    block.scope.level = edit_.level;
    read_block(clause_, block, true);
    if (edit_.requires_.empty() && !has_broken_require_ && clause_.kind() == NodeKind::EditClause) {
      analysis_.report(Code::NoRequire, clause_.root().child(NodeKind::EditId).location(), {edit_.id});
    }
    for (const ClauseRef& test : tests_) {
      edit_.tests.push_back(read_test(analysis_, edit_, effective_, test));
    }
    edit_.items = items_of(analysis_.hir.module(), edit_);
    return std::move(edit_);
  }

 private:
  // A header that could not be read (an ErrorClause) still lets its clauses be checked.
  void read_header() {
    const NodeRef root = clause_.root();
    if (root.has(NodeKind::EditId)) edit_.id = root.child(NodeKind::EditId).text();
    if (root.has(NodeKind::String)) edit_.title = unquoted(root.child(NodeKind::String).text());
    edit_.package = package_.id;
    edit_.location = clause_.location();
    edit_.whole = edit_.location;
    if (root.has(NodeKind::LevelName)) {
      edit_.level = analysis_.dictionary.find_level(root.child(NodeKind::LevelName).text());
      if (!edit_.level.is_valid()) report_unknown_level(analysis_, root.child(NodeKind::LevelName));
    }
    // The lowest level reaches every item, so that what follows is not reported for this mistake.
    if (!edit_.level.is_valid()) edit_.level = LevelId(analysis_.dictionary.levels().size() - 1);
    edit_.subject = analysis_.hir.variable({}, edit_.level, {});
    for (const ClauseRef& child : clause_.children()) extend_to(child);
  }

  void extend_to(const ClauseRef& clause) {
    edit_.whole.span.end = std::max(edit_.whole.span.end, clause.clause().span.end);
    for (const ClauseRef& child : clause.children()) extend_to(child);
  }

  // The clauses of the edit itself, or of a `when` with clauses under it.
  void read_block(const ClauseRef& parent, Block block, bool is_edit) {
    const std::vector<ClauseRef> children = parent.children();
    check_guards(children);
    // Messages of the edit serve all requires, wherever they stand.
    if (is_edit) {
      for (const ClauseRef& child : children) {
        if (child.kind() == NodeKind::MessageClause) edit_messages_.push_back(child);
      }
    }
    for (const ClauseRef& child : children) {
      switch (child.kind()) {
        case NodeKind::SkipClause: read_skip(child, block); break;
        case NodeKind::WhenClause: read_when(child, block); break;
        case NodeKind::RequireClause: read_require(child, block); break;
        case NodeKind::LookupClause: read_lookup(child, block); break;
        case NodeKind::ErrorClause:
          has_broken_require_ = true;
          read_block(child, block, false);
          break;
        default: read_edit_clause(child, block);
      }
    }
  }

  // Clauses that stand directly under the edit, never in blocks.
  void read_edit_clause(const ClauseRef& clause, Block& block) {
    switch (clause.kind()) {
      case NodeKind::DescriptionClause:
        check_once(clause);
        edit_.description = unquoted(clause.root().child(NodeKind::String).text());
        break;
      case NodeKind::AgencyClause:
        check_once(clause);
        edit_.agency = clause.root().children().front().text();
        break;
      case NodeKind::TagsClause:
        for (const NodeRef word : clause.root().children()) edit_.tags.emplace_back(word.text());
        break;
      case NodeKind::RestatesClause:
        for (const NodeRef id : clause.root().children()) edit_.restates.emplace_back(id.text());
        break;
      case NodeKind::ReferenceClause:
        edit_.references.push_back(unquoted(clause.root().child(NodeKind::String).text()));
        break;
      case NodeKind::EffectiveClause:
        check_once(clause);
        read_effective(clause, block);
        break;
      case NodeKind::UnsureClause: {
        check_once(clause);
        const std::size_t policy = word_among(analysis_, clause.root().children().front(), {"pass", "review", "fail"});
        edit_.unsure = static_cast<hir::UnsurePolicy>(policy);
        break;
      }
      case NodeKind::TestClause: tests_.push_back(clause); break;
      default: break;  // messages are read with each require
    }
  }

  void check_once(const ClauseRef& clause) {
    if (!given_.insert(clause.kind()).second) {
      analysis_.report(Code::GivenTwice, clause.word(), {clause.word_text()});
    }
  }

  // Guards stand before what they guard. A bare `when` is alone and not beside blocks, so that a require that slipped
  // out of its block never turns the block into a guard of everything.
  void check_guards(const std::vector<ClauseRef>& children) {
    const auto is_when = [](const ClauseRef& child, bool has_clauses) {
      return child.kind() == NodeKind::WhenClause && child.clause().children.empty() != has_clauses;
    };
    const bool has_blocks = std::ranges::any_of(children, [&](const ClauseRef& child) { return is_when(child, true); });
    bool has_guarded = false;
    bool has_bare_when = false;
    for (const ClauseRef& child : children) {
      const bool is_bare = is_when(child, false);
      const bool is_guard = child.kind() == NodeKind::SkipClause || child.kind() == NodeKind::EffectiveClause;
      if (is_bare && has_blocks) {
        analysis_.report(Code::BareWhen, child.word(), {}, "indent what it guards under it");
      } else if (is_bare && has_bare_when) {
        analysis_.report(Code::GivenTwice, child.word(), {"when"}, "join the two with `and`");
      } else if ((is_bare || is_guard) && has_guarded) {
        analysis_.report(Code::LateGuard, child.word(), {child.word_text()}, "move it up, before the first `require`");
      }
      has_bare_when |= is_bare;
      has_guarded |= is_when(child, true) || child.kind() == NodeKind::RequireClause;
    }
  }

  void add_guard(hir::GuardKind kind, hir::ExprId applies, hir::ExprId written, const ClauseRef& clause, Block& block) {
    if (!applies.is_valid()) return;
    hir::Guard guard;
    guard.kind = kind;
    guard.applies = applies;
    guard.written = written;
    guard.location = clause.location();
    const NodeRef root = clause.root();
    if (root.has(NodeKind::Because)) {
      guard.because = unquoted(root.child(NodeKind::Because).child(NodeKind::String).text());
    }
    block.guards.push_back(static_cast<std::uint32_t>(edit_.guards.size()));
    edit_.guards.push_back(std::move(guard));
  }

  // `, otherwise skip`: not certainly inside is outside.
  hir::ExprId definitely_if_asked(hir::ExprId written, const ClauseRef& clause) {
    if (!clause.root().has(NodeKind::OtherwiseSkip)) return written;
    return analysis_.hir.call(Builtin::Definitely, {written}, clause.location());
  }

  void read_effective(const ClauseRef& clause, Block& block) {
    const std::vector<NodeRef> children = clause.root().children();
    const Operand date = analyse_value(analysis_, block.scope, children.front());
    const hir::ExprId written =
        analyse_period(analysis_, date, clause.root().child(NodeKind::Period), block.scope, clause.location());
    add_guard(hir::GuardKind::Effective, definitely_if_asked(written, clause), written, clause, block);
    effective_ = date_inside(analysis_, block.scope, clause);
  }

  void read_skip(const ClauseRef& clause, Block& block) {
    const hir::ExprId written = analyse_condition(analysis_, block.scope, clause.root().children().front());
    add_guard(hir::GuardKind::Skip, analysis_.hir.call(Builtin::Not, {written}, clause.location()), written, clause,
              block);
  }

  void read_when(const ClauseRef& clause, Block& block) {
    const hir::ExprId written = analyse_condition(analysis_, block.scope, clause.root().children().front());
    const hir::ExprId applies = definitely_if_asked(written, clause);
    if (clause.clause().children.empty()) {
      add_guard(hir::GuardKind::When, applies, written, clause, block);
    } else {
      Block inner = block;
      add_guard(hir::GuardKind::When, applies, written, clause, inner);
      read_block(clause, std::move(inner), false);
    }
  }

  void read_lookup(const ClauseRef& clause, Block& block) {
    const std::vector<NodeRef> children = clause.root().children();  // table, values, name, otherwise
    TableDefinition* definition = resolve_table(analysis_, block.scope, children.front());
    const NodeRef name = children[children.size() - 2];
    const NodeRef otherwise = children.back();
    check_new_name(analysis_, block.scope, name.text(), name.location());
    const std::size_t no_row = word_among(analysis_, otherwise.children().front(), {"skip", "pass", "fail", "blanks"});

    hir::Lookup lookup;
    lookup.name = name.text();
    lookup.location = clause.location();
    if (definition != nullptr && !definition->is_broken) {
      lookup.table = definition->table;
      lookup.arguments = table_arguments(analysis_, block.scope, analysis_.hir.module()[definition->table],
                                         {children.begin() + 1, children.end() - 2}, clause.location());
    }
    const hir::LookupId id(analysis_.hir.module().lookups.size());
    const bool is_understood = !lookup.arguments.empty();
    analysis_.hir.module().lookups.push_back(std::move(lookup));
    // The name is known even if the lookup is not understood: its uses are no mistakes of their own.
    static const TableDefinition kBroken = [] {
      TableDefinition broken;
      broken.is_broken = true;
      return broken;
    }();
    block.scope.rows.push_back({name.text(), id, definition != nullptr && is_understood ? definition : &kBroken});
    if (!is_understood) return;

    ActiveLookup active;
    active.lookup = id;
    active.no_row = static_cast<NoRow>(no_row);
    if (active.no_row == NoRow::Skip) {
      const hir::ExprId found = analysis_.hir.row_found(id, clause.location());
      active.guard = static_cast<std::uint32_t>(edit_.guards.size());
      add_guard(hir::GuardKind::Lookup, found, found, clause, block);
    }
    block.lookups.push_back(active);
  }

  void read_require(const ClauseRef& clause, const Block& block) {
    const NodeRef root = clause.root();
    const NodeRef asked = root.children().front();
    const hir::ExprId condition = asked.kind() == NodeKind::InOrderTest
                                      ? analyse_in_order(analysis_, block.scope, asked)
                                      : analyse_condition(analysis_, block.scope, asked);
    hir::Require require;
    require.branch = ++branch_;
    require.condition = condition;
    require.guards = block.guards;
    require.location = clause.location();
    read_require_clauses(clause, block, require);
    apply_lookups(block, require);
    if (condition.is_valid()) {
      edit_.requires_.push_back(std::move(require));
    } else {
      has_broken_require_ = true;
    }
  }

  void read_require_clauses(const ClauseRef& clause, const Block& block, hir::Require& require) {
    Scope scope = block.scope;
    scope.records = finding_records(analysis_.hir.module(), require.condition);
    std::set<NodeKind> given;
    for (const ClauseRef& child : clause.children()) {
      const bool is_repeated = child.kind() != NodeKind::MessageClause && !given.insert(child.kind()).second;
      switch (child.kind()) {
        case NodeKind::MessageClause: add_message(scope, child, require); break;
        case NodeKind::SeverityClause:
          require.severity = static_cast<Severity>(
              word_among(analysis_, child.root().children().front(), {"error", "warning", "info"}));
          break;
        case NodeKind::OverrideClause: read_override(analysis_, block.scope, child, require.condition, require); break;
        default: continue;
      }
      if (is_repeated) analysis_.report(Code::GivenTwice, child.word(), {child.word_text()});
    }
    if (!require.messages.empty()) return;
    for (const ClauseRef& message : edit_messages_) add_message(scope, message, require);
    if (require.messages.empty()) analysis_.report(Code::NoMessage, clause.word());
  }

  void add_message(const Scope& scope, const ClauseRef& clause, hir::Require& require) {
    // Of a condition that was not understood, the records it names are not known.
    if (!require.condition.is_valid()) {
      require.messages.emplace_back();
      return;
    }
    hir::Message message = read_message(analysis_, scope, clause);
    if (contains(require.messages, message.language, &hir::Message::language)) {
      analysis_.report(Code::GivenTwice, clause.word(), {"message"}, "a second message is for another language");
    }
    require.messages.push_back(std::move(message));
  }

  // Adds what a missing row means to a require that uses the row, or takes its guard from one that does not.
  void apply_lookups(const Block& block, hir::Require& require) {
    hir::Module& module = analysis_.hir.module();
    for (const ActiveLookup& active : block.lookups) {
      const auto reads = [&](hir::ExprId expr) { return reads_row(module, expr, active.lookup); };
      const bool uses_row =
          reads(require.condition) || (require.override_by && reads(require.override_by->is_set)) ||
          std::ranges::any_of(require.guards, [&](std::uint32_t guard) {
            return edit_.guards[guard].kind != hir::GuardKind::Lookup && reads(edit_.guards[guard].applies);
          });
      if (!uses_row) {
        if (active.no_row == NoRow::Skip) std::erase(require.guards, active.guard);
        continue;
      }
      const Location location = require.location;
      const hir::ExprId found = analysis_.hir.row_found(active.lookup, module[active.lookup].location);
      if (active.no_row == NoRow::Pass) {
        const hir::ExprId missing = analysis_.hir.call(Builtin::Not, {found}, module[active.lookup].location);
        require.condition = analysis_.hir.call(Builtin::Or, {missing, require.condition}, location);
      } else if (active.no_row == NoRow::Fail) {
        require.condition = analysis_.hir.call(Builtin::And, {found, require.condition}, location);
      }
    }
  }

  Analysis& analysis_;
  PackageNames& package_;
  ClauseRef clause_;
  hir::Edit edit_;
  std::vector<ClauseRef> edit_messages_;
  std::vector<ClauseRef> tests_;
  std::set<NodeKind> given_;
  EffectiveDate effective_;
  std::uint32_t branch_ = 0;
  bool has_broken_require_ = false;
};

}  // namespace

hir::Edit read_edit(Analysis& analysis, PackageNames& package, const ClauseRef& clause) {
  return EditReader(analysis, package, clause).read();
}

std::size_t word_among(Analysis& analysis, NodeRef word, const std::vector<std::string_view>& offered) {
  const auto found = std::ranges::find(offered, word.text());
  if (found != offered.end()) return static_cast<std::size_t>(found - offered.begin());
  analysis.report(Code::BadWord, word.location(), {word.text(), fmt::format("{}", fmt::join(offered, ", "))},
                  did_you_mean(word.text(), offered));
  return 0;
}

}  // namespace edict::sema
