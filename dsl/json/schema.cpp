// The JSON Schema of the form: a definition for each kind of node and clause, from the tables of the grammar. Which
// parts a kind may hold is what nodes.def says; where it names expressions, values or alternatives, any node may stand.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "dsl/format/clause_tokens.h"
#include "dsl/json/document.h"
#include "dsl/json/rules_json.h"
#include "dsl/syntax/clause_words.h"

namespace edict {
namespace {

using json::Json;

struct Kind {
  NodeKind kind;
  std::string_view name;
  std::string_view children;
};

constexpr Kind kKinds[] = {
#define NODE(name, children) {NodeKind::name, #name, children},
#include "dsl/syntax/nodes.def"
#undef NODE
};

constexpr NodeKind kClauses[] = {
#define CLAUSE(kind, word, rule, stands_in, opens) NodeKind::kind,
#include "dsl/syntax/clauses.def"
#undef CLAUSE
};

bool is_clause(NodeKind kind) { return std::ranges::find(kClauses, kind) != std::end(kClauses); }
bool is_node(const Kind& kind) { return !is_clause(kind.kind) && kind.kind != NodeKind::ErrorClause; }
bool is_text(const Kind& kind) { return kind.children.empty() && !has_words_inside(kind.kind); }

Json reference_to(std::string_view name) { return Json{{"$ref", fmt::format("#/$defs/{}", name)}}; }

// The kinds that nodes.def names, in order; none where it names more than single kinds.
std::vector<std::string> kinds_named(std::string_view children) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < children.size();) {
    std::size_t end = at;
    while (end < children.size() && std::isalpha(static_cast<unsigned char>(children[end])) != 0) ++end;
    if (end > at) {
      std::string name(children.substr(at, end - at));
      if (std::ranges::find(kKinds, name, &Kind::name) == std::end(kKinds)) return {};
      if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    at = std::max(end, at + 1);
  }
  return names;
}

// Parts: words, line breaks, comments, and nodes of the kinds that may stand there.
Json parts_of(const Kind& kind) {
  Json any_of = Json::array({reference_to("word")});
  const std::vector<std::string> kinds = kinds_named(kind.children);
  for (const std::string& name : kinds) any_of.push_back(reference_to(name));
  if (kinds.empty() && !kind.children.empty()) any_of.push_back(reference_to("node"));
  Json parts{{"type", "array"}, {"items", Json{{"anyOf", std::move(any_of)}}}};
  if (!kind.children.empty()) parts["description"] = fmt::format("nodes: {}", kind.children);
  return parts;
}

Json object(Json properties, std::initializer_list<const char*> required) {
  Json json{{"type", "object"}, {"properties", std::move(properties)}};
  json["required"] = Json(required);
  json["additionalProperties"] = false;
  return json;
}

// The lines that may stand at a place.
Json lines_at(Place place) {
  Json any_of = Json::array({reference_to("empty_line"), reference_to("comment")});
  for (const NodeKind clause : kClauses) {
    if ((info_of(clause).stands_in & place) != 0) any_of.push_back(reference_to(name_of(clause)));
  }
  return Json{{"type", "array"}, {"items", Json{{"anyOf", std::move(any_of)}}}};
}

Json definition_of_clause(const Kind& kind) {
  const ClauseInfo& info = info_of(kind.kind);
  Json properties;
  properties["clause"] = Json{{"const", kind.name}};
  properties["parts"] = parts_of(kind);
  properties["parts"]["prefixItems"] = Json::array({Json{{"type", "string"}}});
  properties["behind"] = reference_to("comment");
  properties["under"] = lines_at(info.opens);
  Json definition = object(std::move(properties), {"clause", "parts"});
  definition["description"] = fmt::format("`{}`", info.word);
  return definition;
}

Json definition_of_node(const Kind& kind) {
  Json properties;
  properties[std::string(kind.name)] = is_text(kind) ? Json{{"type", "string"}} : parts_of(kind);
  Json definition = object(std::move(properties), {});
  definition["required"] = Json::array({kind.name});
  return definition;
}

}  // namespace

std::string rules_schema() {
  Json definitions;
  definitions["word"] =
      Json{{"type", "string"},
           {"minLength", 1},
           {"description", "a word or sign of the clause, \"\\n\" for a line break, or a comment \"# …\""}};
  definitions["empty_line"] = Json{{"const", ""}};
  definitions["comment"] = Json{{"type", "string"}, {"pattern", "^#"}};
  Json any_node = Json::array();
  for (const Kind& kind : kKinds) {
    if (is_node(kind)) any_node.push_back(reference_to(kind.name));
  }
  definitions["node"] = Json{{"anyOf", std::move(any_node)}};
  for (const Kind& kind : kKinds) {
    if (is_clause(kind.kind)) definitions[std::string(kind.name)] = definition_of_clause(kind);
    else if (is_node(kind)) definitions[std::string(kind.name)] = definition_of_node(kind);
  }

  const Json rules = lines_at(File);
  Json block;
  block["anyOf"] = Json::array();
  block["anyOf"].push_back(object(Json{{"prose", Json{{"type", "string"}}}}, {"prose"}));
  block["anyOf"].push_back(
      object(Json{{"rules", rules}, {"margin", Json{{"type", "integer"}, {"minimum", 0}}}}, {"rules", "margin"}));

  Json properties;
  properties["form"] = Json{{"const", json::kForm}};
  properties["version"] = Json{{"const", json::kVersion}};
  properties["rules"] = rules;
  properties["blocks"] = Json{{"type", "array"}, {"items", std::move(block)}};
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "Edict rules as JSON"},
              {"description",
               "The syntax tree of a rule file, exact both ways. What the words mean is said in docs/language.md."}};
  schema.update(object(std::move(properties), {"form", "version"}));
  schema["anyOf"] = Json::array({Json{{"required", {"rules"}}}, Json{{"required", {"blocks"}}}});
  schema["$defs"] = std::move(definitions);
  return schema.dump(1) + "\n";
}

}  // namespace edict
