// The masks and columns of one space for one batch: the memory that steps and code work on.
//
// Thread safety: one per worker.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "compiler/codegen/code.h"
#include "compiler/codegen/plan.h"

namespace edict::native {

// One mask of a space, as steps read and write it.
class MaskView {
 public:
  MaskView(std::uint64_t* first, std::size_t stride) : first_(first), stride_(stride) {}

  [[nodiscard]] std::uint64_t& word(std::size_t index) const {
    return first_[index / kChunkWords * stride_ + index % kChunkWords];
  }
  [[nodiscard]] bool has(std::size_t row) const { return (word(row / 64) >> (row % 64) & 1) != 0; }
  [[nodiscard]] std::uint64_t* data() const { return first_; }

 private:
  std::uint64_t* first_;
  std::size_t stride_;
};

class SpaceData {
 public:
  explicit SpaceData(SpaceLayout layout) : layout_(layout) {}

  // Makes room for the rows of a batch and fills slot 0. What the other masks and the columns hold is undefined.
  void begin(std::uint32_t row_count);

  [[nodiscard]] std::uint32_t row_count() const { return row_count_; }
  [[nodiscard]] std::size_t chunk_count() const { return (row_count_ + kChunkRows - 1) / kChunkRows; }
  [[nodiscard]] std::uint64_t* masks() { return masks_.get(); }
  [[nodiscard]] std::byte* columns() { return columns_.get(); }
  [[nodiscard]] std::size_t mask_stride() const { return layout_.mask_count * kChunkWords; }  // in words
  [[nodiscard]] MaskView mask(std::uint32_t slot) { return {masks_.get() + slot * kChunkWords, mask_stride()}; }

  // An array of a chunk, `at` bytes into its columns.
  template <class T>
  [[nodiscard]] T* array(std::size_t chunk, std::size_t at) {
    return reinterpret_cast<T*>(columns_.get() + chunk * layout_.column_bytes + at);
  }

 private:
  struct Free {
    void operator()(void* memory) const;
  };

  SpaceLayout layout_;
  std::uint32_t row_count_ = 0;
  std::size_t room_ = 0;  // in chunks
  std::unique_ptr<std::uint64_t[], Free> masks_;
  std::unique_ptr<std::byte[], Free> columns_;
};

}  // namespace edict::native
