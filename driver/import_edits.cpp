#include "driver/import_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "base/json_text.h"
#include "base/output_file.h"
#include "driver/import_staging.h"
#include "driver/load_rules.h"
#include "dsl/format/format.h"
#include "dsl/import/edits/decision/convert_edit.h"
#include "dsl/import/edits/package_reader.h"
#include "dsl/import/edits/print/print_edit.h"

namespace edict {
namespace {

namespace fs = std::filesystem;

std::size_t line_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n')) + (text.ends_with('\n') || text.empty() ? 0 : 1);
}

// The collaborative staging library that the published edits were written for: its last.
constexpr const char* kStagingVersion = "020550";

// Letters, digits and dashes are a file name as they stand; anything else in one becomes a dash.
std::string file_name(std::string_view words) {
  std::string name;
  for (const char c : words) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '-';
  return name.empty() ? "edits" : name;
}

// The text of one rule file as the formatter lays it out; the text itself where it cannot be parsed.
Result<std::string> laid_out(const std::string& path, std::string text) {
  const SourceFile file(path, text);
  DiagnosticSink sink;
  const SyntaxTree tree = parse(file, FileId(0), sink);
  if (tree.has_errors) return fail(ErrorKind::Engine, fmt::format("`{}`: what was printed cannot be parsed", path));
  return format(tree);
}

class Import {
 public:
  Import(const foreign::ParsedPackage& package, const Dictionary& dictionary, const ImportEditsOptions& options)
      : package_(package),
        dictionary_(dictionary),
        options_(options),
        output_(options.output),
        mode_(options.is_idiomatic ? foreign::PlainWords::Mode::Idiomatic : foreign::PlainWords::Mode::Exact) {}

  Result<ImportEditsReport> run() {
    report_.problems = package_.problems();
    for (const foreign::ForeignEdit& edit : package_.package().edits) ++tag_counts_[edit.tag];
    tag_counts_.erase("");
    are_padded_ = std::ranges::any_of(package_.package().edits, [](const foreign::ForeignEdit& edit) {
      return edit.subject == foreign::Subject::PaddedRecord;
    });
    const auto length = [&](std::string_view item) { return length_of(item); };
    foreign::DecisionGraph graph({are_padded_, length, kStagingVersion}, &package_.tables());
    foreign::PlainWords words(graph, dictionary_, mode_);
    for (std::size_t i = 0; i < package_.package().edits.size(); ++i) add_edit(graph, words, i);
    EDICT_TRY_VOID(write_files(words));
    EDICT_TRY_VOID(write_staging(words));
    EDICT_TRY_VOID(write_report());
    return std::move(report_);
  }

 private:
  [[nodiscard]] std::size_t length_of(std::string_view item) const {
    const ItemId id = dictionary_.find(item);
    const std::uint32_t length = id.is_valid() ? dictionary_[id].length : 0;
    return length == 0 ? SIZE_MAX : length;
  }

  void add_edit(foreign::DecisionGraph& graph, foreign::PlainWords& words, std::size_t index) {
    const foreign::ForeignEdit& edit = package_.package().edits[index];
    ImportedEdit& imported = report_.edits.emplace_back();
    imported.id = edit.id;
    imported.printed_id = tag_counts_[edit.tag] == 1 ? foreign::printed_id(edit.tag) : foreign::printed_id(edit.id);
    imported.source_lines = line_count(edit.expression.text);
    if (!package_.script(index)) {
      imported.reason = package_.script(index).error().problem;
      return;
    }
    if (are_padded_ && edit.subject == foreign::Subject::Record) {
      imported.reason = "it reads trimmed values, and other edits of the package padded ones";
      return;
    }
    if (edit.subject == foreign::Subject::Patient) {
      imported.reason = "records of a patient are compared";
      return;
    }
    const auto decision = foreign::convert_edit(graph, package_, index);
    if (!decision) {
      imported.reason = decision.error().problem;
      return;
    }
    const std::string level = dictionary_.levels().back().name;
    auto printed = foreign::print_edit(graph, words, edit, imported.printed_id, *decision, level);
    if (!printed) {
      imported.reason = printed.error().reason;
      return;
    }
    imported.functions = std::move(printed->functions);
    imported.form = !printed->is_exact           ? ImportedEdit::Form::WellFormed
                    : imported.functions.empty() ? ImportedEdit::Form::Plain
                                                 : ImportedEdit::Form::Compatibility;
    auto text = laid_out(imported.id, std::move(printed->text));
    if (!text) {
      imported.form = ImportedEdit::Form::Unsaid;
      imported.reason = text.error().message;
      return;
    }
    imported.lines = line_count(*text);
    files_[file_name(edit.category)] += "\n" + *text;
  }

  [[nodiscard]] std::string head() const {
    return fmt::format("package {} version {}\nuse dictionary {} {}\n", package_name(), 1, dictionary_.name(),
                       dictionary_.version());
  }
  [[nodiscard]] std::string package_name() const { return "imported." + file_name(package_.package().id); }

  Result<void> write(const std::string& name, const std::string& text) const {
    EDICT_TRY(const std::unique_ptr<OutputFile> file, OutputFile::create((fs::path(output_) / name).string()));
    EDICT_TRY_VOID(file->write(text));
    return file->commit();
  }

