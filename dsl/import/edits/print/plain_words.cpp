#include "dsl/import/edits/print/plain_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "dsl/import/edits/print/message_words.h"

namespace edict::foreign {
namespace {

// What the date functions of padded packages give for a blank and for an invalid date.
constexpr std::int64_t kBlankDate = 1073741823;
constexpr std::int64_t kInvalidDate = 1879048191;

// Adds a text that a whole value equals. Padded values have one length: another is never equal, and the blanks at the
// end are not told apart.
void add_whole(CodeTerms& terms, std::string_view text, DecisionGraph::TextLength length) {
  if (length.is_exact && text.size() != length.most) return;
  const std::size_t end = length.is_exact ? text.find_last_not_of(' ') + 1 : text.size();
  if (end == 0) terms.has_blank = true;
  else terms.codes.emplace_back(text.substr(0, end));
}

std::string in_parentheses(const Phrase& phrase) { return "(" + phrase.text + ")"; }

Phrase negated(Phrase phrase) {
  if (phrase.text.starts_with("not (")) return {phrase.text.substr(4), Binding::Tight};
  return {"not " + in_parentheses(phrase), Binding::Not};
}

// Whether a phrase begins with the name of a condition.
bool begins_with_condition(std::string_view text) {
  if (text.starts_with("not ")) text.remove_prefix(4);
  return text.substr(0, text.find(' ')).ends_with("Known");
}

// Behind `x is 1 or` the name of a condition would be read as another code: such phrases come first, or in parentheses.
Phrase joined(std::vector<Phrase> phrases, bool is_and) {
  std::ranges::stable_partition(phrases, [](const Phrase& phrase) {
    return phrase.binding <= Binding::Not && begins_with_condition(phrase.text);
  });
  const Binding binding = is_and ? Binding::And : Binding::Or;
  if (phrases.size() == 1) return phrases[0];
  Phrase all{"", binding};
  for (const Phrase& phrase : phrases) {
    if (!all.text.empty()) all.text += is_and ? " and " : " or ";
    const bool is_loose = phrase.binding != binding && phrase.binding >= Binding::And;
    const bool is_misread = !all.text.empty() && phrase.binding == Binding::Or && begins_with_condition(phrase.text);
    all.text += is_loose || is_misread ? in_parentheses(phrase) : phrase.text;
  }
  return all;
}

// The escapes of Java that RE2 reads otherwise are not in published patterns; a slash ends a pattern.
std::string written_pattern(std::string_view pattern) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '/' && (i == 0 || pattern[i - 1] != '\\')) text += '\\';
    text += pattern[i];
  }
  return "/" + text + "/";
}

}  // namespace

std::unexpected<Unspeakable> PlainWords::unspeakable(std::string reason) {
  return std::unexpected(Unspeakable{std::move(reason)});
}

std::string PlainWords::known_condition(const std::string& item) {
  std::string name = item;
  name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name + "Known";
}

// ---- what is assumed

void PlainWords::assume(NodeId node, bool truth) {
  const DecisionNode& part = graph_[node];
  facts_[node.value] = truth;
  if (part.kind == DecisionKind::Not) assume(part.arguments[0], !truth);
  const bool are_all = (part.kind == DecisionKind::And && truth) || (part.kind == DecisionKind::Or && !truth);
  if (!are_all) return;
  assume(part.arguments[0], truth);
  assume(part.arguments[1], truth);
}

NodeId PlainWords::simplified(NodeId node) {
  if (const auto known = facts_.find(node.value); known != facts_.end()) return graph_.truth_of(known->second);
  const DecisionNode part = graph_[node];
  switch (part.kind) {
    case DecisionKind::Not: return graph_.negation(simplified(part.arguments[0]));
    case DecisionKind::And: {
      const NodeId first = simplified(part.arguments[0]);
      return graph_.both(first, simplified(part.arguments[1]));
    }
    case DecisionKind::Or: {
      const NodeId first = simplified(part.arguments[0]);
      return graph_.either(first, simplified(part.arguments[1]));
    }
    case DecisionKind::Select: {
      if (graph_.kind_of(node) != ValueKind::Truth) return node;
      const NodeId condition = simplified(part.arguments[0]);
      const NodeId chosen = simplified(part.arguments[1]);
      return graph_.select(condition, chosen, simplified(part.arguments[2]));
    }
    case DecisionKind::Call:
      if (const auto decided = staging_.decided(node)) return graph_.truth_of(*decided);
      return node;
    default: return node;
  }
}

