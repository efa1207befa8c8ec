#include "tests/differential/record_generator.h"

#include <fmt/format.h>

namespace edict::differential {
namespace {

// The code before or after, by its last character: one off either end of a range is where slips show.
std::string neighbour(std::string code, int step) {
  if (code.empty()) return code;
  code.back() = static_cast<char>(code.back() + step);
  return code;
}

void add_dates(std::vector<std::string>& pool, Day around) {
  for (const int offset : {-366, -31, -1, 0, 1, 31, 366}) {
    const CivilDate date = civil_from_day(around + offset);
    pool.push_back(fmt::format("{:04}", date.year));
    pool.push_back(fmt::format("{:04}{:02}", date.year, date.month));
    pool.push_back(fmt::format("{:04}{:02}{:02}", date.year, date.month, date.day));
  }
}

// The item that an argument reads, through `number of`, `year of` and the like.
ItemId item_below(const hir::Module& module, hir::ExprId id) {
  const hir::Expr* expr = &module[id];
  while (expr->kind == hir::ExprKind::Call && !expr->arguments.empty()) expr = &module[expr->arguments[0]];
  return expr->kind == hir::ExprKind::Item ? expr->item : ItemId();
}

}  // namespace

RecordGenerator::RecordGenerator(const hir::Module& module, std::uint64_t seed) : module_(module), random_(seed) {
  const Dictionary& dictionary = *module.dictionary;
  std::vector<Day> days = {day_from_civil({2021, 7, 15}), day_from_civil({2018, 1, 1})};
  for (const hir::Table& table : module.tables) {
    for (const DayRange& period : table.periods) {
      if (period.last != DayRange::kLast && days.size() < 8) days.push_back(period.last);
    }
  }
  for (const hir::Expr& expr : module.exprs) {
    if (expr.kind == hir::ExprKind::DateValue && !expr.days.is_any()) days.push_back(expr.days.first);
  }
  if (days.size() > 12) days.resize(12);

  for (std::size_t i = 0; i < dictionary.items().size(); ++i) {
    const ItemId id(i);
    const Item& item = dictionary[id];
    std::vector<std::string>& pool = pools_[id];
    pool = {"", "", "?"};
    for (const SpecialCode& special : item.specials) pool.push_back(special.codes.low);
    if (item.kind == ItemKind::Date) {
      for (Day day : days) add_dates(pool, day);
      pool.insert(pool.end(), {"20210230", "2O21", "99999999", "202113", "0000"});
    }
    if (item.codes) {
      for (const CodeSetEntry& entry : item.codes->entries()) {
        if (pool.size() > 40) break;
        pool.push_back(entry.low);
        if (!entry.high.empty()) pool.push_back(entry.high);
      }
    }
  }

  const auto add = [&](ItemId item, const std::string& value) {
    const std::uint32_t length = dictionary[item].length;
    if (length == 0 || value.size() <= length) pools_[item].push_back(value);
  };
  for (const hir::Expr& expr : module.exprs) {
    if (expr.kind != hir::ExprKind::Call || expr.arguments.empty()) continue;
    const ItemId item = item_below(module, expr.arguments[0]);
    if (!item.is_valid()) continue;
    if (expr.builtin == Builtin::InCodes) {
      for (const CodeSetEntry& entry : module[expr.code_set].entries()) {
        if (entry.kind == CodeSetEntry::Kind::Pattern) continue;
        const std::string& high = entry.high.empty() ? entry.low : entry.high;
        for (const std::string& value : {entry.low, high, neighbour(entry.low, -1), neighbour(high, 1)})
          add(item, value);
      }
    }
    for (hir::ExprId argument : expr.arguments) {
      const hir::Expr& literal = module[argument];
      if (literal.kind != hir::ExprKind::NumberValue || dictionary[item].kind == ItemKind::Date) continue;
      const std::int64_t whole = literal.number.low / Decimal::kOne;
      for (const std::int64_t value : {whole - 1, whole, whole + 1}) {
        if (value >= 0) add(item, fmt::format("{:0{}}", value, dictionary[item].length));
      }
      add(item, to_string(Decimal{literal.number.low}));
    }
  }
}

const std::string& RecordGenerator::value_for(ItemId item) { return random_.pick(pools_.at(item)); }

void RecordGenerator::set_values(Batch& batch, LevelId level) {
  for (ItemId item : batch.schema().items()) {
    if (module_.dictionary->operator[](item).level != level) continue;
    batch.set_value(batch.schema().column_of(item), value_for(item));
  }
}

void RecordGenerator::fill(Batch& batch, std::size_t patients) {
  const std::size_t levels = module_.dictionary->levels().size();
  batch.add_row(LevelId(0), {});
  set_values(batch, LevelId(0));
  for (std::size_t patient = 0; patient < patients; ++patient) {
    batch.add_row(LevelId(1), {});
    set_values(batch, LevelId(1));
    if (levels < 3) continue;
    const std::size_t tumors = random_.chance(1, 40) ? 60 + random_.below(20) : random_.below(5);
    for (std::size_t tumor = 0; tumor < tumors; ++tumor) {
      batch.add_row(LevelId(2), {});
      set_values(batch, LevelId(2));
    }
  }
  batch.seal();
}

std::string describe_patient(const Batch& batch, std::uint32_t patient) {
  const Dictionary& dictionary = batch.schema().dictionary();
  const auto record = [&](LevelId level, std::uint32_t row) {
    std::string text = fmt::format("  {}:", dictionary[level].name);
    for (ItemId item : batch.schema().items()) {
      if (dictionary[item].level == level)
        text += fmt::format(" {}=\"{}\"", dictionary[item].id, batch.value(item, row));
    }
    return text + "\n";
  };
  std::string text = record(LevelId(1), patient);
  if (dictionary.levels().size() < 3) return text;
  const auto& offsets = batch.rows(LevelId(1)).offsets;
  for (std::uint32_t tumor = offsets[patient]; tumor < offsets[patient + 1]; ++tumor) text += record(LevelId(2), tumor);
  return text;
}

}  // namespace edict::differential
