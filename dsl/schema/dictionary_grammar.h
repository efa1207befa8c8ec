// The grammar of dictionary text (PEGTL), line by line: every line is blank, a header at the line's start, an indented
// clause, a row, or refused as a whole together with the deeper lines under it, so that one fault is one diagnostic.
//
// A header of its own so that a test can analyse it; included by parse_dictionary.cpp alone.
#pragma once

#include <cstddef>
#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>

namespace edict::dictionary_grammar {

using namespace tao::pegtl;

struct blanks : star<one<' '>> {};
struct gap : plus<one<' '>> {};
struct comment : seq<one<'#'>, until<at<eolf>>> {};
struct line_end : seq<blanks, opt<comment>, eolf> {};
struct blank_line : sor<seq<blanks, opt<comment>, eol>, seq<gap, opt<comment>, eof>, seq<comment, eof>> {};

// Names are those of rule text; an element of an exchange format may be named otherwise.
struct name : identifier {};
struct word : plus<sor<identifier_other, one<'-', '.', ':'>, utf8::range<0x80, 0x10FFFF>>> {};
struct version : seq<plus<digit>, star<one<'.'>, plus<digit>>> {};
struct number : plus<digit> {};
struct level_name : identifier {};
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
struct dictionary_line : clause<dictionary_word, gap, name, gap, version> {};
struct level_line : clause<level_word, gap, name, opt<gap, TAO_PEGTL_STRING("in"), gap, level_name>> {};
struct item_line : clause<item_word, gap, name, opt<gap, item_number>, opt<gap, label>, gap, TAO_PEGTL_STRING("on"),
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
                         seq<formerly_word, gap, list<name, one<','>, one<' '>>>, seq<source_word, gap, label>> {};
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
struct refused_text : seq<any, until<at<eolf>>> {};
struct refused_line : seq<refused_text, eolf, star<deeper_line>> {};

struct line : sor<blank_line, row_line, clause_line, item_line, level_line, dictionary_line, refused_line> {};
struct byte_order_mark : opt<utf8::bom> {};
struct text : seq<byte_order_mark, until<eof, line>> {};

}  // namespace edict::dictionary_grammar

template <class Name>
struct tao::pegtl::analyze_traits<Name, edict::dictionary_grammar::deeper_line> : analyze_any_traits<> {};
