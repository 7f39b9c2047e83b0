// How is each call of a trace made on the real kernel? One function for each; they talk to the kernel directly, since the
// C library would refuse some arguments, or change them.

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mailbox.h"
#include "puppet.h"
#include "signal-actions.h"

// The kernel's answer goes into the slot.
static void answered(struct slot *slot, long ret) {
  slot->answer.ret = ret < 0 ? -1 : ret;
  slot->answer.error = ret < 0 ? errno : 0;
}

// Only ids and capabilities shall decide who may trace whom: a change of ids must not hide the process as well.
static void stay_dumpable(void) { prctl(PR_SET_DUMPABLE, 1); }

static void do_mount_proc(struct slot *slot) {
  answered(slot, mount("proc", slot->text, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL));
}

// A thread of its caller can't be a puppet: it has no parent, and no end that a wait would tell.
static int end_at_once(void *unused) {
  (void)unused;
  syscall(SYS_exit, 0);
  return 0;
}

static int begin_life_beside(void *slot) { begin_life(slot); }

// flags, exit signal, slot of the child
static void do_fork(struct slot *slot) {
  const int64_t *a = slot->argument;
  unsigned long flags = (unsigned long)(a[0] | a[1]);
  struct slot *child = &all_slots[a[2]];
  long pid;
  if (flags & CLONE_VM) {
    void *stack = top_of_new_stack();
    bool is_thread = flags & CLONE_THREAD;
    pid = clone(is_thread ? end_at_once : begin_life_beside, stack, (int)flags, child);
    slot->answer.unsupported = stack == NULL || (is_thread && pid >= 0);
  } else {
    pid = syscall(SYS_clone, flags, 0, 0, 0, 0);
    if (pid == 0) begin_life(child);
  }
  answered(slot, pid);
}

// flags, exit signal, slot of the child, then the numbers wanted, innermost first
static void do_clone3(struct slot *slot) {
  const int64_t *a = slot->argument;
  pid_t wanted[MAX_ARGUMENTS];
  int count = slot->arguments - 3;
  for (int i = 0; i < count; i++) wanted[i] = (pid_t)a[3 + i];
  struct clone_args args = {
      .flags = (uint64_t)a[0],
      .exit_signal = (uint64_t)a[1],
      .set_tid = count > 0 ? (uint64_t)(uintptr_t)wanted : 0,
      .set_tid_size = (uint64_t)count,
  };
  struct slot *child = &all_slots[a[2]];
  // The child would come to life here, on the stack of its parent.
  if (args.flags & CLONE_VM) {
    slot->answer.unsupported = 1;
    answered(slot, 0);
    return;
  }
  long pid = syscall(SYS_clone3, &args, sizeof args);
  if (pid == 0) begin_life(child);
  answered(slot, pid);
}

static void do_unshare(struct slot *slot) {
  answered(slot, syscall(SYS_unshare, slot->argument[0]));
  stay_dumpable();
}

// namespace type; the file comes from the orchestrator
static void do_setns_file(struct slot *slot) {
  int file = receive_file();
  answered(slot, syscall(SYS_setns, file, slot->argument[0]));
  close(file);
  stay_dumpable();
}

// handle, flags
static void do_setns_pidfd(struct slot *slot) {
  answered(slot, syscall(SYS_setns, FD_HANDLES + slot->argument[0], slot->argument[1]));
  stay_dumpable();
}

static void do_exit(struct slot *slot) { syscall(SYS_exit_group, slot->argument[0]); }

// The program is always this one. It is executed under a link that has the name the trace wants, since a tracer may stop it
// before it can take the name itself.
static void do_exec(struct slot *slot) {
  char index[24], path[MAX_TEXT + sizeof PROGRAM_NAMES + 1];
  snprintf(index, sizeof index, "%ld", (long)(slot - all_slots));
  snprintf(path, sizeof path, PROGRAM_NAMES "/%s", slot->text);
  char *argv[] = {"puppet", index, slot->text, NULL};
  char *envp[] = {NULL};
  if (strchr(slot->text, '/') == NULL) syscall(SYS_execve, path, argv, envp);
  answered(slot, syscall(SYS_execveat, FD_PROGRAM, "", argv, envp, AT_EMPTY_PATH));
}

static void do_setcomm(struct slot *slot) { answered(slot, prctl(PR_SET_NAME, slot->text)); }

static void do_kill(struct slot *slot) { answered(slot, syscall(SYS_kill, slot->argument[0], slot->argument[1])); }

static void do_tgkill(struct slot *slot) {
  answered(slot, syscall(SYS_tgkill, slot->argument[0], slot->argument[0], slot->argument[1]));
}

// target, signal, value
static void do_sigqueue(struct slot *slot) {
  siginfo_t info = {0};
  info.si_code = SI_QUEUE;
  info.si_pid = (pid_t)syscall(SYS_getpid);
  info.si_uid = getuid();
  info.si_value.sival_int = (int)slot->argument[2];
  info.si_signo = (int)slot->argument[1];
  answered(slot, syscall(SYS_rt_sigqueueinfo, slot->argument[0], slot->argument[1], &info));
}

