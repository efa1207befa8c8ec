#include "dsl/import/naaccr_dictionary_xml.h"

#include <expat.h>
#include <fmt/format.h>

#include <memory>

namespace edict {
namespace {

constexpr std::string_view kBaseUri = "http://naaccr.org/naaccrxml/naaccr-dictionary-";

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

struct Reading {
  XML_Parser parser = nullptr;
  NaaccrDictionaryFile file;
  bool has_root = false;
  bool has_document_type = false;
};

void read_root(NaaccrDictionaryFile& file, std::string_view name, const char* value) {
  if (name == "dictionaryUri") file.uri = value;
  if (name == "naaccrVersion") file.version = value;
  if (name == "description") file.description = value;
  if (name == "dateLastModified") file.last_modified = value;
}

void read_item(NaaccrItemDefinition& item, std::string_view name, const char* value) {
  if (name == "naaccrId") item.id = value;
  if (name == "naaccrNum") item.number = value;
  if (name == "naaccrName") item.name = value;
  if (name == "length") item.length = value;
  if (name == "parentXmlElement") item.parent = value;
  if (name == "dataType") item.data_type = value;
  if (name == "padding") item.padding = value;
  if (name == "trim") item.trim = value;
  if (name == "allowUnlimitedText") item.allows_unlimited_text = std::string_view(value) == "true";
}

void XMLCALL start_element(void* data, const char* element, const char** attributes) {
  auto& reading = *static_cast<Reading*>(data);
  const std::string_view name = local_name(element);
  if (name == "NaaccrDictionary") reading.has_root = true;
  if (name == "ItemDef") reading.file.items.emplace_back();
  for (const char** at = attributes; *at != nullptr; at += 2) {
    if (name == "NaaccrDictionary") read_root(reading.file, at[0], at[1]);
    if (name == "ItemDef") read_item(reading.file.items.back(), at[0], at[1]);
  }
}

// Entity definitions can make a small file grow without bound or name other files; no dictionary needs them.
void XMLCALL start_document_type(void* data, const char*, const char*, const char*, int) {
  auto& reading = *static_cast<Reading*>(data);
  reading.has_document_type = true;
  XML_StopParser(reading.parser, XML_FALSE);
}

}  // namespace

bool NaaccrDictionaryFile::is_base() const { return uri.starts_with(kBaseUri); }

Result<NaaccrDictionaryFile> parse_naaccr_dictionary_xml(std::string_view text, const std::string& path) {
  Reading reading;
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr), &XML_ParserFree);
  reading.parser = parser.get();
  XML_SetUserData(parser.get(), &reading);
  XML_SetStartElementHandler(parser.get(), &start_element);
  XML_SetStartDoctypeDeclHandler(parser.get(), &start_document_type);
  const bool is_well_formed = XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_OK;
  const auto line = static_cast<std::uint64_t>(XML_GetCurrentLineNumber(parser.get()));
  if (reading.has_document_type) {
    return fail(ErrorKind::Unreadable, fmt::format("{}:{}: a document type declaration is not accepted", path, line));
  }
  if (!is_well_formed) {
    return fail(ErrorKind::Unreadable,
                fmt::format("{}:{}: {}", path, line, XML_ErrorString(XML_GetErrorCode(parser.get()))));
  }
  if (!reading.has_root) {
    return fail(ErrorKind::Unreadable,
                fmt::format("`{}` is not a NAACCR XML dictionary: no NaaccrDictionary element", path));
  }
  return std::move(reading.file);
}

}  // namespace edict
