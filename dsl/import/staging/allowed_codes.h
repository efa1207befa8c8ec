// Which codes the schemas of an algorithm allow for each item, and which of them are obsolete and why.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/import/staging/algorithm.h"
#include "dsl/schema/dictionary.h"

namespace edict::staging {

// Codes of one item that schemas have in common.
struct CodesRow {
  std::string item;
  std::set<std::string> schemas;  // ids
  std::string codes;
  std::string reason;  // of obsolete codes, the word for it
};

struct SchemaCodes {
  std::vector<CodesRow> allowed;
  std::vector<CodesRow> obsolete;
  std::set<std::string> missing;  // items that the dictionary does not have
};

// Of the items that are coded in the dictionary, apart from those by which schemas are selected.
SchemaCodes codes_of_schemas(const Algorithm& algorithm, const Dictionary& dictionary);

// The item of the dictionary that an input is, by the name that it has there; invalid if there is none.
ItemId item_of(const SchemaInput& input, const Dictionary& dictionary);

// Why a code is obsolete, from the words its description begins with: the version since which it is (`V0200`), if it is
// kept as it was, or `converted`. Empty for a code in use.
std::string obsolete_reason(std::string_view description);

}  // namespace edict::staging
