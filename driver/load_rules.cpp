#include "driver/load_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/closest.h"
#include "base/hash.h"
#include "base/read_file.h"
#include "driver/rulesets_folder.h"
#include "dsl/import/naaccr_dictionary.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/sema/analyse.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {
namespace {

namespace fs = std::filesystem;

struct DictionaryName {
  std::string name;
  std::string version;
};

// Adds a path's rule files, each once and in a fixed order.
Result<void> add_files(const std::string& path, std::vector<std::string>& files) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return fail(ErrorKind::Unreadable, fmt::format("no file or folder `{}`", path));
  if (!fs::is_directory(status)) {
    if (std::find(files.begin(), files.end(), path) == files.end()) files.push_back(path);
    return {};
  }
  const std::vector<std::string> found = rule_files_in(path);
  if (found.empty()) return fail(ErrorKind::Unreadable, fmt::format("no rule files (.edict) in `{}`", path));
  for (const std::string& file : found) {
    if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  }
  return {};
}

// The nodes of one kind of clause, over all clauses at the top of a tree.
template <class Visit>
void for_each_top_clause(const SyntaxTree& tree, NodeKind kind, Visit visit) {
  for (ClauseId id : tree.top) {
    if (tree[id].kind == kind) visit(tree[id]);
  }
}

std::vector<DictionaryName> dictionaries_used(const SyntaxTree& tree) {
  std::vector<DictionaryName> used;
  for_each_top_clause(tree, NodeKind::UseClause, [&](const Clause& clause) {
    const NodeRef root = tree.root_of(clause);
    if (root.has(NodeKind::Name) && root.has(NodeKind::Version)) {
      used.push_back(
          {std::string(root.child(NodeKind::Name).text()), std::string(root.child(NodeKind::Version).text())});
    }
  });
  return used;
}

// The packages that the edit sets of a tree include whole or in part: they are loaded with it.
std::vector<std::string> packages_included(const SyntaxTree& tree) {
  std::vector<std::string> packages;
  for (const Clause& clause : tree.clauses) {
    if (clause.kind != NodeKind::IncludeClause) continue;
    for (const NodeRef& part : tree.root_of(clause).children()) {
      if (part.kind() == NodeKind::FromPackage) packages.emplace_back(part.child(NodeKind::EditId).text());
      if (part.kind() == NodeKind::EditId && part.text().find('.') != std::string_view::npos) {
        packages.emplace_back(part.text());
      }
    }
  }
  return packages;
}

Result<std::shared_ptr<const Dictionary>> find_dictionary(const RuleRequest& request,
                                                          const std::vector<DictionaryName>& used) {
  if (request.dictionary_file) return load_dictionary(*request.dictionary_file);
  if (used.empty()) {
    return fail(ErrorKind::Rules,
                "no dictionary: write `use dictionary NAME VERSION` at the head of a rule file, or give "
                "`--dictionary FILE`");
  }
  const auto rulesets = rulesets_folder();
  if (!rulesets)
    return fail(ErrorKind::Unreadable, "the folder of shipped rule sets was not found; set EDICT_RULESETS");
  const std::string path = dictionary_path(*rulesets, used.front().name, used.front().version);
  if (std::error_code ignored; !fs::exists(path, ignored)) {
    const std::vector<std::string> versions = shipped_versions(*rulesets, used.front().name);
    return fail(ErrorKind::Rules,
                fmt::format("no dictionary `{} {}`; {}", used.front().name, used.front().version,
                            versions.empty() ? std::string("none of that name is shipped")
                                             : fmt::format("there are versions {}", fmt::join(versions, ", "))));
  }
  return load_dictionary(path);
}

// Tables are named relative to the rule file that reads them, and never leave its folder.
Result<std::string> read_beside(const std::string& rule_file, const std::string& named) {
  const fs::path relative(named);
  const bool leaves = relative.is_absolute() ||
                      std::any_of(relative.begin(), relative.end(), [](const fs::path& part) { return part == ".."; });
  if (leaves) return fail(ErrorKind::Unreadable, fmt::format("`{}` lies outside the rule file's folder", named));
  return read_file((fs::path(rule_file).parent_path() / relative).string());
}

std::vector<std::string_view> views(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

// The files that a request means: its own paths, and the package that ships the edit set when no path was given.
Result<std::vector<std::string>> files_of(const RuleRequest& request) {
  std::vector<std::string> files;
  for (const std::string& path : request.paths) EDICT_TRY_VOID(add_files(path, files));
  if (!files.empty() || !request.edit_set) return files;

  const auto rulesets = rulesets_folder();
  if (!rulesets)
    return fail(ErrorKind::Unreadable, "the folder of shipped rule sets was not found; set EDICT_RULESETS");
  for (const std::string& folder : folders_with_edit_set(*rulesets, *request.edit_set)) {
    EDICT_TRY_VOID(add_files(folder, files));
  }
  if (files.empty()) {
    const std::vector<std::string> sets = shipped_edit_sets(*rulesets);
    const auto near = closest(*request.edit_set, views(sets));
    return fail(ErrorKind::Usage, fmt::format("no edit set `{}`{}", *request.edit_set,
                                              near.empty() ? fmt::format("; shipped are: {}", fmt::join(sets, ", "))
                                                           : fmt::format("; did you mean {}?", near.front())));
  }
  return files;
}

}  // namespace

