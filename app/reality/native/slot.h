// What do the orchestrator and a puppet share? One slot for each label, in memory that fork and exec leave alone.
#ifndef SLOT_H
#define SLOT_H

#include <stdint.h>

#define MAX_ARGUMENTS 48
#define MAX_TEXT 512
#define MAX_RECEIVED 400

// Descriptors every puppet holds, across exec too. Those of pidfds follow, one for each handle of the trace.
enum {
  FD_MEMORY = 60,   // this memory
  FD_PROGRAM = 61,  // this program, for exec
  FD_FILES = 62,    // here the orchestrator hands over a namespace file
  FD_MAIL_OUT = 63, // the lab's one mailbox
  FD_MAIL_IN = 64,
  FD_HANDLES = 100
};

// Here stand links to this program, named as traces name theirs.
#define PROGRAM_NAMES "/proc/names"
#define PROGRAM_LINK "/proc/0/self/fd/61"

// Every system call of a trace: what a puppet carries out. The names are those of the line protocol.
#define PUPPET_CALLS(X)                                                                                     \
  X(mount_proc) X(fork) X(clone3) X(unshare) X(setns_file) X(setns_pidfd) X(exit) X(exec) X(setcomm)        \
  X(kill) X(tgkill) X(sigqueue) X(wait4) X(waitid) X(getpid) X(gettid) X(getppid) X(getpgid) X(getsid)      \
  X(getpriority) X(setpgid) X(setsid) X(sigaction) X(sigprocmask) X(sigpending) X(set_subreaper)            \
  X(get_subreaper) X(set_pdeathsig) X(get_pdeathsig) X(setresuid) X(getresuid) X(capdrop) X(write_uid_map)  \
  X(ptrace) X(proc_self) X(set_last_pid) X(get_last_pid) X(set_pid_max) X(get_pid_max) X(pidfd_open)        \
  X(pidfd_send_signal) X(pidfd_close) X(scm_send) X(scm_recv) X(ns_ioctl) X(reboot)

enum puppet_call {
#define ENTRY(name) CALL_##name,
  PUPPET_CALLS(ENTRY)
#undef ENTRY
  NUMBER_OF_PUPPET_CALLS
};

// What a handler notes of siginfo_t.
struct received {
  int32_t sig, code, pid, uid, status, value;
};

struct answer {
  int64_t ret;
  int32_t error;        // an errno; 0 where the call succeeded
  int32_t failed_open;  // the error is that of a file that had to be opened first
  int32_t unsupported;  // the call made something that no puppet can be
  int64_t more[4];
  uint64_t mask;
};

struct slot {
  _Atomic uint32_t turn;  // counted up by the orchestrator for each call, a futex
  _Atomic uint32_t done;  // the turn whose call is over, set by the puppet
  _Atomic uint32_t ready; // the puppet has come to life
  int32_t call;
  int32_t arguments;
  int64_t argument[MAX_ARGUMENTS];
  char text[MAX_TEXT];
  struct answer answer;
  _Atomic uint32_t received_count;
  struct received received[MAX_RECEIVED];
};

#endif
