#include "dsl/import/edits/decision/decision_graph.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "dsl/import/edits/limits.h"

namespace edict::foreign {
namespace {

// A choice is pulled out of an operation only while the copies stay few.
constexpr std::size_t kMostLeavesOfTruths = 64;
constexpr std::size_t kMostLeavesOfTexts = 12;
constexpr std::size_t kMostLeavesOfNumbers = 4;

bool depends_on_run(Operation operation) {
  switch (operation) {
    case Operation::CurrentYear:
    case Operation::CurrentMonth:
    case Operation::CurrentDay:
    case Operation::StagingVersion:
    case Operation::IsStagingCode:
    case Operation::ObsoleteReason:
    case Operation::ValidDate:
    case Operation::Year:
    case Operation::Month:
    case Operation::DayOfMonth:
    case Operation::CompareDates:
    case Operation::DaysBetween:
    case Operation::MonthsBetween:
    case Operation::MonthsWithin:
    case Operation::DateProblem:
    case Operation::Today:
    case Operation::SchemaCount:
    case Operation::SchemaNumber:
    case Operation::SchemaName:
    case Operation::SchemaAllows: return true;
    default: return false;
  }
}

bool can_throw(Operation operation) {
  switch (operation) {
    case Operation::Less:
    case Operation::Add:
    case Operation::Subtract:
    case Operation::Multiply:
    case Operation::Divide:
    case Operation::Remainder:
    case Operation::WholePart:
    case Operation::Contains:
    case Operation::HasKey:
    case Operation::Get:
    case Operation::GetOr:
    case Operation::Size:
    case Operation::Part:
    case Operation::CharacterAt:
    case Operation::StartsWith:
    case Operation::EndsWith:
    case Operation::ExpandedList:
    case Operation::WholeNumber:
    case Operation::Between:
    case Operation::LeadingNumber:
    case Operation::Substring: return true;
    default: return false;
  }
}

bool is_arithmetic(Operation operation) {
  return operation == Operation::Add || operation == Operation::Subtract || operation == Operation::Multiply ||
         operation == Operation::Divide || operation == Operation::Remainder;
}

ValueKind kind_of_value(const Value& value) {
  if (value.is_null()) return ValueKind::Null;
  if (value.as<bool>() != nullptr) return ValueKind::Truth;
  if (value.is_number()) return ValueKind::Number;
  if (value.text() != nullptr) return ValueKind::Text;
  if (value.as<List>() != nullptr) return ValueKind::Elements;
  return ValueKind::Any;
}

ValueKind joined(ValueKind one, ValueKind other) {
  if (one == other || other == ValueKind::Null) return one;
  return one == ValueKind::Null ? other : ValueKind::Any;
}

// The kind of what a list or map holds, at any key.
ValueKind element_kind(const Value& whole) {
  ValueKind kind = ValueKind::Null;
  if (const List* list = whole.as<List>()) {
    for (const Value& element : (*list)->elements) kind = joined(kind, kind_of_value(element));
  } else if (const Map* map = whole.as<Map>()) {
    for (const auto& [key, value] : (*map)->entries) kind = joined(kind, kind_of_value(value));
  } else {
    return ValueKind::Any;
  }
  return kind;
}

ValueKind kind_of_result(ResultKind result) {
  switch (result) {
    case ResultKind::Truth: return ValueKind::Truth;
    case ResultKind::Number: return ValueKind::Number;
    case ResultKind::Text: return ValueKind::Text;
    case ResultKind::Elements: return ValueKind::Elements;
    case ResultKind::Any: break;
  }
  return ValueKind::Any;
}

void append_key(std::string& key, const void* bytes, std::size_t size) {
  key.append(static_cast<const char*>(bytes), size);
}

// Equal nodes have equal keys; lists and maps are equal only if they are the same one.
std::string key_of(const DecisionNode& node) {
  std::string key;
  key += static_cast<char>(node.kind);
  key += static_cast<char>(node.operation);
  key += static_cast<char>(kind_of_value(node.constant));
  if (const std::string* text = node.constant.text()) {
    key += *text;
  } else if (const List* list = node.constant.as<List>()) {
    const void* place = list->get();
    append_key(key, static_cast<const void*>(&place), sizeof place);
  } else if (const Map* map = node.constant.as<Map>()) {
    const void* place = map->get();
    append_key(key, static_cast<const void*>(&place), sizeof place);
  } else {
    key += to_text(node.constant);
  }
  for (const NodeId argument : node.arguments) append_key(key, &argument.value, sizeof argument.value);
  return key;
}

}  // namespace

DecisionGraph::DecisionGraph(ItemFacts items, const Tables* tables) : items_(std::move(items)) {
  facts_.tables = tables;
  null_ = constant(Value());
  true_ = constant(true);
  false_ = constant(false);
}

NodeId DecisionGraph::intern(DecisionNode node) {
  const auto [known, is_new] = ids_.try_emplace(key_of(node), NodeId(nodes_.size()));
  if (is_new) {
    facts_of_nodes_.push_back(find_known(node));
    nodes_.push_back(std::move(node));
  }
  deepest_of_edit_ = std::max(deepest_of_edit_, known_of(known->second).depth);
  return known->second;
}

void DecisionGraph::begin_edit() {
  size_before_edit_ = nodes_.size();
  calls_before_edit_ = calls_.size();
  deepest_of_edit_ = 0;
}

bool DecisionGraph::is_exhausted() const {
  return deepest_of_edit_ > kDeepestNode || nodes_.size() - size_before_edit_ > kMostNodesOfEdit ||
         calls_.size() - calls_before_edit_ > kMostNodesOfEdit;
}

NodeId DecisionGraph::constant(const Value& value) {
  return intern({DecisionKind::Constant, Operation::Equal, value, {}});
}

NodeId DecisionGraph::item(std::string_view name) { return intern({DecisionKind::Item, Operation::Equal, name, {}}); }

// ---- truths

NodeId DecisionGraph::negation(NodeId truth) {
  if (truth == true_) return false_;
  if (truth == false_) return true_;
  const DecisionNode& node = (*this)[truth];
  if (node.kind == DecisionKind::Not) return node.arguments[0];
  return intern({DecisionKind::Not, Operation::Equal, {}, {truth}});
}

NodeId DecisionGraph::both(NodeId first, NodeId second) { return junction(DecisionKind::And, first, second); }
NodeId DecisionGraph::either(NodeId first, NodeId second) { return junction(DecisionKind::Or, first, second); }

// `and` and `or` are each other's mirror: `unit` changes nothing, `zero` decides.
NodeId DecisionGraph::junction(DecisionKind kind, NodeId first, NodeId second) {
  const bool is_and = kind == DecisionKind::And;
  const NodeId unit = is_and ? true_ : false_;
  const NodeId zero = is_and ? false_ : true_;
  if (first == zero || second == zero) return zero;
  if (first == unit || first == second) return second;
  if (second == unit) return first;
  const NodeId negated = negation(first);
  if (negated == second) return zero;
  const DecisionKind mirror = is_and ? DecisionKind::Or : DecisionKind::And;
  const DecisionNode below = (*this)[second];
  if (below.kind == kind) {
    if (below.arguments[0] == first || below.arguments[1] == first) return second;
    if (below.arguments[0] == negated || below.arguments[1] == negated) return zero;
  }
  if (below.kind == mirror) {
    if (below.arguments[0] == first || below.arguments[1] == first) return first;
    if (below.arguments[0] == negated) return junction(kind, first, below.arguments[1]);
    if (below.arguments[1] == negated) return junction(kind, first, below.arguments[0]);
  }
  return intern({kind, Operation::Equal, {}, {first, second}});
}

NodeId DecisionGraph::select(NodeId condition, NodeId chosen, NodeId otherwise) {
  if (condition == true_ || chosen == otherwise) return chosen;
  if (condition == false_) return otherwise;
  if ((*this)[condition].kind == DecisionKind::Not) {
    return select((*this)[condition].arguments[0], otherwise, chosen);
  }
  const bool are_truths = kind_of(chosen) == ValueKind::Truth && kind_of(otherwise) == ValueKind::Truth;
  if (are_truths) {
    if (chosen == true_) return either(condition, otherwise);
    if (chosen == false_) return both(negation(condition), otherwise);
    if (otherwise == true_) return either(negation(condition), chosen);
    if (otherwise == false_) return both(condition, chosen);
  }
  const auto asks_again = [&](NodeId id) {
    return (*this)[id].kind == DecisionKind::Select && (*this)[id].arguments[0] == condition;
  };
  if (asks_again(chosen)) chosen = (*this)[chosen].arguments[1];
  if (asks_again(otherwise)) otherwise = (*this)[otherwise].arguments[2];
  if (chosen == otherwise) return chosen;
  return intern({DecisionKind::Select, Operation::Equal, {}, {condition, chosen, otherwise}});
}

NodeId DecisionGraph::truth(NodeId value) {
  if (kind_of(value) == ValueKind::Truth) return value;
  if (is_constant(value)) return truth_of(value_of(value).is_true());
  return call(Operation::IsTrue, {value});
}

// ---- calls

NodeId DecisionGraph::call(Operation operation, std::vector<NodeId> arguments) {
  const NodeId simple = simplified_call(operation, arguments);
  if (simple.is_valid()) return simple;
  DecisionNode node{DecisionKind::Call, operation, {}, std::move(arguments)};
  const std::string key = key_of(node);
  if (const auto known = calls_.find(key); known != calls_.end()) return known->second;
  const bool is_known = std::ranges::all_of(node.arguments, [&](NodeId id) { return is_constant(id); });
  NodeId result;
  if (is_known && !depends_on_run(operation)) {
    std::vector<Value> values;
    for (const NodeId argument : node.arguments) values.push_back(value_of(argument));
    const Value value = apply(operation, facts_, values);
    if (!value.is_raised()) result = constant(value);
  }
  if (!result.is_valid()) result = pulled_out(operation, node.arguments);
  if (!result.is_valid()) result = intern(std::move(node));
  calls_.emplace(key, result);
  return result;
}

// f(select(c, a, b)) is select(c, f(a), f(b)), if the values to choose from are few.
NodeId DecisionGraph::pulled_out(Operation operation, const std::vector<NodeId>& arguments) {
  if (is_exhausted()) return {};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const DecisionNode argument = (*this)[arguments[i]];
    if (argument.kind != DecisionKind::Select) continue;
    const std::size_t leaves = known_of(arguments[i]).leaf_count;
    const ResultKind result = info(operation).result;
    const bool is_small = is_arithmetic(operation)
                              ? leaves <= kMostLeavesOfNumbers && known_of(arguments[i]).has_constant_leaves
                              : leaves <= (result == ResultKind::Text ? kMostLeavesOfTexts : kMostLeavesOfTruths);
    if (!is_small) continue;
    std::vector<NodeId> chosen = arguments;
    std::vector<NodeId> otherwise = arguments;
    chosen[i] = argument.arguments[1];
    otherwise[i] = argument.arguments[2];
    const NodeId first = call(operation, std::move(chosen));
    return select(argument.arguments[0], first, call(operation, std::move(otherwise)));
  }
  return {};
}

