// The data dictionary: levels, items, code lists, special codes. Everything a rule or a reader knows of a registry
// comes from here; no registry's name occurs in the engine.
//
// Immutable after loading; shared between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/calendar.h"
#include "base/id.h"
#include "dsl/schema/code_set.h"

namespace edict {

struct LevelTag;
using LevelId = Id<LevelTag>;
struct ItemTag;
using ItemId = Id<ItemTag>;

// A kind says what a value may be and which operations it has.
//   code    text compared as it stands
//   digits  a code of digits only
//   text    free text
//   number  an exact decimal
//   date    YYYY, YYYYMM or YYYYMMDD
//   datetime  a time stamp (ISO 8601); compared by its day
enum class ItemKind : std::uint8_t { Code, Digits, Text, Number, Date, DateTime };
std::string_view name_of(ItemKind kind);
std::optional<ItemKind> item_kind(std::string_view name);

// How a fixed-width value is filled up; undone before values are compared.
enum class Padding : std::uint8_t { RightBlank, LeftBlank, LeftZero, RightZero, None };
std::string_view name_of(Padding padding);
std::optional<Padding> padding(std::string_view name);

// Why a code is not a measurement.
enum class SpecialReason : std::uint8_t { Unknown, NotApplicable, NotMeasured, Other };
std::string_view name_of(SpecialReason reason);
std::optional<SpecialReason> special_reason(std::string_view name);

// What an item tells about who the person is; decides what is masked.
//   none        nothing
//   record      a key of the registry (patient id, accession number)
//   person      a direct identifier (name, social security number, address)
enum class IdentifierClass : std::uint8_t { None, Record, Person };
std::string_view name_of(IdentifierClass value);
std::optional<IdentifierClass> identifier_class(std::string_view name);

struct CodeLabel {
  CodeSetEntry codes;
  std::string label;  // short; may be empty
  friend bool operator==(const CodeLabel&, const CodeLabel&) = default;
};

struct SpecialCode {
  CodeSetEntry codes;
  SpecialReason reason = SpecialReason::Other;
  std::string label;
  friend bool operator==(const SpecialCode&, const SpecialCode&) = default;
};

struct Item {
  std::string id;            // "primarySite"
  std::uint32_t number = 0;  // 400; 0: none
  std::string label;         // "Primary Site"
  LevelId level;
  ItemKind kind = ItemKind::Text;
  std::uint32_t length = 0;  // in characters; 0: unlimited
  bool allows_unlimited_text = false;
  Padding padding = Padding::RightBlank;
  IdentifierClass identifier = IdentifierClass::None;
  bool is_ordered = false;        // `<` is allowed on its codes
  bool is_key = false;            // part of the natural key of its level
  std::optional<CodeSet> codes;   // the allowed codes, when the dictionary lists them
  std::vector<CodeLabel> labels;  // in listed order
  std::vector<SpecialCode> specials;
  std::vector<std::string> former_ids;  // names of older versions
  std::string record_types;             // the types of exchange file it belongs in, a letter each ("AMC"); empty: all

  // The label of a code, or empty.
  [[nodiscard]] std::string_view label_of(std::string_view code) const;
  [[nodiscard]] const SpecialCode* special_of(std::string_view code) const;
  friend bool operator==(const Item&, const Item&) = default;
};

struct Level {
  std::string name;     // "tumor"
  std::string plural;   // "tumors"
  LevelId parent;       // invalid for the topmost
  std::string element;  // how the exchange format names it: "Tumor"
  friend bool operator==(const Level&, const Level&) = default;
};

// What is known of one value of an item without looking at any other: computed once per distinct value.
enum class ValueState : std::uint8_t { Blank, Ordinary, Special, Invalid };

class Dictionary {
 public:
  // REQUIRES: parents precede their children; every item's level exists. Of equal ids or numbers the first is found.
  Dictionary(std::string name, std::string version, std::vector<Level> levels, std::vector<Item> items,
             std::string source = {});

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& version() const { return version_; }    // "25"
  [[nodiscard]] const std::string& source() const { return source_; }      // where its facts come from; may be empty
  [[nodiscard]] std::span<const Level> levels() const { return levels_; }  // topmost first: file, patient, tumor
  [[nodiscard]] std::span<const Item> items() const { return items_; }
  [[nodiscard]] const Level& operator[](LevelId id) const { return levels_[id.index()]; }
  [[nodiscard]] const Item& operator[](ItemId id) const { return items_[id.index()]; }

  // By id, former id (`find`) or number; by singular or plural name. Invalid ids when there is none.
  [[nodiscard]] ItemId find(std::string_view id) const;
  [[nodiscard]] ItemId find(std::uint32_t number) const;
  [[nodiscard]] LevelId find_level(std::string_view name) const;
  [[nodiscard]] bool is_ancestor_or_self(LevelId ancestor, LevelId level) const;
  [[nodiscard]] std::vector<ItemId> keys_of(LevelId level) const;

  // Items the user may have meant by `word` (an id, number or label), nearest first.
  [[nodiscard]] std::vector<ItemId> closest_items(std::string_view word, std::size_t most = 1) const;

  // A new dictionary with the items of `user` added: a registry's own items beside the base ones.
  // Fails when an id or number of `user` is taken.
  [[nodiscard]] std::shared_ptr<const Dictionary> with(const Dictionary& user,
                                                       std::vector<std::string>& conflicts) const;

 private:
  std::string name_;
  std::string version_;
  std::string source_;
  std::vector<Level> levels_;
  std::vector<Item> items_;
  std::unordered_map<std::string, std::uint32_t> by_id_;
  std::unordered_map<std::uint32_t, std::uint32_t> by_number_;
};

}  // namespace edict
