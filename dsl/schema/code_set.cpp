#include "dsl/schema/code_set.h"
