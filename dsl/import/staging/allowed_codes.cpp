#include "dsl/import/staging/allowed_codes.h"

#include <map>

#include "dsl/import/staging/codes.h"

namespace edict::staging {
namespace {

using RowKey = std::tuple<std::string, std::string, std::string>;  // item, codes, reason
using Rows = std::map<RowKey, std::set<std::string>>;              // by schemas

std::vector<CodesRow> in_order(const Rows& rows) {
  std::vector<CodesRow> all;
  for (const auto& [key, schemas] : rows)
    all.push_back({std::get<0>(key), schemas, std::get<1>(key), std::get<2>(key)});
  return all;
}

class CodesReader {
 public:
  CodesReader(const Algorithm& algorithm, const Dictionary& dictionary)
      : algorithm_(algorithm), dictionary_(dictionary) {}

  SchemaCodes read() {
    for (const Schema& schema : algorithm_.schemas) {
      const std::vector<Table::Input>& selecting = algorithm_.table(schema.selection)->inputs;
      for (const SchemaInput& input : schema.inputs) {
        const Table* table = algorithm_.table(input.table);
        const bool is_site_or_histology = (!selecting.empty() && input.key == selecting[0].key) ||
                                          (selecting.size() > 1 && input.key == selecting[1].key);
        if (table == nullptr || table->inputs.empty() || input.item.empty() || is_site_or_histology) continue;
        const ItemId item = item_of(input, dictionary_);
        if (!item.is_valid()) codes_.missing.insert(input.item);
        else if (dictionary_[item].kind != ItemKind::Date) read_table(schema, dictionary_[item], *table);
      }
    }
    codes_.allowed = in_order(allowed_);
    codes_.obsolete = in_order(obsolete_);
    return std::move(codes_);
  }

 private:
  void read_table(const Schema& schema, const Item& item, const Table& table) {
    std::vector<Term> allowed;
    std::map<std::string, std::vector<Term>> obsolete;  // by reason
    for (const std::vector<std::string>& row : table.rows) {
      const std::vector<Term> terms = terms_of(row[table.inputs[0].column]);
      allowed.insert(allowed.end(), terms.begin(), terms.end());
      const std::string reason = table.description ? obsolete_reason(row[*table.description]) : "";
      if (!reason.empty()) obsolete[reason].insert(obsolete[reason].end(), terms.begin(), terms.end());
    }
    if (allowed.empty()) return;
    allowed_[{item.id, written_terms(allowed, item.length), ""}].insert(schema.id);
    for (const auto& [reason, terms] : obsolete) {
      obsolete_[{item.id, written_terms(terms, item.length), reason}].insert(schema.id);
    }
  }

  const Algorithm& algorithm_;
  const Dictionary& dictionary_;
  SchemaCodes codes_;
  Rows allowed_;
  Rows obsolete_;
};

}  // namespace

ItemId item_of(const SchemaInput& input, const Dictionary& dictionary) {
  const ItemId item = dictionary.find(input.item);
  // Earlier dictionaries have one item for the sex of a patient.
  return item.is_valid() || input.item != "sexAssignedAtBirth" ? item : dictionary.find("sex");
}

std::string obsolete_reason(std::string_view description) {
  if (!description.starts_with("OBSOLETE DATA")) return {};
  const std::string_view line = description.substr(0, description.find('\n'));
  const bool is_converted = !line.contains("RETAINED") && (line.contains("CONVERTED") || line.contains("CHANGED"));
  const std::size_t version = description.find(" V0");
  if (is_converted || version == std::string_view::npos) return "converted";
  return std::string(description.substr(version + 1, 5));
}

SchemaCodes codes_of_schemas(const Algorithm& algorithm, const Dictionary& dictionary) {
  return CodesReader(algorithm, dictionary).read();
}

}  // namespace edict::staging
