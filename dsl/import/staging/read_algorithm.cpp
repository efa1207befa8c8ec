#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/read_file.h"
#include "dsl/import/edits/unpack.h"
#include "dsl/import/staging/algorithm.h"

namespace edict::staging {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// A text or number as text; empty where there is none.
std::string text_at(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  return found->is_number_integer() ? fmt::to_string(found->get<std::int64_t>()) : std::string();
}

const Json& list_at(const Json& object, const char* name) {
  static const Json kNone = Json::array();
  const auto found = object.find(name);
  return found != object.end() && found->is_array() ? *found : kNone;
}

class AlgorithmReader {
 public:
  // `name` is the path of the file in the folder or archive: schemas and tables lie in folders of these names.
  Result<void> add(const fs::path& name, std::string_view text) {
    const std::string folder = name.parent_path().filename().string();
    const bool is_part = name.extension() == ".json" && (folder == "schemas" || folder == "tables");
    if (!is_part) return {};
    const Json content = Json::parse(text, nullptr, false);
    if (!content.is_object()) return fail(ErrorKind::Unreadable, fmt::format("`{}` is no JSON object", name.string()));
    if (folder == "schemas") add_schema(content);
    else add_table(content);
    return {};
  }

  Result<Algorithm> take(const std::string& path) {
    if (algorithm_.schemas.empty()) {
      return fail(ErrorKind::Unreadable,
                  fmt::format("`{}` holds no staging algorithm: folders `schemas` and `tables` of .json files", path));
    }
    for (const Schema& schema : algorithm_.schemas) {
      if (algorithm_.table(schema.selection) == nullptr)
        return fail(ErrorKind::Unreadable, fmt::format("`{}`: schema `{}` has no selection table", path, schema.id));
    }
    std::ranges::sort(algorithm_.schemas, {},
                      [](const Schema& schema) { return std::tuple(schema.number.size(), schema.number, schema.id); });
    return std::move(algorithm_);
  }

 private:
  void add_schema(const Json& content) {
    if (algorithm_.id.empty()) {
      algorithm_.id = text_at(content, "algorithm");
      algorithm_.version = text_at(content, "version");
    }
    Schema schema;
    schema.id = text_at(content, "id");
    schema.name = text_at(content, "name");
    schema.number = text_at(content, "schema_num");
    schema.selection = text_at(content, "schema_selection_table");
    for (const Json& input : list_at(content, "inputs")) {
      schema.inputs.push_back({text_at(input, "key"), text_at(input, "naaccr_xml_id"), text_at(input, "table")});
    }
    // Later algorithms number their schemas by what they put out.
    for (const Json& output : list_at(content, "outputs")) {
      const std::string key = text_at(output, "key");
      const bool is_number = key == "naaccr_schema_id" || key == "pediatric_id";
      if (is_number && schema.number.empty()) schema.number = text_at(output, "default");
    }
    algorithm_.schemas.push_back(std::move(schema));
  }

  void add_table(const Json& content) {
    Table table;
    std::size_t column = 0;
    for (const Json& definition : list_at(content, "definition")) {
      const std::string type = text_at(definition, "type");
      if (type == "INPUT") table.inputs.push_back({text_at(definition, "key"), column});
      if (type == "DESCRIPTION" && !table.description) table.description = column;
      ++column;
    }
    for (const Json& row : list_at(content, "rows")) {
      std::vector<std::string> cells;
      for (const Json& cell : row) cells.push_back(cell.is_string() ? cell.get<std::string>() : std::string());
      cells.resize(std::max(cells.size(), column));
      table.rows.push_back(std::move(cells));
    }
    algorithm_.tables.emplace(text_at(content, "id"), std::move(table));
  }

  Algorithm algorithm_;
};

}  // namespace

Result<Algorithm> read_algorithm(const std::string& path) {
  AlgorithmReader reader;
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    EDICT_TRY(const std::string archive, read_file(path));
    EDICT_TRY_VOID(foreign::for_each_in_zip(
        archive, path, [&](std::string_view name, std::string_view text) { return reader.add(name, text); }));
    return reader.take(path);
  }
  for (const auto& file : fs::recursive_directory_iterator(path, error)) {
    if (!file.is_regular_file()) continue;
    EDICT_TRY(const std::string text, read_file(file.path().string()));
    EDICT_TRY_VOID(reader.add(file.path(), text));
  }
  if (error) return fail(ErrorKind::Unreadable, fmt::format("`{}`: {}", path, error.message()));
  return reader.take(path);
}

}  // namespace edict::staging
