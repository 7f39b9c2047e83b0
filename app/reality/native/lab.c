// How is the lab made so that nothing a trace does can reach the machine around it, and nothing of it stays behind?

#include "lab.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mailbox.h"
#include "puppet.h"
#include "signal-actions.h"

#define LAB_PROC "/proc"

// The inode number of the machine's own PID namespace (include/linux/proc_ns.h).
#define MACHINE_PID_NS 0xEFFFFFFCUL

_Noreturn void give_up(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  printf("fatal ");
  vprintf(format, arguments);
  printf("\n");
  fflush(stdout);
  va_end(arguments);
  _exit(1);
}

// A trace may need any of these; the sets of a container often lack some.
static bool has_capabilities(void) {
  static const int needed[] = {CAP_KILL,       CAP_SETUID,          CAP_SETGID,  CAP_SYS_ADMIN,
                               CAP_SYS_PTRACE, CAP_DAC_OVERRIDE, CAP_SYS_BOOT};
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct sets[2];
  if (geteuid() != 0 || syscall(SYS_capget, &header, sets) < 0) return false;
  for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
    if (!(sets[0].effective & (1U << needed[i]))) return false;
  return true;
}

static void write_file(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0 || write(file, text, strlen(text)) < 0) give_up("%s can't be written: %s", path, strerror(errno));
  close(file);
}

// The user's own ids become 0 in a user namespace of the lab's own (user_namespaces(7)).
static void become_root_of_user_namespace(void) {
  char map[32];
  uid_t uid = geteuid();
  gid_t gid = getegid();
  if (unshare(CLONE_NEWUSER) < 0)
    give_up("this machine lets ordinary users make no user namespace (unshare: %s); root is needed", strerror(errno));
  write_file("/proc/self/setgroups", "deny");
  snprintf(map, sizeof map, "0 %u 1", uid);
  write_file("/proc/self/uid_map", map);
  snprintf(map, sizeof map, "0 %u 1", gid);
  write_file("/proc/self/gid_map", map);
}

// Those of the machine belong to its own user namespace: nobody in the lab could join one. A kernel may lack a kind.
static void own_other_namespaces(void) {
  static const int kinds[] = {CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWCGROUP, CLONE_NEWNET, CLONE_NEWTIME};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) unshare(kinds[i]);
}

// A mount namespace in which /proc is an empty folder. Mounts below it reach puppets that go into one of their own.
static void make_room_for_procfs(void) {
  if (unshare(CLONE_NEWNS) < 0) give_up("a mount namespace can't be made: %s", strerror(errno));
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) give_up("mounts can't be made private: %s", strerror(errno));
  if (mount("lab", LAB_PROC, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") < 0)
    give_up("a tmpfs can't be mounted: %s", strerror(errno));
  if (mount(NULL, LAB_PROC, NULL, MS_SHARED, NULL) < 0) give_up("a mount can't be shared: %s", strerror(errno));
  if (mkdir(LAB_PROC "/0", 0755) < 0 || mkdir(PROGRAM_NAMES, 0755) < 0) give_up("no folder for procfs: %s", strerror(errno));
}

static void share_memory(int slots) {
  int memory = memfd_create("slots", 0);
  size_t size = (size_t)slots * sizeof(struct slot);
  if (memory < 0 || ftruncate(memory, (off_t)size) < 0) give_up("no memory to share: %s", strerror(errno));
  void *mapped = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
  if (mapped == MAP_FAILED || dup2(memory, FD_MEMORY) < 0) give_up("no memory to share: %s", strerror(errno));
  close(memory);
  all_slots = mapped;
}

// A copy of this program that every user may execute, wherever the file itself stands.
static void copy_program(void) {
  int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  int to = memfd_create("puppet", MFD_ALLOW_SEALING);
  struct stat program;
  if (from < 0 || to < 0 || fstat(from, &program) < 0) give_up("the program can't be read: %s", strerror(errno));
  for (off_t left = program.st_size; left > 0;) {
    char part[65536];
    ssize_t got = read(from, part, sizeof part);
    if (got <= 0 || write(to, part, (size_t)got) != got) give_up("the program can't be copied");
    left -= got;
  }
  fchmod(to, 0755);
  close(from);
  // A file that is open for writing can't be executed.
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", to);
  int readable = open(path, O_RDONLY);
  close(to);
  if (readable < 0 || dup2(readable, FD_PROGRAM) < 0) give_up("the program can't be opened: %s", strerror(errno));
  close(readable);
}

// One processor for all: what runs at the same time elsewhere would take turns in another order each time.
static void stay_on_one_processor(void) {
  cpu_set_t all, one;
  CPU_ZERO(&all);
  CPU_ZERO(&one);
  if (sched_getaffinity(0, sizeof all, &all) < 0) return;
  // Not always the first: several labs run beside each other.
  int count = CPU_COUNT(&all), wanted = (int)(getpid() % (count > 0 ? count : 1));
  for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
    if (!CPU_ISSET(cpu, &all) || wanted-- > 0) continue;
    CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
    return;
  }
}

