// The only file that compiles the grammar: a PEGTL control turns what its rules read into nodes.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "dsl/import/edits/limits.h"
#include "dsl/import/edits/script/script.h"
#include "dsl/import/edits/script/script_grammar.h"

namespace edict::foreign {

// What a rule has read, in postorder; `size` counts the node and all below it.
struct RawNode {
  ScriptKind kind;
  std::uint32_t begin;
  std::uint32_t end;
  std::uint32_t size;
};

namespace {

using tao::pegtl::apply_mode;
using tao::pegtl::rewind_mode;

constexpr std::uint32_t kDeepestNesting = 600;

// Thrown where a bracket is never closed, and caught by parse_script alone.
struct Unreadable {
  const char* place;
};

template <rewind_mode Mode>
class ScriptMarker {
 public:
  static constexpr rewind_mode next_rewind_mode = Mode;
  template <class Input>
  explicit ScriptMarker(Input&) {}
  bool operator()(bool result) const { return result; }
};

class ScriptInput : public tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy, tao::pegtl::eol::lf, const char*> {
 public:
  explicit ScriptInput(std::string_view text)
      : memory_input(text.data(), text.data() + text.size(), ""), begin_(text.data()), furthest_(text.data()) {}

  template <rewind_mode Mode>
  [[nodiscard]] ScriptMarker<Mode> mark() {
    return ScriptMarker<Mode>(*this);
  }

  struct Frame {
    const char* begin = nullptr;
    std::size_t first_node = 0;
  };
  [[nodiscard]] Frame frame_here() const { return {current(), nodes.size()}; }

  void add_node(ScriptKind kind, const Frame& from) {
    const auto size = static_cast<std::uint32_t>(nodes.size() - from.first_node + 1);
    nodes.push_back({kind, offset(from.begin), offset(current()), size});
  }

  void note_place(const char* place) { furthest_ = std::max(furthest_, place); }
  [[nodiscard]] std::uint32_t furthest() const { return offset(furthest_); }

  std::vector<RawNode> nodes;
  Frame frame;  // the innermost frame that is being read
  std::uint32_t nesting = 0;
  bool is_too_deep = false;
  bool newlines_are_gaps = false;

 private:
  template <rewind_mode Mode>
  friend class ScriptMarker;
  [[nodiscard]] std::uint32_t offset(const char* place) const { return static_cast<std::uint32_t>(place - begin_); }

  const char* begin_;
  const char* furthest_;
};

// Rewinds the input and forgets the nodes made since.
template <>
class ScriptMarker<rewind_mode::required> {
 public:
  static constexpr rewind_mode next_rewind_mode = rewind_mode::active;
  explicit ScriptMarker(ScriptInput& input)
      : input_(&input), place_(input.current()), node_count_(input.nodes.size()) {}
  ScriptMarker(const ScriptMarker&) = delete;
  ScriptMarker& operator=(const ScriptMarker&) = delete;
  ~ScriptMarker() {
    if (input_ == nullptr) return;
    input_->iterator() = place_;
    input_->nodes.resize(node_count_, RawNode{});
  }
  bool operator()(bool result) {
    if (result) input_ = nullptr;
    return result;
  }
  [[nodiscard]] const char* iterator() const { return place_; }

 private:
  ScriptInput* input_;
  const char* place_;
  std::size_t node_count_;
};

template <class Rule>
struct ScriptControl : tao::pegtl::normal<Rule> {
  template <class... States>
  [[noreturn]] static void raise(const ScriptInput& in, States&&...) {
    throw Unreadable{in.current()};
  }

  template <apply_mode Apply, rewind_mode Rewind, template <class...> class Action, template <class...> class Control>
  static bool match(ScriptInput& in) {
    using Base = tao::pegtl::normal<Rule>;
    if constexpr (requires { Rule::folded; }) {
      in.add_node(Rule::folded, in.frame);
      return true;
    } else if constexpr (requires { Rule::is_gap; }) {
      in.note_place(in.current());
      if (in.newlines_are_gaps) {
        return tao::pegtl::match<grammar::lines, Apply, Rewind, Action, Control>(in);
      }
      return tao::pegtl::match<grammar::blanks, Apply, Rewind, Action, Control>(in);
    } else if constexpr (requires { Rule::newlines_are_gaps; }) {
      const bool outer = std::exchange(in.newlines_are_gaps, Rule::newlines_are_gaps);
      const bool matched = Base::template match<Apply, Rewind, Action, Control>(in);
      in.newlines_are_gaps = outer;
      return matched;
    } else if constexpr (requires { Rule::nests; }) {
      if (in.nesting == kDeepestNesting) {
        in.is_too_deep = true;
        return false;
      }
      ++in.nesting;
      const bool matched = Base::template match<Apply, Rewind, Action, Control>(in);
      --in.nesting;
      return matched;
    } else if constexpr (requires { Rule::kind; }) {
      const ScriptInput::Frame own = in.frame_here();
      if (!Base::template match<Apply, Rewind, Action, Control>(in)) return false;
      in.add_node(Rule::kind, own);
      return true;
    } else if constexpr (requires { Rule::is_frame; }) {
      const ScriptInput::Frame outer = std::exchange(in.frame, in.frame_here());
      const bool matched = Base::template match<Apply, Rewind, Action, Control>(in);
      in.frame = outer;
      return matched;
    } else {
      return Base::template match<Apply, Rewind, Action, Control>(in);
    }
  }
};

// What stands between the quotes, escapes undone; an unknown escape stays as it is.
std::string unescaped(std::string_view quoted) {
  std::string text;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] != '\\' || i + 1 == quoted.size()) {
      text += quoted[i];
      continue;
    }
    static constexpr std::string_view kWritten = "ntrbf\\'\"$";
    static constexpr std::string_view kMeant = "\n\t\r\b\f\\'\"$";
    const std::size_t known = kWritten.find(quoted[++i]);
    if (known == std::string_view::npos) text += '\\';
    text += known == std::string_view::npos ? quoted[i] : kMeant[known];
  }
  return text;
}

