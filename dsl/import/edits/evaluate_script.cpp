#include "dsl/import/edits/evaluate_script.h"

#include "dsl/compatible/blanks.h"
#include "dsl/import/edits/evaluate/script_run.h"

namespace edict::foreign {

Verdict ScriptRun::run(const ForeignEdit& edit, const Script& script) {
  const Value result = call_script(script);
  if (result.is_raised()) return {Outcome::Error, {}, {}};
  if (result.is_true() && !is_flagged_) return {};
  Verdict verdict{Outcome::Fail, edit.message, {}};
  if (!message_.is_null()) verdict.message = compatible::without_end_blanks(to_text(message_));
  verdict.message = filled_message(verdict.message, items_);
  for (const Value& note : notes_) {
    if (note.is_null()) continue;
    verdict.notes.push_back(filled_message(compatible::without_end_blanks(to_text(note)), items_));
  }
  return verdict;
}

ScriptEvaluator::ScriptEvaluator(const ParsedPackage& package, const Facts& facts) : package_(package), facts_(facts) {}

Verdict ScriptEvaluator::evaluate(std::size_t edit, std::uint32_t record_count, const ItemSource& items) {
  const auto& script = package_.script(edit);
  if (!script) return {Outcome::Error, {}, {}};
  return ScriptRun(package_, facts_, record_count, items).run(package_.package().edits[edit], *script);
}

}  // namespace edict::foreign
