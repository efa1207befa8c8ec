// Checks a JSON value against a JSON Schema, as far as the schema of rules goes: $ref, const, type, pattern "^#",
// minLength, minimum, properties, required, additionalProperties, items, prefixItems, anyOf.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace edict::test {

// Where and why the value does not satisfy the schema; empty when it does. An unknown keyword is a complaint, too.
std::string schema_complaint(const nlohmann::json& value, const nlohmann::json& schema, const nlohmann::json& root);

}  // namespace edict::test
