#include "tests/published_edits/cs_staging.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>
#include <vector>

#include "base/read_file.h"
#include "tests/published_edits/shared_folder.h"

namespace edict::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 18 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The ends of a range of digits are compared as numbers.
struct CodeRange {
  std::string low;
  std::string high;
  [[nodiscard]] bool has(std::string_view code) const {
    if (low == "*") return true;
    if (low == high) return code == low;
    if (!is_number(low) || !is_number(high)) return low.size() == code.size() && low <= code && code <= high;
    return is_number(code) && std::stoll(low) <= std::stoll(std::string(code)) &&
           std::stoll(std::string(code)) <= std::stoll(high);
  }
};
using CodeCell = std::vector<CodeRange>;

CodeCell read_cell(const std::string& written) {
  CodeCell cell;
  for (std::size_t from = 0; from <= written.size();) {
    const std::size_t to = std::min(written.find(',', from), written.size());
    const std::string term = written.substr(from, to - from);
    const std::size_t dash = term.find('-');
    const bool is_range = dash != std::string::npos && dash > 0 && dash + 1 < term.size();
    cell.push_back(is_range ? CodeRange{term.substr(0, dash), term.substr(dash + 1)} : CodeRange{term, term});
    from = to + 1;
  }
  return cell;
}

bool has_code(const CodeCell& cell, std::string_view code) {
  for (const CodeRange& range : cell) {
    if (range.has(code)) return true;
  }
  return false;
}

struct CodeRow {
  CodeCell codes;
  std::string obsolete_reason;
};

struct SchemaTables {
  foreign::StagingSchema schema;
  struct Selection {
    CodeCell site;
    CodeCell histology;
    std::optional<CodeCell> discriminator;
  };
  std::vector<Selection> selection;
  std::map<std::string, std::vector<CodeRow>, std::less<>> by_item;
  std::map<std::string, std::vector<CodeRow>, std::less<>> by_key;
};

// Why a code is obsolete, as its description begins: one key for each group that edits tell apart.
std::string reason_of(const std::string& description) {
  if (!description.starts_with("OBSOLETE DATA")) return {};
  const std::size_t version = description.find(" V0");
  const std::string release = version == std::string::npos ? "" : description.substr(version + 1, 5);
  const std::string line = description.substr(0, description.find('\n'));
  const bool is_kept = line.contains("RETAINED") || !(line.contains("CONVERTED") || line.contains("CHANGED"));
  if (!is_kept) return "2";
  if (release == "V0200") return "1";
  if (release == "V0203") return "13";
  if (release == "V0202") return "17";
  if (release == "V0204") return "21";
  return "2";
}

class SharedCsStaging final : public foreign::StagingFacts {
 public:
  explicit SharedCsStaging(const fs::path& folder) : folder_(folder) {
    sites_ = first_cells("primary_site");
    histologies_ = first_cells("histology");
    for (const auto& file : fs::directory_iterator(folder / "schemas")) {
      if (file.path().extension() == ".json") read_schema(file.path());
    }
  }

  [[nodiscard]] std::string version() const override { return "020550"; }
  [[nodiscard]] std::int64_t schema_count() const override { return static_cast<std::int64_t>(schemas_.size()); }

  [[nodiscard]] std::optional<foreign::StagingSchema> schema_of(std::string_view site, std::string_view histology,
                                                                std::string_view discriminator) const override {
    const std::string asked = std::string(site) + "|" + std::string(histology) + "|" + std::string(discriminator);
    const auto known = found_.find(asked);
    if (known != found_.end()) return known->second;
    std::optional<foreign::StagingSchema> found;
    bool is_only = has_code(sites_, site) && has_code(histologies_, histology);
    for (const SchemaTables& schema : schemas_) {
      if (!is_only) break;
      for (const auto& row : schema.selection) {
        if (!has_code(row.site, site) || !has_code(row.histology, histology)) continue;
        if (row.discriminator && !discriminator.empty() && !has_code(*row.discriminator, discriminator)) continue;
        is_only = !found;
        found = schema.schema;
        break;
      }
    }
    if (!is_only) found.reset();
    return found_.emplace(asked, found).first->second;
  }

