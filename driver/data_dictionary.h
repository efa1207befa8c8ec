// The dictionary that an input follows: the one its own header names, with the registry's own items added.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "driver/load_rules.h"
#include "dsl/schema/dictionary.h"
#include "runtime/readers/record_reader.h"

namespace edict {

struct DataDictionaryOptions {
  std::string dictionary_file;                 // --data-dictionary: instead of the one the input names
  std::vector<std::string> user_dictionaries;  // added to it
};

// Answers a reader's question. An input that names no dictionary is read with the rules' own (the reader reports that
// it names none); a version that is not shipped is an error that says which are.
DictionaryOf data_dictionaries(const LoadedRules& rules, DataDictionaryOptions options);

// The file of the shipped dictionary that an input's header names: for runs whose only rules are what it says.
Result<std::string> dictionary_file_of(const std::string& input);

}  // namespace edict
