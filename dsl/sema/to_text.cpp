// HIR as text: one expression a line, leaves beside the operation they belong to. `!` marks what is never unsure.
#include <fmt/format.h>

#include "base/calendar.h"
#include "dsl/sema/hir.h"

namespace edict::hir {
namespace {

std::string_view name_of(GuardKind kind) {
  switch (kind) {
    case GuardKind::Effective: return "effective";
    case GuardKind::When: return "when";
    case GuardKind::Skip: return "skip";
    case GuardKind::Lookup: return "lookup";
    case GuardKind::Branch: return "branch";
    case GuardKind::Earlier: return "earlier";
    case GuardKind::InOrder: return "in order";
    case GuardKind::DependsOn: return "depends on";
    case GuardKind::FindingOne: return "finding one";
  }
  return "";
}

std::string_view name_of(Table::Expect expect) {
  switch (expect) {
    case Table::Expect::OneRow: return "one row";
    case Table::Expect::FirstRow: return "first row";
    case Table::Expect::LastRow: return "last row";
    case Table::Expect::AllRows: return "all rows";
  }
  return "";
}

std::string_view name_of(QuantifierKind kind) {
  switch (kind) {
    case QuantifierKind::Some: return "some";
    case QuantifierKind::Every: return "every";
    case QuantifierKind::No: return "no";
    case QuantifierKind::Exactly: return "exactly";
    case QuantifierKind::AtLeast: return "at_least";
    case QuantifierKind::AtMost: return "at_most";
  }
  return "";
}

std::string_view name_of(UnsurePolicy policy) {
  switch (policy) {
    case UnsurePolicy::Pass: return "pass";
    case UnsurePolicy::Review: return "review";
    case UnsurePolicy::Fail: return "fail";
  }
  return "";
}

std::string_view name_of(MessagePart::Property property) {
  switch (property) {
    case MessagePart::Property::Value: return "";
    case MessagePart::Property::Label: return ".label";
    case MessagePart::Property::Date: return ".date";
    case MessagePart::Property::Problem: return ".problem";
  }
  return "";
}

std::string_view name_of(Override::Reach reach) {
  switch (reach) {
    case Override::Reach::Subject: return "";
    case Override::Reach::Any: return " on any";
    case Override::Reach::Every: return " on every";
  }
  return "";
}

class Printer {
 public:
  explicit Printer(const Module& module) : module_(module) {}

  std::string print() {
    for (const Package& package : module_.packages) line(0, "package {} {}", package.id, package.version);
    for (const Table& table : module_.tables) print_table(table);
    for (const Edit& edit : module_.edits) print_edit(edit);
    for (const EditSet& set : module_.sets) print_set(set);
    return std::move(text_);
  }

 private:
  template <class... Arguments>
  void line(std::size_t depth, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    std::string content = fmt::format(format, std::forward<Arguments>(arguments)...);
    content.erase(content.find_last_not_of(' ') + 1);
    text_ += fmt::format("{:{}}{}\n", "", depth * 2, content);
  }

  [[nodiscard]] const Dictionary& dictionary() const { return *module_.dictionary; }

  void print_table(const Table& table) {
    line(0, "table {} {}", table.name, name_of(table.expect));
    for (const TableKey& key : table.keys) {
      switch (key.match) {
        case TableKey::Match::Exact: line(1, "match {}", key.name); break;
        case TableKey::Match::Range: line(1, "match {} range {}", key.name, table.columns[key.column]); break;
        case TableKey::Match::LowHigh:
          line(1, "match {} low {} high {}", key.name, table.columns[key.column], table.columns[key.high]);
          break;
        case TableKey::Match::Floor: line(1, "match {} floor {}", key.name, table.columns[key.column]); break;
        case TableKey::Match::Period:
          line(1, "period {} to {}", table.columns[key.column], table.columns[key.high]);
          break;
      }
    }
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      std::vector<std::string_view> cells;
      for (std::size_t column = 0; column < table.rows.width(); ++column) cells.push_back(table.rows.at(row, column));
      line(1, "| {} |", fmt::join(cells, " | "));
    }
  }