// ---- texts of findings

std::optional<std::string> PlainWords::message(NodeId text) {
  return message_of_parts(graph_, text, [this](NodeId part) {
    const auto name = item_name(part);
    return name ? name : staging_.value(part);
  });
}

// ---- conditions

std::expected<Phrase, Unspeakable> PlainWords::condition(NodeId node, bool is_negated) {
  const DecisionNode part = graph_[node];
  switch (part.kind) {
    case DecisionKind::Not: return condition(part.arguments[0], !is_negated);
    case DecisionKind::And: return junction(node, true, is_negated);
    case DecisionKind::Or: return junction(node, false, is_negated);
    case DecisionKind::Select: {
      const auto asked = condition(part.arguments[0]);
      const auto not_asked = condition(part.arguments[0], true);
      const auto chosen = condition(part.arguments[1], is_negated);
      const auto otherwise = condition(part.arguments[2], is_negated);
      for (const auto* said : {&asked, &not_asked, &chosen, &otherwise}) {
        if (!*said) return *said;
      }
      return joined({joined({*asked, *chosen}, true), joined({*not_asked, *otherwise}, true)}, false);
    }
    default: return test(node, is_negated);
  }
}

void PlainWords::flatten(NodeId node, DecisionKind kind, std::vector<NodeId>& parts) const {
  const DecisionNode& part = graph_[node];
  if (part.kind != kind) {
    parts.push_back(node);
    return;
  }
  flatten(part.arguments[0], kind, parts);
  flatten(part.arguments[1], kind, parts);
}

// Tests of one value for codes become one test.
std::expected<Phrase, Unspeakable> PlainWords::junction(NodeId node, bool is_and, bool is_negated) {
  std::vector<NodeId> parts;
  flatten(node, is_and ? DecisionKind::And : DecisionKind::Or, parts);
  std::vector<CodeTest> sets;
  std::vector<std::pair<std::size_t, Phrase>> phrases;  // where it stands first
  // A phrase that is decided where a date is not known lets those behind it speak of a known date.
  const auto outside = facts_;
  const Binding own = is_and != is_negated ? Binding::And : Binding::Or;
  std::size_t second = 0;
  while (const auto date = unknown_date(parts, is_and, second)) {
    known_dates_.insert(*date);
    const bool is_not = is_and == is_negated;
    phrases.emplace_back(
        SIZE_MAX, Phrase{(is_not ? "not " : "") + known_condition(*date), is_not ? Binding::Not : Binding::Tight});
    const NodeId date_node = *asked_date(parts[second]);
    std::erase_if(parts, [&](NodeId part) {
      const NodeId plain = is_and ? graph_.negation(part) : part;
      return plain == year_is(date_node, kBlankDate) || plain == year_is(date_node, kInvalidDate);
    });
    assume_known(date_node);
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto set = code_test(parts[i]);
    const bool is_set = set && (set->is_complement == is_and || !set->terms.is_empty());
    if (is_set) {
      const auto same = std::ranges::find_if(sets, [&](const CodeTest& other) {
        return other.subject == set->subject && other.is_complement == is_and && set->is_complement == is_and;
      });
      if (same != sets.end()) {
        add_terms(same->terms, set->terms);
        continue;
      }
      phrases.emplace_back(sets.size(), Phrase{});  // said below, once it has all its codes
      sets.push_back(std::move(*set));
      continue;
    }
    auto said = condition(parts[i], is_negated);
    if (!said) {
      facts_ = outside;
      return said;
    }
    const auto date = asked_date(parts[i]);
    if (date && said->binding == own) assume_known(*date);
    const bool is_repeated =
        std::ranges::any_of(phrases, [&](const auto& other) { return other.second.text == said->text; });
    if (!is_repeated) phrases.emplace_back(SIZE_MAX, std::move(*said));
  }
  facts_ = outside;
  take_together(sets, is_and);
  std::vector<Phrase> all;
  for (auto& [set, phrase] : phrases) {
    if (set != SIZE_MAX && sets[set].subject.empty()) continue;
    if (set != SIZE_MAX) {
      is_exact_ &= sets[set].terms.is_exact;
      phrase = said(sets[set], is_negated);
    }
    if (std::ranges::find(all, phrase.text, &Phrase::text) == all.end()) all.push_back(std::move(phrase));
  }
  return joined(all, is_and != is_negated);
}

