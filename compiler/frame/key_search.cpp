#include "compiler/frame/key_search.h"

#include <algorithm>

namespace edict::frame {

void KeySearch::begin(std::span<const Operand> keys) {
  keys_ = keys;
  known_for_.resize(keys.size());
  combinations_.resize(keys.size());
  bool are_codes_known = answers_.size() < kMostCombinations;
  for (std::size_t key = 0; key < keys.size(); ++key) {
    const ValueDictionary* dictionary = keys[key].pool.dictionary();
    const Codes now{dictionary, dictionary == nullptr ? 0 : dictionary->generation()};
    are_codes_known = are_codes_known && known_for_[key] == now;
    known_for_[key] = now;
  }
  if (are_codes_known) return;
  for (auto& numbers : combinations_) numbers.clear();
  answers_.clear();
}

std::int32_t KeySearch::answer(std::size_t i) {
  const auto [known, is_new] = answers_.try_emplace(combination(i), kernel::kNoRow);
  if (is_new) {
    values_.clear();
    for (const Operand& key : keys_) values_.push_back(key.text(i));
    known->second = search();
  }
  return known->second;
}

std::int32_t KeySearch::search() const {
  const kernel::FoundRows found = index_->find_rows(values_);
  switch (op_) {
    case ir::Op::FindRow: return found.row(nth_);
    case ir::Op::InTable: return static_cast<std::int32_t>(kernel::any_found(found));
    default: return static_cast<std::int32_t>(kernel::nth_found(index_->table(), found, nth_, values_));
  }
}

std::uint64_t KeySearch::combination(std::size_t i) {
  std::uint64_t combination = keys_[0].at<std::uint32_t>(i);
  for (std::size_t key = 1; key < keys_.size(); ++key) {
    const std::uint64_t longer = combination << 32 | keys_[key].at<std::uint32_t>(i);
    if (key + 1 == keys_.size()) return longer;
    auto& numbers = combinations_[key];
    combination = numbers.try_emplace(longer, static_cast<std::uint32_t>(numbers.size())).first->second;
  }
  return combination;
}

}  // namespace edict::frame
