#include "dsl/import/edits/print/compatible_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "dsl/compatible/dates.h"
#include "dsl/import/edits/meaning/pattern_cache.h"
#include "dsl/import/edits/print/code_terms.h"

namespace edict::foreign {
namespace {

std::string in_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string single(const SpokenValue& value) { return value.is_single ? value.text : "(" + value.text + ")"; }

// A code as a term of `edits.inlist`: nothing in it would be read otherwise.
bool is_list_term(std::string_view code) {
  return !code.empty() && code.find_first_of(", -") == std::string_view::npos;
}

std::string_view word_of_filling(std::int64_t flag) {
  if (flag == static_cast<std::int64_t>(compatible::Fill::Nearest)) return "nearest";
  return flag == static_cast<std::int64_t>(compatible::Fill::Farthest) ? "farthest" : "";
}

}  // namespace

std::vector<std::string> functions_in(std::string_view rule_text) {
  std::set<std::string> functions;
  bool is_quoted = false;
  for (std::size_t i = 0; i < rule_text.size(); ++i) {
    if (rule_text[i] == '"' && (i == 0 || rule_text[i - 1] != '\\')) is_quoted = !is_quoted;
    if (is_quoted || !rule_text.substr(i).starts_with("edits.")) continue;
    const std::size_t open = rule_text.find('(', i);
    const std::string_view name = rule_text.substr(i, open - i);
    if (open != std::string_view::npos && name.find_first_of(" \n\"") == std::string_view::npos)
      functions.emplace(name);
  }
  return {functions.begin(), functions.end()};
}

// ---- parts of nodes

CompatibleWords::Spoken CompatibleWords::nothing(std::string reason) {
  reason_ = std::move(reason);
  return std::nullopt;
}

std::optional<std::int64_t> CompatibleWords::whole(NodeId call, std::size_t index) const {
  const auto& arguments = node(call).arguments;
  const bool is_there = index < arguments.size() && graph_.is_constant(arguments[index]);
  const std::int64_t* number = is_there ? graph_.value_of(arguments[index]).number() : nullptr;
  return number == nullptr ? std::nullopt : std::optional(*number);
}

const std::string* CompatibleWords::written(NodeId call, std::size_t index) const {
  const auto& arguments = node(call).arguments;
  const bool is_there = index < arguments.size() && graph_.is_constant(arguments[index]);
  return is_there ? graph_.value_of(arguments[index]).text() : nullptr;
}

bool CompatibleWords::is_number(NodeId id) const { return graph_.kind_of(id) == ValueKind::Number; }

// ---- texts

CompatibleWords::Spoken CompatibleWords::date_part(std::string_view name) {
  struct Part {
    std::string_view ending;
    std::string_view words;
  };
  // Where only a month is missing blanks stand in its place, which count as none.
  for (const Part& each : {Part{"Year", "first 4 of"}, Part{"Month", "trimmed characters 5 to 6 of"},
                           Part{"Day", "trimmed characters 7 to 8 of"}}) {
    if (!name.ends_with(each.ending)) continue;
    const std::string_view date = name.substr(0, name.size() - each.ending.size());
    if (dictionary_.find(date).is_valid()) return SpokenValue{fmt::format("{} {}", each.words, date)};
  }
  return nothing(fmt::format("an item that the dictionary does not have: {}", name));
}

CompatibleWords::Spoken CompatibleWords::item(NodeId id, bool fills) {
  const std::string& name = *node(id).constant.text();
  if (say_text_) {
    if (auto said = say_text_(id)) return SpokenValue{*std::move(said)};
  }
  if (!dictionary_.find(name).is_valid()) return date_part(name);
  return SpokenValue{fills && graph_.items().are_padded ? fmt::format("edits.padded({})", name) : name};
}

CompatibleWords::Spoken CompatibleWords::argument(NodeId id) {
  return node(id).kind == DecisionKind::Item ? item(id, false) : text(id);
}

CompatibleWords::Spoken CompatibleWords::text(NodeId id) {
  switch (node(id).kind) {
    case DecisionKind::Constant: {
      if (graph_.value_of(id).is_null()) return SpokenValue{"\"\""};
      const std::string* text = graph_.value_of(id).text();
      if (text == nullptr) return nothing("a value that is no text");
      return SpokenValue{in_quotes(*text)};
    }
    case DecisionKind::Item: return item(id, true);
    case DecisionKind::Select: return by_cases(id, true);
    case DecisionKind::Call: return text_call(id);
    default: return nothing("a truth as a text");
  }
}

CompatibleWords::Spoken CompatibleWords::text_call(NodeId id) {
  if (say_text_) {
    if (auto said = say_text_(id)) return SpokenValue{*std::move(said)};
  }
  const DecisionNode part = node(id);
  const auto first_of = [&](std::int64_t count) { return part_of(part.arguments[0], 1, count); };
  switch (part.operation) {
    case Operation::Trim: {
      const std::int64_t side = whole(id, 1).value_or(2);
      if (side == 0) {
        const auto made = call("edits.trim", {part.arguments[0]});
        return made ? Spoken(SpokenValue{*made}) : std::nullopt;
      }
      const Spoken text_inside = text(part.arguments[0]);
      if (!text_inside) return std::nullopt;
      if (side != 2) return nothing("blanks taken away before a text alone");
      return SpokenValue{"trimmed " + single(*text_inside)};
    }
    case Operation::Upper: {
      const Spoken inside = text(part.arguments[0]);
      return inside ? Spoken(SpokenValue{"upper of " + single(*inside)}) : std::nullopt;
    }
    case Operation::Left:
    case Operation::Cut: return whole(id, 1) ? first_of(*whole(id, 1)) : nothing("so many characters as a value says");
    case Operation::Right: {
      const Spoken inside = text(part.arguments[0]);
      const auto count = whole(id, 1);
      if (!inside || !count || *count < 1) return inside ? nothing("last characters, none of them") : std::nullopt;
      return SpokenValue{fmt::format("last {} of {}", *count, single(*inside))};
    }
    case Operation::Substring: {
      const auto start = whole(id, 1);
      const auto count = whole(id, 2);
      if (!start || !count || *count < 1) return nothing("characters from a place that a value says");
      return part_of(part.arguments[0], *start, *count);
    }
    case Operation::Part: {
      const auto from = whole(id, 1);
      const std::size_t most = graph_.length_of(part.arguments[0]).most;
      const auto to = part.arguments.size() > 2 ? whole(id, 2) : std::optional(static_cast<std::int64_t>(most));
      if (!from || !to || *to <= *from || *to > 100'000) return nothing("characters from a place that a value says");
      return part_of(part.arguments[0], *from + 1, *to - *from);
    }
    case Operation::CharacterAt: {
      const auto place = whole(id, 1);
      return place ? part_of(part.arguments[0], *place + 1, 1) : nothing("a character at a place that a value says");
    }
    case Operation::Joined: {
      const Spoken first = text(part.arguments[0]);
      const Spoken second = first ? text(part.arguments[1]) : std::nullopt;
      if (!second) return std::nullopt;
      if (whole(id, 2)) return nothing("some characters added to a text");
      const std::string both = fmt::format("{} & {}", first->text, single(*second));
      const std::size_t size = static_cast<std::size_t>(whole(id, 3).value_or(0));
      const std::size_t most_first = graph_.length_of(part.arguments[0]).most;
      const std::size_t most_second = graph_.length_of(part.arguments[1]).most;
      const bool fits = most_first <= size && most_second <= size - most_first;
      if (fits) return SpokenValue{both, false};
      return SpokenValue{fmt::format("first {} of ({})", size, both)};
    }
    case Operation::Add: {
      const Spoken first = text(part.arguments[0]);
      const Spoken second = first ? text(part.arguments[1]) : std::nullopt;
      if (!second) return std::nullopt;
      return SpokenValue{fmt::format("{} & {}", first->text, single(*second)), false};
    }
    case Operation::Today: return SpokenValue{"edits.today()"};
    default: return nothing(std::string(info(part.operation).name));
  }
}

// Behind the end of a text, its characters are the whole text.
CompatibleWords::Spoken CompatibleWords::part_of(NodeId of, std::int64_t start, std::int64_t count) {
  if (start < 1 || count < 1) return nothing("no characters of a text");
  const Spoken inside = text(of);
  if (!inside) return std::nullopt;
  const std::string whole_text = single(*inside);
  if (start == 1) return SpokenValue{fmt::format("first {} of {}", count, whole_text)};
  const std::string characters = fmt::format("characters {} to {} of {}", start, start + count - 1, whole_text);
  const DecisionGraph::TextLength length = graph_.length_of(of);
  const bool throws_behind = !graph_.items().are_padded;
  if (throws_behind || (length.is_exact && static_cast<std::int64_t>(length.most) >= start)) {
    return SpokenValue{characters};
  }
  return SpokenValue{
      fmt::format("(case when length of {} >= {} then {} otherwise {})", whole_text, start, characters, whole_text)};
}

// A choice whose last value is a choice again is one of more cases.
CompatibleWords::Spoken CompatibleWords::by_cases(NodeId id, bool are_texts) {
  constexpr int kMostCases = 40;
  std::string words = "(case";
  for (int count = 0; node(id).kind == DecisionKind::Select; ++count) {
    if (count == kMostCases) return nothing("a value by very many cases");
    const std::vector<NodeId> parts = node(id).arguments;
    const Said condition = say_condition_(parts[0], false);
    if (!condition) return nothing(condition.error().reason);
    const Spoken value = are_texts ? text(parts[1]) : number(parts[1]);
    if (!value) return std::nullopt;
    words += fmt::format(" when {} then {}", condition->text, value->text);
    id = parts[2];
  }
  const Spoken last = are_texts ? text(id) : number(id);
  if (!last) return std::nullopt;
  return SpokenValue{fmt::format("{} otherwise {})", words, last->text)};
}

std::optional<std::string> CompatibleWords::call(std::string_view function, std::initializer_list<NodeId> texts,
                                                 std::string_view behind) {
  std::vector<std::string> arguments;
  for (const NodeId each : texts) {
    const Spoken spoken_text = argument(each);
    if (!spoken_text) return std::nullopt;
    arguments.push_back(spoken_text->text);
  }
  if (!behind.empty()) arguments.emplace_back(behind);
  return fmt::format("{}({})", function, fmt::join(arguments, ", "));
}

// ---- numbers

CompatibleWords::Spoken CompatibleWords::number(NodeId id) {
  switch (node(id).kind) {
    case DecisionKind::Constant: {
      if (graph_.value_of(id).is_null()) return SpokenValue{"-1"};  // where no number is, edits.int gives -1
      const std::int64_t* value = graph_.value_of(id).number();
      return value == nullptr ? nothing("a value that is no whole number") : SpokenValue{std::to_string(*value)};
    }
    case DecisionKind::Select: return by_cases(id, false);
    case DecisionKind::Call: return number_call(id);
    default: return nothing("a text as a number");
  }
}

CompatibleWords::Spoken CompatibleWords::number_call(NodeId id) {
  const DecisionNode part = node(id);
  const auto of_call = [&](std::optional<std::string> words) {
    return words ? Spoken(SpokenValue{*std::move(words)}) : std::nullopt;
  };
  switch (part.operation) {
    case Operation::LeadingNumber: return of_call(call("edits.val", {part.arguments[0]}));
    case Operation::WholeNumber: return of_call(call("edits.int", {part.arguments[0]}));
    case Operation::Year: return of_call(call("edits.year", {part.arguments[0]}));
    case Operation::Month: return of_call(call("edits.month", {part.arguments[0]}));
    case Operation::DayOfMonth: return of_call(call("edits.day", {part.arguments[0]}));
    case Operation::DaysBetween:
    case Operation::MonthsBetween: {
      const std::string_view filling = word_of_filling(whole(id, 2).value_or(0));
      if (filling.empty()) return nothing("a distance of whole dates alone");
      const bool is_days = part.operation == Operation::DaysBetween;
      return of_call(call(is_days ? "edits.days" : "edits.months", {part.arguments[0], part.arguments[1]}, filling));
    }
    case Operation::Find: {
      const std::int64_t step = whole(id, 2).value_or(1);
      return of_call(call("edits.at", {part.arguments[0], part.arguments[1]}, step > 1 ? std::to_string(step) : ""));
    }
    case Operation::Length:
    case Operation::Size: {
      const Spoken inside = text(part.arguments[0]);
      return inside ? Spoken(SpokenValue{"length of " + single(*inside)}) : std::nullopt;
    }
    case Operation::CurrentYear: return SpokenValue{"year of today"};
    case Operation::CurrentMonth: return SpokenValue{"month of today"};
    case Operation::CurrentDay: return SpokenValue{"day of today"};
    case Operation::Add:
    case Operation::Subtract: return arithmetic(id);
    default: return nothing(std::string(info(part.operation).name));
  }
}

CompatibleWords::Spoken CompatibleWords::arithmetic(NodeId id) {
  const DecisionNode part = node(id);
  const Spoken left = number(part.arguments[0]);
  const Spoken right = left ? number(part.arguments[1]) : std::nullopt;
  if (!right) return std::nullopt;
  return SpokenValue{fmt::format("{} {} {}", left->text, part.operation == Operation::Add ? "+" : "-", single(*right)),
                     false};
}

// ---- tests

Said CompatibleWords::spoken(std::optional<std::string> words, bool is_negated) {
  if (!words) return unspoken();
  if (is_negated) return Phrase{"not " + *words, Binding::Not};
  return Phrase{*std::move(words), Binding::Tight};
}

Said CompatibleWords::test(NodeId id, bool is_negated) {
  const DecisionNode part = node(id);
  reason_ = "what throws";
  if (part.kind == DecisionKind::Item) return is_true(id, is_negated);
  if (part.kind != DecisionKind::Call) return unspoken();
  const auto not_said_of = [&](std::size_t index, const std::string& words) -> Said {
    const Spoken value = text(part.arguments[index]);
    if (!value) return unspoken();
    Phrase phrase{fmt::format("{} {}", value->text, words), Binding::Tight};
    return is_negated ? negated(std::move(phrase)) : phrase;
  };
  switch (part.operation) {
    case Operation::Equal: return equal(id, is_negated);
    case Operation::Less: return less(id, is_negated);
    case Operation::IsTrue: return is_true(part.arguments[0], is_negated);
    case Operation::InList: return in_list(id, is_negated);
    case Operation::Contains: return contains(id, is_negated);
    case Operation::Between: return between(id, is_negated);
    case Operation::Match:
    case Operation::MatchesWhole: {
      const std::string* pattern = written(id, 1);
      if (pattern == nullptr) break;
      return not_said_of(0, "matches " + written_pattern(*pattern));
    }
    case Operation::Empty: {
      const Spoken value = text(part.arguments[0]);
      if (!value) return unspoken();
      return Phrase{fmt::format("trimmed {} is {}blank", single(*value), is_negated ? "not " : ""), Binding::Tight};
    }
    case Operation::ValidDate: return spoken(call("edits.valid_date", {part.arguments[0]}), is_negated);
    case Operation::Justified: {
      // A text that begins with no blank, or ends with none.
      const Spoken value = text(part.arguments[0]);
      if (!value) return unspoken();
      Phrase phrase{fmt::format("{} {} with \" \"", value->text, whole(id, 1) == 1 ? "starts" : "ends"),
                    Binding::Tight};
      return is_negated ? phrase : negated(std::move(phrase));
    }
    case Operation::StartsWith:
    case Operation::EndsWith: {
      const std::string* end = written(id, 1);
      if (end == nullptr) break;
      const std::string_view word = part.operation == Operation::StartsWith ? "starts with" : "ends with";
      return not_said_of(0, fmt::format("{} {}", word, in_quotes(*end)));
    }
    default: break;
  }
  reason_ = info(part.operation).name;
  return unspoken();
}

Said CompatibleWords::is_true(NodeId id, bool is_negated) {
  const bool is_months = node(id).kind == DecisionKind::Call && node(id).operation == Operation::MonthsWithin;
  if (is_months) return months_within(id, is_negated);
  if (is_number(id)) {
    const NodeId is_zero = graph_.call(Operation::Equal, {id, graph_.constant(std::int64_t{0})});
    return say_condition_(is_zero, !is_negated);
  }
  const Spoken value = graph_.kind_of(id) == ValueKind::Text ? text(id) : nothing("a value of any kind as a truth");
  if (!value) return unspoken();
  return Phrase{fmt::format("{} is {}blank", value->text, is_negated ? "" : "not "), Binding::Tight};
}

// What cannot be told counts as within.
Said CompatibleWords::months_within(NodeId id, bool is_negated) {
  const DecisionNode part = node(id);
  const std::string_view filling = word_of_filling(whole(id, 4).value_or(0));
  const auto least = whole(id, 2);
  const auto most = whole(id, 3);
  reason_ = "months of whole dates alone";
  if (filling.empty() || !least || !most) return unspoken();
  const auto months = call("edits.months", {part.arguments[0], part.arguments[1]}, filling);
  if (!months) return unspoken();
  std::vector<Phrase> phrases;
  for (const NodeId date : {part.arguments[0], part.arguments[1]}) {
    const NodeId is_valid = graph_.call(Operation::ValidDate, {date});
    Said known = say_condition_(is_valid, !is_negated);
    if (!known) return known;
    phrases.push_back(*std::move(known));
  }
  const bool are_codes = *least >= 0 && *most >= *least;
  const std::string range = are_codes ? fmt::format("{} {}in [{}-{}]", *months, is_negated ? "not " : "", *least, *most)
                            : is_negated ? fmt::format("{0} < {1} or {0} > {2}", *months, *least, *most)
                                         : fmt::format("{0} >= {1} and {0} <= {2}", *months, *least, *most);
  phrases.push_back({range, are_codes ? Binding::Tight : is_negated ? Binding::Or : Binding::And});
  return joined(std::move(phrases), is_negated);
}

Said CompatibleWords::compare_numbers(NodeId left, NodeId right, std::string_view sign, std::string_view contrary,
                                      bool is_negated) {
  const Spoken first = number(left);
  const Spoken second = first ? number(right) : std::nullopt;
  if (!second) return unspoken();
  return Phrase{fmt::format("{} {} {}", first->text, is_negated ? contrary : sign, second->text), Binding::Tight};
}

Said CompatibleWords::equal(NodeId id, bool is_negated) {
  const NodeId left = node(id).arguments[0];
  const NodeId right = node(id).arguments[1];
  const DecisionNode made = node(left);
  const bool is_comparison = made.kind == DecisionKind::Call && made.operation == Operation::CompareTexts;
  if (is_comparison) return compare_texts(left, right, true, true, is_negated);
  if (is_number(left) || is_number(right)) return compare_numbers(left, right, "=", "!=", is_negated);
  reason_ = "equality of values of any kind";
  const bool are_texts =
      graph_.kind_of(left) == ValueKind::Text && (right == graph_.null() || graph_.kind_of(right) == ValueKind::Text);
  if (!are_texts) return unspoken();
  const Spoken first = text(left);
  if (!first) return unspoken();
  if (right == graph_.null()) {
    return Phrase{fmt::format("{} is {}blank", first->text, is_negated ? "not " : ""), Binding::Tight};
  }
  const std::string* code = written(id, 1);
  const bool is_item = node(left).kind == DecisionKind::Item;
  if (code != nullptr && is_item && is_list_term(*code)) {
    return spoken(call("edits.inlist", {left, right}), is_negated);
  }
  const Spoken second = text(right);
  if (!second) return unspoken();
  return Phrase{fmt::format("{} {} {}", first->text, is_negated ? "!=" : "=", second->text), Binding::Tight};
}

Said CompatibleWords::less(NodeId id, bool is_negated) {
  const NodeId left = node(id).arguments[0];
  const NodeId right = node(id).arguments[1];
  for (const bool is_left : {true, false}) {
    const NodeId side = is_left ? left : right;
    const bool is_comparison = node(side).kind == DecisionKind::Call && node(side).operation == Operation::CompareTexts;
    if (is_comparison) return compare_texts(side, is_left ? right : left, false, is_left, is_negated);
  }
  if (is_number(left) || is_number(right)) {
    // The value stands first: 30 < x is x > 30.
    if (graph_.is_constant(left)) return compare_numbers(right, left, ">", "<=", is_negated);
    return compare_numbers(left, right, "<", ">=", is_negated);
  }
  reason_ = "order of values of any kind";
  if (graph_.kind_of(left) != ValueKind::Text || graph_.kind_of(right) != ValueKind::Text) return unspoken();
  return spoken(call("edits.before", {left, right}), is_negated);
}

// A comparison of texts is -1, 0 or 1; edits ask on which side of 0 it is.
Said CompatibleWords::compare_texts(NodeId compared, NodeId number_beside, bool is_equal, bool is_left,
                                    bool is_negated) {
  const DecisionNode part = node(compared);
  const bool is_zero = graph_.is_constant(number_beside) && graph_.value_of(number_beside).number() != nullptr &&
                       *graph_.value_of(number_beside).number() == 0;
  reason_ = "a comparison of texts beside another number";
  if (!is_zero) return unspoken();
  const auto count = whole(compared, 2);
  NodeId first = part.arguments[0];
  NodeId second = part.arguments[1];
  if (count) {
    first = graph_.call(Operation::Left, {first, graph_.constant(*count)});
    second = graph_.call(Operation::Left, {second, graph_.constant(*count)});
  }
  if (!is_equal && !is_left) std::swap(first, second);
  const Spoken left = text(first);
  const Spoken right = left ? text(second) : std::nullopt;
  if (!right) return unspoken();
  if (!is_equal) return spoken(fmt::format("edits.before({}, {})", left->text, right->text), is_negated);
  return Phrase{fmt::format("{} {} {}", left->text, is_negated ? "!=" : "=", right->text), Binding::Tight};
}

// A list with a pattern holds what matches and is listed; a blank that matches counts as listed. Behind the pattern may
// stand which characters are looked up.
Said CompatibleWords::in_list(NodeId id, bool is_negated) {
  const DecisionNode part = node(id);
  const std::string* list = written(id, 1);
  const bool has_pattern = part.arguments.size() > 2 && part.arguments[2] != graph_.null();
  const std::string* pattern = written(id, 2);
  reason_ = "a list that is no text";
  if (list == nullptr || (has_pattern && pattern == nullptr)) return unspoken();
  NodeId looked_up = part.arguments[0];
  if (const auto start = whole(id, 3); start && *start > 0) {
    const auto count = whole(id, 4);
    const DecisionGraph::TextLength length = graph_.length_of(looked_up);
    reason_ = "part of a text of no fixed length, in a list";
    if (!count || !length.is_exact || *start > static_cast<std::int64_t>(length.most)) return unspoken();
    looked_up = graph_.call(Operation::Substring, {looked_up, graph_.constant(*start), graph_.constant(*count)});
  }
  const auto listed = call("edits.inlist", {looked_up, part.arguments[1]});
  if (!listed || !has_pattern) return spoken(listed, is_negated);
  const Said matches =
      say_condition_(graph_.call(Operation::Match, {part.arguments[0], part.arguments[2]}), is_negated);
  if (!matches) return matches;
  const Phrase list_phrase = *spoken(listed, is_negated);
  const Phrase both = joined({*matches, list_phrase}, !is_negated);
  const DecisionGraph::TextLength length = graph_.length_of(part.arguments[0]);
  const bool blank_matches = !length.is_exact || meaning::matches_whole(std::string(length.most, ' '), *pattern);
  if (!blank_matches) return both;
  if (!length.is_exact) {
    reason_ = "a list with a pattern, of a text of no fixed length";
    return unspoken();
  }
  const Said blank = say_condition_(graph_.call(Operation::Empty, {part.arguments[0]}), is_negated);
  if (!blank) return blank;
  return joined({*blank, both}, is_negated);
}

Said CompatibleWords::contains(NodeId id, bool is_negated) {
  const DecisionNode part = node(id);
  const List* list = graph_.is_constant(part.arguments[0]) ? graph_.value_of(part.arguments[0]).as<List>() : nullptr;
  if (list == nullptr) {
    reason_ = "part of a text that a table gives";
    const bool are_texts = graph_.kind_of(part.arguments[0]) == ValueKind::Text && written(id, 1) != nullptr;
    const Spoken whole_text = are_texts ? text(part.arguments[0]) : std::nullopt;
    if (!whole_text) return unspoken();
    Phrase phrase{fmt::format("{} contains {}", whole_text->text, in_quotes(*written(id, 1))), Binding::Tight};
    return is_negated ? negated(std::move(phrase)) : phrase;
  }
  const bool are_numbers = is_number(part.arguments[1]);
  std::vector<std::string> codes;
  bool has_blank = false;
  reason_ = "a list of values that are no codes";
  for (const Value& element : (*list)->elements) {
    if (element.is_null()) has_blank = true;
    else if (are_numbers && element.number() != nullptr && *element.number() >= 0)
      codes.push_back(std::to_string(*element.number()));
    else if (!are_numbers && element.text() != nullptr && is_list_term(*element.text()))
      codes.push_back(*element.text());
    else if (are_numbers == (element.number() != nullptr)) return unspoken();
  }
  std::vector<Phrase> phrases;
  if (are_numbers) {
    const Spoken value = number(part.arguments[1]);
    if (!value) return unspoken();
    if (!codes.empty()) {
      phrases.push_back(
          {fmt::format("{} {}in [{}]", value->text, is_negated ? "not " : "", fmt::join(codes, ", ")), Binding::Tight});
    }
    if (has_blank) phrases.push_back({fmt::format("{} {} -1", value->text, is_negated ? "!=" : "="), Binding::Tight});
  } else {
    const Spoken value = argument(part.arguments[1]);
    if (!value) return unspoken();
    if (!codes.empty()) {
      phrases.push_back(
          *spoken(fmt::format("edits.inlist({}, \"{}\")", value->text, fmt::join(codes, ",")), is_negated));
    }
    if (has_blank) {
      phrases.push_back({fmt::format("{} is {}blank", value->text, is_negated ? "not " : ""), Binding::Tight});
    }
  }
  reason_ = "a list without values";
  return phrases.empty() ? unspoken() : Said(joined(std::move(phrases), is_negated));
}

Said CompatibleWords::between(NodeId id, bool is_negated) {
  const DecisionNode part = node(id);
  if (is_number(part.arguments[0])) {
    const Spoken value = number(part.arguments[0]);
    const Spoken low = value ? number(part.arguments[1]) : std::nullopt;
    const Spoken high = low ? number(part.arguments[2]) : std::nullopt;
    if (!high) return unspoken();
    const bool are_codes =
        graph_.is_constant(part.arguments[1]) && graph_.is_constant(part.arguments[2]) && !low->text.starts_with('-');
    if (are_codes) {
      return Phrase{fmt::format("{} {}in [{}-{}]", value->text, is_negated ? "not " : "", low->text, high->text),
                    Binding::Tight};
    }
    const char* form = is_negated ? "{0} < {1} or {0} > {2}" : "{0} >= {1} and {0} <= {2}";
    return Phrase{fmt::format(fmt::runtime(form), value->text, low->text, high->text),
                  is_negated ? Binding::Or : Binding::And};
  }
  std::vector<std::string> texts;
  for (const NodeId each : part.arguments) {
    if (graph_.is_constant(each)) {
      texts.push_back(in_quotes(to_text(graph_.value_of(each))));
      continue;
    }
    const bool is_year = node(each).kind == DecisionKind::Call && node(each).operation == Operation::CurrentYear;
    const Spoken value = is_year ? Spoken(SpokenValue{"first 4 of edits.today()"}) : argument(each);
    if (!value) return unspoken();
    texts.push_back(value->text);
  }
  return spoken(fmt::format("edits.between({})", fmt::join(texts, ", ")), is_negated);
}

}  // namespace edict::foreign
