// Where a person means a record: a file with a key or number, or a flag of an earlier run.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "driver/data_dictionary.h"
#include "driver/engine.h"
#include "driver/load_rules.h"
#include "driver/record_values.h"

namespace edict {

// A record of a level: its place in its group.
struct FoundRecord {
  RecordValues group;
  std::size_t record = 0;  // index into group.records()
};

struct RecordSource {
  std::string path;  // of the input; `-` is stdin
  std::string key;   // the values of its key items with `/` between, from the first on; or its number from 0; empty:
                     // the first record
  DataDictionaryOptions dictionaries;
};

// "data.xml:00000042/01". A text that is the name of a file has no key.
RecordSource record_source(const std::string& text, DataDictionaryOptions dictionaries);

// The first record of the level with that key; else, if the key is a number, the record of that number.
Result<FoundRecord> find_record(const LoadedRules& rules, const std::vector<SelectedEdit>& edits, LevelId level,
                                const RecordSource& source);

// A flag as a run reports it: a line of its JSON Lines, or only the fingerprint ("xxh3:…").
struct FlagName {
  std::string fingerprint;
  std::string edit;                     // empty: to be found by the fingerprint
  std::optional<std::uint32_t> branch;  // the require
  std::optional<std::uint64_t> record;  // its number among its level
};
// Nothing when the text looks like neither. Fails when it begins like JSON and is no line of a flag or outcome.
Result<std::optional<FlagName>> flag_named(const std::string& text);

// Fills in what the name leaves open, by running the edits over the input until the fingerprint comes.
Result<FlagName> find_flag(const LoadedRules& rules, const std::vector<SelectedEdit>& edits, FlagName flag,
                           const RecordSource& source, Day as_of);

}  // namespace edict
