#include "dsl/import/naaccr_dictionary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <optional>

#include "base/read_file.h"
#include "dsl/import/csv_rows.h"
#include "dsl/import/naaccr_code_list.h"
#include "dsl/import/naaccr_dictionary_xml.h"
#include "dsl/import/naaccr_facts.h"
#include "dsl/import/naaccr_sentinels.h"

namespace edict {
namespace {

constexpr std::uint32_t kLongestCode = 15;
constexpr std::uint32_t kShortestDecimal = 3;  // "0.1"

constexpr auto kPaddings = std::to_array<std::pair<std::string_view, Padding>>({
    {"", Padding::RightBlank},
    {"rightBlank", Padding::RightBlank},
    {"leftBlank", Padding::LeftBlank},
    {"leftZero", Padding::LeftZero},
    {"rightZero", Padding::RightZero},
});

std::vector<Level> levels() {
  return {{"file", "files", LevelId(), "NaaccrData"},
          {"patient", "patients", LevelId(0U), "Patient"},
          {"tumor", "tumors", LevelId(1U), "Tumor"}};
}

std::optional<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// A name as rules may say it: "state-dictionary 250" becomes state_dictionary_250.
std::string name_from(std::string_view stem) {
  std::string name;
  for (const char c : stem) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool is_digit = c >= '0' && c <= '9';
    if (is_digit && name.empty()) name += '_';
    name += is_letter || is_digit ? c : '_';
  }
  return name.empty() ? "dictionary" : name;
}

// Builds the items of the files one after the other; what they share is read once.
class Importer {
 public:
  Importer(const NaaccrDictionarySources& sources, NaaccrFacts facts, NaaccrSentinels sentinels)
      : sources_(sources), facts_(std::move(facts)), sentinels_(std::move(sentinels)) {}

  Result<std::shared_ptr<const Dictionary>> read(const std::string& path);
  [[nodiscard]] std::vector<std::string> take_problems() { return std::move(problems_); }

 private:
  Result<std::optional<Item>> item_of(const NaaccrItemDefinition& definition);
  Result<void> add_codes(Item& item);
  void add_specials(Item& item);
  ItemKind kind_of(const NaaccrItemDefinition& definition, const Item& item);
  void note(const std::string& item, std::string_view problem) {
    problems_.push_back(fmt::format("{}: {}", item, problem));
  }

