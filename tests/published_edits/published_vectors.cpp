#include "tests/published_edits/published_vectors.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "base/read_file.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/schema/dictionary_text.h"
#include "tests/published_edits/shared_folder.h"

namespace edict::testing {
namespace {

using Json = nlohmann::json;

foreign::Outcome outcome_of(const std::string& word) {
  if (word == "pass") return foreign::Outcome::Pass;
  return word == "fail" ? foreign::Outcome::Fail : foreign::Outcome::Error;
}

void read_record(const Json& items, const Json& values, VectorRow& row) {
  auto& record = row.records.emplace_back();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].is_string()) record.emplace(items[i].get<std::string>(), values[i].get<std::string>());
  }
}

VectorRow read_row(const Json& items, const Json& written, bool is_patient) {
  VectorRow row;
  if (is_patient) {
    for (const Json& record : written[0]) read_record(items, record, row);
  } else {
    read_record(items, written[0], row);
  }
  row.outcome = outcome_of(written[1].get<std::string>());
  const Json extra = written.size() > 3 ? written[3] : Json::object();
  const Json& blank = extra.contains("b") ? extra["b"] : Json(nullptr);  // how blanks of full length come out
  if (blank.is_object()) row.outcome = outcome_of(blank["out"].get<std::string>());
  const Json messages =
      blank.is_object() ? blank.value("msgs", Json::array()) : (written.size() > 2 ? written[2] : Json::array());
  if (!messages.empty()) row.message = messages[0].get<std::string>();
  const Json notes = blank.is_object() ? blank.value("info", Json::array()) : extra.value("info", Json::array());
  for (const Json& note : notes) row.notes.push_back(note.get<std::string>());
  const Json computed = extra.value("c", Json::object());
  for (const auto& [item, value] : computed.items()) {
    if (value.is_string()) row.records[0][item] = value.get<std::string>();
  }
  return row;
}

// "dateOfBirthYear" is a part of dateOfBirth.
std::optional<std::string> date_part(const VectorRow& row, std::uint32_t record, std::string_view item) {
  struct Part {
    std::string_view ending;
    std::size_t from;
    std::size_t count;
  };
  for (const Part& part : {Part{"Year", 0, 4}, Part{"Month", 4, 2}, Part{"Day", 6, 2}}) {
    if (!item.ends_with(part.ending)) continue;
    const auto date = row.records[record].find(item.substr(0, item.size() - part.ending.size()));
    if (date == row.records[record].end() || date->second.size() <= part.from) return std::nullopt;
    const std::string text = date->second.substr(part.from, part.count);
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return std::nullopt;
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
  }
  return std::nullopt;
}

}  // namespace

foreign::ItemSource items_of(const VectorRow& row, const ItemLengths* lengths) {
  return [&row, lengths](std::uint32_t record, std::string_view item) -> foreign::Value {
    const auto found = row.records[record].find(item);
    const bool is_there = found != row.records[record].end();
    if (lengths == nullptr) {
      if (is_there) return found->second;
      const auto part = date_part(row, record, item);
      return part ? foreign::Value(*part) : foreign::Value();
    }
    std::string text = is_there ? found->second : std::string();
    const auto length = lengths->find(item);
    if (length != lengths->end() && text.size() < length->second) text.resize(length->second, ' ');
    return text;
  };
}

CivilDate for_each_edit_vectors(const std::string& path,
                                const std::function<void(const CivilDate&, const EditVectors&)>& visit) {
  std::istringstream lines(unpacked_text(path));
  std::string line;
  std::getline(lines, line);
  const DayRange as_of = parse_written_date(Json::parse(line)["as_of"].get<std::string>()).days;
  const CivilDate today = civil_from_day(as_of.first);
  while (std::getline(lines, line)) {
    const Json written = Json::parse(line);
    EditVectors vectors{written["edit"].get<std::string>(), {}};
    for (const Json& row : written["rows"]) {
      vectors.rows.push_back(read_row(written["items"], row, written["level"] == "patient"));
    }
    visit(today, vectors);
  }
  return today;
}

ItemLengths shipped_item_lengths(const std::string& dictionary) {
  const std::string path = std::string(EDICT_SOURCE_DIR) + "/rulesets/naaccr/dictionaries/" + dictionary + ".edict";
  const SourceFile file(path, read_file(path).value_or(""));
  DiagnosticSink sink;
  const auto parsed = parse_dictionary(file, FileId(0), sink);
  EXPECT_NE(parsed, nullptr) << path;
  ItemLengths lengths;
  if (parsed == nullptr) return lengths;
  for (const Item& item : parsed->items()) lengths.emplace(item.id, item.length);
  return lengths;
}

}  // namespace edict::testing
