// What several commands have in common: exit codes, dates and engines as options, rules loaded or reported.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "base/calendar.h"
#include "base/result.h"
#include "driver/engine.h"
#include "driver/load_rules.h"

namespace edict::cli {

inline constexpr int kClean = 0;
inline constexpr int kFound = 1;
inline constexpr int kTrouble = 2;
inline constexpr int kStopped = 3;

void print(const std::string& text);  // to stdout
int report(const Error& error);       // to stderr; returns the exit code

// The day of the user's calendar: the only place that reads a clock for a date.
Day today();

// The date an option gives, or a usage error by way of CLI11.
Day full_date(const std::string& text);
EngineChoice engine_or_throw(const std::string& name);

// Loads rules; mistakes in them are printed and end the command with `exit_code`.
std::optional<LoadedRules> load_or_report(const RuleRequest& request, int& exit_code);

void add_rule_options(CLI::App& command, RuleRequest& request);

}  // namespace edict::cli
