// Who is who in the lab, and in which namespace? And when has everything that a step set in motion come to an end?

#include "world.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "slot.h"
#include "puppet.h"

#define LAB_ROOT_PROC "/proc/0"
#define LONGEST_REST_SECONDS 20
#define PATIENT_LOOKS 6
#define NS_GET_PARENT_REQUEST _IO(0xb7, 2)

// fsconfig(2) and its kin are younger than many C libraries.
enum { SET_FD = 5, CREATE = 6, FROM_EMPTY_PATH = 4 };

void begin_world(struct world *world, struct lab *lab, bool use_mounts) {
  size_t labels = (size_t)lab->slots;
  *world = (struct world){
      .lab = lab,
      .use_mounts = use_mounts,
      .namespaces = calloc(labels, sizeof(struct pid_ns)),
      .pid_of = calloc(labels, sizeof(int)),
      .namespace_of = calloc(labels, sizeof(int)),
      .processes = calloc(labels + 1, sizeof(struct process)),
  };
  for (size_t label = 0; label < labels; label++) world->namespace_of[label] = -1;
}

static int label_of(const struct world *world, int pid) {
  for (int i = 0; i < world->process_count; i++) {
    int label = world->processes[i].label;
    if (world->processes[i].pid == pid && label >= 0) return label;
  }
  return -1;
}

// It sleeps on its futex with nothing left to do; any other sleep is a pause within something.
static bool is_idle(int label) {
  const struct slot *slot = &all_slots[label];
  return slot->ready && slot->done == slot->turn;
}

static bool is_at_rest(const struct process *process) {
  switch (process->state) {
    case 'Z':
    case 'T':
    case 't':
    case 'E':
      return true;
    case 'S':
      return is_idle(process->label);
    default:
      return false;
  }
}

// Reads everybody; `sum` is another one whenever anybody ran, was stopped, came or went. True if all are at rest.
static bool look_around(struct world *world, struct process *found, int *count, int newcomer, uint64_t *sum) {
  int room = world->lab->slots + 1;
  int *pids = calloc((size_t)room, sizeof(int));
  int listed = list_processes(LAB_ROOT_PROC, pids, room);
  if (listed > room) give_up("there are processes in the lab that nobody made");
  bool resting = true;
  *sum = 14695981039346656037ULL;
  for (int i = 0; i < listed; i++) {
    struct process *process = &found[i];
    if (!read_process(LAB_ROOT_PROC, pids[i], process)) {
      resting = false;
      *process = (struct process){.pid = pids[i], .label = -1, .state = 'X'};
      continue;
    }
    process->label = label_of(world, pids[i]);
    if (process->label < 0) process->label = newcomer;
    if (process->label < 0) give_up("process %d of the lab is nobody's", pids[i]);
    resting = resting && is_at_rest(process);
    uint64_t seen[] = {(uint64_t)process->pid, (uint64_t)process->state, process->switches};
    for (size_t j = 0; j < 3; j++) *sum = (*sum ^ seen[j]) * 1099511628211ULL;
  }
  free(pids);
  *count = listed;
  return resting;
}

// A procfs of a namespace that this process is no member of: since Linux 6.17 the mount can be told which.
static bool mount_proc_of(int namespace_file, int index) {
  char folder[32];
  snprintf(folder, sizeof folder, "/proc/%d", index);
  if (mkdir(folder, 0755) < 0) return false;
  int context = (int)syscall(SYS_fsopen, "proc", 1);
  if (context < 0) return false;
  bool mounted = false;
  if (syscall(SYS_fsconfig, context, SET_FD, "pidns", NULL, namespace_file) == 0 &&
      syscall(SYS_fsconfig, context, CREATE, NULL, NULL, 0) == 0) {
    int tree = (int)syscall(SYS_fsmount, context, 1, 0);
    mounted = tree >= 0 && syscall(SYS_move_mount, tree, "", AT_FDCWD, folder, FROM_EMPTY_PATH) == 0;
    if (tree >= 0) close(tree);
  }
  close(context);
  return mounted;
}

int namespace_of_inode(const struct world *world, ino_t inode) {
  for (int i = 0; i < world->namespace_count; i++)
    if (world->namespaces[i].inode == inode) return i;
  return -1;
}

