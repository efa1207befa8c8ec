// The texts of findings, where they are put together of parts, with places for values: "Schema: {csSchemaName}".
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "dsl/import/edits/decision/decision_graph.h"

namespace edict::foreign {

// "${record.item}" becomes {item}; braces that are none of ours are doubled.
std::string message_text(std::string_view message);

// A made text as a message; none if it has a part that no place can hold. `value` names what a part is the value of.
std::optional<std::string> message_of_parts(const DecisionGraph& graph, NodeId text,
                                            const std::function<std::optional<std::string>(NodeId)>& value);

}  // namespace edict::foreign
