#include "dsl/import/staging/staging_package.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "dsl/import/staging/allowed_codes.h"
#include "dsl/import/staging/schema_selection.h"
#include "dsl/import/write_csv.h"

namespace edict::staging {
namespace {

std::string capitalised(std::string word) {
  word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  return word;
}

std::string joined(const std::set<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

class PackageMaker {
 public:
  PackageMaker(const Algorithm& algorithm, const Dictionary& dictionary)
      : algorithm_(algorithm),
        dictionary_(dictionary),
        prefix_(prefix_of(algorithm.id)),
        table_prefix_(capitalised(prefix_)),
        level_(dictionary.levels().back().name) {}

  Result<StagingPackage> make() {
    package_.id = "staging." + prefix_;
    package_.version = algorithm_.version;
    package_.files["package.edict"] =
        fmt::format("package {} version {} \"Staging: {} {}\"\n  description \"Made of the publisher's tables.\"\n",
                    package_.id, algorithm_.version, algorithm_.id, algorithm_.version);
    EDICT_TRY_VOID(add_schemas());
    add_codes();
    return std::move(package_);
  }

 private:
  [[nodiscard]] std::string head() const {
    return fmt::format("package {}\nuse dictionary {} {}\n", package_.id, dictionary_.name(), dictionary_.version());
  }

  // The value that a selection table asks for, and the name of its key.
  struct Asked {
    std::string value;
    std::string key;
  };
  Result<Asked> asked(const SchemaInput& input) const {
    if (const ItemId id = item_of(input, dictionary_); id.is_valid()) {
      const Item& item = dictionary_[id];
      return item.kind == ItemKind::Date ? Asked{"first 4 of " + item.id, "year"} : Asked{item.id, item.id};
    }
    return fail(ErrorKind::Rules,
                fmt::format("schemas of {} are selected by `{}`, which the dictionary {} {} lacks", algorithm_.id,
                            input.item.empty() ? input.key : input.item, dictionary_.name(), dictionary_.version()));
  }

  Result<void> add_schemas() {
    const SchemaSelection selection = select_schemas(algorithm_);
    EDICT_TRY(const Asked site, asked(selection.site));
    EDICT_TRY(const Asked histology, asked(selection.histology));
    std::vector<std::string> columns = {"sites", "histologies"};
    std::vector<std::string> values = {site.value, histology.value};
    std::string keys = fmt::format("  match {} range sites\n  match {} range histologies\n", site.key, histology.key);
    for (const SchemaInput& discriminator : selection.discriminators) {
      EDICT_TRY(const Asked other, asked(discriminator));
      columns.push_back(other.key);
      values.push_back(other.value);
      keys += fmt::format("  match {0} range {0}\n", other.key);
    }
    const bool has_numbers =
        std::ranges::any_of(algorithm_.schemas, [](const Schema& schema) { return !schema.number.empty(); });
    std::vector<std::string> returned = {"id", "name"};
    if (has_numbers) returned.emplace_back("number");
    columns.insert(columns.end(), returned.begin(), returned.end());

    std::string csv;
    write_csv_row(csv, columns);
    for (const SchemaRow& row : selection.rows) {
      std::vector<std::string> cells = {row.sites, row.histologies};
      cells.insert(cells.end(), row.discriminators.begin(), row.discriminators.end());
      const Schema none;
      const Schema& schema = row.schema == nullptr ? none : *row.schema;
      cells.insert(cells.end(), {schema.id, schema.name});
      if (has_numbers) cells.push_back(schema.number);
      write_csv_row(csv, cells);
    }
    package_.files[fmt::format("tables/{}_schemas.csv", prefix_)] = std::move(csv);

    std::string text = head();
    text +=
        fmt::format("\ntable {0}Schemas from \"tables/{1}_schemas.csv\"\n{2}  returns {3}\n{4}end\n\n", table_prefix_,
                    prefix_, keys, fmt::join(returned, ", "), selection.is_ordered ? "  expect first row\n" : "");
    const auto add_calculations = [&](std::string_view way) {
      for (const std::string& column : returned) {
        text += fmt::format("calculate {}Schema{}{} on {} = lookup {}Schemas({}).{}, otherwise blank\n", prefix_,
                            capitalised(column), way, level_, table_prefix_, fmt::join(values, ", "), column);
      }
    };
    add_calculations("");
    if (!selection.discriminators.empty()) {
      std::fill(values.begin() + 2, values.end(), "\"\"");
      text += "\n# The same where no discriminator is asked.\n";
      add_calculations("BySite");
    }
    package_.files["schemas.edict"] = std::move(text);
    return {};
  }

  void add_codes() {
    const SchemaCodes codes = codes_of_schemas(algorithm_, dictionary_);
    for (const std::string& item : codes.missing) {
      package_.problems.push_back(fmt::format("codes of `{}` are left out: the dictionary {} {} has no such item", item,
                                              dictionary_.name(), dictionary_.version()));
    }
    std::string text = head();
    if (!codes.allowed.empty()) text += codes_table("Codes", "codes", codes.allowed, false);
    if (!codes.obsolete.empty()) {
      text += codes_table("ObsoleteCodes", "obsolete_codes", codes.obsolete, true);
      std::set<std::string> items;
      for (const CodesRow& row : codes.obsolete) items.insert(row.item);
      for (const std::string& item : items) {
        text += fmt::format(
            "calculate {0}Obsolete on {1} = lookup {2}ObsoleteCodes({3}SchemaId, \"{0}\", {0}).reason, otherwise "
            "blank\n",
            item, level_, table_prefix_, prefix_);
      }
    }
    package_.files["codes.edict"] = std::move(text);
  }

  std::string codes_table(std::string_view name, std::string_view file, const std::vector<CodesRow>& rows,
                          bool has_reasons) {
    std::vector<std::string> columns = {"item", "codes", "schemas"};
    if (has_reasons) columns.emplace_back("reason");
    std::string csv;
    write_csv_row(csv, columns);
    for (const CodesRow& row : rows) {
      std::vector<std::string> cells = {row.item, row.codes, joined(row.schemas)};
      if (has_reasons) cells.push_back(row.reason);
      write_csv_row(csv, cells);
    }
    const std::string path = fmt::format("tables/{}_{}.csv", prefix_, file);
    package_.files[path] = std::move(csv);
    return fmt::format(
        "\ntable {}{} from \"{}\"\n  match schema range schemas\n  match item\n  match code range codes\n{}end\n\n",
        table_prefix_, name, path, has_reasons ? "  returns reason\n" : "");
  }

  const Algorithm& algorithm_;
  const Dictionary& dictionary_;
  std::string prefix_;
  std::string table_prefix_;
  std::string level_;
  StagingPackage package_;
};

}  // namespace

std::string prefix_of(std::string_view algorithm) { return std::string(algorithm.substr(0, algorithm.find('_'))); }

Result<StagingPackage> make_package(const Algorithm& algorithm, const Dictionary& dictionary) {
  return PackageMaker(algorithm, dictionary).make();
}

}  // namespace edict::staging
