// The commands of the program: each adds its options to the command line and returns what runs it.
//
// A command's options are members of the closure. It returns the exit code: 0 nothing at or above --fail-on; 1 flags
// found, tests failed or text not formatted; 2 bad usage, rule error, unreadable input, unwritable output or engine
// error; 3 stopped by a limit.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace edict::cli {

using Command = std::function<int()>;

Command add_run(CLI::App& app);
Command add_check(CLI::App& app);
Command add_test(CLI::App& app);
Command add_fmt(CLI::App& app);
Command add_explain(CLI::App& app);
Command add_convert(CLI::App& app);
Command add_import(CLI::App& app);
Command add_init(CLI::App& app);
Command add_lock(CLI::App& app);

}  // namespace edict::cli
