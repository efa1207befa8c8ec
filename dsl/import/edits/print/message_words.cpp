#include "dsl/import/edits/print/message_words.h"

#include <fmt/format.h>

namespace edict::foreign {

std::string message_text(std::string_view message) {
  std::string text;
  while (!message.empty()) {
    const bool is_place = message.starts_with("${");
    const std::size_t end = is_place ? message.find('}') : std::string_view::npos;
    const std::size_t dot = message.find('.');
    if (is_place && end != std::string_view::npos && dot < end) {
      std::string_view item = message.substr(dot + 1, end - dot - 1);
      const bool is_date = item.ends_with(".formatDate()");
      item = item.substr(0, item.find('.'));
      text += fmt::format("{{{}{}}}", item, is_date ? ".date" : "");
      message.remove_prefix(end + 1);
      continue;
    }
    if (message.front() == '{' || message.front() == '}') text += message.front();
    text += message.front();
    message.remove_prefix(1);
  }
  return text;
}

std::optional<std::string> message_of_parts(const DecisionGraph& graph, NodeId text,
                                            const std::function<std::optional<std::string>(NodeId)>& value) {
  if (graph.is_constant(text)) return message_text(to_text(graph.value_of(text)));
  if (const auto name = value(text)) return fmt::format("{{{}}}", *name);
  const DecisionNode& part = graph[text];
  if (part.kind != DecisionKind::Call) return std::nullopt;
  switch (part.operation) {
    // Buffers of messages are made for the longest of them.
    case Operation::Cut:
    case Operation::Trim: return message_of_parts(graph, part.arguments[0], value);
    case Operation::Joined: {
      const bool is_whole = part.arguments.size() < 3 || part.arguments[2] == graph.null();
      const auto first = is_whole ? message_of_parts(graph, part.arguments[0], value) : std::nullopt;
      const auto second = first ? message_of_parts(graph, part.arguments[1], value) : std::nullopt;
      return second ? std::optional(*first + *second) : std::nullopt;
    }
    default: return std::nullopt;
  }
}

}  // namespace edict::foreign
