#include "dsl/import/staging/schema_selection.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "dsl/import/staging/codes.h"

namespace edict::staging {
namespace {

constexpr const char* kAnyValue = "blank, *";

using RowSet = std::vector<std::uint32_t>;  // indices of selection rows, sorted

// A row of one schema's selection table.
struct SelectionRow {
  const Schema* schema = nullptr;
  std::set<std::string> sites;
  std::set<std::string> histologies;
  std::vector<std::set<std::string>> discriminators;  // by discriminator; none: any value
};

// The rows that decide one pair of site and histology, without these.
using Decision = std::vector<std::pair<std::vector<std::string>, const Schema*>>;

class SelectionReader {
 public:
  explicit SelectionReader(const Algorithm& algorithm) : algorithm_(algorithm) {}

  SchemaSelection read() {
    find_discriminators();
    for (const Schema& schema : algorithm_.schemas) read_schema(schema);
    // The same rows for other sites and histologies: one row of ours, where the histologies are the same.
    std::map<std::pair<std::set<std::string>, Decision>, std::set<std::string>> merged;
    const RowsOfCodes histologies = rows_of(valid_codes(selection_.histology), &SelectionRow::histologies);
    for (const auto& [rows, alike_sites] : grouped(rows_of(valid_codes(selection_.site), &SelectionRow::sites))) {
      for (const auto& [candidates, alike] : grouped(histologies, &rows)) {
        const Decision& decision = decide(candidates, 0);
        if (!decision.empty()) merged[{alike, decision}].insert(alike_sites.begin(), alike_sites.end());
      }
    }
    for (const auto& [key, alike_sites] : merged) {
      for (const auto& [cells, schema] : key.second) {
        selection_.rows.push_back({written(alike_sites), written(key.first), cells, schema});
      }
    }
    std::ranges::stable_sort(selection_.rows, {}, [&](const SchemaRow& row) { return row.sites; });
    return std::move(selection_);
  }

 private:
  const SchemaInput* input_named(std::string_view key) const {
    for (const Schema& schema : algorithm_.schemas) {
      const auto found = std::ranges::find(schema.inputs, key, &SchemaInput::key);
      if (found != schema.inputs.end()) return &*found;
    }
    return nullptr;
  }

  // The first two inputs of every selection table are site and histology.
  void find_discriminators() {
    for (const Schema& schema : algorithm_.schemas) {
      const std::vector<Table::Input>& inputs = algorithm_.table(schema.selection)->inputs;
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        const SchemaInput* input = input_named(inputs[i].key);
        const SchemaInput named = input != nullptr ? *input : SchemaInput{inputs[i].key, {}, {}};
        if (i == 0) selection_.site = named;
        if (i == 1) selection_.histology = named;
        const bool is_new = std::ranges::find(selection_.discriminators, named.key, &SchemaInput::key) ==
                            selection_.discriminators.end();
        if (i > 1 && is_new) selection_.discriminators.push_back(named);
      }
    }
  }

  void read_schema(const Schema& schema) {
    const Table& table = *algorithm_.table(schema.selection);
    if (table.inputs.size() < 2) return;
    for (const std::vector<std::string>& cells : table.rows) {
      SelectionRow row;
      row.schema = &schema;
      row.sites = codes_of(terms_of(cells[table.inputs[0].column]));
      row.histologies = codes_of(terms_of(cells[table.inputs[1].column]));
      row.discriminators.resize(selection_.discriminators.size());
      for (std::size_t i = 2; i < table.inputs.size(); ++i) {
        const auto at = std::ranges::find(selection_.discriminators, table.inputs[i].key, &SchemaInput::key);
        const std::vector<Term> terms = terms_of(cells[table.inputs[i].column]);
        if (std::ranges::none_of(terms, &Term::is_any)) {
          row.discriminators[static_cast<std::size_t>(at - selection_.discriminators.begin())] = codes_of(terms);
        }
      }
      rows_.push_back(std::move(row));
    }
  }

  [[nodiscard]] std::set<std::string> valid_codes(const SchemaInput& input) const {
    std::set<std::string> codes;
    const Table* table = algorithm_.table(input.table);
    if (table == nullptr || table->inputs.empty()) return codes;
    for (const std::vector<std::string>& row : table->rows)
      codes.merge(codes_of(terms_of(row[table->inputs[0].column])));
    return codes;
  }

