// What becomes of a terminal when the leader of its session ends (disassociate_ctty in drivers/tty/tty_jobctrl.c)?

import type { PidId, TaskId, TtyId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { groupMembers, isSessionLeader } from '../selectors.ts';
import type { Signal } from '../abi/signal.ts';
import { sendSignal } from '../signals/send-signal.ts';

/**
 * The foreground group gets SIGHUP, and the whole session loses the terminal. Without a terminal nobody is told
 * (PNS-72), unless it was hung up: then the group that was in the foreground gets SIGHUP and SIGCONT.
 */
export function disassociateCtty(kernel: Recorder, leader: TaskId): void {
  const task = kernel.task(leader);
  if (!isSessionLeader(task)) return;
  if (task.tty === null) {
    if (task.ttyOldPgrp !== null) signalGroup(kernel, task.ttyOldPgrp, ['SIGHUP', 'SIGCONT']);
    return;
  }
  const foreground = kernel.state.ttys.get(task.tty)?.foreground ?? null;
  if (foreground !== null) signalGroup(kernel, foreground, ['SIGHUP']);
  letGoOfTty(kernel, task.tty, task.session);
}

/** Nobody's controlling terminal any more. */
export function letGoOfTty(kernel: Recorder, tty: TtyId, session: PidId): void {
  const tasks = [...kernel.state.tasks.values()].filter(
    (task) => task.session === session && task.tty === tty,
  );
  kernel.emit({ type: 'TtyControlChanged', tty, session: null, tasks: tasks.map(({ id }) => id) });
}

/** kill_pgrp with SEND_SIG_PRIV: each signal to the whole group, in turn. A group may be gone by now. */
export function signalGroup(kernel: Recorder, group: PidId, signals: readonly Signal[]): void {
  if (!kernel.state.pids.has(group)) return;
  for (const signal of signals) {
    for (const { id } of groupMembers(kernel.state, group))
      sendSignal(kernel, id, signal, 'kernel', { because: 'tty' });
  }
}
