#include "runtime/exec/batch_queue.h"

namespace edict {

BatchQueue::BatchQueue(std::size_t batch_count) {
  for (std::size_t i = 0; i < batch_count; ++i) empty_.push_back(std::make_unique<RawBatch>());
}

std::unique_ptr<RawBatch> BatchQueue::take_empty() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return is_stopped_ || !empty_.empty(); });
  if (is_stopped_) return nullptr;
  auto batch = std::move(empty_.back());
  empty_.pop_back();
  return batch;
}

void BatchQueue::put_filled(std::unique_ptr<RawBatch> batch) {
  const std::scoped_lock lock(mutex_);
  filled_.push_back({next_ticket_++, std::move(batch)});
  changed_.notify_all();
}

void BatchQueue::finish() {
  const std::scoped_lock lock(mutex_);
  is_finished_ = true;
  changed_.notify_all();
}

std::optional<BatchQueue::Job> BatchQueue::take_filled() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return is_stopped_ || is_finished_ || !filled_.empty(); });
  if (is_stopped_ || filled_.empty()) return std::nullopt;
  Job job = std::move(filled_.front());
  filled_.pop_front();
  return job;
}

void BatchQueue::give_back(std::unique_ptr<RawBatch> batch) {
  const std::scoped_lock lock(mutex_);
  empty_.push_back(std::move(batch));
  changed_.notify_all();
}

void BatchQueue::stop() {
  const std::scoped_lock lock(mutex_);
  is_stopped_ = true;
  changed_.notify_all();
}

}  // namespace edict
