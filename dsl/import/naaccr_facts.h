// What NAACCR's dictionaries do not say in a form a program reads, as small CSV files that a person keeps.
//
//   identifiers.csv  item,class,key       what an item tells of who the person is; whether it is part of its level's
//   key specials.csv     item,codes,reason,label   codes that are no measurement code-lists.csv   item,use,why what a
//   code list may be used for: all, codes (no labels), labels (not every code
//                                         is listed), none
//   former-ids.csv   item,former          names of older versions
//
// An item is an id or a pattern: `csSiteSpecificFactor*`, `race?`. The first row that fits decides; of specials.csv and
// former-ids.csv every row that fits counts. Each file may be missing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dsl/schema/dictionary.h"

namespace edict {

enum class CodeListUse : std::uint8_t { All, Codes, Labels, None };

class NaaccrFacts {
 public:
  // Reads what is in `folder`. Fails on a file that cannot be read or on a row that says something else than the above.
  static Result<NaaccrFacts> read(const std::string& folder);

  [[nodiscard]] IdentifierClass identifier_of(std::string_view item) const;
  [[nodiscard]] bool is_key(std::string_view item) const;
  [[nodiscard]] CodeListUse code_list_use_of(std::string_view item) const;
  [[nodiscard]] std::vector<SpecialCode> specials_of(std::string_view item) const;
  [[nodiscard]] std::vector<std::string> former_ids_of(std::string_view item) const;

 private:
  template <class Fact>
  struct Row {
    CodeSetEntry items;
    Fact fact;
  };
  struct Identifier {
    IdentifierClass identifier = IdentifierClass::None;
    bool is_key = false;
  };

  Result<void> read_identifiers(const std::string& path);
  Result<void> read_specials(const std::string& path);
  Result<void> read_code_lists(const std::string& path);
  Result<void> read_former_ids(const std::string& path);

  std::vector<Row<Identifier>> identifiers_;
  std::vector<Row<SpecialCode>> specials_;
  std::vector<Row<CodeListUse>> code_lists_;
  std::vector<Row<std::string>> former_ids_;
};

}  // namespace edict
