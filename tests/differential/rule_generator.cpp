#include "tests/differential/rule_generator.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "tests/differential/random.h"

namespace edict::differential {
namespace {

struct GeneratedItem {
  std::string name;
  enum class Kind { Code, Ordered, Digits, Number, Date } kind;
  std::vector<std::string> codes;  // what its code lists draw from, in groups of equal length
};

using Kind = GeneratedItem::Kind;

const std::vector<GeneratedItem> kPatientItems = {
    {"sex", Kind::Code, {"1", "2", "3", "9"}},
    {"birthDate", Kind::Date, {}},
    {"lastContact", Kind::Date, {}},
    {"vital", Kind::Digits, {"0", "1"}},
};

const std::vector<GeneratedItem> kTumorItems = {
    {"site", Kind::Code, {"C000", "C179", "C500", "C504", "C509", "C619", "C809"}},
    {"side", Kind::Digits, {"0", "1", "2", "9"}},
    {"size", Kind::Digits, {"000", "001", "010", "050", "988", "990", "999"}},
    {"age", Kind::Digits, {"000", "017", "018", "064", "065", "120", "999"}},
    {"grade", Kind::Ordered, {"1", "2", "3", "4"}},
    {"lab", Kind::Number, {"0.1", "1.0", "12.5", "999.9"}},
    {"sequence", Kind::Digits, {"00", "01", "02", "10", "59", "99"}},
    {"diagnosis", Kind::Date, {}},
    {"surgery", Kind::Date, {}},
};

const std::vector<std::string> kYears = {"1959", "2003", "2004", "2015", "2018", "2021", "2024"};

// Tables of every kind over the generated registry: periods one after the other with days left out here and there,
// floors, ranges, lists of codes, several rows of one key.
class TableWriter {
 public:
  explicit TableWriter(Random& random) : random_(random) {}

  std::string write() { return chain() + floors() + steps() + first_of_day(); }

 private:
  std::string chain() {
    std::string text =
        "table Chain\n  match side\n  match site range sites\n  period from to until\n"
        "  returns verdict in [a, b], codes list\n  | side | sites | from | until | verdict | codes |\n";
    for (const std::string_view side : {"0", "1", "9"}) {
      for (const std::string_view sites : {"C000-C179, C619", "C500-C509"}) {
        std::string from;
        for (const std::string_view written : {"2003", "2004", "2015", "2018", "2021"}) {
          const std::string year(written);
          if (random_.chance(1, 2)) continue;
          const std::string until = random_.chance(1, 5) ? year + "-09" : year;
          text += fmt::format("  | {} | {} | {} | {} | {} | {} |\n", side, sites, from, until, verdict(), codes());
          from = fmt::format("{}{}", std::stoi(year) + 1, random_.chance(1, 5) ? "-07-15" : "");
        }
        if (random_.chance(2, 3)) {
          text += fmt::format("  | {} | {} | {} | | {} | {} |\n", side, sites, from, verdict(), codes());
        }
      }
    }
    return text + fmt::format("  | 2 | C809 | 2004 | 2015 | {} | |\nend\n\n", verdict());
  }

  std::string floors() {
    std::string text =
        "table Floors\n  match site floor low\n  returns verdict, codes list\n  expect last row\n"
        "  | low | verdict | codes |\n";
    for (const std::string_view low : {"C000", "C179", "C500", "C505", "C505", "C619"}) {
      if (random_.chance(3, 4)) text += fmt::format("  | {} | {} | {} |\n", low, verdict(), codes());
    }
    return text + "  | C700 | a | 1 |\nend\n\n";
  }

  std::string steps() {
    std::string text =
        "table Steps\n  match side\n  period from to until\n  returns verdict, codes list\n"
        "  expect all rows\n  | side | from | until | verdict | codes |\n";
    for (const std::string_view side : {"0", "1", "1", "2", "2", "2"}) {
      text += fmt::format("  | {} | {} | | {} | {} |\n", side, random_.chance(1, 2) ? "" : random_.pick(kYears),
                          verdict(), codes());
    }
    return text + "end\n\n";
  }

