// What does a procfs say of a process?
#ifndef PROCESSES_H
#define PROCESSES_H

#include <stdbool.h>
#include <stdint.h>

#define MAX_LEVELS 33

struct process {
  int pid; // in the namespace of the mount
  int label; // -1 while nobody knows who it is
  char state; // R, S, D, T, t, Z, X as in proc(5); E for an init that waits for its namespace to become empty
  char name[64];
  int ppid, tracer, uid;
  int levels; // how many numbers each of these has
  int nspid[MAX_LEVELS], nspgid[MAX_LEVELS], nssid[MAX_LEVELS];
  uint64_t pending, blocked, ignored, caught;
  uint64_t switches; // how often it was taken off the processor
};

// Reads FOLDER/PID/status; false where there is no such process (any more).
bool read_process(const char *folder, int pid, struct process *process);
// The numbers a procfs lists, ascending; returns how many there are, which may be more than fit.
int list_processes(const char *folder, int *pids, int room);
// The numbers in FOLDER/PID/task/PID/children, in their order.
int list_children(const char *folder, int pid, int *pids, int room);
// Whether it has left the processor, and waits for one no longer: a process that is taken off it in the middle of going
// to sleep, or of dying, already shows the state it will have. Unknown counts as left.
bool has_left_processor(const char *folder, int pid);
// The word of the trace format for a state.
const char *state_word(char state);

#endif
