#include "driver/fix_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "driver/line_difference.h"
#include "driver/rewrite_file.h"
#include "dsl/lint/same_meaning.h"

namespace edict {
namespace {

constexpr int kMostRounds = 10;  // a fix may make room for another

using Texts = std::map<std::string, std::string>;  // by path

// The text with the safe fixes of one file; those that overlap one before them wait for the next round.
std::string fixed(const LoadedRules& rules, FileId file, std::size_t& count) {
  std::vector<const Fix*> fixes;
  for (const Diagnostic& diagnostic : rules.diagnostics.all()) {
    if (diagnostic.location.file != file || diagnostic.is_allowed()) continue;
    const auto safe = std::ranges::find_if(diagnostic.fixes, &Fix::is_safe);
    if (safe != diagnostic.fixes.end()) fixes.push_back(&*safe);
  }
  std::ranges::stable_sort(fixes, {}, [](const Fix* fix) { return fix->edits.front().span.begin; });

  const std::string_view source = rules.sources[file].text();
  std::string text;
  std::uint32_t place = 0;
  for (const Fix* fix : fixes) {
    if (fix->edits.front().span.begin < place) continue;
    for (const TextEdit& edit : fix->edits) {
      text += source.substr(place, edit.span.begin - place);
      text += edit.text;
      place = edit.span.end;
    }
    ++count;
  }
  return text + std::string(source.substr(place));
}

}  // namespace

Result<FixResult> fix_rules(const RuleRequest& request, bool only_show) {
  RuleRequest again = request;
  again.is_linted = true;
  EDICT_TRY(const LoadedRules first, load_rules(again));
  FixResult result;
  if (first.diagnostics.has_errors()) return result;

  Texts before;
  LoadedRules rules;
  for (int round = 0; round < kMostRounds; ++round) {
    EDICT_TRY(rules, load_rules(again));
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < rules.sources.size(); ++i) {
      const SourceFile& file = rules.sources[FileId(i)];
      const std::size_t so_far = count;
      std::string text = fixed(rules, FileId(i), count);
      if (count == so_far) continue;
      before.try_emplace(file.path(), file.text());
      again.texts[file.path()] = std::move(text);
    }
    if (count == 0) break;
    result.fixes += count;
  }
  EDICT_TRY(rules, load_rules(again));
  if (rules.diagnostics.has_errors() || !have_same_meaning(*first.module, *rules.module)) {
    return fail(ErrorKind::Engine, "the fixes would have changed what an edit means, so nothing was changed");
  }
  for (const auto& [path, text] : before) {
    if (only_show) {
      result.text += line_difference(path, text, again.texts[path]);
      continue;
    }
    EDICT_TRY_VOID(rewrite_file(path, again.texts[path]));
    result.text += fmt::format("{}: mended\n", path);
  }
  return result;
}

}  // namespace edict
