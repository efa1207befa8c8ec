// What the console report may do with the place it is written to.
#pragma once

#include <cstddef>

namespace edict {

struct ConsoleOptions {
  std::size_t width = 100;  // in characters
  bool has_colour = false;
  bool with_times = true;
  std::size_t most_flags = 20;  // shown one by one
  std::size_t most_edits = 40;  // lines of a table of edits
};

// Options for stdout: colour on a terminal unless NO_COLOR is set (no-color.org) or the terminal is dumb; the
// terminal's width, else COLUMNS, else 100.
ConsoleOptions console_options_of_stdout();

}  // namespace edict
