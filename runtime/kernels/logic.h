// The logical builtins, under the names of builtins.def. Their meaning is base/truth.h.
#pragma once

#include "base/truth.h"

namespace edict::kernel {

inline Truth Not(Truth a) { return not_(a); }
inline Truth And(Truth a, Truth b) { return and_(a, b); }
inline Truth Or(Truth a, Truth b) { return or_(a, b); }
inline Truth Implies(Truth a, Truth b) { return implies_(a, b); }
inline Truth Definitely(Truth a) { return definitely(a); }
inline Truth Possibly(Truth a) { return possibly(a); }

}  // namespace edict::kernel
