// Which schema a record belongs to, as rows of a table of which no two meet.
//
// A schema is chosen only where exactly one fits the site, the histology and the discriminators that the record has: a
// blank discriminator rules nothing out. The publisher's tables say that by schema, and may overlap; here sites and
// histologies that all schemas treat alike are put together, and each such pair gets the rows that decide it.
#pragma once

#include <string>
#include <vector>

#include "dsl/import/staging/algorithm.h"

namespace edict::staging {

struct SchemaRow {
  std::string sites;
  std::string histologies;
  std::vector<std::string> discriminators;  // by SchemaSelection::discriminators: "blank, *" is any value
  const Schema* schema = nullptr;           // null: none, before a row that takes the other codes
};

struct SchemaSelection {
  std::vector<SchemaInput> discriminators;  // what schemas ask besides site and histology
  SchemaInput site;
  SchemaInput histology;
  std::vector<SchemaRow> rows;
  bool is_ordered = false;  // some rows take what those before leave
};

SchemaSelection select_schemas(const Algorithm& algorithm);

}  // namespace edict::staging
