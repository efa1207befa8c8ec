#include "runtime/batch/value_dictionary.h"
