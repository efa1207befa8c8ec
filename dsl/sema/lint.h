// What is no mistake and still worth a word.
#pragma once

namespace edict::sema {

struct Analysis;

// REQUIRES: all edits are in the module.
void lint(Analysis& analysis);

}  // namespace edict::sema
