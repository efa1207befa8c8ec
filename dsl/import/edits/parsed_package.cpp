#include "dsl/import/edits/parsed_package.h"

#include <fmt/format.h>

#include "dsl/import/edits/data_notation.h"
#include "dsl/import/edits/script/script_calls.h"

namespace edict::foreign {
namespace {

std::expected<Script, ScriptFault> read_script(const PlacedText& source) {
  auto script = parse_script(source);
  if (!script) return script;
  if (auto fault = find_wrong_call(*script)) return std::unexpected(std::move(*fault));
  return script;
}

}  // namespace

std::unique_ptr<const ParsedPackage> ParsedPackage::parse(EditsPackage package) {
  std::unique_ptr<ParsedPackage> parsed(new ParsedPackage(std::move(package)));
  for (const PackageFault& fault : parsed->package_.faults) {
    parsed->problems_.push_back(fmt::format("{}:{}: {}", fault.id, fault.line, fault.problem));
  }
  parsed->read_entries();
  parsed->parse_scripts();
  return parsed;
}

void ParsedPackage::read_entries() {
  for (const ContextEntry& entry : package_.context) {
    const bool is_new = entries_.emplace(entry.id, &entry).second;
    if (!is_new) problems_.push_back(fmt::format("{}:{}: a second entry of this id", entry.id, entry.content.line));
  }
  for (const ContextEntry& entry : package_.context) read_entry(entry.id, 0);
  tables_ = Tables::read(package_, problems_);
}

void ParsedPackage::refuse_entry(const ContextEntry& entry, std::uint32_t line, std::string_view problem) {
  unreadable_.insert(entry.id);
  problems_.push_back(fmt::format("{}:{}: {}", entry.id, line, problem));
}

// Entries may name others, in any order. One that names an entry that cannot be read cannot be read either.
Value ParsedPackage::read_entry(std::string_view id, int depth) {
  constexpr int kDeepestReference = 32;
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second->form != ContextForm::Data) return Value();
  const ContextEntry& entry = *found->second;
  if (const auto known = values_.find(id); known != values_.end()) return known->second;
  if (!begun_.insert(entry.id).second) {
    if (!unreadable_.contains(id)) refuse_entry(entry, entry.content.line, "it stands in itself");
    return Value();
  }
  if (depth > kDeepestReference) {
    refuse_entry(entry, entry.content.line, "entries stand in each other too deeply");
    return Value();
  }
  std::string unreadable;
  const auto value = read_data(entry.content.text, [&](std::string_view other) {
    Value named = read_entry(other, depth + 1);
    if (unreadable_.contains(other)) unreadable = other;
    return named;
  });
  if (unreadable_.contains(id)) return Value();
  if (!value) {
    refuse_entry(entry, entry.content.line + value.error().line, value.error().problem);
  } else if (!unreadable.empty()) {
    refuse_entry(entry, entry.content.line, fmt::format("it names `{}`, which cannot be read", unreadable));
  }
  if (unreadable_.contains(id)) return Value();
  return values_.emplace(entry.id, *value).first->second;
}

void ParsedPackage::parse_scripts() {
  for (const ContextEntry& entry : package_.context) {
    if (entry.form != ContextForm::Script || entries_.at(entry.id) != &entry) continue;
    if (auto script = read_script(entry.content)) {
      entry_scripts_.emplace(entry.id, std::move(*script));
    } else {
      refuse_entry(entry, script.error().line, script.error().problem);
    }
  }
  std::set<std::string_view> ids;
  for (const ForeignEdit& edit : package_.edits) {
    const bool is_new = ids.insert(edit.id).second;
    scripts_.push_back(is_new ? read_script(edit.expression)
                              : std::unexpected(ScriptFault{edit.expression.line, "a second edit of this id"}));
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
