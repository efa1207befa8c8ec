#include "dsl/import/edits/package_reader.h"

#include <fmt/format.h>

#include <array>

#include "base/read_file.h"
#include "dsl/import/edits/unpack.h"
#include "dsl/import/edits/validator_xml.h"

namespace edict::foreign {

std::span<const PackageReader> package_readers() {
  static constexpr std::array kReaders = {
      PackageReader{"validator-xml", ".xml", &is_validator_xml, &read_validator_xml},
  };
  return kReaders;
}

Result<EditsPackage> read_edits_package(const std::string& path) {
  EDICT_TRY(const std::string bytes, read_file(path));
  return read_edits_package(bytes, path);
}

Result<EditsPackage> read_edits_package(const std::string& bytes, const std::string& path) {
  for (const PackageReader& reader : package_readers()) {
    EDICT_TRY(std::string unpacked, unpack(bytes, reader.file_ending, path));
    if (reader.recognises(unpacked)) return reader.read(std::move(unpacked), path);
  }
  return fail(ErrorKind::Unreadable, fmt::format("`{}` is not a package of edits in a form that is read", path));
}

}  // namespace edict::foreign
