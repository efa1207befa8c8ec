#include "compiler/codegen/space_data.h"

#include <cstring>
#include <new>

namespace edict::native {
namespace {

// The widest vectors that code loads.
constexpr std::align_val_t kAlignment{64};

void* zeroed(std::size_t bytes) {
  void* memory = ::operator new(bytes, kAlignment);
  return std::memset(memory, 0, bytes);
}

}  // namespace

void SpaceData::Free::operator()(void* memory) const { ::operator delete(memory, kAlignment); }

void SpaceData::begin(std::uint32_t row_count) {
  row_count_ = row_count;
  if (chunk_count() > room_) {
    room_ = chunk_count();
    masks_.reset(static_cast<std::uint64_t*>(zeroed(room_ * mask_stride() * sizeof(std::uint64_t))));
    columns_.reset(static_cast<std::byte*>(zeroed(room_ * layout_.column_bytes)));
  }
  const MaskView all = mask(kAllRows);
  for (std::size_t word = 0; word < chunk_count() * kChunkWords; ++word) {
    const std::size_t first = word * 64;
    const std::size_t count = first >= row_count ? 0 : row_count - first;
    all.word(word) = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
  }
}

}  // namespace edict::native
