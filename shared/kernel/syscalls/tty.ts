// TIOCSCTTY, TIOCNOTTY, tcsetpgrp(3), tcsetattr(3), and what a terminal does to who reads and writes it (drivers/tty/tty_jobctrl.c).

import { nsCapable } from '../cred/capable.ts';
import { InvariantViolation } from '../../result.ts';
import type { TtyId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { groupMembers, isSessionLeader, pidByNumber, pidNsOf, taskOf } from '../selectors.ts';
import type { Tty } from '../state.ts';
import type { Task } from '../task.ts';
import { letGoOfTty, signalGroup } from '../tty/disassociate-ctty.ts';
import { ttyCheckChange } from '../tty/tty-check-change.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Outcome, Syscalls } from './outcome.ts';

export const TTY: Syscalls<
  'tiocsctty' | 'tiocnotty' | 'tcsetpgrp' | 'tcsetattr' | 'tty_job_control' | 'tty_write'
> = {
  /** Errno: EPERM unless the leader of a session without a terminal asks for one without a session. */
  tiocsctty(kernel, { tty: id, steal = false }, caller) {
    const tty = ttyOf(kernel, id);
    if (isSessionLeader(caller) && tty.session === caller.session) return SUCCESS;
    if (!isSessionLeader(caller) || caller.tty !== null) return fail('EPERM');
    if (tty.session !== null) {
      const { rootUserNs } = kernel.state;
      if (!steal || !nsCapable(kernel.state, caller.cred, rootUserNs, 'CAP_SYS_ADMIN')) return fail('EPERM');
      letGoOfTty(kernel, id, tty.session);
    }
    kernel.emit({ type: 'TtyControlChanged', tty: id, session: caller.session, tasks: [caller.id] });
    kernel.emit({ type: 'TtyForegroundChanged', tty: id, foreground: caller.pgrp });
    return SUCCESS;
  },

  /**
   * tty_jobctrl_ioctl: who leads the session takes the terminal from all of it, and the foreground group hears of that.
   *
   * Errno: ENOTTY for a terminal that is not the caller's own.
   */
  tiocnotty(kernel, { tty: id }, caller) {
    if (caller.tty !== id) return fail('ENOTTY');
    if (!isSessionLeader(caller)) {
      kernel.emit({ type: 'TtyGivenUp', task: caller.id });
      return SUCCESS;
    }
    const { foreground } = ttyOf(kernel, id);
    if (foreground !== null) signalGroup(kernel, foreground, ['SIGHUP', 'SIGCONT']);
    letGoOfTty(kernel, id, caller.session);
    return SUCCESS;
  },

  /** From the background: SIGTTOU. Errno: ENOTTY, EINVAL, ESRCH for no such group, EPERM for one of another session. */
  tcsetpgrp(kernel, { tty: id, pgid }, caller) {
    const tty = ttyOf(kernel, id);
    const check = ttyCheckChange(kernel, caller, tty, 'SIGTTOU');
    if (check === 'EIO') return fail('ENOTTY');
    if (check === 'signaled') return { errno: 'EINTR' };
    if (caller.tty !== id || tty.session !== caller.session) return fail('ENOTTY');
    if (pgid < 0) return fail('EINVAL');
    const struct = pidByNumber(kernel.state, pidNsOf(kernel.state, caller), pgid);
    if (struct === undefined) return fail('ESRCH');
    const [first] = groupMembers(kernel.state, struct.id);
    const member = first ?? (struct.task === null ? undefined : taskOf(kernel.state, struct.task));
    if (member?.session !== caller.session) return fail('EPERM');
    if (tty.foreground !== struct.id)
      kernel.emit({ type: 'TtyForegroundChanged', tty: id, foreground: struct.id });
    return SUCCESS;
  },

  /** From the background: SIGTTOU. Errno: EIO. */
  tcsetattr(kernel, { tty: id, echo, canonical, icrnl, tostop }, caller) {
    const tty = ttyOf(kernel, id);
    const held = heldBack(kernel, caller, tty, 'SIGTTOU');
    if (held !== null) return held;
    const isSame =
      tty.echo === echo && tty.canonical === canonical && tty.icrnl === icrnl && tty.tostop === tostop;
    if (!isSame) kernel.emit({ type: 'TtyModeChanged', tty: id, echo, canonical, icrnl, tostop });
    return SUCCESS;
  },

  /** n_tty_read, n_tty_write: 0 where the caller may go on. Writing is held back only with TOSTOP. */
  tty_job_control(kernel, { tty: id, op }, caller) {
    const tty = ttyOf(kernel, id);
    if (op === 'write' && !tty.tostop) return SUCCESS;
    return heldBack(kernel, caller, tty, op === 'read' ? 'SIGTTIN' : 'SIGTTOU') ?? SUCCESS;
  },

  tty_write(kernel, { tty, text, kind }) {
    kernel.emit({ type: 'TtyWrote', tty, text, kind });
    return { ret: text.length };
  },
};

/** EINTR where the group was signaled: stopped, the caller does not come back; with a handler it makes the call again. */
function heldBack(kernel: Recorder, caller: Task, tty: Tty, signal: 'SIGTTIN' | 'SIGTTOU'): Outcome | null {
  const check = ttyCheckChange(kernel, caller, tty, signal);
  if (check === 'EIO') return fail('EIO', 'PNS-62');
  return check === 'signaled' ? { errno: 'EINTR' } : null;
}

function ttyOf({ state }: Recorder, id: TtyId): Tty {
  const tty = state.ttys.get(id);
  if (tty === undefined) throw new InvariantViolation(`no terminal ${id}`);
  return tty;
}
