// The bytes of an input, read in order: a file or stdin, plain or gzip, told apart by the first two bytes and not by
// the name. Memory use is independent of the input's size.
//
// Thread safety: one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"

namespace edict {

class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // Fills the front of `buffer`; returns how much, zero at the end. Fails with Unreadable: a device error, damaged or
  // truncated compressed data.
  virtual Result<std::size_t> read(std::span<char> buffer) = 0;

  // Bytes consumed of the input as stored (compressed), and how many there are; unknown for a pipe.
  [[nodiscard]] virtual std::uint64_t position() const = 0;
  [[nodiscard]] virtual std::optional<std::uint64_t> size() const = 0;
};

// Opens `path`, "-" being stdin.
Result<std::unique_ptr<ByteStream>> open_byte_stream(const std::string& path);

// What identifies an input in a report: its size and the hash of its bytes as stored. Reads the whole file. None for
// stdin, pipes and devices: they can be read only once.
struct InputIdentity {
  std::uint64_t bytes = 0;
  std::uint64_t hash = 0;
};
Result<std::optional<InputIdentity>> identify_input(const std::string& path);

}  // namespace edict
