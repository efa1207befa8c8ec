#include "dsl/sema/base_records.h"

#include <algorithm>
#include <vector>

#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/sema/contains.h"
#include "dsl/sema/grid.h"

namespace edict::sema {
namespace {

class RecordReader {
 public:
  RecordReader(Analysis& analysis, const BaseRecordDefinition& definition)
      : analysis_(analysis), clause_(definition.clause), level_(analysis.dictionary.levels().size() - 1) {
    record_.name = definition.name;
  }

  hir::BaseRecord read() {
    if (clause_.root().has(NodeKind::LevelName)) read_level(clause_.root().child(NodeKind::LevelName));
    const std::vector<GridRow> rows = read_rows(clause_);
    if (rows.empty()) analysis_.report(Code::BaseRecordEmpty, clause_.location(), {record_.name});
    for (const GridRow& row : rows) read_row(row);
    return std::move(record_);
  }

 private:
  void read_level(NodeRef name) {
    const LevelId level = analysis_.dictionary.find_level(name.text());
    if (level.is_valid()) level_ = level;
    else report_unknown_level(analysis_, name);
  }

  // `| primarySite | C509 |`
  void read_row(const GridRow& row) {
    if (row.cells.size() != 2) {
      analysis_.report(Code::BaseRecordRow, row.location, {counted(row.cells.size(), "cell")});
      return;
    }
    const GridCell& name = row.cells[0];
    const GridCell& value = row.cells[1];
    const ItemId item = resolve_item(analysis_, name.text, name.location);
    if (!item.is_valid() || !check_item(item, name)) return;
    if (value.text == "." && !value.is_quoted) {
      analysis_.report(Code::NoDateInside, value.location,
                       {"a date inside the period of `effective`", "a record has none"});
      return;
    }
    check_length(analysis_, item, value);
    record_.values.push_back({item, value.text, value.location});
  }

  bool check_item(ItemId item, const GridCell& name) {
    const LevelId level = analysis_.dictionary[item].level;
    if (!analysis_.dictionary.is_ancestor_or_self(level, level_)) {
      analysis_.report(Code::BaseRecordReach, name.location,
                       {name.text, analysis_.level_name(level), analysis_.level_name(level_)});
      return false;
    }
    if (record_.find(item) == nullptr) return true;
    analysis_.report(Code::ColumnTwice, name.location, {name.text});
    return false;
  }

  Analysis& analysis_;
  const ClauseRef clause_;
  LevelId level_;
  hir::BaseRecord record_;
};

}  // namespace

void read_base_records(Analysis& analysis) {
  std::vector<hir::BaseRecord>& records = analysis.hir.module().base_records;
  for (auto& [id, package] : analysis.packages) {
    for (auto& [name, definition] : package.base_records) {
      definition.record = hir::BaseRecordId(records.size());
      records.push_back(RecordReader(analysis, definition).read());
    }
  }
}

hir::BaseRecordId find_base_record(Analysis& analysis, std::string_view package, NodeRef name) {
  const PackageNames& names = analysis.packages.find(package)->second;
  const Seen<BaseRecordDefinition> seen = find_seen(names, &PackageNames::base_records, name.text());
  if (seen.is_broken) return {};
  if (seen.definition == nullptr) {
    analysis.report(Code::UnknownBaseRecord, name.location(), {name.text()},
                    did_you_mean(name.text(), names_seen(names, &PackageNames::base_records)));
    return {};
  }
  seen.definition->is_used = true;
  return report_second(analysis, seen, "a record", name) ? hir::BaseRecordId() : seen.definition->record;
}

}  // namespace edict::sema