// `x in A or x not in B` is `x not in B` without the codes of A; so, the other way round, for `and`. What another takes
// in has no subject any more.
void PlainWords::take_together(std::vector<CodeTest>& sets, bool is_and) {
  for (CodeTest& other : sets) {
    const auto is_like = [&](const CodeTest& test) {
      return test.subject == other.subject && test.is_complement == other.is_complement;
    };
    const bool is_alone = std::ranges::count_if(sets, is_like) == 1;
    if (other.subject.empty() || other.is_complement == is_and || !is_alone) continue;
    for (CodeTest& set : sets) {
      if (set.subject != other.subject || set.is_complement != is_and) continue;
      const auto left = without_terms(other.terms, set.terms);
      if (!left) break;
      other.terms = *left;
      set.subject.clear();
      break;
    }
  }
}

Phrase PlainWords::said(const CodeTest& test, bool is_negated) const {
  const bool is_not = test.is_complement != is_negated;
  const std::size_t count = test.terms.codes.size() + test.terms.ranges.size();
  const bool is_single = count == 1 && test.terms.ranges.empty();
  const std::string list = is_single ? written_code(test.terms.codes[0]) : written_list(test.terms);
  if (count == 0) return {fmt::format("{} is {}blank", test.subject, is_not ? "not " : ""), Binding::Tight};
  if (!test.terms.has_blank) {
    if (is_single) return {fmt::format("{} is {}{}", test.subject, is_not ? "not " : "", list), Binding::Tight};
    return {fmt::format("{} {}in {}", test.subject, is_not ? "not " : "", list), Binding::Tight};
  }
  if (is_not && is_single) return {fmt::format("{} is neither blank nor {}", test.subject, list), Binding::Tight};
  if (is_not) return {fmt::format("{} is not blank and {} not in {}", test.subject, test.subject, list), Binding::And};
  return {fmt::format("{} is blank or {}{}", test.subject, is_single ? "" : "in ", list), Binding::Or};
}

// ---- code tests

std::optional<PlainWords::CodeTest> PlainWords::code_test(NodeId node) {
  const DecisionNode part = graph_[node];
  if (part.kind == DecisionKind::Not) {
    auto test = code_test(part.arguments[0]);
    if (test) test->is_complement = !test->is_complement;
    return test;
  }
  if (part.kind == DecisionKind::Or || part.kind == DecisionKind::And) return joined_test(part);
  if (part.kind != DecisionKind::Call) return std::nullopt;
  const auto text_argument = [&](std::size_t index) -> const std::string* {
    const bool is_there = index < part.arguments.size() && graph_.is_constant(part.arguments[index]);
    return is_there ? graph_.value_of(part.arguments[index]).text() : nullptr;
  };
  if (part.operation == Operation::Equal) return equal_test(part);
  if (part.operation == Operation::Contains) {
    const List* list = graph_.is_constant(part.arguments[0]) ? graph_.value_of(part.arguments[0]).as<List>() : nullptr;
    const auto name = subject(part.arguments[1]);
    if (list == nullptr || !name) return std::nullopt;
    CodeTest test{*name, {}, false};
    const auto length = graph_.length_of(part.arguments[1]);
    for (const Value& element : (*list)->elements) {
      if (element.is_null() && length.is_exact) return std::nullopt;
      if (element.is_null()) test.terms.has_blank = true;
      if (element.text() != nullptr && !element.text()->empty()) add_whole(test.terms, *element.text(), length);
    }
    return filter(*name, test.terms) ? std::optional(test) : std::nullopt;
  }
  if (part.operation == Operation::Empty) {
    const auto name = subject(part.arguments[0]);
    return name ? std::optional(CodeTest{*name, {{}, {}, true, true}, false}) : std::nullopt;
  }
  const bool is_pattern = part.operation == Operation::Match || part.operation == Operation::MatchesWhole;
  if (!is_pattern && part.operation != Operation::InList) return std::nullopt;
  const auto name = subject(part.arguments[0]);
  const std::string* content = text_argument(1);
  if (!name || content == nullptr) return std::nullopt;
  const auto length = graph_.length_of(part.arguments[0]);
  std::optional<CodeTerms> terms;
  if (is_pattern) {
    const bool is_padded = part.operation == Operation::Match;
    if (is_padded && !length.is_exact) return std::nullopt;
    terms = terms_of_pattern(*content, is_padded ? std::optional(length.most) : std::nullopt);
  } else {
    const std::string* pattern = text_argument(2);
    const bool has_pattern = part.arguments.size() >= 3;
    if (has_pattern && (pattern == nullptr || !length.is_exact)) return std::nullopt;
    const auto number_argument = [&](std::size_t index) -> std::size_t {
      const bool is_there = index < part.arguments.size() && graph_.is_constant(part.arguments[index]);
      const std::int64_t* number = is_there ? graph_.value_of(part.arguments[index]).number() : nullptr;
      return number == nullptr ? 0 : static_cast<std::size_t>(*number);
    };
    terms = terms_of_list(*content, has_pattern ? *pattern : "", length.most, number_argument(3), number_argument(4));
  }
  if (!terms || !filter(*name, *terms)) return std::nullopt;
  return CodeTest{*name, std::move(*terms), false};
}

