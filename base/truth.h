// Three-valued truth: strong Kleene logic. Unsure means that both answers are possible, so and/or/not follow from
// asking what each way of resolving the doubt would give (Kleene, Introduction to Metamathematics, section 64).
#pragma once

#include <cstdint>

namespace edict {

enum class Truth : std::uint8_t { False = 0, True = 1, Unsure = 2 };

constexpr Truth truth(bool value) { return value ? Truth::True : Truth::False; }
constexpr Truth not_(Truth a) { return a == Truth::Unsure ? Truth::Unsure : truth(a == Truth::False); }
constexpr Truth and_(Truth a, Truth b) {
  if (a == Truth::False || b == Truth::False) return Truth::False;
  return a == Truth::True && b == Truth::True ? Truth::True : Truth::Unsure;
}
constexpr Truth or_(Truth a, Truth b) {
  if (a == Truth::True || b == Truth::True) return Truth::True;
  return a == Truth::False && b == Truth::False ? Truth::False : Truth::Unsure;
}
constexpr Truth implies_(Truth a, Truth b) { return or_(not_(a), b); }
constexpr Truth definitely(Truth a) { return truth(a == Truth::True); }
constexpr Truth possibly(Truth a) { return truth(a != Truth::False); }

}  // namespace edict
