#include "tests/unit/json/schema_check.h"

#include <fmt/format.h>

namespace edict::test {
namespace {

using nlohmann::json;

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  return type == "integer" && value.is_number_integer();
}

std::string complaint_of_object(const json& value, const json& schema, const json& root) {
  const json properties = schema.value("properties", json::object());
  for (const json& key : schema.value("required", json::array())) {
    if (!value.is_object() || !value.contains(key)) return fmt::format(": `{}` is required", key.get<std::string>());
  }
  if (!value.is_object()) return "";
  for (const auto& [key, content] : value.items()) {
    if (!properties.contains(key)) {
      if (schema.value("additionalProperties", true)) continue;
      return fmt::format("/{}: not in the schema", key);
    }
    const std::string complaint = schema_complaint(content, properties[key], root);
    if (!complaint.empty()) return fmt::format("/{}{}", key, complaint);
  }
  return "";
}

std::string complaint_of_array(const json& value, const json& schema, const json& root) {
  const json prefix = schema.value("prefixItems", json::array());
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool is_in_prefix = i < prefix.size();
    if (!is_in_prefix && !schema.contains("items")) continue;
    const std::string complaint = schema_complaint(value[i], is_in_prefix ? prefix[i] : schema["items"], root);
    if (!complaint.empty()) return fmt::format("/{}{}", i, complaint);
  }
  return "";
}

std::string complaint_of_choice(const json& value, const json& choices, const json& root) {
  std::string all;
  for (const json& choice : choices) {
    const std::string complaint = schema_complaint(value, choice, root);
    if (complaint.empty()) return "";
    if (complaint.size() > all.size()) all = complaint;  // the choice that got furthest says most
  }
  return all;
}

}  // namespace

std::string schema_complaint(const json& value, const json& schema, const json& root) {
  if (schema.contains("$ref")) {
    return schema_complaint(value, root.at(json::json_pointer(schema["$ref"].get<std::string>().substr(1))), root);
  }
  if (schema.contains("const") && value != schema["const"]) return fmt::format(": is not {}", schema["const"].dump());
  if (schema.contains("type") && !has_type(value, schema["type"]))
    return ": is no " + schema["type"].get<std::string>();
  if (schema.contains("pattern") && !value.get<std::string>().starts_with('#')) return ": does not begin with #";
  if (schema.contains("minLength") && value.get<std::string>().empty()) return ": is empty";
  if (schema.contains("minimum") && value.get<std::int64_t>() < schema["minimum"].get<std::int64_t>())
    return ": is low";
  if (std::string complaint = complaint_of_object(value, schema, root); !complaint.empty()) return complaint;
  if (value.is_array()) {
    if (std::string complaint = complaint_of_array(value, schema, root); !complaint.empty()) return complaint;
  }
  return schema.contains("anyOf") ? complaint_of_choice(value, schema["anyOf"], root) : "";
}

}  // namespace edict::test