// `x in A or x in B`, `x not in A and x not in B`: one test of the codes of both.
std::optional<PlainWords::CodeTest> PlainWords::joined_test(const DecisionNode& junction) {
  auto first = code_test(junction.arguments[0]);
  const bool is_and = junction.kind == DecisionKind::And;
  if (!first || first->is_complement != is_and) return std::nullopt;
  const auto second = code_test(junction.arguments[1]);
  if (!second || second->is_complement != is_and || second->subject != first->subject) return std::nullopt;
  add_terms(first->terms, second->terms);
  return first;
}

// x == null, x == "c", whether a text is or is not among blocks, whether two texts compare equal.
std::optional<PlainWords::CodeTest> PlainWords::equal_test(const DecisionNode& node) {
  const NodeId left = node.arguments[0];
  if (!graph_.is_constant(node.arguments[1])) return std::nullopt;
  const Value& right = graph_.value_of(node.arguments[1]);
  const DecisionNode made = graph_[left];
  const bool is_zero = right.number() != nullptr && *right.number() == 0;
  if (is_zero && made.kind == DecisionKind::Call &&
      graph_.is_constant(made.arguments.size() > 1 ? made.arguments[1] : left)) {
    const auto name = subject(made.arguments[0]);
    const std::string* text = made.arguments.size() > 1 ? graph_.value_of(made.arguments[1]).text() : nullptr;
    const auto length = graph_.length_of(made.arguments[0]);
    if (!name || text == nullptr || !length.is_exact) return std::nullopt;
    if (made.operation == Operation::Find) {
      const bool has_block = made.arguments.size() > 2;
      const std::int64_t* block = has_block ? graph_.value_of(made.arguments[2]).number() : nullptr;
      if (has_block && block == nullptr) return std::nullopt;
      const DecisionNode made_of = graph_[made.arguments[0]];
      const bool is_longer = made_of.kind == DecisionKind::Call && made_of.operation == Operation::Joined;
      const std::size_t blanks = is_longer ? graph_.length_of(made_of.arguments[1]).most : 0;
      auto terms =
          terms_of_blocks(*text, block == nullptr ? 1 : static_cast<std::size_t>(*block), length.most - blanks, blanks);
      if (!terms || !filter(*name, *terms)) return std::nullopt;
      return CodeTest{*name, std::move(*terms), true};
    }
    if (made.operation == Operation::CompareTexts && made.arguments.size() == 2 && text->size() == length.most) {
      CodeTest test{*name, {}, false};
      const std::size_t last = text->find_last_not_of(' ');
      test.terms.has_blank = last == std::string::npos;
      if (!test.terms.has_blank) test.terms.codes.push_back(text->substr(0, last + 1));
      return filter(*name, test.terms) ? std::optional(test) : std::nullopt;
    }
    return std::nullopt;
  }
  const auto name = subject(left);
  if (!name) return std::nullopt;
  if (right.is_null()) return CodeTest{*name, {{}, {}, true, true}, false};
  if (right.text() == nullptr || right.text()->empty()) return std::nullopt;
  CodeTest test{*name, {}, false};
  add_whole(test.terms, *right.text(), graph_.length_of(left));
  return filter(*name, test.terms) ? std::optional(test) : std::nullopt;
}

