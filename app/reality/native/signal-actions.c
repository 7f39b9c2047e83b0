// How is a signal's action set without the C library, which keeps two signals and one flag to itself?

#include "signal-actions.h"

#include <signal.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "puppet.h"

// struct sigaction of the kernel (rt_sigaction(2)).
struct kernel_action {
  uintptr_t handler;
  unsigned long flags;
  void (*restorer)(void);
  uint64_t mask;
};

#define RESTORER_FLAG 0x04000000UL

static void unused_handler(int sig) { (void)sig; }

// Where a handler returns to is the C library's secret on some machines: it is read off an action that the library set.
static void read_restorer(struct kernel_action *action) {
  struct sigaction ours = {.sa_handler = unused_handler};
  struct sigaction before;
  struct kernel_action seen = {0};
  sigaction(SIGUSR2, &ours, &before);
  syscall(SYS_rt_sigaction, SIGUSR2, NULL, &seen, sizeof seen.mask);
  sigaction(SIGUSR2, &before, NULL);
  action->restorer = seen.restorer;
  action->flags |= seen.flags & RESTORER_FLAG;
}

static struct kernel_action with_restorer;

long set_action(int sig, int action, unsigned long flags, int *old) {
  if (with_restorer.restorer == NULL) read_restorer(&with_restorer);
  struct kernel_action wanted = {.flags = flags};
  if (action == ACTION_IGNORE) wanted.handler = (uintptr_t)SIG_IGN;
  if (action == ACTION_HANDLER) {
    wanted = with_restorer;
    wanted.handler = (uintptr_t)note_signal;
    wanted.flags |= flags | SA_SIGINFO | SA_RESTART;
    wanted.mask = ~0ULL;
  }
  struct kernel_action before = {0};
  long ret = syscall(SYS_rt_sigaction, sig, &wanted, &before, sizeof wanted.mask);
  *old = before.handler == (uintptr_t)SIG_DFL   ? ACTION_DEFAULT
         : before.handler == (uintptr_t)SIG_IGN ? ACTION_IGNORE
                                                : ACTION_HANDLER;
  return ret;
}

void forget_signals(void) {
  struct kernel_action plain = {0};
  for (int sig = 1; sig <= 64; sig++) syscall(SYS_rt_sigaction, sig, &plain, NULL, sizeof plain.mask);
  uint64_t none = 0;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, sizeof none);
}
