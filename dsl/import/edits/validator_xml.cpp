#include "dsl/import/edits/validator_xml.h"

#include <expat.h>
#include <fmt/format.h>

#include <array>
#include <memory>
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
  explicit PackageBuilder(XML_Parser parser) : parser_(parser) {}

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
    } else if (name == "category") {
      package.categories.push_back({attributes["id"], attributes["name"]});
      parent_ = Parent::Category;
    } else if (name == "rule") {
      ForeignEdit& edit = package.edits.emplace_back();
      edit.id = attributes["id"];
      edit.tag = attributes["tag"];
      edit.name = attributes["name"];
      edit.agency = attributes["agency"];
      edit.category = attributes["category"];
      edit.subject = subject_of(attributes["java-path"]);
      edit.depends = split_ids(attributes["depends"]);
      parent_ = Parent::Rule;
    } else if (name == "event") {
      event_ = {attributes["version"], attributes["date"], {}};
    } else if (name == "set") {
      package.sets.push_back({attributes["id"], attributes["tag"], attributes["name"], {}, {}});
      parent_ = Parent::Set;
    }
  }

  void end(std::string_view name) {
    if (name == "entry" && !package.context.empty()) package.context.back().content = {text_, text_line_};
    if (name == "set" || name == "rule" || name == "category") parent_ = Parent::None;
    if (parent_ == Parent::Rule) end_in_rule(package.edits.back(), name);
    if (parent_ == Parent::Set && name == "description") package.sets.back().description = text_;
    if (parent_ == Parent::Set && name == "include") package.sets.back().includes = split_ids(text_);
    text_.clear();
    text_line_ = 0;
  }

  void add_text(std::string_view text) {
    if (text_line_ == 0) text_line_ = static_cast<std::uint32_t>(XML_GetCurrentLineNumber(parser_));
    text_.append(text);
  }

  void refuse_document_type() {
    has_document_type = true;
    XML_StopParser(parser_, XML_FALSE);
  }

  EditsPackage package;
  bool has_root = false;
  bool has_document_type = false;

 private:
  enum class Parent : std::uint8_t { None, Rule, Set, Category };

  void end_in_rule(ForeignEdit& edit, std::string_view name) {
    if (name == "expression") edit.expression = {text_, text_line_};
    if (name == "message") edit.message = text_;
    if (name == "description") edit.description = text_;
    if (name == "event") {
      event_.note = text_;
      edit.history.push_back(std::exchange(event_, {}));
    }
  }

  XML_Parser parser_;
  Parent parent_ = Parent::None;
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

}  // namespace

bool is_validator_xml(std::string_view bytes) {
  return bytes.substr(0, 4096).find("<validator") != std::string_view::npos;
}

Result<EditsPackage> read_validator_xml(std::string bytes, const std::string& path) {
  for (char& byte : bytes) {
    const bool is_forbidden = static_cast<unsigned char>(byte) < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
    if (is_forbidden) byte = ' ';
  }
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr), &XML_ParserFree);
  PackageBuilder builder(parser.get());
  XML_SetUserData(parser.get(), &builder);
  XML_SetElementHandler(parser.get(), &on_begin, &on_end);
  XML_SetCharacterDataHandler(parser.get(), &on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), &on_document_type);
  const bool is_well_formed = XML_Parse(parser.get(), bytes.data(), static_cast<int>(bytes.size()), 1) == XML_STATUS_OK;
  const auto line = static_cast<std::uint64_t>(XML_GetCurrentLineNumber(parser.get()));
  if (builder.has_document_type) {
    return fail(ErrorKind::Unreadable, fmt::format("{}:{}: a document type declaration is not accepted", path, line));
  }
  if (!is_well_formed) {
    return fail(ErrorKind::Unreadable,
                fmt::format("{}:{}: {}", path, line, XML_ErrorString(XML_GetErrorCode(parser.get()))));
  }
  if (!builder.has_root) return fail(ErrorKind::Unreadable, fmt::format("`{}` has no validator element", path));
  return std::move(builder.package);
}

}  // namespace edict::foreign
