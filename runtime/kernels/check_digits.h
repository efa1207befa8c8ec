// What the builtins on check digits mean.
//
// One function per row of builtins.def, named as there. Total: any text has an answer; a blank is never valid.
// Thread safety: pure functions.
#pragma once

#include "base/truth.h"
#include "runtime/kernels/values.h"

namespace edict::kernel {

// The formula of H. P. Luhn (US patent 2,950,048; ISO/IEC 7812-1, annex B): from the right, every second digit counts
// twice, as the sum of the digits of its double; the whole sum is a multiple of 10.
inline Truth HasLuhnDigit(Text a) {
  if (a.value.size() < 2) return Truth::False;
  int sum = 0;
  bool is_doubled = false;
  for (auto c = a.value.rbegin(); c != a.value.rend(); ++c, is_doubled = !is_doubled) {
    if (*c < '0' || *c > '9') return Truth::False;
    const int digit = (*c - '0') * (is_doubled ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return truth(sum % 10 == 0);
}

// The weighted sum of ISBN-10 (ISO 2108:1992) and of the British NHS number: from the right, the digits weigh 1, 2, 3
// and so on; the sum is a multiple of 11. X as the last digit is ten. Beyond ten digits a weight would be 11 and check
// nothing.
inline Truth HasModulus11Digit(Text a) {
  if (a.value.size() < 2 || a.value.size() > 10) return Truth::False;
  int sum = 0;
  int weight = 1;
  for (auto c = a.value.rbegin(); c != a.value.rend(); ++c, ++weight) {
    const bool is_ten = *c == 'X' && weight == 1;
    if (!is_ten && (*c < '0' || *c > '9')) return Truth::False;
    sum += weight * (is_ten ? 10 : *c - '0');
  }
  return truth(sum % 11 == 0);
}

}  // namespace edict::kernel