  std::string first_of_day() {
    std::string text =
        "table Firsts\n  match site range sites\n  period from to until\n  returns verdict, codes list\n"
        "  expect first row\n  | sites | from | until | verdict | codes |\n";
    for (const std::string_view sites : {"C5*", "C000-C179", "C50?", "C000-C809", "C000-C999"}) {
      text += fmt::format("  | {} | {} | {} | {} | {} |\n", sites, random_.chance(1, 3) ? "" : "2004",
                          random_.chance(1, 3) ? "" : "2018", verdict(), codes());
    }
    return text + "end\n\n";
  }

  std::string verdict() { return random_.chance(1, 2) ? "a" : "b"; }
  std::string codes() { return random_.pick(std::vector<std::string>{"1", "1-3", "2, 4", "000-050", ""}); }

  Random& random_;
};

// Makes one edit; `variable` is the prefix of tumor items inside a quantifier ("t.").
class EditWriter {
 public:
  // `others` are edits that this one may depend on.
  EditWriter(Random& random, bool is_patient, const std::vector<std::string>& others)
      : random_(random), is_patient_(is_patient), others_(others) {}

  std::string write(const std::string& id) {
    std::string text = header(id);
    if (random_.chance(1, 5)) text += depends();
    if (random_.chance(1, 3)) text += let();
    if (random_.chance(1, 4)) text += effective();
    if (random_.chance(1, 3)) text += fmt::format("  skip when {}\n", expression(2));
    if (!is_patient_ && random_.chance(1, 3)) text += lookup();
    if (random_.chance(1, 3)) text += fmt::format("  when {}\n", expression(2));
    const bool is_in_order = random_.chance(1, 6);
    if (is_in_order) text += "  check in order\n";
    const std::size_t requires_ = 1 + random_.below(3);
    for (std::size_t i = 0; i < requires_; ++i) {
      if (is_in_order && i > 0 && random_.chance(1, 3)) text += fmt::format("  skip when {}\n", expression(1));
      text += require("  ");
    }
    return text + "end\n";
  }

  // Branches, in some of them branches again: deeper ones would keep the reference busy for long.
  std::string write_branches(const std::string& id) {
    std::string text = header(id);
    if (random_.chance(1, 3)) text += let();
    if (random_.chance(1, 4)) text += effective();
    return text + branches("  ", 1) + "end\n";
  }

  // Several requires that fail together.
  std::string write_finding(const std::string& id) {
    std::string text = header(id) + "  finding one \"Generated\"\n";
    for (std::size_t i = 0; i < 1 + random_.below(3); ++i) text += short_require("    ");
    if (random_.chance(1, 2)) text += fmt::format("    when {}\n{}", expression(1), short_require("      "));
    return text + "end\n";
  }

  // A bare `when` and blocks of `when` do not mix; blocks stand in edits of their own.
  std::string write_blocks(const std::string& id) {
    std::string text = header(id);
    for (std::size_t i = 0; i < 1 + random_.below(3); ++i) {
      text += fmt::format("  when {}\n", expression(2));
      text += require("    ");
      if (random_.chance(1, 3)) text += fmt::format("    when {}\n{}", expression(1), require("      "));
    }
    return text + "end\n";
  }

  // The same requires for each of several items, or for each row of a table.
  std::string write_loop(const std::string& id) {
    std::string text = header(id);
    text += random_.chance(1, 2) ? "  for each item d, next item e in (site, side, grade)\n"
                                 : "  for each (one d, other e) in ((side, grade), (size, age), (age, sequence))\n";
    if (random_.chance(1, 2)) text += fmt::format("    when {}\n", loop_atom());
    return text + fmt::format("    require {}\nend\n",
                              random_.chance(1, 2) ? loop_atom() : fmt::format("({} or e is blank)", loop_atom()));
  }

 private:
  std::string loop_atom() {
    return random_.pick(std::vector<std::string>{"d is blank", "d = e", "d is unknown", "e in [1, 2]", "d != e"});
  }

  std::string lookup() {
    has_row_ = true;
    const std::string otherwise =
        random_.pick(std::vector<std::string>{"skip", "pass", "fail", "not run", "row of blanks"});
    return fmt::format("  lookup {} as row, otherwise {}\n", some_lookup(), otherwise);
  }

  std::string some_lookup() {
    return random_.pick(std::vector<std::string>{"Chain(side, site, at diagnosis)", "Chain(side, site, at surgery)",
                                                 "Floors(site)", "Steps(side, at diagnosis)",
                                                 "Firsts(site, at diagnosis)", "Chain(side, site, at 2015-06-30)"});
  }

