// A syntax tree as a JSON value: the form that rules_json.h describes.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "dsl/syntax/syntax_tree.h"

namespace edict::json {

using Json = nlohmann::ordered_json;

inline constexpr std::string_view kForm = "edict rules";
inline constexpr int kVersion = 1;
inline constexpr std::size_t kIndentation = 2;  // of a clause under another, in the texts read and printed here

// True if the value is this text.
inline bool is(const Json& json, std::string_view text) {
  return json.is_string() && json.get_ref<const std::string&>() == text;
}

// REQUIRES: the tree has no errors, and its clauses are indented by kIndentation.
Json document_of(const SyntaxTree& tree);

// What keeps a JSON value from being such a document: the place and the fact, as rules_from_json tells it.
std::optional<std::string> problem_of(const Json& document);

// The first place where a document and what its text reads as differ.
std::string first_difference(const Json& given, const Json& read);

// The rule text of a document, and where each clause begins in it.
// REQUIRES: problem_of(document) is none.
struct DocumentText {
  struct Place {
    std::uint32_t begin = 0;
    std::string pointer;
  };
  std::string text;
  std::vector<Place> clauses;  // in order of the text
};
DocumentText text_of(const Json& document);

}  // namespace edict::json
