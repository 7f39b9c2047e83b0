// What does the orchestrator answer for a caller, reading the kernel from outside? From a procfs mounted for the
// namespace in question where there is one, and else from that of the lab root, number by number.

#include "observe.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "puppet.h"
#include "slot.h"

static void print_errno(int error) { printf("errno %d\n", error); }

static void print_numbers(const char *key, const int *numbers, int count) {
  printf("numbers %s", key);
  for (int i = 0; i < count; i++) printf(" %d", numbers[i]);
  printf("\n");
}

static void folder_of(int namespace, char folder[32]) { snprintf(folder, 32, "/proc/%d", namespace); }

// The label with a number in the lab root; -1 for none.
static int label_at(const struct world *world, int pid) {
  for (int i = 0; i < world->process_count; i++)
    if (world->processes[i].pid == pid) return world->processes[i].label;
  return -1;
}

static int translated(const struct world *world, int lab_pid, int namespace) {
  int label = lab_pid == 0 ? -1 : label_at(world, lab_pid);
  return label < 0 ? 0 : number_in(world, label, namespace);
}

// The process as a procfs of the namespace shows it (proc(5)); false where it does not list it.
static bool shown(const struct world *world, int label, int namespace, struct process *process) {
  int number = namespace < 0 ? 0 : number_in(world, label, namespace);
  if (number == 0) return false;
  if (world->namespaces[namespace].mounted) {
    char folder[32];
    folder_of(namespace, folder);
    return read_process(folder, number, process);
  }
  int level = world->namespaces[namespace].level;
  *process = *process_of(world, label);
  process->pid = number;
  process->ppid = translated(world, process->ppid, namespace);
  process->tracer = translated(world, process->tracer, namespace);
  process->levels -= level;
  size_t bytes = (size_t)process->levels * sizeof(int);
  memmove(process->nspid, process->nspid + level, bytes);
  memmove(process->nspgid, process->nspgid + level, bytes);
  memmove(process->nssid, process->nssid + level, bytes);
  return true;
}

static void readproc(const struct world *world, int namespace) {
  if (namespace < 0) {
    print_errno(ENOENT);
    return;
  }
  int room = world->lab->slots + 1, count = 0;
  int *pids = calloc((size_t)room, sizeof(int));
  if (world->namespaces[namespace].mounted) {
    char folder[32];
    folder_of(namespace, folder);
    count = list_processes(folder, pids, room);
  } else {
    for (int i = 0; i < world->process_count; i++) {
      int number = number_in(world, world->processes[i].label, namespace);
      if (number > 0) pids[count++] = number;
    }
    // Ascending here, as a listing is.
    for (int i = 1; i < count; i++)
      for (int j = i; j > 0 && pids[j - 1] > pids[j]; j--) {
        int swapped = pids[j];
        pids[j] = pids[j - 1];
        pids[j - 1] = swapped;
      }
  }
  printf("ret 0\n");
  print_numbers("pids", pids, count < room ? count : room);
  free(pids);
}

static void proc_status(const struct world *world, int label, int namespace) {
  struct process process;
  if (!shown(world, label, namespace, &process)) {
    print_errno(ENOENT);
    return;
  }
  printf("ret 0\ntext name %s\ntext state %s\n", process.name, state_word(process.state));
  print_numbers("pid", &process.pid, 1);
  print_numbers("ppid", &process.ppid, 1);
  print_numbers("tracer", &process.tracer, 1);
  print_numbers("nspid", process.nspid, process.levels);
  print_numbers("nspgid", process.nspgid, process.levels);
  print_numbers("nssid", process.nssid, process.levels);
  printf("mask pending %llx\nmask blocked %llx\nmask ignored %llx\nmask caught %llx\n",
         (unsigned long long)process.pending, (unsigned long long)process.blocked,
         (unsigned long long)process.ignored, (unsigned long long)process.caught);
}

static void proc_children(const struct world *world, int label, int namespace) {
  int number = namespace < 0 ? 0 : number_in(world, label, namespace);
  if (number == 0) {
    print_errno(ENOENT);
    return;
  }
  int room = world->lab->slots + 1;
  int *children = calloc((size_t)room, sizeof(int));
  bool mounted = world->namespaces[namespace].mounted;
  char folder[32];
  folder_of(mounted ? namespace : 0, folder);
  int count = list_children(folder, mounted ? number : world->pid_of[label], children, room);
  for (int i = 0; i < count && !mounted; i++) children[i] = translated(world, children[i], namespace);
  printf("ret 0\n");
  print_numbers("children", children, count);
  free(children);
}

