// `let x = …`: a name for a condition, value or record, for the clauses below it.
#include "dsl/sema/edit_reader.h"
#include "dsl/sema/expressions.h"

namespace edict::sema {

void EditReader::read_let(const ClauseRef& clause, Block& block) {
  const NodeRef name = clause.root().children().front();
  check_new_name(analysis_, block.scope, name.text(), name.location());
  const auto [use, is_new] = analysis_.lets.try_emplace({name.location().file, name.span().begin},
                                                        LetUse{std::string(name.text()), name.location()});
  const NodeRef body = clause.root().children().back();
  if (body.kind() == NodeKind::EarliestRecord || body.kind() == NodeKind::LatestRecord) {
    block.scope.firsts.push_back({name.text(), body, &use->second.is_used});
    return;
  }
  block.scope.lets.push_back({name.text(), named_value(analysis_, block.scope, clause), &use->second.is_used});
}

}  // namespace edict::sema
