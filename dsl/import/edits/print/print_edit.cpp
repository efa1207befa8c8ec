#include "dsl/import/edits/print/print_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "dsl/import/edits/print/message_words.h"

namespace edict::foreign {
namespace {

constexpr std::size_t kWidth = 116;
constexpr const char* kFailsAtOnce = "an edit that fails without a condition";

std::string quoted(std::string_view text) {
  std::string result = "\"";
  bool was_blank = false;
  for (const char c : text) {
    const bool is_blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (is_blank && was_blank) continue;
    was_blank = is_blank;
    if (c == '"' || c == '\\') result += '\\';
    result += is_blank ? ' ' : c;
  }
  while (result.ends_with(' ')) result.pop_back();
  return result + '"';
}

// Breaks a condition at its outer `and`s and `or`s, or at any if it has none, where it would run over the line.
std::string wrapped(const std::string& text, std::size_t indent) {
  if (text.size() + indent <= kWidth) return text;
  std::string result;
  std::size_t column = indent;
  int depth = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && (i == 0 || text[i - 1] != '\\')) is_quoted = !is_quoted;
    if (!is_quoted && c == '[') ++depth;
    if (!is_quoted && c == ']') --depth;
    const std::string_view rest = std::string_view(text).substr(i);
    const bool is_joint =
        c == ' ' && depth == 0 && !is_quoted && (rest.starts_with(" and ") || rest.starts_with(" or "));
    if (is_joint) {
      const std::size_t next = std::min({rest.find(" and ", 1), rest.find(" or ", 1), rest.size()});
      if (column + next > kWidth) {
        result += '\n' + std::string(indent, ' ');
        column = indent;
        continue;
      }
    }
    result += c;
    ++column;
  }
  return result;
}

enum class ClauseKind : std::uint8_t { Skip, Require, When, Choose, Otherwise };

struct Clause {
  ClauseKind kind = ClauseKind::Require;
  std::string condition;
  std::string message;  // of a Require; empty: that of the edit
  std::string note;
  bool is_own_finding = false;  // of a Require with a note: it ends the edit
  std::vector<Clause> children;

  [[nodiscard]] bool has_only_notes() const {
    if (kind == ClauseKind::Require) return !note.empty() && !is_own_finding;
    return kind == ClauseKind::When && std::ranges::all_of(children, &Clause::has_only_notes);
  }
};

Clause clause_of(ClauseKind kind, std::string message = {}) {
  Clause clause;
  clause.kind = kind;
  clause.message = std::move(message);
  return clause;
}

using Steps = std::vector<Step>;

class Layout {
 public:
  Layout(DecisionGraph& graph, PlainWords& words, const std::string& message)
      : graph_(graph), words_(words), message_(message) {}

  std::expected<std::vector<Clause>, Unspeakable> lay_out(const Decision& decision) {
    std::vector<Clause> clauses;
    Steps steps = decision.steps;
    const bool is_left_open = !always_ends(steps);  // what comes to the end fails there
    if (is_left_open) steps.push_back({StepKind::Return, graph_.truth_of(false), graph_.null(), 0, {}, {}});
    if (!take(without_else(steps), graph_.truth_of(true), clauses, false)) return std::unexpected(problem_);
    return clauses;
  }

 private:
  bool refuse(std::string reason) {
    problem_.reason = std::move(reason);
    return false;
  }
  bool is(NodeId node, bool truth) const { return node == graph_.truth_of(truth); }
  bool is_return(const Steps& steps, bool truth) const {
    return steps.size() == 1 && steps[0].kind == StepKind::Return && is(steps[0].node, truth);
  }

