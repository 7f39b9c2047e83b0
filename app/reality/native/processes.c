// What does a procfs say of a process?

#include "processes.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// The state of a task that is ending (include/linux/sched.h).
#define PF_EXITING 0x4UL

static int read_text(const char *path, char *text, size_t room) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  size_t length = 0;
  ssize_t got;
  while (length + 1 < room && (got = read(file, text + length, room - 1 - length)) > 0) length += (size_t)got;
  close(file);
  text[length] = '\0';
  return length > 0 ? (int)length : -1;
}

// The text behind `name` and a tab, at the beginning of a line.
static const char *field(const char *text, const char *name) {
  size_t length = strlen(name);
  for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
    if (*line == '\n') line++;
    if (strncmp(line, name, length) == 0) return line + length;
  }
  return "";
}

static int numbers(const char *text, int *into, int room) {
  int count = 0;
  for (char *end; count < room && *text != '\n'; text = end, count++) {
    into[count] = (int)strtol(text, &end, 10);
    if (end == text) break;
  }
  return count;
}

// One that sleeps for good in zap_pid_ns_processes: it has begun to end, and can't finish.
static bool is_exiting(const char *folder, int pid) {
  char path[96], text[1024];
  snprintf(path, sizeof path, "%s/%d/stat", folder, pid);
  if (read_text(path, text, sizeof text) < 0) return false;
  const char *rest = strrchr(text, ')');
  unsigned long flags = 0;
  if (rest == NULL || sscanf(rest, ") %*c %*d %*d %*d %*d %*d %lu", &flags) != 1) return false;
  return (flags & PF_EXITING) != 0;
}

bool read_process(const char *folder, int pid, struct process *process) {
  char path[96], text[8192];
  snprintf(path, sizeof path, "%s/%d/status", folder, pid);
  if (read_text(path, text, sizeof text) < 0) return false;
  *process = (struct process){.pid = pid, .label = -1};
  const char *name = field(text, "Name:\t");
  snprintf(process->name, sizeof process->name, "%.*s", (int)strcspn(name, "\n"), name);
  process->state = *field(text, "State:\t");
  process->ppid = atoi(field(text, "PPid:\t"));
  process->tracer = atoi(field(text, "TracerPid:\t"));
  process->uid = (int)strtoul(field(text, "Uid:\t"), NULL, 10);
  process->levels = numbers(field(text, "NSpid:\t"), process->nspid, MAX_LEVELS);
  numbers(field(text, "NSpgid:\t"), process->nspgid, MAX_LEVELS);
  numbers(field(text, "NSsid:\t"), process->nssid, MAX_LEVELS);
  process->pending = strtoull(field(text, "SigPnd:\t"), NULL, 16) | strtoull(field(text, "ShdPnd:\t"), NULL, 16);
  process->blocked = strtoull(field(text, "SigBlk:\t"), NULL, 16);
  process->ignored = strtoull(field(text, "SigIgn:\t"), NULL, 16);
  process->caught = strtoull(field(text, "SigCgt:\t"), NULL, 16);
  process->switches = strtoull(field(text, "voluntary_ctxt_switches:\t"), NULL, 10) +
                      strtoull(field(text, "nonvoluntary_ctxt_switches:\t"), NULL, 10);
  if (process->state == 'S' && is_exiting(folder, pid)) process->state = 'E';
  return process->levels > 0;
}

// /proc/PID/syscall says `running` of whoever is on a run queue, whatever its state (task_current_syscall).
bool has_left_processor(const char *folder, int pid) {
  char path[96], text[256];
  snprintf(path, sizeof path, "%s/%d/syscall", folder, pid);
  if (read_text(path, text, sizeof text) < 0) {
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    return true;
  }
  return strncmp(text, "running", 7) != 0;
}

static int ascending(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

int list_processes(const char *folder, int *pids, int room) {
  DIR *listing = opendir(folder);
  if (listing == NULL) return 0;
  int count = 0;
  for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
    if (entry->d_name[0] < '0' || entry->d_name[0] > '9') continue;
    if (count < room) pids[count] = atoi(entry->d_name);
    count++;
  }
  closedir(listing);
  qsort(pids, (size_t)(count < room ? count : room), sizeof *pids, ascending);
  return count;
}

int list_children(const char *folder, int pid, int *pids, int room) {
  char path[96], text[16384];
  snprintf(path, sizeof path, "%s/%d/task/%d/children", folder, pid, pid);
  if (read_text(path, text, sizeof text) < 0) return 0;
  return numbers(text, pids, room);
}

const char *state_word(char state) {
  switch (state) {
    case 'Z': return "zombie";
    case 'T': return "stopped";
    case 't': return "traced";
    case 'E': return "exiting";
    default: return "running";
  }
}
