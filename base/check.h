// Checks that catch our own bugs. Always on: a wrong answer about a patient is worse than a stop.
#pragma once

#include <cstdio>
#include <cstdlib>

// Aborts with the failed condition and its place. Never prints data values: they may identify a person.
#define EDICT_CHECK(condition)                                                                            \
  do {                                                                                                    \
    if (!(condition)) [[unlikely]] {                                                                      \
      std::fprintf(stderr, "edict: internal check failed: %s (%s:%d)\n", #condition, __FILE__, __LINE__); \
      std::abort();                                                                                       \
    }                                                                                                     \
  } while (false)