// Leaves out codes that the item cannot hold, and those that its list does not have: values that are no codes of an
// item are told by its own edit. False if nothing is left.
bool PlainWords::filter(const std::string& subject, CodeTerms& terms) const {
  StagingWords::name_reasons(subject, terms);
  const ItemId id = dictionary_.find(subject);
  if (id.is_valid()) {
    const Item& item = dictionary_[id];
    const auto is_unheld = [&](const std::string& code) { return item.length != 0 && code.size() > item.length; };
    std::erase_if(terms.codes, is_unheld);
    const std::size_t count = terms.codes.size();
    const auto is_digits = [](const std::string& code) {
      return code.find_first_not_of("0123456789") == std::string::npos;
    };
    if (item.kind == ItemKind::Digits)
      std::erase_if(terms.codes, [&](const std::string& code) { return !is_digits(code); });
    if (item.codes) std::erase_if(terms.codes, [&](const std::string& code) { return !item.codes->contains(code); });
    if (terms.codes.size() != count) terms.is_exact = false;
  }
  return terms.has_blank || !terms.codes.empty() || !terms.ranges.empty();
}

// ---- single tests

std::expected<Phrase, Unspeakable> PlainWords::test(NodeId node, bool is_negated) {
  if (auto set = code_test(node)) {
    if (set->terms.is_empty()) return unspeakable("a test that no value meets");
    is_exact_ &= set->terms.is_exact;
    return said(*set, is_negated);
  }
  const DecisionNode part = graph_[node];
  const auto staged = staging_.condition(node, is_negated, [this](NodeId code) { return subject(code); });
  if (staged) return Phrase{*staged, Binding::Tight};
  if (part.kind != DecisionKind::Call) return unspeakable("what throws");
  const auto sign = [&](Phrase phrase) { return is_negated ? negated(std::move(phrase)) : phrase; };
  switch (part.operation) {
    case Operation::Match:
    case Operation::MatchesWhole: {
      const auto name = subject(part.arguments[0]);
      const bool is_constant = graph_.is_constant(part.arguments[1]);
      if (!name || !is_constant) return unspeakable("a pattern of a made text");
      // The padded value ends in blanks that a trimmed one lacks.
      if (part.operation == Operation::Match) is_exact_ = false;
      const std::string pattern = written_pattern(*graph_.value_of(part.arguments[1]).text());
      return sign({fmt::format("{} matches {}", *name, pattern), Binding::Tight});
    }
    case Operation::ValidDate: {
      const auto date = date_item(part.arguments[0]);
      if (!date) return unspeakable("whether a made text is a date");
      known_dates_.insert(*date);
      return Phrase{(is_negated ? "not " : "") + known_condition(*date), is_negated ? Binding::Not : Binding::Tight};
    }
    case Operation::Between: {
      const auto name = subject(part.arguments[0]);
      const bool are_known = graph_.is_constant(part.arguments[1]) && graph_.is_constant(part.arguments[2]);
      if (!name || !are_known) return unspeakable("between what only a record tells");
      const std::string low = to_text(graph_.value_of(part.arguments[1]));
      const std::string high = to_text(graph_.value_of(part.arguments[2]));
      if (low.size() != high.size()) return unspeakable("between texts of different length");
      is_exact_ = false;
      return Phrase{fmt::format("{} {}in [{}-{}]", *name, is_negated ? "not " : "", low, high), Binding::Tight};
    }
    case Operation::Less: return number_test(part.arguments[0], part.arguments[1], is_negated);
    case Operation::Equal: {
      const auto names = std::pair(subject(part.arguments[0]), subject(part.arguments[1]));
      if (names.first && names.second) {
        return Phrase{fmt::format("{} {} {}", *names.first, is_negated ? "!=" : "=", *names.second), Binding::Tight};
      }
      const DecisionNode date = graph_[part.arguments[0]];
      if (date.kind == DecisionKind::Call && graph_.is_constant(part.arguments[1])) {
        if (date.operation == Operation::Year) return date_test(date, part.arguments[1], false, true, is_negated);
        const auto value = number(part.arguments[0]);
        const auto other = number(part.arguments[1]);
        if (value && other) {
          is_exact_ = false;
          return Phrase{fmt::format("{} {} {}", *value, is_negated ? "!=" : "=", *other), Binding::Tight};
        }
        return unspeakable(std::string(info(date.operation).name));
      }
      return unspeakable("equality of made values");
    }
    default: return unspeakable(std::string(info(part.operation).name));
  }
}

