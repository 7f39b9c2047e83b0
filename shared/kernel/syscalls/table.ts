// Which handler carries out which system call? A pure table.

import type { Call } from '../call.ts';
import type { Recorder } from '../recorder.ts';
import type { Task } from '../task.ts';
import { CAPABILITY_CALLS } from './capabilities.ts';
import { CLONE } from './clone.ts';
import { CREDENTIALS } from './credentials.ts';
import { EXECVE } from './execve.ts';
import { EXIT } from './exit.ts';
import { GROUP_IDS } from './group-ids.ts';
import { GROUPS } from './groups.ts';
import { IDENTITY_CALLS } from './identity.ts';
import { KILL } from './kill.ts';
import { MACHINE } from './machine.ts';
import { MOUNT } from './mount.ts';
import { NS_IOCTL } from './ns-ioctl.ts';
import type { Outcome, Syscalls } from './outcome.ts';
import { PIDFD } from './pidfd.ts';
import { PRCTL } from './prctl.ts';
import { PRIORITY } from './priority.ts';
import { PTRACE_CALL } from './ptrace.ts';
import { SCM } from './scm.ts';
import { SETNS } from './setns.ts';
import { SIGACTION } from './sigaction.ts';
import { SYSCTL } from './sysctl.ts';
import { TTY } from './tty.ts';
import { UNSHARE } from './unshare.ts';
import { WAIT } from './wait.ts';

const SYSCALLS: Syscalls<Call['call']> = {
  ...CLONE,
  ...EXECVE,
  ...EXIT,
  ...WAIT,
  ...IDENTITY_CALLS,
  ...GROUPS,
  ...CREDENTIALS,
  ...CAPABILITY_CALLS,
  ...GROUP_IDS,
  ...KILL,
  ...SIGACTION,
  ...UNSHARE,
  ...SETNS,
  ...SYSCTL,
  ...NS_IOCTL,
  ...PRCTL,
  ...PRIORITY,
  ...PTRACE_CALL,
  ...PIDFD,
  ...SCM,
  ...MOUNT,
  ...TTY,
  ...MACHINE,
};

export function syscall(kernel: Recorder, call: Call, caller: Task): Outcome {
  // The table pairs each name with the handler for that very call.
  const handler = SYSCALLS[call.call] as (kernel: Recorder, call: Call, caller: Task) => Outcome;
  return handler(kernel, call, caller);
}
