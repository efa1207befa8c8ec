#include "driver/import_dictionary.h"

#include "base/output_file.h"
#include "dsl/schema/dictionary_text.h"

namespace edict {

Result<std::vector<std::string>> import_dictionary(const ImportDictionaryOptions& options) {
  EDICT_TRY(NaaccrDictionaryImport imported, import_naaccr_dictionary(options.sources));
  EDICT_TRY(const std::unique_ptr<OutputFile> file, OutputFile::create(options.output));
  EDICT_TRY_VOID(file->write(write_dictionary(*imported.dictionary)));
  EDICT_TRY_VOID(file->commit());
  return std::move(imported.problems);
}

}  // namespace edict