// left < right, or left >= right.
std::expected<Phrase, Unspeakable> PlainWords::number_test(NodeId left, NodeId right, bool is_negated) {
  for (const bool is_left : {true, false}) {
    const DecisionNode date = graph_[is_left ? left : right];
    const bool is_year = date.kind == DecisionKind::Call && date.operation == Operation::Year;
    if (is_year) return date_test(date, is_left ? right : left, true, is_left, is_negated);
  }
  const auto first = number(left);
  const auto second = number(right);
  if (!first || !second) {
    return unspeakable(fmt::format("order of {}", unspeakable_name(graph_.is_constant(left) ? right : left)));
  }
  is_exact_ = false;
  if (graph_.is_constant(left)) {
    return Phrase{fmt::format("{} {} {}", *second, is_negated ? "<=" : ">", *first), Binding::Tight};
  }
  return Phrase{fmt::format("{} {} {}", *first, is_negated ? ">=" : "<", *second), Binding::Tight};
}

std::string PlainWords::unspeakable_name(NodeId node) {
  const DecisionNode& part = graph_[node];
  if (part.kind == DecisionKind::Call) return std::string(info(part.operation).name);
  return part.kind == DecisionKind::Item ? "codes" : "values by cases";
}

bool PlainWords::is_assumed_false(NodeId test) const {
  const auto fact = facts_.find(test.value);
  return fact != facts_.end() && !fact->second;
}

NodeId PlainWords::year_is(NodeId date, std::int64_t number) const {
  return graph_.call(Operation::Equal, {graph_.call(Operation::Year, {date}), graph_.constant(number)});
}

bool PlainWords::is_known_date(NodeId date) const {
  const auto valid = facts_.find(graph_.call(Operation::ValidDate, {date}).value);
  if (valid != facts_.end() && valid->second) return true;
  const bool is_there =
      is_assumed_false(year_is(date, kBlankDate)) || is_assumed_false(graph_.call(Operation::Empty, {date}));
  return is_there && is_assumed_false(year_is(date, kInvalidDate));
}

void PlainWords::assume_known(NodeId date) {
  facts_[year_is(date, kBlankDate).value] = false;
  facts_[year_is(date, kInvalidDate).value] = false;
}

// The date whose year a test asks.
std::optional<NodeId> PlainWords::asked_date(NodeId test) const {
  const DecisionNode part = graph_[test];
  if (part.kind == DecisionKind::Not) return asked_date(part.arguments[0]);
  const bool is_comparison =
      part.kind == DecisionKind::Call && (part.operation == Operation::Less || part.operation == Operation::Equal);
  if (!is_comparison) return std::nullopt;
  for (const NodeId argument : part.arguments) {
    const DecisionNode& year = graph_[argument];
    if (year.kind == DecisionKind::Call && year.operation == Operation::Year) return year.arguments[0];
  }
  return std::nullopt;
}