// Rewrites that hold for one operation; invalid if there is none. May change the arguments into a form that says the
// same.
NodeId DecisionGraph::simplified_call(Operation operation, std::vector<NodeId>& arguments) {
  const auto whole = [&](std::size_t index) -> const std::int64_t* {
    return index < arguments.size() && is_constant(arguments[index]) ? value_of(arguments[index]).number() : nullptr;
  };
  switch (operation) {
    case Operation::Equal: {
      if (arguments[0] == arguments[1]) return true_;
      if (is_constant(arguments[0])) std::swap(arguments[0], arguments[1]);
      if (arguments[1] == null_ && !can_be_null(arguments[0])) return false_;
      const bool are_truths = kind_of(arguments[0]) == ValueKind::Truth && kind_of(arguments[1]) == ValueKind::Truth;
      if (are_truths) return select(arguments[0], arguments[1], negation(arguments[1]));
      return {};
    }
    case Operation::IsTrue:
      if (kind_of(arguments[0]) == ValueKind::Truth) return arguments[0];
      return {};
    case Operation::StagingVersion: return items_.staging_version.empty() ? NodeId() : constant(items_.staging_version);
    case Operation::Less: {
      if (arguments[1] == null_) return false_;
      // A text is never longer than it can be: this ends loops over the characters of an item.
      const DecisionNode& right = (*this)[arguments[1]];
      const bool is_length = right.kind == DecisionKind::Call && right.operation == Operation::Length;
      const std::int64_t* left = whole(0);
      if (!is_length || left == nullptr || *left < 0) return {};
      return static_cast<std::size_t>(*left) >= length_of(right.arguments[0]).most ? false_ : NodeId();
    }
    case Operation::Cut: {
      const std::int64_t* size = whole(1);
      if (size == nullptr || *size < 0 || can_be_null(arguments[0])) return {};
      return length_of(arguments[0]).most <= static_cast<std::size_t>(*size) ? arguments[0] : NodeId();
    }
    case Operation::Copied: {
      if (can_be_null(arguments[1])) return {};
      const bool copies_all = arguments[2] == null_;
      if (copies_all) return call(Operation::Cut, {arguments[1], arguments[3]});
      const std::int64_t* count = whole(2);
      if (count == nullptr) return {};
      const TextLength length = length_of(arguments[1]);
      if (*count >= 0 && length.is_exact && length.most >= static_cast<std::size_t>(*count)) {
        const NodeId part = call(Operation::Left, {arguments[1], arguments[2]});
        return call(Operation::Cut, {part, arguments[3]});
      }
      if (*count < 0) arguments[0] = constant("");
      return {};
    }
    case Operation::Joined: {
      if (arguments[2] != null_ && !can_be_null(arguments[2])) {
        arguments[1] = call(Operation::Left, {arguments[1], arguments[2]});
        arguments[2] = null_;
      }
      const NodeId empty = constant("");
      if (arguments[0] == empty && !can_be_null(arguments[1]))
        return call(Operation::Cut, {arguments[1], arguments[3]});
      if (arguments[1] == empty) return call(Operation::Cut, {arguments[0], arguments[3]});
      return {};
    }
    case Operation::Left: {
      const std::int64_t* count = whole(1);
      if (count == nullptr || *count < 0 || can_be_null(arguments[0])) return {};
      return length_of(arguments[0]).most <= static_cast<std::size_t>(*count) ? arguments[0] : NodeId();
    }
    default: return {};
  }
}

