// Small changes to an edit's meaning, each as one slip of its author would make it: a condition left out, `<` for `<=`,
// a range ended one code early, a guard forgotten.
//
// A mutant is a change of rule text: a condition in a loop, or one that several edits use by name, changes in all its
// places at once. It is written as a changed copy of the edit, beside the original in a copy of the module.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/source.h"
#include "dsl/sema/hir.h"

namespace edict {

struct Mutant {
  Location place;
  std::string text;        // "`laterality in [1-5, 9]` with 9 dropped"
  std::string list;        // the named list whose codes change; empty: the change is at the place alone
  std::uint32_t edit = 0;  // the changed edit, in the copy
};

class MutantWriter {
 public:
  // `module` becomes the copy; sources outlive the writer.
  MutantWriter(hir::Module& module, const SourceMap& sources)
      : module_(module), sources_(sources), original_exprs_(module.exprs.size()) {}

  // The mutants of an edit, in order of the text.
  std::vector<Mutant> add(std::uint32_t edit);

 private:
  hir::Module& module_;
  const SourceMap& sources_;
  std::size_t original_exprs_;
};

}  // namespace edict
