#include "dsl/import/edits/unpack.h"

#include <fmt/format.h>
#include <lzma.h>
#include <zlib.h>

#include <cstdint>
#include <cstring>
#include <vector>

namespace edict::foreign {
namespace {

// What is unpacked comes from strangers: a small file must not fill the memory.
constexpr std::size_t kMostBytes = std::size_t{1} << 30;

std::unexpected<Error> damaged(const std::string& path, std::string_view what) {
  return fail(ErrorKind::Unreadable, fmt::format("`{}`: {}", path, what));
}

// What xz needs at its highest level is less.
constexpr std::uint64_t kMostMemoryOfXz = std::uint64_t{256} << 20;

// Makes room for more output; false beyond `most` bytes.
bool grow(std::string& out, std::size_t most) {
  if (out.size() >= most) return false;
  out.resize(std::min(most, std::max<std::size_t>(std::size_t{1} << 16, out.size() * 2)));
  return true;
}

// At most `most` bytes. `window_bits` as in zlib: 15 + 16 for gzip, -15 for the bare stream of a zip archive.
Result<std::string> inflate_bytes(std::string_view packed, int window_bits, std::size_t most, const std::string& path) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) return damaged(path, "zlib cannot be started");
  std::string out;
  std::size_t filled = 0;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  int state = Z_OK;
  while (state == Z_OK) {
    if (filled == out.size() && !grow(out, most)) break;
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + filled);
    stream.avail_out = static_cast<uInt>(out.size() - filled);
    state = inflate(&stream, Z_NO_FLUSH);
    filled = out.size() - stream.avail_out;
  }
  inflateEnd(&stream);
  if (state != Z_STREAM_END) return damaged(path, "compressed data is damaged, cut short or too large");
  out.resize(filled);
  return out;
}

Result<std::string> unpack_xz(std::string_view packed, const std::string& path) {
  lzma_stream stream = LZMA_STREAM_INIT;
  if (lzma_stream_decoder(&stream, kMostMemoryOfXz, LZMA_CONCATENATED) != LZMA_OK) {
    return damaged(path, "xz cannot be started");
  }
  std::string out;
  std::size_t filled = 0;
  stream.next_in = reinterpret_cast<const std::uint8_t*>(packed.data());
  stream.avail_in = packed.size();
  lzma_ret state = LZMA_OK;
  while (state == LZMA_OK) {
    if (filled == out.size() && !grow(out, kMostBytes)) break;
    stream.next_out = reinterpret_cast<std::uint8_t*>(out.data() + filled);
    stream.avail_out = out.size() - filled;
    state = lzma_code(&stream, LZMA_FINISH);
    filled = out.size() - stream.avail_out;
  }
  lzma_end(&stream);
  if (state == LZMA_MEMLIMIT_ERROR) return damaged(path, "too much memory is needed to unpack it");
  if (state != LZMA_STREAM_END) return damaged(path, "compressed data is damaged, cut short or too large");
  out.resize(filled);
  return out;
}

// One file of a zip archive, as its directory at the end tells.
struct ZipFile {
  std::string_view name;
  std::uint16_t method = 0;  // 0 stored, 8 deflated
  std::size_t packed_size = 0;
  std::size_t size = 0;
  std::size_t header = 0;  // where its own header begins
};

class ZipBytes {
 public:
  explicit ZipBytes(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool has(std::size_t place, std::size_t count) const {
    return place <= bytes_.size() && count <= bytes_.size() - place;
  }
  [[nodiscard]] std::size_t number(std::size_t place, std::size_t width) const {
    std::size_t value = 0;
    for (std::size_t i = width; i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(bytes_[place + i]);
    return value;
  }
  [[nodiscard]] std::string_view text(std::size_t place, std::size_t count) const {
    return bytes_.substr(place, count);
  }

 private:
  std::string_view bytes_;
};

// The files that the directory at the end of an archive lists.
Result<std::vector<ZipFile>> files_of_zip(std::string_view archive, const std::string& path) {
  const ZipBytes bytes(archive);
  const std::size_t end = archive.rfind("PK\x05\x06");
  if (end == std::string_view::npos || !bytes.has(end, 22)) return damaged(path, "the archive has no directory");
  std::size_t place = bytes.number(end + 16, 4);
  std::vector<ZipFile> files;
  for (std::size_t left = bytes.number(end + 10, 2); left > 0; --left) {
    if (!bytes.has(place, 46)) return damaged(path, "the directory of the archive is cut short");
    const std::size_t name_size = bytes.number(place + 28, 2);
    if (!bytes.has(place + 46, name_size)) return damaged(path, "the directory of the archive is cut short");
    files.push_back({bytes.text(place + 46, name_size), static_cast<std::uint16_t>(bytes.number(place + 10, 2)),
                     bytes.number(place + 20, 4), bytes.number(place + 24, 4), bytes.number(place + 42, 4)});
    place += 46 + name_size + bytes.number(place + 30, 2) + bytes.number(place + 32, 2);
  }
  return files;
}

// At most `most` bytes.
Result<std::string> content_of(std::string_view archive, const ZipFile& file, std::size_t most,
                               const std::string& path) {
  const ZipBytes bytes(archive);
  if (!bytes.has(file.header, 30)) return damaged(path, "the archive is cut short");
  const std::size_t data = file.header + 30 + bytes.number(file.header + 26, 2) + bytes.number(file.header + 28, 2);
  if (!bytes.has(data, file.packed_size)) return damaged(path, "the archive is cut short");
  const std::string_view packed = bytes.text(data, file.packed_size);
  if (file.method == 0 && packed.size() <= most) return std::string(packed);
  if (file.method == 0) return damaged(path, "the archive holds too much");
  if (file.method != 8) return damaged(path, "the archive is compressed in a way that is not read");
  return inflate_bytes(packed, -15, most, path);
}

Result<std::string> unpack_zip(std::string_view archive, std::string_view wanted_ending, const std::string& path) {
  EDICT_TRY(const std::vector<ZipFile> files, files_of_zip(archive, path));
  const ZipFile* best = nullptr;
  for (const ZipFile& file : files) {
    if (file.name.ends_with(wanted_ending) && (best == nullptr || file.size >= best->size)) best = &file;
  }
  if (best == nullptr) return damaged(path, fmt::format("the archive holds no {} file", wanted_ending));
  return content_of(archive, *best, kMostBytes, path);
}

}  // namespace

Result<std::string> unpack(std::string packed, std::string_view wanted_ending, const std::string& path) {
  const std::string_view bytes = packed;
  if (bytes.size() > kMostBytes) return damaged(path, "it is larger than 1 GiB");
  if (bytes.starts_with("\x1f\x8b")) return inflate_bytes(bytes, 15 + 16, kMostBytes, path);
  if (bytes.starts_with(std::string_view("\xfd"
                                         "7zXZ\0",
                                         6))) {
    return unpack_xz(bytes, path);
  }
  if (bytes.starts_with("PK\x03\x04")) return unpack_zip(bytes, wanted_ending, path);
  return packed;
}

Result<void> for_each_in_zip(
    std::string_view archive, const std::string& path,
    const std::function<Result<void>(std::string_view name, std::string_view content)>& visit) {
  EDICT_TRY(const std::vector<ZipFile> files, files_of_zip(archive, path));
  std::size_t left = kMostBytes;
  for (const ZipFile& file : files) {
    EDICT_TRY(const std::string content, content_of(archive, file, left, path));
    left -= content.size();
    EDICT_TRY_VOID(visit(file.name, content));
  }
  return {};
}

}  // namespace edict::foreign
