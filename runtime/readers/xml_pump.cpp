#include "runtime/readers/xml_pump.h"

#include <expat.h>
#include <fmt/format.h>

#include "base/check.h"
#include "runtime/readers/windows_1252.h"

namespace edict {
namespace {

constexpr XML_Char kSeparator = '\n';  // cannot stand in an attribute as written: the parser turns it into a blank
constexpr int kChunkBytes = 1 << 18;

// Single-byte encodings that expat does not know.
int unknown_encoding(void*, const XML_Char* name, XML_Encoding* encoding) {
  if (!is_windows_1252(name)) return XML_STATUS_ERROR;
  for (int byte = 0; byte < 256; ++byte) encoding->map[byte] = windows_1252_character(static_cast<unsigned char>(byte));
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return XML_STATUS_OK;
}

}  // namespace

XmlName xml_name(const char* expat_name) {
  const std::string_view name(expat_name);
  const std::size_t at = name.find(kSeparator);
  return at == std::string_view::npos ? XmlName{{}, name} : XmlName{name.substr(0, at), name.substr(at + 1)};
}

struct XmlPump::Callbacks {
  static XmlPump& pump(void* user) { return *static_cast<XmlPump*>(user); }

  static void start(void* user, const XML_Char* name, const XML_Char** attributes) {
    XmlPump& self = pump(user);
    if (self.error_) return;
    if (++self.depth_ > self.limits_.depth) {
      self.stop({ErrorKind::Limit, fmt::format("`{}` nests elements more than {} deep at {}", self.path_,
                                               self.limits_.depth, self.describe_place())});
      return;
    }
    self.events_.start_element(xml_name(name), XmlAttributes(attributes));
  }
  static void end(void* user, const XML_Char*) {
    XmlPump& self = pump(user);
    if (self.error_) return;
    --self.depth_;
    self.events_.end_element();
  }
  static void text(void* user, const XML_Char* characters, int count) {
    XmlPump& self = pump(user);
    if (!self.error_) self.events_.text({characters, static_cast<std::size_t>(count)});
  }
  static void doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    XmlPump& self = pump(user);
    self.stop({ErrorKind::Unreadable, fmt::format("`{}` has a document type declaration at {}; such files are refused",
                                                  self.path_, self.describe_place())});
  }
};

XmlPump::XmlPump(std::unique_ptr<ByteStream> input, std::string path, const ReadLimits& limits, XmlEvents& events)
    : input_(std::move(input)),
      path_(std::move(path)),
      limits_(limits),
      events_(events),
      parser_(XML_ParserCreateNS(nullptr, kSeparator)) {
  EDICT_CHECK(parser_ != nullptr);
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, Callbacks::start, Callbacks::end);
  XML_SetCharacterDataHandler(parser_, Callbacks::text);
  XML_SetStartDoctypeDeclHandler(parser_, Callbacks::doctype);
  XML_SetUnknownEncodingHandler(parser_, unknown_encoding, nullptr);
}

XmlPump::~XmlPump() { XML_ParserFree(parser_); }

Result<std::unique_ptr<XmlPump>> XmlPump::open(const std::string& path, const ReadLimits& limits, XmlEvents& events) {
  EDICT_TRY(auto input, open_byte_stream(path));
  return std::unique_ptr<XmlPump>(new XmlPump(std::move(input), path, limits, events));
}

int XmlPump::feed() {
  void* buffer = XML_GetBuffer(parser_, kChunkBytes);
  if (buffer == nullptr) return XML_STATUS_ERROR;
  const auto count = input_->read({static_cast<char*>(buffer), kChunkBytes});
  if (!count) {
    error_ = count.error();
    return XML_STATUS_ERROR;
  }
  bytes_fed_ += *count;
  is_finished_ = *count == 0;
  return XML_ParseBuffer(parser_, static_cast<int>(*count), is_finished_);
}

Result<bool> XmlPump::run() {
  while (!error_) {
    const bool was_suspended = std::exchange(is_suspended_, false);
    if (!was_suspended && is_finished_) return false;
    const int status = was_suspended ? XML_ResumeParser(parser_) : feed();
    if (error_) break;
    if (status == XML_STATUS_ERROR) {
      error_ = not_well_formed();
    } else if (status == XML_STATUS_SUSPENDED) {
      return true;
    } else if (bytes_fed_ - place().byte > limits_.markup_bytes + kChunkBytes) {
      error_ = Error{ErrorKind::Limit, fmt::format("`{}` has a tag or comment of more than {} MiB at {}", path_,
                                                   limits_.markup_bytes >> 20, describe_place())};
    }
  }
  return std::unexpected(*error_);
}

void XmlPump::suspend() {
  is_suspended_ = true;
  XML_StopParser(parser_, XML_TRUE);
}

void XmlPump::stop(Error error) {
  if (error_) return;
  error_ = std::move(error);
  XML_StopParser(parser_, XML_FALSE);
}

Place XmlPump::place() const {
  const XML_Index byte = XML_GetCurrentByteIndex(parser_);
  return {byte < 0 ? 0 : static_cast<std::uint64_t>(byte), XML_GetCurrentLineNumber(parser_)};
}

std::string XmlPump::describe_place() const {
  const Place at = place();
  return fmt::format("line {}, column {} (byte {})", at.line, XML_GetCurrentColumnNumber(parser_) + 1, at.byte);
}

Error XmlPump::not_well_formed() const {
  return {ErrorKind::Unreadable, fmt::format("`{}` is not well-formed XML at {}: {}", path_, describe_place(),
                                             XML_ErrorString(XML_GetErrorCode(parser_)))};
}

}  // namespace edict
