// The words of rule text that name nothing: no item, condition or record is written by one of them. An item of such an
// id is written by its number.
#pragma once

#include "dsl/syntax/word_set.h"

namespace edict {

inline constexpr auto kReservedWords = WordSet(
    {"after",   "among",    "and",  "are",        "as",      "at",        "because",  "before", "blank",    "by",
     "case",    "choose",   "days", "definitely", "end",     "every",     "except",   "false",  "from",     "has",
     "have",    "implies",  "in",   "is",         "lookup",  "matches",   "message",  "months", "never",    "no",
     "not",     "note",     "of",   "on",         "or",      "otherwise", "override", "per",    "possibly", "require",
     "same",    "severity", "skip", "some",       "special", "table",     "then",     "to",     "today",    "true",
     "unknown", "valid",    "when", "where",      "with",    "within",    "years"});

}  // namespace edict
