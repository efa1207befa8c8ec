// The grammar of dictionary text (PEGTL), line by line: every line is blank, a header at the line's start, an indented
// clause, a row, or refused as a whole together with the deeper lines under it, so that one fault is one diagnostic.
#include <tao/pegtl.hpp>

#include "dsl/schema/dictionary_builder.h"
#include "dsl/schema/dictionary_text.h"

namespace edict {
namespace {

namespace grammar {

using namespace tao::pegtl;

struct blanks : star<one<' '>> {};
struct gap : plus<one<' '>> {};
struct comment : seq<one<'#'>, until<at<eolf>>> {};
struct line_end : seq<blanks, opt<comment>, eolf> {};
struct blank_line : line_end {};

struct name_character : sor<identifier_other, utf8::range<0x80, 0x10FFFF>> {};
struct word : plus<name_character> {};
struct version : plus<not_one<' ', '\r', '\n', '#'>> {};
struct number : plus<digit> {};
struct level_name : plus<name_character> {};
struct quoted_character : sor<seq<one<'\\'>, not_one<'\r', '\n'>>, not_one<'"', '\\', '\r', '\n'>> {};
struct quoted_text : star<quoted_character> {};
struct label_text : quoted_text {};
struct label : seq<one<'"'>, label_text, one<'"'>> {};
struct item_number : seq<one<'#'>, number> {};

template <class... Rules>
struct clause : seq<Rules..., line_end> {};

struct dictionary_word : TAO_PEGTL_STRING("dictionary") {};
struct level_word : TAO_PEGTL_STRING("level") {};
struct item_word : TAO_PEGTL_STRING("item") {};
struct dictionary_line : clause<dictionary_word, gap, word, gap, version> {};
struct level_line : clause<level_word, gap, word, opt<gap, TAO_PEGTL_STRING("in"), gap, level_name>> {};
struct item_line : clause<item_word, gap, word, opt<gap, item_number>, opt<gap, label>, gap, TAO_PEGTL_STRING("on"),
                          gap, level_name> {};

struct source_word : TAO_PEGTL_STRING("source") {};
struct one_word_keyword : sor<TAO_PEGTL_STRING("plural"), TAO_PEGTL_STRING("element"), TAO_PEGTL_STRING("kind"),
                              TAO_PEGTL_STRING("identifier")> {};
struct padding_word : TAO_PEGTL_STRING("padding") {};
struct length_word : TAO_PEGTL_STRING("length") {};
struct lone_keyword : sor<TAO_PEGTL_STRING("key"), TAO_PEGTL_STRING("ordered"), TAO_PEGTL_STRING("unlimited"),
                          TAO_PEGTL_STRING("codes"), TAO_PEGTL_STRING("labels"), TAO_PEGTL_STRING("special")> {};
struct formerly_word : TAO_PEGTL_STRING("formerly") {};
struct codes_word : TAO_PEGTL_STRING("codes") {};

// A list may run over lines, with a comment at the end of each. A bare entry is raw text to the comma or bracket.
struct between : sor<one<' '>, seq<opt<comment>, eol>> {};
struct quoted_entry : seq<one<'"'>, quoted_text, one<'"'>> {};
struct entry_end : seq<blanks, sor<one<',', ']', '#'>, eolf>> {};
struct bare_entry : until<at<entry_end>, not_one<'\r', '\n'>> {};
struct list_entry : seq<not_at<entry_end>, sor<quoted_entry, bare_entry>> {};
struct list_open : one<'['> {};
struct code_list : seq<list_open, star<between>, opt<list<list_entry, one<','>, between>>, star<between>, one<']'>> {};

struct cell_end : seq<blanks, one<'|'>> {};
struct quoted_cell : seq<one<'"'>, quoted_text, one<'"'>, at<cell_end>> {};
struct bare_cell : seq<not_at<one<'#'>>, until<at<cell_end>, not_one<'\r', '\n'>>> {};
struct cell : seq<blanks, sor<quoted_cell, bare_cell>, cell_end> {};
struct row_open : one<'|'> {};
struct row_text : seq<row_open, plus<cell>> {};
struct row_line : clause<gap, row_text> {};

struct clause_body : sor<seq<one_word_keyword, gap, word>, seq<length_word, gap, number>,
                         seq<codes_word, gap, code_list>, lone_keyword, seq<padding_word, gap, word, opt<gap, word>>,
                         seq<formerly_word, gap, list<word, one<','>, one<' '>>>, seq<source_word, gap, label>> {};
struct clause_line : clause<gap, clause_body> {};

// Indented deeper than the refused line above.
struct deeper_line {
  using rule_t = deeper_line;
  template <apply_mode, rewind_mode, template <class...> class Action, template <class...> class Control, class Input,
            class State>
  static bool match(Input& input, State& state) {
    const std::size_t size = input.size();
    std::size_t indentation = 0;
    while (indentation < size && input.current()[indentation] == ' ') ++indentation;
    if (indentation <= state.refused_indentation || indentation == size) return false;
    std::size_t end = indentation;
    while (end < size && input.current()[end] != '\n') ++end;
    input.bump(end < size ? end + 1 : end);
    return true;
  }
};
struct refused_text : until<at<eolf>> {};
struct refused_line : seq<refused_text, eolf, star<deeper_line>> {};

struct line_start : success {};
struct line
    : seq<line_start, sor<blank_line, row_line, clause_line, item_line, level_line, dictionary_line, refused_line>> {};
struct byte_order_mark : opt<utf8::bom> {};
struct text : seq<byte_order_mark, until<eof, line>> {};

}  // namespace grammar

struct State {
  DictionaryBuilder& builder;
  const char* begin;
  DictionaryBuilder::Clause clause{};
  std::size_t refused_indentation = 0;

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
    state.refused_indentation = std::min(written.find_first_not_of(' '), written.size());
    state.builder.refuse_line(state.span(in));
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
