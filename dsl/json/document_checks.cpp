#include <fmt/format.h>

#include <algorithm>

#include "dsl/json/document.h"
#include "dsl/syntax/clause_words.h"

namespace edict::json {
namespace {

constexpr std::size_t kDeepest = 128;  // more than the parser takes, of clauses as of nodes
constexpr std::size_t kWidestMargin = 80;

constexpr std::string_view kNames[] = {
#define NODE(name, children) #name,
#include "dsl/syntax/nodes.def"
#undef NODE
};

bool is_clause(std::string_view name) {
  constexpr std::string_view kClauses[] = {
#define CLAUSE(kind, word, rule, stands_in, opens) #kind,
#include "dsl/syntax/clauses.def"
#undef CLAUSE
  };
  return std::ranges::find(kClauses, name) != std::end(kClauses);
}

bool is_node(std::string_view name) {
  return std::ranges::find(kNames, name) != std::end(kNames) && !name.ends_with("Clause");
}

// Keys of JSON pointers: `~` and `/` are escaped.
std::string at(const std::string& pointer, std::string_view key) {
  std::string text = pointer + "/";
  for (const char c : key) text += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
  return text;
}
std::string at(const std::string& pointer, std::size_t index) { return fmt::format("{}/{}", pointer, index); }

bool is_line_text(const Json& json) {
  return json.is_string() && json.get_ref<const std::string&>().find_first_of("\r\n") == std::string::npos;
}
bool is_comment(const Json& json) { return is_line_text(json) && json.get_ref<const std::string&>().starts_with('#'); }

// Looks a document through until something is wrong.
class Inspection {
 public:
  std::optional<std::string> take() { return std::move(problem_); }

  bool document(const Json& json) {
    if (!object(json, "", {"form", "version", "rules", "blocks"})) return false;
    if (!is(json.value("form", Json()), kForm)) return fail("/form", fmt::format("expected \"{}\"", kForm));
    if (json.value("version", Json()).dump() != fmt::format("{}", kVersion))
      return fail("/version", fmt::format("expected {}", kVersion));
    if (json.contains("rules") == json.contains("blocks")) return fail("", "expected `rules` or `blocks`");
    if (json.contains("rules")) return lines(json["rules"], "/rules", 0);
    if (!json["blocks"].is_array()) return fail("/blocks", "expected an array");
    for (std::size_t i = 0; i < json["blocks"].size(); ++i) {
      if (!block(json["blocks"][i], at("/blocks", i))) return false;
    }
    return true;
  }

 private:
  bool block(const Json& json, const std::string& pointer) {
    if (json.is_object() && json.contains("prose")) {
      if (!object(json, pointer, {"prose"})) return false;
      return json["prose"].is_string() || fail(at(pointer, "prose"), "expected a text");
    }
    if (!object(json, pointer, {"rules", "margin"})) return false;
    if (!json.contains("rules")) return fail(pointer, "expected `prose` or `rules`");
    const Json margin = json.value("margin", Json());
    const bool is_margin = margin.is_number_unsigned() && margin.get<std::uint64_t>() <= kWidestMargin;
    if (!is_margin)
      return fail(at(pointer, "margin"), fmt::format("expected a number of blanks up to {}", kWidestMargin));
    return lines(json["rules"], at(pointer, "rules"), 0);
  }

  bool lines(const Json& json, const std::string& pointer, std::size_t depth) {
    if (!json.is_array()) return fail(pointer, "expected an array of lines");
    if (depth > kDeepest) return fail(pointer, "nested too deeply");
    for (std::size_t i = 0; i < json.size(); ++i) {
      if (!line(json[i], at(pointer, i), depth)) return false;
    }
    return true;
  }

