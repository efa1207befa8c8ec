// What staging tables say, as edits ask for it: which schema a record belongs to, and which codes the schema allows.
// Edits of both kinds call a library for it; here it is facts that someone provides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace edict::foreign {

struct StagingSchema {
  std::string id;    // "kidney_renal_pelvis"
  std::string name;  // "KidneyRenalPelvis"
  std::int64_t number = 0;
};

class StagingFacts {
 public:
  virtual ~StagingFacts() = default;

  [[nodiscard]] virtual std::string version() const = 0;  // "020550"
  [[nodiscard]] virtual std::int64_t schema_count() const = 0;
  // The only schema for a site, histology and schema discriminator; nothing when none or several fit.
  [[nodiscard]] virtual std::optional<StagingSchema> schema_of(std::string_view site, std::string_view histology,
                                                               std::string_view discriminator) const = 0;
  [[nodiscard]] virtual std::optional<StagingSchema> schema_number(std::int64_t number) const = 0;
  // Whether the schema of an id allows a code for an item of the dictionary.
  [[nodiscard]] virtual bool allows(std::string_view schema_id, std::string_view item, std::string_view code) const = 0;
  // The same by number of schema and of table.
  [[nodiscard]] virtual bool allows(std::int64_t schema, std::int64_t table, std::string_view code) const = 0;
  // Why the code is no longer used, a short key; empty when it still is.
  [[nodiscard]] virtual std::string obsolete_reason(std::string_view schema_id, std::string_view item,
                                                    std::string_view code) const = 0;
};

}  // namespace edict::foreign
