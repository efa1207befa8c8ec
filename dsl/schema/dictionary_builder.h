// Builds a Dictionary clause by clause, checking each against what came before. The grammar (parse_dictionary.cpp)
// knows how clauses look; the builder knows what they may say, and reports what they may not.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/source.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/schema/dictionary.h"

namespace edict {

class DictionaryBuilder {
 public:
  // A piece of text as written. A quoted one is without its quotes, its escapes still in it.
  struct Word {
    Span span;
    bool is_quoted = false;
  };
  // What one clause says; the grammar has checked that it says what its keyword asks for.
  struct Clause {
    Word keyword;
    std::vector<Word> words;  // names, values, cells or code list entries, in order
    std::optional<Word> number;
    std::optional<Word> label;
    std::optional<Word> level;
    bool has_list = false;  // `codes [ … ]`, not `codes` with rows below
  };

  DictionaryBuilder(const SourceFile& file, FileId id, DiagnosticSink& sink) : file_(file), id_(id), sink_(sink) {}

  void begin_dictionary(const Clause& clause);
  void begin_level(const Clause& clause);
  void begin_item(const Clause& clause);
  void add_clause(const Clause& clause);  // one below the dictionary, a level or an item
  void add_row(const Clause& clause);     // one below codes, labels or special
  // A line no rule reads. The header of a level or item that cannot be read still opens one. Returns whether deeper
  // lines below are to be read: below a header they are, below a clause they belong to what was refused.
  bool refuse_line(Span line);
  // The dictionary, or null when something was refused.
  std::shared_ptr<const Dictionary> finish();

 private:
  using Handler = void (DictionaryBuilder::*)(const Clause&);
  struct ClauseRule {
    std::string_view word;
    std::string_view form;  // an example, shown when the clause is not in its form
    Handler read;
  };
  struct BlockRules {
    std::string_view name;  // "an item"
    std::vector<ClauseRule> clauses;
  };
  using Seen = std::unordered_map<std::string_view, Span>;
  enum class Rows : std::uint8_t { None, Codes, Labels, Special };

  static const BlockRules kFileRules;
  static const BlockRules kDictionaryRules;
  static const BlockRules kLevelRules;
  static const BlockRules kItemRules;

  void read_source(const Clause& clause);
  void read_plural(const Clause& clause);
  void read_element(const Clause& clause);
  void read_kind(const Clause& clause);
  void read_length(const Clause& clause);
  void read_padding(const Clause& clause);
  void read_identifier(const Clause& clause);
  void read_key(const Clause& clause);
  void read_ordered(const Clause& clause);
  void read_unlimited(const Clause& clause);
  void read_formerly(const Clause& clause);
  void read_codes(const Clause& clause);
  void read_labels(const Clause& clause);
  void read_special(const Clause& clause);

  void open_item(Item item, Span header);
  void close_item();
  std::optional<CodeSetEntry> read_entry(Word word);
  LevelId read_level(Word word);
  bool is_first(Seen& seen, std::string_view what, Word word);
  void report(Code code, Span span, std::initializer_list<std::string_view> arguments, std::string hint = {});
  [[nodiscard]] std::string_view view(Word word) const { return file_.text(word.span); }
  [[nodiscard]] std::string text(Word word) const;

  const SourceFile& file_;
  FileId id_;
  DiagnosticSink& sink_;
  bool is_refused_ = false;

  std::string name_;
  std::string version_;
  std::string source_;
  std::vector<Level> levels_;
  std::vector<Item> items_;
  Seen level_names_;
  Seen item_ids_;
  Seen item_numbers_;

  // The open block.
  const BlockRules* block_ = &kFileRules;
  Seen clauses_;
  Rows rows_ = Rows::None;
  Item item_;
  Span item_header_;
  bool has_kind_ = false;
  std::optional<std::vector<CodeSetEntry>> codes_;
  std::vector<std::pair<Span, std::size_t>> code_lengths_;  // checked when the item's length is known
};

}  // namespace edict
