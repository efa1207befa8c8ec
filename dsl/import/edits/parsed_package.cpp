#include "dsl/import/edits/parsed_package.h"

#include <fmt/format.h>

#include "dsl/import/edits/data_notation.h"

namespace edict::foreign {

std::unique_ptr<const ParsedPackage> ParsedPackage::parse(EditsPackage package) {
  std::unique_ptr<ParsedPackage> parsed(new ParsedPackage(std::move(package)));
  parsed->read_entries();
  parsed->parse_scripts();
  return parsed;
}

void ParsedPackage::read_entries() {
  for (const ContextEntry& entry : package_.context) entries_.emplace(entry.id, &entry);
  for (const ContextEntry& entry : package_.context) read_entry(entry.id, 0);
  auto tables = Tables::read(package_);
  if (tables) {
    tables_ = std::move(*tables);
  } else {
    problems_.push_back(tables.error());
  }
}

// Entries may name others, in any order; one that names itself is null inside.
Value ParsedPackage::read_entry(std::string_view id, int depth) {
  constexpr int kDeepestReference = 32;
  const auto entry = entries_.find(id);
  const bool is_data = entry != entries_.end() && entry->second->form == ContextForm::Data;
  if (!is_data || depth > kDeepestReference) return Value();
  if (const auto known = values_.find(id); known != values_.end()) return known->second;
  const auto other = [&](std::string_view name) { return read_entry(name, depth + 1); };
  return values_.emplace(entry->first, read_data(entry->second->content.text, other)).first->second;
}

void ParsedPackage::parse_scripts() {
  for (const ContextEntry& entry : package_.context) {
    if (entry.form != ContextForm::Script) continue;
    auto script = parse_script(entry.content);
    if (script) {
      entry_scripts_.emplace(entry.id, std::move(*script));
    } else {
      problems_.push_back(fmt::format("{}:{}: {}", entry.id, script.error().line, script.error().problem));
    }
  }
  for (const ForeignEdit& edit : package_.edits) {
    scripts_.push_back(parse_script(edit.expression));
    if (scripts_.back().has_value()) continue;
    const ScriptFault& fault = scripts_.back().error();
    problems_.push_back(fmt::format("{}:{}: {}", edit.id, fault.line, fault.problem));
  }
}

Value ParsedPackage::value_of(std::string_view entry) const {
  const auto found = values_.find(entry);
  return found == values_.end() ? Value() : found->second;
}

const Script* ParsedPackage::script_of(std::string_view entry) const {
  const auto found = entry_scripts_.find(entry);
  return found == entry_scripts_.end() ? nullptr : &found->second;
}

}  // namespace edict::foreign
