// The distinct texts that the codes of a text value stand for: the values of a column, the cells of a table's column,
// the texts that a builtin made, or a literal. Code 0 is blank, but for a literal.
//
// A view: what it shows must outlive it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "runtime/batch/value_dictionary.h"
#include "runtime/kernels/values.h"

namespace edict::frame {

class TextPool {
 public:
  TextPool() = default;
  TextPool(const ValueDictionary& values, const Item& item) : values_(&values), item_(&item) {}
  explicit TextPool(const ValueDictionary& made) : values_(&made) {}
  explicit TextPool(std::span<const std::string> cells) : cells_(cells) {}
  explicit TextPool(kernel::Text literal) : literal_(literal.value) {}

  [[nodiscard]] std::uint32_t size() const {
    if (values_ != nullptr) return values_->size();
    return cells_.empty() ? 1 : static_cast<std::uint32_t>(cells_.size());
  }
  // REQUIRES: code < size().
  [[nodiscard]] kernel::Text operator[](std::uint32_t code) const {
    if (values_ != nullptr) return {(*values_)[code], item_};
    return {cells_.empty() ? literal_ : std::string_view(cells_[code]), nullptr};
  }
  // The dictionary behind the pool; null for cells and literals, which never change.
  [[nodiscard]] const ValueDictionary* dictionary() const { return values_; }

 private:
  const ValueDictionary* values_ = nullptr;
  const Item* item_ = nullptr;
  std::span<const std::string> cells_;
  std::string_view literal_;  // blank: the pool of an item that no column is read for
};

}  // namespace edict::frame
