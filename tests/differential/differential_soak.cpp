// The differential test for as long as one likes: differential_soak [--seconds N] [--seed N]
// Stops at the first difference with exit code 1.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/differential/compare_engines.h"
#include "tests/differential/rule_generator.h"

int main(int argc, char** argv) {
  using namespace edict::differential;
  long seconds = 60;
  std::uint64_t seed = 1'000'000;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string_view(argv[i]) == "--seconds") seconds = std::atol(argv[i + 1]);
    if (std::string_view(argv[i]) == "--seed") seed = std::strtoull(argv[i + 1], nullptr, 10);
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  std::uint64_t outcomes = 0;
  std::uint64_t rounds = 0;
  for (; std::chrono::steady_clock::now() < end; ++seed, ++rounds) {
    const Comparison comparison =
        compare_engines(load_generated(generate_rules(seed, 100)), seed, 100, std::string(EDICT_BINARY_DIR) + "/repro");
    outcomes += comparison.outcomes;
    if (!comparison.difference.empty()) {
      std::printf("%s\n", comparison.difference.c_str());
      return 1;
    }
  }
  std::printf("%llu rounds of 100 edits, %llu outcomes equal on three engines\n",
              static_cast<unsigned long long>(rounds), static_cast<unsigned long long>(outcomes));
  return 0;
}
