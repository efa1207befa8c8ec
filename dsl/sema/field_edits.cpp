#include "dsl/sema/field_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/utf8.h"
#include "dsl/sema/analysis.h"
#include "dsl/sema/codes.h"
#include "dsl/syntax/characters.h"
#include "dsl/syntax/reserved_words.h"

namespace edict::sema {
namespace {

constexpr std::string_view kPackageEnd = ".fields";
constexpr std::string_view kIdEnd = ".field";
constexpr std::size_t kFieldLineWidth = 120;
constexpr std::size_t kWholeListWidth = kFieldLineWidth / 2;  // as edict fmt has it: a narrower list is not broken

// What is to be asked of a value that is not blank. What one question says already, another does not ask again.
struct FieldChecks {
  bool of_kind = false;  // a date, a number, digits
  CodeSet codes;         // empty: any
  std::optional<std::uint32_t> longest;
  bool spares_special_codes = false;   // the codes lack special ones, which are allowed all the same
  bool spares_special_length = false;  // special codes may be longer
  [[nodiscard]] bool of_codes() const { return !codes.is_empty(); }
  [[nodiscard]] int count() const { return (of_kind ? 1 : 0) + (of_codes() ? 1 : 0) + (longest ? 1 : 0); }
};

bool is_pattern(const CodeSetEntry& entry) { return entry.kind == CodeSetEntry::Kind::Pattern; }

// The codes that a value of the item can be. Lists of codes and kinds come from different sources: a list may name
// letters for an item of digits.
CodeSet possible_codes(const Item& item) {
  std::vector<CodeSetEntry> possible;
  if (item.codes) {
    std::ranges::copy_if(item.codes->entries(), std::back_inserter(possible), [&](const CodeSetEntry& entry) {
      const CodeFit fit = fit_of(entry, item);
      return fit != CodeFit::NotDigits && fit != CodeFit::TooLong;
    });
  }
  return CodeSet(std::move(possible));
}

bool is_within(const CodeSetEntry& special, const CodeSet& codes) {
  return std::ranges::any_of(codes.entries(), [&](const CodeSetEntry& entry) {
    if (entry == special) return true;
    if (is_pattern(entry) || is_pattern(special) || !entry.contains(special.low)) return false;
    return special.kind == CodeSetEntry::Kind::Single || entry.contains(special.high);
  });
}

bool may_be_longer(const CodeSetEntry& entry, std::uint32_t length) {
  return character_count(entry.low) > length || (is_pattern(entry) && entry.low.ends_with('*'));
}

// Whether every code of the list is of the item's kind, or special. Not so: it may be that some are not.
bool is_all_of_kind(const CodeSet& codes, const Item& item) {
  if (item.kind == ItemKind::Code || item.kind == ItemKind::Text) return true;
  if (item.kind != ItemKind::Digits && item.kind != ItemKind::Number) return false;
  return std::ranges::all_of(codes.entries(), [&](const CodeSetEntry& entry) {
    if (is_pattern(entry)) return false;
    if (entry.kind == CodeSetEntry::Kind::Single && item.special_of(entry.low) != nullptr) return true;
    if (item.kind == ItemKind::Number && !parse_decimal(entry.low)) return false;
    return entry.high.empty() || std::ranges::all_of(entry.low + entry.high, is_digit);
  });
}

FieldChecks checks_of(const Item& item) {
  constexpr std::uint32_t kWholeDate = 8;
  FieldChecks checks;
  checks.codes = possible_codes(item);
  checks.of_kind = checks.of_codes() ? !is_all_of_kind(checks.codes, item)
                                     : item.kind != ItemKind::Code && item.kind != ItemKind::Text;
  if (item.length > 0 && !item.allows_unlimited_text) {
    const auto may_be_too_long = [&](const CodeSetEntry& entry) { return may_be_longer(entry, item.length); };
    const bool is_said = checks.of_codes() ? std::ranges::none_of(checks.codes.entries(), may_be_too_long)
                                           : item.kind == ItemKind::Date && item.length >= kWholeDate;
    if (!is_said) checks.longest = item.length;
    checks.spares_special_length = std::ranges::any_of(item.specials, may_be_too_long, &SpecialCode::codes);
  }
  checks.spares_special_codes = !std::ranges::all_of(
      item.specials, [&](const SpecialCode& special) { return is_within(special.codes, checks.codes); });
  return checks;
}

std::string in_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

// A code as rule text has it.
std::string code_text(const CodeSetEntry& entry) {
  const bool is_bare_word = entry.kind == CodeSetEntry::Kind::Single && is_state_word(entry.low);
  return is_bare_word ? in_quotes(entry.low) : to_string(entry);
}

// The list behind `require x is blank or in `, broken where a line is full.
std::string code_list(const CodeSet& codes, std::size_t column) {
  std::size_t whole = 0;
  for (const CodeSetEntry& entry : codes.entries()) whole += code_text(entry).size() + 2;
  std::string text = "[";
  std::size_t width = column + 1;
  for (const CodeSetEntry& entry : codes.entries()) {
    const std::string code = code_text(entry);
    const bool is_first = text.size() == 1;
    if (!is_first) text += ',', ++width;
    if (!is_first && whole > kWholeListWidth && width + 1 + code.size() + 1 > kFieldLineWidth) {
      text += '\n' + std::string(column + 1, ' ');
      width = column + 1;
    } else if (!is_first) {
      text += ' ', ++width;
    }
    text += code;
    width += code.size();
  }
  return text + ']';
}

std::string kind_in_words(ItemKind kind) {
  switch (kind) {
    case ItemKind::Date: return "a date";
    case ItemKind::DateTime: return "a date and time";
    case ItemKind::Number: return "a number";
    case ItemKind::Digits: return "digits";
    case ItemKind::Code:
    case ItemKind::Text: break;
  }
  return "";
}

// The edit of one item.
class FieldEditWriter {
 public:
  FieldEditWriter(const Dictionary& dictionary, const Item& item, std::string name)
      : dictionary_(dictionary), item_(item), name_(std::move(name)), checks_(checks_of(item)) {}