  // Whether steps end the edit whatever is so.
  static bool always_ends(const Steps& steps) {
    for (const Step& step : steps) {
      if (step.kind == StepKind::Return) return true;
      if (step.kind == StepKind::Branch && always_ends(step.chosen) && always_ends(step.otherwise)) return true;
    }
    return false;
  }
  // The same steps, where a way that ends the edit has no `else`: what stood there follows it.
  Steps without_else(const Steps& steps) {
    Steps result;
    for (const Step& step : steps) {
      if (step.kind != StepKind::Branch) {
        result.push_back(step);
        if (step.kind == StepKind::Return) break;  // nothing behind it is reached
        continue;
      }
      Step branch = step;
      branch.chosen = without_else(step.chosen);
      branch.otherwise = without_else(step.otherwise);
      Steps behind;
      if (always_ends(branch.chosen)) {
        behind = std::exchange(branch.otherwise, {});
      } else if (always_ends(branch.otherwise)) {
        behind = std::exchange(branch.chosen, std::exchange(branch.otherwise, {}));
        branch.node = graph_.negation(branch.node);
      }
      result.push_back(std::move(branch));
      result.insert(result.end(), behind.begin(), behind.end());
      if (always_ends(behind)) break;
    }
    return result;
  }

  // Whether steps can end the edit without failing it.
  bool can_pass(const Steps& steps) const {
    return std::ranges::any_of(steps, [&](const Step& step) {
      if (step.kind == StepKind::Return) return !is(step.node, false);
      return step.kind == StepKind::Branch && (can_pass(step.chosen) || can_pass(step.otherwise));
    });
  }
  // Whether steps fail without a condition: what is around them is then the condition.
  bool fails_at_once(const Steps& steps) const {
    return std::ranges::any_of(
        steps, [](const Step& step) { return step.kind == StepKind::Note || step.kind == StepKind::Return; });
  }

  bool say(NodeId node, bool is_negated, std::string& text) {
    const auto said = words_.condition(node, is_negated);
    if (!said) return refuse(said.error().reason);
    text = said->text;
    return true;
  }