  const NaaccrDictionarySources& sources_;
  NaaccrFacts facts_;
  NaaccrSentinels sentinels_;
  std::vector<std::string> problems_;
};

Result<std::shared_ptr<const Dictionary>> Importer::read(const std::string& path) {
  EDICT_TRY(const std::string text, read_file(path));
  EDICT_TRY(const NaaccrDictionaryFile file, parse_naaccr_dictionary_xml(text, path));
  std::vector<Item> items;
  for (const NaaccrItemDefinition& definition : file.items) {
    EDICT_TRY(std::optional<Item> item, item_of(definition));
    if (item) items.push_back(*std::move(item));
  }
  const std::string name = file.is_base() ? "naaccr" : name_from(std::filesystem::path(path).stem().string());
  const std::string version =
      file.version.ends_with('0') ? file.version.substr(0, file.version.size() - 1) : file.version;
  std::string source = single_line(file.description);
  if (!file.last_modified.empty()) source += fmt::format(", last modified {}", file.last_modified.substr(0, 10));
  return std::make_shared<const Dictionary>(name, version.empty() ? "1" : version, levels(), std::move(items),
                                            std::move(source));
}

Result<std::optional<Item>> Importer::item_of(const NaaccrItemDefinition& definition) {
  const std::vector<Level> tree = levels();
  const auto level = std::ranges::find(tree, definition.parent, &Level::element);
  if (definition.id.empty() || level == tree.end()) {
    note(definition.id, fmt::format("left out, parentXmlElement is `{}`", definition.parent));
    return std::nullopt;
  }
  Item item;
  item.id = definition.id;
  item.label = single_line(definition.name);
  item.level = LevelId(static_cast<std::size_t>(level - tree.begin()));
  item.number = number_of(definition.number).value_or(0);
  item.length = number_of(definition.length).value_or(0);
  if (item.length == 0) note(item.id, fmt::format("length `{}` is not a number", definition.length));
  item.allows_unlimited_text = definition.allows_unlimited_text;
  const auto padding = std::ranges::find(kPaddings, definition.padding, &decltype(kPaddings)::value_type::first);
  if (padding == kPaddings.end()) {
    note(item.id, fmt::format("padding `{}` is unknown, read as rightBlank", definition.padding));
  } else {
    item.padding = padding->second;
  }
  // Without trimming blanks belong to the value, so no padding is undone.
  if (definition.trim == "none" && definition.padding.empty()) item.padding = Padding::None;
  item.identifier = facts_.identifier_of(item.id);
  item.is_key = facts_.is_key(item.id);
  item.former_ids = facts_.former_ids_of(item.id);
  EDICT_TRY_VOID(add_codes(item));
  if (!definition.data_type.starts_with("date")) add_specials(item);
  item.kind = kind_of(definition, item);
  return item;
}

Result<void> Importer::add_codes(Item& item) {
  const std::string path = sources_.code_lists + "/" + item.id + ".csv";
  if (sources_.code_lists.empty() || !std::filesystem::exists(path)) return {};
  EDICT_TRY(const std::string text, read_file(path));
  NaaccrCodeList list = naaccr_code_list(csv_rows(text), facts_.code_list_use_of(item.id), item.length);
  if (!list.problem.empty()) note(item.id, fmt::format("code list not used, {}", list.problem));
  item.codes = std::move(list.codes);
  item.labels = std::move(list.labels);
  return {};
}

void Importer::add_specials(Item& item) {
  const auto add = [&item, this](const SpecialCode& special) {
    if (item.special_of(special.codes.low) != nullptr) return;
    if (item.length != 0 && special.codes.low.size() > item.length) {
      note(item.id, fmt::format("special code `{}` left out, it is longer than the item", special.codes.low));
      return;
    }
    item.specials.push_back(special);
    // A label that is long or only repeats the reason does not help.
    if (special.label.size() > kLongestLabel || special.label == name_of(special.reason))
      item.specials.back().label.clear();
  };
  // A person's facts go before the tables.
  for (const SpecialCode& special : facts_.specials_of(item.id)) add(special);
  for (const SpecialCode& special : sentinels_.specials_of(item.id)) add(special);
}

ItemKind Importer::kind_of(const NaaccrItemDefinition& definition, const Item& item) {
  const std::string& type = definition.data_type;
  if (type == "date") return ItemKind::Date;
  if (type == "dateTime") return ItemKind::DateTime;
  if (type == "digits") return ItemKind::Digits;
  if (type == "alpha" || type == "mixed" || item.codes) return ItemKind::Code;
  if (type == "numeric") return item.length < kShortestDecimal ? ItemKind::Digits : ItemKind::Number;
  if (!type.empty() && type != "text") note(item.id, fmt::format("dataType `{}` is unknown, read as text", type));
  const bool has_decimal_code =
      std::ranges::any_of(item.specials, [](const SpecialCode& special) { return special.codes.low.contains('.'); });
  if (has_decimal_code || sentinels_.is_measurement(item.id)) return ItemKind::Number;
  const bool is_short = item.length != 0 && item.length <= kLongestCode && !item.allows_unlimited_text;
  return is_short && item.identifier != IdentifierClass::Person ? ItemKind::Code : ItemKind::Text;
}

}  // namespace

Result<NaaccrDictionaryImport> import_naaccr_dictionary(const NaaccrDictionarySources& sources) {
  NaaccrFacts facts;
  NaaccrSentinels sentinels;
  if (!sources.facts.empty()) {
    EDICT_TRY(facts, NaaccrFacts::read(sources.facts));
  }
  if (!sources.sentinels.empty()) {
    EDICT_TRY(sentinels, NaaccrSentinels::read(sources.sentinels));
  }
  if (!sources.code_lists.empty() && !std::filesystem::is_directory(sources.code_lists)) {
    return fail(ErrorKind::Unreadable,
                fmt::format("`{}` is not a folder; unpack the archive first", sources.code_lists));
  }
  Importer importer(sources, std::move(facts), std::move(sentinels));
  EDICT_TRY(std::shared_ptr<const Dictionary> dictionary, importer.read(sources.dictionary));
  for (const std::string& path : sources.user_dictionaries) {
    EDICT_TRY(const std::shared_ptr<const Dictionary> user, importer.read(path));
    std::vector<std::string> conflicts;
    dictionary = dictionary->with(*user, conflicts);
    if (!conflicts.empty()) {
      return fail(ErrorKind::Unreadable, fmt::format("{}: {}", path, fmt::join(conflicts, "; ")));
    }
  }
  return NaaccrDictionaryImport{std::move(dictionary), importer.take_problems()};
}

}  // namespace edict