static void do_wait4(struct slot *slot) {
  int status = 0;
  answered(slot, syscall(SYS_wait4, slot->argument[0], &status, slot->argument[1] | WNOHANG, NULL));
  slot->answer.more[0] = status;
}

// type of id, id, options, whether the id is a handle
static void do_waitid(struct slot *slot) {
  const int64_t *a = slot->argument;
  siginfo_t info = {0};
  int64_t id = a[3] ? FD_HANDLES + a[1] : a[1];
  answered(slot, syscall(SYS_waitid, a[0], id, &info, a[2] | WNOHANG, NULL));
  slot->answer.more[0] = info.si_pid;
  slot->answer.more[1] = info.si_uid;
  slot->answer.more[2] = info.si_code;
  slot->answer.more[3] = info.si_status;
}

static void do_getpid(struct slot *slot) { answered(slot, syscall(SYS_getpid)); }
static void do_gettid(struct slot *slot) { answered(slot, syscall(SYS_gettid)); }
static void do_getppid(struct slot *slot) { answered(slot, syscall(SYS_getppid)); }
static void do_getpgid(struct slot *slot) { answered(slot, syscall(SYS_getpgid, slot->argument[0])); }
static void do_getsid(struct slot *slot) { answered(slot, syscall(SYS_getsid, slot->argument[0])); }

// Whether the number names a process is what is asked, not how nice it is.
static void do_getpriority(struct slot *slot) {
  long priority = syscall(SYS_getpriority, PRIO_PROCESS, slot->argument[0]);
  answered(slot, priority < 0 ? -1 : 0);
}

static void do_setpgid(struct slot *slot) {
  answered(slot, syscall(SYS_setpgid, slot->argument[0], slot->argument[1]));
}
static void do_setsid(struct slot *slot) {
  answered(slot, syscall(SYS_setsid));
}

// signal, what to do (0 default, 1 ignore, 2 handler), flags
static void do_sigaction(struct slot *slot) {
  const int64_t *a = slot->argument;
  int old = 0;
  answered(slot, set_action((int)a[0], (int)a[1], (unsigned long)a[2], &old));
  slot->answer.more[0] = old;
}

// how, set
static void do_sigprocmask(struct slot *slot) {
  uint64_t set = (uint64_t)slot->argument[1];
  uint64_t old = 0;
  answered(slot, syscall(SYS_rt_sigprocmask, slot->argument[0], &set, &old, sizeof set));
  slot->answer.mask = old;
}

static void do_sigpending(struct slot *slot) {
  uint64_t pending = 0;
  answered(slot, syscall(SYS_rt_sigpending, &pending, sizeof pending));
  slot->answer.mask = pending;
}

static void do_set_subreaper(struct slot *slot) {
  answered(slot, prctl(PR_SET_CHILD_SUBREAPER, slot->argument[0], 0, 0, 0));
}

static void do_get_subreaper(struct slot *slot) {
  int value = 0;
  answered(slot, prctl(PR_GET_CHILD_SUBREAPER, &value, 0, 0, 0));
  slot->answer.more[0] = value;
}

static void do_set_pdeathsig(struct slot *slot) { answered(slot, prctl(PR_SET_PDEATHSIG, slot->argument[0], 0, 0, 0)); }

static void do_get_pdeathsig(struct slot *slot) {
  int sig = 0;
  answered(slot, prctl(PR_GET_PDEATHSIG, &sig, 0, 0, 0));
  slot->answer.more[0] = sig;
}

static void do_setresuid(struct slot *slot) {
  const int64_t *a = slot->argument;
  answered(slot, syscall(SYS_setresuid, a[0], a[1], a[2]));
  stay_dumpable();
}

static void do_getresuid(struct slot *slot) {
  uid_t ruid = 0, euid = 0, suid = 0;
  answered(slot, syscall(SYS_getresuid, &ruid, &euid, &suid));
  slot->answer.more[0] = ruid;
  slot->answer.more[1] = euid;
  slot->answer.more[2] = suid;
}

// A set of capabilities, taken out of all three sets of the caller.
static void do_capdrop(struct slot *slot) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct sets[2];
  long ret = syscall(SYS_capget, &header, sets);
  for (int word = 0; word < 2; word++) {
    uint32_t kept = ~(uint32_t)((uint64_t)slot->argument[0] >> (32 * word));
    sets[word].effective &= kept;
    sets[word].permitted &= kept;
    sets[word].inheritable &= kept;
  }
  answered(slot, ret < 0 ? ret : syscall(SYS_capset, &header, sets));
  stay_dumpable();
}

// Which call belongs to which PTRACE_ number: arguments request, target, signal, options.
static void do_ptrace(struct slot *slot) {
  static const long requests[] = {PTRACE_SEIZE, PTRACE_ATTACH,    PTRACE_TRACEME, PTRACE_CONT,
                                  PTRACE_DETACH, PTRACE_INTERRUPT, PTRACE_LISTEN};
  const int64_t *a = slot->argument;
  long data = requests[a[0]] == PTRACE_SEIZE ? a[3] : a[2];
  answered(slot, syscall(SYS_ptrace, requests[a[0]], a[1], 0, data));
}

