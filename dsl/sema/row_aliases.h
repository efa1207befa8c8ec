// What the columns of a table stand for in a loop over its rows, or in a template made of them.
//
// A column that `returns … list` stands for the code list of its cell; one whose cells are items, for the item; any
// other for the text of its cell. Mistakes are reported at the rows.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "dsl/sema/scope.h"

namespace edict::sema {

class RowAliases {
 public:
  // `names`: what columns are called, and their indices.
  // REQUIRES: the table is not broken.
  RowAliases(Analysis& analysis, const TableDefinition& table,
             std::vector<std::pair<std::string_view, std::uint32_t>> names);

  // Names of the row's cells; empty when a cell was not understood.
  [[nodiscard]] std::vector<Scope::Alias> of_row(std::size_t row) const;

 private:
  [[nodiscard]] bool holds_items(std::uint32_t column) const;

  Analysis& analysis_;
  const TableDefinition& definition_;
  std::vector<std::pair<std::string_view, std::uint32_t>> names_;
  std::vector<Scope::Alias::Kind> kinds_;  // by name
};

// The text with the columns in braces filled in: of an item its id, or its label where `shows_labels`. `{{` is a brace.
std::string filled(std::string_view text, const std::vector<Scope::Alias>& aliases, const Dictionary* labels_of);

}  // namespace edict::sema
