// Pumps the bytes of an XML input through expat: namespaces resolved, memory bounded, events to an XmlEvents.
//
// Document type declarations are refused: with them a small input can grow without bound or name other files. Encodings
// are expat's (UTF-8, UTF-16, ISO-8859-1, US-ASCII) and windows-1252. An event may suspend the pump, and run() later
// goes on from there; or stop it for good with an error of its own.
//
// Thread safety: one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "runtime/readers/byte_stream.h"
#include "runtime/readers/record_builder.h"

struct XML_ParserStruct;

namespace edict {

struct XmlName {
  std::string_view uri;  // empty: in no namespace
  std::string_view local;
};

// The attributes of an element, namespace declarations left out. Valid during the event.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  // Calls take(XmlName, std::string_view value) for each, in order.
  template <class Take>
  void for_each(Take take) const;

 private:
  const char* const* pairs_;  // name, value, …, null
};

class XmlEvents {
 public:
  virtual void start_element(XmlName name, XmlAttributes attributes) = 0;
  virtual void end_element() = 0;
  virtual void text(std::string_view piece) = 0;  // a run of text may come in several pieces

 protected:
  ~XmlEvents() = default;
};

class XmlPump {
 public:
  // `path` is for messages; `events` outlives the pump.
  static Result<std::unique_ptr<XmlPump>> open(const std::string& path, const ReadLimits& limits, XmlEvents& events);
  ~XmlPump();
  XmlPump(const XmlPump&) = delete;
  XmlPump& operator=(const XmlPump&) = delete;

  // Delivers events until one suspends (true) or the document ends (false). Fails with Unreadable, naming line, column
  // and byte, when the input is not well formed, or with the error an event stopped with. After a failure it fails
  // again.
  Result<bool> run();

  // For use in events.
  void suspend();
  void stop(Error error);
  [[nodiscard]] Place place() const;  // of the tag or text of the event
  [[nodiscard]] std::string describe_place() const;

  [[nodiscard]] const ByteStream& input() const { return *input_; }

 private:
  struct Callbacks;
  XmlPump(std::unique_ptr<ByteStream> input, std::string path, const ReadLimits& limits, XmlEvents& events);
  int feed();  // a status of expat
  [[nodiscard]] Error not_well_formed() const;

  std::unique_ptr<ByteStream> input_;
  std::string path_;
  ReadLimits limits_;
  XmlEvents& events_;
  XML_ParserStruct* parser_;
  std::uint64_t bytes_fed_ = 0;
  std::uint32_t depth_ = 0;
  bool is_suspended_ = false;
  bool is_finished_ = false;
  std::optional<Error> error_;
};

// Splits a name as expat reports it.
XmlName xml_name(const char* expat_name);

template <class Take>
void XmlAttributes::for_each(Take take) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2)
    take(xml_name(pair[0]), std::string_view(pair[1]));
}

}  // namespace edict
