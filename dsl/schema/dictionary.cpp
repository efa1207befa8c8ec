#include "dsl/schema/dictionary.h"

#include <algorithm>

#include "base/check.h"

namespace edict {

std::string_view Item::label_of(std::string_view code) const {
  const auto found =
      std::ranges::find_if(labels, [code](const CodeLabel& entry) { return entry.codes.contains(code); });
  return found == labels.end() ? std::string_view{} : std::string_view(found->label);
}

const SpecialCode* Item::special_of(std::string_view code) const {
  const auto found =
      std::ranges::find_if(specials, [code](const SpecialCode& special) { return special.codes.contains(code); });
  return found == specials.end() ? nullptr : &*found;
}

Dictionary::Dictionary(std::string name, std::string version, std::vector<Level> levels, std::vector<Item> items,
                       std::string source)
    : name_(std::move(name)),
      version_(std::move(version)),
      source_(std::move(source)),
      levels_(std::move(levels)),
      items_(std::move(items)) {
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    EDICT_CHECK(!levels_[i].parent.is_valid() || levels_[i].parent.index() < i);
  }
  by_id_.reserve(items_.size() * 2);
  by_number_.reserve(items_.size());
  for (std::size_t i = 0; i < items_.size(); ++i) {
    EDICT_CHECK(items_[i].level.is_valid() && items_[i].level.index() < levels_.size());
    by_id_.try_emplace(items_[i].id, static_cast<std::uint32_t>(i));
    if (items_[i].number != 0) by_number_.try_emplace(items_[i].number, static_cast<std::uint32_t>(i));
  }
  // After all present ids: a name in use today means today's item.
  for (std::size_t i = 0; i < items_.size(); ++i) {
    for (const std::string& former : items_[i].former_ids) by_id_.try_emplace(former, static_cast<std::uint32_t>(i));
  }
}

ItemId Dictionary::find(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  return found == by_id_.end() ? ItemId() : ItemId(found->second);
}

ItemId Dictionary::find(std::uint32_t number) const {
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? ItemId() : ItemId(found->second);
}

LevelId Dictionary::find_level(std::string_view name) const {
  const auto found =
      std::ranges::find_if(levels_, [name](const Level& level) { return level.name == name || level.plural == name; });
  return found == levels_.end() ? LevelId() : LevelId(static_cast<std::size_t>(found - levels_.begin()));
}

bool Dictionary::is_ancestor_or_self(LevelId ancestor, LevelId level) const {
  while (level.is_valid() && level != ancestor) level = levels_[level.index()].parent;
  return level.is_valid();
}

std::vector<ItemId> Dictionary::keys_of(LevelId level) const {
  std::vector<ItemId> keys;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].is_key && items_[i].level == level) keys.emplace_back(i);
  }
  return keys;
}

std::shared_ptr<const Dictionary> Dictionary::with(const Dictionary& user, std::vector<std::string>& conflicts) const {
  std::vector<Item> items = items_;
  const std::size_t conflicts_before = conflicts.size();
  for (const Item& own : user.items_) {
    const LevelId level = find_level(user[own.level].name);
    const ItemId same_id = find(own.id);
    if (!level.is_valid()) {
      conflicts.push_back("item `" + own.id + "` is on level `" + user[own.level].name + "`, which " + name_ + " " +
                          version_ + " does not have");
    } else if (same_id.is_valid() && items_[same_id.index()].id == own.id) {
      conflicts.push_back("item `" + own.id + "` is already in " + name_ + " " + version_);
    } else if (const ItemId taken = own.number == 0 ? ItemId() : find(own.number); taken.is_valid()) {
      conflicts.push_back("item `" + own.id + "` has number " + std::to_string(own.number) + " of `" +
                          items_[taken.index()].id + "`");
    } else {
      items.push_back(own);
      items.back().level = level;
    }
  }
  if (conflicts.size() > conflicts_before) return nullptr;
  return std::make_shared<const Dictionary>(name_, version_, levels_, std::move(items), source_);
}

}  // namespace edict
