// Result<T>: a value, or the Error by which the engine or the outside world failed.
//
// Four kinds of trouble are never mixed: Diagnostic (rule text), ReadIssue (input bytes), Flag (data violates an edit),
// Error (this). Errors carry a kind, from which the exit code follows, and one sentence for the user.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace edict {

enum class ErrorKind {
  Usage,       // the command line asks for something that does not exist
  Rules,       // the rule text has errors; its diagnostics say which
  Unreadable,  // an input cannot be opened, decompressed or is not well formed
  Unwritable,  // an output cannot be written: full disk, missing folder
  Limit,       // a configured limit stopped the run; what came before is reported
  Engine,      // the engine itself failed: native code could not be made
};

struct Error {
  ErrorKind kind = ErrorKind::Engine;
  std::string message;  // lower case, no period, ends with the fact
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return std::unexpected(Error{kind, std::move(message)});
}

}  // namespace edict

#define EDICT_CONCAT_INNER(a, b) a##b
#define EDICT_CONCAT(a, b) EDICT_CONCAT_INNER(a, b)

// EDICT_TRY(auto file, MappedFile::open(path)): the value, or return the error.
#define EDICT_TRY(declaration, expression)                                            \
  auto EDICT_CONCAT(edict_result_, __LINE__) = (expression);                          \
  if (!EDICT_CONCAT(edict_result_, __LINE__).has_value())                             \
    return std::unexpected(std::move(EDICT_CONCAT(edict_result_, __LINE__)).error()); \
  declaration = std::move(EDICT_CONCAT(edict_result_, __LINE__)).value()

// EDICT_TRY_VOID(sink.close()): the same for Result<void>.
#define EDICT_TRY_VOID(expression)                                 \
  if (auto edict_result = (expression); !edict_result.has_value()) \
  return std::unexpected(std::move(edict_result).error())
