// exit_group(2) and reboot(2): the calls that do not come back.

import { nsCapable } from '../cred/capable.ts';
import { doExit } from '../exit/do-exit.ts';
import { pidNamespace, pidNsOf } from '../selectors.ts';
import { sendSignal } from '../signals/send-signal.ts';
import { fail } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

/** How the death of the namespace's init will look (PNS-41). */
const REBOOT_SIGNAL: Readonly<Record<string, 'SIGHUP' | 'SIGINT'>> = {
  RESTART: 'SIGHUP',
  RESTART2: 'SIGHUP',
  HALT: 'SIGINT',
  POWER_OFF: 'SIGINT',
};

export const EXIT: Syscalls<'exit' | 'reboot'> = {
  /** An exit code keeps 8 bits (PNS-51). */
  exit(kernel, { code }, caller) {
    doExit(kernel, caller.id, { exited: code & 0xff });
    return { noreturn: true };
  },

  /** reboot_pid_ns: ends the caller's PID namespace (PNS-41). Errno: EPERM without CAP_SYS_BOOT in its owner; EINVAL for other commands. */
  reboot(kernel, { cmd }, caller) {
    const ns = pidNamespace(kernel.state, pidNsOf(kernel.state, caller));
    if (!nsCapable(kernel.state, caller.cred, ns.owner, 'CAP_SYS_BOOT')) return fail('EPERM', 'PNS-41');
    const signal = REBOOT_SIGNAL[cmd];
    if (signal === undefined) return fail('EINVAL', 'PNS-41');
    kernel.emit({ type: 'NamespaceRebooted', rule: 'PNS-41', ns: ns.id, signal });
    if (ns.childReaper !== null)
      sendSignal(kernel, ns.childReaper, 'SIGKILL', 'kernel', { thread: true, rule: 'PNS-41' });
    doExit(kernel, caller.id, { exited: 0 });
    return { noreturn: true };
  },
};
