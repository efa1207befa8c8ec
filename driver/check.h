// `edict check`: what is wrong with rule text, for people and for programs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "driver/load_rules.h"

namespace edict {

// Text: each diagnostic with its place and a caret, then a line that counts them; what the text allows is counted only.
// Json: {"diagnostics":[{code, severity, message, path, line, column, end_line, end_column, hint, fixes, allowed}], …}.
// Sarif: SARIF 2.1.0, for code scanning; what is allowed stands there as suppressed.
// Github: workflow commands, which GitHub shows beside the changed lines.
enum class CheckFormat : std::uint8_t { Text, Json, Sarif, Github };
std::optional<CheckFormat> check_format_named(std::string_view name);

std::string check_report(const LoadedRules& rules, CheckFormat format);

// Each edit with a word on whether unsure can arise: `exact` where it cannot.
std::string list_exactness(const hir::Module& module);

// Diagnostics of a severity, without those that the text allows.
std::size_t count_of(const DiagnosticSink& diagnostics, Severity severity);

// One of the formats each; check_report chooses.
std::string check_as_text(const LoadedRules& rules);
std::string check_as_json(const LoadedRules& rules);
std::string check_as_sarif(const LoadedRules& rules);
std::string check_as_github(const LoadedRules& rules);

}  // namespace edict