  // Empty when the item may hold anything.
  std::string write() {
    if (checks_.count() == 0) return {};
    out("\nedit {}{} {} on {}\n", item_.id, kIdEnd, in_quotes(title()), dictionary_[item_.level].name);
    const bool is_one = checks_.count() == 1;
    const bool compares_dates = checks_.of_codes() && is_date();
    const int width = is_one ? 7 : compares_dates ? 5 : 4;
    out("  {:<{}} field-edits, {}{}{}\n", "tags", width, name_of(item_.kind), checks_.of_codes() ? ", code-list" : "",
        level_tag());
    if (compares_dates) out("  allow W206 because \"the dictionary lists the texts that stand for dates\"\n");
    // A wrong value is one finding, whatever is wrong with it.
    if (!is_one) out("  finding one \"{}\"\n", subject());
    if (checks_.of_kind) add(fmt::format("{} is blank or valid", name_), problem_of_kind(), is_one);
    if (checks_.of_codes()) add(codes_condition(is_one), "not one of its codes", is_one);
    if (checks_.longest) {
      const std::string spared = checks_.spares_special_length ? fmt::format("{} is special or ", name_) : "";
      add(fmt::format("{}length of {} <= {}", spared, name_, *checks_.longest),
          fmt::format("more than {} characters", *checks_.longest), is_one);
    }
    text_ += "end\n";
    return std::move(text_);
  }

 private:
  template <class... Arguments>
  void out(fmt::format_string<Arguments...> form, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), form, std::forward<Arguments>(arguments)...);
  }

  void add(const std::string& condition, const std::string& problem, bool is_one) {
    if (is_one) out("  require {}\n    message \"{}: {}.\"\n", condition, subject(), problem);
    else out("    require {}\n      note  \"{}\"\n", condition, problem);
  }

  // "Laterality {laterality}". The value of an item that identifies a person is not told.
  [[nodiscard]] std::string subject() const {
    const std::string label = item_.label.empty() ? item_.id : fmt::format("{{{}.label}}", name_);
    return item_.identifier == IdentifierClass::Person ? label : fmt::format("{} {{{}}}", label, name_);
  }

  [[nodiscard]] std::string title() const {
    std::string title = item_.label.empty() ? item_.id : item_.label;
    if (item_.number != 0) title += fmt::format(" (#{})", item_.number);
    std::string_view before = ": ";
    const auto say = [&](const std::string& what) {
      title += fmt::format("{}{}", before, what);
      before = ", ";
    };
    if (checks_.of_kind) say(kind_in_words(item_.kind));
    if (checks_.of_codes()) say("one of its codes");
    if (checks_.longest) say(fmt::format("at most {} characters", *checks_.longest));
    return title;
  }

