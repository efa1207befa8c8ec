// How long rule text takes: 2,000 edits to check, 20,000 to parse. The edits are the shipped ones, each copy of the
// package under a name and with ids of its own. Files are parsed as `edict check` parses them, on all threads, and on
// one; checking is on one. Every figure is the median of several rounds, with the bound it is held to.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <regex>

#include "base/read_file.h"
#include "dsl/lint/lint.h"
#include "dsl/schema/dictionary_text.h"
#include "dsl/sema/analyse.h"
#include "dsl/syntax/parse_files.h"

namespace {

using namespace edict;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 5;
constexpr std::size_t kCheckedEdits = 2000;
constexpr std::size_t kParsedEdits = 20000;

double seconds_of(const std::function<void()>& call) {
  std::vector<double> rounds;
  for (int round = 0; round < kRounds; ++round) {
    const Clock::time_point start = Clock::now();
    call();
    rounds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
  }
  std::ranges::sort(rounds);
  return rounds[rounds.size() / 2];
}

void print(std::string_view name, double value, std::string_view unit, double at_most) {
  fmt::print("{} {:.3g} {} {:.3g} {}\n", name, value, unit, at_most, value <= at_most ? "ok" : "short");
}

template <class T>
T value_or_exit(Result<T> result) {
  if (!result) {
    fmt::print(stderr, "language_benchmark: {}\n", result.error().message);
    std::exit(2);
  }
  return std::move(*result);
}

// The texts of the shipped package.
std::vector<std::string> shipped_texts() {
  std::vector<std::string> texts;
  for (const auto& entry : fs::directory_iterator(EDICT_SOURCE_DIR "/rulesets/naaccr/core")) {
    if (entry.path().extension() == ".edict") texts.push_back(value_or_exit(read_file(entry.path().string())));
  }
  return texts;
}

std::string renamed(const std::string& text, std::size_t copy) {
  static const std::regex kPackage("naaccr\\.core");
  static const std::regex kEdit("(^|\n)(edit (set )?[A-Za-z][A-Za-z0-9_-]*)");
  const std::string suffix = fmt::format("_{}", copy);
  return std::regex_replace(std::regex_replace(text, kPackage, "naaccr.core" + suffix), kEdit, "$1$2" + suffix);
}

// Enough copies of the package for `edits` edits.
SourceMap copies(std::size_t edits) {
  const std::vector<std::string> texts = shipped_texts();
  SourceMap sources;
  std::size_t count = 0;
  for (std::size_t copy = 0; count < edits; ++copy) {
    for (const std::string& text : texts) {
      for (std::size_t at = text.find("\nedit "); at != text.npos; at = text.find("\nedit ", at + 1)) ++count;
      sources.add(fmt::format("{}.edict", sources.size()), renamed(text, copy));
    }
  }
  return sources;
}

std::shared_ptr<const Dictionary> shipped_dictionary() {
  const std::string path = EDICT_SOURCE_DIR "/rulesets/naaccr/dictionaries/naaccr-25.edict";
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(path, value_or_exit(read_file(path)));
  return parse_dictionary(sources[file], file, sink);
}

Result<std::string> no_files(const std::string&, const std::string& named) {
  return fail(ErrorKind::Unreadable, fmt::format("no file {}", named));
}

}  // namespace

int main() {
  const SourceMap many = copies(kParsedEdits);
  std::size_t bytes = 0;
  for (std::uint32_t i = 0; i < many.size(); ++i) bytes += many[FileId(i)].text().size();
  const auto parsing = [&](unsigned threads) {
    return seconds_of([&] {
      DiagnosticSink sink;
      parse_files(many, 0, sink, threads);
    });
  };
  const double together = parsing(0);
  print("parse_20000_edits", together, "s", 0.3);
  fmt::print("parse_20000_edits_on_one_thread {:.3g} s\n", parsing(1));
  fmt::print("parse_rate {:.3g} MB/s\n", static_cast<double>(bytes) / 1e6 / together);

  const auto dictionary = shipped_dictionary();
  const SourceMap some = copies(kCheckedEdits);
  std::size_t errors = 0;
  const double checking = seconds_of([&] {
    DiagnosticSink sink;
    const std::vector<SyntaxTree> trees = parse_files(some, 0, sink, 1);
    const hir::Module module = analyse(trees, some, dictionary, &no_files, sink);
    lint(trees, some, module, sink);
    errors = sink.error_count();
  });
  if (errors > 0) fmt::print(stderr, "language_benchmark: {} errors in the generated rules\n", errors);
  print("check_2000_edits", checking, "s", 1.0);
  return errors == 0 ? 0 : 2;
}
