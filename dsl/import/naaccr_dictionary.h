// Makes a Dictionary from the files by which NAACCR's standard is published: the XML dictionary, and what others keep
// in tables beside it.
//
// Levels are file (NaaccrData), patient and tumor. The kind of an item follows from its dataType and the tables:
//
//   date, dateTime   date, datetime
//   digits           digits
//   alpha, mixed     code
//   numeric          number; digits when the item is too short for a decimal point (two characters)
//   none, text       number  when the item is a measurement: its special codes come from a sentinel table, or are
//   written
//                            with a decimal point;
//                    code    when it has a code list, or at most 15 characters and does not identify a person;
//                    text    otherwise
//
// An item with a code list that is used is a code, unless its dataType is digits. Dates have no special codes: an
// unknown date is blank, a partial one is short.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "dsl/schema/dictionary.h"

namespace edict {

struct NaaccrDictionarySources {
  std::string dictionary = {};                      // the XML dictionary: a base one, or a user-defined one by itself
  std::vector<std::string> user_dictionaries = {};  // whose items are added
  std::string code_lists = {};                      // folder with ITEM.csv of code,label; empty: none
  std::string sentinels = {};                       // folder of sentinel tables (naaccr_sentinels.h); empty: none
  std::string facts = {};                           // folder of facts (naaccr_facts.h); empty: none
};

struct NaaccrDictionaryImport {
  std::shared_ptr<const Dictionary> dictionary;
  std::vector<std::string> problems;  // what was left out or read otherwise than it stands, and why; in item order
};

// Fails when a file cannot be read, is not well formed, or a user-defined item has the id or number of another.
Result<NaaccrDictionaryImport> import_naaccr_dictionary(const NaaccrDictionarySources& sources);

}  // namespace edict
