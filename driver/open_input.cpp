#include "driver/open_input.h"

#include "runtime/readers/naaccr_xml_reader.h"

namespace edict {

Result<std::unique_ptr<RecordReader>> open_input(const std::string& path) {
  EDICT_TRY(std::unique_ptr<NaaccrXmlReader> reader, NaaccrXmlReader::open(path));
  return std::unique_ptr<RecordReader>(std::move(reader));
}

}  // namespace edict