  // `guard` is what the steps are under beyond the clauses around; `goes_on`, whether anything is asked behind them.
  bool take(const Steps& steps, NodeId guard, std::vector<Clause>& clauses, bool goes_on) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Step& step = steps[i];
      const bool has_more = goes_on || i + 1 < steps.size();
      switch (step.kind) {
        case StepKind::Throw: break;  // a record that throws has no outcome there
        case StepKind::Note: {
          // Notes that follow each other are one; those before a failure are notes of its finding.
          std::string note;
          std::size_t end = i;
          for (; end < steps.size() && steps[end].kind == StepKind::Note; ++end) {
            note += (note.empty() ? "" : "; ") + words_.message(steps[end].node).value_or("see the edit");
          }
          const bool is_end = end < steps.size() && steps[end].kind == StepKind::Return &&
                              is(words_.simplified(graph_.truth(steps[end].node)), false);
          if (!is_end && uses_skip(guard, clauses) && asks_more(std::span(steps).subspan(end))) {
            return refuse("a note behind what passes early, and more behind it");
          }
          Clause failure;
          failure.note = std::move(note);
          failure.is_own_finding = is_end;
          if (is_end) failure.message = message_of(steps[end]);
          if (!add_failure(guard, std::move(failure), clauses)) return false;
          if (is_end) return true;
          i = end - 1;
          break;
        }
        case StepKind::Return: return add_return(guard, step, clauses, goes_on);
        case StepKind::Branch: {
          std::size_t taken = 0;
          const auto outside = words_.facts();
          if (is(guard, true) && !goes_on && !add_choice(std::span(steps).subspan(i), clauses, taken)) return false;
          if (taken > 0) return true;
          words_.restore(outside);  // what a choice that came to nothing assumed
          if (is(guard, true) && add_chain(step, clauses)) break;
          words_.restore(outside);
          if (!add_branch(guard, step, clauses, has_more)) return false;
          break;
        }
      }
    }
    return true;
  }

  bool add_branch(NodeId guard, const Step& step, std::vector<Clause>& clauses, bool has_more) {
    const NodeId condition = words_.simplified(step.node);
    if (is(condition, true)) return take(step.chosen, guard, clauses, has_more);
    if (is(condition, false)) return take(step.otherwise, guard, clauses, has_more);
    const auto outside = words_.facts();
    const bool is_block = !can_pass(step.chosen) && !fails_at_once(step.chosen) && !step.chosen.empty();
    bool is_said = false;
    if (is_block) {
      Clause block = clause_of(ClauseKind::When);
      if (!say(graph_.both(guard, condition), false, block.condition)) return false;
      words_.assume(guard, true);
      words_.assume(condition, true);
      is_said = take(step.chosen, graph_.truth_of(true), block.children, true);
      // What fails in the block without a further condition needs that of the block.
      if (!is_said && problem_.reason != kFailsAtOnce) return false;
      if (is_said && !block.children.empty()) clauses.push_back(std::move(block));
      words_.restore(outside);
    }
    if (!is_said) {
      words_.assume(condition, true);
      if (!take(step.chosen, graph_.both(guard, condition), clauses, has_more || !step.otherwise.empty())) return false;
      words_.restore(outside);
    }
    words_.assume(condition, false);
    if (!take(step.otherwise, graph_.both(guard, graph_.negation(condition)), clauses, has_more)) return false;
    words_.restore(outside);
    if (!is(guard, true)) return true;
    if (always_ends(step.chosen)) words_.assume(condition, false);
    if (always_ends(step.otherwise)) words_.assume(condition, true);
    return true;
  }

  bool add_return(NodeId guard, const Step& step, std::vector<Clause>& clauses, bool goes_on) {
    const NodeId passes = words_.simplified(graph_.truth(step.node));
    if (is(passes, false)) {
      Clause failure;
      failure.message = message_of(step);
      return add_failure(guard, std::move(failure), clauses);
    }
    if (!is(passes, true)) {
      Clause require = clause_of(ClauseKind::Require, message_of(step));
      if (!say(passes, false, require.condition)) return false;
      if (is(guard, true)) {
        clauses.push_back(std::move(require));
      } else {
        Clause block = clause_of(ClauseKind::When);
        block.children.push_back(std::move(require));
        if (!say(guard, false, block.condition)) return false;
        clauses.push_back(std::move(block));
      }
    }
    if (!goes_on || is(guard, true)) return true;
    Clause skip = clause_of(ClauseKind::Skip);
    if (!say(guard, false, skip.condition)) return false;
    clauses.push_back(std::move(skip));
    return true;
  }

  // Whether a failure at once turns the skip before it into what the edit requires, so that the skip is gone for what
  // stands behind.
  [[nodiscard]] bool uses_skip(NodeId guard, const std::vector<Clause>& clauses) const {
    return is(guard, true) && !clauses.empty() && clauses.back().kind == ClauseKind::Skip;
  }
  static bool asks_more(std::span<const Step> steps) {
    return std::ranges::any_of(steps, [](const Step& step) { return step.kind == StepKind::Branch; });
  }

  // `require` lacks its condition.
  bool add_failure(NodeId guard, Clause require, std::vector<Clause>& clauses) {
    if (is(guard, true)) {
      // What is left behind a skip fails: the skip is what the edit requires.
      if (clauses.empty() || clauses.back().kind != ClauseKind::Skip) {
        return refuse(kFailsAtOnce);
      }
      require.condition = clauses.back().condition;
      clauses.pop_back();
    } else if (!say(guard, true, require.condition)) {
      return false;
    }
    clauses.push_back(std::move(require));
    return true;
  }

  // `if c return v … return w` as a choice, if two ways or more decide by more than a constant; else nothing is taken.
  bool add_choice(std::span<const Step> steps, std::vector<Clause>& clauses, std::size_t& taken) {
    std::size_t count = 0;
    const auto decides = [&](const Step& step) {
      return step.kind == StepKind::Return && !graph_.is_constant(step.node);
    };
    while (count < steps.size() && steps[count].kind == StepKind::Branch && steps[count].otherwise.empty() &&
           steps[count].chosen.size() == 1 && decides(steps[count].chosen[0])) {
      ++count;
    }
    if (count == 0 || count + 1 != steps.size() || steps[count].kind != StepKind::Return) return true;
    if (is(steps[count].node, false)) return true;
    Clause choose = clause_of(ClauseKind::Choose);
    for (std::size_t i = 0; i <= count; ++i) {
      const bool is_last = i == count;
      const Step& decision = is_last ? steps[i] : steps[i].chosen[0];
      if (is_last && graph_.is_constant(decision.node)) break;  // without `otherwise`, what is left is skipped
      Clause branch = clause_of(is_last ? ClauseKind::Otherwise : ClauseKind::When);
      NodeId condition = graph_.truth_of(true);
      if (!is_last) {
        condition = words_.simplified(steps[i].node);
        if (graph_.is_constant(condition)) return true;
        if (!say(condition, false, branch.condition)) return false;
      }
      const auto outside = words_.facts();
      if (!is_last) words_.assume(condition, true);
      const NodeId passes = words_.simplified(graph_.truth(decision.node));
      Clause require = clause_of(ClauseKind::Require, message_of(decision));
      const bool is_said = graph_.is_constant(passes) || say(passes, false, require.condition);
      words_.restore(outside);
      if (graph_.is_constant(passes)) return true;
      if (!is_said) return false;
      if (!is_last) words_.assume(condition, false);
      branch.children.push_back(std::move(require));
      choose.children.push_back(std::move(branch));
    }
    clauses.push_back(std::move(choose));
    taken = steps.size();
    return true;
  }

  // `if c … else if d … else …`, of which each way only fails, as a choice; false, and nothing is added, if it is none.
  bool add_chain(const Step& first, std::vector<Clause>& clauses) {
    Clause choose = clause_of(ClauseKind::Choose);
    const Step* step = &first;
    const Steps* rest = nullptr;
    const auto add = [&](const Steps& steps, Clause arm) {
      const bool is_fit = !steps.empty() && !can_pass(steps) && !fails_at_once(steps) &&
                          take(steps, graph_.truth_of(true), arm.children, true) && !arm.children.empty() &&
                          std::ranges::none_of(arm.children, &Clause::has_only_notes);
      choose.children.push_back(std::move(arm));
      return is_fit;
    };
    const auto outside = words_.facts();
    while (step != nullptr) {
      const NodeId condition = words_.simplified(step->node);
      Clause arm = clause_of(ClauseKind::When);
      if (graph_.is_constant(condition) || !say(condition, false, arm.condition)) return false;
      const auto before = words_.facts();
      words_.assume(condition, true);
      if (!add(step->chosen, std::move(arm))) return false;
      words_.restore(before);
      words_.assume(condition, false);
      rest = &step->otherwise;
      const bool goes_on = rest->size() == 1 && rest->front().kind == StepKind::Branch &&
                           !fails_at_once(rest->front().chosen) && !rest->front().chosen.empty();
      step = goes_on ? &rest->front() : nullptr;
    }
    const bool is_whole = rest->empty() || add(*rest, clause_of(ClauseKind::Otherwise));
    words_.restore(outside);
    if (!is_whole || choose.children.size() < 2) return false;
    clauses.push_back(std::move(choose));
    return true;
  }

  std::string message_of(const Step& step) {
    if (!step.message.is_valid() || step.message == graph_.null()) return "";
    const std::string text = words_.message(step.message).value_or("");
    return text == message_text(message_) ? "" : text;
  }

  DecisionGraph& graph_;
  PlainWords& words_;
  const std::string& message_;
  Unspeakable problem_;
};

