// What can be asked of a puppet: to serve its slot until the end of its life.
#ifndef PUPPET_H
#define PUPPET_H

#include "slot.h"

// The slot of the process this runs in; in the orchestrator none.
extern struct slot *my_slot;
extern struct slot *all_slots;

// A process that was just made: it says that it is there, and serves.
_Noreturn void begin_life(struct slot *slot);
// After exec: finds memory and slot again, takes its name, ends the call and serves.
_Noreturn void begin_program(const char *slot_index, const char *comm);
// The handler of every signal that is handled: it only notes what it got.
void note_signal(int sig, void *info, void *context);
// Carries out the call that stands in the slot.
void carry_out(struct slot *slot);

#endif