  // What is asked of a row, or of a table.
  std::string table_atom() {
    if (!has_row_ || is_inside_ || random_.chance(1, 4)) {
      return random_.chance(1, 2) ? fmt::format("({0}side, {0}site, at {0}diagnosis) in table Chain", prefix_)
                                  : fmt::format("({0}side, at {0}surgery) in table Steps", prefix_);
    }
    return random_.pick(std::vector<std::string>{"row.verdict is a", "row.verdict is not b", "row.verdict is blank",
                                                 "side in row.codes", "size not in row.codes", "grade in row.codes",
                                                 "row.codes is not blank", "(row.verdict is a or site = row.verdict)"});
  }

  [[nodiscard]] std::string header(const std::string& id) const {
    return fmt::format("edit {} \"Generated\" on {}\n", id, is_patient_ ? "patient" : "tumor");
  }

  std::string depends() {
    if (others_.empty() || random_.chance(1, 4)) {
      return fmt::format("  depends on field edits of ({})\n", is_patient_ ? "lastContact, vital" : "age, diagnosis");
    }
    return fmt::format("  depends on {}\n", random_.pick(others_));
  }

  // A code or a date by cases, for what follows in the edit.
  std::string let() {
    const bool is_date = random_.chance(1, 2);
    const std::vector<std::string> values = is_date ? std::vector<std::string>{"birthDate", "lastContact"}
                                            : is_patient_
                                                ? std::vector<std::string>{"sex", "vital", "\"1\"", "\"\""}
                                                : std::vector<std::string>{"site", "side", "sex", "\"C509\"", "\"\""};
    const auto value = [&] {
      return is_date && !is_patient_ && random_.chance(1, 2) ? std::string("diagnosis") : random_.pick(values);
    };
    ++quantifier_depth_;  // what is chosen may be used in a quantifier, and these nest two deep
    std::string text;
    if (random_.chance(1, 2)) {
      text = fmt::format("  let chosen = case when {} then {} otherwise {}\n", expression(1), value(), value());
    } else {
      text = "  let chosen = choose\n";
      for (std::size_t i = 0; i < 1 + random_.below(3); ++i) {
        text += fmt::format("    when {} then {}\n", expression(1), value());
      }
      text += fmt::format("    otherwise {}\n", value());
    }
    --quantifier_depth_;
    let_ = is_date ? Let::Date : Let::Code;
    return text;
  }

  std::string branches(const std::string& indent, int deeper) {
    const std::string inside = indent + "    ";
    const auto branch = [&](int below) {
      if (below > 0 && random_.chance(1, 4)) return branches(inside, below - 1);
      std::string text = short_require(inside);
      if (random_.chance(1, 3)) text += short_require(inside);
      return text;
    };
    std::string text = fmt::format("{}choose\n", indent);
    for (std::size_t i = 0; i < 1 + random_.below(3); ++i) {
      text += fmt::format("{}  when {}\n{}", indent, expression(1), branch(deeper));
    }
    if (random_.chance(1, 2)) text += fmt::format("{}  otherwise\n{}", indent, branch(0));
    return text;
  }

  std::string short_require(const std::string& indent) { return fmt::format("{}require {}\n", indent, expression(1)); }

  std::string effective() {
    const std::string item = is_patient_ ? "lastContact" : "diagnosis";
    const std::string tail = random_.chance(1, 3) ? ", otherwise skip" : "";
    switch (random_.below(3)) {
      case 0: return fmt::format("  effective {} from {}{}\n", item, date(), tail);
      case 1: return fmt::format("  effective {} from 1950 to {}{}\n", item, date(), tail);
      default: return fmt::format("  effective {} before {}{}\n", item, date(), tail);
    }
  }