  void print_edit(const Edit& edit) {
    line(0, "edit {} on {}", edit.id, dictionary()[edit.level].name);
    line(1, "title {}", edit.title);
    if (!edit.tags.empty()) line(1, "tags {}", fmt::join(edit.tags, ", "));
    if (!edit.restates.empty()) line(1, "restates {}", fmt::join(edit.restates, ", "));
    print_facts(edit);
    if (edit.unsure != UnsurePolicy::Pass) line(1, "unsure counts as {}", name_of(edit.unsure));
    for (std::size_t i = 0; i < edit.guards.size(); ++i) {
      line(1, "guard {} {}", i, name_of(edit.guards[i].kind));
      print_expr(2, edit.guards[i].applies);
    }
    for (const Require& require : edit.requires_) print_require(require);
    if (edit.measure) print_measure(*edit.measure);
    for (const TestTable& test : edit.tests) print_test(test);
  }

  void print_measure(const Measure& measure) {
    std::vector<std::string_view> keys;
    for (const Measure::Key& key : measure.keys) keys.push_back(key.written);
    line(1, "measure per [{}], at least {} cases", fmt::join(keys, ", "), measure.least_cases);
    for (const Measure::Level& level : measure.levels) {
      line(2, "level {} {}{} {}", level.name, level.is_below ? "<" : ">", level.is_inclusive ? "=" : "",
           edict::to_string(level.percent));
    }
    if (!measure.otherwise.empty()) line(2, "otherwise {}", measure.otherwise);
    if (measure.severity) line(2, "severity {}", edict::name_of(*measure.severity));
    for (const Message& message : measure.messages) line(2, "message \"{}\"", text_of(message));
  }

  void print_require(const Require& require) {
    line(1, "{} {} {} guards [{}]", require.is_row_check ? "require to run" : "require", require.branch,
         edict::name_of(require.severity), fmt::join(require.guards, ", "));
    print_expr(2, require.condition);
    for (const ItemId item : require.unique_by) line(2, "unique by {}", dictionary()[item].id);
    for (const Message& message : require.messages) {
      line(2, "message{}{} \"{}\"", message.language.empty() ? "" : " ", message.language, text_of(message));
    }
    print_notes(require);
    for (const Highlight& at : require.highlights) line(2, "highlight {}", item_text(at.variable, at.item));
    if (!require.override_by) return;
    const Override& by = *require.override_by;
    line(2, "override {} in {}{}", dictionary()[by.flag].id, module_[by.codes].to_string(), name_of(by.reach));
    print_expr(3, by.reach == Override::Reach::Subject ? by.is_set : require.holds_apart_from_overridden);
  }

  void print_test(const TestTable& test) {
    std::string columns;
    for (const ItemId item : test.items) columns += dictionary()[item].id + " ";
    line(1, "test {}{}", test.base.is_valid() ? fmt::format("from {} ", module_[test.base].name) : "", columns);
    for (const TestRow& row : test.rows) {
      line(2, "{}{}| {} | {}{}", row.case_name, row.case_name.empty() ? "" : " ", fmt::join(row.cells, " | "),
           row.outcome.value_or(""), row.message_part.empty() ? "" : fmt::format(" \"{}\"", row.message_part));
    }
    if (!test.gives.empty()) line(2, "gives {}", fmt::join(test.gives, ", "));
    for (const TestTable::Group& group : test.groups) line(3, "| {} |", fmt::join(group.cells, " | "));
  }

  [[nodiscard]] static std::string text_of(const RunPeriod& runs) {
    std::string text;
    if (runs.from) text += fmt::format(" from {}", to_string_day(*runs.from));
    if (runs.before) text += fmt::format(" before {}", to_string_day(*runs.before));
    return text;
  }

  void print_set(const EditSet& set) {
    line(0, "set {} {}{}", set.id, set.version, text_of(set.valid));
    for (const SetMember& member : set.members) {
      std::string change;
      if (member.change && member.change->severity) {
        change += fmt::format(" {}", edict::name_of(*member.change->severity));
      }
      if (member.change && member.change->unsure) change += fmt::format(" unsure {}", name_of(*member.change->unsure));
      if (member.change) change += text_of(member.change->runs);
      if (member.excluded) change += fmt::format(" excluded{}", text_of(*member.excluded));
      line(1, "{}{}", module_.edits[member.edit].id, change);
    }
  }

