#include "dsl/import/naaccr_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "dsl/import/csv_rows.h"

namespace edict {
namespace {

constexpr std::array<std::string_view, 4> kUses = {"all", "codes", "labels", "none"};

Result<CodeSetEntry> items_of(const std::string& path, const std::string& text) {
  ParsedEntry parsed = parse_code_set_entry(text);
  if (!parsed.entry) return fail(ErrorKind::Unreadable, fmt::format("{}: item `{}`: {}", path, text, parsed.problem));
  return *std::move(parsed.entry);
}

std::unexpected<Error> refuse(const std::string& path, const CsvRow& row, std::string_view problem) {
  return fail(ErrorKind::Unreadable, fmt::format("{}: row `{}`: {}", path, fmt::join(row, ","), problem));
}

template <class Rows>
auto first_of(const Rows& rows, std::string_view item) {
  return std::ranges::find_if(rows, [item](const auto& row) { return row.items.contains(item); });
}

}  // namespace

Result<NaaccrFacts> NaaccrFacts::read(const std::string& folder) {
  NaaccrFacts facts;
  const auto read = [&](std::string_view name, Result<void> (NaaccrFacts::*part)(const std::string&)) -> Result<void> {
    const std::string path = folder + "/" + std::string(name);
    return std::filesystem::exists(path) ? (facts.*part)(path) : Result<void>();
  };
  EDICT_TRY_VOID(read("identifiers.csv", &NaaccrFacts::read_identifiers));
  EDICT_TRY_VOID(read("specials.csv", &NaaccrFacts::read_specials));
  EDICT_TRY_VOID(read("code-lists.csv", &NaaccrFacts::read_code_lists));
  EDICT_TRY_VOID(read("former-ids.csv", &NaaccrFacts::read_former_ids));
  return facts;
}

Result<void> NaaccrFacts::read_identifiers(const std::string& path) {
  EDICT_TRY(const auto rows, read_csv(path, {"item", "class", "key"}));
  for (const CsvRow& row : rows) {
    EDICT_TRY(CodeSetEntry items, items_of(path, row[0]));
    const auto identifier = identifier_class(row[1]);
    if (!identifier) return refuse(path, row, "the class is none, record or person");
    if (!row[2].empty() && row[2] != "key") return refuse(path, row, "the last column is `key` or empty");
    identifiers_.push_back({std::move(items), {*identifier, row[2] == "key"}});
  }
  return {};
}

Result<void> NaaccrFacts::read_specials(const std::string& path) {
  EDICT_TRY(const auto rows, read_csv(path, {"item", "codes", "reason", "label"}));
  for (const CsvRow& row : rows) {
    EDICT_TRY(CodeSetEntry items, items_of(path, row[0]));
    ParsedEntry codes = parse_code_set_entry(row[1]);
    if (!codes.entry) return refuse(path, row, codes.problem);
    const auto reason = special_reason(row[2]);
    if (!reason) return refuse(path, row, "the reason is unknown, not applicable, not measured or other");
    specials_.push_back({std::move(items), {*std::move(codes.entry), *reason, row[3]}});
  }
  return {};
}

Result<void> NaaccrFacts::read_code_lists(const std::string& path) {
  EDICT_TRY(const auto rows, read_csv(path, {"item", "use", "why"}));
  for (const CsvRow& row : rows) {
    EDICT_TRY(CodeSetEntry items, items_of(path, row[0]));
    const auto use = std::ranges::find(kUses, row[1]);
    if (use == kUses.end()) return refuse(path, row, "the use is all, codes, labels or none");
    code_lists_.push_back({std::move(items), static_cast<CodeListUse>(use - kUses.begin())});
  }
  return {};
}

Result<void> NaaccrFacts::read_former_ids(const std::string& path) {
  EDICT_TRY(const auto rows, read_csv(path, {"item", "former"}));
  for (const CsvRow& row : rows) {
    EDICT_TRY(CodeSetEntry items, items_of(path, row[0]));
    former_ids_.push_back({std::move(items), row[1]});
  }
  return {};
}

IdentifierClass NaaccrFacts::identifier_of(std::string_view item) const {
  const auto row = first_of(identifiers_, item);
  return row == identifiers_.end() ? IdentifierClass::None : row->fact.identifier;
}

bool NaaccrFacts::is_key(std::string_view item) const {
  const auto row = first_of(identifiers_, item);
  return row != identifiers_.end() && row->fact.is_key;
}

CodeListUse NaaccrFacts::code_list_use_of(std::string_view item) const {
  const auto row = first_of(code_lists_, item);
  return row == code_lists_.end() ? CodeListUse::All : row->fact;
}

std::vector<SpecialCode> NaaccrFacts::specials_of(std::string_view item) const {
  std::vector<SpecialCode> specials;
  for (const auto& row : specials_) {
    if (row.items.contains(item)) specials.push_back(row.fact);
  }
  return specials;
}

std::vector<std::string> NaaccrFacts::former_ids_of(std::string_view item) const {
  std::vector<std::string> former;
  for (const auto& row : former_ids_) {
    if (row.items.contains(item)) former.push_back(row.fact);
  }
  return former;
}

}  // namespace edict
