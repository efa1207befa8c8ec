#include "dsl/sema/reporter.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"

namespace edict::sema {

void Reporter::report(Code code, Location location, std::initializer_list<std::string_view> arguments, std::string hint,
                      std::vector<Fix> fixes) {
  const std::string said = fmt::format("{}", fmt::join(arguments, "\n"));
  if (!reported_.emplace(code, location.file, location.span.begin, location.span.end, said).second) return;
  sink_.report(code, location, arguments, std::move(hint), std::move(fixes));
}

bool Reporter::has_errors_within(Location location) const {
  return std::ranges::any_of(sink_.all(), [&](const Diagnostic& diagnostic) {
    return info_of(diagnostic.code).severity == Severity::Error && diagnostic.location.file == location.file &&
           diagnostic.location.span.begin >= location.span.begin && diagnostic.location.span.begin < location.span.end;
  });
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (word.size() < 2) return {};  // every other letter is as near
  const auto near = closest(word, candidates);
  return near.empty() ? std::string{} : fmt::format("did you mean {}?", near.front());
}

std::string did_you_mean_item(std::string_view word, const Dictionary& dictionary) {
  const auto near = dictionary.closest_items(word, 1);
  return near.empty() ? std::string{} : fmt::format("did you mean {}?", introduce(dictionary[near.front()]));
}

std::string introduce(const Item& item) {
  if (item.number == 0) return fmt::format("{} ({})", item.id, item.label);
  return fmt::format("{} (#{} {})", item.id, item.number, item.label);
}

std::string first_stands_in(const SourceMap& sources, Location location) {
  const SourceFile& file = sources[location.file];
  return fmt::format("the first stands in {}:{}", file.path(), file.line_column(location.span.begin).line);
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace edict::sema