  [[nodiscard]] std::optional<foreign::StagingSchema> schema_number(std::int64_t number) const override {
    for (const SchemaTables& schema : schemas_) {
      if (schema.schema.number == number) return schema.schema;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool allows(std::string_view schema_id, std::string_view item, std::string_view code) const override {
    return row_of(schema_id, item, code) != nullptr;
  }

  [[nodiscard]] bool allows(std::int64_t schema, std::int64_t table, std::string_view code) const override {
    static const char* kTables[] = {"size",      "extension",  "extension_eval", "nodes",    "nodes_eval",
                                    "nodes_pos", "nodes_exam", "mets",           "mets_eval"};
    const std::string key = table <= 9 ? kTables[table - 1] : "ssf" + std::to_string(table - 9);
    for (const SchemaTables& tables : schemas_) {
      if (tables.schema.number != schema) continue;
      const auto rows = tables.by_key.find(key);
      return rows != tables.by_key.end() && row_in(rows->second, code) != nullptr;
    }
    return false;
  }

  [[nodiscard]] std::string obsolete_reason(std::string_view schema_id, std::string_view item,
                                            std::string_view code) const override {
    const CodeRow* row = row_of(schema_id, item, code);
    return row == nullptr ? "" : row->obsolete_reason;
  }

 private:
  static const CodeRow* row_in(const std::vector<CodeRow>& rows, std::string_view code) {
    for (const CodeRow& row : rows) {
      if (has_code(row.codes, code)) return &row;
    }
    return nullptr;
  }

  [[nodiscard]] const CodeRow* row_of(std::string_view schema_id, std::string_view item, std::string_view code) const {
    for (const SchemaTables& tables : schemas_) {
      if (tables.schema.id != schema_id) continue;
      const auto rows = tables.by_item.find(item);
      return rows == tables.by_item.end() ? nullptr : row_in(rows->second, code);
    }
    return nullptr;
  }

  [[nodiscard]] Json table(const std::string& name) const {
    return Json::parse(read_file((folder_ / "tables" / (name + ".json")).string()).value_or("{}"));
  }

  [[nodiscard]] CodeCell first_cells(const std::string& name) const {
    CodeCell all;
    const Json content = table(name);
    for (const Json& row : content["rows"]) {
      for (const CodeRange& range : read_cell(row[0])) all.push_back(range);
    }
    return all;
  }

  void read_schema(const fs::path& path) {
    const Json written = Json::parse(read_file(path.string()).value_or("{}"));
    SchemaTables tables;
    tables.schema = {written["id"], written["name"], written["schema_num"]};
    const Json selection = table(written["schema_selection_table"]);
    for (const Json& row : selection["rows"]) {
      SchemaTables::Selection selected{read_cell(row[0]), read_cell(row[1]), {}};
      if (row.size() > 3) selected.discriminator = read_cell(row[2]);
      tables.selection.push_back(std::move(selected));
    }
    for (const Json& input : written["inputs"]) {
      if (!input.contains("table")) continue;
      const Json codes = table(input["table"]);
      std::size_t description = SIZE_MAX;
      for (std::size_t i = 0; i < codes["definition"].size(); ++i) {
        if (description == SIZE_MAX && codes["definition"][i]["type"] == "DESCRIPTION") description = i;
      }
      std::vector<CodeRow> rows;
      for (const Json& row : codes["rows"]) {
        rows.push_back({read_cell(row[0]), description == SIZE_MAX ? "" : reason_of(row[description])});
      }
      tables.by_key[input["key"].get<std::string>()] = rows;
      if (input.contains("naaccr_xml_id")) tables.by_item[input["naaccr_xml_id"].get<std::string>()] = std::move(rows);
    }
    schemas_.push_back(std::move(tables));
  }

  fs::path folder_;
  CodeCell sites_;
  CodeCell histologies_;
  std::vector<SchemaTables> schemas_;
  mutable std::unordered_map<std::string, std::optional<foreign::StagingSchema>> found_;
};

}  // namespace

std::unique_ptr<foreign::StagingFacts> shared_cs_staging() {
  if (shared_data_folder().empty()) return nullptr;
  const std::string archive = shared_data_folder() + "/staging/algorithms/cs-02.05.50.zip";
  return std::make_unique<SharedCsStaging>(unpacked_archive(archive, "cs"));
}

}  // namespace edict::testing
