// The only file that compiles the grammar: a PEGTL control turns what its rules read into nodes.
//
// Every clause is read once by QuickControl. A clause that fails is read again by ExplainControl, which keeps the
// furthest place that any rule failed at and what was expected there.
#include "dsl/syntax/grammar.h"

#include "base/check.h"
#include "dsl/syntax/grammar_rules.h"

namespace edict {
namespace {

using tao::pegtl::apply_mode;
using tao::pegtl::rewind_mode;

constexpr std::uint32_t kDeepestNesting = 64;

// Rewinds the input and forgets the nodes made since.
template <rewind_mode Mode>
class NodeMarker {
 public:
  static constexpr rewind_mode next_rewind_mode = Mode;
  template <class Input>
  explicit NodeMarker(Input&) {}
  bool operator()(bool result) const { return result; }
};

// The text of a clause and the nodes made of it so far.
class ClauseInput : public tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy, tao::pegtl::eol::lf, const char*> {
 public:
  ClauseInput(const ClauseText& clause, std::vector<Node>& nodes)
      : memory_input(clause.text.data() + clause.span.begin, clause.text.data() + clause.span.end, ""),
        is_unclosed(clause.is_unclosed),
        nodes_(nodes),
        file_(clause.text.data()) {}

  template <rewind_mode Mode>
  [[nodiscard]] NodeMarker<Mode> mark() {
    return NodeMarker<Mode>(*this);
  }

  // What a node is made of: the nodes from `first_node` and the text from `begin`.
  struct Frame {
    const char* begin = nullptr;
    std::size_t first_node = 0;
  };
  [[nodiscard]] Frame frame_here() const { return {current(), nodes_.size()}; }

  void add_node(NodeKind kind, const Frame& from) {
    const char* end = without_blanks_behind(from.begin, current());
    const std::size_t size = nodes_.size() - from.first_node + 1;
    nodes_.push_back({kind, {place_of(from.begin), place_of(end)}, static_cast<std::uint32_t>(size)});
  }

  [[nodiscard]] std::uint32_t place() const { return place_of(current()); }

  void raise(Code code) {
    if (!fault.code) fault = {place(), code, {}};
  }

  // Notes that `expected` does not stand at `place`; a rule that failed deeper in the text knows better.
  void note_failure(std::uint32_t place, std::size_t known, std::string_view expected) {
    if (fault.code || place < fault.place) return;
    if (place > fault.place) known = 0;
    fault.place = place;
    fault.expected.resize(known);
    if (std::ranges::find(fault.expected, expected) == fault.expected.end()) fault.expected.push_back(expected);
  }

  const bool is_unclosed;
  Frame frame;  // the innermost frame that is being read
  std::uint32_t nesting = 0;
  ClauseFault fault;  // only ExplainControl fills it

 private:
  template <rewind_mode Mode>
  friend class NodeMarker;

  [[nodiscard]] std::uint32_t place_of(const char* place) const { return static_cast<std::uint32_t>(place - file_); }

  std::vector<Node>& nodes_;
  const char* file_;
};

template <>
class NodeMarker<rewind_mode::required> {
 public:
  static constexpr rewind_mode next_rewind_mode = rewind_mode::active;
  explicit NodeMarker(ClauseInput& input) : input_(&input), place_(input.current()), node_count_(input.nodes_.size()) {}
  NodeMarker(const NodeMarker&) = delete;
  NodeMarker& operator=(const NodeMarker&) = delete;
  ~NodeMarker() {
    if (input_ == nullptr) return;
    input_->iterator() = place_;
    input_->nodes_.erase(input_->nodes_.begin() + static_cast<std::ptrdiff_t>(node_count_), input_->nodes_.end());
  }
  bool operator()(bool result) {
    if (result) input_ = nullptr;
    return result;
  }
  // Where the input was; PEGTL asks for it.
  [[nodiscard]] const char* iterator() const { return place_; }

 private:
  ClauseInput* input_;
  const char* place_;
  std::size_t node_count_;
};

// The byte that a rule reads first, if it can begin with no other. QuickControl looks at it before it tries the rule:
// of the many alternatives of a value or a condition nearly all fail there.
template <class Rule>
constexpr std::optional<char> kFirstByte = std::nullopt;
template <grammar::Text text>
constexpr std::optional<char> kFirstByte<grammar::quiet_kw<text>> = text.chars[0];
template <grammar::Text text>
constexpr std::optional<char> kFirstByte<grammar::sign<text>> = text.chars[0];
template <char byte>
constexpr std::optional<char> kFirstByte<
    tao::pegtl::internal::one<tao::pegtl::internal::result_on_found::success, tao::pegtl::internal::peek_char, byte>> =
    byte;
template <class First, class... Others>
constexpr std::optional<char> kFirstByte<tao::pegtl::internal::seq<First, Others...>> =
    kFirstByte<typename First::rule_t>;

template <class Rule, bool explains>
struct ClauseControl : tao::pegtl::normal<Rule> {
  template <apply_mode Apply, rewind_mode Rewind, template <class...> class Action, template <class...> class Control>
  static bool match(ClauseInput& in) {
    constexpr std::optional<char> first = kFirstByte<typename Rule::rule_t>;
    if constexpr (!explains && first.has_value()) {
      if (in.empty() || in.peek_char() != *first) return false;
    }
    if constexpr (requires { Rule::folded; }) {
      in.add_node(Rule::folded, in.frame);
      return true;
    } else if constexpr (requires { Rule::raised; }) {
      if constexpr (explains && Apply == apply_mode::action) in.raise(Rule::raised);
      return false;
    } else if constexpr (explains && Apply == apply_mode::action && requires { Rule::label; }) {
      const std::uint32_t place = in.place();
      const std::size_t known = in.fault.place == place ? in.fault.expected.size() : 0;
      if (match_nested<Apply, Rewind, Action, Control>(in)) return true;
      in.note_failure(place, known, Rule::label);
      return false;
    } else {
      return match_nested<Apply, Rewind, Action, Control>(in);
    }
  }

