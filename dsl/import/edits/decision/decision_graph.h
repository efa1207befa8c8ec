// What an edit computes, without assignments: a graph of values in which equal parts are one node.
//
// Nodes are made through the functions below, which simplify: what does not depend on a record is worked out, a
// choice between values is pulled out of what is done with the chosen value while that stays small. A node is never
// changed once made, and never moves.
//
// Thread safety: one graph per thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "dsl/import/edits/meaning/operation.h"
#include "dsl/import/edits/value.h"

namespace edict::foreign {

struct DecisionNodeTag;
using NodeId = Id<DecisionNodeTag>;

enum class DecisionKind : std::uint8_t {
  Constant,
  Item,
  Not,     // of a truth
  And,     // of two truths; the second is asked only if the first is true
  Or,      // of two truths; the second is asked only if the first is false
  Select,  // a truth, the value if it is true, the value if not; only the chosen one is asked
  Call,    // an operation
  Throws,  // whether working out a value throws
};

struct DecisionNode {
  DecisionKind kind = DecisionKind::Constant;
  Operation operation = Operation::Equal;  // of a Call
  Value constant;                          // of a Constant; of an Item its name
  std::vector<NodeId> arguments;
};

// What kind of value a node has, besides null.
enum class ValueKind : std::uint8_t { Null, Truth, Number, Text, Elements, Any };

// What is known of the items of a package.
struct ItemFacts {
  bool are_padded = false;                                      // never null, always of full length
  std::function<std::size_t(std::string_view item)> length_of;  // the most characters; SIZE_MAX: no limit
  std::string staging_version = {};                             // of the staging library; empty: only a run tells
};

class DecisionGraph {
 public:
  // REQUIRES: `tables` outlives the graph; null: the package has none.
  DecisionGraph(ItemFacts items, const Tables* tables);

  // Begins an edit: what is made from here on counts against the limits of one (limits.h).
  void begin_edit();
  // Whether the edit has outgrown them. What is made then still means the same.
  [[nodiscard]] bool is_exhausted() const;

  NodeId constant(const Value& value);
  NodeId item(std::string_view name);
  NodeId negation(NodeId truth);
  NodeId both(NodeId first, NodeId second);
  NodeId either(NodeId first, NodeId second);
  NodeId select(NodeId condition, NodeId chosen, NodeId otherwise);
  NodeId call(Operation operation, std::vector<NodeId> arguments);
  // Whether the operation that makes a value throws; false for operations that never do.
  NodeId throws(Operation operation, NodeId value);
  NodeId truth(NodeId value);  // whether it counts as true
  NodeId is_null(NodeId value) { return call(Operation::Equal, {value, null_}); }

  [[nodiscard]] const DecisionNode& operator[](NodeId id) const { return nodes_[id.index()]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] bool is_constant(NodeId id) const { return nodes_[id.index()].kind == DecisionKind::Constant; }
  [[nodiscard]] const Value& value_of(NodeId id) const { return nodes_[id.index()].constant; }
  [[nodiscard]] NodeId null() const { return null_; }
  [[nodiscard]] NodeId truth_of(bool truth) const { return truth ? true_ : false_; }

  [[nodiscard]] ValueKind kind_of(NodeId id) const { return known_of(id).kind; }
  [[nodiscard]] bool can_be_null(NodeId id) const { return known_of(id).can_be_null; }
  // The most characters of a text, and whether it always has so many.
  struct TextLength {
    std::size_t most = SIZE_MAX;
    bool is_exact = false;
  };
  [[nodiscard]] TextLength length_of(NodeId id) const { return known_of(id).length; }
  [[nodiscard]] const ItemFacts& items() const { return items_; }

 private:
  // What is known of a node once it is made.
  struct Known {
    ValueKind kind = ValueKind::Any;
    bool can_be_null = false;
    TextLength length;
    std::uint32_t depth = 1;
    std::uint32_t leaf_count = 1;  // values that a choice is between
    bool has_constant_leaves = false;
  };
  [[nodiscard]] const Known& known_of(NodeId id) const { return facts_of_nodes_[id.index()]; }
  [[nodiscard]] ValueKind find_kind(const DecisionNode& node) const;
  [[nodiscard]] bool find_null(const DecisionNode& node) const;
  [[nodiscard]] TextLength find_length(const DecisionNode& node) const;
  [[nodiscard]] Known find_known(const DecisionNode& node) const;

  NodeId intern(DecisionNode node);
  NodeId simplified_call(Operation operation, std::vector<NodeId>& arguments);
  NodeId pulled_out(Operation operation, const std::vector<NodeId>& arguments);
  NodeId junction(DecisionKind kind, NodeId first, NodeId second);
  NodeId find_throws(NodeId value);
  NodeId throws_call(const DecisionNode& node);

  ItemFacts items_;
  Facts facts_;
  std::deque<DecisionNode> nodes_;  // keep their addresses: printing holds on to them while it makes others
  std::unordered_map<std::string, NodeId> ids_;
  std::unordered_map<std::string, NodeId> calls_;  // what a call was simplified to
  std::vector<Known> facts_of_nodes_;
  std::unordered_map<std::uint32_t, NodeId> throws_;
  std::size_t size_before_edit_ = 0;
  std::size_t calls_before_edit_ = 0;
  std::uint32_t deepest_of_edit_ = 0;
  NodeId null_;
  NodeId true_;
  NodeId false_;
};

}  // namespace edict::foreign
