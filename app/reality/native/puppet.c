// How does a puppet live? It sleeps on its futex, does the one call it is told, and sleeps again. Signals reach it while
// it sleeps.

#include "puppet.h"

#include <linux/futex.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct slot *my_slot;
struct slot *all_slots;

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
  my_slot = slot;
  slot->ready = 1;
  serve(slot);
}

_Noreturn void begin_program(const char *slot_index, const char *comm) {
  struct stat memory;
  if (fstat(FD_MEMORY, &memory) != 0) _exit(127);
  void *mapped = mmap(NULL, (size_t)memory.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, FD_MEMORY, 0);
  if (mapped == MAP_FAILED) _exit(127);
  all_slots = mapped;
  my_slot = &all_slots[strtoul(slot_index, NULL, 10)];
  prctl(PR_SET_NAME, comm);
  // Only ids and capabilities shall decide who may trace this process.
  prctl(PR_SET_DUMPABLE, 1);
  my_slot->answer = (struct answer){0};
  my_slot->done = my_slot->turn;
  serve(my_slot);
}

void note_signal(int sig, void *info_pointer, void *context) {
  (void)context;
  const siginfo_t *info = info_pointer;
  uint32_t at = my_slot->received_count;
  if (at >= MAX_RECEIVED) return;
  my_slot->received[at] = (struct received){
      .sig = sig,
      .code = info->si_code,
      .pid = info->si_pid,
      .uid = (int32_t)info->si_uid,
      .status = info->si_status,
      .value = info->si_value.sival_int,
  };
  my_slot->received_count = at + 1;
}