static void nspid(const struct world *world, int label, int namespace) {
  struct process process;
  if (!shown(world, label, namespace, &process)) {
    print_errno(ENOENT);
    return;
  }
  printf("ret 0\n");
  print_numbers("nspid", process.nspid, process.levels);
}

// The link below /proc/PID/ns, and by the label of its first process which namespace it is.
static void namespace_link(const struct world *world, int label, const char *link) {
  char path[64];
  struct stat file;
  snprintf(path, sizeof path, "/proc/0/%d/ns/%s", world->pid_of[label], link);
  if (world->pid_of[label] == 0 || stat(path, &file) < 0) {
    print_errno(world->pid_of[label] == 0 ? ENOENT : errno);
    return;
  }
  int namespace = namespace_of_inode(world, file.st_ino);
  int init = namespace < 0 ? -1 : world->namespaces[namespace].init;
  printf("ret 0\n");
  print_numbers("ns", &init, 1);
}

// fdinfo of a pidfd: Pid and NSpid, -1 once reaped, 0 where the process can't be seen.
static void pidfd_info(const struct world *world, int caller, int64_t handle) {
  int namespace = world->namespace_of[caller];
  bool mounted = world->namespaces[namespace].mounted;
  int number = mounted ? number_in(world, caller, namespace) : world->pid_of[caller];
  char path[96], line[512];
  snprintf(path, sizeof path, "/proc/%d/%d/fdinfo/%lld", mounted ? namespace : 0, number,
           (long long)(FD_HANDLES + handle));
  FILE *info = fopen(path, "re");
  if (info == NULL) {
    print_errno(errno == ENOENT ? EBADF : errno);
    return;
  }
  int pid = 0, numbers[MAX_LEVELS] = {0}, count = 0;
  while (fgets(line, sizeof line, info) != NULL) {
    if (strncmp(line, "Pid:\t", 5) == 0) pid = atoi(line + 5);
    if (strncmp(line, "NSpid:\t", 7) != 0) continue;
    for (char *at = line + 7, *end; count < MAX_LEVELS; at = end, count++) {
      numbers[count] = (int)strtol(at, &end, 10);
      if (end == at) break;
    }
  }
  fclose(info);
  int level = mounted ? 0 : world->namespaces[namespace].level;
  if (level > 0 && pid > 0) {
    int label = label_at(world, pid);
    pid = label < 0 ? 0 : number_in(world, label, namespace);
    count = pid == 0 ? 1 : count - level;
    if (pid == 0) numbers[0] = 0;
    else memmove(numbers, numbers + level, (size_t)count * sizeof(int));
  }
  printf("ret 0\n");
  print_numbers("pid", &pid, 1);
  print_numbers("nspid", numbers, count);
}

void print_received(int label) {
  const struct slot *slot = &all_slots[label];
  for (uint32_t i = 0; i < slot->received_count; i++) {
    const struct received *one = &slot->received[i];
    printf("signal %d %d %d %u %d %d\n", one->sig, one->code, one->pid, (unsigned)one->uid, one->status, one->value);
  }
}

bool observe(struct world *world, const char *call, int caller, const int64_t *a) {
  int home = world->namespace_of[caller];
  // A label that was never used lives nowhere.
#define NAMESPACE_OF(label) world->namespace_of[label]
  if (strcmp(call, "readproc") == 0) readproc(world, NAMESPACE_OF(a[0]));
  else if (strcmp(call, "proc_status") == 0) proc_status(world, (int)a[0], NAMESPACE_OF(a[1]));
  else if (strcmp(call, "proc_children") == 0) proc_children(world, (int)a[0], NAMESPACE_OF(a[1]));
  else if (strcmp(call, "nspid") == 0) nspid(world, (int)a[0], home);
  else if (strcmp(call, "pid_ns") == 0) namespace_link(world, (int)a[0], "pid");
  else if (strcmp(call, "pid_for_children") == 0) namespace_link(world, (int)a[0], "pid_for_children");
  else if (strcmp(call, "pidfd_info") == 0) pidfd_info(world, caller, a[0]);
  else if (strcmp(call, "getsignals") == 0) {
    printf("ret 0\n");
    print_received(caller);
  } else return false;
#undef NAMESPACE_OF
  return true;
}
