// Names, kinds and codes: syntax trees to HIR, every mistake reported against the dictionary.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "base/source.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/schema/dictionary.h"
#include "dsl/sema/hir.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict {

// Reads a file that a rule text names (`table T from "tables/t.csv"`), relative to the rule file's folder.
using ReadNamedFile = std::function<Result<std::string>(const std::string& rule_file, const std::string& named)>;

// Returns a best-effort module: when `sink` has errors it must not be run. All files are one program: edits of any
// package may be named by any edit set; code lists, conditions and tables are seen in the files of their package.
// `former_edits` are the ids of edits that an earlier version of the packages had: an edit set that still excludes or
// changes one of them is told so, and is not wrong.
hir::Module analyse(std::span<const SyntaxTree> trees, const SourceMap& sources,
                    std::shared_ptr<const Dictionary> dictionary, const ReadNamedFile& read_named_file,
                    DiagnosticSink& sink, std::span<const std::string> former_edits = {});

}  // namespace edict
