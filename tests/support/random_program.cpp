#include "tests/support/random_program.h"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <span>
#include <vector>

#include "compiler/ir/builder.h"
#include "tests/support/sample_registry.h"

namespace edict::test {
namespace {

using ir::Inst;
using ir::Op;
using ir::SpaceId;
using ir::ValueId;

constexpr int kSteps = 200;
constexpr int kRequires = 12;

// Draws the same numbers on every platform: std distributions do not.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::size_t count) { return static_cast<std::uint32_t>(engine_() % count); }
  bool one_in(std::uint32_t count) { return below(count) == 0; }
  template <class Range>
  const auto& pick(const Range& range) {
    return *(std::begin(range) + below(std::size(range)));
  }

 private:
  std::mt19937 engine_;
};

CodeSet code_set(std::initializer_list<std::string_view> entries) {
  std::vector<CodeSetEntry> parsed;
  for (std::string_view entry : entries) parsed.push_back(parse_code_set_entry(entry).entry.value());
  return CodeSet(std::move(parsed));
}

std::shared_ptr<const hir::Module> module_with_sets() {
  hir::Module module = sample_module();
  module.code_sets = {code_set({"C500-C509"}), code_set({"C619", "8140", "1"}), code_set({"1-5", "9"}),
                      code_set({"0*", "C5?0", "95*"})};
  module.number_sets = {hir::NumberSet{{{2016, 2017}, {2019, 2019}}}, hir::NumberSet{{{-5, 3}}},
                        hir::NumberSet{{{18, 64}}}};
  for (std::string_view pattern : {"C5.*", "[0-9]+"}) module.patterns.push_back(*Pattern::parse(pattern));
  return std::make_shared<hir::Module>(std::move(module));
}

class ProgramMaker {
 public:
  explicit ProgramMaker(std::uint32_t seed) : dice_(seed), builder_(module_with_sets()) {
    const LevelId tumor(2);
    const SpaceId pairs = builder_.product(SpaceId(2), tumor);
    builder_.product(pairs, tumor);
    builder_.product(SpaceId(1), tumor);
  }

  ir::Program make() {
    add_leaves();
    for (int step = 0; step < kSteps; ++step) add_step();
    add_requires();
    return builder_.take();
  }

 private:
  [[nodiscard]] const ir::Program& program() const { return builder_.program(); }

  // The tumors, which most rules are about, more often than the others.
  SpaceId any_space() { return dice_.one_in(2) ? SpaceId(2) : SpaceId(dice_.below(program().spaces.size())); }

  void keep(ValueId value) {
    if (!is_row(program(), value)) values_[{builder_[value].type, builder_[value].space}].push_back(value);
  }

  // A value of that type in that space: one of those made so far, the later the likelier, or a literal.
  ValueId any(Type type, SpaceId space) {
    const auto& known = values_[{type, space}];
    if (known.empty() || dice_.one_in(10)) return builder_.broadcast(literal(type), space);
    return known[std::max(dice_.below(known.size()), dice_.below(known.size()))];
  }

  ValueId literal(Type type) {
    static constexpr std::array<std::string_view, 6> kTexts{"C509", "C619", "1", "8140", "", "ok"};
    Inst inst;
    switch (type) {
      case Type::Truth: return builder_.truth(dice_.one_in(2));
      case Type::Text:
        inst.op = Op::TextValue;
        inst.text = dice_.pick(kTexts);
        break;
      case Type::Date:
        if (dice_.one_in(3)) return builder_.call(Builtin::Today, {});
        inst.op = Op::DateValue;
        inst.days.first = day_from_civil({2018, 1 + static_cast<int>(dice_.below(3)), 1});
        inst.days.last = inst.days.first + (dice_.one_in(3) ? 30 : 0);
        break;
      case Type::Number:
        inst.op = Op::NumberValue;
        inst.number.low = Decimal::whole(dice_.one_in(2) ? dice_.below(70) : 2015 + dice_.below(5)).millionths;
        inst.number.high = inst.number.low + (dice_.one_in(4) ? 1'500'000 : 0);
        break;
    }
    return builder_.add(std::move(inst));
  }

  void add_leaves() {
    const auto items = program().module->dictionary->items();
    for (std::size_t i = 0; i < items.size(); ++i) keep(builder_.item(ItemId(i)));
    for (std::size_t i = 0; i < program().spaces.size(); ++i) {
      const ir::Space& space = program().spaces[i];
      if (space.is_natural || program()[space.outer].level != space.level) continue;
      for (Op op : {Op::IsSelf, Op::IsLater}) {
        Inst inst;
        inst.op = op;
        inst.space = SpaceId(i);
        keep(builder_.add(std::move(inst)));
      }
    }
  }

  void add_step() {
    switch (dice_.below(10)) {
      case 0: return add_move();
      case 1: return add_reduce();
      case 2: return dice_.one_in(2) ? add_look_up() : add_in_order();
      case 3: return add_builtin(dice_.pick(std::array{Builtin::DateOf, Builtin::NumberOf}));
      default: return add_builtin(static_cast<Builtin>(dice_.below(all_builtins().size())));
    }
  }

  void add_builtin(Builtin builtin) {
    Inst inst;
    inst.builtin = builtin;
    inst.space = any_space();
    for (Type type : info_of(inst.builtin).arguments()) inst.arguments.push_back(any(type, inst.space));
    if (inst.builtin == Builtin::InCodes)
      inst.code_set = hir::CodeSetId(dice_.below(program().module->code_sets.size()));
    if (inst.builtin == Builtin::NumberIn)
      inst.number_set = hir::NumberSetId(dice_.below(program().module->number_sets.size()));
    if (inst.builtin == Builtin::Matches) inst.pattern = hir::PatternId(dice_.below(program().module->patterns.size()));
    if (info_of(inst.builtin).takes_count) inst.count = dice_.below(4);
    if (!inst.arguments.empty()) keep(builder_.add(std::move(inst)));
  }

