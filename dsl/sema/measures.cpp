#include "dsl/sema/measures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "dsl/sema/codes.h"
#include "dsl/sema/contains.h"
#include "dsl/sema/messages.h"
#include "dsl/sema/quantifiers.h"

namespace edict::sema {
namespace {

class MeasureReader {
 public:
  MeasureReader(Analysis& analysis, PackageNames& package, const ClauseRef& clause)
      : analysis_(analysis), package_(package), clause_(clause) {}

  hir::Edit read() {
    const NodeRef root = clause_.root();
    edit_.id = root.child(NodeKind::EditId).text();
    edit_.title = unquoted(root.child(NodeKind::String).text());
    edit_.package = package_.id;
    edit_.location = clause_.location();
    edit_.whole = edit_.location;
    for (const ClauseRef& child : clause_.children()) extend_to(child);
    settle_level();
    scope_.package = &package_;
    scope_.level = edit_.level;
    scope_.subject = edit_.subject = analysis_.hir.variable({}, edit_.level, {});
    read_keys();
    for (const ClauseRef& child : clause_.children()) read_clause(child);
    add_conditions();
    check_parts();
    edit_.measure = std::move(measure_);
    for (const ClauseRef& child : clause_.children()) {
      if (child.kind() == NodeKind::TestClause) edit_.tests.push_back(read_test(analysis_, edit_, {}, {}, child));
    }
    edit_.items = items_of(analysis_.hir.module(), edit_);
    return std::move(edit_);
  }

 private:
  void extend_to(const ClauseRef& clause) {
    edit_.whole.span.end = std::max(edit_.whole.span.end, clause.clause().span.end);
    for (const ClauseRef& child : clause.children()) extend_to(child);
  }

  [[nodiscard]] std::optional<ClauseRef> part(NodeKind kind) const {
    const std::vector<ClauseRef> children = clause_.children();
    const auto found = std::ranges::find(children, kind, &ClauseRef::kind);
    return found == children.end() ? std::nullopt : std::optional(*found);
  }

  // The records counted; where that is not understood, the lowest level, which reaches every item.
  void settle_level() {
    for (const NodeKind kind : {NodeKind::CountClause, NodeKind::AmongClause}) {
      const auto clause = part(kind);
      if (!clause) continue;
      const NodeRef name = clause->root().child(NodeKind::LevelName);
      const LevelId level = analysis_.dictionary.find_level(name.text());
      if (!level.is_valid()) {
        report_unknown_level(analysis_, name);
      } else if (!edit_.level.is_valid()) {
        edit_.level = level;
      } else if (edit_.level != level) {
        analysis_.report(Code::MeasureOfLevels, name.location(),
                         {analysis_.dictionary[edit_.level].plural, analysis_.dictionary[level].plural});
      }
    }
    if (!edit_.level.is_valid()) edit_.level = LevelId(analysis_.dictionary.levels().size() - 1);
  }

  void read_keys() {
    for (const NodeRef node : clause_.root().children()) {
      if (node.kind() != NodeKind::Path && node.kind() != NodeKind::YearOfExpr) continue;
      const bool is_year = node.kind() == NodeKind::YearOfExpr;
      const NodeRef path = is_year ? node.children().front() : node;
      if (path.kind() != NodeKind::Path) {
        analysis_.report(Code::MeasureKey, path.location(), {path.text(), "is no item"});
        continue;
      }
      const Operand value = analyse_value(analysis_, scope_, path);
      if (value.is_error()) continue;
      const bool is_of_record = value.item.is_valid() && value.expr.is_valid();
      std::string_view trouble;
      if (!is_of_record) trouble = "is no item";
      else if (is_year && !is_date(analysis_, value)) trouble = "is no date";
      else if (analysis_.dictionary[value.item].identifier == IdentifierClass::Person) trouble = "identifies a person";
      if (!trouble.empty()) {
        analysis_.report(Code::MeasureKey, node.location(), {node.text(), trouble});
      } else {
        measure_.keys.push_back({value.item, is_year, std::string(node.text())});
      }
    }
  }

  void read_clause(const ClauseRef& clause) {
    const NodeRef root = clause.root();
    const bool may_repeat =
        contains(std::array{NodeKind::LevelClause, NodeKind::MessageClause, NodeKind::ReferenceClause,
                            NodeKind::TagsClause, NodeKind::TestClause, NodeKind::ErrorClause},
                 clause.kind());
    if (!may_repeat && !given_.insert(clause.kind()).second) {
      analysis_.report(Code::GivenTwice, clause.word(), {clause.word_text()});
    }
    switch (clause.kind()) {
      case NodeKind::DescriptionClause: edit_.description = unquoted(root.child(NodeKind::String).text()); break;
      case NodeKind::AgencyClause: edit_.agency = root.children().front().text(); break;
      case NodeKind::TagsClause:
        for (const NodeRef word : root.children()) edit_.tags.emplace_back(word.text());
        break;
      case NodeKind::ReferenceClause: edit_.references.push_back(unquoted(root.child(NodeKind::String).text())); break;
      case NodeKind::AtLeastClause: read_least(root.child(NodeKind::NumberLiteral)); break;
      case NodeKind::LevelClause: read_level(root); break;
      case NodeKind::OtherwiseClause:
        if (root.children().empty()) analysis_.report(Code::ValueMissing, clause.word(), {"otherwise"});
        else measure_.otherwise = root.children().front().text();
        break;
      case NodeKind::SeverityClause:
        measure_.severity = static_cast<Severity>(word_among(root.children().front(), {"error", "warning", "info"}));
        break;
      case NodeKind::MessageClause: read_measure_message(clause); break;
      default: break;
    }
  }