  std::string require(const std::string& indent) {
    if (is_patient_ && random_.chance(1, 8)) {
      return fmt::format("{}require tumors{} in order of {} are {}in order of {}\n", indent,
                         random_.chance(1, 2) ? fmt::format(" where {}", in_quantifier("", 1)) : "",
                         random_.chance(1, 2) ? "sequence" : "diagnosis", random_.chance(1, 3) ? "strictly " : "",
                         random_.pick(std::vector<std::string>{"diagnosis", "age", "sequence"}));
    }
    if (is_patient_ && random_.chance(1, 8)) {
      std::string text = fmt::format("{}require {}\n", indent, first_record());
      if (random_.chance(1, 3)) {
        text += fmt::format("{}  override by flag in [1] on {}\n", indent, random_.chance(1, 2) ? "any" : "every");
      }
      return text;
    }
    if (is_patient_ && random_.chance(1, 8)) return fmt::format("{}require {}\n", indent, other_pair());
    if (is_patient_ && random_.chance(1, 5)) {
      std::string text = fmt::format("{}require no two tumors a, b{} {}\n", indent, among(), pair_condition());
      if (random_.chance(1, 3)) text += fmt::format("{}        except when {}\n", indent, in_quantifier("a.", 1));
      if (random_.chance(1, 2)) {
        text += fmt::format("{}  override by flag in [1] on {}\n", indent, random_.chance(1, 2) ? "any" : "every");
      }
      return text;
    }
    std::string text = fmt::format("{}require {}\n", indent, expression(3));
    if (!is_patient_ && random_.chance(1, 3)) {
      text += fmt::format("{}  override by flag in [1]{}\n", indent,
                          random_.chance(1, 3) ? fmt::format(" when {}", expression(1)) : "");
    }
    return text;
  }

  std::string among() {
    if (random_.chance(2, 3)) return " where";
    return fmt::format(" among tumors where {} have", in_quantifier("", 1));
  }

  // The earliest or latest tumor, over dates, numbers and codes.
  std::string first_record() {
    const std::string filter = random_.chance(1, 3) ? fmt::format(" where {}", in_quantifier("t.", 1)) : "";
    const std::string key = random_.pick(std::vector<std::string>{"diagnosis", "surgery", "lab", "sequence"});
    return fmt::format("{} tumor t{} by {} has {}", random_.chance(1, 2) ? "earliest" : "latest", filter, key,
                       in_quantifier("t.", 2));
  }

  std::string other_pair() {
    switch (random_.below(3)) {
      case 0: return fmt::format("not (some two tumors a, b{} {})", among(), pair_condition());
      case 1: return fmt::format("every tumor has the same {}", random_.chance(1, 2) ? "site" : "diagnosis");
      default:
        return fmt::format("no earlier tumor a, later tumor b {} where {}",
                           random_.pick(std::vector<std::string>{"in file order", "by diagnosis", "by sequence"}),
                           pair_condition());
    }
  }

  // A count beside a written number, beside another count, in a sum.
  std::string count_atom() {
    const std::string other = is_patient_ ? "" : random_.chance(1, 2) ? "other " : "";
    const auto count = [&] { return fmt::format("count of {}tumors t where ({})", other, in_quantifier("t.", 1)); };
    const std::string relation = random_.pick(std::vector<std::string>{"<", "<=", ">", ">=", "=", "!="});
    ++quantifier_depth_;
    std::string text = count();
    switch (random_.below(3)) {
      case 0: text += fmt::format(" {} {}", relation, random_.below(3)); break;
      case 1: text += fmt::format(" {} {}", relation, count()); break;
      default: text += fmt::format(" + 1 {} number of {}", relation, is_patient_ ? "vital" : "sequence");
    }
    --quantifier_depth_;
    return text;
  }

  std::string expression(int depth) {
    if (depth == 0 || random_.chance(1, 3)) return atom();
    switch (random_.below(7)) {
      case 0: return fmt::format("({} and {})", expression(depth - 1), expression(depth - 1));
      case 1: return fmt::format("({} or {})", expression(depth - 1), expression(depth - 1));
      case 2: return fmt::format("({} and {} and {})", expression(depth - 1), atom(), atom());
      case 3: return fmt::format("not ({})", expression(depth - 1));
      case 4: return fmt::format("({} implies {})", expression(depth - 1), expression(depth - 1));
      case 5: return fmt::format("{} ({})", random_.chance(1, 2) ? "definitely" : "possibly", expression(depth - 1));
      default:
        if (quantifier_depth_ > 0) return atom();
        return random_.chance(1, 5) ? fmt::format("({})", count_atom()) : fmt::format("({})", quantifier());
    }
  }

