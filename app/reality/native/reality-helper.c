// What does this machine's kernel answer to the steps of a trace? The orchestrator: it reads steps, has puppets carry
// them out in a lab of its own, and writes down answers and processes. README.md has the protocol.

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lab.h"
#include "mailbox.h"
#include "observe.h"
#include "puppet.h"
#include "slot.h"
#include "world.h"

// Passed for a process that is gone or has no number for the caller: nobody can have it.
#define NOBODY 1073741823
#define MAX_LABELS 4096
#define FULL_SET_TID 32

struct step {
  char call[32];
  int by;
  int newcomer; // the label a fork gives its child; -1 for other calls
  int arguments;
  int64_t argument[MAX_ARGUMENTS];
  char text[MAX_TEXT];
};

static int puppet_call(const char *name) {
  static const char *const names[] = {
#define ENTRY(name) #name,
      PUPPET_CALLS(ENTRY)
#undef ENTRY
  };
  for (int call = 0; call < NUMBER_OF_PUPPET_CALLS; call++)
    if (strcmp(names[call], name) == 0) return call;
  return -1;
}

// %20 and its like.
static void unescape(const char *from, char *to, size_t room) {
  size_t length = 0;
  for (; *from != '\0' && length + 1 < room; from++) {
    char hex[3] = {0};
    if (*from == '%' && from[1] != '\0' && from[2] != '\0') {
      memcpy(hex, from + 1, 2);
      to[length++] = (char)strtol(hex, NULL, 16);
      from += 2;
    } else to[length++] = *from;
  }
  to[length] = '\0';
}

static int checked_label(const struct world *world, const char *text) {
  char *end;
  long label = strtol(text, &end, 10);
  if (end == text || *end != '\0' || label < 0 || label >= world->lab->slots) give_up("there is no label %s", text);
  return (int)label;
}

// The number that a label has for the caller.
static int64_t number_for(const struct world *world, int caller, int label) {
  int number = number_in(world, label, world->namespace_of[caller]);
  return number == 0 ? NOBODY : number;
}

// `CALL BY ARGUMENT...`: 5 is a number, @5 the number of label 5 for the caller, -@5 that number negated, 'text a text.
static void read_step(const struct world *world, char *line, struct step *step) {
  *step = (struct step){.newcomer = -1};
  char *rest = line;
  const char *call = strsep(&rest, " ");
  const char *by = strsep(&rest, " ");
  if (by == NULL) give_up("a step without caller: %s", line);
  snprintf(step->call, sizeof step->call, "%s", call);
  step->by = checked_label(world, by);
  for (char *word; (word = strsep(&rest, " ")) != NULL;) {
    if (*word == '\'') {
      unescape(word + 1, step->text, sizeof step->text);
      continue;
    }
    if (step->arguments == MAX_ARGUMENTS) give_up("a step with too many arguments");
    int64_t *into = &step->argument[step->arguments++];
    if (*word == '@') *into = number_for(world, step->by, checked_label(world, word + 1));
    else if (strncmp(word, "-@", 2) == 0) *into = -number_for(world, step->by, checked_label(world, word + 2));
    else *into = strtoll(word, NULL, 10);
  }
  if (strcmp(step->call, "fork") == 0 || strcmp(step->call, "clone3") == 0) step->newcomer = (int)step->argument[2];
}

static void print_processes(const struct world *world) {
  for (int i = 0; i < world->process_count; i++) {
    const struct process *p = &world->processes[i];
    printf("process %d %s %d %d %d %u %d", p->label, state_word(p->state), p->ppid, p->nspgid[0], p->nssid[0],
           (unsigned)p->uid, p->tracer);
    for (int level = 0; level < p->levels; level++) printf(" %d", p->nspid[level]);
    printf("\n");
  }
  printf("end\n");
  fflush(stdout);
}

static void begin_call(const struct step *step, int call) {
  struct slot *slot = &all_slots[step->by];
  slot->call = call;
  slot->arguments = step->arguments;
  memcpy(slot->argument, step->argument, sizeof step->argument);
  memcpy(slot->text, step->text, sizeof step->text);
  slot->turn++;
  syscall(SYS_futex, &slot->turn, FUTEX_WAKE, 1, NULL, NULL, 0);
}

