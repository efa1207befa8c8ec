// A package of edits as another system publishes them: what every format of such packages has in common.
//
// A reader (package_reader.h) fills one from a file; nothing is understood yet: expressions and context entries are
// text of the foreign language with their place in the file, so that messages can name it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace edict::foreign {

// A piece of foreign text and where it begins.
struct PlacedText {
  std::string text;
  std::uint32_t line = 0;  // from 1, in the file of the package (unpacked)
};

// What an edit looks at, and how the values it sees are filled up.
enum class Subject : std::uint8_t {
  Record,        // one record, values trimmed, blank ones absent
  PaddedRecord,  // one record, values with blanks to the full length of their item
  Patient,       // all records of a patient, values trimmed
};

struct HistoryEvent {
  std::string version;
  std::string date;
  std::string note;
};

struct ForeignEdit {
  std::string id;
  std::string tag;
  std::string name;
  std::string agency;
  std::string category;  // id of a Category
  Subject subject = Subject::Record;
  std::vector<std::string> depends;  // ids of edits that must have passed
  std::string message;
  std::string description;
  std::vector<HistoryEvent> history;
  PlacedText expression;
};

enum class ContextForm : std::uint8_t {
  Data,    // a list, a map or a number, in the lenient notation that published packages keep to
  Script,  // foreign language: a list or a function
  Table,   // rows of text, the first one the headings
  Index,   // the columns of a table that a search goes by
};

// A named value that expressions may use.
struct ContextEntry {
  std::string id;
  ContextForm form = ContextForm::Data;
  PlacedText content;
};

struct Category {
  std::string id;
  std::string name;
};

struct EditSet {
  std::string id;
  std::string tag;
  std::string name;
  std::string description;
  std::vector<std::string> includes;  // ids of edits
};

// What of a package cannot be read, and is left out.
struct PackageFault {
  std::string id;  // of the edit, entry or set; the name of the file where it stands in none
  std::uint32_t line = 0;
  std::string problem;
};

struct EditsPackage {
  std::string id;
  std::string name;
  std::string version;
  std::vector<ContextEntry> context;
  std::vector<Category> categories;
  std::vector<ForeignEdit> edits;
  std::vector<EditSet> sets;
  std::vector<PackageFault> faults;
};

}  // namespace edict::foreign
