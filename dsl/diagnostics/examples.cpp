#include "dsl/diagnostics/examples.h"

#include <algorithm>

namespace edict {
namespace {

constexpr DiagnosticExample kExamples[] = {
#define EXAMPLE(name, avoid, prefer) {Code::name, avoid, prefer},
#include "dsl/diagnostics/examples.def"
#undef EXAMPLE
};

}  // namespace

std::span<const DiagnosticExample> all_examples() { return kExamples; }

const DiagnosticExample* example_of(Code code) {
  const auto* found = std::ranges::find(kExamples, code, &DiagnosticExample::code);
  return found == std::end(kExamples) ? nullptr : found;
}

}  // namespace edict
