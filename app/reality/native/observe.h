// What does the orchestrator answer for a caller, reading the kernel from outside?
#ifndef OBSERVE_H
#define OBSERVE_H

#include <stdbool.h>
#include <stdint.h>

#include "world.h"

// Prints the answer to an observing call; false where the call is none of them.
bool observe(struct world *world, const char *call, int caller, const int64_t *arguments);
void print_received(int label);

#endif
