// Hands batches from the reader to the workers and back: a fixed number of them, so a reader that is faster than the
// workers waits.
//
// Thread safety: all of it; one reader, any number of workers.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "runtime/readers/raw_batch.h"

namespace edict {

class BatchQueue {
 public:
  struct Job {
    std::uint64_t ticket = 0;  // from 0, in order of the input
    std::unique_ptr<RawBatch> batch;
  };

  explicit BatchQueue(std::size_t batch_count);

  // Reader: an empty batch, waiting for one; null when the queue was stopped.
  std::unique_ptr<RawBatch> take_empty();
  void put_filled(std::unique_ptr<RawBatch> batch);
  // Reader: no more batches will come.
  void finish();

  // Worker: the next filled batch, waiting for one; none when there will be no more or the queue was stopped.
  std::optional<Job> take_filled();
  void give_back(std::unique_ptr<RawBatch> batch);

  // Anyone: lets everyone go without more work.
  void stop();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<RawBatch>> empty_;
  std::deque<Job> filled_;
  std::uint64_t next_ticket_ = 0;
  bool is_finished_ = false;
  bool is_stopped_ = false;
};

}  // namespace edict
