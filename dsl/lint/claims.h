// What lint has found, by the place of the text it is about. A clause in a loop or template stands for many, and so
// does a value that is written out at each use; of it only what holds in every turn is said.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "base/source.h"
#include "dsl/diagnostics/diagnostic.h"

namespace edict::lint_rules {

class Claims {
 public:
  void add(Code code, Location place, std::string_view what, bool is_so) {
    Claim& claim = claims_[{place.file, place.span.begin, place.span.end, code}];
    claim.place = place;
    ++claim.turns;
    if (is_so) ++claim.proved[std::string(what)];
  }

  // Says that nothing is known of one turn of this clause, so nothing is said of it.
  void give_up(Location clause) { unknown_.push_back(clause); }

  template <class Report>
  void for_each_proved(const Report& report) const {
    for (const auto& [key, claim] : claims_) {
      const bool is_known = std::ranges::none_of(unknown_, [&, &place = claim.place](Location clause) {
        return place.file == clause.file && place.span.begin >= clause.span.begin && place.span.end <= clause.span.end;
      });
      for (const auto& [what, proved] : claim.proved) {
        if (is_known && proved == claim.turns) report(std::get<Code>(key), claim.place, what);
      }
    }
  }

 private:
  struct Claim {
    Location place;
    std::size_t turns = 0;
    std::map<std::string, std::size_t> proved;  // what was said, and how often
  };
  std::map<std::tuple<FileId, std::uint32_t, std::uint32_t, Code>, Claim> claims_;
  std::vector<Location> unknown_;
};

}  // namespace edict::lint_rules