  Result<void> write_files(const foreign::PlainWords& words) {
    std::error_code error;
    fs::create_directories(output_, error);
    if (error) return fail(ErrorKind::Unwritable, fmt::format("`{}` cannot be made: {}", output_, error.message()));
    for (const auto& [name, text] : files_) EDICT_TRY_VOID(write(name + ".edict", head() + text));
    std::string conditions = head();
    const std::string level = dictionary_.levels().back().name;
    for (const std::string& date : words.known_dates()) {
      conditions += fmt::format("\ncondition {} on {} = {} is valid and possibly ({} from 1850 to today)\n",
                                foreign::PlainWords::known_condition(date), level, date, date);
    }
    EDICT_TRY(const std::string text, laid_out("conditions.edict", std::move(conditions)));
    return write("conditions.edict", text);
  }

  // The staging packages that edits ask, and the manifest that names them.
  Result<void> write_staging(const foreign::PlainWords& words) {
    report_.staging_folder = (fs::path(output_) / "packages").string();
    std::map<std::string, std::string> made;  // package, version
    for (const std::string& algorithm : options_.staging) {
      EDICT_TRY(ImportStagingReport staging, import_staging({algorithm, options_.dictionary, report_.staging_folder}));
      made.emplace(staging.package, staging.version);
      for (std::string& problem : staging.problems) report_.notes.push_back(std::move(problem));
    }
    std::string needs;
    for (const std::string& algorithm : words.staging_algorithms()) {
      const std::string id = "staging." + algorithm;
      const auto found = made.find(id);
      needs += fmt::format("  builds on {}{}\n", id, found == made.end() ? "" : " version " + found->second);
      if (found == made.end()) report_.staging.push_back(id);
    }
    if (needs.empty()) return {};
    EDICT_TRY(const std::string text,
              laid_out("package.edict", fmt::format("package {} version 1\n{}", package_name(), needs)));
    return write("package.edict", text);
  }

  Result<void> write_report() const {
    std::string lines;
    for (const ImportedEdit& edit : report_.edits) {
      static constexpr std::string_view kForms[] = {"plain", "compatibility", "well-formed", "unsaid"};
      JsonText json;
      json.begin_object();
      json.field("edit", std::string_view(edit.id));
      json.field("id", std::string_view(edit.printed_id));
      json.field("form", kForms[static_cast<std::size_t>(edit.form)]);
      if (!edit.reason.empty()) json.field("reason", std::string_view(edit.reason));
      if (!edit.functions.empty()) {
        json.key("functions");
        json.begin_array();
        for (const std::string& function : edit.functions) json.value(std::string_view(function));
        json.end_array();
      }
      json.field("lines", static_cast<std::uint64_t>(edit.lines));
      json.field("source_lines", static_cast<std::uint64_t>(edit.source_lines));
      json.end_object();
      lines += json.take() + "\n";
    }
    return write("report.jsonl", lines);
  }

  const foreign::ParsedPackage& package_;
  const Dictionary& dictionary_;
  const ImportEditsOptions& options_;
  std::string output_;
  foreign::PlainWords::Mode mode_;
  ImportEditsReport report_;
  bool are_padded_ = false;
  std::map<std::string, std::size_t> tag_counts_;  // a tag that two edits share names neither
  std::map<std::string, std::string> files_;
};

}  // namespace

Result<ImportEditsReport> import_edits(const ImportEditsOptions& options) {
  EDICT_TRY(foreign::EditsPackage package, foreign::read_edits_package(options.package));
  EDICT_TRY(const std::shared_ptr<const Dictionary> dictionary, load_dictionary(options.dictionary));
  const auto parsed = foreign::ParsedPackage::parse(std::move(package));
  return Import(*parsed, *dictionary, options).run();
}

std::string render(const ImportEditsReport& report) {
  std::size_t counts[4] = {};
  std::map<std::string, std::size_t> reasons;
  std::map<std::string, std::size_t> functions;
  for (const ImportedEdit& edit : report.edits) {
    ++counts[static_cast<std::size_t>(edit.form)];
    if (edit.form == ImportedEdit::Form::Unsaid) ++reasons[edit.reason];
    for (const std::string& function : edit.functions) ++functions[function];
  }
  std::vector<std::pair<std::size_t, std::string>> sorted;
  for (const auto& [reason, count] : reasons) sorted.emplace_back(count, reason);
  std::ranges::sort(sorted, std::greater<>());
  std::string text;
  for (const std::string& problem : report.problems) text += problem + "\n";
  for (const auto& [count, reason] : sorted) text += fmt::format("{:>6} not written: {}\n", count, reason);
  for (const auto& [function, count] : functions) text += fmt::format("{:>6} call {}\n", count, function);
  text += fmt::format(
      "{} edits: {} in plain words, {} with functions of older systems, {} in plain words for well-formed values, "
      "{} not written\n",
      report.edits.size(), counts[0], counts[1], counts[2], counts[3]);
  for (const std::string& note : report.notes) text += note + "\n";
  for (const std::string& package : report.staging) {
    text += fmt::format(
        "edits build on the package {}, which is not made yet: `edict import staging FILE --dictionary … --out {}`\n",
        package, report.staging_folder);
  }
  return text;
}

}  // namespace edict
