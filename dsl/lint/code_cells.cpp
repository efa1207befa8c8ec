#include "dsl/lint/code_cells.h"

#include <algorithm>
#include <map>
#include <set>

#include "dsl/sema/codes.h"

namespace edict::lint_rules {
namespace {

using Kind = CodeSetEntry::Kind;

constexpr std::size_t kMostDivided = 4;  // entries that may divide one cell
constexpr std::size_t kMostEntries = 400;

char class_of(char c) {
  if (c >= '0' && c <= '9') return '0';
  if (c >= 'A' && c <= 'Z') return 'A';
  return c >= 'a' && c <= 'z' ? 'a' : '.';
}

std::string form_of(std::string_view code) {
  std::string form(code);
  std::ranges::transform(form, form.begin(), class_of);
  return form;
}

bool is_number_form(std::string_view form) {
  return !form.empty() && form.size() <= 12 && std::ranges::all_of(form, [](char c) { return c == '0'; });
}

bool has_fixed_classes(std::string_view form) { return form.find('.') == std::string_view::npos; }

std::string first_of(std::string_view form) { return std::string(form); }  // '0', 'A' and 'a' are their first ones

std::string last_of(std::string_view form) {
  std::string last(form);
  std::ranges::transform(last, last.begin(), [](char c) { return c == '0' ? '9' : c == 'A' ? 'Z' : 'z'; });
  return last;
}

Decimal whole(std::string_view digits) { return parse_decimal(digits).value_or(Decimal{}); }

}  // namespace

std::optional<std::string> code_after(std::string code) {
  if (!has_fixed_classes(form_of(code))) return std::nullopt;
  for (std::size_t at = code.size(); at-- > 0;) {
    const char last = class_of(code[at]) == '0' ? '9' : class_of(code[at]) == 'A' ? 'Z' : 'z';
    if (code[at] != last) {
      ++code[at];
      return code;
    }
    code[at] = class_of(code[at]);
  }
  return std::nullopt;
}

bool CodeSample::is_in(const std::vector<CodeSetEntry>& codes) const {
  return std::ranges::any_of(codes, [&](const CodeSetEntry& code) {
    return std::ranges::any_of(within, [&](const CodeSetEntry* entry) { return *entry == code; });
  });
}

CodeCells::CodeCells(const Item& item) : item_(item) {
  for (const SpecialCode& special : item.specials) add({special.codes});
}

void CodeCells::add(const std::vector<CodeSetEntry>& codes) {
  for (const CodeSetEntry& code : codes) {
    if (std::ranges::find(entries_, code) == entries_.end()) entries_.push_back(code);
  }
}

void CodeCells::add_number(Decimal number) { numbers_.push_back(number); }

std::vector<CodeCells::Cell> CodeCells::cells() const {
  std::map<std::string, std::set<std::string>> ends;  // by form
  for (const CodeSetEntry& entry : entries_) {
    if (entry.kind == Kind::Pattern) continue;
    ends[form_of(entry.low)].insert(entry.low);
    if (entry.kind == Kind::Range) ends[form_of(entry.low)].insert(entry.high);
  }
  for (auto& [form, points] : ends) {
    if (!is_number_form(form)) continue;
    for (const Decimal number : numbers_) {
      const std::int64_t below = number.millionths / Decimal::kOne;
      for (const std::int64_t end : {below, below + 1}) {
        const std::string digits = std::to_string(end);
        if (end >= 0 && digits.size() <= form.size())
          points.insert(std::string(form.size() - digits.size(), '0') + digits);
      }
    }
  }
  std::vector<Cell> cells;
  cells.push_back({});
  for (const auto& [form, points] : ends) {
    std::string before;
    for (const std::string& point : points) {
      cells.push_back({before, point, form});
      cells.push_back({point, point, form});
      before = point;
    }
    cells.push_back({before, {}, form});
    // Gaps without values are left out where it can be told.
    if (!has_fixed_classes(form)) continue;
    std::erase_if(cells, [&](const Cell& cell) {
      if (cell.form != form || (cell.low == cell.high && !cell.low.empty())) return false;
      if (cell.low.empty()) return cell.high == first_of(form);
      const auto next = code_after(cell.low);
      return !next || (!cell.high.empty() && *next == cell.high);
    });
  }
  return cells;
}

CodeCells::Membership CodeCells::membership(const CodeSetEntry& entry, const Cell& cell) {
  if (cell.form.empty()) return entry.kind == Kind::Pattern ? Membership::Either : Membership::Out;
  const bool is_point = cell.low == cell.high && !cell.low.empty();
  if (is_point) return entry.contains(cell.low) ? Membership::In : Membership::Out;
  switch (entry.kind) {
    case Kind::Single: return Membership::Out;
    case Kind::Range: {
      const bool is_inside = form_of(entry.low) == cell.form && !cell.low.empty() && !cell.high.empty() &&
                             entry.low <= cell.low && cell.high <= entry.high;
      return is_inside ? Membership::In : Membership::Out;
    }
    case Kind::Pattern: break;
  }
  if (!has_fixed_classes(cell.form)) return Membership::Either;
  const CodeSetEntry around{Kind::Range, cell.low.empty() ? first_of(cell.form) : cell.low,
                            cell.high.empty() ? last_of(cell.form) : cell.high};
  if (sema::includes(entry, around)) return Membership::In;
  return sema::have_common_code(entry, around) ? Membership::Either : Membership::Out;
}

std::vector<NumberRange> CodeCells::numbers_of(const Cell& cell) const {
  if (is_number_form(cell.form)) {
    const bool is_point = cell.low == cell.high && !cell.low.empty();
    if (is_point) return {NumberRange::exactly(whole(cell.low))};
    const std::string sample = cell.low.empty() ? first_of(cell.form) : code_after(cell.low).value_or(cell.low);
    return {NumberRange::exactly(whole(sample))};
  }
  std::vector<NumberRange> samples = {NumberRange::any()};
  if (numbers_.empty() || (has_fixed_classes(cell.form) && !cell.form.empty())) return samples;
  for (const Decimal number : numbers_) {
    for (const std::int64_t by : {-1, 0, 1}) {
      const Decimal near{number.millionths + by};
      if (item_.kind != ItemKind::Digits || near >= Decimal{}) samples.push_back(NumberRange::exactly(near));
    }
  }
  return samples;
}

std::vector<bool> CodeCells::validity_of(const Cell& cell) const {
  switch (item_.kind) {
    case ItemKind::Digits:
      if (cell.form.empty()) return {true, false};
      return {std::ranges::all_of(cell.form, [](char c) { return c == '0'; })};
    case ItemKind::Number:
      if (is_number_form(cell.form)) return {true};
      return {true, false};
    default: return {true};
  }
}

bool CodeCells::visit_cell(const Cell& cell, const std::function<void(const CodeSample&)>& visit) const {
  std::vector<const CodeSetEntry*> certain;
  std::vector<const CodeSetEntry*> possible;
  for (const CodeSetEntry& entry : entries_) {
    const Membership said = membership(entry, cell);
    if (said == Membership::In) certain.push_back(&entry);
    if (said == Membership::Either) possible.push_back(&entry);
  }
  if (possible.size() > kMostDivided) return false;
  const std::vector<NumberRange> numbers = numbers_of(cell);
  for (std::size_t choice = 0; choice < std::size_t{1} << possible.size(); ++choice) {
    CodeSample sample;
    sample.within = certain;
    for (std::size_t i = 0; i < possible.size(); ++i) {
      if ((choice >> i & 1) != 0) sample.within.push_back(possible[i]);
    }
    // The first special code that a value fits gives its reason; when it fits several, either may.
    std::set<bool> reasons;
    for (const SpecialCode& special : item_.specials) {
      if (sample.is_in({special.codes})) reasons.insert(special.reason == SpecialReason::Unknown);
    }
    sample.is_special = !reasons.empty();
    if (reasons.empty()) reasons.insert(false);
    for (const bool is_unknown : reasons) {
      sample.is_unknown = is_unknown;
      for (const bool is_well_formed : validity_of(cell)) {
        sample.is_valid = is_well_formed || sample.is_special;
        for (const NumberRange number : numbers) {
          sample.number = sample.is_special || !is_well_formed ? NumberRange::any() : number;
          visit(sample);
        }
      }
    }
  }
  return true;
}

bool CodeCells::for_each(const std::function<void(const CodeSample&)>& visit) const {
  if (entries_.size() > kMostEntries) return false;
  CodeSample blank;
  blank.is_blank = true;
  visit(blank);
  return std::ranges::all_of(cells(), [&](const Cell& cell) { return visit_cell(cell, visit); });
}

}  // namespace edict::lint_rules
