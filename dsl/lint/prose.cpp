// What the description names: items by id or number, codes (C509, 8000/3) and years. Words are not looked at.
#include <algorithm>
#include <cctype>
#include <set>
#include <unordered_set>

#include "base/calendar.h"
#include "dsl/lint/rules.h"

namespace edict::lint_rules {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '#' || c == '/'; }

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

bool is_year(std::string_view word) { return word.size() == 4 && all_digits(word) && word >= "1900" && word < "2100"; }

// C509, C50, 8140, 8140/3: what hardly stands in prose but as a code.
bool is_code(std::string_view word) {
  const bool is_letter_and_digits =
      word.size() >= 3 && word.front() >= 'A' && word.front() <= 'Z' && all_digits(word.substr(1));
  const bool is_histology = (word.size() == 4 || (word.size() == 6 && word[4] == '/' && is_digit(word[5]))) &&
                            all_digits(word.substr(0, 4)) && word.front() >= '8';
  return is_letter_and_digits || is_histology;
}

// The constants of an edit.
class Constants {
 public:
  explicit Constants(const hir::Module& module) : module_(module) {}

  void add(hir::ExprId id) {
    if (!id.is_valid() || !seen_.insert(id).second) return;
    const hir::Expr& expr = module_[id];
    switch (expr.kind) {
      case hir::ExprKind::TextValue: codes_.push_back({CodeSetEntry::Kind::Single, expr.text, {}}); break;
      case hir::ExprKind::DateValue:
        add_day(expr.days.first);
        add_day(expr.days.last);
        break;
      case hir::ExprKind::NumberValue: add_number(expr.number.low / Decimal::kOne); break;
      case hir::ExprKind::InTable: has_table_ = true; break;
      case hir::ExprKind::Cell:
      case hir::ExprKind::RowFound:
        has_table_ = true;
        for (const hir::ExprId key : module_[expr.lookup].arguments) add(key);
        break;
      case hir::ExprKind::Call: add_sets(expr); break;
      default: break;
    }
    for (const hir::ExprId argument : expr.arguments) add(argument);
  }

  // The codes of a table are not looked at: it may have any.
  [[nodiscard]] bool has_table() const { return has_table_; }
  [[nodiscard]] bool has_years() const { return !years_.empty(); }

  [[nodiscard]] bool name_year(std::string_view year) const {
    return years_.contains(std::string(year)) || name_code(year);
  }

  // A code, or the beginning of some: C50 of C500-C509.
  [[nodiscard]] bool name_code(std::string_view word) const {
    return std::ranges::any_of(codes_, [&](const CodeSetEntry& entry) {
      return entry.contains(word) || entry.low.starts_with(word) || entry.high.starts_with(word) ||
             word.starts_with(entry.low);
    });
  }

 private:
  void add_day(Day day) {
    // `before 2018` and `to 2017` are the same day seen from two sides.
    for (const Day near : {day - 1, day, day + 1}) years_.insert(std::to_string(civil_from_day(near).year));
  }

  void add_number(std::int64_t number) { years_.insert(std::to_string(number)); }

  void add_sets(const hir::Expr& expr) {
    if (expr.builtin == Builtin::InCodes) {
      const auto& entries = module_[expr.code_set].entries();
      codes_.insert(codes_.end(), entries.begin(), entries.end());
    }
    if (expr.builtin != Builtin::NumberIn) return;
    for (const auto& range : module_[expr.number_set].ranges) {
      for (std::int64_t number = range.low; number <= range.high && number < range.low + 200; ++number) {
        add_number(number);
      }
    }
  }

  const hir::Module& module_;
  std::unordered_set<hir::ExprId> seen_;
  std::vector<CodeSetEntry> codes_;
  std::set<std::string> years_;  // and other whole numbers
  bool has_table_ = false;
};

class ProseLint {
 public:
  ProseLint(const Lint& lint, const hir::Edit& edit) : lint_(lint), edit_(edit), constants_(lint.module) {
    for (const hir::Guard& guard : edit.guards) constants_.add(guard.applies);
    for (const hir::Require& require : edit.requires_) {
      constants_.add(require.condition);
      if (require.override_by) constants_.add(require.override_by->is_set);
    }
  }

  void run() {
    const std::string_view text = edit_.description;
    for (std::size_t begin = 0; begin < text.size();) {
      std::size_t end = begin;
      while (end < text.size() && is_part(text[end])) ++end;
      if (end > begin) check(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }

 private:
  void check(std::string_view word) {
    if (const ItemId item = item_named(word); item.is_valid()) {
      if (std::ranges::find(edit_.items, item) == edit_.items.end()) report(word);
    } else if (is_year(word)) {
      if (constants_.has_years() && !constants_.name_year(word)) report(word);
    } else if (is_code(word) && !constants_.has_table()) {
      if (!constants_.name_code(word)) report(word);
    }
  }

  // primarySite, #400. An id of lower case letters alone may be a word.
  [[nodiscard]] ItemId item_named(std::string_view word) const {
    const Dictionary& dictionary = *lint_.module.dictionary;
    if (word.starts_with('#') && word.size() < 8 && all_digits(word.substr(1))) {
      return dictionary.find(static_cast<std::uint32_t>(std::stoul(std::string(word.substr(1)))));
    }
    const bool has_capital = std::ranges::any_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool begins_small = word.front() >= 'a' && word.front() <= 'z';
    return has_capital && begins_small ? dictionary.find(word) : ItemId{};
  }

  void report(std::string_view word) {
    Location place = edit_.location;
    const std::string_view source = lint_.sources[edit_.whole.file].text(edit_.whole.span);
    if (const std::size_t at = source.find(edit_.description); at != std::string_view::npos) {
      const auto begin = static_cast<std::uint32_t>(at + edit_.description.find(word));
      place.span = {edit_.whole.span.begin + begin,
                    edit_.whole.span.begin + begin + static_cast<std::uint32_t>(word.size())};
    }
    lint_.reporter.report(Code::ProseSaysOther, place, {word});
  }

  const Lint& lint_;
  const hir::Edit& edit_;
  Constants constants_;
};

}  // namespace

void lint_prose(const Lint& lint, const hir::Edit& edit) {
  if (!edit.description.empty()) ProseLint(lint, edit).run();
}

}  // namespace edict::lint_rules
