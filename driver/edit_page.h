// The page of an edit: what it reads and requires, in words made from the checked rules, and who says so.
//
// Made once, shown in three forms. Nothing here depends on data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/reference/wording.h"
#include "driver/load_rules.h"

namespace edict {

struct EditPage {
  // What a value of an item does, by require: "blank" fails.
  struct ValueEffect {
    std::string value;  // "blank", "9", "an invalid value"
    std::string label;  // of a code
    std::string effect;
  };
  struct ItemRead {
    std::string id, label, level, kind, codes;
    std::uint32_t number = 0;
    std::vector<ValueEffect> effects;
  };
  struct Text {
    std::string language;  // empty: the main one
    std::string text;
  };
  struct Clause {
    std::string text;   // as written
    std::string place;  // "edits.edict:12"
  };
  struct Guard {
    Clause clause;
    Wording applies;
    std::string because;
  };
  struct Require {
    std::uint32_t branch = 0;
    std::vector<Guard> guards;
    Clause clause;
    Wording holds;
    std::string severity;
    std::vector<Text> messages;
    std::string findings;   // how many findings a failure makes
    std::string override_;  // how it is over-ridden
    std::vector<std::string> doubts;
  };
  struct Part {  // a code list or table that it uses
    std::string name;
    std::string content;
  };

  std::string id, title, package, level, place, description, agency, unsure;
  std::string standard, review, retired;  // in words; empty: not said
  bool is_exact = false;  // unsure cannot arise
  std::vector<std::string> restates, imported_from, tags, audience, references, replaced_by;
  std::vector<Text> history;  // date and text
  std::vector<ItemRead> items;
  std::vector<Require> requires_;
  std::vector<Part> lists, tables;
};

EditPage page_of(const LoadedRules& rules, std::uint32_t edit);

std::string as_text(const EditPage& page);
std::string as_markdown(const EditPage& page);
std::string as_json(const EditPage& page);

}  // namespace edict
