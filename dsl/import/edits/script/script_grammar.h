// The grammar of foreign scripts, as PEGTL rules. Included by parse_script.cpp, and by the test that analyses the
// rules.
//
// A new line ends a statement, except inside ( ) and [ ]: the input knows which of the two it is in (in_brackets,
// in_braces), and `gap` reads accordingly. Tokens take the gap behind them.
//
//   node<Kind, …>  reads …, and makes a node of all nodes read inside
//   frame<…>       reads …; a fold inside it makes a node of all nodes read since the frame began
//   fold<Kind>     reads nothing: `x < y` is a frame of a value, `<`, a value and fold<Less>
//
// Whatever begins with a bracket has but one reading: once it is open, what does not end in its closing one (`must`)
// ends the whole parse. So nothing that nests is read twice, and no text takes more than a few passes.
#pragma once

#include <tao/pegtl.hpp>

#include "dsl/import/edits/script/script.h"

namespace edict::foreign::grammar {

using tao::pegtl::at;
using tao::pegtl::eof;
using tao::pegtl::identifier_first;
using tao::pegtl::identifier_other;
using tao::pegtl::must;
using tao::pegtl::not_at;
using tao::pegtl::not_one;
using tao::pegtl::one;
using tao::pegtl::opt;
using tao::pegtl::plus;
using tao::pegtl::seq;
using tao::pegtl::sor;
using tao::pegtl::star;
using tao::pegtl::string;
using tao::pegtl::success;
using tao::pegtl::two;
using tao::pegtl::until;
using Kind = ScriptKind;

// ---- building blocks

template <Kind kind_, class... Rules>
struct node : seq<Rules...> {
  static constexpr Kind kind = kind_;
};
template <class... Rules>
struct frame : seq<Rules...> {
  static constexpr bool is_frame = true;
};
template <Kind kind_>
struct fold : success {
  static constexpr Kind folded = kind_;
};
// Nesting is limited here, so that no text can exhaust the stack.
template <class... Rules>
struct nested : seq<Rules...> {
  static constexpr bool nests = true;
};
template <class... Rules>
struct in_brackets : seq<Rules...> {
  static constexpr bool newlines_are_gaps = true;
};
template <class... Rules>
struct in_braces : seq<Rules...> {
  static constexpr bool newlines_are_gaps = false;
};

// ---- gaps and words

struct line_comment : seq<two<'/'>, star<not_one<'\n'>>> {};
struct block_comment : seq<string<'/', '*'>, until<string<'*', '/'>>> {};
struct blank : sor<one<' ', '\t', '\r', '\f', '\v'>, line_comment, block_comment> {};
struct blanks_and_lines : star<sor<one<' ', '\t', '\r', '\f', '\v', '\n'>, line_comment, block_comment>> {};
struct blanks : star<blank> {};
// What may stand between two tokens; the control reads it by the brackets around.
struct gap : success {
  static constexpr bool is_gap = true;
};
struct lines : blanks_and_lines {};  // new lines never count here
struct separators : star<sor<one<' ', '\t', '\r', '\f', '\v', '\n', ';'>, line_comment, block_comment>> {};

template <char... chars>
struct sign : seq<string<chars...>, gap> {};
template <char... chars>
struct word : seq<string<chars...>, not_at<identifier_other>, gap> {};

struct word_part : sor<identifier_other, one<'$'>> {};
struct raw_name : seq<sor<identifier_first, one<'$'>>, star<word_part>> {};
struct keyword
    : seq<sor<string<'i', 'f'>, string<'e', 'l', 's', 'e'>, string<'f', 'o', 'r'>, string<'w', 'h', 'i', 'l', 'e'>,
              string<'r', 'e', 't', 'u', 'r', 'n'>, string<'i', 'n'>, string<'n', 'e', 'w'>, string<'a', 's'>,
              string<'t', 'r', 'u', 'e'>, string<'f', 'a', 'l', 's', 'e'>, string<'n', 'u', 'l', 'l'>,
              string<'b', 'r', 'e', 'a', 'k'>, string<'c', 'o', 'n', 't', 'i', 'n', 'u', 'e'>,
              string<'s', 'w', 'i', 't', 'c', 'h'>, string<'t', 'r', 'y'>, string<'t', 'h', 'r', 'o', 'w'>>,
          not_at<word_part>> {};
struct bare_name : seq<not_at<keyword>, raw_name> {};
struct name : seq<node<Kind::Name, bare_name>, gap> {};
struct member_name : seq<node<Kind::Name, raw_name>, gap> {};

// ---- types: only what tells a declaration and a cast from an expression

struct type_arguments;
struct primitive : seq<sor<string<'i', 'n', 't'>, string<'c', 'h', 'a', 'r'>, string<'d', 'e', 'f'>,
                           string<'b', 'o', 'o', 'l', 'e', 'a', 'n'>>,
                       not_at<word_part>> {};
struct class_name : seq<star<bare_name, one<'.'>>, tao::pegtl::upper, star<word_part>> {};
struct type_name : sor<primitive, class_name> {};
struct type_argument : seq<blanks, type_name, opt<type_arguments>, star<string<'[', ']'>>, blanks> {};
struct type_arguments : seq<one<'<'>, type_argument, star<one<','>, type_argument>, one<'>'>> {};
struct type : seq<node<Kind::Type, type_name, opt<type_arguments>, star<one<'['>, blanks, one<']'>>>, gap> {};
struct plain_type : seq<node<Kind::Type, type_name, opt<type_arguments>>, gap> {};

// ---- expressions

struct expression;
struct statement;
struct unary;
struct range;

struct whole_number : seq<node<Kind::Number, plus<tao::pegtl::digit>>, not_at<word_part>, gap> {};

template <char quote>
struct quoted : seq<one<quote>, star<sor<seq<one<'\\'>, tao::pegtl::any>, not_one<quote, '\n', '\\'>>>, one<quote>> {};
// "${x}" builds a text out of values; no published edit has one.
struct double_quoted
    : seq<one<'"'>,
          star<sor<seq<one<'\\'>, tao::pegtl::any>, seq<one<'$'>, not_at<sor<one<'{'>, identifier_first>>>,
                   not_one<'"', '\n', '\\', '$'>>>,
          one<'"'>> {};
struct text : seq<node<Kind::Text, sor<quoted<'\''>, double_quoted>>, gap> {};
struct pattern : seq<node<Kind::Pattern, one<'/'>, plus<sor<string<'\\', '/'>, not_one<'/', '\n'>>>, one<'/'>>, gap> {};

struct comma : seq<one<','>, lines> {};
struct element : sor<node<Kind::Spread, sign<'*'>, range>,
                     frame<expression, opt<one<':'>, lines, expression, fold<Kind::Entry>>>> {};
struct elements : opt<element, star<comma, element>> {};
struct arguments : in_brackets<one<'('>, lines, elements, opt<comma>, must<one<')'>>> {};

struct parameter : node<Kind::Parameter, sor<seq<type, name>, name>> {};
struct parameters : seq<opt<parameter, star<comma, parameter>>, lines, string<'-', '>'>> {};
struct closure : seq<node<Kind::Lambda, nested<in_braces<one<'{'>, separators, opt<parameters>, separators,
                                                         star<statement, separators>, must<one<'}'>>>>>,
                     gap> {};

struct empty_map : node<Kind::MapOf, in_brackets<one<'['>, lines, one<':'>, lines, one<']'>>> {};
// A list, or a map if its elements are entries: told apart when the tree is built.
struct list : node<Kind::ListOf, nested<in_brackets<one<'['>, lines, elements, opt<comma>, must<one<']'>>>>> {};

struct new_array
    : node<Kind::NewArray, word<'n', 'e', 'w'>, plain_type, in_brackets<one<'['>, lines, must<expression, one<']'>>>> {
};
struct new_object : node<Kind::New, word<'n', 'e', 'w'>, type, arguments> {};

struct primary : sor<whole_number, text, pattern, node<Kind::True, word<'t', 'r', 'u', 'e'>>,
                     node<Kind::False, word<'f', 'a', 'l', 's', 'e'>>, node<Kind::Null, word<'n', 'u', 'l', 'l'>>,
                     seq<sor<new_array, new_object>, gap>, seq<sor<empty_map, list>, gap>, closure,
                     seq<nested<in_brackets<one<'('>, lines, must<expression, one<')'>>>>, gap>,
                     frame<name, opt<at<one<'('>>, arguments, gap, fold<Kind::Apply>>>> {};

struct call_arguments : seq<sor<seq<arguments, gap, opt<at<one<'{'>>, closure>>, closure>> {};
struct safe_member : seq<lines, string<'?', '.'>, lines, member_name,
                         sor<seq<at<one<'(', '{'>>, call_arguments, fold<Kind::SafeCall>>, fold<Kind::SafeProperty>>> {
};
struct member : seq<lines, one<'.'>, not_at<one<'.'>>, lines, member_name,
                    sor<seq<at<one<'(', '{'>>, call_arguments, fold<Kind::Call>>, fold<Kind::Property>>> {};
struct index : seq<in_brackets<one<'['>, lines, must<expression, one<']'>>>, gap, fold<Kind::Index>> {};
struct postfix : frame<primary, star<sor<index, safe_member, member>>> {};

// `(List)x`: a type in parentheses before what can begin a value.
struct begins_value : sor<one<'(', '[', '\'', '"', '/'>, tao::pegtl::digit,
                          seq<not_at<sor<word<'i', 'n'>, word<'a', 's'>>>, identifier_first>> {};
struct cast : node<Kind::Cast, in_brackets<one<'('>, blanks, type, one<')'>>, blanks, at<begins_value>, unary> {};
struct unary : nested<sor<node<Kind::Not, one<'!'>, not_at<one<'='>>, gap, unary>,
                          node<Kind::Negate, one<'-'>, not_at<one<'-', '='>>, gap, unary>, cast, postfix>> {};

template <Kind kind, class Operator, class Operand>
struct tail : seq<Operator, lines, Operand, fold<kind>> {};

struct times : seq<one<'*'>, not_at<one<'.', '='>>> {};
struct by : seq<one<'/'>, not_at<one<'='>>> {};
struct product : frame<unary, star<sor<tail<Kind::Multiply, times, unary>, tail<Kind::Divide, by, unary>,
                                       tail<Kind::Remainder, one<'%'>, unary>>>> {};
struct plus_sign : seq<one<'+'>, not_at<one<'+', '='>>> {};
struct minus_sign : seq<one<'-'>, not_at<one<'-', '=', '>'>>> {};
struct sum : frame<product, star<sor<tail<Kind::Add, plus_sign, product>, tail<Kind::Subtract, minus_sign, product>>>> {
};
struct shift : seq<two<'<'>, not_at<one<'='>>> {};
struct appended : frame<sum, star<tail<Kind::Append, shift, sum>>> {};
struct dots : seq<string<'.', '.'>, not_at<one<'<', '.'>>> {};
struct range : frame<appended, opt<tail<Kind::Range, dots, appended>>> {};
struct less : seq<one<'<'>, not_at<one<'<', '='>>> {};
struct greater : seq<one<'>'>, not_at<one<'>', '='>>> {};
struct relation
    : frame<range,
            star<sor<tail<Kind::LessEqual, string<'<', '='>, range>, tail<Kind::GreaterEqual, string<'>', '='>, range>,
                     tail<Kind::Less, less, range>, tail<Kind::Greater, greater, range>,
                     tail<Kind::In, word<'i', 'n'>, range>, seq<word<'a', 's'>, lines, type, fold<Kind::As>>>>> {};
struct equality
    : frame<relation,
            star<sor<tail<Kind::MatchesWhole, string<'=', '=', '~'>, relation>,
                     tail<Kind::Equal, string<'=', '='>, relation>, tail<Kind::Unequal, string<'!', '='>, relation>>>> {
};
struct single_and : seq<one<'&'>, not_at<one<'&', '='>>> {};
struct single_or : seq<one<'|'>, not_at<one<'|', '='>>> {};
struct bit_and : frame<equality, star<tail<Kind::BitAnd, single_and, equality>>> {};
struct bit_or : frame<bit_and, star<tail<Kind::BitOr, single_or, bit_and>>> {};
// `&&` and `||` may begin a line.
struct conjunction : frame<bit_or, star<lines, tail<Kind::And, two<'&'>, bit_or>>> {};
struct disjunction : frame<conjunction, star<lines, tail<Kind::Or, two<'|'>, conjunction>>> {};
struct choice : frame<disjunction, opt<lines, sor<tail<Kind::Elvis, string<'?', ':'>, expression>,
                                                  seq<one<'?'>, not_at<one<'.'>>, lines, expression, lines, one<':'>,
                                                      lines, expression, fold<Kind::Choose>>>>> {};
struct expression : nested<choice, gap> {};

// ---- statements

struct condition : seq<in_brackets<one<'('>, lines, must<expression, one<')'>>>, lines> {};
struct if_statement : node<Kind::If, word<'i', 'f'>, condition, statement,
                           opt<separators, word<'e', 'l', 's', 'e'>, lines, statement>> {};
struct while_statement : node<Kind::While, word<'w', 'h', 'i', 'l', 'e'>, condition, statement> {};
struct loop_name : sor<seq<type_name, opt<type_arguments>, plus<blank>, name>, name> {};
struct for_statement
    : node<Kind::ForIn, word<'f', 'o', 'r'>,
           in_brackets<one<'('>, lines, loop_name, sor<word<'i', 'n'>, sign<':'>>, must<expression, one<')'>>>, lines,
           statement> {};
struct return_statement : node<Kind::Return, word<'r', 'e', 't', 'u', 'r', 'n'>, opt<expression>> {};
struct assigns : seq<one<'='>, not_at<one<'='>>, lines> {};
struct declared : node<Kind::Declared, name, opt<assigns, expression>> {};
struct ends_declared : sor<seq<one<'='>, not_at<one<'='>>>, one<',', ';', '\n', '\r', '}', '/'>, eof> {};
struct declaration
    : seq<at<type_name, opt<type_arguments>, star<string<'[', ']'>>, plus<blank>, bare_name, blanks, ends_declared>,
          node<Kind::Declare, type, declared, star<comma, declared>>> {};
template <Kind kind, char sign>
struct assigns_with : seq<string<sign, '='>, lines, expression, fold<kind>> {};
struct simple_statement
    : frame<expression, sor<seq<assigns, expression, fold<Kind::Assign>>, assigns_with<Kind::AddAssign, '+'>,
                            assigns_with<Kind::SubtractAssign, '-'>, assigns_with<Kind::AndAssign, '&'>,
                            assigns_with<Kind::OrAssign, '|'>, seq<two<'+'>, gap, fold<Kind::Increment>>,
                            seq<two<'-'>, gap, fold<Kind::Decrement>>, fold<Kind::Evaluate>>> {};
// A function with parameters may be a statement, too: what a function gives back.
struct begins_closure : seq<one<'{'>, separators, parameters> {};
struct block : node<Kind::Block, not_at<begins_closure>,
                    in_braces<one<'{'>, separators, star<statement, separators>, must<one<'}'>>>> {};
struct empty_statement : node<Kind::Block, one<';'>> {};
struct statement : nested<sor<block, if_statement, while_statement, for_statement, return_statement,
                              node<Kind::Break, word<'b', 'r', 'e', 'a', 'k'>>,
                              node<Kind::Continue, word<'c', 'o', 'n', 't', 'i', 'n', 'u', 'e'>>, declaration,
                              empty_statement, simple_statement>,
                          gap> {};
struct script : node<Kind::Script, separators, star<statement, separators>, eof> {};

}  // namespace edict::foreign::grammar