// A date that is blank or invalid is one that is not known.
std::optional<std::string> PlainWords::unknown_date(const std::vector<NodeId>& parts, bool is_and, std::size_t& other) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const DecisionNode test = graph_[is_and ? graph_.negation(parts[i]) : parts[i]];
    if (test.kind != DecisionKind::Call || test.operation != Operation::Equal) continue;
    const DecisionNode year = graph_[test.arguments[0]];
    if (year.kind != DecisionKind::Call || year.operation != Operation::Year) continue;
    const auto item = date_item(year.arguments[0]);
    const auto stands_there = [&](std::int64_t number) -> std::size_t {
      const NodeId wanted = year_is(year.arguments[0], number);
      for (std::size_t at = 0; at < parts.size(); ++at) {
        if (parts[at] == (is_and ? graph_.negation(wanted) : wanted)) return at;
      }
      return SIZE_MAX;
    };
    const std::size_t places[] = {stands_there(kBlankDate), stands_there(kInvalidDate)};
    if (!item || places[0] == SIZE_MAX || places[1] == SIZE_MAX) continue;
    other = std::max(places[0], places[1]);
    return item;
  }
  return std::nullopt;
}

// The year of a date beside a number: equal, or before or after it.
std::expected<Phrase, Unspeakable> PlainWords::date_test(const DecisionNode& node, NodeId other, bool is_less,
                                                         bool is_left, bool is_negated) {
  const NodeId date = node.arguments[0];
  const auto item = date_item(date);
  const std::int64_t* number = graph_.is_constant(other) ? graph_.value_of(other).number() : nullptr;
  if (!item || number == nullptr) return unspeakable("the year of a made text");
  const std::string known = known_condition(*item);
  const bool is_blank_known =
      is_assumed_false(graph_.call(Operation::Empty, {date})) || is_assumed_false(year_is(date, kBlankDate));
  if (!is_less && *number == kBlankDate) {
    return Phrase{fmt::format("{} is {}blank", *item, is_negated ? "not " : ""), Binding::Tight};
  }
  known_dates_.insert(*item);
  if (!is_less && *number == kInvalidDate) {
    if (is_blank_known) return Phrase{(is_negated ? "" : "not ") + known, is_negated ? Binding::Tight : Binding::Not};
    if (is_negated) return Phrase{fmt::format("{} or {} is blank", known, *item), Binding::Or};
    return Phrase{fmt::format("{} is not blank and not {}", *item, known), Binding::And};
  }
  if (*number > 9999 || *number < 1000) return unspeakable("a year beside another number");
  const bool is_asked_of_known = is_known_date(date);
  if (!is_less) {
    const std::string test = fmt::format("year of {} {} {}", *item, is_negated ? "!=" : "=", *number);
    if (is_asked_of_known) return Phrase{test, Binding::Tight};
    if (is_negated) return Phrase{fmt::format("not {} or {}", known, test), Binding::Or};
    return Phrase{fmt::format("{} and {}", known, test), Binding::And};
  }
  // What is no date counts as later than every year.
  const bool is_before = is_left != is_negated;
  const char* word = is_left ? (is_negated ? ">=" : "<") : (is_negated ? "<=" : ">");
  const std::string test = fmt::format("year of {} {} {}", *item, word, *number);
  if (is_asked_of_known) return Phrase{test, Binding::Tight};
  if (is_before) return Phrase{fmt::format("{} and {}", known, test), Binding::And};
  return Phrase{fmt::format("not {} or {}", known, test), Binding::Or};
}

// ---- values

std::optional<std::string> PlainWords::item_name(NodeId node) {
  const DecisionNode& part = graph_[node];
  if (part.kind != DecisionKind::Item) return std::nullopt;
  const std::string& name = *part.constant.text();
  return dictionary_.find(name).is_valid() ? std::optional(name) : std::nullopt;
}

std::optional<std::string> PlainWords::date_item(NodeId node) {
  const auto name = item_name(node);
  const bool is_date = name && dictionary_[dictionary_.find(*name)].kind == ItemKind::Date;
  return is_date ? name : std::nullopt;
}

