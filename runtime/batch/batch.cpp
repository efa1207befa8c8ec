#include "runtime/batch/batch.h"
