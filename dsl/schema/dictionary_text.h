// Dictionaries as text: read and written in Edict's own form (docs/dictionary.md), made to diff and to load fast.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/source.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/schema/dictionary.h"

namespace edict {

// Parses the text of one dictionary. Returns null after reporting when it cannot be used.
std::shared_ptr<const Dictionary> parse_dictionary(const SourceFile& file, FileId id, DiagnosticSink& sink);

// The canonical text: parsing it gives an equal dictionary, and equal dictionaries give equal bytes.
std::string write_dictionary(const Dictionary& dictionary);

}  // namespace edict