// The text is where the link stands.
static void do_proc_self(struct slot *slot) {
  char link[32] = "";
  answered(slot, readlink(slot->text, link, sizeof link - 1));
  slot->answer.more[0] = strtol(link, NULL, 10);
}

// Writes or reads a file as one number.
static long write_text(struct slot *slot, const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) {
    slot->answer.failed_open = 1;
    return -1;
  }
  long ret = write(file, text, strlen(text));
  int error = errno;
  close(file);
  errno = error;
  return ret < 0 ? -1 : 0;
}

static void write_number(struct slot *slot, const char *path) {
  char text[24];
  snprintf(text, sizeof text, "%ld", (long)slot->argument[0]);
  answered(slot, write_text(slot, path, text));
  // A sysctl is one call to a trace: there is no file that it was opened from.
  slot->answer.failed_open = 0;
}

static void read_number(struct slot *slot, const char *path) {
  char text[24] = "";
  int file = open(path, O_RDONLY | O_CLOEXEC);
  long ret = file < 0 ? -1 : read(file, text, sizeof text - 1);
  answered(slot, ret < 0 ? ret : 0);
  if (file >= 0) close(file);
  slot->answer.more[0] = strtol(text, NULL, 10);
}

#define LAST_PID "/proc/0/sys/kernel/ns_last_pid"
#define PID_MAX "/proc/0/sys/kernel/pid_max"

static void do_set_last_pid(struct slot *slot) { write_number(slot, LAST_PID); }
static void do_get_last_pid(struct slot *slot) { read_number(slot, LAST_PID); }
static void do_set_pid_max(struct slot *slot) { write_number(slot, PID_MAX); }
static void do_get_pid_max(struct slot *slot) { read_number(slot, PID_MAX); }

// The text is the file, a newline, and the map.
static void do_write_uid_map(struct slot *slot) {
  char *map = strchr(slot->text, '\n');
  if (map == NULL) return;
  *map++ = '\0';
  answered(slot, write_text(slot, slot->text, map));
}

// number, handle, flags
static void do_pidfd_open(struct slot *slot) {
  const int64_t *a = slot->argument;
  long fd = syscall(SYS_pidfd_open, a[0], a[2]);
  answered(slot, fd < 0 ? fd : 0);
  if (fd < 0) return;
  dup3((int)fd, (int)(FD_HANDLES + a[1]), O_CLOEXEC);
  close((int)fd);
}

// handle, signal, flags
static void do_pidfd_send_signal(struct slot *slot) {
  const int64_t *a = slot->argument;
  answered(slot, syscall(SYS_pidfd_send_signal, FD_HANDLES + a[0], a[1], NULL, a[2]));
}

static void do_pidfd_close(struct slot *slot) {
  answered(slot, syscall(SYS_close, FD_HANDLES + slot->argument[0]));
}

// whether ids are given, number, whether a uid is given, uid
static void do_scm_send(struct slot *slot) {
  const int64_t *a = slot->argument;
  answered(slot, send_credentials(a[0] ? (pid_t)a[1] : getpid(), a[2] ? (uid_t)a[3] : getuid(), getgid()));
}

static void do_scm_recv(struct slot *slot) {
  int64_t pid = 0, uid = 0;
  answered(slot, receive_credentials(&pid, &uid));
  slot->answer.more[0] = pid;
  slot->answer.more[1] = uid;
}

// request, number; the file comes from the orchestrator
static void do_ns_ioctl(struct slot *slot) {
  static const unsigned long requests[] = {
      _IO(0xb7, 1),       // NS_GET_USERNS
      _IO(0xb7, 2),       // NS_GET_PARENT
      _IO(0xb7, 3),       // NS_GET_NSTYPE
      _IOR(0xb7, 6, int), // NS_GET_PID_FROM_PIDNS
      _IOR(0xb7, 7, int), // NS_GET_TGID_FROM_PIDNS
      _IOR(0xb7, 8, int), // NS_GET_PID_IN_PIDNS
      _IOR(0xb7, 9, int), // NS_GET_TGID_IN_PIDNS
  };
  int file = receive_file();
  int64_t which = slot->argument[0];
  long ret = syscall(SYS_ioctl, file, requests[which], slot->argument[1]);
  answered(slot, ret);
  close(file);
  // The first two give a descriptor: which number it has says nothing.
  if (ret < 0 || which > 1) return;
  close((int)ret);
  slot->answer.ret = 0;
}

static void do_reboot(struct slot *slot) {
  answered(slot, syscall(SYS_reboot, 0xfee1dead, 672274793, (unsigned int)slot->argument[0], NULL));
}

void carry_out(struct slot *slot) {
  static void (*const calls[NUMBER_OF_PUPPET_CALLS])(struct slot *) = {
#define ENTRY(name) [CALL_##name] = do_##name,
      PUPPET_CALLS(ENTRY)
#undef ENTRY
  };
  calls[slot->call](slot);
}
