// What every engine offers: run a rule program over batches, tell the outcome of every require on every subject.
//
// Three engines implement it (reference, interpreter, native) and must agree bit for bit.
// Thread safety: an Executable is immutable and shared; each worker has its own Evaluator.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "runtime/batch/batch.h"

namespace edict {

// In order of precedence: an edit with several requires has the worst of theirs.
enum class Outcome : std::uint8_t { Fail, NotRun, Unsure, Overridden, Pass, Skipped };
std::string_view name_of(Outcome outcome);  // "fail", "not_run", "unsure", "overridden", "pass", "skipped"

// Whether a mask has the bit of a row.
inline bool has_bit(const std::vector<std::uint64_t>& mask, std::uint32_t row) {
  return (mask[row / 64] >> (row % 64) & 1) != 0;
}

// The outcomes of a batch: for each require four masks over the rows of its level, one bit a row; a row in none passes.
// The masks of a require exclude each other. A require that checks whether the engine could evaluate has `fail` where
// it could not: not run.
class OutcomeMasks {
 public:
  struct Require {
    std::vector<std::uint64_t> fail, overridden, unsure, skipped;
    bool fails_to_run = false;
  };
  void resize(std::size_t require_count) { requires_.resize(require_count); }
  [[nodiscard]] std::size_t size() const { return requires_.size(); }
  Require& operator[](std::size_t require) { return requires_[require]; }
  const Require& operator[](std::size_t require) const { return requires_[require]; }
  [[nodiscard]] Outcome outcome(std::size_t require, std::uint32_t row) const;
  static std::size_t word_count(std::uint32_t rows) { return (rows + 63) / 64; }

 private:
  std::vector<Require> requires_;
};

// Which edit and require each mask belongs to, in order: all requires of the first selected edit, then of the next.
struct RequireIndex {
  std::uint32_t edit = 0;     // index into hir::Module::edits
  std::uint32_t require = 0;  // index into Edit::requires_
  LevelId level;
};

class Evaluator {
 public:
  virtual ~Evaluator() = default;
  // Fills `out` for a sealed batch. Bits past the last row are zero.
  virtual void evaluate(const Batch& batch, OutcomeMasks& out) = 0;
};

class Executable {
 public:
  virtual ~Executable() = default;
  [[nodiscard]] virtual std::unique_ptr<Evaluator> make_evaluator() const = 0;
  [[nodiscard]] virtual std::string_view engine_name() const = 0;  // "reference", "interpreter", "native"
};

// What a run fixes for every engine: parameters of the outside, never read from a clock while running.
struct RunParameters {
  Day as_of = 0;  // `today`
};

}  // namespace edict
