// The values of an item that is no date, cut into cells by codes, ranges, patterns and numbers.
//
// Values of one form (length, and class of character place by place) lie in a row; the ends of ranges cut it into
// points and gaps. All values of other forms are one cell more. Patterns run across cells, so a cell they may divide
// counts once with and once without them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "dsl/schema/code_set.h"
#include "dsl/schema/dictionary.h"

namespace edict::lint_rules {

// A value that stands for its cell.
struct CodeSample {
  bool is_blank = false;
  bool is_valid = true;
  bool is_special = false;
  bool is_unknown = false;
  NumberRange number;                       // one number, or any
  std::vector<const CodeSetEntry*> within;  // the entries it is in

  [[nodiscard]] bool is_in(const std::vector<CodeSetEntry>& codes) const;
};

// The code behind `code` among those of its form; nothing behind the last, or where the form does not say what follows.
std::optional<std::string> code_after(std::string code);

class CodeCells {
 public:
  explicit CodeCells(const Item& item);

  void add(const std::vector<CodeSetEntry>& codes);
  void add_number(Decimal number);

  // Visits every cell; stops and returns false when there are too many.
  bool for_each(const std::function<void(const CodeSample&)>& visit) const;

 private:
  // The values between two ends, both of one form and left out; an empty end is open. `low == high`: that value.
  struct Cell {
    std::string low;
    std::string high;
    std::string form;  // empty: all values of other forms
  };
  enum class Membership : std::uint8_t { Out, In, Either };

  [[nodiscard]] std::vector<Cell> cells() const;
  [[nodiscard]] std::vector<NumberRange> numbers_of(const Cell& cell) const;
  [[nodiscard]] std::vector<bool> validity_of(const Cell& cell) const;
  static Membership membership(const CodeSetEntry& entry, const Cell& cell);
  bool visit_cell(const Cell& cell, const std::function<void(const CodeSample&)>& visit) const;

  const Item& item_;
  std::vector<CodeSetEntry> entries_;
  std::vector<Decimal> numbers_;
};

}  // namespace edict::lint_rules
