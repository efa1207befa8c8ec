// Source files and places in them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"

namespace edict {

// Bytes [begin, end) of one file.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend constexpr bool operator==(const Span&, const Span&) = default;
};

struct SourceFileTag;
using FileId = Id<SourceFileTag>;

// A span in a named file.
struct Location {
  FileId file;
  Span span;
};

struct LineColumn {
  std::uint32_t line = 1;    // from 1
  std::uint32_t column = 1;  // from 1, in characters (UTF-8 code points)
};

// One rule file: its path as the user named it and its text. Immutable.
class SourceFile {
 public:
  SourceFile(std::string path, std::string text);
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view text(Span span) const { return text().substr(span.begin, span.end - span.begin); }
  [[nodiscard]] LineColumn line_column(std::uint32_t offset) const;
  [[nodiscard]] std::string_view line(std::uint32_t number) const;  // from 1, without its end

 private:
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
};

// The files of one session. Files keep their address.
class SourceMap {
 public:
  FileId add(std::string path, std::string text);
  [[nodiscard]] const SourceFile& operator[](FileId id) const { return *files_[id.index()]; }
  [[nodiscard]] std::size_t size() const { return files_.size(); }

 private:
  std::vector<std::unique_ptr<SourceFile>> files_;
};

}  // namespace edict
