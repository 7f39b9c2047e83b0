// How does a puppet live? It sleeps on its futex, does the one call it is told, and sleeps again. Signals reach it while
// it sleeps.

#include "puppet.h"

#include <linux/futex.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct slot *all_slots;

#define STACK_SIZE 65536
#define STACKS 64

// Who shares the memory of its parent stands on a stack of its own there, by which it knows its slot; anybody else has
// the memory to itself.
static struct slot *my_slot;
static char stacks[STACKS][STACK_SIZE] __attribute__((aligned(16)));
static struct slot *slot_of_stack[STACKS];
static int stacks_given;

static struct slot **place_of_own_slot(void) {
  char here;
  uintptr_t at = (uintptr_t)&here - (uintptr_t)stacks;
  return at < sizeof stacks ? &slot_of_stack[at / STACK_SIZE] : &my_slot;
}

void *top_of_new_stack(void) { return stacks_given < STACKS ? stacks[stacks_given++] + STACK_SIZE : NULL; }

static _Noreturn void serve(struct slot *slot) {
  for (;;) {
    uint32_t done = slot->done;
    // A signal handler, or a stop, ends the sleep early: it is begun again.
    while (slot->turn == done) syscall(SYS_futex, &slot->turn, FUTEX_WAIT, done, NULL, NULL, 0);
    slot->answer = (struct answer){0};
    carry_out(slot);
    slot->done = slot->turn;
  }
}

_Noreturn void begin_life(struct slot *slot) {
  *place_of_own_slot() = slot;
  slot->ready = 1;
  serve(slot);
}

_Noreturn void begin_program(const char *slot_index, const char *comm) {
  struct stat memory;
  if (fstat(FD_MEMORY, &memory) != 0) _exit(127);
  void *mapped = mmap(NULL, (size_t)memory.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, FD_MEMORY, 0);
  if (mapped == MAP_FAILED) _exit(127);
  all_slots = mapped;
  struct slot *slot = &all_slots[strtoul(slot_index, NULL, 10)];
  my_slot = slot;
  prctl(PR_SET_NAME, comm);
  // Only ids and capabilities shall decide who may trace this process.
  prctl(PR_SET_DUMPABLE, 1);
  slot->answer = (struct answer){0};
  slot->done = slot->turn;
  serve(slot);
}

void note_signal(int sig, void *info_pointer, void *context) {
  (void)context;
  const siginfo_t *info = info_pointer;
  struct slot *slot = *place_of_own_slot();
  uint32_t at = slot->received_count;
  if (at >= MAX_RECEIVED) return;
  slot->received[at] = (struct received){
      .sig = sig,
      .code = info->si_code,
      .pid = info->si_pid,
      .uid = (int32_t)info->si_uid,
      .status = info->si_status,
      .value = info->si_value.sival_int,
  };
  slot->received_count = at + 1;
}