  void print_facts(const Edit& edit) {
    for (const Change& change : edit.history) line(1, "history {} {}", to_string_day(change.date), change.text);
    if (!edit.audience.empty()) line(1, "audience {}", fmt::join(edit.audience, ", "));
    if (!edit.imported_from.empty()) line(1, "imported from {}", fmt::join(edit.imported_from, ", "));
    if (edit.retired) line(1, "retired{}", edit.retired->from ? " " + to_string_day(*edit.retired->from) : "");
    if (!edit.replaced_by.empty()) line(1, "replaced by {}", fmt::join(edit.replaced_by, ", "));
    if (!edit.standards.ranges.empty()) line(1, "for standard {}", number_set_text(edit.standards));
    if (edit.is_review) line(1, "review");
    for (const Dependency& dependency : edit.depends_on) line(1, "depends on {}", dependency.id);
  }

  void print_notes(const Require& require) {
    for (const Note& note : require.notes) {
      for (const Message& message : note.messages)
        line(2, "note{}{} \"{}\"", message.language.empty() ? "" : " ", message.language, text_of(message));
    }
  }

  [[nodiscard]] std::string text_of(const Message& message) const {
    std::string text;
    for (const MessagePart& part : message.parts) {
      switch (part.kind) {
        case MessagePart::Kind::Text: text += part.text; break;
        case MessagePart::Kind::Item:
          text += fmt::format("{{{}{}}}", item_text(part.variable, part.item), name_of(part.property));
          break;
        case MessagePart::Kind::Cell: text += fmt::format("{{{}}}", cell_text(part.lookup, part.column)); break;
        case MessagePart::Kind::Figure: text += fmt::format("{{{}}}", part.text); break;
        case MessagePart::Kind::Records: text += fmt::format("{{{}}}", dictionary()[part.level].plural); break;
        case MessagePart::Kind::Value: text += fmt::format("{{{}}}", part.text); break;
      }
    }
    return text;
  }

  [[nodiscard]] std::string cell_text(LookupId id, std::uint32_t column) const {
    const Lookup& lookup = module_[id];
    return fmt::format("{}.{}", row_text(lookup), module_[lookup.table].columns[column]);
  }

  // The rows behind the first that can be meant are numbered: row, row#1, row#2.
  [[nodiscard]] static std::string row_text(const Lookup& lookup) {
    return lookup.nth == 0 ? lookup.name : fmt::format("{}#{}", lookup.name, lookup.nth);
  }

  // The edit's own record has no prefix, a record without a name an underscore.
  [[nodiscard]] std::string item_text(VariableId id, ItemId item) const {
    const Variable& variable = module_[id];
    const std::string& name = dictionary()[item].id;
    if (!variable.outer.is_valid()) return name;
    return fmt::format("{}.{}", variable.name.empty() ? "_" : variable.name, name);
  }

  [[nodiscard]] bool is_leaf(const Expr& expr) const {
    return expr.kind == ExprKind::Item || expr.kind == ExprKind::TextValue || expr.kind == ExprKind::DateValue ||
           expr.kind == ExprKind::NumberValue || expr.kind == ExprKind::Cell ||
           (expr.kind == ExprKind::Call && expr.builtin == Builtin::Today) || is_conversion(expr);
  }

  // An item as a date or a number is written in one piece.
  [[nodiscard]] bool is_conversion(const Expr& expr) const {
    if (expr.kind != ExprKind::Call) return false;
    const bool converts = expr.builtin == Builtin::DateOf || expr.builtin == Builtin::NumberOf;
    return converts && is_leaf(module_[expr.arguments[0]]);
  }

  [[nodiscard]] std::string leaf_text(const Expr& expr) const {
    switch (expr.kind) {
      case ExprKind::Item: return item_text(expr.variable, expr.item);
      case ExprKind::TextValue: return fmt::format("\"{}\"", expr.text);
      case ExprKind::DateValue: return to_string_day(expr.days.first);
      case ExprKind::NumberValue: return edict::to_string(Decimal{expr.number.low});
      case ExprKind::Cell: return cell_text(expr.lookup, expr.column);
      default: break;
    }
    if (expr.builtin == Builtin::Today) return "today";
    return fmt::format("{}({})", info_of(expr.builtin).ir_name, leaf_text(module_[expr.arguments[0]]));
  }

