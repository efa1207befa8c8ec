// Definitions that are being written out, so that one that uses itself is seen.
#pragma once

#include "dsl/sema/analysis.h"

namespace edict::sema {

// Keeps a definition marked as open while it is being written out.
class OpenDefinition {
 public:
  OpenDefinition(Analysis& analysis, const RecordDefinition& definition) : analysis_(analysis) {
    analysis_.open_definitions.push_back(&definition);
  }
  ~OpenDefinition() { analysis_.open_definitions.pop_back(); }
  OpenDefinition(const OpenDefinition&) = delete;
  OpenDefinition& operator=(const OpenDefinition&) = delete;

 private:
  Analysis& analysis_;
};

// True after reporting if the definition is open: it uses itself.
bool report_recursion(Analysis& analysis, const RecordDefinition& definition);

}  // namespace edict::sema
