#include "dsl/import/edits/validator_xml.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "base/check.h"

namespace edict::foreign {
namespace {

class Attributes {
 public:
  explicit Attributes(const char** list) : list_(list) {}
  [[nodiscard]] std::string operator[](std::string_view name) const {
    for (const char** at = list_; *at != nullptr; at += 2) {
      if (name == at[0]) return at[1];
    }
    return {};
  }

 private:
  const char** list_;
};

std::vector<std::string> split_ids(std::string_view list) {
  std::vector<std::string> ids;
  while (!list.empty()) {
    const std::string_view id = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), id.size() + 1));
    const std::size_t first = id.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) continue;
    ids.emplace_back(id.substr(first, id.find_last_not_of(" \t\r\n") - first + 1));
  }
  return ids;
}

// The path of names to what an edit looks at: "lines.line" is one record, "lines" all of a patient.
Subject subject_of(std::string_view path) {
  if (path.find('.') == std::string_view::npos) return Subject::Patient;
  return path.starts_with("untrimmed") ? Subject::PaddedRecord : Subject::Record;
}

ContextForm form_of(std::string_view type) {
  if (type == "table") return ContextForm::Table;
  if (type == "table-index-def") return ContextForm::Index;
  return type == "groovy" ? ContextForm::Script : ContextForm::Data;
}

// Puts elements together while expat walks them. Text is gathered for the element that is open.
class PackageBuilder {
 public:
  // Goes on with another parser, whose first line is `line` of the file.
  void begin_part(XML_Parser parser, std::uint32_t line) {
    parser_ = parser;
    lines_before_ = line - 1;
    open_ = Open::None;
  }
  [[nodiscard]] std::uint32_t line() const {
    return lines_before_ + static_cast<std::uint32_t>(XML_GetCurrentLineNumber(parser_));
  }

  void begin(std::string_view name, const Attributes& attributes) {
    text_.clear();
    text_line_ = 0;
    if (name == "validator") {
      has_root = true;
      package.id = attributes["id"];
      package.name = attributes["name"];
      package.version = attributes["version"];
    } else if (name == "entry") {
      package.context.push_back({attributes["id"], form_of(attributes["type"]), {}});
      open_ = Open::Entry;
    } else if (name == "category") {
      package.categories.push_back({attributes["id"], attributes["name"]});
      open_ = Open::Category;
    } else if (name == "rule") {
      ForeignEdit& edit = package.edits.emplace_back();
      edit.id = attributes["id"];
      edit.tag = attributes["tag"];
      edit.name = attributes["name"];
      edit.agency = attributes["agency"];
      edit.category = attributes["category"];
      edit.subject = subject_of(attributes["java-path"]);
      edit.depends = split_ids(attributes["depends"]);
      open_ = Open::Rule;
    } else if (name == "event") {
      event_ = {attributes["version"], attributes["date"], {}};
    } else if (name == "set") {
      package.sets.push_back({attributes["id"], attributes["tag"], attributes["name"], {}, {}});
      open_ = Open::Set;
    }
  }

  void end(std::string_view name) {
    if (open_ == Open::Entry && name == "entry") package.context.back().content = {text_, text_line_};
    if (name == "entry" || name == "set" || name == "rule" || name == "category") open_ = Open::None;
    if (open_ == Open::Rule) end_in_rule(package.edits.back(), name);
    if (open_ == Open::Set && name == "description") package.sets.back().description = text_;
    if (open_ == Open::Set && name == "include") package.sets.back().includes = split_ids(text_);
    text_.clear();
    text_line_ = 0;
  }

  void add_text(std::string_view text) {
    if (text_line_ == 0) text_line_ = line();
    text_.append(text);
  }

  // Leaves out what is open.
  void add_fault(std::string problem) {
    std::string id;
    const auto leave_out = [&](auto& parts) {
      id = std::move(parts.back().id);
      parts.pop_back();
    };
    switch (std::exchange(open_, Open::None)) {
      case Open::Rule: leave_out(package.edits); break;
      case Open::Entry: leave_out(package.context); break;
      case Open::Set: leave_out(package.sets); break;
      case Open::Category: leave_out(package.categories); break;
      case Open::None: break;
    }
    package.faults.push_back({std::move(id), line(), std::move(problem)});
  }

  void refuse_document_type() {
    has_document_type = true;
    XML_StopParser(parser_, XML_FALSE);
  }

  EditsPackage package;
  bool has_root = false;
  bool has_document_type = false;

 private:
  enum class Open : std::uint8_t { None, Entry, Category, Rule, Set };

