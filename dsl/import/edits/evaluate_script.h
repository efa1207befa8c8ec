// Evaluates a foreign edit as it stands, statement by statement: the judge of everything that conversion makes of it.
//
// Thread safety: one evaluator per thread; packages and facts are shared.
#pragma once

#include <string>
#include <vector>

#include "dsl/import/edits/evaluate/filled_message.h"
#include "dsl/import/edits/meaning/operation.h"
#include "dsl/import/edits/parsed_package.h"

namespace edict::foreign {

enum class Outcome : std::uint8_t { Pass, Fail, Error };

struct Verdict {
  Outcome outcome = Outcome::Pass;
  std::string message;             // of a fail
  std::vector<std::string> notes;  // of a fail, in the order they were added
};

class ScriptEvaluator {
 public:
  // REQUIRES: both outlive the evaluator.
  ScriptEvaluator(const ParsedPackage& package, const Facts& facts);

  // Evaluates an edit on the records of a patient, or on one record. An edit that cannot be read, or that calls a
  // function that is not known, is an Error.
  Verdict evaluate(std::size_t edit, std::uint32_t record_count, const ItemSource& items);

 private:
  const ParsedPackage& package_;
  const Facts& facts_;
};

}  // namespace edict::foreign