Result<std::shared_ptr<const Dictionary>> load_dictionary(const std::string& path) {
  if (path.ends_with(".xml")) {
    NaaccrDictionarySources sources;
    sources.dictionary = path;
    EDICT_TRY(NaaccrDictionaryImport imported, import_naaccr_dictionary(sources));
    return imported.dictionary;
  }
  EDICT_TRY(std::string text, read_file(path));
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(path, std::move(text));
  auto dictionary = parse_dictionary(sources[file], file, sink);
  if (dictionary == nullptr || sink.has_errors()) {
    return fail(ErrorKind::Rules, "the dictionary has mistakes\n" + render_all(sink, sources));
  }
  return dictionary;
}

Result<std::shared_ptr<const Dictionary>> add_user_dictionaries(std::shared_ptr<const Dictionary> base,
                                                                const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    EDICT_TRY(const auto user, load_dictionary(path));
    std::vector<std::string> conflicts;
    base = base->with(*user, conflicts);
    if (!conflicts.empty()) {
      return fail(ErrorKind::Rules, fmt::format("`{}` clashes with the base dictionary: {}", path, conflicts.front()));
    }
  }
  return base;
}

std::string render_all(const DiagnosticSink& diagnostics, const SourceMap& sources) {
  std::string text;
  std::size_t warnings = 0;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    text += render(diagnostic, sources);
    if (info_of(diagnostic.code).severity == Severity::Warning) ++warnings;
  }
  if (text.empty()) return text;
  const auto counted = [](std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
  };
  return text + fmt::format("{}, {}\n", counted(diagnostics.error_count(), "error"), counted(warnings, "warning"));
}

Result<LoadedRules> load_rules(const RuleRequest& request) {
  EDICT_TRY(std::vector<std::string> files, files_of(request));
  if (files.empty()) return fail(ErrorKind::Usage, "no rules: name rule files or folders, or an edit set with `--set`");

  LoadedRules rules;
  std::vector<SyntaxTree> trees;
  std::vector<DictionaryName> used;
  std::set<std::string> wanted_packages;
  StreamHash hash;

  // Files may include packages that stand elsewhere; those are shipped ones.
  for (std::size_t i = 0; i < files.size(); ++i) {
    EDICT_TRY(std::string text, read_file(files[i]));
    hash.add(text);
    const FileId file = rules.sources.add(files[i], std::move(text));
    trees.push_back(parse(rules.sources[file], file, rules.diagnostics));
    for (DictionaryName& name : dictionaries_used(trees.back())) used.push_back(std::move(name));
    for (const std::string& package : packages_included(trees.back())) {
      if (!wanted_packages.insert(package).second) continue;
      const auto rulesets = rulesets_folder();
      if (!rulesets) continue;
      const std::string folder = package_path(*rulesets, package);
      std::error_code ignored;
      const bool is_loaded = std::any_of(files.begin(), files.end(), [&](const std::string& known) {
        return fs::equivalent(fs::path(known).parent_path(), folder, ignored);
      });
      if (!is_loaded && fs::is_directory(folder, ignored)) EDICT_TRY_VOID(add_files(folder, files));
    }
  }

  EDICT_TRY(rules.dictionary, find_dictionary(request, used));
  EDICT_TRY(rules.dictionary, add_user_dictionaries(rules.dictionary, request.user_dictionaries));
  hash.add(write_dictionary(*rules.dictionary));

  auto module =
      std::make_shared<hir::Module>(analyse(trees, rules.sources, rules.dictionary, &read_beside, rules.diagnostics));
  rules.diagnostics.sort();
  rules.hash = hash.value();
  rules.module = std::move(module);

  if (!rules.module->packages.empty()) {
    rules.name = rules.module->packages.front().id;
    rules.version = rules.module->packages.front().version;
  }
  if (request.edit_set) {
    const auto& sets = rules.module->sets;
    const auto found =
        std::find_if(sets.begin(), sets.end(), [&](const hir::EditSet& set) { return set.id == *request.edit_set; });
    if (found == sets.end() && !rules.diagnostics.has_errors()) {
      std::vector<std::string> ids;
      for (const hir::EditSet& set : sets) ids.push_back(set.id);
      const auto near = closest(*request.edit_set, views(ids));
      return fail(ErrorKind::Usage, fmt::format("no edit set `{}` in the rules given{}", *request.edit_set,
                                                near.empty() ? "" : fmt::format("; did you mean {}?", near.front())));
    }
    if (found != sets.end()) {
      rules.edit_set = &*found;
      rules.name = found->id;
      if (!found->version.empty()) rules.version = found->version;
    }
  }
  return rules;
}

std::vector<SelectedEdit> selected_edits(const LoadedRules& rules, Day as_of) {
  std::vector<SelectedEdit> selected;
  if (rules.edit_set == nullptr) {
    for (std::uint32_t edit = 0; edit < rules.module->edits.size(); ++edit) selected.push_back({edit, std::nullopt});
    return selected;
  }
  for (const hir::SetMember& member : rules.edit_set->members) {
    const bool is_changed = member.severity && (!member.changed_from || as_of >= *member.changed_from) &&
                            (!member.changed_before || as_of < *member.changed_before);
    selected.push_back({member.edit, is_changed ? member.severity : std::nullopt});
  }
  return selected;
}

}  // namespace edict
