// Many rule files at once, on as many threads as the machine has.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/syntax/syntax_tree.h"

namespace edict {

// Parses the files of `sources` from `first` on. Trees and diagnostics come in the order of the files, whatever the
// number of threads; 0 threads: as many as the machine has.
std::vector<SyntaxTree> parse_files(const SourceMap& sources, std::uint32_t first, DiagnosticSink& sink,
                                    unsigned threads = 0);

}  // namespace edict