  void end_in_rule(ForeignEdit& edit, std::string_view name) {
    if (name == "expression") edit.expression = {text_, text_line_};
    if (name == "message") edit.message = text_;
    if (name == "description") edit.description = text_;
    if (name == "event") {
      event_.note = text_;
      edit.history.push_back(std::exchange(event_, {}));
    }
  }

  XML_Parser parser_ = nullptr;
  std::uint32_t lines_before_ = 0;
  Open open_ = Open::None;
  HistoryEvent event_;
  std::string text_;
  std::uint32_t text_line_ = 0;
};

void XMLCALL on_begin(void* builder, const char* name, const char** attributes) {
  static_cast<PackageBuilder*>(builder)->begin(name, Attributes(attributes));
}
void XMLCALL on_end(void* builder, const char* name) { static_cast<PackageBuilder*>(builder)->end(name); }
void XMLCALL on_text(void* builder, const char* text, int size) {
  static_cast<PackageBuilder*>(builder)->add_text({text, static_cast<std::size_t>(size)});
}
// Entity definitions can make a small file grow without bound or name other files; no package needs them.
void XMLCALL on_document_type(void* builder, const char*, const char*, const char*, int) {
  static_cast<PackageBuilder*>(builder)->refuse_document_type();
}

// A part of a file that begins where one of the elements of a package does, and the elements around it.
struct Part {
  std::size_t begin = 0;
  std::string_view around;  // what opens them
};

// The next part behind a fault.
std::optional<Part> next_part(std::string_view bytes, std::size_t from) {
  static constexpr Part kParts[] = {{0, "<validator><context>"}, {0, "<validator><rules>"}, {0, "<validator><sets>"}};
  static constexpr std::string_view kElements[] = {"<entry ", "<rule ", "<set "};
  std::optional<Part> next;
  for (std::size_t i = 0; i < std::size(kElements); ++i) {
    const std::size_t place = bytes.find(kElements[i], from);
    if (place != std::string_view::npos && (!next || place < next->begin)) next = Part{place, kParts[i].around};
  }
  return next;
}

// Where reading broke off; nothing at the end of what is well formed.
std::optional<std::size_t> read_part(PackageBuilder& builder, std::string_view bytes, const Part& part) {
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr), &XML_ParserFree);
  builder.begin_part(parser.get(),
                     1 + static_cast<std::uint32_t>(std::ranges::count(bytes.substr(0, part.begin), '\n')));
  XML_SetUserData(parser.get(), &builder);
  XML_Parse(parser.get(), part.around.data(), static_cast<int>(part.around.size()), 0);
  XML_SetElementHandler(parser.get(), &on_begin, &on_end);
  XML_SetCharacterDataHandler(parser.get(), &on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), &on_document_type);
  const std::string_view rest = bytes.substr(part.begin);
  if (XML_Parse(parser.get(), rest.data(), static_cast<int>(rest.size()), 1) == XML_STATUS_OK) return std::nullopt;
  const auto place = static_cast<std::size_t>(XML_GetCurrentByteIndex(parser.get())) - part.around.size();
  builder.add_fault(XML_ErrorString(XML_GetErrorCode(parser.get())));
  return std::min(part.begin + place, bytes.size() - 1);
}

}  // namespace

bool is_validator_xml(std::string_view bytes) {
  return bytes.substr(0, 4096).find("<validator") != std::string_view::npos;
}

Result<EditsPackage> read_validator_xml(std::string bytes, const std::string& path) {
  constexpr std::size_t kMostFaults = 1000;
  for (char& byte : bytes) {
    const bool is_forbidden = static_cast<unsigned char>(byte) < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
    if (is_forbidden) byte = ' ';
  }
  PackageBuilder builder;
  for (std::optional<Part> part = Part(); part;) {
    const auto fault = read_part(builder, bytes, *part);
    const bool goes_on =
        fault && builder.has_root && !builder.has_document_type && builder.package.faults.size() < kMostFaults;
    part = goes_on ? next_part(bytes, *fault + 1) : std::nullopt;
  }
  EditsPackage& package = builder.package;
  for (PackageFault& fault : package.faults) {
    if (fault.id.empty()) fault.id = path;
  }
  const std::uint32_t line = package.faults.empty() ? 0 : package.faults[0].line;
  if (builder.has_document_type) {
    return fail(ErrorKind::Unreadable, fmt::format("{}:{}: a document type declaration is not accepted", path, line));
  }
  if (package.edits.empty() && !package.faults.empty()) {
    return fail(ErrorKind::Unreadable, fmt::format("{}:{}: {}", path, line, package.faults[0].problem));
  }
  if (!builder.has_root) return fail(ErrorKind::Unreadable, fmt::format("`{}` has no validator element", path));
  return std::move(package);
}

}  // namespace edict::foreign
