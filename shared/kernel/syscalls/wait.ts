// wait4(2) and waitid(2) (do_wait and its kin in kernel/exit.c).

import type { WaitOption } from '../call.ts';
import type { PidId } from '../ids.ts';
import { pidByNumber, pidNsOf } from '../selectors.ts';
import type { KernelState, PidStruct } from '../state.ts';
import type { Task } from '../task.ts';
import { doWait } from '../exit/do-wait.ts';
import type { Waiting } from '../exit/do-wait.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

const WAIT4_OPTIONS: readonly WaitOption[] = [
  'WNOHANG',
  'WUNTRACED',
  'WSTOPPED',
  'WCONTINUED',
  '__WNOTHREAD',
  '__WCLONE',
  '__WALL',
];
const INT_MIN = -(2 ** 31);

export const WAIT: Syscalls<'wait4' | 'waitid'> = {
  /** n > 0 one child, 0 the own group, -1 any, -n a group (PNS-49). */
  wait4(kernel, { pid, options }, caller) {
    if (options.some((option) => !WAIT4_OPTIONS.includes(option))) return fail('EINVAL', 'PNS-51');
    if (pid === INT_MIN) return fail('ESRCH', 'PNS-49');
    const waited = doWait(kernel, caller, waiting(options, true, wait4Selection(kernel.state, caller, pid)));
    if (!('report' in waited)) return waited;
    return waited.report === null ? SUCCESS : { ret: waited.report.info.pid, status: waited.report.status };
  },

  /** Errno: EINVAL without any of WEXITED, WSTOPPED, WCONTINUED (PNS-51), and for numbers that select nothing; EBADF. */
  waitid(kernel, { idtype, id, options }, caller) {
    const wants = (option: WaitOption): boolean => options.includes(option);
    if (!wants('WEXITED') && !wants('WSTOPPED') && !wants('WUNTRACED') && !wants('WCONTINUED'))
      return fail('EINVAL', 'PNS-51');
    const by = waitidSelection(kernel.state, caller, idtype, id);
    if (typeof by === 'string') return fail(by, 'PNS-49');
    const waited = doWait(kernel, caller, waiting(options, wants('WEXITED'), by));
    if (!('report' in waited)) return waited;
    return { ret: 0, info: waited.report === null ? null : waited.report.info };
  },
};

type Selection = Pick<Waiting, 'child' | 'group'>;

function waiting(options: readonly WaitOption[], exited: boolean, selection: Selection): Waiting {
  return {
    ...selection,
    exited,
    stopped: options.includes('WUNTRACED') || options.includes('WSTOPPED'),
    continued: options.includes('WCONTINUED'),
    hang: !options.includes('WNOHANG'),
    keep: options.includes('WNOWAIT'),
    all: options.includes('__WALL'),
    clones: options.includes('__WCLONE'),
  };
}

/** Numbers are those of the caller's namespace; null names nobody. */
function wait4Selection(state: KernelState, caller: Task, pid: number): Selection {
  if (pid === -1) return {};
  if (pid > 0) return { child: idOf(named(state, caller, pid)) };
  return { group: pid === 0 ? caller.pgrp : idOf(named(state, caller, -pid)) };
}

function waitidSelection(
  state: KernelState,
  caller: Task,
  idtype: string,
  id: number | string,
): Selection | 'EINVAL' | 'EBADF' {
  if (idtype === 'P_ALL') return {};
  if (idtype === 'P_PIDFD') {
    const pid = caller.pidfds[String(id)];
    return pid === undefined ? 'EBADF' : { child: pid };
  }
  const number = Number(id);
  if (idtype === 'P_PID') return number <= 0 ? 'EINVAL' : { child: idOf(named(state, caller, number)) };
  if (number < 0) return 'EINVAL';
  return { group: number === 0 ? caller.pgrp : idOf(named(state, caller, number)) };
}

function named(state: KernelState, caller: Task, number: number): PidStruct | undefined {
  return pidByNumber(state, pidNsOf(state, caller), number);
}

function idOf(pid: PidStruct | undefined): PidId | null {
  return pid?.id ?? null;
}
