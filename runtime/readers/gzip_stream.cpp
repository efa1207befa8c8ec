#include "runtime/readers/gzip_stream.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <climits>

#include "base/check.h"

namespace edict {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window; gzip header and trailer, nothing else
constexpr std::size_t kInputBytes = std::size_t{1} << 18;

}  // namespace

GzipStream::GzipStream(std::unique_ptr<ByteStream> compressed, std::string path)
    : compressed_(std::move(compressed)),
      path_(std::move(path)),
      input_(kInputBytes, '\0'),
      zlib_(std::make_unique<z_stream_s>()) {}

GzipStream::~GzipStream() { inflateEnd(zlib_.get()); }

Result<std::unique_ptr<GzipStream>> GzipStream::open(std::unique_ptr<ByteStream> compressed, std::string path) {
  std::unique_ptr<GzipStream> stream(new GzipStream(std::move(compressed), std::move(path)));
  if (inflateInit2(stream->zlib_.get(), kGzipWindow) != Z_OK) {
    return fail(ErrorKind::Engine, "cannot set up decompression: out of memory");
  }
  return stream;
}

std::unexpected<Error> GzipStream::damaged(std::string_view what) const {
  const std::uint64_t at = compressed_->position() - zlib_->avail_in;
  return fail(ErrorKind::Unreadable, fmt::format("cannot decompress `{}` at byte {}: {}", path_, at, what));
}

Result<bool> GzipStream::refill() {
  if (zlib_->avail_in > 0) return true;
  EDICT_TRY(const std::size_t count, compressed_->read(input_));
  zlib_->next_in = reinterpret_cast<Bytef*>(input_.data());
  zlib_->avail_in = static_cast<uInt>(count);
  return count > 0;
}

Result<bool> GzipStream::next_member() {
  for (;;) {
    EDICT_TRY(const bool has_more, refill());
    if (!has_more) return false;
    if (*zlib_->next_in != 0) break;
    ++zlib_->next_in;
    --zlib_->avail_in;
  }
  EDICT_CHECK(inflateReset(zlib_.get()) == Z_OK);
  return true;
}

Result<std::size_t> GzipStream::read(std::span<char> buffer) {
  if (is_at_end_ || buffer.empty()) return 0;
  const auto wanted = static_cast<uInt>(std::min<std::size_t>(buffer.size(), INT_MAX));
  zlib_->next_out = reinterpret_cast<Bytef*>(buffer.data());
  zlib_->avail_out = wanted;
  while (zlib_->avail_out == wanted) {
    if (is_between_members_) {
      EDICT_TRY(const bool has_more, next_member());
      if (!has_more) {
        is_at_end_ = true;
        return 0;
      }
      is_between_members_ = false;
    }
    EDICT_TRY(const bool has_input, refill());
    if (!has_input) return damaged("the data end in the middle; the file is truncated");
    const int status = inflate(zlib_.get(), Z_NO_FLUSH);
    if (status == Z_STREAM_END) {
      is_between_members_ = true;
    } else if (status == Z_MEM_ERROR) {
      return fail(ErrorKind::Engine, "cannot decompress: out of memory");
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      if (zlib_->avail_out < wanted) break;  // what came out before the damage is good; the next call fails again
      return damaged(zlib_->msg != nullptr ? zlib_->msg : "the data are damaged");
    }
  }
  return static_cast<std::size_t>(wanted - zlib_->avail_out);
}

}  // namespace edict
