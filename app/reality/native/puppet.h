// What can be asked of a puppet: to serve its slot until the end of its life.
#ifndef PUPPET_H
#define PUPPET_H

#include "slot.h"

extern struct slot *all_slots;

// A process that was just made: it says that it is there, and serves.
_Noreturn void begin_life(struct slot *slot);
// Where a child that shares this memory is to stand (clone(2)); NULL where there is no more room.
void *top_of_new_stack(void);
// After exec: finds memory and slot again, takes its name, ends the call and serves.
_Noreturn void begin_program(const char *slot_index, const char *comm);
// The handler of every signal that is handled: it only notes what it got.
void note_signal(int sig, void *info, void *context);
// Carries out the call that stands in the slot.
void carry_out(struct slot *slot);

#endif