// Before there is a procfs only the slot tells how far the first process is.
static void begin_first_process(struct lab *lab) {
  struct step step = {.by = 0, .text = "/proc/0"};
  begin_call(&step, CALL_mount_proc);
  struct slot *slot = &all_slots[0];
  while (slot->done != slot->turn) {
    siginfo_t ended = {0};
    waitid(P_PID, (id_t)lab->init_outside, &ended, WEXITED | WNOHANG | WNOWAIT);
    if (ended.si_pid != 0) give_up("the lab's first process ended with %d before it began", ended.si_status);
    nanosleep(&(struct timespec){.tv_nsec = 10000}, NULL);
  }
  if (slot->answer.error != 0) {
    int error = slot->answer.error;
    close_lab(lab);
    give_up("procfs can't be mounted in the lab: %s", strerror(error));
  }
}

// Opens a namespace file for the caller; -1 with errno where that can't be done.
static int namespace_file(const struct world *world, int label, int64_t kind) {
  static const char *const links[] = {"pid", "pid_for_children", "user"};
  int home = world->namespace_of[label];
  // A process's own PID namespace is held open since it appeared.
  if (kind == 0 && home >= 0) return dup(world->namespaces[home].file);
  errno = ENOENT;
  if (world->pid_of[label] == 0) return -1;
  char path[64];
  snprintf(path, sizeof path, "/proc/0/%d/ns/%s", world->pid_of[label], links[kind]);
  return open(path, O_RDONLY | O_CLOEXEC);
}

static bool hand_over(struct world *world, int label, int64_t kind) {
  int file = namespace_file(world, label, kind);
  int error = errno;
  // The caller's /proc may be another; its file of the same name is the same.
  if (file >= 0 && hand_over_file(world->lab->files, file) == 0) return true;
  printf("errno %d open\n", error);
  return false;
}

// Where a fork of the caller would end up, below the lab root.
static int level_of_children(const struct world *world, int label, int64_t flags) {
  char path[64];
  struct stat file;
  snprintf(path, sizeof path, "/proc/0/%d/ns/pid_for_children", world->pid_of[label]);
  int own = world->namespaces[world->namespace_of[label]].level;
  int namespace = stat(path, &file) < 0 ? -1 : namespace_of_inode(world, file.st_ino);
  // The link of a namespace without first process leads nowhere: it is one below the caller's.
  int level = namespace < 0 ? own + 1 : world->namespaces[namespace].level;
  return flags & CLONE_NEWPID ? level + 1 : level;
}

static bool has_own_pid_max(void) {
  struct utsname name;
  int major = 0, minor = 0;
  uname(&name);
  sscanf(name.release, "%d.%d", &major, &minor);
  return major > 6 || (major == 6 && minor >= 14);
}

