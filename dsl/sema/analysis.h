// What the parts of semantic analysis share.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "dsl/sema/analyse.h"
#include "dsl/sema/hir_builder.h"
#include "dsl/sema/names.h"
#include "dsl/sema/reporter.h"
#include "dsl/sema/scope.h"

namespace edict::sema {

struct LetUse {
  std::string name;
  Location location;
  bool is_used = false;
};

struct Analysis {
  const Dictionary& dictionary;
  const SourceMap& sources;
  const ReadNamedFile& read_named_file;
  Reporter& reporter;
  HirBuilder& hir;
  std::span<const std::string> former_edits;  // ids that packages had when they were locked
  std::map<std::string, PackageNames, std::less<>> packages = {};

  // Definitions being written out, outermost first, and those written out before, by the record they are about.
  std::vector<const RecordDefinition*> open_definitions = {};
  std::map<std::pair<const RecordDefinition*, hir::VariableId>, NamedValue> written_out = {};
  std::set<std::string, std::less<>> broken_edits = {};  // ids of edits that could not be read
  // The cells of the columns that codes were compared with.
  std::map<std::pair<hir::TableId, std::uint32_t>, std::set<std::string, std::less<>>> column_cells = {};
  // The names of `let`s, by place, and whether something uses them.
  std::map<std::pair<FileId, std::uint32_t>, LetUse> lets = {};

  void report(Code code, Location location, std::initializer_list<std::string_view> arguments = {},
              std::string hint = {}) {
    reporter.report(code, location, arguments, std::move(hint));
  }
  [[nodiscard]] const std::string& level_name(LevelId level) const { return dictionary[level].name; }
};

// True after reporting if two packages, equally near, define the name: `what` is "a table".
template <class Definition>
bool report_second(Analysis& analysis, const Seen<Definition>& seen, std::string_view what, NodeRef name) {
  if (seen.second == nullptr) return false;
  analysis.report(Code::NameOfTwo, name.location(), {name.text(), what, seen.owner->id, seen.second->id});
  return true;
}

}  // namespace edict::sema
