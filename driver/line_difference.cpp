#include "driver/line_difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace edict {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

struct Step {
  char sign;  // ' ' both, '-' before only, '+' after only
  std::string_view line;
};

// A shortest way from one list of lines to the other: Myers, "An O(ND) difference algorithm and its variations".
std::vector<Step> steps_between(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  const auto n = static_cast<std::ptrdiff_t>(a.size());
  const auto m = static_cast<std::ptrdiff_t>(b.size());
  const std::ptrdiff_t most = n + m;
  const auto at = [&](std::ptrdiff_t diagonal) { return static_cast<std::size_t>(diagonal + most + 1); };
  std::vector<std::ptrdiff_t> furthest(static_cast<std::size_t>(2 * most + 3), 0);
  std::vector<std::vector<std::ptrdiff_t>> history;
  for (std::ptrdiff_t cost = 0; cost <= most; ++cost) {
    history.push_back(furthest);
    bool is_done = false;
    for (std::ptrdiff_t k = -cost; k <= cost && !is_done; k += 2) {
      const bool goes_down = k == -cost || (k != cost && furthest[at(k - 1)] < furthest[at(k + 1)]);
      std::ptrdiff_t x = goes_down ? furthest[at(k + 1)] : furthest[at(k - 1)] + 1;
      while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
      furthest[at(k)] = x;
      is_done = x >= n && x - k >= m;
    }
    if (is_done) break;
  }

  std::vector<Step> steps;
  std::ptrdiff_t x = n;
  std::ptrdiff_t y = m;
  for (auto cost = static_cast<std::ptrdiff_t>(history.size()) - 1; cost >= 0; --cost) {
    const auto& before = history[static_cast<std::size_t>(cost)];
    const std::ptrdiff_t k = x - y;
    const bool goes_down = k == -cost || (k != cost && before[at(k - 1)] < before[at(k + 1)]);
    const std::ptrdiff_t previous_k = goes_down ? k + 1 : k - 1;
    const std::ptrdiff_t previous_x = cost == 0 ? 0 : before[at(previous_k)];
    const std::ptrdiff_t previous_y = cost == 0 ? 0 : previous_x - previous_k;
    while (x > previous_x && y > previous_y) {
      steps.push_back({' ', a[static_cast<std::size_t>(--x)]});
      --y;
    }
    if (cost == 0) break;
    if (goes_down) steps.push_back({'+', b[static_cast<std::size_t>(--y)]});
    else steps.push_back({'-', a[static_cast<std::size_t>(--x)]});
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

}  // namespace

std::string line_difference(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return {};
  constexpr std::size_t kContext = 3;
  const std::vector<Step> steps = steps_between(lines_of(before), lines_of(after));
  std::string text = fmt::format("--- {}\n+++ {}\n", path, path);
  std::size_t line_before = 1;
  std::size_t line_after = 1;
  for (std::size_t i = 0; i < steps.size();) {
    // The next change, with what surrounds it; changes closer than two contexts share a hunk.
    std::size_t change = i;
    while (change < steps.size() && steps[change].sign == ' ') ++change;
    if (change == steps.size()) break;
    const std::size_t begin = std::max(i, change - std::min(change, kContext));
    std::size_t last = change;
    for (std::size_t j = change; j < steps.size() && j <= last + 2 * kContext; ++j) {
      if (steps[j].sign != ' ') last = j;
    }
    const std::size_t end = std::min(steps.size(), last + kContext + 1);
    line_before += begin - i;
    line_after += begin - i;
    std::string hunk;
    std::size_t count_before = 0;
    std::size_t count_after = 0;
    for (std::size_t j = begin; j < end; ++j) {
      hunk += fmt::format("{}{}{}", steps[j].sign, steps[j].line, steps[j].line.ends_with('\n') ? "" : "\n");
      if (steps[j].sign != '+') ++count_before;
      if (steps[j].sign != '-') ++count_after;
    }
    text += fmt::format("@@ -{},{} +{},{} @@\n{}", line_before, count_before, line_after, count_after, hunk);
    line_before += count_before;
    line_after += count_after;
    i = end;
  }
  return text;
}

}  // namespace edict