// The namespace behind an open file, entered in the table where it is new; the file then stays open.
static int enter_namespace(struct world *world, int file, int init) {
  struct stat stat;
  if (fstat(file, &stat) < 0) give_up("a namespace can't be read: %s", strerror(errno));
  int known = namespace_of_inode(world, stat.st_ino);
  if (known >= 0) {
    close(file);
    return known;
  }
  int parent = -1, level = 0, index = world->namespace_count;
  if (index > 0) {
    struct stat above;
    int parent_file = ioctl(file, NS_GET_PARENT_REQUEST);
    if (parent_file < 0 || fstat(parent_file, &above) < 0) give_up("a namespace has no parent: %s", strerror(errno));
    close(parent_file);
    parent = namespace_of_inode(world, above.st_ino);
    if (parent < 0) give_up("a namespace has a parent that nobody lives in");
    level = world->namespaces[parent].level + 1;
  }
  bool mounted = index == 0 || (world->use_mounts && mount_proc_of(file, index));
  world->namespaces[index] =
      (struct pid_ns){.inode = stat.st_ino, .file = file, .parent = parent, .level = level, .init = init, .mounted = mounted};
  world->namespace_count++;
  return index;
}

static void introduce(struct world *world, const struct process *process) {
  char path[64];
  snprintf(path, sizeof path, LAB_ROOT_PROC "/%d/ns/pid", process->pid);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) give_up("the namespace of a new process can't be opened: %s", strerror(errno));
  world->namespace_of[process->label] = enter_namespace(world, file, process->label);
}

// What two looks in a row agreed on is what is known from now on.
static void settle(struct world *world, struct process *found, int count) {
  memset(world->pid_of, 0, (size_t)world->lab->slots * sizeof(int));
  for (int i = 0; i < count; i++) {
    world->pid_of[found[i].label] = found[i].pid;
    if (world->namespace_of[found[i].label] < 0) introduce(world, &found[i]);
  }
  free(world->processes);
  world->processes = found;
  world->process_count = count;
}

// Everybody who ran since the last rest has really stopped to.
static bool have_left_processor(const struct world *world, const struct process *found, int count) {
  for (int i = 0; i < count; i++) {
    const struct process *before = process_of(world, found[i].label);
    if (before != NULL && before->state == found[i].state && before->switches == found[i].switches) continue;
    if (!has_left_processor(LAB_ROOT_PROC, found[i].pid)) return false;
  }
  return true;
}

static bool has_left(const struct world *world, const struct process *found, int count) {
  for (int i = 0; i < world->process_count; i++) {
    bool is_there = false;
    for (int j = 0; j < count; j++) is_there |= found[j].label == world->processes[i].label;
    if (!is_there) return true;
  }
  return false;
}

// How many looks have to agree with the one before. A task that nobody waits for leaves procfs a moment before it gives
// back its numbers. Nothing shows such a task, so it is given a while, and an init that waits for the last number a
// longer one.
static int looks_wanted(const struct world *world, const struct process *found, int count) {
  bool leaves = has_left(world, found, count);
  for (int i = 0; i < count; i++) {
    const struct process *before = process_of(world, found[i].label);
    if (found[i].state == 'E' && (leaves || before == NULL || before->state != 'E')) return PATIENT_LOOKS;
  }
  return leaves ? 2 : 1;
}

void come_to_rest(struct world *world, int newcomer, int step) {
  struct process *found = calloc((size_t)world->lab->slots + 1, sizeof *found);
  struct timespec begin, now;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  uint64_t before = 0;
  int rested = 0; // looks in a row that found the same
  for (;;) {
    // On the one processor, others run only while this process sleeps.
    if (rested != 1) nanosleep(&(struct timespec){.tv_nsec = rested > 1 ? 2000000 : 1000}, NULL);
    uint64_t sum;
    int count;
    bool rests = look_around(world, found, &count, newcomer, &sum);
    // One look takes time: whoever was seen early may have been woken by whoever was seen late. Then it has run since, or
    // is about to, and the second look sees it.
    if (rests && sum == before && rested >= looks_wanted(world, found, count)) {
      settle(world, found, count);
      return;
    }
    if (!rests || !have_left_processor(world, found, count)) rested = 0;
    else rested = rested > 0 && sum == before ? rested + 1 : 1;
    before = sum;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec - begin.tv_sec > LONGEST_REST_SECONDS) give_up("step %d did not come to rest", step);
  }
}

const struct process *process_of(const struct world *world, int label) {
  for (int i = 0; i < world->process_count; i++)
    if (world->processes[i].label == label) return &world->processes[i];
  return NULL;
}

bool is_visible(const struct world *world, int label, int namespace) {
  if (world->pid_of[label] == 0) return false;
  int at = world->namespace_of[label];
  while (at >= 0 && at != namespace) at = world->namespaces[at].parent;
  return at >= 0;
}

int number_in(const struct world *world, int label, int namespace) {
  const struct process *process = process_of(world, label);
  if (process == NULL || namespace < 0 || !is_visible(world, label, namespace)) return 0;
  return process->nspid[world->namespaces[namespace].level];
}
