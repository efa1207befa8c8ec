#include "dsl/schema/dictionary_builder.h"

#include <algorithm>
#include <charconv>

#include "base/closest.h"
#include "base/utf8.h"

namespace edict {
namespace {

std::uint32_t number_of(std::string_view digits) {
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::string_view first_word(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  return line.substr(begin, std::min(line.find_first_of(" \t[|\"#", begin + 1), line.size()) - begin);
}

}  // namespace

const DictionaryBuilder::BlockRules DictionaryBuilder::kFileRules = {
    "the file",
    {{"dictionary", "dictionary diabetes 3", nullptr},
     {"level", "level visit in patient", nullptr},
     {"item", "item footStatus #17 \"Foot status\" on visit", nullptr}}};

const DictionaryBuilder::BlockRules DictionaryBuilder::kDictionaryRules = {
    "a dictionary", {{"source", "source \"the manual of 2025\"", &DictionaryBuilder::read_source}}};

const DictionaryBuilder::BlockRules DictionaryBuilder::kLevelRules = {
    "a level",
    {{"plural", "plural biopsies", &DictionaryBuilder::read_plural},
     {"element", "element Visit", &DictionaryBuilder::read_element}}};

const DictionaryBuilder::BlockRules DictionaryBuilder::kItemRules = {
    "an item",
    {{"kind", "kind code", &DictionaryBuilder::read_kind},
     {"length", "length 4", &DictionaryBuilder::read_length},
     {"padding", "padding left zero", &DictionaryBuilder::read_padding},
     {"identifier", "identifier person", &DictionaryBuilder::read_identifier},
     {"key", "key", &DictionaryBuilder::read_key},
     {"ordered", "ordered", &DictionaryBuilder::read_ordered},
     {"unlimited", "unlimited", &DictionaryBuilder::read_unlimited},
     {"formerly", "formerly oldName, olderName", &DictionaryBuilder::read_formerly},
     {"codes", "codes [C000-C009, C100]", &DictionaryBuilder::read_codes},
     {"labels", "labels", &DictionaryBuilder::read_labels},
     {"special", "special", &DictionaryBuilder::read_special}}};

void DictionaryBuilder::begin_dictionary(const Clause& clause) {
  close_item();
  block_ = &kDictionaryRules;
  clauses_.clear();
  if (!name_.empty()) {
    report(Code::DictionaryClause, clause.keyword.span, {view(clause.keyword), "a dictionary that has begun"});
    return;
  }
  name_ = text(clause.words[0]);
  version_ = text(clause.words[1]);
}

void DictionaryBuilder::begin_level(const Clause& clause) {
  close_item();
  block_ = &kLevelRules;
  clauses_.clear();
  Level level;
  level.name = text(clause.words[0]);
  level.plural = level.name + "s";
  level.element = level.name;
  if (clause.level) level.parent = read_level(*clause.level);
  is_first(level_names_, "level", clause.words[0]);
  levels_.push_back(std::move(level));
}

void DictionaryBuilder::begin_item(const Clause& clause) {
  Item item;
  item.id = text(clause.words[0]);
  is_first(item_ids_, "item", clause.words[0]);
  if (clause.number && is_first(item_numbers_, "item number", *clause.number))
    item.number = number_of(view(*clause.number));
  if (clause.label) item.label = text(*clause.label);
  item.level = read_level(*clause.level);
  open_item(std::move(item), clause.words[0].span);
}

void DictionaryBuilder::add_clause(const Clause& clause) {
  const auto rule = std::ranges::find(block_->clauses, view(clause.keyword), &ClauseRule::word);
  if (rule == block_->clauses.end() || rule->read == nullptr) {
    report(Code::DictionaryClause, clause.keyword.span, {view(clause.keyword), block_->name});
    return;
  }
  is_first(clauses_, "clause", clause.keyword);
  rows_ = Rows::None;
  (this->*rule->read)(clause);
}

void DictionaryBuilder::add_row(const Clause& clause) {
  const std::size_t widest = rows_ == Rows::Special ? 3 : 2;
  if (rows_ == Rows::None) {
    report(Code::DictionaryClause, {clause.keyword.span.begin, clause.keyword.span.begin + 1}, {"|", block_->name},
           "rows stand under `codes`, `labels` or `special`");
    return;
  }
  if (clause.words.size() > widest || (rows_ == Rows::Special && clause.words.size() < 2)) {
    report(Code::DictionaryForm, clause.keyword.span,
           {view(clause.keyword), rows_ == Rows::Special ? "| 999 | unknown | label |" : "| 1 | label |"});
    return;
  }
  const auto entry = read_entry(clause.words[0]);
  const std::string label = clause.words.size() == widest ? text(clause.words.back()) : std::string();
  if (!entry) return;
  if (rows_ == Rows::Codes) codes_->push_back(*entry);
  if (rows_ == Rows::Special) {
    const auto reason = special_reason(view(clause.words[1]));
    if (!reason) {
      report(Code::DictionaryWord, clause.words[1].span, {view(clause.words[1]), "reason of a special code"},
             "one of: unknown, not applicable, not measured, other");
    }
    item_.specials.push_back({*entry, reason.value_or(SpecialReason::Other), label});
  } else if (!label.empty()) {
    item_.labels.push_back({*entry, label});
  }
}

bool DictionaryBuilder::refuse_line(Span line) {
  const std::string_view written = file_.text(line);
  const std::size_t indentation = std::min(written.find_first_not_of(' '), written.size());
  const Span place{line.begin + static_cast<std::uint32_t>(indentation), line.end};
  const std::string_view word = first_word(written);
  const BlockRules& rules = indentation == 0 ? kFileRules : *block_;
  if (word.starts_with('\t')) {
    report(Code::TabIndentation, place, {});
  } else if (const auto rule = std::ranges::find(rules.clauses, word, &ClauseRule::word); rule != rules.clauses.end()) {
    report(Code::DictionaryForm, place, {file_.text(place), rule->form});
  } else if (word.starts_with('|')) {
    report(Code::DictionaryForm, place, {file_.text(place), "| 999 | unknown | label |"});
  } else {
    std::vector<std::string_view> known;
    for (const ClauseRule& each : rules.clauses) known.push_back(each.word);
    const auto meant = closest(word, known);
    report(Code::DictionaryClause, {place.begin, place.begin + static_cast<std::uint32_t>(word.size())},
           {word, rules.name}, meant.empty() ? std::string() : "did you mean `" + std::string(meant[0]) + "`?");
  }
  if (!word.starts_with('|')) rows_ = Rows::None;  // a broken row does not end its table
  if (word.starts_with('\t')) return true;         // how deep the line is meant to be cannot be told
  if (indentation > 0) return false;
  if (word == "item") {
    Item item;
    item.level = LevelId(0U);
    open_item(std::move(item), place);
    return true;
  }
  if (word == "level") {
    close_item();
    block_ = &kLevelRules;
    clauses_.clear();
    // Under its name if it has one, so that its items are not refused too.
    const std::string_view rest = file_.text(place).substr(word.size());
    levels_.emplace_back().name = first_word(rest);
    return true;
  }
  return false;
}

std::shared_ptr<const Dictionary> DictionaryBuilder::finish() {
  close_item();
  if (name_.empty() && !is_refused_) report(Code::DictionaryHeader, {0, 0}, {});
  if (is_refused_) return nullptr;
  return std::make_shared<const Dictionary>(std::move(name_), std::move(version_), std::move(levels_),
                                            std::move(items_), std::move(source_));
}

void DictionaryBuilder::read_source(const Clause& clause) { source_ = text(*clause.label); }
void DictionaryBuilder::read_plural(const Clause& clause) {
  levels_.back().plural = text(clause.words[0]);
  if (levels_.back().plural != levels_.back().name) is_first(level_names_, "level", clause.words[0]);
}
void DictionaryBuilder::read_element(const Clause& clause) { levels_.back().element = text(clause.words[0]); }

void DictionaryBuilder::read_kind(const Clause& clause) {
  has_kind_ = true;
  if (const auto kind = item_kind(view(clause.words[0]))) {
    item_.kind = *kind;
  } else {
    report(Code::DictionaryWord, clause.words[0].span, {view(clause.words[0]), "kind"},
           "one of: code, digits, text, number, date, datetime");
  }
}

void DictionaryBuilder::read_length(const Clause& clause) { item_.length = number_of(view(*clause.number)); }

void DictionaryBuilder::read_padding(const Clause& clause) {
  const Word words{{clause.words.front().span.begin, clause.words.back().span.end}};
  if (const auto value = padding(view(words))) {
    item_.padding = *value;
  } else {
    report(Code::DictionaryWord, words.span, {view(words), "padding"},
           "one of: right blank, left blank, left zero, right zero, none");
  }
}

void DictionaryBuilder::read_identifier(const Clause& clause) {
  if (const auto value = identifier_class(view(clause.words[0]))) {
    item_.identifier = *value;
  } else {
    report(Code::DictionaryWord, clause.words[0].span, {view(clause.words[0]), "class of identifier"},
           "one of: none, record, person");
  }
}

void DictionaryBuilder::read_key(const Clause&) { item_.is_key = true; }
void DictionaryBuilder::read_ordered(const Clause&) { item_.is_ordered = true; }
void DictionaryBuilder::read_unlimited(const Clause&) { item_.allows_unlimited_text = true; }

void DictionaryBuilder::read_formerly(const Clause& clause) {
  for (const Word word : clause.words) item_.former_ids.push_back(text(word));
}

void DictionaryBuilder::read_codes(const Clause& clause) {
  codes_.emplace();
  if (!clause.has_list) {
    rows_ = Rows::Codes;
    return;
  }
  codes_->reserve(clause.words.size());
  for (const Word word : clause.words) {
    if (auto entry = read_entry(word)) codes_->push_back(std::move(*entry));
  }
}

void DictionaryBuilder::read_labels(const Clause&) { rows_ = Rows::Labels; }
void DictionaryBuilder::read_special(const Clause&) { rows_ = Rows::Special; }

void DictionaryBuilder::open_item(Item item, Span header) {
  close_item();
  block_ = &kItemRules;
  clauses_.clear();
  item_ = std::move(item);
  item_header_ = header;
  has_kind_ = false;
}

void DictionaryBuilder::close_item() {
  rows_ = Rows::None;
  if (block_ != &kItemRules) return;
  const bool has_header = !item_.id.empty();
  if (!has_kind_ && has_header) report(Code::DictionaryNoKind, item_header_, {item_.id});
  for (const auto& [place, length] : code_lengths_) {
    if (!has_header || item_.length == 0 || item_.allows_unlimited_text || length <= item_.length) continue;
    report(Code::DictionaryCodeLength, place,
           {file_.text(place), std::to_string(length), item_.id, std::to_string(item_.length)});
  }
  code_lengths_.clear();
  if (codes_) item_.codes.emplace(std::move(*codes_));
  codes_.reset();
  items_.push_back(std::move(item_));
  block_ = &kFileRules;
}

std::optional<CodeSetEntry> DictionaryBuilder::read_entry(Word word) {
  ParsedEntry parsed = word.is_quoted ? parse_code_set_entry(text(word), true) : parse_code_set_entry(view(word));
  if (!parsed.entry) {
    report(Code::DictionaryCode, word.span, {view(word), parsed.problem});
  } else if (parsed.entry->kind != CodeSetEntry::Kind::Pattern) {
    code_lengths_.emplace_back(word.span, character_count(parsed.entry->low));  // both ends of a range are as long
  }
  return std::move(parsed.entry);
}

LevelId DictionaryBuilder::read_level(Word word) {
  const auto found = std::ranges::find(levels_, view(word), &Level::name);
  if (found != levels_.end()) return LevelId(static_cast<std::size_t>(found - levels_.begin()));
  std::vector<std::string_view> known;
  for (const Level& level : levels_) known.push_back(level.name);
  const auto meant = closest(view(word), known);
  report(Code::DictionaryLevel, word.span, {view(word)},
         meant.empty() ? std::string() : "did you mean `" + std::string(meant[0]) + "`?");
  return LevelId(0U);
}

bool DictionaryBuilder::is_first(Seen& seen, std::string_view what, Word word) {
  const auto [earlier, is_new] = seen.try_emplace(view(word), word.span);
  if (!is_new) {
    report(Code::DictionaryDuplicate, word.span,
           {what, view(word), std::to_string(file_.line_column(earlier->second.begin).line)});
  }
  return is_new;
}

void DictionaryBuilder::report(Code code, Span span, std::initializer_list<std::string_view> arguments,
                               std::string hint) {
  is_refused_ = true;
  sink_.report(code, {id_, span}, arguments, std::move(hint));
}

std::string DictionaryBuilder::text(Word word) const {
  const std::string_view written = view(word);
  if (!word.is_quoted || !written.contains('\\')) return std::string(written);
  std::string result;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == '\\' && i + 1 < written.size()) ++i;
    result += written[i];
  }
  return result;
}

}  // namespace edict