  std::string quantifier() {
    ++quantifier_depth_;
    std::string text;
    if (is_patient_) {
      const std::string condition = in_quantifier("t.", 2);
      const std::size_t count = 1 + random_.below(2);
      switch (random_.below(6)) {
        case 0: text = fmt::format("some tumor t where {}", condition); break;
        case 1: text = fmt::format("every tumor t has {}", condition); break;
        case 2: text = fmt::format("no tumor t where {}", condition); break;
        case 3: text = fmt::format("exactly {} tumors t where {}", count, condition); break;
        case 4: text = fmt::format("at least {} tumors t where {}", count, condition); break;
        default: text = fmt::format("at most {} tumors t where {}", count, condition); break;
      }
    } else {
      const std::string mixed = random_.chance(1, 2)
                                    ? fmt::format("({} and {})", in_quantifier("t.", 1), compare_across("t."))
                                    : in_quantifier("t.", 2);
      text = fmt::format("{} other tumor t where {}", random_.chance(1, 2) ? "some" : "no", mixed);
    }
    --quantifier_depth_;
    return text;
  }

  // A condition whose tumor items carry a prefix.
  std::string in_quantifier(const std::string& prefix, int depth) {
    const std::string saved = std::exchange(prefix_, prefix);
    const bool saved_inside = std::exchange(is_inside_, true);
    ++quantifier_depth_;
    std::string text = expression(depth);
    --quantifier_depth_;
    prefix_ = saved;
    is_inside_ = saved_inside;
    return text;
  }

  std::string pair_condition() {
    const std::string equal = random_.pick(std::vector<std::string>{"site", "side", "sequence"});
    std::string text = fmt::format("a.{} = b.{}", equal, equal);
    if (random_.chance(1, 2)) text += fmt::format(" and {}", in_quantifier("a.", 1));
    if (random_.chance(1, 3)) text += " and a.diagnosis < b.diagnosis";
    if (random_.chance(1, 4)) text += " and days from a.diagnosis to b.diagnosis <= 60";
    return text;
  }

  std::string compare_across(const std::string& prefix) {
    switch (random_.below(3)) {
      case 0: return fmt::format("{}site = site", prefix);
      case 1: return fmt::format("{}diagnosis <= diagnosis", prefix);
      default: return fmt::format("number of {}age < number of age", prefix);
    }
  }

  std::string let_atom() {
    if (let_ == Let::Date) {
      switch (random_.below(4)) {
        case 0: return fmt::format("chosen from {}", date());
        case 1: return "chosen <= lastContact";
        case 2: return fmt::format("years from birthDate to chosen >= {}", random_.below(70));
        default: return fmt::format("year of chosen in [2004-2015, 2018]");
      }
    }
    switch (random_.below(6)) {
      case 0: return "chosen is blank";
      case 1: return "chosen in [1-2]";
      case 2: return "chosen = sex";
      case 3: return "first 1 of chosen is not C";
      case 4: return "number of chosen <= 1";
      default: return "chosen & sex matches /[0-9]+/";
    }
  }

  std::string atom() {
    const bool reaches_tumor = !is_patient_ || is_inside_;
    if (reaches_tumor && random_.chance(1, has_row_ ? 3 : 12)) return table_atom();
    if (let_ != Let::None && random_.chance(1, 4)) return let_atom();
    const GeneratedItem& item = some_item();
    const std::string name = named(item);
    switch (item.kind) {
      case Kind::Code: return code_atom(item, name);
      case Kind::Ordered:
        return random_.chance(1, 4) ? fmt::format("{} <= {}", name, named(kTumorItems[4])) : code_atom(item, name);
      case Kind::Digits: return random_.chance(1, 3) ? number_atom(name) : code_atom(item, name);
      case Kind::Number: return number_atom(name);
      case Kind::Date: return date_atom(name);
    }
    return "";
  }

  std::string code_atom(const GeneratedItem& item, const std::string& name) {
    switch (random_.below(11)) {
      case 9: return text_atom(name);
      case 10:
        return fmt::format("{} of ({}, {}, {}) {}",
                           random_.pick(std::vector<std::string>{"all", "any", "none", "at least 2", "exactly 1"}),
                           name, named(some_item()), named(some_item()),
                           random_.pick(std::vector<std::string>{"are blank", "are not valid", "matches /[0-4C]+/"}));
      case 0: return fmt::format("{} is blank", name);
      case 1: return fmt::format("{} is {}", name, random_.pick(item.codes));
      case 2: return fmt::format("{} is not {}", name, random_.pick(item.codes));
      case 3: return fmt::format("{} not in {}", name, code_list(item));
      case 4: return fmt::format("({} is blank or in {})", name, code_list(item));
      case 5: return fmt::format("{} is unknown", name);
      case 6: return fmt::format("{} is special", name);
      case 7: return fmt::format("{} is valid", name);
      default: return fmt::format("{} in {}", name, code_list(item));
    }
  }