// ---- what throws

NodeId DecisionGraph::throws(Operation operation, NodeId value) {
  return can_throw(operation) ? find_throws(value) : false_;
}

NodeId DecisionGraph::find_throws(NodeId value) {
  if (const auto known = throws_.find(value.value); known != throws_.end()) return known->second;
  const DecisionNode node = (*this)[value];
  NodeId result = false_;
  switch (node.kind) {
    case DecisionKind::Select: {
      const NodeId chosen = find_throws(node.arguments[1]);
      result = select(node.arguments[0], chosen, find_throws(node.arguments[2]));
      break;
    }
    // A test of a choice has become one of these; each part throws only where it is asked.
    case DecisionKind::And:
    case DecisionKind::Or: {
      const NodeId first = find_throws(node.arguments[0]);
      const NodeId second = find_throws(node.arguments[1]);
      const NodeId asks = node.kind == DecisionKind::And ? node.arguments[0] : negation(node.arguments[0]);
      result = either(first, both(asks, second));
      break;
    }
    case DecisionKind::Not: result = find_throws(node.arguments[0]); break;
    case DecisionKind::Call: result = throws_call(node); break;
    default: break;
  }
  throws_.emplace(value.value, result);
  return result;
}

// Of the operation itself: what its arguments throw is asked where they are made.
NodeId DecisionGraph::throws_call(const DecisionNode& node) {
  // What is known beforehand has been worked out already, unless that threw.
  const bool is_known = std::ranges::all_of(node.arguments, [&](NodeId id) { return is_constant(id); });
  if (is_known && !depends_on_run(node.operation)) return true_;
  const auto kind = [&](std::size_t index) { return kind_of(node.arguments[index]); };
  const auto generic = [&] {
    return intern({DecisionKind::Throws, Operation::Equal, {}, {call(node.operation, node.arguments)}});
  };
  switch (node.operation) {
    case Operation::Add:
      if (kind(0) == ValueKind::Text || kind(1) == ValueKind::Text) return false_;
      [[fallthrough]];
    case Operation::Subtract:
    case Operation::Multiply:
      if (kind(0) != ValueKind::Number || kind(1) != ValueKind::Number) return generic();
      return either(is_null(node.arguments[0]), is_null(node.arguments[1]));
    case Operation::Divide:
    case Operation::Remainder: {
      const bool divides_by_constant = is_constant(node.arguments[1]) && value_of(node.arguments[1]).is_true();
      if (!divides_by_constant || kind(0) != ValueKind::Number) return generic();
      return is_null(node.arguments[0]);
    }
    case Operation::WholePart: return kind(0) == ValueKind::Number ? is_null(node.arguments[0]) : generic();
    case Operation::Less: {
      const bool are_alike = kind(0) == kind(1) && kind(0) != ValueKind::Any;
      const bool is_null_test = kind(0) == ValueKind::Null || kind(1) == ValueKind::Null;
      return are_alike || is_null_test ? false_ : generic();
    }
    case Operation::Contains:
      if (kind(0) == ValueKind::Text) return either(is_null(node.arguments[0]), is_null(node.arguments[1]));
      [[fallthrough]];
    case Operation::HasKey:
    case Operation::GetOr:
    case Operation::Size:
      if (is_constant(node.arguments[0]) && value_of(node.arguments[0]).text() == nullptr &&
          node.arguments[0] != null_) {
        return false_;
      }
      if (node.operation == Operation::Size && kind(0) == ValueKind::Text) return is_null(node.arguments[0]);
      return can_be_null(node.arguments[0]) ? is_null(node.arguments[0]) : false_;
    case Operation::Get: {
      const bool is_map = is_constant(node.arguments[0]) && value_of(node.arguments[0]).as<Map>() != nullptr;
      return is_map ? false_ : generic();
    }
    case Operation::StartsWith:
    case Operation::EndsWith: return either(is_null(node.arguments[0]), is_null(node.arguments[1]));
    case Operation::WholeNumber:
    case Operation::LeadingNumber:
      return kind(0) == ValueKind::Number || length_of(node.arguments[0]).most <= 9 ? false_ : generic();
    case Operation::Part:
    case Operation::CharacterAt:
    case Operation::ExpandedList: return generic();
    case Operation::Between:
      return kind(0) == ValueKind::Number || length_of(node.arguments[0]).most <= 9 ? false_ : generic();
    case Operation::Substring: return is_constant(node.arguments[1]) ? false_ : generic();
    default: return false_;
  }
}

