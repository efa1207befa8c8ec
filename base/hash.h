// XXH3 hashes (Yann Collet, xxHash): value dictionaries, fingerprints, cache keys. Not cryptographic.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace edict {

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);

// "xxh3:" and 16 hexadecimal digits: the form in which hashes appear in outputs.
std::string hash_text(std::uint64_t hash);

// Hashes a stream of pieces; the same bytes give the same hash however they are cut.
class StreamHash {
 public:
  StreamHash();
  ~StreamHash();
  StreamHash(const StreamHash&) = delete;
  StreamHash& operator=(const StreamHash&) = delete;
  void add(std::string_view bytes);
  [[nodiscard]] std::uint64_t value() const;

 private:
  void* state_;
};

}  // namespace edict