// Everything here runs for microseconds. On a busy machine it then need not wait for the long turns of others: whoever asks
// for short turns comes earlier (sched_setattr(2), since Linux 6.12; older kernels take no notice).
static void take_short_turns(uint32_t policy) {
  struct {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
  } wish = {.size = sizeof wish, .policy = policy, .nice = getpriority(PRIO_PROCESS, 0), .runtime = 100000};
  syscall(SYS_sched_setattr, 0, &wish, 0);
}

// Lives outside the lab, and ends it once the pipe's only writer, the orchestrator, is gone, however it went.
static pid_t post_guard(int reader, int writer, int init) {
  pid_t guard = fork();
  if (guard < 0) give_up("no guard: %s", strerror(errno));
  if (guard > 0) return guard;
  close(writer);
  setsid();
  for (int fd = 0; fd < 3; fd++) close(fd);
  struct pollfd end = {.fd = reader, .events = POLLIN};
  while (poll(&end, 1, -1) < 0 && errno == EINTR) {
  }
  syscall(SYS_pidfd_send_signal, init, SIGKILL, NULL, 0);
  _exit(0);
}

// The first process: nothing of the orchestrator's but what every puppet holds.
static _Noreturn void begin_init(int guard_reader, int guard_writer, int files) {
  close(guard_reader);
  close(guard_writer);
  close(files);
  int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd = 0; fd < 3; fd++)
    if (nowhere >= 0) dup2(nowhere, fd);
    else close(fd);
  forget_signals();
  prctl(PR_SET_NAME, "init");
  prctl(PR_SET_DUMPABLE, 1);
  setsid();
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  // In any other place kill(-1) or reboot would mean the machine.
  if (getpid() != 1) _exit(126);
  begin_life(&all_slots[0]);
}

static unsigned long pid_ns_of(const char *process) {
  char path[64];
  struct stat file;
  snprintf(path, sizeof path, "/proc/%s/ns/pid", process);
  return stat(path, &file) < 0 ? 0 : (unsigned long)file.st_ino;
}

void open_lab(struct lab *lab, int slots) {
  unsigned long own = pid_ns_of("self");
  if (own == 0) give_up("/proc is not there, or has no namespaces in it");
  *lab = (struct lab){.as_root = has_capabilities(), .outermost = own == MACHINE_PID_NS, .slots = slots};
  // Whoever started this may ignore SIGCHLD: then nobody would stay a zombie here.
  forget_signals();
  share_memory(slots);
  copy_program();
  lab->files = open_mailboxes();
  if (lab->files < 0) give_up("no sockets: %s", strerror(errno));
  if (!lab->as_root) {
    become_root_of_user_namespace();
    own_other_namespaces();
  }
  stay_on_one_processor();
  prctl(PR_SET_TIMERSLACK, 1UL);
  take_short_turns(SCHED_OTHER);

  int pipe_ends[2];
  if (pipe2(pipe_ends, O_CLOEXEC) < 0) give_up("no pipe: %s", strerror(errno));
  int init_pidfd = -1;
  struct clone_args args = {
      .flags = CLONE_NEWPID | CLONE_PIDFD,
      .pidfd = (uint64_t)(uintptr_t)&init_pidfd,
      .exit_signal = SIGCHLD,
  };
  int outer = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  make_room_for_procfs();
  long init = syscall(SYS_clone3, &args, sizeof args);
  if (init == 0) begin_init(pipe_ends[0], pipe_ends[1], lab->files);
  if (init < 0)
    give_up(errno == EPERM ? "this machine lets nobody make a PID namespace here (clone3: %s)"
                           : "no PID namespace can be made (clone3: %s)",
            strerror(errno));
  lab->init_outside = (pid_t)init;
  // Waking up, the orchestrator then takes the processor from no puppet: mostly they come to their end undisturbed.
  take_short_turns(SCHED_BATCH);
  lab->guard_pipe = pipe_ends[1];
  lab->guard = post_guard(pipe_ends[0], pipe_ends[1], init_pidfd);
  close(pipe_ends[0]);

  char path[64];
  struct stat inside;
  snprintf(path, sizeof path, "%ld/ns/pid", init);
  if (fstatat(outer, path, &inside, 0) < 0 || (unsigned long)inside.st_ino == own) {
    close_lab(lab);
    give_up("the lab's first process is in no namespace of its own");
  }
  close(outer);
}

void close_lab(struct lab *lab) {
  kill(lab->init_outside, SIGKILL);
  while (waitpid(lab->init_outside, NULL, __WALL) < 0 && errno == EINTR) {
  }
  close(lab->guard_pipe);
  while (waitpid(lab->guard, NULL, 0) < 0 && errno == EINTR) {
  }
}
