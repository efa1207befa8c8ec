// A small registry and inputs in temporary files, for tests of the readers.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/readers/naaccr_xml_reader.h"

namespace edict {

inline Item make_item(std::string id, std::uint32_t number, std::size_t level, std::uint32_t length = 0) {
  Item item;
  item.id = std::move(id);
  item.number = number;
  item.label = item.id;
  item.level = LevelId(level);
  item.length = length;
  return item;
}

// Levels file, patient, tumor; keys patientIdNumber and tumorRecordNumber.
inline std::vector<Level> small_levels() {
  return {{"file", "files", LevelId(), "NaaccrData"},
          {"patient", "patients", LevelId(0), "Patient"},
          {"tumor", "tumors", LevelId(1), "Tumor"}};
}

inline std::vector<Item> small_items() {
  std::vector<Item> items = {make_item("registryId", 40, 0, 10),       make_item("patientIdNumber", 20, 1, 8),
                             make_item("nameLast", 2230, 1, 40),       make_item("sex", 220, 1, 1),
                             make_item("tumorRecordNumber", 60, 2, 2), make_item("primarySite", 400, 2, 4),
                             make_item("laterality", 410, 2, 1),       make_item("textRemarks", 2680, 2, 1000)};
  items[1].is_key = items[4].is_key = true;
  items[1].identifier = items[4].identifier = IdentifierClass::Record;
  items[1].padding = Padding::LeftZero;
  items[2].identifier = IdentifierClass::Person;
  items[2].record_types = "AMC";
  items[5].former_ids = {"siteOfTumor"};
  items[7].allows_unlimited_text = true;
  return items;
}

inline std::shared_ptr<const Dictionary> small_dictionary() {
  return std::make_shared<const Dictionary>("small", "24", small_levels(), small_items());
}

inline std::shared_ptr<const BatchSchema> all_items(const std::shared_ptr<const Dictionary>& dictionary) {
  std::vector<ItemId> items;
  for (std::size_t i = 0; i < dictionary->items().size(); ++i) items.emplace_back(i);
  return std::make_shared<const BatchSchema>(dictionary, items);
}

// A file that is gone with this object.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view content) {
    static int count = 0;
    path_ = (std::filesystem::temp_directory_path() /
             ("edict-test-" + std::to_string(::getpid()) + "-" + std::to_string(count++)))
                .string();
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A document around `content`, which begins on line 2.
inline std::string document(std::string_view content, std::string_view attributes = "") {
  return std::string(R"(<NaaccrData baseDictionaryUri="http://naaccr.org/naaccrxml/naaccr-dictionary-240.xml" )"
                     R"(recordType="A" specificationVersion="1.7" xmlns="http://naaccr.org/naaccrxml")") +
         std::string(attributes) + ">\n" + std::string(content) + "</NaaccrData>\n";
}

// Everything a file holds, as text: a line for each record, indented by level, and for each issue where it stands.
struct ReadText {
  std::string records;
  std::vector<ReadIssue> issues;
  std::string error;
  std::size_t batches = 0;
  std::uint64_t items = 0;

  [[nodiscard]] std::string kinds() const {
    std::string text;
    for (const ReadIssue& issue : issues) text.append(text.empty() ? "" : " ").append(name_of(issue.kind));
    return text;
  }
};

inline void append_records(const Batch& batch, LevelId level, std::uint32_t row, std::string& text) {
  const Dictionary& dictionary = batch.schema().dictionary();
  const RowOrigin& origin = batch.rows(level).origins[row];
  text.append(level.index() * 2, ' ').append(dictionary[level].name).append(" ").append(std::to_string(origin.record));
  for (std::size_t item = 0; item < dictionary.items().size(); ++item) {
    if (dictionary[ItemId(item)].level != level || batch.value(ItemId(item), row).empty()) continue;
    text.append(" ").append(dictionary[ItemId(item)].id).append("=").append(batch.value(ItemId(item), row));
  }
  text += "\n";
  if (level.index() + 1 == dictionary.levels().size()) return;
  const auto& offsets = batch.rows(level).offsets;
  for (std::uint32_t child = offsets[row]; child < offsets[row + 1]; ++child) {
    append_records(batch, LevelId(level.index() + 1), child, text);
  }
}

inline ReadText read_all(const std::string& path, std::size_t most_rows = 1024,
                         const std::shared_ptr<const Dictionary>& dictionary = small_dictionary(),
                         const ReadLimits& limits = {}) {
  ReadText result;
  auto reader = NaaccrXmlReader::open(path, limits);
  if (!reader) return {"", {}, reader.error().message};
  const auto header = (*reader)->read_header([&](const FileHeader&) { return dictionary; });
  if (!header) return {"", {}, header.error().message};
  const auto schema = all_items(dictionary);
  if (const auto columns = (*reader)->read_columns(schema); !columns) return {"", {}, columns.error().message};
  BatchStore store(schema);
  RawBatch raw;
  for (;;) {
    const auto more = (*reader)->next(raw, most_rows);
    if (!more) result.error = more.error().message;
    if (!more || !*more) return result;
    Batch& batch = store.next_batch();
    raw.fill(batch);
    std::string text;
    append_records(batch, LevelId(0), 0, text);
    result.records += result.batches++ == 0 ? text : text.substr(text.find('\n') + 1);
    for (const auto& placed : raw.issues) result.issues.push_back(placed.issue);
    result.items += raw.item_count;
  }
}

inline ReadText read_document(std::string_view content, std::size_t most_rows = 1024) {
  const TemporaryFile file(document(content));
  return read_all(file.path(), most_rows);
}

}  // namespace edict
