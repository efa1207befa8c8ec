// std::ranges::contains of C++23, which the library of g++ 12 lacks.
#pragma once

#include <algorithm>
#include <functional>

namespace edict::sema {

template <class Range, class Value, class Projection = std::identity>
bool contains(const Range& range, const Value& value, Projection projection = {}) {
  return std::ranges::find(range, value, projection) != std::ranges::end(range);
}

}  // namespace edict::sema
