#include "dsl/schema/dictionary.h"