std::optional<std::string> PlainWords::subject(NodeId node) {
  if (const auto name = item_name(node)) return name;
  if (const auto name = staging_.value(node)) return name;
  const DecisionNode part = graph_[node];
  if (part.kind == DecisionKind::Item) {
    // "dateOfBirthYear" is a part of dateOfBirth.
    struct DatePart {
      std::string_view ending;
      std::string_view words;
    };
    for (const DatePart& each : {DatePart{"Year", "first 4 of"}, DatePart{"Month", "characters 5 to 6 of"},
                                 DatePart{"Day", "characters 7 to 8 of"}}) {
      std::string_view name = *part.constant.text();
      if (!name.ends_with(each.ending)) continue;
      name.remove_suffix(each.ending.size());
      if (!dictionary_.find(name).is_valid()) continue;
      is_exact_ = false;  // a month of two blanks before a day is nothing there, and a text here
      return fmt::format("{} {}", each.words, name);
    }
    return std::nullopt;
  }
  if (part.kind != DecisionKind::Call) return std::nullopt;
  const auto whole = [&](std::size_t index) -> std::int64_t {
    const bool is_there = index < part.arguments.size() && graph_.is_constant(part.arguments[index]);
    const std::int64_t* number = is_there ? graph_.value_of(part.arguments[index]).number() : nullptr;
    return number == nullptr ? -1 : *number;
  };
  const auto name = part.arguments.empty() ? std::nullopt : item_name(part.arguments[0]);
  if (!name) return std::nullopt;
  switch (part.operation) {
    case Operation::Left:
      return whole(1) > 0 ? std::optional(fmt::format("first {} of {}", whole(1), *name)) : std::nullopt;
    case Operation::Substring: {
      const bool is_inside = graph_.length_of(node).is_exact && whole(1) > 0 && whole(2) > 0;
      if (!is_inside) return std::nullopt;
      return fmt::format("characters {} to {} of {}", whole(1), whole(1) + whole(2) - 1, *name);
    }
    case Operation::Part:
      if (whole(1) < 0 || whole(2) <= whole(1)) return std::nullopt;
      return fmt::format("characters {} to {} of {}", whole(1) + 1, whole(2), *name);
    case Operation::Trim: return name;
    case Operation::Joined: {
      // A code with blanks behind it, to be found between others.
      const std::string* added =
          graph_.is_constant(part.arguments[1]) ? graph_.value_of(part.arguments[1]).text() : nullptr;
      const bool is_whole = graph_.length_of(node).is_exact && added != nullptr &&
                            graph_.length_of(part.arguments[0]).most + added->size() == graph_.length_of(node).most;
      return is_whole && added->find_first_not_of(' ') == std::string::npos ? name : std::nullopt;
    }
    default: return std::nullopt;
  }
}

std::optional<std::string> PlainWords::number(NodeId node) {
  if (graph_.is_constant(node)) {
    const std::int64_t* value = graph_.value_of(node).number();
    if (value != nullptr) return std::to_string(*value);
    const std::string* text = graph_.value_of(node).text();
    const bool is_number = text != nullptr && !text->empty() && text->size() < 10 &&
                           text->find_first_not_of("0123456789") == std::string::npos;
    return is_number ? std::optional(std::to_string(std::stoll(*text))) : std::nullopt;
  }
  const DecisionNode part = graph_[node];
  if (part.kind == DecisionKind::Item) {
    const std::string_view name = *part.constant.text();
    const std::string_view date = name.substr(0, name.size() - std::min<std::size_t>(name.size(), 4));
    if (!item_name(node) && name.ends_with("Year") && dictionary_.find(date).is_valid()) {
      // Not `year of`: a year stands there even if the month or day behind it is none.
      return fmt::format("number of first 4 of {}", date);
    }
    const auto item = item_name(node);
    const bool is_digits = item && dictionary_[dictionary_.find(*item)].kind == ItemKind::Digits;
    return is_digits ? std::optional("number of " + *item) : std::nullopt;
  }
  if (part.kind != DecisionKind::Call) return std::nullopt;
  const bool is_number = part.operation == Operation::LeadingNumber || part.operation == Operation::WholeNumber;
  if (is_number) {
    const DecisionNode& of = graph_[part.arguments[0]];
    if (of.kind == DecisionKind::Item && !item_name(part.arguments[0])) return number(part.arguments[0]);
    const auto name = subject(part.arguments[0]);
    if (name) return "number of " + *name;
  }
  return std::nullopt;
}

}  // namespace edict::foreign
