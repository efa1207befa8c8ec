#include "runtime/exec/executable.h"

namespace edict {
std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Fail: return "fail";
    case Outcome::NotRun: return "not_run";
    case Outcome::Unsure: return "unsure";
    case Outcome::Overridden: return "overridden";
    case Outcome::Pass: return "pass";
    case Outcome::Skipped: return "skipped";
  }
  return "";
}

Outcome OutcomeMasks::outcome(std::size_t require, std::uint32_t row) const {
  const Require& masks = requires_[require];
  if (has_bit(masks.fail, row)) return masks.fails_to_run ? Outcome::NotRun : Outcome::Fail;
  if (has_bit(masks.overridden, row)) return Outcome::Overridden;
  if (has_bit(masks.unsure, row)) return Outcome::Unsure;
  if (has_bit(masks.skipped, row)) return Outcome::Skipped;
  return Outcome::Pass;
}

}  // namespace edict