  void read_least(NodeRef number) {
    const std::string_view text = number.text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), measure_.least_cases);
    if (error != std::errc() || end != text.data() + text.size()) {
      analysis_.report(Code::NotWholeNumbers, number.location(), {text});
    }
  }

  void read_level(NodeRef root) {
    hir::Measure::Level level;
    level.name = root.children().front().text();
    level.is_below = root.has(NodeKind::Below) || root.has(NodeKind::AtMost);
    level.is_inclusive = root.has(NodeKind::AtMost) || root.has(NodeKind::AtLeast);
    const NodeRef number = root.child(NodeKind::NumberLiteral);
    const std::optional<Decimal> percent = parse_decimal(number.text());
    if (!percent) {
      analysis_.report(Code::BadNumber, number.location(), {number.text()});
      return;
    }
    level.percent = *percent;
    check_reached(level, root);
    measure_.levels.push_back(std::move(level));
  }

  // A level whose shares all belong to one before it.
  void check_reached(const hir::Measure::Level& level, NodeRef root) {
    for (const hir::Measure::Level& before : measure_.levels) {
      if (before.is_below != level.is_below) continue;
      const bool is_wider = level.is_below ? before.percent > level.percent : before.percent < level.percent;
      const bool is_same = before.percent == level.percent && (before.is_inclusive || !level.is_inclusive);
      if (is_wider || is_same) {
        analysis_.report(Code::LevelNeverReached, root.location(), {level.name, before.name});
        return;
      }
    }
  }

  void read_measure_message(const ClauseRef& clause) {
    Scope scope = scope_;
    scope.figures = {"percent", "low", "high", "count", "cases", "level"};
    hir::Message message = read_message(analysis_, scope, clause);
    for (const hir::MessagePart& part : message.parts) {
      const bool is_key = part.kind == hir::MessagePart::Kind::Item && is_named_by_key(part.item);
      const bool is_told =
          part.kind == hir::MessagePart::Kind::Text || part.kind == hir::MessagePart::Kind::Figure || is_key;
      if (is_told) continue;
      const std::string& name = part.item.is_valid()    ? analysis_.dictionary[part.item].id
                                : part.level.is_valid() ? analysis_.dictionary[part.level].plural
                                                        : part.text;
      analysis_.report(Code::UnknownPlaceholder, clause.word(), {name},
                       "the message of a measure may name what it is taken `per`, and its figures: percent, low, high, "
                       "count, cases, level");
    }
    measure_.messages.push_back(std::move(message));
  }

  [[nodiscard]] bool is_named_by_key(ItemId item) const {
    return std::ranges::any_of(measure_.keys, [&](const hir::Measure::Key& key) { return key.item == item; });
  }

  // The two truths asked of each record, in the order of hir::Measure.
  void add_conditions() {
    for (const NodeKind kind : {NodeKind::AmongClause, NodeKind::CountClause}) {
      hir::Require require;
      require.branch = static_cast<std::uint32_t>(edit_.requires_.size() + 1);
      const auto clause = part(kind);
      require.location = clause ? clause->location() : clause_.location();
      const bool has_condition = clause && clause->root().children().size() > 1;
      require.condition = has_condition ? analyse_condition(analysis_, scope_, clause->root().children().back())
                                        : truth_value(analysis_, true, require.location);
      if (!require.condition.is_valid()) require.condition = truth_value(analysis_, false, require.location);
      edit_.requires_.push_back(std::move(require));
    }
  }

  void check_parts() {
    const auto lacks = [&](std::string_view what) {
      analysis_.report(Code::MeasureLacks, clause_.root().child(NodeKind::EditId).location(), {edit_.id, what});
    };
    if (!part(NodeKind::CountClause)) lacks("count");
    if (!part(NodeKind::AmongClause)) lacks("among");
    if (!measure_.levels.empty() && measure_.otherwise.empty()) lacks("otherwise");
    if (measure_.levels.empty() && !measure_.otherwise.empty()) lacks("level");
    if (measure_.severity && measure_.levels.empty()) lacks("level");
  }

  Analysis& analysis_;
  PackageNames& package_;
  ClauseRef clause_;
  Scope scope_;
  hir::Edit edit_;
  hir::Measure measure_;
  std::set<NodeKind> given_;
};

}  // namespace

hir::Edit read_measure(Analysis& analysis, PackageNames& package, const ClauseRef& clause) {
  return MeasureReader(analysis, package, clause).read();
}

}  // namespace edict::sema
