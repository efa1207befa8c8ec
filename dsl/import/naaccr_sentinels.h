// Special codes from sentinel tables: the data-raw folder of the R package "naaccr" (Pennsylvania Department of Health,
// MIT licence) or one of the same form.
//
//   field_sentinel_scheme.csv  name,scheme   the table of a numeric item
//   sentinel-labels/S.csv      sentinel,label
//   field_code_scheme.csv      name,scheme   the table of a coded item
//   code-labels/S.csv          code,label,means_missing
//
// Every code of a sentinel table is special. Of a code table those are that mean a missing value and whose label says
// why. The reason is read off the label: "test ordered, results unknown" is unknown.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dsl/schema/dictionary.h"

namespace edict {

class NaaccrSentinels {
 public:
  // Fails when a table that a scheme names cannot be read. Code tables may be absent.
  static Result<NaaccrSentinels> read(const std::string& folder);

  // Whether the item is a measurement with codes among its values.
  [[nodiscard]] bool is_measurement(std::string_view item) const { return sentinel_schemes_.contains(item); }
  [[nodiscard]] std::vector<SpecialCode> specials_of(std::string_view item) const;

 private:
  using Schemes = std::map<std::string, std::string, std::less<>>;  // item to table
  using Tables = std::map<std::string, std::vector<SpecialCode>, std::less<>>;

  Schemes sentinel_schemes_;
  Schemes code_schemes_;
  Tables sentinel_tables_;
  Tables code_tables_;
};

// Other when the label says nothing known.
SpecialReason reason_of_label(std::string_view label);

}  // namespace edict
