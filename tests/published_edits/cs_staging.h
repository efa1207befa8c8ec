// Staging facts out of the published tables beside the project.
#pragma once

#include <memory>

#include "dsl/import/edits/meaning/staging_facts.h"

namespace edict::testing {

// Null when the tables are not beside the project.
std::unique_ptr<foreign::StagingFacts> shared_cs_staging();

}  // namespace edict::testing
