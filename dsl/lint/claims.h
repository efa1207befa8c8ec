// What lint has found, by the place of the text it is about. A clause in a loop or template stands for many, and so
// does a value that is written out at each use; of it only what holds in every turn is said.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

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
  void give_up(Location clause) {
    std::uint32_t& end = unknown_[clause.file][clause.span.begin];
    end = std::max(end, clause.span.end);
  }

  template <class Report>
  void for_each_proved(const Report& report) const {
    // Claims and clauses come in the same order: a place lies in a clause that begins before it if the furthest end of
    // those clauses is not before its own.
    FileId file;
    std::uint32_t furthest = 0;
    const Clauses none;
    auto next = none.begin();
    auto end = none.end();
    for (const auto& [key, claim] : claims_) {
      if (claim.place.file != file) {
        file = claim.place.file;
        const auto found = unknown_.find(file);
        const Clauses& clauses = found == unknown_.end() ? none : found->second;
        next = clauses.begin();
        end = clauses.end();
        furthest = 0;
      }
      for (; next != end && next->first <= claim.place.span.begin; ++next) furthest = std::max(furthest, next->second);
      const bool is_known = claim.place.span.end > furthest;
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
  using Clauses = std::map<std::uint32_t, std::uint32_t>;  // by begin: the furthest end
  std::map<FileId, Clauses> unknown_;
};

}  // namespace edict::lint_rules
