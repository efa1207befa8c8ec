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

// The packages whose records are seen in `id`: it alone, then those it builds on, then those that these build on.
std::vector<std::vector<PackageNames*>> packages_seen_in(Analysis& analysis, std::string_view id) {
  std::vector<std::vector<PackageNames*>> rings;
  std::set<std::string, std::less<>> seen;
  std::vector<std::string> ring = {std::string(id)};
  while (!ring.empty()) {
    std::vector<PackageNames*> packages;
    std::vector<std::string> next;
    for (const std::string& at : ring) {
      const auto names = analysis.packages.find(at);
      if (names == analysis.packages.end() || !seen.insert(at).second) continue;
      packages.push_back(&names->second);
      const auto& all = analysis.hir.module().packages;
      const auto package = std::ranges::find(all, at, &hir::Package::id);
      for (const hir::PackageNeed& need : package->builds_on) next.push_back(need.id);
    }
    rings.push_back(std::move(packages));
    ring = std::move(next);
  }
  return rings;
}

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
  std::vector<std::string_view> known;
  for (const std::vector<PackageNames*>& ring : packages_seen_in(analysis, package)) {
    PackageNames* owner = nullptr;
    for (PackageNames* names : ring) {
      if (names->broken.contains(name.text())) return {};
      BaseRecordDefinition* found = find(names->base_records, name.text());
      std::ranges::copy(names_of(names->base_records), std::back_inserter(known));
      if (found == nullptr) continue;
      found->is_used = true;
      if (owner != nullptr) {
        analysis.report(Code::BaseRecordOfTwo, name.location(), {name.text(), owner->id, names->id});
        return {};
      }
      owner = names;
    }
    if (owner != nullptr) return find(owner->base_records, name.text())->record;
  }
  analysis.report(Code::UnknownBaseRecord, name.location(), {name.text()}, did_you_mean(name.text(), known));
  return {};
}

}  // namespace edict::sema
