// How is a signal's action set without the C library, which keeps two signals and one flag to itself?
#ifndef SIGNAL_ACTIONS_H
#define SIGNAL_ACTIONS_H

enum { ACTION_DEFAULT, ACTION_IGNORE, ACTION_HANDLER };

// rt_sigaction(2): -1 with errno, or 0 and what the action was before.
long set_action(int sig, int action, unsigned long flags, int *old);
// Every signal's default, nothing blocked, whatever was inherited.
void forget_signals(void);

#endif