class Writer {
 public:
  void line(std::size_t depth, std::string_view text) {
    text_ += std::string(depth * 2, ' ');
    text_ += text;
    text_ += '\n';
  }

  void clauses(const std::vector<Clause>& all, std::size_t depth, const std::string& headline) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!all[i].has_only_notes()) {
        clause(all[i], depth, headline);
        continue;
      }
      // Notes that follow each other are one finding.
      line(depth, "finding one " + quoted(message_text(headline)));
      for (; i < all.size() && all[i].has_only_notes(); ++i) clause(all[i], depth + 1, headline);
      --i;
    }
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void conditional(std::string_view word, const std::string& condition, std::size_t depth) {
    line(depth, fmt::format("{} {}", word, wrapped(condition, depth * 2 + 8)));
  }

  void clause(const Clause& clause, std::size_t depth, const std::string& headline) {
    switch (clause.kind) {
      case ClauseKind::Skip: conditional("skip when", clause.condition, depth); break;
      case ClauseKind::Require:
        if (clause.is_own_finding) {
          line(depth++, "finding one " + quoted(clause.message.empty() ? message_text(headline) : clause.message));
        }
        conditional("require", clause.condition, depth);
        if (clause.is_own_finding) {
          line(depth + 1, "note " + quoted(clause.note));
          break;
        }
        if (!clause.message.empty()) line(depth + 1, "message " + quoted(clause.message));
        if (!clause.note.empty()) line(depth + 1, "note " + quoted(clause.note));
        break;
      case ClauseKind::When:
        conditional("when", clause.condition, depth);
        if (clause.has_only_notes()) {
          for (const Clause& child : clause.children) this->clause(child, depth + 1, headline);
        } else {
          clauses(clause.children, depth + 1, headline);
        }
        break;
      case ClauseKind::Choose:
      case ClauseKind::Otherwise:
        line(depth, clause.kind == ClauseKind::Choose ? "choose" : "otherwise");
        clauses(clause.children, depth + 1, headline);
        break;
    }
  }

  std::string text_;
};

