#include "runtime/readers/naaccr_xml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/check.h"

namespace edict {
namespace {

constexpr std::string_view kNamespace = "http://naaccr.org/naaccrxml";
constexpr std::string_view kRoot = "NaaccrData";
constexpr std::string_view kItem = "Item";
constexpr std::string_view kDictionaryUriBegin = "http://naaccr.org/naaccrxml/naaccr-dictionary-";
constexpr std::string_view kDictionaryUriEnd = ".xml";
constexpr std::string_view kDictionaryName = "naaccr";
constexpr std::string_view kRecordTypes = "AMCI";
constexpr std::size_t kMostBatchBytes = std::size_t{16} << 20;  // a batch of long texts ends before its rows are full
constexpr std::size_t kMostHints = 256;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }
bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// A name from the input fit for a message.
std::string shown(std::string_view name) {
  constexpr std::size_t kMost = 64;
  return name.size() <= kMost ? std::string(name) : fmt::format("{}…", name.substr(0, kMost));
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; (at = text.find_first_not_of(" \t\r\n", at)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

// "250" of the uri of a base dictionary; empty when it is none.
std::string_view version_in(std::string_view uri) {
  if (!uri.starts_with(kDictionaryUriBegin) || !uri.ends_with(kDictionaryUriEnd)) return {};
  uri.remove_prefix(kDictionaryUriBegin.size());
  uri.remove_suffix(std::min(uri.size(), kDictionaryUriEnd.size()));
  return is_digits(uri) ? uri : std::string_view{};
}

// The form of xsd:dateTime: 2015-03-13T12:09:19, then perhaps a fraction and a zone.
bool is_date_time(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (text.size() < kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == '0' ? !is_digits(text.substr(i, 1)) : text[i] != kForm[i]) return false;
  }
  text.remove_prefix(kForm.size());
  if (text.starts_with('.')) text.remove_prefix(std::min(text.find_first_not_of("0123456789", 1), text.size()));
  const bool is_offset = text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
                         is_digits(text.substr(1, 2)) && is_digits(text.substr(4, 2));
  return text.empty() || text == "Z" || is_offset;
}

}  // namespace

Result<std::unique_ptr<NaaccrXmlReader>> NaaccrXmlReader::open(const std::string& path, const ReadLimits& limits) {
  std::unique_ptr<NaaccrXmlReader> reader(new NaaccrXmlReader(limits));
  reader->path_ = path;
  EDICT_TRY(reader->pump_, XmlPump::open(path, limits, *reader));
  return reader;
}

Result<void> NaaccrXmlReader::read_header(const DictionaryOf& dictionary_of) {
  EDICT_CHECK(!has_root_);
  EDICT_TRY_VOID(pump_->run());
  EDICT_TRY(dictionary_, dictionary_of(header_));
  if (dictionary_->levels().size() < 2 || element_of(0) != root_element_) {
    return fail(ErrorKind::Unreadable, fmt::format("`{}` begins with `{}`, which is no element of {} {}", path_,
                                                   root_element_, dictionary_->name(), dictionary_->version()));
  }
  return {};
}

Result<void> NaaccrXmlReader::read_columns(std::shared_ptr<const BatchSchema> schema) {
  EDICT_CHECK(dictionary_ != nullptr);
  EDICT_TRY(auto columns, ColumnMap::make(*dictionary_, *schema));
  builder_.follow(*dictionary_, std::move(columns));
  return {};
}

Result<bool> NaaccrXmlReader::next(RawBatch& batch, std::size_t most_rows) {
  if (error_) return std::unexpected(*error_);
  if (is_at_end_) return false;
  batch_ = &batch;
  most_rows_ = most_rows;
  builder_.begin_batch(batch);
  if (const auto more = pump_->run(); !more) {
    error_ = with_group(more.error());
    if (builder_.is_in_group()) builder_.abandon_group();
  } else {
    is_at_end_ = !*more;
  }
  batch.input_position = pump_->input().position();
  const bool has_content = !std::exchange(had_batch_, true) || batch.row_count() > 1 || !batch.issues.empty();
  if (!has_content && error_) return std::unexpected(*error_);
  return has_content;
}

Error NaaccrXmlReader::with_group(Error error) const {
  if (builder_.is_in_group()) {
    error.message += fmt::format("; the {} that begins on line {} is incomplete and was left out",
                                 (*dictionary_)[LevelId(1)].name, builder_.group_place().line);
  }
  return error;
}

bool NaaccrXmlReader::is_of_format(XmlName name) const {
  return name.uri == kNamespace || (lacks_namespace_ && name.uri.empty());
}

std::string_view NaaccrXmlReader::element_of(std::size_t level) const {
  return level < dictionary_->levels().size() ? std::string_view(dictionary_->levels()[level].element)
                                              : std::string_view{};
}

void NaaccrXmlReader::report(ReadIssueKind kind, std::string_view item,
                             std::initializer_list<std::string_view> arguments) {
  builder_.report(kind, pump_->place(), item, arguments);
}

void NaaccrXmlReader::start_element(XmlName name, XmlAttributes attributes) {
  is_text_reported_ = false;
  if (skip_depth_ > 0) {
    ++skip_depth_;
    return;
  }
  if (!has_root_) return start_root(name, attributes);
  const std::size_t level = builder_.open_level().index();
  if (!is_in_item_ && is_of_format(name) && name.local == kItem) return start_item(attributes);
  if (!is_in_item_ && is_of_format(name) && name.local == element_of(level + 1)) return start_record(attributes);
  const bool is_extension = !name.uri.empty() && !is_of_format(name);
  if (is_in_item_ || !is_extension) {
    const std::string_view inside = is_in_item_ ? kItem : element_of(level);
    report(ReadIssueKind::UnexpectedElement, {}, {shown(name.local), inside});
  }
  skip_element();
}

void NaaccrXmlReader::end_element() {
  is_text_reported_ = false;
  if (skip_depth_ > 0) {
    --skip_depth_;
  } else if (is_in_item_) {
    end_item();
  } else if (builder_.is_in_group()) {
    end_record();
  }
  if (builder_.limit_error()) pump_->stop(*builder_.limit_error());
}

void NaaccrXmlReader::text(std::string_view piece) {
  if (skip_depth_ > 0) return;
  if (is_in_item_) {
    value_ += piece;
    if (value_.size() > limits_.value_bytes) {
      pump_->stop({ErrorKind::Limit, fmt::format("`{}` has a value of more than {} MiB at {}", path_,
                                                 limits_.value_bytes >> 20, pump_->describe_place())});
    }
  } else if (!is_text_reported_ && !is_blank(piece)) {
    is_text_reported_ = true;
    report(ReadIssueKind::TextOutsideItem, {}, {element_of(builder_.open_level().index())});
  }
}

void NaaccrXmlReader::start_root(XmlName name, XmlAttributes attributes) {
  if (name.local != kRoot || (name.uri != kNamespace && !name.uri.empty())) {
    pump_->stop({ErrorKind::Unreadable, fmt::format("`{}` begins with the element `{}`, expected `{}` of {}", path_,
                                                    shown(name.local), kRoot, kNamespace)});
    return;
  }
  has_root_ = true;
  root_element_ = name.local;
  lacks_namespace_ = name.uri.empty();
  if (lacks_namespace_) report(ReadIssueKind::MissingNamespace, {}, {kRoot, kNamespace});
  attributes.for_each([this](XmlName attribute, std::string_view value) {
    if (attribute.uri.empty()) read_root_attribute(attribute.local, value);  // others are extensions
  });
  check_header();
  pump_->suspend();
}

void NaaccrXmlReader::read_root_attribute(std::string_view name, std::string_view value) {
  if (name == "baseDictionaryUri") header_.dictionary_uri = value;
  else if (name == "userDictionaryUri") header_.user_dictionaries = words_of(value);
  else if (name == "recordType") header_.record_type = value;
  else if (name == "specificationVersion") header_.specification_version = value;
  else if (name == "timeGenerated") header_.time_generated = value;
  else report(ReadIssueKind::UnknownAttribute, {}, {kRoot, shown(name)});
}

void NaaccrXmlReader::check_header() {
  header_.dictionary_version = version_in(header_.dictionary_uri);
  if (!header_.dictionary_version.empty()) header_.dictionary_name = kDictionaryName;
  if (header_.dictionary_uri.empty()) {
    report(ReadIssueKind::MissingBaseDictionary, {}, {});
  } else if (header_.dictionary_version.empty()) {
    report(ReadIssueKind::UnknownVersion, {}, {shown(header_.dictionary_uri)});
  }
  if (header_.record_type.empty()) {
    report(ReadIssueKind::MissingAttribute, {}, {kRoot, "recordType"});
  } else if (header_.record_type.size() != 1 || !kRecordTypes.contains(header_.record_type)) {
    report(ReadIssueKind::BadAttribute, {}, {"recordType", kRoot, "A, M, C or I"});
  }
  // Absent means 1.0; a later minor version only adds.
  const std::string& version = header_.specification_version;
  if (!version.empty() && !(version.starts_with("1.") && is_digits(std::string_view(version).substr(2)))) {
    report(ReadIssueKind::UnknownVersion, {}, {shown(version)});
  }
  if (!header_.time_generated.empty() && !is_date_time(header_.time_generated)) {
    report(ReadIssueKind::BadAttribute, {}, {"timeGenerated", kRoot, "a time such as 2026-01-31T12:00:00Z"});
  }
}

void NaaccrXmlReader::start_record(XmlAttributes attributes) {
  builder_.begin_record(LevelId(builder_.open_level().index() + 1), pump_->place());
  attributes.for_each([this](XmlName attribute, std::string_view) {
    report(ReadIssueKind::UnknownAttribute, {}, {element_of(builder_.open_level().index()), shown(attribute.local)});
  });
  if (builder_.limit_error()) pump_->stop(*builder_.limit_error());
}

void NaaccrXmlReader::end_record() {
  builder_.end_record();
  if (builder_.is_in_group()) return;
  bool is_full = batch_->byte_count() >= kMostBatchBytes;
  for (std::size_t level = 1; level < dictionary_->levels().size(); ++level) {
    is_full = is_full || batch_->row_count(LevelId(level)) >= most_rows_;
  }
  if (is_full) pump_->suspend();
}

void NaaccrXmlReader::start_item(XmlAttributes attributes) {
  is_in_item_ = true;
  item_place_ = pump_->place();
  value_.clear();
  std::string_view id;
  std::string_view number;
  attributes.for_each([&](XmlName attribute, std::string_view value) {
    if (attribute.uri.empty() && attribute.local == "naaccrId") id = value;
    else if (attribute.uri.empty() && attribute.local == "naaccrNum") number = value;
    else report(ReadIssueKind::UnknownAttribute, shown(id), {kItem, shown(attribute.local)});
  });
  item_ = find_item(id, number);
}

// The item that an id, a number or both name; invalid after a report when there is none.
ItemId NaaccrXmlReader::find_item(std::string_view id, std::string_view number) {
  std::uint32_t parsed = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), parsed);
  const bool is_number = !number.empty() && error == std::errc() && end == number.data() + number.size();
  if (!number.empty() && !is_number) {
    report(ReadIssueKind::BadAttribute, shown(id), {"naaccrNum", kItem, "a whole number"});
  }
  if (id.empty() && !is_number) {
    if (number.empty()) report(ReadIssueKind::ItemWithoutId, {}, {});
    return {};
  }
  const ItemId item = id.empty() ? dictionary_->find(parsed) : dictionary_->find(id);
  if (!item.is_valid()) {
    const std::string name = id.empty() ? fmt::format("#{}", parsed) : shown(id);
    report(
        ReadIssueKind::UnknownItem, name,
        {fmt::format("`{}`", name), fmt::format("{} {}", dictionary_->name(), dictionary_->version()), hint_for(name)});
    return {};
  }
  const Item& found = (*dictionary_)[item];
  if (!id.empty() && id != found.id) report(ReadIssueKind::FormerId, found.id, {shown(id), found.id});
  if (!found.record_types.empty() && !header_.record_type.empty() &&
      !found.record_types.contains(header_.record_type)) {
    report(ReadIssueKind::ItemNotInRecordType, found.id, {found.id, header_.record_type});
  }
  if (!id.empty() && is_number && found.number != parsed) {
    report(ReadIssueKind::NumberDoesNotMatchId, found.id,
           {std::to_string(parsed), found.id,
            found.number == 0 ? std::string("without number") : std::to_string(found.number)});
  }
  return item;
}

// ", did you mean `primarySite`?" The same wrong name tends to stand in every record, so answers are kept.
const std::string& NaaccrXmlReader::hint_for(const std::string& word) {
  const auto known = hints_.find(word);
  if (known != hints_.end()) return known->second;
  if (hints_.size() >= kMostHints) hints_.clear();
  const std::vector<ItemId> closest = dictionary_->closest_items(word);
  return hints_[word] = closest.empty() ? "" : fmt::format(" (did you mean `{}`?)", (*dictionary_)[closest.front()].id);
}

void NaaccrXmlReader::end_item() {
  is_in_item_ = false;
  if (item_.is_valid()) builder_.add_item(item_, value_, item_place_);
  else builder_.count_unknown_item();
}

}  // namespace edict