  // What stands on the line of the expression itself.
  [[nodiscard]] std::string head_text(const Expr& expr) const {
    const std::string_view mark = expr.is_definite ? "!" : "";
    switch (expr.kind) {
      case ExprKind::Call: return fmt::format("{}{}", info_of(expr.builtin).ir_name, mark);
      case ExprKind::TruthValue: return expr.truth_value ? "true!" : "false!";
      case ExprKind::Named: return fmt::format("condition{} {}", mark, expr.text);
      case ExprKind::Quantified: {
        const bool counts = expr.quantifier == QuantifierKind::Exactly || expr.quantifier == QuantifierKind::AtLeast ||
                            expr.quantifier == QuantifierKind::AtMost;
        return fmt::format("{}{}{}{} {}", name_of(expr.quantifier), mark, counts ? fmt::format(" {}", expr.count) : "",
                           expr.excludes_outer ? " other" : "", variable_text(expr.variable));
      }
      case ExprKind::Count:
        return fmt::format("count{} {}", expr.excludes_outer ? " other" : "", variable_text(expr.variable));
      case ExprKind::First: return fmt::format("first{} {}", mark, variable_text(expr.variable));
      case ExprKind::IsBefore:
        return fmt::format("is_before{} {}, {}", mark, name_text(expr.variable), name_text(expr.second));
      case ExprKind::NoTwo:
        return fmt::format("no_two{} {}, {}", mark, variable_text(expr.variable), name_text(expr.second));
      case ExprKind::InOrder:
        return fmt::format("in_order{} {}", expr.is_strict ? " strictly" : "", variable_text(expr.variable));
      case ExprKind::InTable: return fmt::format("in_table{} {}", mark, module_[expr.table].name);
      case ExprKind::RowFound: return fmt::format("row_found{} {}", mark, row_text(module_[expr.lookup]));
      case ExprKind::Case: return "case";
      case ExprKind::ByCases: return fmt::format("by_cases{}", mark);
      default: return leaf_text(expr);
    }
  }

  [[nodiscard]] std::string_view name_text(VariableId id) const {
    return module_[id].name.empty() ? std::string_view("_") : module_[id].name;
  }

  [[nodiscard]] std::string variable_text(VariableId id) const {
    return fmt::format("{} {}", dictionary()[module_[id].level].name, name_text(id));
  }

  void print_expr(std::size_t depth, ExprId id) {
    if (!id.is_valid()) return line(depth, "error");
    const Expr& expr = module_[id];
    if (is_leaf(expr)) return line(depth, "{}", leaf_text(expr));
    std::string head = head_text(expr);
    for (const ExprId argument : expr.arguments) {
      const Expr& child = module_[argument];
      if (is_leaf(child)) head += fmt::format(" {}", leaf_text(child));
    }
    if (expr.code_set.is_valid()) {
      head += fmt::format(" {}", expr.text.empty() ? module_[expr.code_set].to_string() : expr.text);
    }
    if (expr.number_set.is_valid()) head += fmt::format(" {}", number_set_text(module_[expr.number_set]));
    if (expr.pattern.is_valid()) head += fmt::format(" /{}/", module_[expr.pattern].text());
    if (expr.kind == ExprKind::Call && info_of(expr.builtin).takes_count) head += fmt::format(" {}", expr.count);
    line(depth, "{}", head);
    for (const ExprId argument : expr.arguments) {
      if (!is_leaf(module_[argument])) print_expr(depth + 1, argument);
    }
  }

  static std::string number_set_text(const NumberSet& set) {
    std::vector<std::string> ranges;
    for (const NumberSet::Range& range : set.ranges) {
      ranges.push_back(range.low == range.high ? fmt::format("{}", range.low)
                                               : fmt::format("{}-{}", range.low, range.high));
    }
    return fmt::format("[{}]", fmt::join(ranges, ", "));
  }

  const Module& module_;
  std::string text_;
};

}  // namespace

std::string to_text(const Module& module) { return Printer(module).print(); }

}  // namespace edict::hir