// Words of letters and digits, joined by `-`: what a tag may be.
std::string tag_of(std::string_view category) {
  std::string tag;
  for (const char c : category) tag += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '-';
  return tag;
}

}  // namespace

std::string printed_id(std::string_view tag_or_id) {
  std::string printed;
  for (const char c : tag_or_id) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
    printed += is_plain ? c : '_';
  }
  return printed;
}

std::expected<PrintedEdit, Unspeakable> print_edit(DecisionGraph& graph, PlainWords& words, const ForeignEdit& edit,
                                                   const std::string& id, const Decision& decision,
                                                   const std::string& level) {
  words.begin_edit();
  const auto clauses = Layout(graph, words, edit.message).lay_out(decision);
  if (!clauses) return std::unexpected(clauses.error());
  const auto requires_something = [](const auto& self, const Clause& clause) -> bool {
    if (clause.kind == ClauseKind::Require) return true;
    return std::ranges::any_of(clause.children, [&](const Clause& child) { return self(self, child); });
  };
  const bool can_fail = std::ranges::any_of(
      *clauses, [&](const Clause& clause) { return requires_something(requires_something, clause); });
  if (!can_fail) return std::unexpected(Unspeakable{"an edit that can never fail"});
  Writer writer;
  writer.line(0, fmt::format("edit {} {} on {}", id, quoted(edit.name), level));
  if (!edit.agency.empty()) writer.line(1, "agency " + edit.agency);
  if (!edit.category.empty()) writer.line(1, "tags " + tag_of(edit.category));
  writer.line(1, "imported from " + quoted(edit.id));
  if (clauses->size() > 1) writer.line(1, "check in order");
  writer.clauses(*clauses, 1, edit.message);
  if (!edit.message.empty()) writer.line(1, "message " + quoted(message_text(edit.message)));
  writer.line(0, "end");
  PrintedEdit printed{writer.take(), words.is_exact(), {}};
  printed.functions = functions_in(printed.text);
  return printed;
}

}  // namespace edict::foreign
