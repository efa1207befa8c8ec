// Work on many edits at once.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace edict {

// Calls work(0) … work(count - 1) on up to `threads` threads, each once, in no order. REQUIRES: calls do not share what
// they change.
template <class Work>
void for_each_edit(std::size_t count, unsigned threads, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads && i < count; ++i) others.emplace_back(take);
  take();
}

}  // namespace edict