// What only the orchestrator can do for a call. False where that has answered it already.
static bool prepare(struct world *world, struct step *step) {
  int64_t *a = step->argument;
  int home = world->namespace_of[step->by];
  if (strcmp(step->call, "setns_file") == 0) {
    if (!hand_over(world, (int)a[0], a[1])) return false;
    a[0] = a[2];
  } else if (strcmp(step->call, "ns_ioctl") == 0) {
    if (!hand_over(world, (int)a[0], 0)) return false;
    a[0] = a[1];
    a[1] = a[2];
  } else if (strcmp(step->call, "write_uid_map") == 0) {
    bool mounted = world->namespaces[home].mounted;
    int number = number_in(world, (int)a[0], home);
    char map[MAX_TEXT];
    memcpy(map, step->text, sizeof map);
    if (number == 0) {
      printf("errno %d open\n", ENOENT);
      return false;
    }
    int length = snprintf(step->text, sizeof step->text, "/proc/%d/%d/uid_map\n%s", mounted ? home : 0,
                          mounted ? number : world->pid_of[a[0]], map);
    if (length >= (int)sizeof step->text) give_up("a map that is too long");
  } else if (strcmp(step->call, "proc_self") == 0) {
    int namespace = world->namespace_of[a[0]];
    int number = namespace < 0 ? 0 : number_in(world, step->by, namespace);
    if (namespace < 0 || !world->namespaces[namespace].mounted) {
      if (number == 0) printf("errno %d\n", ENOENT);
      else printf("ret 0\nnumbers more %d\n", number);
      return false;
    }
    snprintf(step->text, sizeof step->text, "/proc/%d/self", namespace);
  } else if (strcmp(step->call, "exec") == 0) {
    char path[MAX_TEXT + sizeof PROGRAM_NAMES + 1];
    snprintf(path, sizeof path, PROGRAM_NAMES "/%s", step->text);
    // It may be there already. Without it the program is executed all the same, and takes its name a little later.
    if (symlink(PROGRAM_LINK, path) < 0) errno = 0;
  } else if (strcmp(step->call, "clone3") == 0) {
    int numbers = step->arguments - 3;
    // One number more than the child has in the lab would be one outside. With as many as there can be, the kernel
    // itself finds that too many.
    if (numbers > level_of_children(world, step->by, a[0]) + 1)
      while (step->arguments < 3 + FULL_SET_TID) a[step->arguments++] = 1;
  } else if (strcmp(step->call, "set_pid_max") == 0 && !has_own_pid_max()) {
    printf("refused pid_max belongs to the whole machine before Linux 6.14\n");
    return false;
  }
  return true;
}

static void print_answer(const struct slot *slot) {
  const struct answer *answer = &slot->answer;
  if (slot->done != slot->turn) {
    printf("noreturn\n");
  } else if (answer->unsupported) {
    printf("refused a thread, or a child of clone3 that shares its parent's memory, is no process of a trace\n");
  } else if (answer->error != 0) {
    printf("errno %d%s\n", answer->error, answer->failed_open ? " open" : "");
  } else {
    printf("ret %lld\nnumbers more %lld %lld %lld %lld\nmask mask %llx\n", (long long)answer->ret,
           (long long)answer->more[0], (long long)answer->more[1], (long long)answer->more[2],
           (long long)answer->more[3], (unsigned long long)answer->mask);
  }
}

static void carry_out_step(struct world *world, struct step *step, int index) {
  printf("step %d\n", index);
  const struct process *caller = process_of(world, step->by);
  if (caller == NULL || caller->state != 'S') {
    printf("skipped %s\n", caller == NULL ? "gone" : state_word(caller->state));
    return;
  }
  if (observe(world, step->call, step->by, step->argument)) return;
  int call = puppet_call(step->call);
  if (call < 0) give_up("there is no call %s", step->call);
  if (!prepare(world, step)) return;
  begin_call(step, call);
  come_to_rest(world, step->newcomer, index);
  print_answer(&all_slots[step->by]);
}

int main(int count, char **words) {
  // exec of a puppet.
  if (count == 3 && strcmp(words[0], "puppet") == 0) begin_program(words[1], words[2]);

  char *line = NULL;
  size_t room = 0;
  int labels, mounts;
  if (getline(&line, &room, stdin) < 0 || sscanf(line, "lab %d %d", &labels, &mounts) != 2 || labels < 1 ||
      labels > MAX_LABELS)
    give_up("the first line should be: lab LABELS MOUNTS");
  struct lab lab;
  open_lab(&lab, labels);
  begin_first_process(&lab);
  struct world world;
  begin_world(&world, &lab, mounts != 0);
  come_to_rest(&world, 0, -1);
  printf("lab %s %s\n", lab.as_root ? "root" : "user", lab.outermost ? "outermost" : "nested");
  fflush(stdout);

  for (int index = 0; getline(&line, &room, stdin) > 0; index++) {
    struct step step;
    line[strcspn(line, "\n")] = '\0';
    read_step(&world, line, &step);
    carry_out_step(&world, &step, index);
    print_processes(&world);
  }
  close_lab(&lab);
  return 0;
}
