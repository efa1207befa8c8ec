// The cells of a table, row after row, in one block of text: tables of several 100,000 rows are read.
//
// Views of cells are made when they are asked for, and are valid until the next change.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"

namespace edict::hir {

class TableCells {
 public:
  TableCells() = default;
  TableCells(std::initializer_list<std::initializer_list<std::string_view>> rows) {
    for (const auto& row : rows) add_row(std::span(row.begin(), row.size()));
  }

  // REQUIRES: all rows have as many cells as the first.
  template <class Text>
  void add_row(std::span<const Text> cells) {
    if (ends_.empty()) width_ = cells.size();
    EDICT_CHECK(width_ > 0 && cells.size() == width_);
    for (const std::string_view cell : cells) {
      text_ += cell;
      EDICT_CHECK(text_.size() <= std::numeric_limits<std::uint32_t>::max());
      ends_.push_back(static_cast<std::uint32_t>(text_.size()));
    }
  }

  [[nodiscard]] std::size_t size() const { return width_ == 0 ? 0 : ends_.size() / width_; }
  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] std::string_view at(std::size_t row, std::size_t column) const {
    const std::size_t cell = row * width_ + column;
    const std::uint32_t begin = cell == 0 ? 0 : ends_[cell - 1];
    return std::string_view(text_).substr(begin, ends_[cell] - begin);
  }

 private:
  std::size_t width_ = 0;
  std::string text_;
  std::vector<std::uint32_t> ends_;  // by cell
};

}  // namespace edict::hir
