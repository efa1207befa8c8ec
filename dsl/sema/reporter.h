// Reports the mistakes of rule text, each once: a condition is analysed again at each use, and one message serves many
// requires, so the same mistake can be met many times.
#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "dsl/diagnostics/diagnostic.h"
#include "dsl/schema/dictionary.h"

namespace edict::sema {

class Reporter {
 public:
  explicit Reporter(DiagnosticSink& sink) : sink_(sink) {}

  // Reports unless the same has been reported of the same place.
  void report(Code code, Location location, std::initializer_list<std::string_view> arguments = {},
              std::string hint = {}, std::vector<Fix> fixes = {});

  // Whether anything wrong was reported of a place, here or when the text was read.
  [[nodiscard]] bool has_errors() const { return sink_.has_errors(); }
  [[nodiscard]] bool has_errors_within(Location location) const;

 private:
  DiagnosticSink& sink_;
  std::set<std::tuple<Code, FileId, std::uint32_t, std::uint32_t, std::string>> reported_;
};

// "did you mean Paired?", or nothing when no candidate is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

// "did you mean laterality (#410 Laterality)?"
std::string did_you_mean_item(std::string_view word, const Dictionary& dictionary);

// "laterality (#410 Laterality)"
std::string introduce(const Item& item);

// "the first stands in a.edict:3": where a name that is defined twice was defined before.
std::string first_stands_in(const SourceMap& sources, Location location);

// "1 row", "3 rows"
std::string counted(std::size_t count, std::string_view noun);

}  // namespace edict::sema
