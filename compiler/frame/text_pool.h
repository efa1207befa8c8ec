// The distinct texts that the codes of a text value stand for: the values of a column, the cells of a table's column,
// or a literal. Code 0 of a column or of cells is blank.
//
// A view: what it shows must outlive it.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "runtime/batch/value_dictionary.h"
#include "runtime/kernels/values.h"

namespace edict::frame {

class TextPool {
 public:
  TextPool() = default;
  TextPool(const ValueDictionary& values, const Item& item) : values_(&values), item_(&item) {}
  explicit TextPool(std::span<const std::string> texts) : texts_(texts) {}

  [[nodiscard]] std::uint32_t size() const {
    return values_ != nullptr ? values_->size() : static_cast<std::uint32_t>(texts_.size());
  }
  [[nodiscard]] kernel::Text operator[](std::uint32_t code) const {
    return values_ != nullptr ? kernel::Text{(*values_)[code], item_} : kernel::Text{texts_[code], nullptr};
  }

 private:
  const ValueDictionary* values_ = nullptr;
  const Item* item_ = nullptr;
  std::span<const std::string> texts_;
};

}  // namespace edict::frame
