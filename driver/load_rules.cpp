#include "driver/load_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <span>

#include "base/closest.h"
#include "base/hash.h"
#include "base/read_file.h"
#include "driver/lock_packages.h"
#include "driver/package_folders.h"
#include "driver/rulesets_folder.h"
#include "dsl/import/naaccr_dictionary.h"
#include "dsl/lint/lint.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/sema/analyse.h"
#include "dsl/sema/field_edits.h"
#include "dsl/sema/packages.h"
#include "dsl/sema/reporter.h"
#include "dsl/syntax/parse_files.h"
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

// Whether a clause names a field edit: one of `depends on laterality.field`, `include laterality.field`.
bool names_field_edit(const SyntaxTree& tree) {
  return std::ranges::any_of(tree.clauses, [&](const Clause& clause) {
    if (clause.kind != NodeKind::IncludeClause && clause.kind != NodeKind::DependsClause) return false;
    return std::ranges::any_of(tree.root_of(clause).children(), [](const NodeRef& part) {
      return part.kind() == NodeKind::EditId && sema::is_field_edit_id(part.text());
    });
  });
}

// The packages that a tree builds on, or that its edit sets include whole or in part: they are loaded with it.
std::vector<std::string> packages_needed(const SyntaxTree& tree) {
  std::vector<std::string> packages;
  for (const Clause& clause : tree.clauses) {
    if (clause.kind == NodeKind::BuildsOnClause && tree.root_of(clause).has(NodeKind::EditId)) {
      packages.emplace_back(tree.root_of(clause).child(NodeKind::EditId).text());
    }
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

// The packages that were read, each with the hash of what it is made of.
class PackageTexts {
 public:
  // Enters a rule file; its package is settled by its tree.
  void add(const SyntaxTree& tree, const std::string& path, bool is_asked_for) {
    const std::string id = sema::package_of(tree);
    ids_[path] = id;
    auto known = std::ranges::find(packages_, id, &LoadedPackage::id);
    if (known == packages_.end()) known = packages_.insert(packages_.end(), LoadedPackage());
    known->id = id;
    known->is_asked_for |= is_asked_for;
    if (known->folder.empty()) known->folder = fs::path(path).parent_path().string();
    for_each_top_clause(tree, NodeKind::PackageClause, [&](const Clause& clause) {
      const bool is_manifest = !clause.children.empty() || tree.root_of(clause).has(NodeKind::String);
      if (is_manifest || !known->has_manifest) known->manifest = {tree.file, clause.span};
      if (!is_manifest) return;
      known->has_manifest = true;
      known->folder = fs::path(path).parent_path().string();
    });
    add_text(path, tree.source->text());
  }

  // Enters a file that belongs to the package of a rule file: a table.
  void add_table(const std::string& rule_file, const std::string& named, std::string_view text) {
    add_text((fs::path(rule_file).parent_path() / named).string(), text, ids_[rule_file]);
  }

  // Files by name, so that the order of reading does not matter, nor where the package lies.
  std::vector<LoadedPackage> take() {
    for (LoadedPackage& package : packages_) {
      StreamHash hash;
      for (const auto& [path, text_hash] : texts_[package.id]) {
        hash.add(fmt::format("{} {}\n", fs::path(path).lexically_relative(package.folder).string(), text_hash));
      }
      package.hash = hash.value();
    }
    return std::move(packages_);
  }

 private:
  void add_text(const std::string& path, std::string_view text) { add_text(path, text, ids_[path]); }
  void add_text(const std::string& path, std::string_view text, const std::string& id) {
    texts_[id][path] = hash64(text);
  }

  std::vector<LoadedPackage> packages_;
  std::map<std::string, std::string> ids_;                             // rule file: package
  std::map<std::string, std::map<std::string, std::uint64_t>> texts_;  // package: file, hash
};

// The ids of the edits that the lock files of the packages asked for know.
Result<std::vector<std::string>> locked_edits(std::span<const LoadedPackage> packages) {
  std::vector<std::string> ids;
  for (const LoadedPackage& package : packages) {
    if (!package.is_asked_for || !package.has_manifest) continue;
    EDICT_TRY(const std::optional<Lock> lock, read_lock(package));
    if (!lock) continue;
    for (const auto& [id, hash] : lock->edits) ids.push_back(id);
  }
  return ids;
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
  std::size_t allowed = 0;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    allowed += diagnostic.is_allowed() ? 1U : 0U;
    if (diagnostic.is_allowed()) continue;
    text += render(diagnostic, sources);
    if (info_of(diagnostic.code).severity == Severity::Warning) ++warnings;
  }
  if (text.empty()) return text;
  return text + fmt::format("{}, {}{}\n", sema::counted(diagnostics.error_count(), "error"),
                            sema::counted(warnings, "warning"),
                            allowed == 0 ? "" : fmt::format(" ({} allowed)", allowed));
}

Result<LoadedRules> load_rules(const RuleRequest& request) {
  EDICT_TRY(std::vector<std::string> files, files_of(request));
  if (files.empty() && !request.has_field_edits)
    return fail(ErrorKind::Usage, "no rules: name rule files or folders, or an edit set with `--set`");

  LoadedRules rules;
  std::vector<SyntaxTree> trees;
  std::vector<DictionaryName> used;
  std::set<std::string> wanted_packages;
  PackageTexts texts;
  const std::size_t asked_for = files.size();

  // Files may build on packages that stand elsewhere: what those need is read in the next round.
  while (trees.size() < files.size()) {
    const std::size_t first = trees.size();
    for (std::size_t i = first; i < files.size(); ++i) {
      const auto given = request.texts.find(files[i]);
      EDICT_TRY(std::string text,
                given == request.texts.end() ? read_file(files[i]) : Result<std::string>(given->second));
      rules.sources.add(files[i], std::move(text));
    }
    std::ranges::move(parse_files(rules.sources, static_cast<std::uint32_t>(first), rules.diagnostics),
                      std::back_inserter(trees));
    for (std::size_t i = first; i < trees.size(); ++i) {
      const SyntaxTree& tree = trees[i];
      const std::string path = files[i];
      for (DictionaryName& name : dictionaries_used(tree)) used.push_back(std::move(name));
      texts.add(tree, path, i < asked_for);
      for (const std::string& package : packages_needed(tree)) {
        if (!wanted_packages.insert(package).second) continue;
        const auto folder = find_package_folder(package, path, sema::package_of(tree), request.package_places);
        if (!folder) continue;
        std::error_code ignored;
        const bool is_loaded = std::any_of(files.begin(), files.end(), [&](const std::string& known) {
          return fs::equivalent(fs::path(known).parent_path(), *folder, ignored);
        });
        if (!is_loaded) EDICT_TRY_VOID(add_files(*folder, files));
      }
    }
  }

  EDICT_TRY(rules.dictionary, find_dictionary(request, used));
  EDICT_TRY(rules.dictionary, add_user_dictionaries(rules.dictionary, request.user_dictionaries));

  // The field edits are rule text like any other, though of no file.
  const std::string field_package = sema::field_package_of(*rules.dictionary);
  const bool is_wanted = wanted_packages.contains(field_package) || std::ranges::any_of(trees, names_field_edit);
  if (request.has_field_edits || is_wanted) {
    const FileId file = rules.sources.add(field_package, sema::write_field_edits(*rules.dictionary));
    trees.push_back(parse(rules.sources[file], file, rules.diagnostics));
    trees.back().is_generated = true;
    texts.add(trees.back(), field_package, false);
  }

  // Tables are read during analysis; what the lock files say is asked before it.
  std::vector<LoadedPackage> before_tables = PackageTexts(texts).take();
  EDICT_TRY(const std::vector<std::string> former, locked_edits(before_tables));
  const ReadNamedFile read_table = [&](const std::string& rule_file, const std::string& named) -> Result<std::string> {
    EDICT_TRY(std::string text, read_beside(rule_file, named));
    texts.add_table(rule_file, named, text);
    return text;
  };
  rules.module = std::make_shared<hir::Module>(
      analyse(trees, rules.sources, rules.dictionary, read_table, rules.diagnostics, former));
  rules.packages = texts.take();
  rules.takes_field_edits =
      request.has_field_edits || std::ranges::any_of(rules.module->packages, [&](const hir::Package& package) {
        return std::ranges::find(package.builds_on, field_package, &hir::PackageNeed::id) != package.builds_on.end();
      });
  StreamHash hash;
  for (const LoadedPackage& package : rules.packages) hash.add(fmt::format("{} {}\n", package.id, package.hash));
  hash.add(write_dictionary(*rules.dictionary));
  rules.hash = hash.value();
  if (!rules.diagnostics.has_errors()) EDICT_TRY_VOID(check_locks(rules, request.is_locked));
  if (request.is_linted) lint(trees, rules.sources, *rules.module, rules.diagnostics);
  rules.diagnostics.sort();

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

namespace {

// An edit set that says something of field edits says all.
bool has_choice_of_field_edits(const LoadedRules& rules) {
  return rules.edit_set != nullptr && std::ranges::any_of(rules.edit_set->members, [&](const hir::SetMember& member) {
           return rules.module->edits[member.edit].field.is_valid();
         });
}

std::vector<SelectedEdit> selected_in_order_of_text(const LoadedRules& rules, Day as_of) {
  std::vector<SelectedEdit> selected;
  if (rules.edit_set != nullptr) {
    for (const hir::SetMember& member : rules.edit_set->members) {
      if (member.excluded && member.excluded->holds(as_of)) continue;
      SelectedEdit edit{member.edit, std::nullopt, std::nullopt};
      if (member.change && member.change->runs.holds(as_of)) {
        edit.severity = member.change->severity;
        edit.unsure = member.change->unsure;
      }
      selected.push_back(edit);
    }
  }
  const bool adds_field_edits = rules.takes_field_edits && !has_choice_of_field_edits(rules);
  for (std::uint32_t edit = 0; edit < rules.module->edits.size(); ++edit) {
    const bool is_field_edit = rules.module->edits[edit].field.is_valid();
    if (is_field_edit ? adds_field_edits : rules.edit_set == nullptr) selected.push_back({edit, {}, {}});
  }
  return selected;
}

}  // namespace

std::vector<SelectedEdit> selected_edits(const LoadedRules& rules, Day as_of) {
  std::vector<SelectedEdit> selected = selected_in_order_of_text(rules, as_of);
  std::ranges::stable_partition(selected,
                                [&](const SelectedEdit& edit) { return !rules.module->edits[edit.edit].measure; });
  return selected;
}

}  // namespace edict