  void add_move() {
    const Type type = dice_.pick(std::array{Type::Truth, Type::Text, Type::Date, Type::Number});
    const SpaceId to = any_space();
    const ir::Space& space = program()[to];
    if (!space.is_natural && dice_.one_in(2)) {
      keep(builder_.element(any(type, builder_.natural(space.level)), to));
    } else if (space.outer.is_valid()) {
      keep(builder_.broadcast(any(type, space.outer), to));
    }
  }

  void add_reduce() {
    const SpaceId from = any_space();
    if (!program()[from].outer.is_valid()) return;
    Inst inst;
    inst.op = dice_.pick(std::array{Op::ReduceSome, Op::ReduceExactly, Op::ReduceAtLeast, Op::ReduceAtMost, Op::ReduceCount});
    inst.count = inst.op == Op::ReduceSome || inst.op == Op::ReduceCount ? 0 : dice_.below(3);
    inst.space = program()[from].outer;
    inst.arguments = {any(Type::Truth, from)};
    keep(builder_.add(std::move(inst)));
  }

  void add_in_order() {
    const SpaceId from = any_space();
    if (!program()[from].outer.is_valid()) return;
    const auto key_type = [&] { return dice_.pick(std::array{Type::Text, Type::Date, Type::Number}); };
    Inst inst;
    inst.op = Op::InOrder;
    inst.is_strict = dice_.one_in(2);
    inst.space = program()[from].outer;
    inst.arguments = {any(Type::Truth, from), any(key_type(), from), any(key_type(), from)};
    keep(builder_.add(std::move(inst)));
  }

  void add_look_up() {
    const SpaceId space = any_space();
    Inst find;
    find.op = dice_.one_in(3) ? Op::InTable : Op::FindRow;
    find.table = hir::TableId(0);
    find.space = space;
    find.arguments = {any(Type::Text, space), any(Type::Text, space)};
    ValueId row = builder_.add(find);
    if (find.op == Op::InTable) return keep(row);
    if (!program()[space].is_natural || space.index() != 2 || dice_.one_in(2)) return add_row_uses(row);
    add_row_uses(builder_.element(row, builder_.product(space, LevelId(2))));
  }

  void add_row_uses(ValueId row) {
    Inst found;
    found.op = Op::RowFound;
    found.arguments = {row};
    keep(builder_.add(std::move(found)));
    Inst cell;
    cell.op = Op::Cell;
    cell.table = hir::TableId(0);
    cell.count = dice_.below(program().module->tables[0].columns.size());
    cell.arguments = {row};
    keep(builder_.add(std::move(cell)));
  }

  void add_requires() {
    const auto& edits = program().module->edits;
    for (int i = 0; i < kRequires; ++i) {
      ir::RequireOutput output;
      output.edit = dice_.below(edits.size());
      output.require = dice_.below(edits[output.edit].requires_.size());
      output.space = builder_.natural(edits[output.edit].level);
      output.guard = any(Type::Truth, output.space);
      output.condition = any(Type::Truth, output.space);
      if (dice_.one_in(2)) output.override_set = any(Type::Truth, output.space);
      builder_.add_output(output);
    }
  }

  Dice dice_;
  ir::Builder builder_;
  std::map<std::pair<Type, SpaceId>, std::vector<ValueId>> values_;
};

std::string random_value(Dice& dice, const Item& item) {
  static constexpr std::array<std::string_view, 9> kDates{"20180101", "201801",   "2018",     "20180315", "20160229",
                                                          "19500704", "20200615", "20190230", "2O18"};
  static constexpr std::array<std::string_view, 8> kNumbers{"999", "12", "0", "7.5", "64", "-3", "x1", "2018"};
  static constexpr std::array<std::string_view, 10> kCodes{"C500", "C509", "C619", "1",  "0",
                                                           "9",    "8140", "8001", "95", "ok"};
  if (dice.one_in(5)) return {};
  switch (item.kind) {
    case ItemKind::Date: return std::string(dice.pick(kDates));
    case ItemKind::Number: return std::string(dice.pick(kNumbers));
    case ItemKind::Digits: return std::string("0").append(std::to_string(dice.below(4)));
    default: return std::string(dice.pick(kCodes));
  }
}

}  // namespace

ir::Program random_program(std::uint32_t seed) { return ProgramMaker(seed).make(); }

std::string random_rows(std::uint32_t seed, std::uint32_t tumors) {
  Dice dice(seed);
  const auto dictionary = sample_dictionary();
  std::string rows;
  const auto add_row = [&](std::string_view level, LevelId id) {
    rows += level;
    for (const Item& item : dictionary->items()) {
      if (item.level != id) continue;
      if (const std::string value = random_value(dice, item); !value.empty())
        rows.append(" ").append(item.id).append("=").append(value);
    }
    rows += "\n";
  };
  for (std::uint32_t count = 0; count < tumors;) {
    add_row("patient", LevelId(1));
    const std::uint32_t here = std::min(dice.below(6), tumors - count);
    for (std::uint32_t i = 0; i < here; ++i) add_row("tumor", LevelId(2));
    count += here;
  }
  return rows;
}

}  // namespace edict::test