std::string pattern_text(std::string_view written) {
  std::string text;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written.substr(i).starts_with("\\/")) continue;
    text += written[i];
  }
  return text;
}

}  // namespace

std::string_view describe(ScriptKind kind) {
  static constexpr std::string_view kWhat[] = {
#define SCRIPT(name, what, children) what,
#include "dsl/import/edits/script/script_kinds.def"
#undef SCRIPT
  };
  return kWhat[static_cast<std::size_t>(kind)];
}

// Makes the tree of the list of nodes that the grammar made.
class ScriptBuilder {
 public:
  ScriptBuilder(const PlacedText& source, std::span<const RawNode> raw) : source_(source), raw_(raw) {}

  std::expected<Script, ScriptFault> build() {
    std::vector<std::uint32_t> line_starts{0};
    for (std::uint32_t i = 0; i < source_.text.size(); ++i) {
      if (source_.text[i] == '\n') line_starts.push_back(i + 1);
    }
    script_.nodes_.reserve(raw_.size());
    for (std::uint32_t index = 0; index < raw_.size(); ++index) {
      const RawNode& raw = raw_[index];
      ScriptNode node{raw.kind, 0, 0, 0, 0, {}};
      node.line = source_.line +
                  static_cast<std::uint32_t>(std::ranges::upper_bound(line_starts, raw.begin) - line_starts.begin()) -
                  1;
      add_children(node, index);
      if (const auto problem = find_misfit(node)) return std::unexpected(ScriptFault{node.line, *problem});
      if (const auto problem = read_token(node, raw)) return std::unexpected(ScriptFault{node.line, *problem});
      script_.nodes_.push_back(std::move(node));
    }
    return std::move(script_);
  }

 private:
  void add_children(ScriptNode& node, std::uint32_t index) {
    const std::uint32_t first = index + 1 - raw_[index].size;
    node.first_child = static_cast<std::uint32_t>(script_.children_.size());
    for (std::uint32_t end = index; end > first; end -= raw_[end - 1].size) script_.children_.push_back(end - 1);
    std::reverse(script_.children_.begin() + node.first_child, script_.children_.end());
    node.child_count = static_cast<std::uint32_t>(script_.children_.size()) - node.first_child;
    const bool is_map = node.kind == ScriptKind::ListOf && node.child_count > 0 &&
                        script_.nodes_[script_.children_[node.first_child]].kind == ScriptKind::Entry;
    if (is_map) node.kind = ScriptKind::MapOf;
  }

  // What a node cannot have below it.
  std::optional<std::string> find_misfit(const ScriptNode& node) {
    std::uint32_t height = 1;
    bool has_other = false;
    bool has_entry = false;
    for (const ScriptNodeId child : script_.children_of(node)) {
      height = std::max(height, heights_[child] + 1);
      const bool is_entry = script_.nodes_[child].kind == ScriptKind::Entry;
      has_entry = has_entry || is_entry;
      has_other = has_other || !is_entry;
    }
    heights_.push_back(height);
    if (height > kDeepestTree) return "nested too deeply";
    const bool is_list = node.kind == ScriptKind::ListOf || node.kind == ScriptKind::MapOf;
    if (is_list && has_entry && has_other) return "a list holds values with keys and without";
    return std::nullopt;
  }

  // What a token says; a problem if it says too much.
  std::optional<std::string> read_token(ScriptNode& node, const RawNode& raw) const {
    const std::string_view written = std::string_view(source_.text).substr(raw.begin, raw.end - raw.begin);
    switch (node.kind) {
      case ScriptKind::Name:
      case ScriptKind::Type: node.text = written; break;
      case ScriptKind::Text: node.text = unescaped(written.substr(1, written.size() - 2)); break;
      case ScriptKind::Pattern: node.text = pattern_text(written.substr(1, written.size() - 2)); break;
      case ScriptKind::Number: {
        const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), node.number);
        const bool fits = error == std::errc{} && node.number <= std::numeric_limits<std::int32_t>::max();
        if (!fits) return fmt::format("the number {} is too large", written);
        break;
      }
      default: break;
    }
    return std::nullopt;
  }

  const PlacedText& source_;
  std::span<const RawNode> raw_;
  Script script_;
  std::vector<std::uint32_t> heights_;  // of the nodes so far: 1 without children
};

namespace {

bool is_read(ScriptInput& input) {
  try {
    return tao::pegtl::parse<grammar::script, tao::pegtl::nothing, ScriptControl>(input);
  } catch (const Unreadable& unreadable) {
    input.note_place(unreadable.place);
    return false;
  }
}

}  // namespace

std::expected<Script, ScriptFault> parse_script(const PlacedText& source) {
  ScriptInput input(source.text);
  if (is_read(input)) return ScriptBuilder(source, input.nodes).build();
  const std::string_view text = source.text;
  const std::uint32_t place = input.furthest();
  const auto line = source.line + static_cast<std::uint32_t>(std::ranges::count(text.substr(0, place), '\n'));
  if (input.is_too_deep) return std::unexpected(ScriptFault{line, "nested too deeply"});
  const std::string_view rest = text.substr(place, 40);
  const std::string_view words = rest.substr(0, rest.find('\n'));
  if (words.empty()) return std::unexpected(ScriptFault{line, "the statement cannot be read: its end is missing"});
  return std::unexpected(ScriptFault{line, fmt::format("cannot be read from `{}` on", words)});
}

}  // namespace edict::foreign