  bool line(const Json& json, const std::string& pointer, std::size_t depth) {
    if (is(json, "") || is_comment(json)) return true;
    if (!json.is_object()) return fail(pointer, "expected a clause, a comment (\"# …\") or an empty line (\"\")");
    if (!object(json, pointer, {"clause", "parts", "behind", "under"})) return false;
    const Json kind = json.value("clause", Json());
    const bool is_known = kind.is_string() && is_clause(kind.get_ref<const std::string&>());
    if (!is_known) return fail(at(pointer, "clause"), fmt::format("no kind of clause {}", kind.dump()));
    if (is(kind, "EndClause") && depth == 0) return fail(pointer, "an end stands under the clause that it closes");
    if (!json.contains("parts")) return fail(pointer, "expected `parts`");
    const std::string parts_at = at(pointer, "parts");
    if (!parts(json["parts"], parts_at, 0)) return false;
    if (!begins_with_word(json["parts"])) return fail(parts_at, "expected the word that begins the clause");
    if (json.contains("behind") && !is_comment(json["behind"])) return fail(at(pointer, "behind"), "expected \"# …\"");
    return !json.contains("under") || lines(json["under"], at(pointer, "under"), depth + 1);
  }

  static bool begins_with_word(const Json& parts) {
    return !parts.empty() && parts[0].is_string() && !is(parts[0], "\n") && !is_comment(parts[0]);
  }

  bool parts(const Json& json, const std::string& pointer, std::size_t depth) {
    if (!json.is_array()) return fail(pointer, "expected an array of parts");
    if (depth > kDeepest) return fail(pointer, "nested too deeply");
    for (std::size_t i = 0; i < json.size(); ++i) {
      if (!part(json[i], at(pointer, i), depth)) return false;
    }
    return true;
  }

  bool part(const Json& json, const std::string& pointer, std::size_t depth) {
    if (is(json, "\n") || (is_line_text(json) && !is(json, ""))) return true;
    if (!json.is_object() || json.size() != 1)
      return fail(pointer, "expected a word or a node such as {\"Path\":\"…\"}");
    const std::string& kind = json.begin().key();
    if (!is_node(kind)) return fail(pointer, fmt::format("no kind of node \"{}\"", kind));
    const Json& content = json.front();
    if (is_line_text(content)) return true;
    if (!content.is_array()) return fail(at(pointer, kind), "expected a text on one line or an array of parts");
    return parts(content, at(pointer, kind), depth + 1);
  }

  bool object(const Json& json, const std::string& pointer, std::initializer_list<std::string_view> keys) {
    if (!json.is_object()) return fail(pointer, "expected an object");
    for (const auto& [key, value] : json.items()) {
      if (std::ranges::find(keys, key) == keys.end()) return fail(at(pointer, key), "no such key is known here");
    }
    return true;
  }

  bool fail(const std::string& pointer, std::string_view fact) {
    problem_ = fmt::format("{}: {}", pointer.empty() ? "the document" : pointer, fact);
    return false;
  }

  std::optional<std::string> problem_;
};

std::string shown(const Json* json) {
  if (json == nullptr) return "nothing";
  std::string text = json->dump(-1, ' ', false, Json::error_handler_t::replace);
  constexpr std::size_t kMost = 120;
  if (text.size() > kMost) text = text.substr(0, text.find_first_of(",:[{ ", kMost / 2)) + " …";
  return text;
}

std::string compare(const Json* given, const Json* read, const std::string& pointer) {
  if (given != nullptr && read != nullptr && given->is_array() && read->is_array()) {
    for (std::size_t i = 0; i < std::max(given->size(), read->size()); ++i) {
      const Json* a = i < given->size() ? &(*given)[i] : nullptr;
      const Json* b = i < read->size() ? &(*read)[i] : nullptr;
      if (a == nullptr || b == nullptr || *a != *b) return compare(a, b, at(pointer, i));
    }
  }
  if (given != nullptr && read != nullptr && given->is_object() && read->is_object()) {
    for (const auto& [key, value] : given->items()) {
      const Json* other = read->contains(key) ? &(*read)[key] : nullptr;
      const bool is_other_kind = other == nullptr && given->size() == 1;
      if (is_other_kind) break;
      if (other == nullptr || value != *other) return compare(&value, other, at(pointer, key));
    }
    for (const auto& [key, value] : read->items()) {
      if (!given->contains(key) && read->size() != 1) return compare(nullptr, &value, at(pointer, key));
    }
  }
  return fmt::format("{}: says {}, but the rule text made of it reads {}", pointer, shown(given), shown(read));
}

}  // namespace

std::optional<std::string> problem_of(const Json& document) {
  Inspection inspection;
  inspection.document(document);
  return inspection.take();
}

std::string first_difference(const Json& given, const Json& read) { return compare(&given, &read, ""); }

}  // namespace edict::json
