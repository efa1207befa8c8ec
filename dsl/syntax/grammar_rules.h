// The grammar of one clause, as PEGTL rules. Included by grammar.cpp, and by the test that analyses the rules.
//
// Rules say what is read; four building blocks say what becomes of it:
//   node<Kind, …>     reads …, and makes a node of all nodes read inside
//   frame<…>          reads …; a fold inside it makes a node of all nodes read since the frame began
//   fold<Kind>        reads nothing: `x < y` is a frame of a value, `<`, a value and fold<LessTest>
//   expect<"text", …> reads …; a message says "expected text" when not even its beginning was found
// Whatever the input is rewound over leaves no nodes. Tokens take the blanks behind them.
//
// No rule tries the same expression twice: what may follow a value decides its kind (frame and fold), so reading is
// linear.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>
#include <utility>

#include "dsl/diagnostics/diagnostic.h"
#include "dsl/syntax/characters.h"
#include "dsl/syntax/syntax_tree.h"
#include "dsl/syntax/reserved_words.h"

namespace edict::grammar {

using tao::pegtl::alnum;
using tao::pegtl::alpha;
using tao::pegtl::at;
using tao::pegtl::digit;
using tao::pegtl::empty_list;
using tao::pegtl::eof;
using tao::pegtl::failure;
using tao::pegtl::identifier;
using tao::pegtl::identifier_other;
using tao::pegtl::list;
using tao::pegtl::lower;
using tao::pegtl::not_at;
using tao::pegtl::not_one;
using tao::pegtl::one;
using tao::pegtl::opt;
using tao::pegtl::plus;
using tao::pegtl::rep;
using tao::pegtl::rep_min_max;
using tao::pegtl::seq;
using tao::pegtl::sor;
using tao::pegtl::star;
using tao::pegtl::success;
using enum NodeKind;

// ---- building blocks

// A text as a template argument.
template <std::size_t N>
struct Text {
  char chars[N] = {};
  consteval Text(const char (&text)[N]) { std::copy_n(text, N, chars); }  // NOLINT: implicit on purpose
  static constexpr std::size_t size() { return N - 1; }
};

template <NodeKind Kind, class... Rules>
struct node : seq<Rules...> {
  static constexpr NodeKind kind = Kind;
};

template <class... Rules>
struct frame : seq<Rules...> {
  static constexpr bool is_frame = true;
};

template <NodeKind Kind>
struct fold : success {
  static constexpr NodeKind folded = Kind;
};

template <Text text, class... Rules>
struct expect : seq<Rules...> {
  static constexpr std::string_view label{text.chars, text.size()};
};

// Reads nothing: this is a mistake with a diagnostic of its own.
template <Code code>
struct raise : failure {
  static constexpr Code raised = code;
};

template <Code code, class... Rules>
struct forbid : sor<not_at<Rules...>, raise<code>> {};

// ---- words and signs

// The rules of this section are tried at nearly every place, so they are written out: most fail at the first byte.

template <class Input>
void skip_blanks(Input& in) {
  const char* end = in.current();
  while (end != in.end() && is_blank(*end)) ++end;
  in.bump(static_cast<std::size_t>(end - in.current()));
}

template <Text text, class Input>
bool starts_with(const Input& in) {
  const auto is_text = [&]<std::size_t... Indices>(std::index_sequence<Indices...>) {
    return ((in.current()[Indices] == text.chars[Indices]) && ...);
  };
  return in.size() >= text.size() && is_text(std::make_index_sequence<text.size()>());
}

struct blanks {
  using rule_t = blanks;
  using subs_t = empty_list;
  template <class Input>
  static bool match(Input& in) {
    skip_blanks(in);
    return true;
  }
};
struct word_end : not_at<identifier_other> {};

template <Text text>
struct literal {
  using rule_t = literal;
  using subs_t = empty_list;
  template <class Input>
  static bool match(Input& in) {
    if (!starts_with<text>(in)) return false;
    in.bump(text.size());
    return true;
  }
};

// The text, then blanks.
template <Text text>
struct sign {
  using rule_t = sign;
  using subs_t = empty_list;
  template <class Input>
  static bool match(Input& in) {
    if (!literal<text>::match(in)) return false;
    skip_blanks(in);
    return true;
  }
};

// The text as a whole word, then blanks.
template <Text text>
struct quiet_kw {
  using rule_t = quiet_kw;
  using subs_t = empty_list;
  template <class Input>
  static bool match(Input& in) {
    if (!starts_with<text>(in)) return false;
    if (in.size() > text.size() && is_word(in.current()[text.size()])) return false;
    in.bump(text.size());
    skip_blanks(in);
    return true;
  }
};

template <Text text>
constexpr auto kQuoted = [] {
  std::array<char, text.size() + 2> quoted{};
  quoted.front() = quoted.back() = '`';
  std::copy_n(text.chars, text.size(), quoted.begin() + 1);
  return quoted;
}();

// The same, worth mentioning among what was expected.
template <Text text>
struct kw : quiet_kw<text> {
  static constexpr std::string_view label{kQuoted<text>.data(), kQuoted<text>.size()};
};

// At the end of a clause, or of a line, that is known to lack its bracket, quote or bar.
struct unclosed {
  using rule_t = unclosed;
  using subs_t = empty_list;
  template <class Input>
  static bool match(Input& in) {
    return in.is_unclosed && (in.empty() || in.peek_char() == '\n');
  }
};

// One or more characters that are none of these.
template <const CharacterSet& ends>
struct run_before {
  using rule_t = run_before;
  using subs_t = empty_list;
  template <class Input>
  static bool match(Input& in) {
    const std::size_t length = ends.find_in({in.current(), in.size()});
    in.bump(length);
    return length > 0;
  }
};
inline constexpr CharacterSet kQuotedEnds("\"\\\n");
inline constexpr CharacterSet kEntryEnds(",[]\"|\n");
inline constexpr CharacterSet kCellEnds("|");

// A word that names an item, a condition or a list.
struct name_text {
  using rule_t = name_text;
  using subs_t = empty_list;
  template <class Input>
  static bool match(Input& in) {
    const std::string_view word = first_word({in.current(), in.size()});
    if (word.empty() || is_digit(word.front()) || kReservedWords.contains(word)) return false;
    in.bump(word.size());
    return true;
  }
};

struct comma : sign<","> {};
struct open : expect<"`(`", sign<"(">> {};
struct close : expect<"`)`", sor<sign<")">, unclosed>> {};
struct at_end : expect<"the end of the line", eof> {};
template <class Rule>
struct commas : seq<Rule, star<comma, Rule>> {};

struct quoted_text
    : seq<one<'"'>, star<sor<run_before<kQuotedEnds>, seq<one<'\\'>, not_one<'\n'>>>>, sor<one<'"'>, unclosed>> {};
struct quoted : seq<quoted_text, blanks> {};
struct item_number : seq<one<'#'>, plus<digit>, word_end> {};
struct path_text : seq<sor<name_text, item_number>, star<one<'.'>, sor<identifier, item_number>>> {};
struct number_text : seq<opt<one<'-'>>, plus<digit>, opt<one<'.'>, plus<digit>>, word_end> {};
struct dashed_date : seq<rep<4, digit>, one<'-'>, rep<2, digit>, opt<one<'-'>, rep<2, digit>>,
                         not_at<sor<identifier_other, one<'-'>>>> {};
struct plain_date
    : seq<rep<4, digit>, opt<rep<2, digit>, opt<rep<2, digit>>>, not_at<sor<identifier_other, one<'.'>>>> {};
struct id_text : seq<identifier, star<plus<one<'-', '.', '/'>>, plus<identifier_other>>> {};

struct template_id_text : seq<at<sor<alpha, one<'_', '{'>>>,
                              plus<sor<identifier_other, one<'-', '.', '/'>, seq<one<'{'>, identifier, one<'}'>>>>> {};

struct text : expect<"a text in quotes", node<String, quoted>> {};
struct name : expect<"a name", node<Name, name_text, blanks>> {};
struct variable : expect<"a variable", node<VariableName, name_text, blanks>> {};
struct edit_id : expect<"an id", node<EditId, id_text, blanks>> {};
struct version : expect<"a version", node<Version, plus<digit>, star<one<'.'>, plus<digit>>, word_end, blanks>> {};
struct path : expect<"an item", node<Path, path_text, blanks>> {};
struct column : expect<"a column", node<Word, identifier, blanks>> {};
struct tag : expect<"a tag", node<Word, alpha, star<sor<identifier_other, one<'-'>>>, blanks>> {};
struct date : expect<"a date (2018-01-01)", node<DateLiteral, sor<dashed_date, plain_date>, blanks>> {};
struct count : expect<"a number", node<NumberLiteral, plus<digit>, word_end, blanks>> {};
template <Text text>
struct keyword_node : node<Word, kw<text>> {};

// ---- code lists: raw text between commas

struct raw_entry : node<CodeEntry, not_at<one<'#'>>, run_before<kEntryEnds>> {};
struct entry : expect<"a code", seq<sor<node<QuotedEntry, quoted_text>, raw_entry>, blanks>> {};
struct close_list : expect<"`,` or `]`", sor<sign<"]">, unclosed>> {};
struct code_list
    : expect<"a code list in `[ ]`", node<CodeList, sign<"[">, opt<commas<entry>, opt<comma>>, close_list>> {};

// ---- values

struct expression;
struct primary;
struct operand : seq<primary> {  // `of` and `from … to …` take one primary each
  static constexpr bool nests = true;
};
struct path_or_call
    : frame<node<Path, path_text>, sor<seq<sign<"(">, opt<commas<path>>, close, fold<CallExpr>>, blanks>> {};
struct edits_argument;
struct edits_call
    : node<EditsCall, node<Word, literal<"edits.">, identifier>, sign<"(">, opt<commas<edits_argument>>, close> {};
template <NodeKind Kind, Text unit>
struct span_of : node<Kind, quiet_kw<unit>, kw<"from">, operand, kw<"to">, operand> {};
template <NodeKind Kind, Text part>
struct part_of : node<Kind, quiet_kw<part>, quiet_kw<"of">, operand> {};
template <NodeKind Kind, class... Counts>
struct part_of_text : node<Kind, Counts..., quiet_kw<"of">, operand> {};
template <NodeKind Kind, Text word>
struct made_text : node<Kind, quiet_kw<word>, opt<quiet_kw<"of">>, operand> {};
struct text_function
    : sor<part_of_text<FirstOfExpr, quiet_kw<"first">, count>, part_of_text<LastOfExpr, quiet_kw<"last">, count>,
          part_of_text<CharactersExpr, quiet_kw<"characters">, count, quiet_kw<"to">, count>,
          made_text<UpperOfExpr, "upper">, made_text<TrimmedExpr, "trimmed">,
          part_of_text<DigitsOfExpr, quiet_kw<"digits">>, part_of_text<LengthOfExpr, quiet_kw<"length">>> {};
template <Text text>
struct quiet_word : node<Word, quiet_kw<text>> {};
struct unit : sor<quiet_word<"years">, quiet_word<"year">, quiet_word<"months">, quiet_word<"month">,
                  quiet_word<"days">, quiet_word<"day">> {};
struct direction : sor<quiet_word<"after">, quiet_word<"before">> {};
struct rounding : seq<quiet_kw<"rounded">, sor<keyword_node<"down">, keyword_node<"up">>> {};
struct shift : node<ShiftExpr, count, unit, direction, operand, opt<rounding>> {};
struct in_table : seq<opt<quiet_kw<"not">>, quiet_kw<"in">, quiet_kw<"table">> {};
struct at_date
    : node<AtDate, quiet_kw<"at">, not_at<sor<quiet_kw<"least">, quiet_kw<"most">>>, expect<"a date", operand>> {};
struct key_value : sor<at_date, expression> {};
struct parentheses
    : frame<sign<"(">,
            sor<seq<at_date, star<comma, key_value>, close, fold<Tuple>, expect<"`in table`", at<in_table>>>,
                seq<expression, sor<seq<plus<comma, key_value>, close, fold<Tuple>, expect<"`in table`", at<in_table>>>,
                                    seq<close, fold<ParenExpr>>>>>> {};
struct count_of;  // count of tumors where (…)
struct sum;
struct case_value : seq<forbid<Code::CaseInCase, sor<quiet_kw<"case">, quiet_kw<"lookup">>>, sum> {};
struct cases : node<CaseExpr, quiet_kw<"case">, plus<kw<"when">, expression, kw<"then">, case_value>, kw<"otherwise">,
                    case_value> {};
struct looked_up
    : node<LookupExpr, quiet_kw<"lookup">, name, open, commas<key_value>, close,
           opt<node<CellName, one<'.'>, identifier>, blanks>, expect<"`, otherwise`", comma>, kw<"otherwise">,
           expect<"`blank` or a text in quotes",
                  sor<node<OtherwiseBlank, quiet_kw<"blank">>, node<StringLiteral, quoted>>>> {};
struct primary
    : expect<"a value", sor<span_of<YearsSpan, "years">, span_of<MonthsSpan, "months">, span_of<DaysSpan, "days">,
                            part_of<YearOfExpr, "year">, part_of<MonthOfExpr, "month">, part_of<DayOfExpr, "day">,
                            part_of<NumberOfExpr, "number">, count_of, text_function, shift,
                            node<DateLiteral, dashed_date, blanks>, node<NumberLiteral, number_text, blanks>,
                            node<StringLiteral, quoted>, node<TodayExpr, quiet_kw<"today">>, cases, looked_up,
                            edits_call, path_or_call, parentheses>> {};
struct minus : seq<one<'-'>, at<one<' ', '\t', '\r', '\n'>>, blanks> {};
struct sum : frame<primary, star<sor<seq<sign<"+">, primary, fold<AddExpr>>, seq<minus, primary, fold<SubtractExpr>>,
                                     seq<one<'&'>, not_at<one<'&'>>, blanks, primary, fold<JoinExpr>>>>> {};

// A word that a function takes (`nearest`) reads as a name.
struct edits_argument : seq<sum> {
  static constexpr bool nests = true;
};

// ---- tests: a value and what is said of it

struct in_order_of : seq<quiet_kw<"in">, quiet_kw<"order">, quiet_kw<"of">> {};
struct state_word
    : seq<sor<literal<"blank">, literal<"unknown">, literal<"special">, literal<"valid">>, word_end, blanks> {};
struct code_text : seq<alnum,
                       star<sor<alnum, one<'.', '+', '/', '_', '&'>,
                                seq<one<'-'>, not_at<sor<eof, one<' ', '\t', '\r', '\n', ')'>>>>>>,
                       opt<one<'-'>>> {};
struct not_a_code : sor<state_word, seq<sor<literal<"not">, literal<"in">>, word_end>> {};
struct state_alternative : node<StateAlt, state_word> {};
struct number : expect<"a number", node<NumberLiteral, number_text, blanks>> {};
struct digits_part : node<WithDigits, count, sor<quiet_kw<"digits">, quiet_kw<"digit">>> {};
struct decimals_part : node<WithDecimals, count, sor<quiet_kw<"decimals">, quiet_kw<"decimal">>> {};
struct number_form : sor<seq<digits_part, opt<quiet_kw<"and">, decimals_part>>, decimals_part> {};
struct number_alternative
    : node<NumberAlt, sor<seq<quiet_kw<"a">, quiet_kw<"number">>, quiet_kw<"numbers">>,
           opt<node<NumberFrom, quiet_kw<"from">, number>>, opt<node<NumberTo, quiet_kw<"to">, number>>,
           opt<quiet_kw<"with">, expect<"digits or decimals (`with 1 decimal`)", number_form>>> {};
struct date_alternative : node<DateAlt, quiet_kw<"a">, quiet_kw<"date">> {};
struct code_alternative : sor<node<QuotedAlt, quoted>, node<CodeAlt, not_at<not_a_code>, code_text, blanks>> {};
struct alternative : expect<"a code or state (`blank` …)",
                            sor<number_alternative, date_alternative, state_alternative, code_alternative>> {};

// A bare word behind `or` is an alternative only where nothing of a new condition follows.
struct alternative_end
    : at<sor<eof, one<')', ','>, quiet_kw<"and">, quiet_kw<"or">, quiet_kw<"implies">, quiet_kw<"then">,
             quiet_kw<"because">, quiet_kw<"except">, quiet_kw<"have">, quiet_kw<"are">, quiet_kw<"by">, in_order_of>> {
};
struct listed : sor<code_list, path> {};
struct more_alternative
    : seq<quiet_kw<"or">,
          sor<node<InAlt, quiet_kw<"in">, not_at<quiet_kw<"order">>, listed>,
              node<NotInAlt, quiet_kw<"not">, quiet_kw<"in">, listed>, number_alternative, date_alternative,
              seq<opt<quiet_kw<"is">>,
                  sor<node<NotStateAlt, quiet_kw<"not">, state_word>, state_alternative, code_alternative>,
                  alternative_end>>> {};
template <Text first, Text second>
struct two_words : seq<quiet_kw<first>, quiet_kw<second>> {};
struct amount : seq<node<Bound, sor<two_words<"at", "least">, two_words<"at", "most">, two_words<"more", "than">,
                                    two_words<"less", "than">, quiet_kw<"exactly">>>,
                    count, unit> {};
struct distance : seq<amount, direction, operand, fold<DistanceTest>> {};
struct is_test
    : sor<distance, seq<quiet_kw<"neither">, alternative, plus<kw<"nor">, alternative>, fold<IsNeitherTest>>,
          seq<quiet_kw<"not">, alternative, forbid<Code::AlternativesAfterNot, more_alternative>, fold<IsNotTest>>,
          seq<alternative, star<more_alternative>, fold<IsTest>>> {};

struct in_target : sor<code_list, seq<kw<"table">, expect<"the name of a table", node<TableName, name_text, blanks>>>,
                       expect<"the name of a list", node<Path, path_text, blanks>>> {};
struct in_test : seq<quiet_kw<"in">, not_at<quiet_kw<"order">, quiet_kw<"of">>, in_target, fold<InTest>> {};
struct not_in_test : seq<quiet_kw<"not">, quiet_kw<"in">, in_target, fold<NotInTest>> {};

struct by_part : sor<node<ByYear, quiet_kw<"by">, quiet_kw<"year">>, node<ByMonth, quiet_kw<"by">, quiet_kw<"month">>> {
};
template <NodeKind Kind, class Sign>
struct comparison : seq<Sign, blanks, sum, opt<by_part>, fold<Kind>> {};
struct less : seq<one<'<'>, not_at<one<'=', '>'>>> {};
struct greater : seq<one<'>'>, not_at<one<'='>>> {};
struct equal : seq<one<'='>, not_at<one<'=', '<', '>'>>> {};

struct point : sor<node<DateLiteral, sor<dashed_date, plain_date>, blanks>, operand> {};
template <NodeKind Kind, Text word>
struct bound : node<Kind, quiet_kw<word>, point> {};
struct period_end : sor<bound<PeriodTo, "to">, bound<PeriodBefore, "before">> {};
struct period
    : node<Period, sor<seq<sor<bound<PeriodFrom, "from">, bound<PeriodAfter, "after">>, opt<period_end>>, period_end>> {
};

template <NodeKind Kind, Text word>
struct text_test : seq<quiet_kw<word>, kw<"with">, sum, fold<Kind>> {};
struct pattern_text
    : seq<one<'/'>, star<sor<seq<one<'\\'>, not_one<'\n'>>, not_one<'/', '\\', '\n'>>>, sor<one<'/'>, unclosed>> {};
struct pattern : expect<"a pattern (`/C[0-9]*/`)", node<Pattern, pattern_text, blanks>> {};
struct check_digit : seq<kw<"a">, kw<"valid">, sor<keyword_node<"Luhn">, seq<keyword_node<"modulus">, kw<"11">>>,
                         kw<"check">, kw<"digit">> {};
struct same_test : seq<quiet_kw<"same">, sor<keyword_node<"year">, keyword_node<"month">, keyword_node<"text">>,
                       kw<"as">, sum, fold<SameTest>> {};

struct said : sor<seq<quiet_kw<"is">, is_test>, in_test, not_in_test, comparison<LessEqualTest, literal<"<=">>,
                  comparison<GreaterEqualTest, literal<">=">>, comparison<NotEqualTest, literal<"!=">>,
                  comparison<LessTest, less>, comparison<GreaterTest, greater>, comparison<EqualTest, equal>,
                  seq<period, opt<by_part>, fold<PeriodTest>>, text_test<StartsWithTest, "starts">,
                  text_test<EndsWithTest, "ends">, seq<quiet_kw<"contains">, sum, fold<ContainsTest>>,
                  seq<quiet_kw<"matches">, pattern, fold<MatchesTest>>, same_test,
                  seq<quiet_kw<"has">, check_digit, fold<CheckDigitTest>>> {};

// all of (a, b, c) are blank: what is said of one value, said of several.
struct members : seq<kw<"of">, sor<seq<sign<"(">, commas<sum>, close>, path>> {};
template <NodeKind Kind, class... Words>
struct several_of : node<Kind, Words..., at<quiet_kw<"of">>, members> {};
struct several : sor<several_of<AllOf, quiet_kw<"all">>, several_of<AnyOf, quiet_kw<"any">>,
                     several_of<NoneOf, quiet_kw<"none">>, several_of<ExactlyOf, quiet_kw<"exactly">, count>,
                     several_of<AtLeastOf, quiet_kw<"at">, quiet_kw<"least">, count>,
                     several_of<AtMostOf, quiet_kw<"at">, quiet_kw<"most">, count>> {};
struct said_of_several : sor<seq<sor<kw<"are">, quiet_kw<"is">>, sor<in_test, not_in_test, is_test>>, said> {};
struct test : sor<frame<several, expect<"a comparison (`are`, `<=` …)", said_of_several>>,
                  frame<sum, opt<expect<"a comparison (`is`, `in`, `<=` …)", said>>>> {};

struct quiet_path : node<Path, path_text, blanks> {};
struct apart
    : frame<quiet_path, quiet_kw<"and">, quiet_path, quiet_kw<"are">, amount, quiet_kw<"apart">, fold<ApartTest>> {};

// ---- quantifiers: the condition reaches to the end or the closing parenthesis

struct level : expect<"a level (`tumor` …)", node<LevelName, name_text, blanks>> {};
struct other : node<Other, quiet_kw<"other">> {};
struct where : seq<kw<"where">, expression> {};
struct some_quantifier : node<SomeQuant, quiet_kw<"some">, opt<other>, level, opt<variable>, where> {};
struct every_quantifier : node<EveryQuant, quiet_kw<"every">, opt<other>, level, opt<variable>, kw<"has">, expression> {
};
struct every_same
    : node<EverySameQuant, quiet_kw<"every">, opt<other>, level, quiet_kw<"has">, quiet_kw<"the">, kw<"same">, path> {};
struct except_when : node<ExceptWhen, quiet_kw<"except">, kw<"when">, expression> {};
struct among_records : node<AmongRecords, quiet_kw<"among">, level, where> {};
struct two_records : seq<quiet_kw<"two">, level, variable, expect<"`,`", comma>, variable, opt<among_records>,
                         sor<kw<"where">, quiet_kw<"have">>, expression, opt<except_when>> {};
struct no_two_quantifier : node<NoTwoQuant, quiet_kw<"no">, two_records> {};
struct some_two_quantifier : node<SomeTwoQuant, quiet_kw<"some">, two_records> {};
struct order_by : node<OrderBy, kw<"by">, path> {};
struct in_file_order : node<InFileOrder, kw<"in">, kw<"file">, kw<"order">> {};
struct no_earlier_quantifier
    : node<NoEarlierQuant, quiet_kw<"no">, quiet_kw<"earlier">, level, variable, expect<"`,`", comma>, kw<"later">,
           level, variable, sor<in_file_order, order_by>, kw<"where">, expression, opt<except_when>> {};
template <NodeKind Kind, Text word>
struct first_record : node<Kind, quiet_kw<word>, level, opt<variable>, opt<node<RecordsWhere, where>>, order_by,
                           kw<"has">, expression> {};
struct no_quantifier : node<NoQuant, quiet_kw<"no">, opt<other>, level, opt<variable>, where> {};
struct counted : seq<count, opt<other>, level, opt<variable>, where> {};
struct exactly_quantifier : node<ExactlyQuant, quiet_kw<"exactly">, counted> {};
struct at_least_quantifier : node<AtLeastQuant, quiet_kw<"at">, quiet_kw<"least">, counted> {};
struct at_most_quantifier : node<AtMostQuant, quiet_kw<"at">, quiet_kw<"most">, counted> {};
struct quantifier
    : sor<some_two_quantifier, some_quantifier, every_same, every_quantifier, no_two_quantifier, no_earlier_quantifier,
          no_quantifier, exactly_quantifier, at_least_quantifier, at_most_quantifier,
          first_record<EarliestQuant, "earliest">, first_record<LatestQuant, "latest">> {};
// Its condition stands in parentheses, for a comparison follows.
struct count_of : node<CountOfExpr, quiet_kw<"count">, quiet_kw<"of">, opt<other>, level, opt<variable>,
                       opt<quiet_kw<"where">, open, expression, close>> {
  static constexpr bool nests = true;
};

// ---- logic

struct parenthesised : node<ParenExpr, sign<"(">, expression, close> {};
template <NodeKind Kind, Text word>
struct doubt : node<Kind, quiet_kw<word>, open, expression, close> {};
struct doubtful : sor<doubt<DefinitelyExpr, "definitely">, doubt<PossiblyExpr, "possibly">> {};
struct comparison_start
    : sor<quiet_kw<"is">, quiet_kw<"same">, quiet_kw<"matches">, in_test, not_in_test, one<'=', '<', '>', '!'>,
          quiet_kw<"from">, quiet_kw<"to">, quiet_kw<"before">, quiet_kw<"after">> {};
struct negation : node<NotExpr, quiet_kw<"not">,
                       expect<"`(` or a condition", sor<parenthesised, doubtful, edits_call, path_or_call>>,
                       forbid<Code::NotBeforeComparison, comparison_start>> {};
struct term : expect<"a condition", sor<negation, quantifier, doubtful, apart, test>> {};
struct logic
    : frame<term, opt<sor<seq<plus<kw<"and">, term>, fold<AndExpr>, forbid<Code::MixedAndOr, quiet_kw<"or">>>,
                          seq<plus<kw<"or">, term>, fold<OrExpr>, forbid<Code::MixedAndOr, quiet_kw<"and">>>>>> {};
struct expression : frame<logic, opt<quiet_kw<"implies">, logic, fold<ImpliesExpr>>> {
  static constexpr bool nests = true;
};

// ---- clauses

template <NodeKind Kind, Text word, class... Rules>
struct clause : node<Kind, kw<word>, Rules..., at_end> {};

struct because : node<Because, kw<"because">, text> {};
struct otherwise_skip : seq<comma, node<OtherwiseSkip, kw<"otherwise">, kw<"skip">>> {};

struct package_clause : clause<PackageClause, "package", edit_id, opt<kw<"version">, version>, opt<text>> {};
struct builds_on_clause : clause<BuildsOnClause, "builds", kw<"on">, edit_id, opt<kw<"version">, version>> {};
struct use_clause : clause<UseClause, "use", kw<"dictionary">, name, version> {};
struct code_list_clause : clause<CodeListClause, "code", kw<"list">, name, expect<"`=`", sign<"=">>, code_list> {};
struct condition_clause
    : clause<ConditionClause, "condition", name, opt<kw<"on">, level>, expect<"`=`", sign<"=">>, expression> {};
struct cases_below : node<CasesBelow, kw<"choose">, at<eof>> {};
struct calculate_clause
    : clause<CalculateClause, "calculate", name, kw<"on">, level, expect<"`=`", sign<"=">>, sor<cases_below, sum>> {};
struct item_list : node<ItemList, open, commas<path>, opt<comma>, close> {};
struct group_clause
    : clause<GroupClause, "group", name, expect<"`=`", sign<"=">>, open, commas<path>, opt<comma>, close> {};
struct table_clause : clause<TableClause, "table", name, opt<kw<"from">, text>> {};
struct record_clause : clause<RecordClause, "record", name, opt<kw<"on">, level>> {};
struct edit_clause : clause<EditClause, "edit", edit_id, text, kw<"on">, level> {};
struct table_name : expect<"the name of a table", node<TableName, name_text, blanks>> {};
struct template_clause : clause<TemplateClause, "template",
                                expect<"an id with columns (`S{nr}`)", node<TemplateId, template_id_text, blanks>>,
                                text, kw<"on">, level, kw<"from">, kw<"table">, table_name> {};
struct edit_set_clause : clause<EditSetClause, "edit", kw<"set">, edit_id, text, opt<kw<"version">, version>> {};

struct match_key
    : sor<node<MatchLowHigh, column, quiet_kw<"low">, column, kw<"high">, column>,
          node<MatchRange, column, quiet_kw<"range">, column>, node<MatchFloor, column, quiet_kw<"floor">, column>,
          node<MatchExact, column, opt<quiet_kw<"is">, column>>> {};
struct match_clause : clause<MatchClause, "match", commas<match_key>> {};
struct period_clause : clause<PeriodClause, "period", column, kw<"to">, column> {};
struct returned : node<Returned, column, opt<sor<node<ListColumn, quiet_kw<"list">>, seq<quiet_kw<"in">, code_list>>>> {
};
struct returns_clause : clause<ReturnsClause, "returns", commas<returned>> {};
struct expect_clause : clause<ExpectClause, "expect",
                              sor<node<ExpectOne, kw<"one">, kw<"row">>, node<ExpectFirst, kw<"first">, kw<"row">>,
                                  node<ExpectLast, kw<"last">, kw<"row">>, node<ExpectAll, kw<"all">, kw<"rows">>>> {};
struct quoted_cell : node<QuotedCell, quoted_text, at<blanks, sor<one<'|'>, unclosed>>> {};
struct cell : sor<quoted_cell, node<Cell, opt<run_before<kCellEnds>>>> {};
// All cells of a row that has no quote, with their bars: nearly every row, and half of all text.
struct plain_cells {
  using rule_t = plain_cells;
  using subs_t = empty_list;
  template <class Input>
  static bool match(Input& in) {
    const std::string_view row(in.current(), in.size());
    if (in.is_unclosed || !row.ends_with('|') || row.find('"') != row.npos) return false;
    while (!in.empty()) {
      const auto cell = in.frame_here();
      in.bump(std::string_view(in.current(), in.size()).find('|'));
      in.add_node(Cell, cell);
      sign<"|">::match(in);
    }
    return true;
  }
};
struct unfinished_cell : seq<cell, blanks, unclosed> {};
struct row_clause : node<RowClause, sign<"|">, opt<plain_cells>, star<cell, blanks, sign<"|">>,
                         sor<at<eof>, unfinished_cell>, at_end> {};

struct description_clause : clause<DescriptionClause, "description", text> {};
struct agency_clause : clause<AgencyClause, "agency", expect<"a name", node<Rest, plus<not_one<'\n'>>>>> {};
struct tags_clause : clause<TagsClause, "tags", commas<tag>> {};
struct restates_clause : clause<RestatesClause, "restates", commas<edit_id>> {};
struct reference_clause : clause<ReferenceClause, "reference", text> {};
struct effective_clause : clause<EffectiveClause, "effective", path,
                                 expect<"`from`, `to`, `before` or `after`", period>, opt<otherwise_skip>> {};
struct policy : sor<keyword_node<"pass">, keyword_node<"review">, keyword_node<"fail">> {};
struct unsure_policy : seq<kw<"unsure">, kw<"counts">, kw<"as">, policy> {};
struct unsure_clause : clause<UnsureClause, "unsure", kw<"counts">, kw<"as">, policy> {};
struct history_clause : clause<HistoryClause, "history", date, text> {};
struct audience_clause : clause<AudienceClause, "audience", commas<tag>> {};
struct imported_clause : clause<ImportedClause, "imported", kw<"from">, commas<text>> {};
struct replacements : seq<kw<"by">, commas<edit_id>> {};
struct retired_clause : clause<RetiredClause, "retired", opt<date>, opt<kw<"replaced">, replacements>> {};
struct replaced_clause : clause<ReplacedClause, "replaced", replacements> {};
struct standard_text : seq<plus<digit>, opt<one<'-'>, plus<digit>>, word_end> {};
struct standard : expect<"a version (26) or range (24-26)", node<StandardRange, standard_text, blanks>> {};
struct standard_clause : clause<StandardClause, "for", kw<"standard">, commas<standard>> {};
struct review_clause : clause<ReviewClause, "review"> {};
struct field_edits : node<FieldEdits, quiet_kw<"field">, quiet_kw<"edits">, kw<"of">, open, commas<path>, close> {};
struct depends_clause
    : clause<DependsClause, "depends", kw<"on">, sor<field_edits, seq<quiet_kw<"group">, name>, commas<edit_id>>> {};
struct test_clause : clause<TestClause, "test", opt<text>, opt<kw<"from">, name>> {};

struct skip_clause : clause<SkipClause, "skip", kw<"when">, expression, opt<because>> {};
struct then_value : node<Then, kw<"then">, case_value> {};
struct when_clause : clause<WhenClause, "when", expression, sor<then_value, seq<opt<otherwise_skip>, opt<because>>>> {};
struct otherwise_clause : clause<OtherwiseClause, "otherwise", opt<case_value>> {};
struct choose_clause : clause<ChooseClause, "choose"> {};
struct in_order_clause : clause<InOrderClause, "check", kw<"in">, kw<"order">> {};
template <NodeKind Kind, Text word>
struct named_record
    : node<Kind, quiet_kw<word>, level, opt<variable>, opt<node<RecordsWhere, where>>, order_by, at<eof>> {};
struct let_clause : clause<LetClause, "let", name, expect<"`=`", sign<"=">>,
                           sor<cases_below, named_record<EarliestRecord, "earliest">,
                               named_record<LatestRecord, "latest">, expression>> {};
struct row_of_blanks : seq<kw<"row">, kw<"of">, keyword_node<"blanks">> {};
struct not_run : seq<kw<"not">, keyword_node<"run">> {};
struct lookup_clause
    : clause<LookupClause, "lookup", name, open, commas<key_value>, close, kw<"as">, node<Word, name_text, blanks>,
             expect<"`, otherwise`", comma>,
             node<Otherwise, kw<"otherwise">,
                  sor<keyword_node<"skip">, keyword_node<"pass">, keyword_node<"fail">, not_run, row_of_blanks>>> {};

// ---- loops

struct loop_name : node<LoopName, opt<node<Word, name_text, blanks, at<name_text>>>, variable> {};
struct only_name : node<LoopName, variable> {};
struct item_loop : node<ItemLoop, quiet_kw<"item">, only_name, opt<comma, kw<"next">, kw<"item">, only_name>, kw<"in">,
                        expect<"items in `( )` or a group", sor<item_list, node<Name, name_text, blanks>>>> {};
struct pairs : seq<open, commas<item_list>, opt<comma>, close> {};
struct tuple_loop : frame<sign<"(">, commas<loop_name>, close, kw<"in">,
                          sor<seq<kw<"table">, table_name, fold<TableLoop>>, seq<pairs, fold<PairLoop>>>> {};
struct for_each_clause : node<ForEachClause, kw<"for">, kw<"each">,
                              expect<"`item` or names in `( )`", sor<item_loop, tuple_loop>>, at_end> {};
struct in_order : seq<kw<"in">, kw<"order">, kw<"of">> {};
struct in_order_test : node<InOrderTest, node<LevelName, name_text, blanks>,
                            sor<node<InOrderWhere, quiet_kw<"where">, expression>, at<in_order_of>>, in_order, path,
                            kw<"are">, opt<node<Strictly, kw<"strictly">>>, in_order, path> {};
struct unique_test
    : node<UniqueTest, quiet_kw<"unique">, kw<"by">, open, commas<path>, close, kw<"across">, kw<"file">> {};
struct require_clause : clause<RequireClause, "require", sor<in_order_test, unique_test, expression>> {};

struct language : node<Language, rep_min_max<2, 3, lower>, opt<one<'-'>, plus<alpha>>, blanks, at<one<'"'>>> {};
struct message_clause : clause<MessageClause, "message", opt<language>, text> {};
struct note_clause : clause<NoteClause, "note", opt<language>, text> {};
struct finding_one_clause : clause<FindingOneClause, "finding", kw<"one">, opt<language>, text> {};
struct highlight_clause : clause<HighlightClause, "highlight", commas<path>> {};
struct severity_word : sor<keyword_node<"error">, keyword_node<"warning">, keyword_node<"info">> {};
struct severity_clause : clause<SeverityClause, "severity", severity_word> {};
struct override_reach : seq<kw<"on">, sor<node<OnAny, kw<"any">>, node<OnEvery, kw<"every">>>> {};
struct override_clause
    : clause<OverrideClause, "override",
             sor<node<OverrideNever, kw<"never">>, seq<kw<"by">, path, kw<"in">, code_list, opt<override_reach>,
                                                       opt<node<OverrideWhen, kw<"when">, expression>>>>> {};

struct measure_key : expect<"an item, or `year of` one", sor<part_of<YearOfExpr, "year">, path>> {};
struct measure_clause : clause<MeasureClause, "measure", edit_id, text, opt<kw<"per">, commas<measure_key>>> {};
struct count_clause : clause<CountClause, "count", level, where> {};
struct among_clause : clause<AmongClause, "among", level, opt<where>> {};
struct at_least_clause : clause<AtLeastClause, "at", kw<"least">, count, kw<"cases">, expect<"`,`", comma>,
                                kw<"otherwise">, kw<"not">, kw<"rated">> {};
struct measure_bound : sor<node<AtMost, literal<"<=">, blanks>, node<AtLeast, literal<">=">, blanks>,
                           node<Below, one<'<'>, blanks>, node<Above, one<'>'>, blanks>> {};
struct level_clause
    : clause<LevelClause, "level", expect<"a name", column>, expect<"`<`, `<=`, `>` or `>=`", measure_bound>,
             expect<"a number", node<NumberLiteral, plus<digit>, opt<one<'.'>, plus<digit>>, word_end, blanks>>,
             expect<"`%`", sign<"%">>> {};
struct gives_clause : clause<GivesClause, "gives"> {};

struct include_clause : clause<IncludeClause, "include",
                               sor<node<IncludeTags, kw<"any">, kw<"of">, kw<"tags">, code_list>, commas<edit_id>>,
                               opt<node<FromPackage, kw<"from">, edit_id>>> {};
struct runs_before : node<RunsBefore, kw<"before">, date> {};
struct runs : seq<kw<"for">, kw<"runs">, sor<seq<node<RunsFrom, kw<"from">, date>, opt<runs_before>>, runs_before>> {};
struct exclude_clause : clause<ExcludeClause, "exclude", commas<edit_id>, opt<runs>, opt<because>> {};
struct new_severity : node<Severity, kw<"severity">, severity_word> {};
struct new_unsure : node<UnsureCounts, unsure_policy> {};
struct change_clause
    : clause<ChangeClause, "change", edit_id,
             expect<"`severity` or `unsure counts as`", sor<seq<new_severity, opt<new_unsure>>, new_unsure>>, opt<runs>,
             opt<because>> {};
struct valid_to : node<RunsTo, kw<"to">, date> {};
struct valid_clause
    : clause<ValidClause, "valid",
             expect<"`from` or `to`", sor<seq<node<RunsFrom, quiet_kw<"from">, date>, opt<valid_to>>, valid_to>>> {};
struct lint_code : expect<"a code such as W201", node<Word, alpha, plus<digit>, word_end, blanks>> {};
struct allow_clause : clause<AllowClause, "allow", commas<lint_code>, because> {};
struct end_clause : clause<EndClause, "end"> {};

// What a broken clause declares, so that its uses are no faults of theirs.
template <class Declared>
struct broken : node<ErrorClause, identifier, blanks, opt<quiet_kw<"list">>, opt<quiet_kw<"set">>, opt<Declared>> {};

}  // namespace edict::grammar

namespace tao::pegtl {

template <class Name>
struct analyze_traits<Name, edict::grammar::unclosed> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, edict::grammar::blanks> : analyze_opt_traits<> {};
template <class Name, edict::grammar::Text text>
struct analyze_traits<Name, edict::grammar::literal<text>> : analyze_any_traits<> {};
template <class Name, edict::grammar::Text text>
struct analyze_traits<Name, edict::grammar::sign<text>> : analyze_any_traits<> {};
template <class Name, edict::grammar::Text text>
struct analyze_traits<Name, edict::grammar::quiet_kw<text>> : analyze_any_traits<> {};
template <class Name, const edict::CharacterSet& ends>
struct analyze_traits<Name, edict::grammar::run_before<ends>> : analyze_any_traits<> {};
template <class Name>
struct analyze_traits<Name, edict::grammar::plain_cells> : analyze_any_traits<> {};
template <class Name>
struct analyze_traits<Name, edict::grammar::name_text> : analyze_any_traits<> {};

}  // namespace tao::pegtl
