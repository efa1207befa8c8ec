// A package with its scripts parsed and its context entries read: what evaluation and conversion begin with.
//
// Immutable once made; shared between threads. Keeps its address: values and scripts point into it.
#pragma once

#include <expected>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/import/edits/meaning/tables.h"
#include "dsl/import/edits/package.h"
#include "dsl/import/edits/script/script.h"
#include "dsl/import/edits/value.h"

namespace edict::foreign {

class ParsedPackage {
 public:
  // Parses everything; what cannot be parsed is kept as its fault, and the rest goes on.
  static std::unique_ptr<const ParsedPackage> parse(EditsPackage package);
  ParsedPackage(const ParsedPackage&) = delete;
  ParsedPackage& operator=(const ParsedPackage&) = delete;

  [[nodiscard]] const EditsPackage& package() const { return package_; }
  [[nodiscard]] const Tables& tables() const { return tables_; }
  [[nodiscard]] const std::expected<Script, ScriptFault>& script(std::size_t edit) const { return scripts_[edit]; }

  // A data entry's value; null for tables, indexes and entries that are not there.
  [[nodiscard]] Value value_of(std::string_view entry) const;
  // The script of an entry that is one; null for any other.
  [[nodiscard]] const Script* script_of(std::string_view entry) const;
  // Whether there is an entry of that name, and it could be read.
  [[nodiscard]] bool has(std::string_view entry) const {
    return entries_.contains(entry) && !unreadable_.contains(entry);
  }

  // "ID:LINE: problem" of every edit and entry that cannot be read.
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

 private:
  explicit ParsedPackage(EditsPackage package) : package_(std::move(package)) {}
  void read_entries();
  Value read_entry(std::string_view id, int depth);
  void refuse_entry(const ContextEntry& entry, std::uint32_t line, std::string_view problem);
  void parse_scripts();

  EditsPackage package_;
  Tables tables_;
  std::map<std::string_view, const ContextEntry*, std::less<>> entries_;
  std::map<std::string_view, Value, std::less<>> values_;
  std::map<std::string_view, Script, std::less<>> entry_scripts_;
  std::set<std::string_view, std::less<>> begun_;  // data entries that have been looked at
  std::set<std::string_view, std::less<>> unreadable_;
  std::vector<std::expected<Script, ScriptFault>> scripts_;
  std::vector<std::string> problems_;
};

}  // namespace edict::foreign
