#include <unistd.h>

extern "C" int edict_test_call_outside() { return getpid(); }
