// Decompresses gzip (RFC 1952) while it is read: several members one after the other are one stream, as `cat a.gz b.gz`
// and block compressors make them. Checksums are verified; zero bytes after the last member (tape padding) are ignored.
#pragma once

#include "runtime/readers/byte_stream.h"

struct z_stream_s;

namespace edict {

class GzipStream final : public ByteStream {
 public:
  // `path` is for messages only.
  static Result<std::unique_ptr<GzipStream>> open(std::unique_ptr<ByteStream> compressed, std::string path);
  ~GzipStream() override;
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

  Result<std::size_t> read(std::span<char> buffer) override;
  [[nodiscard]] std::uint64_t position() const override { return compressed_->position(); }
  [[nodiscard]] std::optional<std::uint64_t> size() const override { return compressed_->size(); }

 private:
  GzipStream(std::unique_ptr<ByteStream> compressed, std::string path);
  Result<bool> refill();       // false at the end of the compressed bytes
  Result<bool> next_member();  // false when nothing but padding follows
  [[nodiscard]] std::unexpected<Error> damaged(std::string_view what) const;

  std::unique_ptr<ByteStream> compressed_;
  std::string path_;
  std::string input_;
  std::unique_ptr<z_stream_s> zlib_;
  bool is_between_members_ = false;
  bool is_at_end_ = false;
};

}  // namespace edict
