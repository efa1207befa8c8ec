// Reads NAACCR XML (NAACCR XML Data Exchange Standard, specification 1.0 to 1.8), plain or gzip, from a file or stdin.
//
// Which elements are records comes from the dictionary's levels; this file and its .cpp know the rest of the format:
// the namespace, the item element, the root's attributes. Items are named by id, by number, or by both, which must
// agree. Elements of other namespaces are extensions and are skipped. A root without the namespace is read and
// reported.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/readers/record_builder.h"
#include "runtime/readers/record_reader.h"
#include "runtime/readers/xml_pump.h"

namespace edict {

class NaaccrXmlReader final : public RecordReader, private XmlEvents {
 public:
  // Opens `path`; "-" is stdin. Fails when it cannot be opened.
  static Result<std::unique_ptr<NaaccrXmlReader>> open(const std::string& path, const ReadLimits& limits = {});

  Result<void> read_header(const DictionaryOf& dictionary_of) override;
  [[nodiscard]] const FileHeader& header() const override { return header_; }
  [[nodiscard]] const Dictionary& dictionary() const override { return *dictionary_; }
  Result<void> read_columns(std::shared_ptr<const BatchSchema> schema) override;
  [[nodiscard]] std::span<const ItemId> missing_items() const override { return builder_.columns().missing_items(); }
  Result<bool> next(RawBatch& batch, std::size_t most_rows) override;
  [[nodiscard]] std::optional<std::uint64_t> input_size() const override { return pump_->input().size(); }

 private:
  explicit NaaccrXmlReader(const ReadLimits& limits) : limits_(limits), builder_(limits) {}

  void start_element(XmlName name, XmlAttributes attributes) override;
  void end_element() override;
  void text(std::string_view piece) override;

  void start_root(XmlName name, XmlAttributes attributes);
  void read_root_attribute(std::string_view name, std::string_view value);
  void check_header();
  void start_record(XmlAttributes attributes);
  void end_record();
  void start_item(XmlAttributes attributes);
  void end_item();
  ItemId find_item(std::string_view id, std::string_view number);
  const std::string& hint_for(const std::string& word);
  void skip_element() { skip_depth_ = 1; }

  [[nodiscard]] bool is_of_format(XmlName name) const;
  [[nodiscard]] std::string_view element_of(std::size_t level) const;
  void report(ReadIssueKind kind, std::string_view item, std::initializer_list<std::string_view> arguments);
  [[nodiscard]] Error with_group(Error error) const;

  ReadLimits limits_;
  std::string path_;
  std::unique_ptr<XmlPump> pump_;
  FileHeader header_;
  std::shared_ptr<const Dictionary> dictionary_;
  RecordBuilder builder_;

  bool has_root_ = false;
  std::string root_element_;
  bool lacks_namespace_ = false;
  std::uint32_t skip_depth_ = 0;   // open elements of a part that is skipped
  bool is_text_reported_ = false;  // of the run of text between two tags

  bool is_in_item_ = false;
  ItemId item_;  // invalid: unknown, already reported
  Place item_place_;
  std::string value_;

  RawBatch* batch_ = nullptr;  // being filled
  std::size_t most_rows_ = 0;
  bool had_batch_ = false;
  bool is_at_end_ = false;
  std::optional<Error> error_;  // to be returned once everything before it was delivered
  std::map<std::string, std::string, std::less<>> hints_;
};

}  // namespace edict
