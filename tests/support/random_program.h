// Programs and batches made up at random over the sample registry, the same for the same seed: engines must agree on
// all of them.
#pragma once

#include <cstdint>
#include <string>

#include "compiler/ir/program.h"

namespace edict::test {

// A verified program that uses every operation, builtin and kind of space now and then.
ir::Program random_program(std::uint32_t seed);

// Rows for fill(): patients with none to five tumors each until there are at least `tumors` of them; blanks, special
// codes, partial dates and invalid values among the values.
std::string random_rows(std::uint32_t seed, std::uint32_t tumors);

}  // namespace edict::test
