#include "driver/testing/boundary_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "driver/testing/code_ends.h"

namespace edict {
namespace {

using hir::ExprId;
using hir::ExprKind;

constexpr std::size_t kRowsOfTable = 20;
constexpr std::size_t kEndsOfList = 40;
const Day kMiddle = day_from_civil({2020, 6, 15});

std::string written(Day day) {
  const CivilDate date = civil_from_day(day);
  return fmt::format("{:04}{:02}{:02}", date.year, date.month, date.day);
}

class ValueCollector {
 public:
  ValueCollector(const hir::Module& module, const hir::Edit& edit) : module_(module), edit_(edit) {}

  std::vector<Assignment> collect() {
    for (const hir::Guard& guard : edit_.guards) read(guard.applies);
    for (const hir::Require& require : edit_.requires_) {
      read(require.condition);
      if (!require.override_by) continue;
      read(require.override_by->is_set);
      add_codes(require.override_by->flag, module_[require.override_by->codes]);
    }
    add_dates();
    add_numbers();
    for (const ItemId item : items_) add_states(item);
    return std::move(values_);
  }

 private:
  // Notes the literals and the items they may be compared with; codes and tables give values at once.
  void read(ExprId id) {
    if (!id.is_valid() || !seen_.insert(id).second) return;
    const hir::Expr& expr = module_[id];
    if (expr.kind == ExprKind::Item) note(items_, expr.item);
    if (expr.kind == ExprKind::DateValue) days_.insert({expr.days.first, expr.days.last});
    if (expr.kind == ExprKind::NumberValue && expr.number.low % Decimal::kOne == 0) {
      numbers_.insert(expr.number.low / Decimal::kOne);
    }
    if (expr.kind == ExprKind::InTable) add_rows(module_[expr.table], {expr.arguments.begin(), expr.arguments.end()});
    if (expr.kind == ExprKind::Cell || expr.kind == ExprKind::RowFound) {
      const hir::Lookup& lookup = module_[expr.lookup];
      for (const ExprId argument : lookup.arguments) read(argument);
      if (lookups_.insert(expr.lookup).second) add_rows(module_[lookup.table], lookup.arguments);
    }
    if (expr.kind == ExprKind::Call) read_call(expr);
    for (const ExprId argument : expr.arguments) read(argument);
  }

  void read_call(const hir::Expr& expr) {
    const auto item_at = [&](std::size_t i) {
      const hir::Expr& argument = module_[expr.arguments[i]];
      return argument.kind == ExprKind::Item ? argument.item : ItemId{};
    };
    switch (expr.builtin) {
      case Builtin::InCodes: add_codes(item_at(0), module_[expr.code_set]); break;
      case Builtin::TextEqual:
        for (std::size_t i = 0; i < 2; ++i) {
          const hir::Expr& other = module_[expr.arguments[1 - i]];
          if (other.kind == ExprKind::TextValue) add(item_at(i), other.text);
        }
        break;
      case Builtin::DateOf: note(date_items_, item_at(0)); break;
      case Builtin::NumberOf: note(number_items_, item_at(0)); break;
      case Builtin::NumberIn:
        for (const auto& range : module_[expr.number_set].ranges) numbers_.insert({range.low, range.high});
        break;
      case Builtin::YearsBetween: has_years_ = true; break;
      case Builtin::MonthsBetween: has_months_ = true; break;
      case Builtin::DaysBetween: has_days_ = true; break;
      default: break;
    }
  }

  void add_codes(ItemId item, const CodeSet& codes) {
    if (!item.is_valid()) return;
    note(items_, item);
    std::size_t count = 0;
    for (const CodeEnd& end : ends_of(codes, (*module_.dictionary)[item])) {
      if (++count <= kEndsOfList) add(item, end.code);
    }
  }

  // The keys of the first rows: an exact cell, the first code of a range, a low end.
  void add_rows(const hir::Table& table, const std::vector<ExprId>& arguments) {
    for (std::size_t row = 0; row < table.rows.size() && row < kRowsOfTable; ++row) {
      Assignment keys;
      for (std::size_t key = 0; key < table.keys.size() && key < arguments.size(); ++key) {
        const hir::Expr& argument = module_[arguments[key]];
        if (argument.kind != ExprKind::Item) continue;
        std::string cell(table.rows.at(row, table.keys[key].column));
        if (table.keys[key].match == hir::TableKey::Match::Range) {
          const auto& entries = table.keys[key].sets[table.keys[key].set_of_row[row]].entries();
          cell = entries.empty() ? std::string() : entries.front().low;
        }
        if (table.keys[key].match == hir::TableKey::Match::Period) {
          const DayRange period = table.periods[row];
          if (period.is_any()) continue;
          cell = written(period.first == DayRange::kFirst ? period.last : period.first);
        }
        keys.emplace_back(argument.item, std::move(cell));
      }
      offer(std::move(keys));
    }
  }

