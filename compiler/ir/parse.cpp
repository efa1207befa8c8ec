// Reads IR text line by line: each line is words, and quoted or bracketed texts count as one word.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "compiler/ir/print.h"
#include "compiler/ir/set_text.h"

namespace edict::ir {
namespace {

// Cuts a line into words; a word with quotes or brackets goes on to their end.
std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  std::size_t i = 0;
  while (true) {
    while (i < line.size() && line[i] == ' ') ++i;
    if (i == line.size()) return words;
    const std::size_t begin = i;
    bool is_quoted = false;
    int depth = 0;
    for (; i < line.size() && (is_quoted || depth > 0 || line[i] != ' '); ++i) {
      const char c = line[i];
      if (is_quoted && c == '\\' && i + 1 < line.size()) {
        ++i;
      } else if (c == '"') {
        is_quoted = !is_quoted;
      } else if (!is_quoted) {
        depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      }
    }
    words.push_back(line.substr(begin, i - begin));
  }
}

class Parser {
 public:
  explicit Parser(const hir::Module& module) : module_(std::make_shared<hir::Module>(module)) {
    for (int op = 0; op <= static_cast<int>(Op::NthFound); ++op) {
      if (static_cast<Op>(op) != Op::Builtin) ops_.emplace(name_of(static_cast<Op>(op)), static_cast<Op>(op));
    }
  }