 private:
  template <apply_mode Apply, rewind_mode Rewind, template <class...> class Action, template <class...> class Control>
  static bool match_nested(ClauseInput& in) {
    if constexpr (requires { Rule::nests; }) {
      if (in.nesting == kDeepestNesting) {
        if constexpr (explains) in.raise(Code::NestedTooDeeply);
        return false;
      }
      ++in.nesting;
      const bool matched = match_framed<Apply, Rewind, Action, Control>(in);
      --in.nesting;
      return matched;
    } else {
      return match_framed<Apply, Rewind, Action, Control>(in);
    }
  }

  template <apply_mode Apply, rewind_mode Rewind, template <class...> class Action, template <class...> class Control>
  static bool match_framed(ClauseInput& in) {
    using Base = tao::pegtl::normal<Rule>;
    if constexpr (requires { Rule::kind; }) {
      const ClauseInput::Frame own = in.frame_here();
      if (!Base::template match<Apply, Rewind, Action, Control>(in)) return false;
      in.add_node(Rule::kind, own);
      return true;
    } else if constexpr (requires { Rule::is_frame; }) {
      const ClauseInput::Frame outer = std::exchange(in.frame, in.frame_here());
      const bool matched = Base::template match<Apply, Rewind, Action, Control>(in);
      in.frame = outer;
      return matched;
    } else {
      return Base::template match<Apply, Rewind, Action, Control>(in);
    }
  }
};

template <class Rule>
struct QuickControl : ClauseControl<Rule, false> {};
template <class Rule>
struct ExplainControl : ClauseControl<Rule, true> {};

// `x is 1 or 2 and y is 3`: alternatives count as `or`, so beside `and` they need parentheses. Returns the place of the
// `or`.
std::optional<std::uint32_t> mixed_alternatives(std::string_view text, std::span<const Node> nodes) {
  for (std::size_t conjunction = 0; conjunction < nodes.size(); ++conjunction) {
    if (nodes[conjunction].kind != NodeKind::AndExpr) continue;
    const std::size_t first = conjunction + 1 - nodes[conjunction].size;
    for (std::size_t end = conjunction; end > first; end -= nodes[end - 1].size) {
      const Node& term = nodes[end - 1];
      const std::size_t last_alternative = end - 2;
      if (term.kind != NodeKind::IsTest) continue;
      const std::size_t size_before =
          term.size - 1 - nodes[last_alternative].size;  // of the value and other alternatives
      const Node& before = nodes[last_alternative - nodes[last_alternative].size];
      if (before.size < size_before) return static_cast<std::uint32_t>(text.find("or", before.span.end));
    }
  }
  return std::nullopt;
}

template <class Rule>
std::optional<ClauseFault> parse_as(const ClauseText& clause, std::vector<Node>& nodes) {
  const std::size_t first_node = nodes.size();
  ClauseInput input(clause, nodes);
  if (tao::pegtl::parse<Rule, tao::pegtl::nothing, QuickControl>(input)) {
    if constexpr (std::is_same_v<Rule, grammar::row_clause>) return std::nullopt;  // cells hold no conditions
    const auto mixed = mixed_alternatives(clause.text, std::span(nodes).subspan(first_node));
    if (!mixed) return std::nullopt;
    nodes.resize(first_node);
    return ClauseFault{*mixed, Code::MixedAndOr, {}};
  }
  ClauseInput again(clause, nodes);
  const bool matched = tao::pegtl::parse<Rule, tao::pegtl::nothing, ExplainControl>(again);
  EDICT_CHECK(!matched);
  return std::move(again.fault);
}

}  // namespace

std::optional<ClauseFault> parse_clause(const ClauseText& clause, std::vector<Node>& nodes) {
  switch (clause.kind) {
#define CLAUSE(kind, word, rule, stands_in, opens) \
  case NodeKind::kind: return parse_as<grammar::rule>(clause, nodes);
#include "dsl/syntax/clauses.def"
#undef CLAUSE
    default: break;
  }
  constexpr bool is_clause = false;
  EDICT_CHECK(is_clause);
  return std::nullopt;
}

void parse_broken_clause(const ClauseText& clause, std::vector<Node>& nodes) {
  const bool has_name = clause.kind == NodeKind::CodeListClause || clause.kind == NodeKind::ConditionClause ||
                        clause.kind == NodeKind::CalculateClause || clause.kind == NodeKind::LetClause ||
                        clause.kind == NodeKind::TableClause || clause.kind == NodeKind::GroupClause ||
                        clause.kind == NodeKind::RecordClause;
  const bool has_id = clause.kind == NodeKind::EditClause || clause.kind == NodeKind::EditSetClause ||
                      clause.kind == NodeKind::MeasureClause;
  ClauseInput input(clause, nodes);
  const bool matched =
      has_name ? tao::pegtl::parse<grammar::broken<grammar::name>, tao::pegtl::nothing, QuickControl>(input)
      : has_id ? tao::pegtl::parse<grammar::broken<grammar::edit_id>, tao::pegtl::nothing, QuickControl>(input)
               : false;
  if (!matched) nodes.push_back({NodeKind::ErrorClause, clause.span});
}

}  // namespace edict