// ---- what is known of values

DecisionGraph::Known DecisionGraph::find_known(const DecisionNode& node) const {
  constexpr std::uint32_t kMany = 100000;
  Known known{find_kind(node), find_null(node), find_length(node), 1, 1, node.kind == DecisionKind::Constant};
  for (const NodeId argument : node.arguments) known.depth = std::max(known.depth, known_of(argument).depth + 1);
  if (node.kind == DecisionKind::Select) {
    const Known& chosen = known_of(node.arguments[1]);
    const Known& otherwise = known_of(node.arguments[2]);
    known.leaf_count = std::min(kMany, chosen.leaf_count + otherwise.leaf_count);
    known.has_constant_leaves = chosen.has_constant_leaves && otherwise.has_constant_leaves;
  }
  return known;
}

ValueKind DecisionGraph::find_kind(const DecisionNode& node) const {
  switch (node.kind) {
    case DecisionKind::Constant: return kind_of_value(node.constant);
    case DecisionKind::Item: return ValueKind::Text;
    case DecisionKind::Not:
    case DecisionKind::And:
    case DecisionKind::Or:
    case DecisionKind::Throws: return ValueKind::Truth;
    case DecisionKind::Select: return joined(kind_of(node.arguments[1]), kind_of(node.arguments[2]));
    case DecisionKind::Call: break;
  }
  const auto argument_kind = [&](std::size_t index) { return kind_of(node.arguments[index]); };
  if (node.operation == Operation::Add) {
    if (argument_kind(0) == ValueKind::Text || argument_kind(1) == ValueKind::Text) return ValueKind::Text;
    return argument_kind(0) == ValueKind::Number ? ValueKind::Number : ValueKind::Any;
  }
  const bool takes_out = node.operation == Operation::Get || node.operation == Operation::GetOr;
  if (takes_out && is_constant(node.arguments[0])) {
    const ValueKind kind = element_kind(value_of(node.arguments[0]));
    return node.arguments.size() > 2 ? joined(kind, argument_kind(2)) : kind;
  }
  return kind_of_result(info(node.operation).result);
}

