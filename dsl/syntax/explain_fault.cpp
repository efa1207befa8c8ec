#include "dsl/syntax/explain_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsl/syntax/characters.h"

namespace edict {
namespace {

// A form of SQL, of a programming language or of another edit system, and what to write instead.
struct ForeignForm {
  std::string_view form;
  std::string_view advice;
};

// Longest first, so that `<=>` is not taken for `<=`.
constexpr auto kForeignSigns = std::to_array<ForeignForm>({
    {"~", "write `x matches /…/`"},
    {"===", "write `=`, or `is` before a code"},
    {"!==", "write `!=`, or `is not` before a code"},
    {"==", "write `=`, or `is` before a code"},
    {"<>", "write `!=`, or `is not` before a code"},
    {"=<", "write `<=`"},
    {"=>", "write `>=`, or `implies`"},
    {"->", "write `implies`"},
    {"&&", "write `and`"},
    {"||", "write `or`"},
    {"!", "write `not ( … )`, `is not` or `not in`"},
    {":=", "write `=`"},
    {"\u2260", "write `!=`"},
    {"\u2264", "write `<=`"},
    {"\u2265", "write `>=`"},
    {"'", "quote a text with `\"`; a code needs no quotes"},
    {"\u2018", "quote a text with `\"`; a code needs no quotes"},
    {"\u2019", "quote a text with `\"`; a code needs no quotes"},
    {"\u201C", "quote a text with straight quotes: `\"`"},
    {"\u201D", "quote a text with straight quotes: `\"`"},
    {"\u201E", "quote a text with straight quotes: `\"`"},
    {"//", "a comment begins with `#`"},
    {"/*", "a comment begins with `#`"},
    {";", "a clause ends with its line"},
});

constexpr auto kForeignWords = std::to_array<ForeignForm>({
    {"between", "write `x in [1-5]` for codes, `d from … to …` for dates"},
    {"else", "write a second `when` with the opposite condition"},
    {"eq", "write `=`, or `is` before a code"},
    {"equal", "write `=`, or `is` before a code"},
    {"equals", "write `=`, or `is` before a code"},
    {"exists", "write `some tumor t where …`"},
    {"if", "write `when`, or `implies` inside a condition"},
    {"like", "write `x in [C50*]`, `x contains \"…\"` or `x matches /…/`"},
    {"null", "write `is blank`"},
    {"substring", "write `first 2 of x`, `characters 3 to 4 of x` or `last 1 of x`"},
    {"then", "write `implies`, or a `require` under a `when`"},
    {"unless", "write `skip when`, or `not ( … )`"},
});

constexpr auto kForeignClauses = std::to_array<ForeignForm>({
    {"assert", "write `require`"},
    {"else", "write `otherwise` under a `choose`"},
    {"error", "write `message` and `severity` under the `require`"},
    {"fail", "write what must hold: `require …`"},
    {"if", "write `when`"},
    {"return", "write what must hold: `require …`; pass and fail follow from it"},
    {"rule", "write `edit`"},
    {"validate", "write `require`"},
    {"warning", "write `severity warning` under the `require`"},
});

std::string lowered(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

bool is_upper_case(std::string_view word) {
  return word.size() > 1 && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

const ForeignForm* find_word(std::span<const ForeignForm> forms, std::string_view word) {
  const auto found = std::ranges::find(forms, lowered(word), &ForeignForm::form);
  return found == forms.end() ? nullptr : &*found;
}

// The word or sign at the start of `text`; empty at its end.
std::string_view token_of(std::string_view text) {
  if (text.empty()) return {};
  if (is_word(text.front())) return first_word(text);
  if (text.front() == '"') return text.substr(0, std::min(text.find('"', 1), text.size() - 1) + 1);
  return text.substr(0, std::max<std::size_t>(1, character_length(text)));
}

// The word or path before the end of `text`.
std::string_view word_before(std::string_view text) {
  const auto is_part = [](char c) { return is_word(c) || c == '.'; };
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  std::size_t begin = text.size();
  while (begin > 0 && is_part(text[begin - 1])) --begin;
  return text.substr(begin);
}

// The call that is open at the end of `text`: INLIST in "require INLIST(x, ".
std::string_view open_call(std::string_view text) {
  const std::size_t open = text.rfind('(');
  if (open == text.npos || text.find(')', open) != text.npos) return {};
  return word_before(text.substr(0, open));
}

std::string join(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

class FaultReporter {
 public:
  FaultReporter(const ClauseFault& fault, const ClauseText& clause, FileId file, DiagnosticSink& sink)
      : fault_(fault), file_(file), sink_(sink), place_(fault.place) {
    before_ = clause.text.substr(clause.span.begin, place_ - clause.span.begin);
    rest_ = clause.text.substr(place_, clause.span.end - place_);
    token_ = token_of(rest_);
  }

  void report() {
    if (fault_.code) return report_known(*fault_.code);
    if (report_sign() || report_upper_case() || report_foreign_call() || report_word()) return;
    const std::string found = token_.empty()          ? "the end of the line"
                              : token_.front() == '"' ? "a text in quotes"
                                                      : fmt::format("`{}`", token_);
    sink_.report(Code::ExpectedOther, {file_, span_of(token_.size())}, {join(fault_.expected), found}, hint());
  }

 private:
  void report_known(Code code) {
    std::string advice;
    if (code == Code::AlternativesAfterNot) advice = "write `is neither … nor …`";
    if (code == Code::NotBeforeComparison) advice = "write `is not`, `not in` or `!=`, or `not ( … )`";
    if (code == Code::MixedAndOr) advice = "put the part that belongs together in parentheses";
    if (code == Code::CaseInCase) advice = "put the inner one in parentheses, or give it a name with `let`";
    if (code == Code::NestedTooDeeply) advice = "give an inner condition a name: `condition Name = …`";
    sink_.report(code, {file_, span_of(token_.size())}, {token_}, std::move(advice));
  }

  bool report_foreign(std::string_view form, std::string_view advice, Span span) {
    sink_.report(Code::ForeignForm, {file_, span}, {form}, std::string(advice));
    return true;
  }

  bool report_sign() {
    for (const ForeignForm& sign : kForeignSigns) {
      if (rest_.starts_with(sign.form)) return report_foreign(sign.form, sign.advice, span_of(sign.form.size()));
    }
    if (rest_.starts_with("#")) {
      const std::string_view reference =
          rest_.substr(0, std::min(rest_.find('"', rest_.find('"') + 1), rest_.size() - 1) + 1);
      return report_foreign(reference, "name an item by its id or number: `primarySite`, `#400`",
                            span_of(reference.size()));
    }
    if (token_ == "(" && word_before(before_) == "in") {
      return report_foreign("in (", "write a code list in square brackets: `in [1-5, 9]`", span_of(1));
    }
    return false;
  }

  bool report_upper_case() {
    if (!is_upper_case(token_) || rest_.substr(token_.size()).starts_with('(')) return false;
    const std::string lower = lowered(token_);
    if (!is_keyword(lower)) return false;
    const bool is_list = lower == "in" && rest_.substr(token_.size()).find_first_not_of(' ') != rest_.npos &&
                         rest_.substr(rest_.find_first_not_of(' ', token_.size())).starts_with('(');
    return report_foreign(token_,
                          is_list ? "keywords are lower case, code lists in square brackets: `in [1-5, 9]`"
                                  : fmt::format("keywords are lower case: `{}`", lower).c_str(),
                          span_of(token_.size()));
  }

  // INLIST(x, "1-5"): the arguments are where reading stops, the call is what to explain.
  bool report_foreign_call() {
    std::string_view call = open_call(before_);
    if (!is_upper_case(call)) return false;
    return report_foreign(
        call, call == "INLIST" ? "write `x in [1-5, 9]`" : "functions are written in words, as in `year of d`",
        span_at(call));
  }

  bool report_word() {
    if (token_.empty() || !is_letter(token_.front())) return false;
    const std::string_view behind = rest_.substr(token_.size());
    const std::string_view next = token_of(behind.substr(std::min(behind.find_first_not_of(' '), behind.size())));
    if (begins_clause(token_) && !next.empty() && find_clause(token_, next)->kind != NodeKind::RowClause) {
      sink_.report(Code::TwoClausesOnALine, {file_, span_of(token_.size())}, {token_},
                   fmt::format("begin a new line before `{}`", token_));
      return true;
    }
    if (const ForeignForm* word = find_word(kForeignWords, token_)) {
      return report_foreign(token_, word->advice, span_of(token_.size()));
    }
    // `if x`: the word reads well as a name, what follows it does not.
    const std::string_view before = word_before(before_);
    const ForeignForm* word = find_word(kForeignWords, before);
    return word != nullptr && report_foreign(before, word->advice, span_at(before));
  }

  // What to do about the commonest slips that are no foreign forms.
  std::string hint() const {
    const bool is_state = token_ == "blank" || token_ == "unknown" || token_ == "special" || token_ == "valid";
    const std::string_view before = word_before(before_);
    if (is_state && before == "or") return fmt::format("write `x is {} or in [ … ]`", token_);
    if (is_state && before.empty()) return fmt::format("write `is {}`", token_);
    if (is_state) return fmt::format("write `{} is {}`", before, token_);
    if (!token_.empty() &&
        (expects("a code list in `[ ]`") || word_before(before_.substr(0, before_.size() - before.size())) == "in")) {
      return "a code list stands in square brackets: `in [1-5, 9]`";
    }
    if (token_ == "-") return "a minus has a blank on both sides";
    if (token_ == "(" && before_.ends_with(before)) return "quote a code that holds parentheses or blanks";
    if ((token_ == "in" || token_ == "not") && (before == "is" || before == "not")) {
      return "write `x in [ … ]` or `x not in [ … ]`, without `is`";
    }
    if (token_.empty() && before_.find_first_of(" \t\n") == before_.npos) {
      return "the rest of a clause stands on its line, or on deeper lines that begin or end with an operator word";
    }
    return {};
  }

  bool expects(std::string_view what) const {
    return std::ranges::find(fault_.expected, what) != fault_.expected.end();
  }

  static bool is_keyword(std::string_view word) {
    static constexpr auto kKeywords = std::to_array<std::string_view>(
        {"and",   "as",      "because", "blank", "by",   "every", "from",      "has",  "implies",
         "in",    "is",      "not",     "of",    "on",   "or",    "otherwise", "some", "special",
         "to",    "unknown", "valid",   "where", "when", "never", "any",       "no",   "before",
         "after", "between", "exists",  "like",  "then", "else",  "if"});
    return std::ranges::find(kKeywords, word) != kKeywords.end();
  }

  // The place of a part of the text before the fault.
  Span span_at(std::string_view part) const {
    const auto back = static_cast<std::uint32_t>(before_.data() + before_.size() - part.data());
    return {place_ - back, place_ - back + static_cast<std::uint32_t>(part.size())};
  }

  Span span_of(std::size_t length) const { return {place_, place_ + static_cast<std::uint32_t>(length)}; }

  const ClauseFault& fault_;
  FileId file_;
  DiagnosticSink& sink_;
  std::uint32_t place_;
  std::string_view before_;  // the clause up to the fault
  std::string_view rest_;    // and from there
  std::string_view token_;   // what stands at the fault
};

}  // namespace

void report_fault(const ClauseFault& fault, const ClauseText& clause, FileId file, DiagnosticSink& sink) {
  FaultReporter(fault, clause, file, sink).report();
}

void report_unknown_clause(const ClauseText& line, Span word, const ClauseInfo* guess, Place place, FileId file,
                           DiagnosticSink& sink) {
  const std::string_view text = line.text.substr(word.begin, word.end - word.begin);
  if (const ForeignForm* form = find_word(kForeignClauses, text)) {
    sink.report(Code::ForeignForm, {file, word}, {text}, std::string(form->advice));
    return;
  }
  std::string hint;
  if (guess != nullptr) {
    hint = is_upper_case(text) ? fmt::format("keywords are lower case: `{}`", guess->word)
                               : fmt::format("did you mean `{}`?", guess->word);
  } else if (text.starts_with('#')) {
    hint = "a comment has a blank behind `#`";
  } else if (place == File) {
    hint =
        "at the margin stand `package`, `use`, `code list`, `condition`, `calculate`, `group`, `table`, `record`, "
        "`edit`, "
        "`template`, `measure` and `edit set`";
  } else {
    hint = "a line that continues the clause above begins or ends with an operator word such as `and`";
  }
  sink.report(Code::UnknownClause, {file, word}, {text}, std::move(hint));
}

}  // namespace edict
