// Questions put to an edit to see what its tests reach.
//
// A copy of the module gets, for each edit, an edit of probes: one require for every condition, branch and border of a
// code list, guarded by what must hold for the edit to ask it at all. Probes are lowered and run like any other
// require, so coverage is measured by the engine that runs the rules, with nothing built into it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dsl/sema/hir.h"
#include "runtime/exec/executable.h"

namespace edict {

enum class CoverageKind : std::uint8_t { Condition, Branch, TableRow, CodeEnd };
inline constexpr CoverageKind kCoverageKinds[] = {CoverageKind::Condition, CoverageKind::Branch, CoverageKind::TableRow,
                                                  CoverageKind::CodeEnd};
std::string_view name_of(CoverageKind kind);  // "condition", "branch", "table row", "code-list end"

// One thing that tests should have seen, such as a condition that was false, and how many rows did.
struct CoverageGoal {
  std::string name;
  std::uint64_t rows = 0;
};

// A place of the rule text with what can come of it.
struct CoveragePoint {
  CoverageKind kind = CoverageKind::Condition;
  std::string edit;  // its id; empty for what several edits share: named conditions, code lists, tables
  Location place;
  std::string about;      // tells points of one place apart
  std::string text = {};  // the rule text in one line
  std::vector<CoverageGoal> goals = {};
};

struct Probe {
  static constexpr std::size_t kNoGoal = SIZE_MAX;
  std::size_t point = 0;
  std::array<std::size_t, 6> goals;  // by Outcome: the goal that it reaches
  bool is_require = false;           // a require of the edit itself
};

struct ProbedEdit {
  std::uint32_t edit = 0;  // the edit of probes, in the copy
  std::vector<CoveragePoint> points;
  std::vector<Probe> probes;  // by require of that edit
};

class ProbeWriter {
 public:
  // `module` becomes the copy; sources outlive the writer.
  ProbeWriter(hir::Module& module, const SourceMap& sources) : module_(module), sources_(sources) {}

  ProbedEdit add(std::uint32_t edit);

 private:
  hir::Module& module_;
  const SourceMap& sources_;
};

}  // namespace edict
