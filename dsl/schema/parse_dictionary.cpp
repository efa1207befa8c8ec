// Runs the grammar of dictionary text over a file; each line read becomes one call of the builder.
#include "dsl/schema/dictionary_builder.h"
#include "dsl/schema/dictionary_grammar.h"
#include "dsl/schema/dictionary_text.h"

namespace edict {
namespace {

namespace grammar = dictionary_grammar;

// What the rules read of the present line, for the builder.
struct State {
  DictionaryBuilder& builder;
  const char* begin;
  DictionaryBuilder::Clause clause{};
  std::size_t refused_indentation = 0;  // deeper lines below are skipped

  template <class Input>
  [[nodiscard]] Span span(const Input& in) const {
    const auto offset = static_cast<std::uint32_t>(in.begin() - begin);
    return {offset, offset + static_cast<std::uint32_t>(in.size())};
  }
};

template <class Rule>
struct Action : tao::pegtl::nothing<Rule> {};

// Captures fill the clause of the line; what a line rule that failed left behind is cleared before the next is tried.
struct Keyword {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.clause = {};
    state.clause.keyword = {state.span(in)};
  }
};
struct BareWord {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.clause.words.push_back({state.span(in), false});
  }
};
struct QuotedWord {
  template <class Input>
  static void apply(const Input& in, State& state) {
    const Span span = state.span(in);
    state.clause.words.push_back({{span.begin + 1, span.end - 1}, true});
  }
};

template <>
struct Action<grammar::dictionary_word> : Keyword {};
template <>
struct Action<grammar::level_word> : Keyword {};
template <>
struct Action<grammar::item_word> : Keyword {};
template <>
struct Action<grammar::source_word> : Keyword {};
template <>
struct Action<grammar::one_word_keyword> : Keyword {};
template <>
struct Action<grammar::padding_word> : Keyword {};
template <>
struct Action<grammar::length_word> : Keyword {};
template <>
struct Action<grammar::lone_keyword> : Keyword {};
template <>
struct Action<grammar::formerly_word> : Keyword {};
template <>
struct Action<grammar::codes_word> : Keyword {};
template <>
struct Action<grammar::row_open> : Keyword {};

template <>
struct Action<grammar::name> : BareWord {};
template <>
struct Action<grammar::word> : BareWord {};
template <>
struct Action<grammar::version> : BareWord {};
template <>
struct Action<grammar::bare_entry> : BareWord {};
template <>
struct Action<grammar::bare_cell> : BareWord {};
template <>
struct Action<grammar::quoted_entry> : QuotedWord {};
template <>
struct Action<grammar::quoted_cell> : QuotedWord {};

template <>
struct Action<grammar::number> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.clause.number = {state.span(in), false};
  }
};
template <>
struct Action<grammar::label_text> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.clause.label = {state.span(in), true};
  }
};
template <>
struct Action<grammar::level_name> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.clause.level = {state.span(in), false};
  }
};
template <>
struct Action<grammar::list_open> {
  static void apply0(State& state) { state.clause.has_list = true; }
};
template <>
struct Action<grammar::row_text> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.clause.keyword = {state.span(in)};
  }
};

template <>
struct Action<grammar::dictionary_line> {
  static void apply0(State& state) { state.builder.begin_dictionary(state.clause); }
};
template <>
struct Action<grammar::level_line> {
  static void apply0(State& state) { state.builder.begin_level(state.clause); }
};
template <>
struct Action<grammar::item_line> {
  static void apply0(State& state) { state.builder.begin_item(state.clause); }
};
template <>
struct Action<grammar::clause_line> {
  static void apply0(State& state) { state.builder.add_clause(state.clause); }
};
template <>
struct Action<grammar::row_line> {
  static void apply0(State& state) { state.builder.add_row(state.clause); }
};
template <>
struct Action<grammar::refused_text> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    const std::string_view written = in.string_view();
    const bool reads_on = state.builder.refuse_line(state.span(in));
    const std::size_t indentation = std::min(written.find_first_not_of(' '), written.size());
    state.refused_indentation = reads_on ? std::string_view::npos : indentation;
  }
};

}  // namespace

std::shared_ptr<const Dictionary> parse_dictionary(const SourceFile& file, FileId id, DiagnosticSink& sink) {
  const std::string_view text = file.text();
  tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy> input(text.data(), text.size(), file.path());
  DictionaryBuilder builder(file, id, sink);
  State state{builder, text.data()};
  tao::pegtl::parse<grammar::text, Action>(input, state);
  return builder.finish();
}

}  // namespace edict
