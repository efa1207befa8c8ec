// `is`, `in` and `in table`: what a value is, and what it is one of.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/expressions.h"
#include "dsl/sema/tables.h"

namespace edict::sema {
namespace {

Builtin state_test(std::string_view state) {
  if (state == "unknown") return Builtin::IsUnknown;
  if (state == "special") return Builtin::IsSpecial;
  if (state == "valid") return Builtin::IsValid;
  return Builtin::IsBlank;
}

// "not valid" has the state as its last word.
std::string_view last_word(std::string_view text) {
  const std::size_t blank = text.find_last_of(" \t\n");
  return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

hir::ExprId test_state(Analysis& analysis, const Operand& subject, std::string_view state, Location location) {
  const Builtin test = state_test(state);
  if (subject.kind == Operand::Kind::Text) {
    // Only items have special codes and kinds of their own.
    if (subject.item.is_valid() || test == Builtin::IsBlank) return analysis.hir.call(test, {subject.expr}, location);
  } else if (subject.part_is_blank && test == Builtin::IsBlank) {
    return analysis.hir.call(*subject.part_is_blank, {subject.part_of}, location);
  }
  std::string hint;
  if (subject.source.starts_with("number of ")) {
    hint = fmt::format("write `{} is {}`", subject.source.substr(std::string_view("number of ").size()), state);
  } else if (subject.part_of.is_valid()) {
    hint = fmt::format("a part of a date can be blank; for the date itself, ask `… is {}`", state);
  }
  analysis.report(Code::StateOfNoItem, location, {state, subject.source, describe(analysis, subject)}, std::move(hint));
  return {};
}

// The lists of a column that holds code lists; null for other columns.
const TableDefinition::List* list_of(const TableDefinition& table, std::uint32_t column) {
  const auto found = std::ranges::find(table.lists, column, &TableDefinition::List::column);
  return found == table.lists.end() ? nullptr : &*found;
}

// Whether a value is compared as it stands: an item, or a column of a table.
bool takes_codes(Analysis& analysis, const Operand& subject, std::string_view what) {
  if (subject.row != nullptr && list_of(*subject.row->table, subject.column) != nullptr) {
    analysis.report(Code::ListCompared, subject.location, {subject.source});
    return false;
  }
  if (subject.kind == Operand::Kind::Text) return true;
  analysis.report(Code::NotAnItem, subject.location, {subject.source, describe(analysis, subject), what});
  return false;
}

void lint_date(Analysis& analysis, const Operand& subject, std::string_view code, Location location) {
  if (!is_date(analysis, subject)) return;
  const ParsedDate date = parse_written_date(code);
  analysis.report(
      Code::DateAsText, location, {subject.source},
      date.parts == 3 ? fmt::format("write `{} = {}`", subject.source, code)
      : date.parts > 0
          ? fmt::format("write `{0} from {1} to {1}`, or `year of {0} is {2}`", subject.source, code, code.substr(0, 4))
          : fmt::format("write a period, `{0} from … to …`, or ask `{0} is blank`, `{0} is valid`", subject.source));
}

// A code that no row of the table has in the column. What the column holds is kept: codes are many, and so are rows.
void lint_cell(Analysis& analysis, const Operand& subject, std::string_view code, Location location) {
  if (subject.row == nullptr) return;
  const hir::TableId id = subject.row->table->table;
  const hir::Table& table = analysis.hir.module()[id];
  const auto [known, is_new] = analysis.column_cells.try_emplace({id, subject.column});
  std::set<std::string, std::less<>>& cells = known->second;
  if (is_new) {
    for (const std::string_view cell : distinct_cells(table, subject.column)) cells.emplace(cell);
  }
  if (cells.contains(code)) return;
  analysis.report(Code::NotInColumn, location, {code, table.name, table.columns[subject.column]},
                  did_you_mean(code, {cells.begin(), cells.end()}));
}

// A code that a part of a value is too short for.
bool report_longer(Analysis& analysis, const Operand& subject, const CodeSetEntry& entry, Location location) {
  const bool has_star = entry.kind == CodeSetEntry::Kind::Pattern && entry.low.ends_with('*');
  const std::size_t length = character_count(entry.low) - (has_star ? 1 : 0);
  if (!subject.longest || length <= *subject.longest) return false;
  analysis.report(Code::LongerThanText, location,
                  {to_string(entry), std::to_string(length), subject.source, std::to_string(*subject.longest)});
  return true;
}

hir::ExprId test_code(Analysis& analysis, const Operand& subject, NodeRef alternative, Location whole) {
  const bool is_quoted = alternative.kind() == NodeKind::QuotedAlt;
  const std::string code = is_quoted ? unquoted(alternative.text()) : std::string(alternative.text());
  const Location location = alternative.location();
  if (subject.kind == Operand::Kind::Number) {
    const std::optional<Decimal> number = parse_decimal(code);
    if (!number) {
      analysis.report(Code::BadNumber, location, {code});
      return {};
    }
    return analysis.hir.call(Builtin::NumberEqual, {subject.expr, analysis.hir.number_value(*number, location)}, whole);
  }
  if (!takes_codes(analysis, subject, "a code")) return {};
  if (code.empty()) {
    analysis.report(Code::BadCode, location, {alternative.text(), "a code has at least one character"},
                    "write `is blank`");
    return {};
  }
  const CodeSetEntry entry{CodeSetEntry::Kind::Single, code, {}};
  if (subject.item.is_valid()) {
    lint_date(analysis, subject, code, location);
    if (report_misfit(analysis, entry, analysis.dictionary[subject.item], location)) return {};
  }
  if (report_longer(analysis, subject, entry, location)) return {};
  lint_cell(analysis, subject, code, location);
  return analysis.hir.in_codes(subject.expr, analysis.hir.code_set(CodeSet({entry})), {}, whole);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// Sorts and joins, as NumberSet promises.
hir::NumberSet merged(std::vector<hir::NumberSet::Range> ranges) {
  std::ranges::sort(ranges, {}, &hir::NumberSet::Range::low);
  hir::NumberSet set;
  for (const auto& range : ranges) {
    if (!set.ranges.empty() && range.low <= set.ranges.back().high + 1) {
      set.ranges.back().high = std::max(set.ranges.back().high, range.high);
    } else {
      set.ranges.push_back(range);
    }
  }
  return set;
}

hir::ExprId number_in_entries(Analysis& analysis, const Operand& number, const std::vector<LocatedEntry>& entries,
                              Location location) {
  std::vector<hir::NumberSet::Range> ranges;
  bool is_understood = true;
  for (const auto& [entry, place] : entries) {
    const std::optional<std::int64_t> low = whole_number(entry.low);
    const std::optional<std::int64_t> high = entry.kind == CodeSetEntry::Kind::Range ? whole_number(entry.high) : low;
    if (!low || !high || entry.kind == CodeSetEntry::Kind::Pattern) {
      analysis.report(Code::NotWholeNumbers, place, {to_string(entry)});
      is_understood = false;
      continue;
    }
    ranges.push_back({*low, *high});
  }
  if (!is_understood) return {};
  return analysis.hir.number_in(number.expr, analysis.hir.number_set(merged(std::move(ranges))), location);
}

hir::ExprId in_written_list(Analysis& analysis, const Operand& subject, NodeRef list, Location location) {
  const std::vector<LocatedEntry> entries = read_code_list(analysis, list);
  if (subject.kind == Operand::Kind::Number) return number_in_entries(analysis, subject, entries, location);
  if (!takes_codes(analysis, subject, "a code list")) return {};
  bool has_misfit = entries.size() != list.children().size();
  for (const auto& [entry, place] : entries) {
    if (subject.item.is_valid()) {
      has_misfit |= report_misfit(analysis, entry, analysis.dictionary[subject.item], place);
    }
    has_misfit |= report_longer(analysis, subject, entry, place);
    if (entry.kind == CodeSetEntry::Kind::Single) lint_cell(analysis, subject, entry.low, place);
  }
  if (!entries.empty()) lint_date(analysis, subject, entries.front().first.low, location);
  if (has_misfit) return {};
  return analysis.hir.in_codes(subject.expr, analysis.hir.code_set(code_set_of(entries)), {}, location);
}

CodeListDefinition* resolve_code_list(Analysis& analysis, const Scope& scope, const Operand& subject, NodeRef path) {
  const std::string_view name = path.text();
  CodeListDefinition* list = find(scope.package->code_lists, name);
  if (list == nullptr) {
    if (const ItemId item = find_item(analysis, name); item.is_valid()) {
      analysis.report(Code::NotACodeList, path.location(), {name, "an item"},
                      fmt::format("write `{} = {}`", subject.source, name));
    } else if (find_seen(*scope.package, &PackageNames::tables, name).definition != nullptr) {
      analysis.report(Code::NotACodeList, path.location(), {name, "a table"}, fmt::format("write `in table {}`", name));
    } else if (!scope.package->broken.contains(name)) {
      analysis.report(Code::UnknownCodeList, path.location(), {name},
                      did_you_mean(name, names_of(scope.package->code_lists)));
    }
    return nullptr;
  }
  list->is_used = true;
  return list;
}

// `in Paired`. Whether the codes fit the item is seen when all uses of the list are known.
hir::ExprId in_named_list(Analysis& analysis, const Scope& scope, const Operand& subject, NodeRef path,
                          Location location) {
  if (const Scope::Alias* alias = scope.alias_named(path.text())) {
    if (alias->kind != Scope::Alias::Kind::Codes) report_alias(analysis, *alias, "a code list", path.location());
    const bool is_understood = !subject.is_error() && alias->kind == Scope::Alias::Kind::Codes &&
                               takes_codes(analysis, subject, "a code list");
    return is_understood ? analysis.hir.in_codes(subject.expr, alias->codes, {}, location) : hir::ExprId();
  }
  CodeListDefinition* list = resolve_code_list(analysis, scope, subject, path);
  if (list == nullptr || subject.is_error()) return {};
  if (subject.kind == Operand::Kind::Number) return number_in_entries(analysis, subject, list->entries, location);
  if (!takes_codes(analysis, subject, "a code list")) return {};
  if (subject.item.is_valid() && std::ranges::find(list->compared_with, subject.item) == list->compared_with.end()) {
    list->compared_with.push_back(subject.item);
  }
  return analysis.hir.in_codes(subject.expr, list->set, list->name, location);
}

// `in row.codes`: whether the cell's list holds the value is a question to the table of the column's lists.
hir::ExprId in_cell(Analysis& analysis, const Scope& scope, const Operand& subject, NodeRef path, Location location) {
  const Operand cell = analyse_value(analysis, scope, path);
  if (cell.is_error()) return {};
  const TableDefinition::List* list = cell.row == nullptr ? nullptr : list_of(*cell.row->table, cell.column);
  if (list == nullptr) {
    analysis.report(Code::NotACodeList, path.location(), {cell.source, describe(analysis, cell)},
                    cell.row == nullptr
                        ? fmt::format("write `{} = {}`", subject.source, cell.source)
                        : fmt::format("say `returns {} list` in table {}",
                                      cell.source.substr(cell.source.find('.') + 1), cell.row->table->name));
    return {};
  }
  if (subject.is_error() || !takes_codes(analysis, subject, "a code list")) return {};
  hir::Expr expr;
  expr.kind = hir::ExprKind::InTable;
  expr.location = location;
  expr.table = list->codes;
  expr.arguments = {cell.expr, subject.expr};
  return analysis.hir.add(std::move(expr));
}

hir::ExprId in_list(Analysis& analysis, const Scope& scope, const Operand& subject, NodeRef list, Location location) {
  if (list.kind() == NodeKind::CodeList) {
    if (!subject.is_error()) return in_written_list(analysis, subject, list, location);
    read_code_list(analysis, list);
    return {};
  }
  const bool is_cell = list.text().find('.') != std::string_view::npos;
  return is_cell ? in_cell(analysis, scope, subject, list, location)
                 : in_named_list(analysis, scope, subject, list, location);
}

// `whole` is the place of the test as an explanation quotes it: all of it when it has one alternative.
hir::ExprId test_alternative(Analysis& analysis, const Scope& scope, const Operand& subject, NodeRef alternative,
                             Location whole) {
  switch (alternative.kind()) {
    case NodeKind::StateAlt: return test_state(analysis, subject, alternative.text(), whole);
    case NodeKind::NotStateAlt:
      return analysis.hir.call(Builtin::Not, {test_state(analysis, subject, last_word(alternative.text()), whole)},
                               whole);
    case NodeKind::NumberAlt: return analyse_number_form(analysis, subject, alternative, whole);
    case NodeKind::DateAlt:
      if (!takes_codes(analysis, subject, "the form of a date")) return {};
      return analysis.hir.call(Builtin::IsDate, {subject.expr}, whole);
    case NodeKind::InAlt: return in_list(analysis, scope, subject, alternative.children().front(), whole);
    case NodeKind::NotInAlt:
      return analysis.hir.call(Builtin::Not, {in_list(analysis, scope, subject, alternative.children().front(), whole)},
                               whole);
    default: break;
  }
  // A word after `is` is a code; a name of the loop that stands there is meant otherwise.
  const Scope::Alias* alias = alternative.kind() == NodeKind::CodeAlt ? scope.alias_named(alternative.text()) : nullptr;
  if (alias == nullptr) return test_code(analysis, subject, alternative, whole);
  const bool is_list = alias->kind == Scope::Alias::Kind::Codes;
  report_alias(
      analysis, *alias, "a code", alternative.location(),
      fmt::format("write `{} {} {}`; quotes make it the code", subject.source, is_list ? "in" : "=", alias->name));
  return {};
}

hir::ExprId in_table(Analysis& analysis, const Scope& scope, NodeRef value, NodeRef name, Location location) {
  TableDefinition* definition = resolve_table(analysis, scope, name);
  if (definition == nullptr || definition->is_broken) return {};
  const std::vector<NodeRef> values = value.kind() == NodeKind::Tuple ? value.children() : std::vector{value};
  hir::Expr expr;
  expr.kind = hir::ExprKind::InTable;
  expr.location = location;
  expr.table = definition->table;
  const std::vector<hir::ExprId> arguments = table_arguments(analysis, scope, *definition, values, location);
  if (arguments.empty()) return {};
  expr.arguments.assign(arguments.begin(), arguments.end());
  return analysis.hir.add(std::move(expr));
}

}  // namespace

hir::ExprId analyse_is_test(Analysis& analysis, const Scope& scope, const Test& test) {
  const std::vector<NodeRef> children = test.node.children();
  const Operand subject = analyse_value(analysis, scope, test.value);
  if (subject.is_error()) {
    for (const NodeRef alternative : children) {
      const bool is_list = alternative.kind() == NodeKind::InAlt || alternative.kind() == NodeKind::NotInAlt;
      if (is_list) in_list(analysis, scope, subject, alternative.children().front(), test.location);
    }
    return {};
  }
  std::vector<hir::ExprId> alternatives;
  for (std::size_t i = 1; i < children.size(); ++i) {
    const Location whole = children.size() == 2 ? test.location : children[i].location();
    alternatives.push_back(test_alternative(analysis, scope, subject, children[i], whole));
  }
  if (alternatives.empty()) return {};
  const hir::ExprId any = analysis.hir.fold(Builtin::Or, alternatives, test.location);
  return test.node.kind() == NodeKind::IsTest ? any : analysis.hir.call(Builtin::Not, {any}, test.location);
}

hir::ExprId analyse_in_test(Analysis& analysis, const Scope& scope, const Test& test) {
  const NodeRef list = test.node.children().back();
  hir::ExprId result;
  if (list.kind() == NodeKind::TableName) {
    result = in_table(analysis, scope, test.value, list, test.location);
  } else {
    result = in_list(analysis, scope, analyse_value(analysis, scope, test.value), list, test.location);
  }
  return test.node.kind() == NodeKind::InTest ? result : analysis.hir.call(Builtin::Not, {result}, test.location);
}

TableDefinition* resolve_table(Analysis& analysis, const Scope& scope, NodeRef name) {
  const Seen<TableDefinition> seen = find_seen(*scope.package, &PackageNames::tables, name.text());
  if (seen.definition == nullptr) {
    if (seen.is_broken) return nullptr;
    analysis.report(Code::UnknownTable, name.location(), {name.text()},
                    did_you_mean(name.text(), names_seen(*scope.package, &PackageNames::tables)));
    return nullptr;
  }
  seen.definition->is_used = true;
  return report_second(analysis, seen, "a table", name) ? nullptr : seen.definition;
}

namespace {

// The date of a table with periods: an item, or a day written in the rule, as text.
hir::ExprId date_argument(Analysis& analysis, const Scope& scope, const TableDefinition& definition, NodeRef at) {
  const Operand date = analyse_value(analysis, scope, at.children().front());
  if (date.is_error()) return {};
  if (date.kind == Operand::Kind::Text && is_date(analysis, date)) return date.expr;
  const hir::ExprId day = as_date(analysis, date, Bound::OneDay);
  if (!day.is_valid()) return {};
  if (analysis.hir[day].kind != hir::ExprKind::DateValue) {
    analysis.report(Code::TableDate, date.location, {definition.name, fmt::format("`{}` is no date item", date.source)},
                    "write a date item, or a day");
    return {};
  }
  const CivilDate civil = civil_from_day(analysis.hir[day].days.first);
  return analysis.hir.text_value(fmt::format("{:04}{:02}{:02}", civil.year, civil.month, civil.day), date.location);
}

// Reports values of another number than the table has keys, or a date too many or too few.
bool report_keys(Analysis& analysis, const TableDefinition& definition, std::size_t value_count, bool has_date,
                 Location location) {
  const hir::Table& table = analysis.hir.module()[definition.table];
  if (has_date != table.has_period()) {
    analysis.report(Code::TableDate, location,
                    {table.name, has_date ? "it has no `period`" : "it has a `period`, and no date is given"},
                    has_date ? "take the `at …` out" : "write `at` and a date as the last value: `at dateOfDiagnosis`");
    return true;
  }
  const std::size_t key_count = table.keys.size() - (table.has_period() ? 1 : 0);
  if (value_count == key_count) return false;
  std::string keys;
  for (std::size_t key = 0; key < key_count; ++key) keys += (keys.empty() ? "" : ", ") + table.keys[key].name;
  analysis.report(Code::TableArguments, location,
                  {table.name, counted(key_count, "key"), counted(value_count, "value")},
                  fmt::format("its keys are {}", keys));
  return true;
}

}  // namespace

std::vector<hir::ExprId> table_arguments(Analysis& analysis, const Scope& scope, TableDefinition& definition,
                                         const std::vector<NodeRef>& values, Location location) {
  std::vector<hir::ExprId> arguments;
  hir::ExprId date;
  const NodeRef* at = nullptr;
  for (const NodeRef& value : values) {
    if (value.kind() == NodeKind::AtDate) {
      at = &value;
      date = date_argument(analysis, scope, definition, value);
      continue;
    }
    const Operand operand = analyse_value(analysis, scope, value);
    if (!operand.is_error() && !as_text(analysis, operand).is_valid()) {
      analysis.report(Code::NotAnItem, operand.location, {operand.source, describe(analysis, operand), "a table"});
    }
    arguments.push_back(as_text(analysis, operand));
  }
  if (report_keys(analysis, definition, arguments.size(), at != nullptr, location)) return {};
  if (at != nullptr) arguments.push_back(date);
  const bool all_understood = std::ranges::all_of(arguments, [](hir::ExprId id) { return id.is_valid(); });
  return all_understood ? arguments : std::vector<hir::ExprId>{};
}

}  // namespace edict::sema
