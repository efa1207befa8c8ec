// A file of conformance cases: one case a line, its four parts parted by a blank and a bar.
//
//   name | expression | item=value; item=value | true
//
// The answer is true, false or unsure. A value begins behind `=` and ends before `;` or the bar; an item that is not
// named is blank. Lines that begin with `#` are comments.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/truth.h"

namespace edict::conformance {

using Record = std::vector<std::pair<std::string, std::string>>;  // item id, value

struct Case {
  std::string place;  // "dates.txt:12 name"
  std::string expression;
  Record values;
  Truth answer = Truth::Unsure;
};

// The cases of tests/conformance/cases/`name`; a line that is none is told by a test failure.
std::vector<Case> read_cases(const std::string& name);
std::vector<std::string> case_files();

}  // namespace edict::conformance
