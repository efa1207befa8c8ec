// What became of test vectors, in words.
#include <fmt/format.h>

#include "driver/cases.h"

namespace edict {

std::string render(const CaseReport& report, bool is_verbose) {
  std::string text;
  CaseCounts sum;
  for (const CaseCounts& counts : report.edits) {
    sum.rows += counts.rows;
    sum.agree += counts.agree;
    sum.unsure_here += counts.unsure_here;
    sum.overridden_here += counts.overridden_here;
    sum.misses += counts.misses;
    sum.extra += counts.extra;
    sum.errors_there += counts.errors_there;
    sum.not_run += counts.not_run;
    sum.messages += counts.messages;
    sum.same_messages += counts.same_messages;
    const bool is_worth_a_line = counts.agree < counts.rows || counts.not_run > 0 || counts.engines_differ > 0;
    if (!is_worth_a_line && !is_verbose) continue;
    text += fmt::format(
        "{} ({}): {} rows, {} agree; fails there only: {} unsure, {} overridden, {} other; fails here only: {}",
        counts.foreign, fmt::join(counts.edits, ", "), counts.rows, counts.agree, counts.unsure_here,
        counts.overridden_here, counts.misses, counts.extra);
    if (counts.engines_differ > 0) text += fmt::format("; engines differ: {}", counts.engines_differ);
    text += counts.not_run > 0 ? fmt::format("; not run: {}\n", counts.not_run) : "\n";
    if (!is_verbose) continue;
    for (const std::string& example : counts.examples) text += fmt::format("    {}\n", example);
  }
  text += fmt::format("{} foreign edits matched, {} not restated here\n", report.edits.size(), report.unmatched);
  if (sum.messages > 0) text += fmt::format("{} messages of {} in the same words\n", sum.same_messages, sum.messages);
  text += fmt::format("{} unsure here, {} overridden here, {} missed, {} extra, {} errors there\n", sum.unsure_here,
                      sum.overridden_here, sum.misses, sum.extra, sum.errors_there);
  if (report.engines_differ() > 0)
    text += fmt::format("{} rows on which the engines differ\n", report.engines_differ());
  return text + fmt::format("{} rows, {} agree, {} disagree, {} not run\n", sum.rows + sum.not_run, sum.agree,
                            report.disagreements(), sum.not_run);
}

}  // namespace edict
