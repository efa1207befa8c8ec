// An edit on one record: how each require came out, by which clause, with the value under each part of it, and what
// would make a failing one pass. Made once, shown in three forms.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/truth.h"
#include "driver/find_record.h"
#include "driver/nearest_change.h"

namespace edict {

struct RecordPage {
  struct Part {
    std::size_t depth = 0;
    std::optional<Truth> truth;  // of a condition; values have none
    std::string text, value, note;
    bool is_deciding = false;
  };
  struct Guard {
    Truth applies = Truth::True;
    std::string clause, place, because;
    bool is_deciding = false;
  };
  struct Require {
    std::uint32_t branch = 0;
    std::string outcome, clause, place, override_;
    std::vector<std::string> messages;
    std::vector<Guard> guards;
    std::vector<Part> parts;  // of the clause that decided
  };
  struct Change {
    std::string record;  // "tumor 02"; empty: the subject
    std::string item, label, from, to;
  };
  struct Mending {
    std::vector<Change> changes;
    std::string outcome;
    std::vector<std::string> newly_failing;
  };

  std::string edit, title, level, record, outcome;
  std::vector<Require> requires_;
  bool is_mending_asked = false;  // the edit fails
  std::vector<Mending> mendings;
  std::size_t changes_tried = 0;
};

struct RecordQuestion {
  std::uint32_t edit = 0;
  std::optional<std::uint32_t> branch;  // only this require
  RunParameters parameters;
  std::string language;
  bool may_show_persons = false;
  std::vector<SelectedEdit> others;  // asked whether they newly fail after a change
};

RecordPage page_of(const LoadedRules& rules, const FoundRecord& found, const RecordQuestion& question);

std::string as_text(const RecordPage& page);
std::string as_markdown(const RecordPage& page);
std::string as_json(const RecordPage& page);

}  // namespace edict
