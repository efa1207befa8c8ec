#include "dsl/sema/row_aliases.h"

#include <algorithm>

#include "dsl/sema/analysis.h"
#include "dsl/sema/contains.h"
#include "dsl/sema/tables.h"

namespace edict::sema {

using AliasKind = Scope::Alias::Kind;

RowAliases::RowAliases(Analysis& analysis, const TableDefinition& table,
                       std::vector<std::pair<std::string_view, std::uint32_t>> names)
    : analysis_(analysis), definition_(table), names_(std::move(names)) {
  for (const auto& [name, column] : names_) {
    const bool is_list = contains(definition_.lists, column, &TableDefinition::List::column);
    kinds_.push_back(is_list ? AliasKind::Codes : holds_items(column) ? AliasKind::Item : AliasKind::Text);
  }
}

bool RowAliases::holds_items(std::uint32_t column) const {
  const std::vector<std::string_view> cells = distinct_cells(analysis_.hir.module()[definition_.table], column);
  return std::ranges::any_of(cells, [&](std::string_view cell) { return find_item(analysis_, cell).is_valid(); });
}

std::vector<Scope::Alias> RowAliases::of_row(std::size_t row) const {
  std::vector<Scope::Alias> aliases;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const std::string cell(analysis_.hir.module()[definition_.table].rows.at(row, names_[i].second));
    Scope::Alias alias{names_[i].first, kinds_[i], {}, {}, cell};
    if (kinds_[i] == AliasKind::Codes) {
      alias.codes = analysis_.hir.code_set(codes_of_cell(cell, [](std::string_view, std::string_view) {}));
    } else if (kinds_[i] == AliasKind::Item) {
      alias.item = find_item(analysis_, cell);
      if (!alias.item.is_valid()) {
        analysis_.report(Code::CellNoItem, definition_.places.location(row), {definition_.places.describe(row), cell},
                         did_you_mean_item(cell, analysis_.dictionary));
        return {};
      }
      alias.text = analysis_.dictionary[alias.item].id;
    }
    aliases.push_back(std::move(alias));
  }
  return aliases;
}

std::string filled(std::string_view text, const std::vector<Scope::Alias>& aliases, const Dictionary* labels_of) {
  std::string result;
  while (!text.empty()) {
    const std::size_t brace = std::min(text.find_first_of("{}"), text.size());
    result += text.substr(0, brace);
    text.remove_prefix(brace);
    if (text.empty()) break;
    const std::size_t end = text.find('}');
    const auto named = end == std::string_view::npos
                           ? aliases.end()
                           : std::ranges::find(aliases, text.substr(1, end - 1), &Scope::Alias::name);
    if (named != aliases.end()) {
      const bool has_label = labels_of != nullptr && named->kind == AliasKind::Item;
      result += has_label ? (*labels_of)[named->item].label : named->text;
      text.remove_prefix(end + 1);
    } else {
      result += text.front();
      text.remove_prefix(text.size() > 1 && text[1] == text[0] ? 2 : 1);
    }
  }
  return result;
}

}  // namespace edict::sema
