// Puts results of parallel work back into the order of the input, within bounded memory.
//
// Work has tickets 0, 1, 2, … Parts of a ticket are written in order, tickets in order. A worker that is ahead leaves
// its results and goes on, at most `window` tickets ahead; the worker of the ticket whose turn it is writes, and then
// writes what others left. A ticket with very many results is handed over in parts: those before the last wait for its
// turn.
//
// INVARIANT: only the worker of the ticket at the head writes, so writes never overlap and the head never waits.
//
// Thread safety: all of it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

#include "base/result.h"

namespace edict {

template <class Part>
class OrderedCommit {
 public:
  using Write = std::function<Result<void>(Part&&)>;

  OrderedCommit(std::uint64_t window, Write write) : window_(window), write_(std::move(write)) {}

  // Hands over a part of a ticket. False when the run has stopped: nothing more is wanted.
  bool add(std::uint64_t ticket, Part part, bool is_last) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return error_ || (is_last ? ticket < head_ + window_ : ticket == head_); });
    if (error_) return false;
    if (ticket != head_) {
      waiting_.emplace(ticket, std::move(part));
      return true;
    }
    for (;;) {
      lock.unlock();
      auto written = write_(std::move(part));
      lock.lock();
      if (!written) stop_locked(std::move(written.error()));
      if (error_) return false;
      if (!is_last) return true;
      ++head_;
      changed_.notify_all();
      const auto next = waiting_.find(head_);
      if (next == waiting_.end()) return true;
      part = std::move(next->second);
      waiting_.erase(next);
    }
  }

  // Stops everything; the first error stays.
  void stop(Error error) {
    const std::scoped_lock lock(mutex_);
    stop_locked(std::move(error));
  }

  [[nodiscard]] std::optional<Error> error() const {
    const std::scoped_lock lock(mutex_);
    return error_;
  }

 private:
  void stop_locked(Error error) {
    if (!error_) error_ = std::move(error);
    changed_.notify_all();
  }

  const std::uint64_t window_;
  const Write write_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t head_ = 0;
  std::map<std::uint64_t, Part> waiting_;
  std::optional<Error> error_;
};

}  // namespace edict
