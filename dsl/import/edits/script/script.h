// The foreign language that published edits are written in (a subset of Groovy), parsed: one flat list of nodes.
//
// Immutable after parsing; shared between threads.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/import/edits/package.h"

namespace edict::foreign {

enum class ScriptKind : std::uint8_t {
#define SCRIPT(name, what, children) name,
#include "dsl/import/edits/script/script_kinds.def"
#undef SCRIPT
};
// "`if`", "a text": for messages.
std::string_view describe(ScriptKind kind);

using ScriptNodeId = std::uint32_t;

struct ScriptNode {
  ScriptKind kind;
  std::uint32_t line = 0;  // from 1, in the file of the package
  std::uint32_t first_child = 0;
  std::uint32_t child_count = 0;
  std::int64_t number = 0;  // of a Number
  std::string text;         // of a Name, Type, Text or Pattern: what it says, escapes undone
};

// Why a script cannot be read, and where.
struct ScriptFault {
  std::uint32_t line = 0;
  std::string problem;
};

class Script {
 public:
  [[nodiscard]] const ScriptNode& operator[](ScriptNodeId id) const { return nodes_[id]; }
  [[nodiscard]] ScriptNodeId root() const { return static_cast<ScriptNodeId>(nodes_.size() - 1); }
  [[nodiscard]] std::span<const ScriptNodeId> children(ScriptNodeId id) const { return children_of(nodes_[id]); }
  [[nodiscard]] ScriptNodeId child(ScriptNodeId id, std::size_t index) const { return children(id)[index]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

 private:
  friend class ScriptBuilder;
  [[nodiscard]] std::span<const ScriptNodeId> children_of(const ScriptNode& node) const {
    return std::span(children_).subspan(node.first_child, node.child_count);
  }
  std::vector<ScriptNode> nodes_;  // children before their parents
  std::vector<ScriptNodeId> children_;
};

// Parses a script, or says what cannot be read.
std::expected<Script, ScriptFault> parse_script(const PlacedText& source);

}  // namespace edict::foreign
