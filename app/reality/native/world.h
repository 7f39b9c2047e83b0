// Who is who in the lab, and in which namespace? What is known at rest, after every step.
#ifndef WORLD_H
#define WORLD_H

#include <stdbool.h>
#include <sys/types.h>

#include "lab.h"
#include "processes.h"

struct pid_ns {
  ino_t inode;
  int file;   // open for good, so that it can be joined when everybody in it is dead
  int parent; // -1 for the lab root
  int level;  // below the lab root
  int init;   // label of its first process
  bool mounted; // there is a procfs of it, at /proc/INDEX
};

struct world {
  struct lab *lab;
  bool use_mounts; // else what a procfs of a namespace would show is worked out from that of the lab root
  struct pid_ns *namespaces;
  int namespace_count;
  int *pid_of;       // label -> number in the lab root; 0 for one who is gone, or was never there
  int *namespace_of; // label -> the namespace it lives in, or lived; -1 for one who was never there
  struct process *processes; // ascending by number
  int process_count;
};

void begin_world(struct world *world, struct lab *lab, bool use_mounts);
// Waits until nothing moves any more. A process nobody has seen before is `newcomer`.
// Gives up, with the step's number, where that takes too long.
void come_to_rest(struct world *world, int newcomer, int step);
// NULL for one who is gone.
const struct process *process_of(const struct world *world, int label);
// The index of a PID namespace by its file; -1 where no process of it was ever seen.
int namespace_of_inode(const struct world *world, ino_t inode);
bool is_visible(const struct world *world, int label, int namespace);
// The number a label has in a namespace; 0 where it has none there.
int number_in(const struct world *world, int label, int namespace);

#endif
