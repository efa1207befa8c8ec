// One dictionary file of the NAACCR XML standard (specification 1.8 and before), as it stands: base or user-defined.
//
// Source: NAACCR XML Data Exchange Standard, section "Dictionary". Grouped items are left out: they are names for parts
// of a line in the old fixed-width form and hold no value of their own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace edict {

struct NaaccrItemDefinition {
  std::string id;
  std::string name;
  std::string number;  // "400"; may be empty in a user-defined dictionary
  std::string length;
  std::string parent;     // "Tumor"
  std::string data_type;  // "digits"; empty: text
  std::string padding;    // "leftZero"; empty: rightBlank
  std::string trim;       // "all" or "none"; empty: all
  bool allows_unlimited_text = false;
};

struct NaaccrDictionaryFile {
  std::string uri;
  std::string version;        // "250"; may be empty in a user-defined dictionary
  std::string description;    // "NAACCR 25 base dictionary"
  std::string last_modified;  // "2025-03-13T12:00:00-04:00"
  std::vector<NaaccrItemDefinition> items;

  // Whether it is the standard's own, not user-defined.
  [[nodiscard]] bool is_base() const;
};

// Fails on text that is not well formed or declares a document type, naming `path` and the line.
Result<NaaccrDictionaryFile> parse_naaccr_dictionary_xml(std::string_view text, const std::string& path);

}  // namespace edict
