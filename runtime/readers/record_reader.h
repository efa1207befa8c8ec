// RecordReader: what every input format offers. Bytes to whole patients, in two steps.
//
//   EDICT_TRY(auto reader, SomeFormatReader::open(path));
//   EDICT_TRY_VOID(reader->read_header([&](const FileHeader& header) { return dictionaries.load(header); }));
//   EDICT_TRY_VOID(reader->read_columns(schema));
//   while (reader->next(batch, 1024).value()) …
//
// Bad data is an issue of the batch it stands in and never an error. An error means that reading cannot go on: the
// input cannot be opened, is not well formed or breaks a limit. Everything before the break is delivered first.
//
// Thread safety: one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "dsl/schema/dictionary.h"
#include "runtime/batch/batch.h"
#include "runtime/readers/raw_batch.h"

namespace edict {

// What an input says about itself before its first record.
struct FileHeader {
  std::string dictionary_uri;      // as named; empty when the format or the file names none
  std::string dictionary_name;     // the standard whose dictionaries the uri means; empty when it names none
  std::string dictionary_version;  // taken from the uri, "250"; empty when it names none known to the format
  std::vector<std::string> user_dictionaries;  // as named
  std::string record_type;
  std::string specification_version;
  std::string time_generated;
};

// The dictionary an input follows, its user dictionaries included. An error of it becomes the reader's.
using DictionaryOf = std::function<Result<std::shared_ptr<const Dictionary>>(const FileHeader&)>;

// Bounds on what one input may make us hold in memory. Reaching one stops the reading with ErrorKind::Limit.
struct ReadLimits {
  std::uint32_t group_rows = 100'000;                // records in one patient
  std::uint32_t group_issues = 100'000;              // issues in one patient, and between two of them
  std::size_t group_bytes = std::size_t{256} << 20;  // values of one patient that are kept
  std::size_t value_bytes = std::size_t{1} << 20;
  std::size_t markup_bytes = std::size_t{4} << 20;  // one tag, comment or instruction
  std::uint32_t depth = 256;                        // nesting of elements
};

class RecordReader {
 public:
  virtual ~RecordReader() = default;

  // Reads what comes before the first record and asks for the dictionary. Once, first.
  virtual Result<void> read_header(const DictionaryOf& dictionary_of) = 0;
  [[nodiscard]] virtual const FileHeader& header() const = 0;
  [[nodiscard]] virtual const Dictionary& dictionary() const = 0;  // REQUIRES: read_header succeeded

  // Says which items are wanted. Once, after read_header. Fails when the levels of the schema's dictionary are not
  // those of the input's. All items are validated, wanted or not.
  virtual Result<void> read_columns(std::shared_ptr<const BatchSchema> schema) = 0;
  // Items of the schema that the input's dictionary does not have: they are blank in every record.
  [[nodiscard]] virtual std::span<const ItemId> missing_items() const = 0;

  // Fills `batch` with whole patients until a level has `most_rows` rows, and with the row of the topmost level. False
  // at the end: nothing was filled. The first batch comes even without patients; it has the input's own items and
  // issues.
  virtual Result<bool> next(RawBatch& batch, std::size_t most_rows) = 0;

  // Size of the input as stored, when it is known: what RawBatch::input_position is measured against.
  [[nodiscard]] virtual std::optional<std::uint64_t> input_size() const = 0;
};

}  // namespace edict
