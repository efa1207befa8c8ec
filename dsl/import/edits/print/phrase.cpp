#include "dsl/import/edits/print/phrase.h"

#include <algorithm>
#include <string_view>

namespace edict::foreign {
namespace {

std::string in_parentheses(const Phrase& phrase) { return "(" + phrase.text + ")"; }

// Whether a phrase begins with the name of a condition.
bool begins_with_condition(std::string_view text) {
  if (text.starts_with("not ")) text.remove_prefix(4);
  return text.substr(0, text.find(' ')).ends_with("Known");
}

}  // namespace

Phrase negated(Phrase phrase) {
  if (phrase.text.starts_with("not (")) return {phrase.text.substr(4), Binding::Tight};
  return {"not " + in_parentheses(phrase), Binding::Not};
}

// Behind `x is 1 or` the name of a condition would be read as another code: such phrases come first, or in parentheses.
Phrase joined(std::vector<Phrase> phrases, bool is_and) {
  std::ranges::stable_partition(phrases, [](const Phrase& phrase) {
    return phrase.binding <= Binding::Not && begins_with_condition(phrase.text);
  });
  const Binding binding = is_and ? Binding::And : Binding::Or;
  if (phrases.size() == 1) return phrases[0];
  Phrase all{"", binding};
  for (const Phrase& phrase : phrases) {
    if (!all.text.empty()) all.text += is_and ? " and " : " or ";
    const bool is_loose = phrase.binding != binding && phrase.binding >= Binding::And;
    const bool is_misread = !all.text.empty() && phrase.binding == Binding::Or && begins_with_condition(phrase.text);
    all.text += is_loose || is_misread ? in_parentheses(phrase) : phrase.text;
  }
  return all;
}

}  // namespace edict::foreign