  Result<Program> parse(std::string_view text) {
    std::size_t number = 0;
    while (!text.empty()) {
      ++number;
      const std::size_t end = std::min(text.find('\n'), text.size());
      words_ = words_of(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      next_ = 0;
      if (words_.empty() || words_[0].starts_with('#')) continue;
      parse_line();
      if (next_ < words_.size()) trouble(fmt::format("`{}` is not expected here", words_[next_]));
      if (!trouble_.empty()) return fail(ErrorKind::Rules, fmt::format("IR line {}: {}", number, trouble_));
    }
    program_.module = std::move(module_);
    return std::move(program_);
  }

 private:
  void trouble(std::string what) {
    if (trouble_.empty()) trouble_ = std::move(what);
  }

  std::string_view take() {
    if (next_ < words_.size()) return words_[next_++];
    trouble("the line ends too early");
    return {};
  }
  [[nodiscard]] bool is_next(std::string_view word) const { return next_ < words_.size() && words_[next_] == word; }
  bool accept(std::string_view word) {
    if (!is_next(word)) return false;
    ++next_;
    return true;
  }
  void expect(std::string_view word) {
    if (!accept(word)) trouble(fmt::format("expected `{}`", word));
  }

  template <class Value>
  Value known(const std::unordered_map<std::string, Value>& names, std::string_view name) {
    const auto it = names.find(std::string(name));
    if (it != names.end()) return it->second;
    trouble(fmt::format("`{}` is not defined above", name));
    return Value{};
  }
  ValueId take_value() { return known(values_, take()); }
  SpaceId take_space() {
    const std::string_view word = take();
    return known(spaces_, word.starts_with('@') ? word.substr(1) : word);
  }

  void parse_line() {
    if (accept("space")) return parse_space();
    if (accept("require")) return parse_require();
    const std::string name(take());
    if (!name.starts_with('%')) return trouble(fmt::format("a line starts with space, require or %, not `{}`", name));
    expect("=");
    Inst inst;
    parse_operation(inst);
    parse_operands(inst);
    expect(":");
    parse_type(inst);
    inst.space = take_space();
    if (!values_.emplace(name, ValueId(program_.values.size())).second) trouble(name + " is defined twice");
    program_.values.push_back(std::move(inst));
  }

  void parse_space() {
    const std::string name(take());
    Space space;
    const std::string_view level = take();
    space.level = module_->dictionary->find_level(level);
    if (!space.level.is_valid()) trouble(fmt::format("no level `{}`", level));
    if (accept("in")) space.outer = take_space();
    space.is_natural = !accept("product");
    if (!spaces_.emplace(name, SpaceId(program_.spaces.size())).second) trouble(name + " is defined twice");
    program_.spaces.push_back(space);
  }

  void parse_require() {
    const std::string_view name = take();
    RequireOutput output;
    find_require(name, output);
    output.space = take_space();
    expect("guard");
    output.guard = take_value();
    expect("condition");
    output.condition = take_value();
    if (accept("override")) output.override_set = take_value();
    program_.outputs.push_back(output);
  }

  void find_require(std::string_view name, RequireOutput& output) {
    const std::size_t dot = std::min(name.rfind('.'), name.size());
    const std::string_view branch = name.substr(std::min(dot + 1, name.size()));
    for (std::size_t e = 0; e < module_->edits.size(); ++e) {
      const hir::Edit& edit = module_->edits[e];
      if (edit.id != name.substr(0, dot)) continue;
      for (std::size_t r = 0; r < edit.requires_.size(); ++r) {
        if (std::to_string(edit.requires_[r].branch) != branch) continue;
        output.edit = static_cast<std::uint32_t>(e);
        output.require = static_cast<std::uint32_t>(r);
        return;
      }
    }
    trouble(fmt::format("no require `{}`", name));
  }

  void parse_operation(Inst& inst) {
    const std::string_view word = take();
    if (const std::optional<Builtin> builtin = builtin_by_ir_name(word)) {
      inst.builtin = *builtin;
    } else if (const auto op = ops_.find(word); op != ops_.end()) {
      inst.op = op->second;
    } else {
      trouble(fmt::format("no operation `{}`", word));
    }
  }

  void parse_operands(Inst& inst) {
    inst.is_strict = inst.op == Op::InOrder && accept("strictly");
    const bool has_table =
        inst.op == Op::InTable || inst.op == Op::FindRow || inst.op == Op::NthFound || inst.op == Op::Cell;
    if (has_table) inst.table = take_table();
    while (next_ < words_.size() && words_[next_].starts_with('%')) inst.arguments.push_back(take_value());
    if (!is_next(":")) parse_detail(inst);
  }

  hir::TableId take_table() {
    const std::string_view name = take();
    for (std::size_t i = 0; i < module_->tables.size(); ++i) {
      if (module_->tables[i].name == name) return hir::TableId(i);
    }
    trouble(fmt::format("no table `{}`", name));
    return {};
  }

  void parse_detail(Inst& inst) {
    const std::string_view word = take();
    bool is_understood = false;
    switch (inst.op) {
      case Op::Builtin: is_understood = parse_fact(word, inst); break;
      case Op::Item:
        inst.item = module_->dictionary->find(word);
        is_understood = inst.item.is_valid();
        break;
      case Op::TextValue:
        if (auto text = unquoted(word)) {
          inst.text = std::move(*text);
          is_understood = true;
        }
        break;
      case Op::DateValue: is_understood = parse_days(word, inst.days); break;
      case Op::NumberValue: is_understood = parse_number(word, inst.number); break;
      case Op::TruthValue:
        inst.truth_value = word == "true";
        is_understood = inst.truth_value || word == "false";
        break;
      case Op::ReduceExactly:
      case Op::ReduceAtLeast:
      case Op::ReduceAtMost:
      case Op::FindRow:
      case Op::NthFound: is_understood = parse_count(word, inst.count); break;
      case Op::Cell: is_understood = parse_column(word, inst); break;
      default: break;
    }
    if (!is_understood) trouble(fmt::format("`{}` is not expected here", word));
  }

  static bool parse_count(std::string_view word, std::uint32_t& count) {
    return std::from_chars(word.data(), word.data() + word.size(), count).ec == std::errc{};
  }

  // What a builtin needs beside its operands.
  bool parse_fact(std::string_view word, Inst& inst) {
    if (info_of(inst.builtin).takes_count) return parse_count(word, inst.count);
    if (inst.builtin == Builtin::Matches) {
      const std::optional<std::string> text = unquoted(word);
      auto pattern = Pattern::parse(text.value_or("("));
      if (!pattern) return false;
      inst.pattern = hir::PatternId(module_->patterns.size());
      module_->patterns.push_back(*std::move(pattern));
      return true;
    }
    if (inst.builtin == Builtin::InCodes) {
      std::optional<CodeSet> set = parse_code_set(word);
      if (!set) return false;
      inst.code_set = hir::CodeSetId(module_->code_sets.size());
      module_->code_sets.push_back(std::move(*set));
      return true;
    }
    if (inst.builtin == Builtin::NumberIn) {
      std::optional<hir::NumberSet> set = parse_number_set(word);
      if (!set) return false;
      inst.number_set = hir::NumberSetId(module_->number_sets.size());
      module_->number_sets.push_back(std::move(*set));
      return true;
    }
    return false;
  }

  bool parse_column(std::string_view word, Inst& inst) {
    const std::optional<std::string> name = unquoted(word);
    if (!name || !inst.table.is_valid()) return false;
    const std::vector<std::string>& columns = (*module_)[inst.table].columns;
    const auto column = std::ranges::find(columns, *name);
    inst.count = static_cast<std::uint32_t>(column - columns.begin());
    return column != columns.end();
  }

  // Splits `a..b`; a text without dots is both ends.
  static std::pair<std::string_view, std::string_view> ends_of(std::string_view word) {
    const std::size_t dots = word.find("..");
    if (dots == std::string_view::npos) return {word, word};
    return {word.substr(0, dots), word.substr(dots + 2)};
  }

  static bool parse_days(std::string_view word, DayRange& days) {
    const auto [first, last] = ends_of(word);
    const ParsedDate from = parse_written_date(first);
    const ParsedDate to = parse_written_date(last);
    days = {first == "*" ? DayRange::kFirst : from.days.first, last == "*" ? DayRange::kLast : to.days.last};
    return (first == "*" || from.problem == DateProblem::None) && (last == "*" || to.problem == DateProblem::None);
  }

  static bool parse_number(std::string_view word, NumberRange& number) {
    const auto [first, last] = ends_of(word);
    const std::optional<Decimal> low = parse_decimal(first);
    const std::optional<Decimal> high = parse_decimal(last);
    if (low) number.low = low->millionths;
    if (high) number.high = high->millionths;
    return (low || first == "*") && (high || last == "*");
  }

  void parse_type(Inst& inst) {
    std::string_view word = take();
    if (word.ends_with('!')) {
      inst.is_definite = true;
      word.remove_suffix(1);
    }
    if (const std::optional<Type> type = type_named(word)) {
      inst.type = *type;
    } else {
      trouble(fmt::format("no type `{}`", word));
    }
  }

  std::shared_ptr<hir::Module> module_;
  Program program_;
  std::unordered_map<std::string_view, Op> ops_;
  std::unordered_map<std::string, ValueId> values_;
  std::unordered_map<std::string, SpaceId> spaces_;
  std::vector<std::string_view> words_;
  std::size_t next_ = 0;
  std::string trouble_;
};

}  // namespace

Result<Program> parse_program(std::string_view text, const hir::Module& module) { return Parser(module).parse(text); }

}  // namespace edict::ir
