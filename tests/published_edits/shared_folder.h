// Where the data that nobody on this project wrote lies, if it is beside the project.
#pragma once

#include <string>

namespace edict::testing {

// The folder of that data, or empty.
std::string shared_data_folder();

// The text of a file, .xz unpacked. Fails the test when it cannot be read.
std::string unpacked_text(const std::string& path);

// Unpacks an archive into a folder of this build, once, and returns the folder.
std::string unpacked_archive(const std::string& path, const std::string& name);

}  // namespace edict::testing