  [[nodiscard]] std::string level_tag() const {
    const std::string& level = dictionary_[item_.level].name;
    return is_letter(level.front()) ? ", " + level : std::string();
  }

  [[nodiscard]] std::string codes_condition(bool is_one) const {
    const std::string begin =
        fmt::format("{} is blank or {}in ", name_, checks_.spares_special_codes ? "special or " : "");
    constexpr std::size_t kRequire = std::string_view("  require ").size();
    return begin + code_list(checks_.codes, kRequire + (is_one ? 0 : 2) + begin.size());
  }

  [[nodiscard]] bool is_date() const { return item_.kind == ItemKind::Date || item_.kind == ItemKind::DateTime; }

  [[nodiscard]] std::string problem_of_kind() const {
    switch (item_.kind) {
      case ItemKind::Date:
      case ItemKind::DateTime: return fmt::format("{{{}.problem}}", name_);
      case ItemKind::Number: return "not a number";
      case ItemKind::Digits: return "not all digits";
      case ItemKind::Code:
      case ItemKind::Text: break;
    }
    return "";
  }

  const Dictionary& dictionary_;
  const Item& item_;
  const std::string name_;  // as rule text writes the item
  const FieldChecks checks_;
  std::string text_;
};

}  // namespace

std::string field_package_of(const Dictionary& dictionary) {
  return fmt::format("{}{}", dictionary.name(), kPackageEnd);
}

bool is_field_edit_id(std::string_view id) { return id.ends_with(kIdEnd); }

std::string write_field_edits(const Dictionary& dictionary) {
  const std::string named = fmt::format("{} {}", dictionary.name(), dictionary.version());
  std::string text = fmt::format("package {} version {} \"Field edits of dictionary {}\"\n",
                                 field_package_of(dictionary), dictionary.version(), named);
  text += "  description \"What the dictionary says of the values of each item. Written from it, never by hand.\"\n";
  text += fmt::format("use dictionary {}\n", named);
  for (const Item& item : dictionary.items()) {
    std::string name = item.id;
    if (kReservedWords.contains(item.id)) {
      if (item.number == 0) continue;  // no rule can speak of it
      name = fmt::format("#{}", item.number);
    }
    text += FieldEditWriter(dictionary, item, std::move(name)).write();
  }
  return text;
}

ItemId item_of_field_edit(const Dictionary& dictionary, std::string_view id) {
  return is_field_edit_id(id) ? dictionary.find(id.substr(0, id.size() - kIdEnd.size())) : ItemId();
}

hir::ExprId passes_field_edit(Analysis& analysis, hir::ExprId field, ItemId item, Location place) {
  const Item& described = analysis.dictionary[item];
  const FieldChecks checks = checks_of(described);
  HirBuilder& hir = analysis.hir;
  const auto is = [&](Builtin state) { return hir.call(state, {field}, place); };
  std::vector<hir::ExprId> all;
  const auto add_any = [&](const std::vector<hir::ExprId>& any) { all.push_back(hir.fold(Builtin::Or, any, place)); };
  if (checks.of_kind) add_any({is(Builtin::IsBlank), is(Builtin::IsValid)});
  if (checks.of_codes()) {
    std::vector<hir::ExprId> any = {is(Builtin::IsBlank)};
    if (checks.spares_special_codes) any.push_back(is(Builtin::IsSpecial));
    any.push_back(hir.in_codes(field, hir.code_set(checks.codes), {}, place));
    add_any(any);
  }
  if (checks.longest) {
    const hir::ExprId most = hir.number_value({*checks.longest * Decimal::kOne}, place);
    std::vector<hir::ExprId> any;
    if (checks.spares_special_length) any.push_back(is(Builtin::IsSpecial));
    any.push_back(hir.call(Builtin::NumberLessEqual, {hir.call(Builtin::LengthOf, {field}, place), most}, place));
    add_any(any);
  }
  return all.empty() ? hir::ExprId() : hir.fold(Builtin::And, all, place);
}

}  // namespace edict::sema