  std::string text_atom(const std::string& name) {
    const std::string other = named(some_item());
    switch (random_.below(7)) {
      case 0: return fmt::format("first 1 of {} = last 1 of {}", name, other);
      case 1: return fmt::format("{} & {} matches /[0-9C]{{0,7}}[05]?/", name, other);
      case 2: return fmt::format("{} starts with first 1 of {}", name, other);
      case 3:
        return fmt::format("upper of (characters 2 to 3 of {} & \"a\" & trimmed {}) in [0A*, 5*, A?]", name, other);
      case 4: return fmt::format("length of {} >= length of digits of {}", name, other);
      case 5: return fmt::format("{} has a valid {} check digit", name, random_.chance(1, 2) ? "Luhn" : "modulus 11");
      default: return fmt::format("{} contains last 1 of {}", name, other);
    }
  }

  std::string code_list(const GeneratedItem& item) {
    std::string text = "[";
    const std::size_t count = 1 + random_.below(3);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) text += ", ";
      std::string low = random_.pick(item.codes);
      std::string high = random_.pick(item.codes);
      if (high < low) std::swap(low, high);
      if (random_.chance(1, 8) && low.size() > 1) text += low.substr(0, low.size() - 1) + "?";
      else if (random_.chance(1, 8) && low.size() > 1) text += low.substr(0, 1) + "*";
      else text += low == high || random_.chance(1, 2) ? low : low + "-" + high;
    }
    return text + "]";
  }

  std::string number_atom(const std::string& name) {
    const std::string value = random_.pick(std::vector<std::string>{"0", "1", "10", "18", "65", "12.5", "0.1"});
    const std::string relation = random_.pick(std::vector<std::string>{"<", "<=", ">", ">=", "=", "!="});
    if (random_.chance(1, 6)) return fmt::format("({} is blank or a number from 1 to 65 with 2 digits)", name);
    if (random_.chance(1, 5)) return fmt::format("number of {} + 1 {} {}", name, relation, value);
    if (random_.chance(1, 6) && !is_patient_ && !is_inside_) {
      return fmt::format("number of {} - number of age {} {}", name, relation, value);
    }
    return fmt::format("number of {} {} {}", name, relation, value);
  }

  std::string date() {
    const std::string& year = random_.pick(kYears);
    switch (random_.below(3)) {
      case 0: return year;
      case 1: return year + "-07";
      default: return year + "-07-15";
    }
  }

  std::string date_atom(const std::string& name) {
    const std::string other = random_.chance(1, 2) || is_patient_ ? "lastContact" : "birthDate";
    const std::string unit = random_.pick(std::vector<std::string>{"days", "months", "years"});
    switch (random_.below(17)) {
      case 12: return fmt::format("{} <= {} by {}", name, other, random_.chance(1, 2) ? "year" : "month");
      case 13: return fmt::format("{} same {} as {}", name, random_.chance(1, 2) ? "year" : "month", other);
      case 14:
        return fmt::format(
            "{} is {} {} {} {} {}", name,
            random_.pick(std::vector<std::string>{"at least", "at most", "more than", "less than", "exactly"}),
            random_.below(40), unit, random_.chance(1, 2) ? "after" : "before", other);
      case 15: return fmt::format("({} and {} are at most {} {} apart)", name, other, random_.below(40), unit);
      case 16:
        return random_.chance(1, 2) ? fmt::format("{} days before {} < {}", random_.below(40), name, other)
                                    : fmt::format("{} months after {} rounded {} >= {}", random_.below(40), name,
                                                  random_.chance(1, 2) ? "up" : "down", other);
      case 0: return fmt::format("{} <= {}", name, other);
      case 1: return fmt::format("{} < {}", name, other);
      case 2: return fmt::format("{} = {}", name, other);
      case 3: return fmt::format("{} from {}", name, date());
      case 4: return fmt::format("{} before {}", name, date());
      case 5: return fmt::format("{} to {}", name, date());
      case 6: return fmt::format("{} <= today", name);
      case 7: return fmt::format("year of {} in [2004-2015, 2018]", name);
      case 8: return fmt::format("month of {} is {}", name, random_.chance(1, 2) ? "blank" : "7");
      case 9:
        return fmt::format("{} from {} to {} {} {}", random_.pick(std::vector<std::string>{"years", "months", "days"}),
                           other, name, random_.chance(1, 2) ? "<" : ">=", random_.below(70));
      case 10: return fmt::format("{} is {}", name, random_.chance(1, 2) ? "valid" : "blank");
      default: return fmt::format("year of {} < {}", name, random_.pick(kYears));
    }
  }

