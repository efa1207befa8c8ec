#include "dsl/import/edits/print/plain_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "dsl/compatible/dates.h"
#include "dsl/import/edits/decision/evaluate_decision.h"

#include "dsl/import/edits/print/message_words.h"

namespace edict::foreign {
namespace {

using compatible::kBlankDate;
using compatible::kInvalidDate;

// Adds a text that a whole value equals. Padded values have one length: another is never equal, and the blanks at the
// end are not told apart.
void add_whole(CodeTerms& terms, std::string_view text, DecisionGraph::TextLength length) {
  if (length.is_exact && text.size() != length.most) return;
  const std::size_t end = length.is_exact ? text.find_last_not_of(' ') + 1 : text.size();
  if (end == 0) terms.has_blank = true;
  else terms.codes.emplace_back(text.substr(0, end));
}

// Ten digits, "80840" before them: whether the last checks the others by the formula of Luhn.
bool checks_provider(std::string_view digits) {
  int sum = 24;  // of 80840
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 == 0;
}

bool is_check_of_provider(const DecisionGraph& graph, NodeId node) {
  constexpr int kTrials = 200;
  const Facts facts;
  DecisionEvaluator evaluator(graph, facts);
  std::uint64_t state = 1;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::string digits;
    for (int i = 0; i < 10; ++i) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      digits += static_cast<char>('0' + (state >> 33) % 10);
    }
    const ItemSource items = [&](std::uint32_t, std::string_view) { return Value(digits); };
    evaluator.begin_record(items);
    if (evaluator.value_of(node) != Value(checks_provider(digits))) return false;
  }
  return true;
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

Said PlainWords::condition(NodeId node, bool is_negated) {
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

// A text that is not before one and not behind another, both written, lies in a list of one range.
void PlainWords::join_bounds(std::vector<NodeId>& parts, bool is_and) {
  const auto bound = [&](NodeId part, bool is_low, NodeId& text) -> const std::string* {
    const DecisionNode& less = graph_[is_and ? graph_.negation(part) : part];
    if (less.kind != DecisionKind::Call || less.operation != Operation::Less) return nullptr;
    const NodeId beside = less.arguments[is_low ? 1 : 0];
    text = less.arguments[is_low ? 0 : 1];
    const bool is_text = !graph_.is_constant(text) && graph_.kind_of(text) == ValueKind::Text;
    const std::string* code = is_text && graph_.is_constant(beside) ? graph_.value_of(beside).text() : nullptr;
    const bool is_term = code != nullptr && !code->empty() && code->find_first_of(", -") == std::string::npos;
    return is_term ? code : nullptr;
  };
  for (std::size_t low = 0; low < parts.size(); ++low) {
    NodeId text;
    const std::string* from = bound(parts[low], true, text);
    if (from == nullptr) continue;
    for (std::size_t high = 0; high < parts.size(); ++high) {
      NodeId other;
      const std::string* to = bound(parts[high], false, other);
      if (to == nullptr || other != text || *to < *from) continue;
      const std::string range = fmt::format("{}-{}", *from, *to);
      const NodeId listed = graph_.call(Operation::InList, {text, graph_.constant(range)});
      parts[low] = is_and ? listed : graph_.negation(listed);
      parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(high));
      if (high < low) --low;
      break;
    }
  }
}

// Tests of one value for codes become one test.
Said PlainWords::junction(NodeId node, bool is_and, bool is_negated) {
  std::vector<NodeId> parts;
  flatten(node, is_and ? DecisionKind::And : DecisionKind::Or, parts);
  join_bounds(parts, is_and);
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
    const bool was_exact = std::exchange(is_exact_, true);
    auto set = code_test(parts[i]);
    const bool is_set = set && (set->is_complement == is_and || !set->terms.is_empty()) &&
                        ((is_exact_ && set->terms.is_exact) || mode_ == Mode::Idiomatic);
    is_exact_ = was_exact && (is_exact_ || !is_set);
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

Phrase PlainWords::said_of_blank(const CodeTest& test, bool is_not) const {
  const DatePart part = date_part_in(test.subject);
  return {fmt::format("{} is {}blank", part.words.empty() ? test.subject : part.words, is_not ? "not " : ""),
          Binding::Tight};
}

Phrase PlainWords::said(const CodeTest& test, bool is_negated) const {
  const bool is_not = test.is_complement != is_negated;
  const std::size_t count = test.terms.codes.size() + test.terms.ranges.size();
  const bool is_single = count == 1 && test.terms.ranges.empty();
  const std::string list = is_single ? written_code(test.terms.codes[0]) : written_list(test.terms);
  if (count == 0) return said_of_blank(test, is_not);
  if (!test.terms.has_blank) {
    if (is_single) return {fmt::format("{} is {}{}", test.subject, is_not ? "not " : "", list), Binding::Tight};
    return {fmt::format("{} {}in {}", test.subject, is_not ? "not " : "", list), Binding::Tight};
  }
  if (test.terms.has_blank && !date_part_in(test.subject).words.empty()) {
    const CodeTest codes{test.subject, {test.terms.codes, test.terms.ranges, false, true}, test.is_complement};
    return joined({said_of_blank(test, is_not), said(codes, is_negated)}, is_not);
  }
  if (is_not && is_single) return {fmt::format("{} is neither blank nor {}", test.subject, list), Binding::Tight};
  if (is_not) return {fmt::format("{} is not blank and {} not in {}", test.subject, test.subject, list), Binding::And};
  return {fmt::format("{} is blank or {}{}", test.subject, is_single ? "" : "in ", list), Binding::Or};
}

// ---- code tests

PlainWords::DatePart PlainWords::date_part_in(std::string_view subject) const {
  struct Form {
    std::string_view begins;
    std::string_view part;
    std::size_t length;
  };
  for (const Form& form : {Form{"first 4 of ", "year", 4}, Form{"characters 5 to 6 of ", "month", 2},
                           Form{"characters 7 to 8 of ", "day", 2}}) {
    if (!subject.starts_with(form.begins)) continue;
    const ItemId item = dictionary_.find(subject.substr(form.begins.size()));
    const bool is_date = item.is_valid() && dictionary_[item].kind == ItemKind::Date;
    if (is_date) return {fmt::format("{} of {}", form.part, subject.substr(form.begins.size())), form.length};
  }
  return {};
}

// Of a part of a date blanks are taken away, which shows in what is blank and in codes that are shorter than the part.
std::optional<PlainWords::CodeTest> PlainWords::code_test(NodeId node) {
  const bool was_exact = std::exchange(is_exact_, true);
  auto test = find_code_test(node);
  if (test) {
    const DatePart part = date_part_in(test->subject);
    const auto is_whole = [&](const std::string& code) { return code.size() == part.length; };
    const auto is_whole_range = [&](const std::string& range) { return range.size() == 2 * part.length + 1; };
    if (!part.words.empty() && !test->terms.has_blank && std::ranges::all_of(test->terms.codes, is_whole) &&
        std::ranges::all_of(test->terms.ranges, is_whole_range)) {
      is_exact_ = true;
    }
  }
  is_exact_ &= was_exact;
  return test;
}

std::optional<PlainWords::CodeTest> PlainWords::find_code_test(NodeId node) {
  const DecisionNode part = graph_[node];
  if (part.kind == DecisionKind::Not) {
    auto test = find_code_test(part.arguments[0]);
    if (test) test->is_complement = !test->is_complement;
    return test;
  }
  if (part.kind == DecisionKind::Or || part.kind == DecisionKind::And) return joined_test(part);
  if (part.kind != DecisionKind::Call) return std::nullopt;
  const auto text_argument = [&](std::size_t index) -> const std::string* {
    const bool is_there = index < part.arguments.size() && graph_.is_constant(part.arguments[index]);
    return is_there ? graph_.value_of(part.arguments[index]).text() : nullptr;
  };
  if (auto numbers = number_codes(part)) return numbers;
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

// The codes whose number, that of their digits, is compared with others: 700-729 of the last digits of a site. A code
// may be written with fewer digits than its item has room for.
std::optional<PlainWords::CodeTest> PlainWords::number_codes(const DecisionNode& test) {
  const auto is_of_digits = [&](NodeId id) {
    return graph_[id].kind == DecisionKind::Call && graph_[id].operation == Operation::WholeNumber;
  };
  const auto whole = [&](NodeId id) { return graph_.is_constant(id) ? graph_.value_of(id).number() : nullptr; };
  constexpr std::int64_t kMost = INT64_MAX;
  std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
  NodeId number;
  bool is_complement = false;
  const std::vector<NodeId>& arguments = test.arguments;
  switch (test.operation) {
    case Operation::Equal:
      number = arguments[0];
      if (const auto* value = whole(arguments[1])) ranges.emplace_back(*value, *value);
      break;
    case Operation::Less:
      number = graph_.is_constant(arguments[0]) ? arguments[1] : arguments[0];
      is_complement = number == arguments[0];
      if (const auto* value = whole(is_complement ? arguments[1] : arguments[0])) {
        ranges.emplace_back(is_complement ? *value : *value + 1, kMost);
      }
      break;
    case Operation::Between: {
      number = arguments[0];
      const auto* low = whole(arguments[1]);
      const auto* high = whole(arguments[2]);
      if (low != nullptr && high != nullptr) ranges.emplace_back(*low, *high);
      break;
    }
    case Operation::Contains: {
      number = arguments[1];
      const List* list = graph_.is_constant(arguments[0]) ? graph_.value_of(arguments[0]).as<List>() : nullptr;
      if (list == nullptr) return std::nullopt;
      for (const Value& element : (*list)->elements) {
        if (element.is_null()) return std::nullopt;
        if (element.number() != nullptr) ranges.emplace_back(*element.number(), *element.number());
      }
      break;
    }
    default: return std::nullopt;
  }
  if (ranges.empty() || !is_of_digits(number)) return std::nullopt;
  const NodeId digits = graph_[number].arguments[0];
  const auto name = subject(digits);
  const std::size_t most_digits = graph_[digits].kind == DecisionKind::Item && !item_name(digits)
                                      ? date_part_in(name.value_or("")).length
                                      : graph_.length_of(digits).most;
  constexpr std::size_t kMostDigits = 5;
  if (!name || most_digits == 0 || most_digits > kMostDigits) return std::nullopt;
  CodeTest codes{*name, {}, is_complement};
  std::int64_t beyond = 1;  // what has more digits
  for (std::size_t length = 1; length <= most_digits; ++length) {
    beyond *= 10;
    for (const auto& [low, high] : ranges) {
      const std::int64_t first = std::max<std::int64_t>(low, 0);
      const std::int64_t last = std::min(high, beyond - 1);
      if (first > last) continue;
      const std::string from = fmt::format("{:0{}}", first, length);
      const std::string to = fmt::format("{:0{}}", last, length);
      if (first == last) codes.terms.codes.push_back(from);
      else codes.terms.ranges.push_back(fmt::format("{}-{}", from, to));
    }
  }
  return filter(*name, codes.terms) ? std::optional(codes) : std::nullopt;
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

// In words of older systems where there are no plain ones, or none that mean the same for every value.
Said PlainWords::test(NodeId node, bool is_negated) {
  const bool was_exact = std::exchange(is_exact_, true);
  Said plain = plain_test(node, is_negated);
  const bool is_said = plain && (is_exact_ || mode_ == Mode::Idiomatic);
  if (!is_said) {
    Said compatible = compatible_.test(node, is_negated);
    if (compatible) {
      is_exact_ = was_exact;
      return compatible;
    }
    if (!plain) plain = std::move(compatible);
  }
  is_exact_ &= was_exact;
  return plain;
}

Said PlainWords::plain_test(NodeId node, bool is_negated) {
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
  if (auto order = order_of_dates(part, is_negated)) return *order;
  if (auto missing = missing_part(part, is_negated)) return *missing;
  if (auto check = check_digit(node, is_negated)) return *check;
  switch (part.operation) {
    case Operation::Empty: {
      std::vector<std::string> names;
      if (!add_joined_names(part.arguments[0], names) || names.size() < 2) return unspeakable("Empty");
      return Phrase{fmt::format("{} of ({}) {} blank", is_negated ? "any" : "all", fmt::join(names, ", "),
                                is_negated ? "is not" : "are"),
                    Binding::Tight};
    }
    case Operation::IsTrue:
      if (graph_.kind_of(part.arguments[0]) == ValueKind::Number &&
          graph_[part.arguments[0]].operation != Operation::MonthsWithin) {
        return condition(graph_.call(Operation::Equal, {part.arguments[0], graph_.constant(std::int64_t{0})}),
                         !is_negated);
      }
      return unspeakable("IsTrue");
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

// Which of two dates is earlier: what a comparison gives is negative, zero or positive, and a large number where one of
// the dates is not known.
std::optional<Said> PlainWords::order_of_dates(const DecisionNode& test, bool is_negated) {
  if (test.operation != Operation::Less && test.operation != Operation::Equal) return std::nullopt;
  const auto is_comparison = [&](NodeId id) {
    return graph_[id].kind == DecisionKind::Call && graph_[id].operation == Operation::CompareDates;
  };
  const bool is_left = is_comparison(test.arguments[0]);
  const NodeId compared = test.arguments[is_left ? 0 : 1];
  const NodeId beside = test.arguments[is_left ? 1 : 0];
  if (!is_comparison(compared)) return std::nullopt;
  const std::int64_t* number = graph_.is_constant(beside) ? graph_.value_of(beside).number() : nullptr;
  const DecisionNode comparison = graph_[compared];
  const NodeId dates[] = {comparison.arguments[0], comparison.arguments[1]};
  const auto first = date_item(dates[0]);
  const auto second = date_item(dates[1]);
  const std::int64_t* fill = comparison.arguments.size() > 2 && graph_.is_constant(comparison.arguments[2])
                                 ? graph_.value_of(comparison.arguments[2]).number()
                                 : nullptr;
  const bool is_nearest = fill != nullptr && *fill == static_cast<std::int64_t>(compatible::Fill::Nearest);
  const bool is_farthest = fill != nullptr && *fill == static_cast<std::int64_t>(compatible::Fill::Farthest);
  if (number == nullptr || !first || !second || !(is_nearest || is_farthest)) return unspeakable("CompareDates");

  std::vector<Phrase> unknown;  // where the comparison gives a large number
  for (const NodeId date : dates) {
    if (is_known_date(date)) continue;
    const std::string name = known_condition(*date_item(date));
    known_dates_.insert(*date_item(date));
    unknown.push_back(is_negated ? Phrase{name, Binding::Tight} : Phrase{"not " + name, Binding::Not});
  }
  const auto either = [&](std::vector<Phrase> phrases) { return joined(std::move(phrases), is_negated); };
  const auto with_known = [&](std::vector<Phrase> phrases) {
    for (const Phrase& each : unknown) {
      const bool is_name = !each.text.starts_with("not ");
      phrases.push_back(is_name ? Phrase{"not " + each.text, Binding::Not}
                                : Phrase{each.text.substr(4), Binding::Tight});
    }
    return joined(std::move(phrases), !is_negated);
  };
  const Phrase before{fmt::format("{} ({} < {})", is_nearest ? "definitely" : "possibly", *first, *second),
                      Binding::Tight};
  const Phrase after{fmt::format("definitely ({} > {})", *first, *second), Binding::Tight};
  const auto contrary = [](const Phrase& phrase) { return Phrase{"not " + phrase.text, Binding::Not}; };
  if (test.operation == Operation::Less && *number == 0) {
    if (is_left) return with_known({is_negated ? contrary(before) : before});
    unknown.push_back(is_negated ? contrary(after) : after);
    return either(unknown);
  }
  if (test.operation == Operation::Equal && *number == 0) {
    if (is_negated) return with_known({before, after});
    return with_known({contrary(before), contrary(after)});
  }
  // What stands for a blank date, and for one that is not valid.
  const bool is_blank = test.operation == Operation::Equal && *number == kBlankDate;
  if (!is_blank && !(test.operation == Operation::Equal && *number == kInvalidDate)) {
    return unspeakable("CompareDates beside another number");
  }
  const bool says_some = is_blank != is_negated;
  const Phrase blanks{fmt::format("{} of ({}, {}) is blank", says_some ? "any" : "none", *first, *second),
                      Binding::Tight};
  if (is_blank) return blanks;
  std::vector<Phrase> known;
  for (const std::string& date : {*first, *second}) {
    known_dates_.insert(date);
    const std::string name = known_condition(date);
    known.push_back(is_negated ? Phrase{name, Binding::Tight} : Phrase{"not " + name, Binding::Not});
  }
  return joined({joined(std::move(known), is_negated), blanks}, !is_negated);
}

// Whether a date has no month, or no day.
std::optional<Said> PlainWords::missing_part(const DecisionNode& test, bool is_negated) {
  if (test.operation != Operation::Equal || !graph_.is_constant(test.arguments[1])) return std::nullopt;
  const DecisionNode part = graph_[test.arguments[0]];
  const std::int64_t* number = graph_.value_of(test.arguments[1]).number();
  if (part.kind != DecisionKind::Call || number == nullptr) return std::nullopt;
  const bool is_month = part.operation == Operation::Month && *number == compatible::kBlankMonth;
  const bool is_day = part.operation == Operation::DayOfMonth && *number == compatible::kBlankDay;
  const auto date = is_month || is_day ? date_item(part.arguments[0]) : std::nullopt;
  if (!date) return std::nullopt;
  return Phrase{fmt::format("{} of {} is {}blank", is_month ? "month" : "day", *date, is_negated ? "not " : ""),
                Binding::Tight};
}

// A sum over ten digits that is a multiple of ten, if it is that of a national provider identifier: tried, for what was
// a loop is a sum of a hundred nodes by now.
std::optional<Said> PlainWords::check_digit(NodeId node, bool is_negated) {
  const DecisionNode test = graph_[node];
  if (test.operation != Operation::Equal || graph_[test.arguments[0]].kind != DecisionKind::Call ||
      graph_[test.arguments[0]].operation != Operation::Remainder) {
    return std::nullopt;
  }
  const auto item = only_item(node);
  if (!item || !is_check_of_provider(graph_, node)) return std::nullopt;
  return Phrase{fmt::format("{}\"80840\" & {} has a valid Luhn check digit{}", is_negated ? "not (" : "", *item,
                            is_negated ? ")" : ""),
                is_negated ? Binding::Not : Binding::Tight};
}

std::optional<std::string> PlainWords::only_item(NodeId node) {
  std::vector<NodeId> open{node};
  std::set<std::uint32_t> seen;
  std::optional<std::string> item;
  while (!open.empty()) {
    const NodeId next = open.back();
    open.pop_back();
    if (!seen.insert(next.value).second) continue;
    if (graph_[next].kind == DecisionKind::Item) {
      const auto name = item_name(next);
      if (!name || (item && *item != *name)) return std::nullopt;
      item = name;
    }
    open.insert(open.end(), graph_[next].arguments.begin(), graph_[next].arguments.end());
  }
  return item;
}

// The items whose values are joined, blanks taken away or not: what they make is blank if all of them are.
bool PlainWords::add_joined_names(NodeId node, std::vector<std::string>& names) {
  const DecisionNode part = graph_[node];
  if (part.kind == DecisionKind::Call && part.operation == Operation::Joined) {
    const std::int64_t* size =
        graph_.is_constant(part.arguments[3]) ? graph_.value_of(part.arguments[3]).number() : nullptr;
    const bool joins_all = part.arguments[2] == graph_.null() && size != nullptr;
    const std::size_t most = graph_.length_of(part.arguments[0]).most + graph_.length_of(part.arguments[1]).most;
    return joins_all && most <= static_cast<std::size_t>(*size) && add_joined_names(part.arguments[0], names) &&
           add_joined_names(part.arguments[1], names);
  }
  const bool is_trimmed = part.kind == DecisionKind::Call && part.operation == Operation::Trim;
  const auto name = item_name(is_trimmed ? part.arguments[0] : node);
  if (name) names.push_back(*name);
  return name.has_value();
}

// left < right, or left >= right.
Said PlainWords::number_test(NodeId left, NodeId right, bool is_negated) {
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
Said PlainWords::date_test(const DecisionNode& node, NodeId other, bool is_less, bool is_left, bool is_negated) {
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
    struct Ending {
      std::string_view ending;
      std::string_view words;
    };
    for (const Ending& each : {Ending{"Year", "first 4 of"}, Ending{"Month", "characters 5 to 6 of"},
                               Ending{"Day", "characters 7 to 8 of"}}) {
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
    case Operation::Part: {
      const std::size_t most = graph_.length_of(part.arguments[0]).most;
      const bool is_rest = part.arguments.size() < 3 && most < 1000;
      const std::int64_t end = is_rest ? static_cast<std::int64_t>(most) : whole(2);
      if (whole(1) < 0 || end <= whole(1)) return std::nullopt;
      return fmt::format("characters {} to {} of {}", whole(1) + 1, end, *name);
    }
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