  // By code, the rows that hold it.
  using RowsOfCodes = std::map<std::string, RowSet>;
  [[nodiscard]] RowsOfCodes rows_of(const std::set<std::string>& codes,
                                    std::set<std::string> SelectionRow::* column) const {
    RowsOfCodes rows;
    for (std::uint32_t row = 0; row < rows_.size(); ++row) {
      for (const std::string& code : rows_[row].*column) {
        if (codes.contains(code)) rows[code].push_back(row);
      }
    }
    return rows;
  }

  // Codes by the rows that hold them, of those among `rows`; codes that none holds are left out.
  static std::map<RowSet, std::set<std::string>> grouped(const RowsOfCodes& codes, const RowSet* rows = nullptr) {
    std::map<RowSet, std::set<std::string>> groups;
    for (const auto& [code, all] : codes) {
      RowSet holding = all;
      if (rows != nullptr) {
        holding.clear();
        std::ranges::set_intersection(all, *rows, std::back_inserter(holding));
      }
      if (!holding.empty()) groups[std::move(holding)].insert(code);
    }
    return groups;
  }

  [[nodiscard]] const Schema* only_schema(const RowSet& candidates) const {
    const Schema* only = candidates.empty() ? nullptr : rows_[candidates.front()].schema;
    const bool is_only = std::ranges::all_of(candidates, [&](std::uint32_t row) { return rows_[row].schema == only; });
    return is_only ? only : nullptr;
  }

  // The rows that decide between candidates by the discriminators from `at` on; their cells before it are any value.
  const Decision& decide(const RowSet& candidates, std::size_t at) {
    const auto known = decided_.find({at, candidates});
    if (known != decided_.end()) return known->second;
    Decision decision = find_decision(candidates, at);
    return decided_.emplace(std::pair(at, candidates), std::move(decision)).first->second;
  }

  Decision find_decision(const RowSet& candidates, std::size_t at) {
    const std::vector<std::string> any(selection_.discriminators.size(), kAnyValue);
    if (at == any.size()) {
      const Schema* schema = only_schema(candidates);
      return schema == nullptr ? Decision{} : Decision{{any, schema}};
    }
    // A blank leaves all candidates; a code that none lists, those that do not ask.
    RowSet unasked;
    std::map<std::string, RowSet> asking;  // by code
    for (const std::uint32_t row : candidates) {
      if (rows_[row].discriminators[at].empty()) unasked.push_back(row);
      for (const std::string& code : rows_[row].discriminators[at]) asking[code].push_back(row);
    }
    if (asking.empty()) return decide(candidates, at + 1);

    // Values that lead to the same rows are one cell.
    struct Part {
      std::set<std::string> codes;
      bool has_blank = false;
      bool has_others = false;
    };
    std::map<Decision, Part> parts;
    std::map<RowSet, std::set<std::string>> by_rows;
    for (const auto& [code, rows] : asking) {
      RowSet left;
      std::ranges::merge(rows, unasked, std::back_inserter(left));
      by_rows[std::move(left)].insert(code);
    }
    for (const auto& [left, codes] : by_rows) parts[decide(left, at + 1)].codes.insert(codes.begin(), codes.end());
    parts[decide(candidates, at + 1)].has_blank = true;
    const Decision& of_others = decide(unasked, at + 1);
    parts[of_others].has_others = true;

    Decision decision;
    const auto add = [&](const Decision& rows, const Part& part) {
      std::string cell = part.has_others ? "*" : written(part.codes);
      if (part.has_blank) cell = cell.empty() ? "blank" : "blank, " + cell;
      for (auto [cells, schema] : rows) {
        cells[at] = cell;
        decision.emplace_back(std::move(cells), schema);
      }
    };
    for (const auto& [rows, part] : parts) {
      if (part.has_others) continue;
      const bool stands_before_rest = !of_others.empty() && !part.codes.empty();
      selection_.is_ordered |= stands_before_rest;
      if (rows.empty() && stands_before_rest) {
        add({{any, nullptr}}, {part.codes, false, false});
      } else {
        add(rows, part);
      }
    }
    for (const auto& [rows, part] : parts) {
      if (part.has_others) add(rows, part);
    }
    return decision;
  }

  const Algorithm& algorithm_;
  std::vector<SelectionRow> rows_;
  std::map<std::pair<std::size_t, RowSet>, Decision> decided_;
  SchemaSelection selection_;
};

}  // namespace

SchemaSelection select_schemas(const Algorithm& algorithm) { return SelectionReader(algorithm).read(); }

}  // namespace edict::staging
