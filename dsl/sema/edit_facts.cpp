// What is said about an edit as a whole.
#include "dsl/sema/codes.h"
#include "dsl/sema/edit_reader.h"

namespace edict::sema {

void EditReader::read_fact(const ClauseRef& clause, Block& block) {
  switch (clause.kind()) {
    case NodeKind::DescriptionClause:
      check_once(clause);
      edit_.description = unquoted(clause.root().child(NodeKind::String).text());
      break;
    case NodeKind::AgencyClause:
      check_once(clause);
      edit_.agency = clause.root().children().front().text();
      break;
    case NodeKind::TagsClause:
      for (const NodeRef word : clause.root().children()) edit_.tags.emplace_back(word.text());
      break;
    case NodeKind::RestatesClause:
      for (const NodeRef id : clause.root().children()) edit_.restates.emplace_back(id.text());
      break;
    case NodeKind::ReferenceClause:
      edit_.references.push_back(unquoted(clause.root().child(NodeKind::String).text()));
      break;
    case NodeKind::EffectiveClause:
      check_once(clause);
      read_effective(clause, block);
      break;
    case NodeKind::UnsureClause: {
      check_once(clause);
      const std::size_t policy = word_among(analysis_, clause.root().children().front(), {"pass", "review", "fail"});
      edit_.unsure = static_cast<hir::UnsurePolicy>(policy);
      break;
    }
    case NodeKind::TestClause: tests_.push_back(clause); break;
    default: break;  // messages are read with each require
  }
}

}  // namespace edict::sema
