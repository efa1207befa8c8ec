#include "dsl/syntax/parse_files.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace edict {
namespace {

// Below this a thread takes longer to start than to do its share.
constexpr std::size_t kFilesForThread = 16;

}  // namespace

std::vector<SyntaxTree> parse_files(const SourceMap& sources, std::uint32_t first, DiagnosticSink& sink,
                                    unsigned threads) {
  const std::size_t count = sources.size() - first;
  std::vector<SyntaxTree> trees(count);
  std::vector<DiagnosticSink> sinks(count);
  std::atomic<std::uint32_t> next = 0;
  const auto work = [&] {
    for (std::uint32_t i = next++; i < count; i = next++) {
      const FileId id(first + i);
      trees[i] = parse(sources[id], id, sinks[i]);
    }
  };
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t useful = std::min<std::size_t>(threads, count / kFilesForThread);
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < useful; ++i) others.emplace_back(work);
  work();
  others.clear();  // waits for them
  for (DiagnosticSink& own : sinks) {
    for (const Diagnostic& diagnostic : own.all()) sink.add(diagnostic);
  }
  return trees;
}

}  // namespace edict
