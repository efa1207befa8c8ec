// A small registry for tests of the compiler: three levels, a dozen items, a few empty edits and a table.
//
//   file     registry (code)
//   patient  sex (code), birth (date)
//   tumor    site, histology, laterality, flag (code), seq (digits), size (number; 999 is unknown), grade, gradePath
//   (code,
//            ordered), diagnosis, contact (date)
//
//   edits    F1 on file, P1 on patient, T1 and T2 on tumor, each with requires 1 to 4, all without conditions
//   table    SiteType: site low siteLow high siteHigh, histology range histology; returns verdict, limit
#pragma once

#include <memory>
#include <string_view>

#include "dsl/sema/hir.h"
#include "runtime/batch/batch.h"

namespace edict::test {

std::shared_ptr<const Dictionary> sample_dictionary();
hir::Module sample_module();

// A schema with a column for every item of the sample dictionary.
std::shared_ptr<const BatchSchema> sample_schema();

// Fills and seals a batch; a line is a record, and the row of the file level is there without a line:
//   patient sex=1 birth=1950
//     tumor site=C509 seq=01
void fill(Batch& batch, std::string_view text);

}  // namespace edict::test
