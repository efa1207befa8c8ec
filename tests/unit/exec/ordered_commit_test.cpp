#include "runtime/exec/ordered_commit.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace edict {
namespace {

TEST(OrderedCommit, WritesPartsInOrderOfTickets) {
  constexpr int kTickets = 500;
  std::vector<int> written;
  OrderedCommit<int> commit(3, [&](int&& part) -> Result<void> {
    written.push_back(part);
    return {};
  });
  std::atomic<int> next = 0;
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < 4; ++i) {
      workers.emplace_back([&] {
        for (int ticket = next++; ticket < kTickets; ticket = next++) {
          const int parts = ticket % 3 + 1;
          for (int part = 0; part < parts; ++part) {
            EXPECT_TRUE(commit.add(static_cast<std::uint64_t>(ticket), ticket * 10 + part, part + 1 == parts));
          }
        }
      });
    }
  }
  std::vector<int> expected;
  for (int ticket = 0; ticket < kTickets; ++ticket) {
    for (int part = 0; part < ticket % 3 + 1; ++part) expected.push_back(ticket * 10 + part);
  }
  EXPECT_EQ(written, expected);
}

TEST(OrderedCommit, AFailedWriteStopsEveryone) {
  OrderedCommit<int> commit(2, [](int&& part) -> Result<void> {
    if (part == 0) return fail(ErrorKind::Unwritable, "full");
    return {};
  });
  std::jthread ahead([&] {
    EXPECT_TRUE(commit.add(1, 1, true)) << "within the window";
    EXPECT_FALSE(commit.add(5, 5, true)) << "waits until the run stops";
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(commit.add(0, 0, true));
  ahead.join();
  EXPECT_EQ(commit.error()->message, "full");
}

}  // namespace
}  // namespace edict