  // In an edit on patient, tumor items exist only inside a quantifier.
  const GeneratedItem& some_item() {
    const bool may_be_tumor = !is_patient_ || is_inside_;
    return may_be_tumor && random_.chance(3, 4) ? random_.pick(kTumorItems) : random_.pick(kPatientItems);
  }

  std::string named(const GeneratedItem& item) {
    for (const GeneratedItem& patient : kPatientItems) {
      if (patient.name == item.name) return item.name;
    }
    return prefix_ + item.name;
  }

  enum class Let : std::uint8_t { None, Code, Date };

  Random& random_;
  bool is_patient_;
  const std::vector<std::string>& others_;
  Let let_ = Let::None;  // what `chosen` is
  bool is_inside_ = false;
  bool has_row_ = false;
  std::string prefix_;
  int quantifier_depth_ = 0;
};

}  // namespace

std::string_view generated_registry() {
  return R"(dictionary made 1

level file
level patient in file
level tumor in patient

item patientId #1 "Patient" on patient
  kind    code
  length  8
  key
item tumorId #2 "Tumor" on tumor
  kind    code
  length  2
  key
item sex #3 "Sex" on patient
  kind    code
  length  1
  codes   [1-3, 9]
item birthDate #4 "Birth" on patient
  kind    date
  length  8
item lastContact #5 "Last contact" on patient
  kind    date
  length  8
item vital #6 "Vital status" on patient
  kind    digits
  length  1
item site #7 "Site" on tumor
  kind    code
  length  4
item side #8 "Side" on tumor
  kind    digits
  length  1
item size #9 "Size" on tumor
  kind    digits
  length  3
  special
    | 988 | not applicable | |
    | 990 | not measured   | |
    | 999 | unknown        | |
item age #10 "Age" on tumor
  kind    digits
  length  3
  special
    | 999 | unknown | |
item grade #11 "Grade" on tumor
  kind    code
  length  1
  ordered
item lab #12 "Laboratory value" on tumor
  kind    number
  length  6
item sequence #13 "Sequence" on tumor
  kind    digits
  length  2
  special
    | 99 | unknown | |
item diagnosis #14 "Diagnosis" on tumor
  kind    date
  length  8
item surgery #15 "Surgery" on tumor
  kind    date
  length  8
item flag #16 "Over-ride" on tumor
  kind    code
  length  1
  codes   [1]
)";
}

std::string generate_rules(std::uint64_t seed, std::size_t edits) {
  Random random(seed);
  std::string text = "package generated version 1\nuse dictionary made 1\n\n";
  text += TableWriter(random).write();
  // Edits on patient, and edits on either that depend on none: a chain of edits is asked again at each.
  std::vector<std::string> on_patient;
  std::vector<std::string> on_any;
  for (std::size_t i = 0; i < edits; ++i) {
    const bool is_patient = random.chance(2, 5);
    EditWriter writer(random, is_patient, is_patient ? on_patient : on_any);
    const std::string id = fmt::format("G{:04}", i + 1);
    std::string edit;
    switch (random.below(9)) {
      case 0:
      case 1: edit = writer.write_blocks(id); break;
      case 2: edit = writer.write_branches(id); break;
      case 3: edit = writer.write_finding(id); break;
      case 4: edit = EditWriter(random, false, on_any).write_loop(id); break;
      default: edit = writer.write(id);
    }
    if (edit.find("depends on G") == edit.npos) {
      on_any.push_back(id);
      if (edit.find(" on patient\n") != edit.npos) on_patient.push_back(id);
    }
    text += edit + "\n";
  }
  return text;
}

}  // namespace edict::differential
