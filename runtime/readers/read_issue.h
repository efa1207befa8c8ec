// ReadIssue: something wrong with the bytes of an input. The record is read all the same; the message says what became
// of the part in question. One table of kinds: read_issues.def.
//
// An issue names its place and the key of its record, never the value of an item.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/severity.h"

namespace edict {

enum class ReadIssueKind : std::uint8_t {
#define READ_ISSUE(name, kind, severity, message) name,
#include "runtime/readers/read_issues.def"
#undef READ_ISSUE
};

inline constexpr std::size_t kReadIssueKinds = 0
#define READ_ISSUE(name, kind, severity, message) +1
#include "runtime/readers/read_issues.def"
#undef READ_ISSUE
    ;

std::string_view name_of(ReadIssueKind kind);  // "value-too-long"
Severity severity_of(ReadIssueKind kind);

// One part of the natural key of a record: the patient's number, the tumor's number within the patient.
struct KeyPart {
  std::string item;
  std::string value;
  friend bool operator==(const KeyPart&, const KeyPart&) = default;
};
using RecordKey = std::vector<KeyPart>;  // from the topmost level down

struct ReadIssue {
  ReadIssueKind kind = ReadIssueKind::UnknownItem;
  std::uint64_t line = 0;  // from 1; 0 when the input has no lines
  std::uint64_t byte = 0;  // in the (decompressed) input
  std::string item;        // as the input names it; empty when no item is concerned
  RecordKey key;           // of the record it stands in, as far as it has one
  std::string message;
};

// The message of a kind with {0}, {1}, … replaced.
std::string issue_message(ReadIssueKind kind, std::initializer_list<std::string_view> arguments);

}  // namespace edict