  // The day before, the day itself, the day after; where dates are compared with each other, around a day of no
  // importance; where a span is measured, that span from there.
  void add_dates() {
    std::set<Day> borders;
    for (const auto& [first, last] : days_) borders.insert({first, last});
    if (borders.empty() || date_items_.size() > 1) borders.insert(kMiddle);
    std::set<Day> all = borders;
    for (const Day day : borders) {
      const CivilDate date = civil_from_day(day);
      const int month_day = std::min<int>(static_cast<int>(date.day), 28);
      for (const std::int64_t number : numbers_) {
        if (number < -200 || number > 40000) continue;
        const int by = static_cast<int>(number);
        if (has_days_) all.insert({day + by, day - by});
        for (const int sign : {-1, 1}) {
          if (has_months_ && by < 2400) {
            const int months = date.year * 12 + static_cast<int>(date.month) - 1 + sign * by;
            all.insert(day_from_civil({months / 12, months % 12 + 1, month_day}));
          }
          if (has_years_ && by < 200) {
            all.insert(day_from_civil({date.year + sign * by, date.month, month_day}));
          }
        }
        if (number > 1800 && number < 2200) all.insert(day_from_civil({by, 6, 15}));
      }
    }
    for (const ItemId item : date_items_) {
      for (const Day day : all) {
        for (const int by : {-1, 0, 1}) add(item, written(day + by));
        add(item, written(day).substr(0, 6));
        add(item, written(day).substr(0, 4));
      }
      for (const std::int64_t year : numbers_) {
        if (year <= 1800 || year >= 2200) continue;
        for (const int by : {-1, 0, 1}) add(item, fmt::format("{:04}0615", year + by));
      }
    }
  }

  // Written as the item holds them: digits fill its length.
  void add_numbers() {
    std::set<std::int64_t> around = {0, 1};
    for (const std::int64_t number : numbers_) around.insert({number - 1, number, number + 1});
    for (const ItemId id : number_items_) {
      const Item& item = (*module_.dictionary)[id];
      for (const std::int64_t number : around) {
        if (number < 0) continue;
        std::string text = std::to_string(number);
        if (item.kind == ItemKind::Digits && text.size() < item.length) text.insert(0, item.length - text.size(), '0');
        if (item.length == 0 || text.size() <= item.length) add(id, text);
      }
    }
  }

  // Blank, what the dictionary calls unknown or no measurement, an ordinary value.
  void add_states(ItemId id) {
    const Item& item = (*module_.dictionary)[id];
    add(id, "");
    for (const SpecialCode& special : item.specials) {
      if (special.codes.kind != CodeSetEntry::Kind::Pattern) add(id, special.codes.low);
    }
    if (item.codes) {
      for (const CodeSetEntry& entry : item.codes->entries()) {
        if (entry.kind == CodeSetEntry::Kind::Pattern || item.special_of(entry.low) != nullptr) continue;
        add(id, entry.low);
        break;
      }
    } else if (item.kind == ItemKind::Date) {
      add(id, written(kMiddle));
      add(id, "20210230");  // no such day
    } else if (item.kind != ItemKind::DateTime && item.length > 0) {
      add(id, std::string(std::min<std::size_t>(item.length, 4), '1'));
    }
  }

  void add(ItemId item, std::string value) {
    if (item.is_valid()) offer({{item, std::move(value)}});
  }

  void offer(Assignment assignment) {
    if (!assignment.empty() && offered_.insert(assignment).second) values_.push_back(std::move(assignment));
  }

  static void note(std::vector<ItemId>& items, ItemId item) {
    if (item.is_valid() && std::ranges::find(items, item) == items.end()) items.push_back(item);
  }

  const hir::Module& module_;
  const hir::Edit& edit_;
  std::set<ExprId> seen_;
  std::set<hir::LookupId> lookups_;
  std::vector<ItemId> items_;
  std::vector<ItemId> date_items_;
  std::vector<ItemId> number_items_;
  std::set<std::pair<Day, Day>> days_;
  std::set<std::int64_t> numbers_;
  bool has_years_ = false;
  bool has_months_ = false;
  bool has_days_ = false;
  std::set<Assignment> offered_;
  std::vector<Assignment> values_;
};

}  // namespace

std::vector<Assignment> boundary_values(const hir::Module& module, const hir::Edit& edit) {
  return ValueCollector(module, edit).collect();
}

}  // namespace edict
