// A file of conformance cases: one case a line, its four parts parted by a blank and a bar.
//
//   name | expression | item=value; item=value | true
//   name | lookup T(code) as row, otherwise skip // require row.x is ok | code=C509 + code=C619 | pass
//
// An expression has an answer: true, false or unsure. A rule is clauses of an edit parted by ` // `, a `.` before one
// for each clause that it stands under, `patient:` before them where the edit is on patient; it has the outcome of the
// patient, or of the first tumor. A value begins behind `=` and ends before `;`, the next tumor (` + `) or the bar; an
// item that is not named is blank; `none` is a patient without tumors. Lines that begin with `>` are definitions of the
// file, lines that begin with `#` comments.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/truth.h"
#include "runtime/exec/executable.h"

namespace edict::conformance {

using Record = std::vector<std::pair<std::string, std::string>>;  // item id, value

struct Case {
  std::string place;  // "dates.txt:12 name"
  std::string rule;   // the clauses of the edit, with their indentation
  bool is_expression = false;
  bool is_on_patient = false;
  std::vector<Record> tumors;
  Outcome outcome = Outcome::Unsure;  // of an expression: pass for true, fail for false
};

struct CaseFile {
  std::string definitions;
  std::vector<Case> cases;
};

// tests/conformance/cases/`name`; a line that is no case is told by a test failure.
CaseFile read_cases(const std::string& name);
std::vector<std::string> case_files();

}  // namespace edict::conformance