bool DecisionGraph::find_null(const DecisionNode& node) const {
  switch (node.kind) {
    case DecisionKind::Constant: return node.constant.is_null();
    case DecisionKind::Item: return !items_.are_padded;
    case DecisionKind::Select: return can_be_null(node.arguments[1]) || can_be_null(node.arguments[2]);
    case DecisionKind::Call:
      switch (node.operation) {
        case Operation::WholeNumber:
        case Operation::ObsoleteReason:
        case Operation::Get:
        case Operation::GetOr:
        case Operation::DateProblem: return true;
        case Operation::Trim: return can_be_null(node.arguments[0]);
        default: return false;
      }
    default: return false;
  }
}

DecisionGraph::TextLength DecisionGraph::find_length(const DecisionNode& node) const {
  const auto of = [&](std::size_t index) { return length_of(node.arguments[index]); };
  const auto whole = [&](std::size_t index) {
    const bool is_there = index < node.arguments.size() && is_constant(node.arguments[index]);
    const std::int64_t* number = is_there ? value_of(node.arguments[index]).number() : nullptr;
    return number == nullptr || *number < 0 ? SIZE_MAX : static_cast<std::size_t>(*number);
  };
  if (node.kind == DecisionKind::Constant && node.constant.text() != nullptr)
    return {node.constant.text()->size(), true};
  if (node.kind == DecisionKind::Item) return {items_.length_of(*node.constant.text()), items_.are_padded};
  if (node.kind == DecisionKind::Select) {
    const TextLength chosen = of(1);
    const TextLength otherwise = of(2);
    return {std::max(chosen.most, otherwise.most),
            chosen.is_exact && otherwise.is_exact && chosen.most == otherwise.most};
  }
  if (node.kind != DecisionKind::Call) return {};
  switch (node.operation) {
    case Operation::Cut:
    case Operation::Left:
    case Operation::Right: {
      const TextLength length = of(0);
      return {std::min(length.most, whole(1)), length.is_exact};
    }
    case Operation::Joined: {
      const TextLength first = of(0);
      const TextLength second = of(1);
      const bool is_limited = first.most < SIZE_MAX / 2 && second.most < SIZE_MAX / 2;
      const std::size_t sum = is_limited ? first.most + second.most : SIZE_MAX;
      return {std::min(sum, whole(3)), first.is_exact && second.is_exact};
    }
    case Operation::Copied: {
      const std::int64_t* count = value_of(node.arguments[2]).number();
      const bool is_padded = is_constant(node.arguments[2]) && count != nullptr && *count < 0;
      return {whole(3), is_padded && static_cast<std::size_t>(-*count) >= whole(3)};
    }
    case Operation::Substring: {
      const TextLength length = of(0);
      const std::size_t start = whole(1);
      const bool is_inside =
          length.is_exact && start != SIZE_MAX && whole(2) != SIZE_MAX && start + whole(2) <= length.most + 1;
      // Behind the end of a text its characters are the whole text.
      return {is_inside || start == 1 ? std::min(length.most, whole(2)) : length.most, is_inside};
    }
    case Operation::Trim:
    case Operation::Upper: return {std::max<std::size_t>(of(0).most, 1), false};
    case Operation::Cell: return {whole(5), false};
    case Operation::Part:
      if (whole(2) != SIZE_MAX) return {std::min(of(0).most, whole(2) - std::min(whole(2), whole(1))), false};
      return {whole(1) == SIZE_MAX || of(0).most == SIZE_MAX ? of(0).most : of(0).most - std::min(of(0).most, whole(1)),
              false};
    case Operation::CharacterAt: return {1, true};
    default: return {};
  }
}

}  // namespace edict::foreign
