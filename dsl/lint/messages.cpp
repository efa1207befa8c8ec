#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dsl/lint/rules.h"

namespace edict::lint_rules {
namespace {

using sema::ClauseRef;

class MessageLint {
 public:
  explicit MessageLint(const Lint& lint) : lint_(lint) {}

  void run(const ClauseRef& edit) {
    collect(edit);
    for (const Group& group : groups_) check_languages(group);
  }

 private:
  // The messages under one clause: one text in several languages.
  struct Group {
    Location place;
    std::set<std::string_view> languages;
  };

  void collect(const ClauseRef& clause) {
    Group group;
    for (const ClauseRef& child : clause.children()) {
      if (child.kind() == NodeKind::MessageClause) {
        add(child, clause, group);
      } else {
        collect(child);
      }
    }
    if (!group.languages.empty()) groups_.push_back(std::move(group));
  }

  void add(const ClauseRef& message, const ClauseRef& owner, Group& group) {
    const NodeRef root = message.root();
    const bool is_translated = root.has(NodeKind::Language);
    const std::string_view language = is_translated ? root.child(NodeKind::Language).text() : std::string_view{};
    if (group.languages.empty()) group.place = message.word();
    group.languages.insert(language);
    if (!is_translated && owner.kind() == NodeKind::RequireClause) check_text(root.child(NodeKind::String));
  }

  void check_text(NodeRef text) {
    const std::uint32_t line = lint_.sources[text.location().file].line_column(text.span().begin).line;
    const auto [first, is_new] = texts_.try_emplace(text.text(), line);
    if (!is_new) lint_.reporter.report(Code::MessageTwice, text.location(), {fmt::format("{}", first->second)});
  }

  void check_languages(const Group& group) {
    for (const Group& other : groups_) {
      for (const std::string_view language : other.languages) {
        if (language.empty() || group.languages.contains(language)) continue;
        lint_.reporter.report(Code::TranslationMissing, group.place, {language});
      }
    }
  }

  const Lint& lint_;
  std::vector<Group> groups_;
  std::map<std::string_view, std::uint32_t> texts_;  // of requires, with the line of the first
};

}  // namespace

void lint_messages(const Lint& lint, const ClauseRef& edit) { MessageLint(lint).run(edit); }

}  // namespace edict::lint_rules
