// How does a signal go to one process, a group, or everybody (group_send_sig_info, __kill_pgrp_info, kill_something_info)?

import type { Signal, SigInfo } from '../abi/signal.ts';
import type { Errno } from '../abi/errno.ts';
import { INIT_PID } from '../ids.ts';
import type { PidId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { groupMembers, pidNsOf, pidOf, tasksInOrder } from '../selectors.ts';
import type { Task } from '../task.ts';
import { mayKill } from './kill-permission.ts';
import { sendSignal } from './send-signal.ts';
import type { Sending } from './send-signal.ts';

/**
 * A siginfo on its way through several receivers. Linux fills one in and hands it to each in turn: what one receiver
 * was not to see, the next does not see either.
 */
export interface Parcel {
  /** Null for signal 0, which only tests (PNS-56). */
  readonly signal: Signal | null;
  info: SigInfo | null;
}

export type KillResult = Errno | 'sent';

/** group_send_sig_info: permission, then the signal. */
export function groupSendSigInfo(
  kernel: Recorder,
  sender: Task,
  target: Task,
  parcel: Parcel,
  sending: Sending = {},
): KillResult {
  if (!mayKill(kernel.state, sender, target, parcel.signal)) return 'EPERM';
  if (parcel.signal === null || parcel.info === null) return 'sent';
  const told = sendSignal(kernel, target.id, parcel.signal, parcel.info, sending);
  if (typeof told !== 'string') parcel.info = told;
  return 'sent';
}

/**
 * __kill_pgrp_info: to a group, wherever its members live (PNS-58).
 *
 * `sent` if one member at least was reached, else the last refusal; ESRCH for an empty group (PNS-57).
 * Order: members that joined last first; zombies count.
 */
export function killPgrp(
  kernel: Recorder,
  sender: Task,
  group: PidId | undefined,
  parcel: Parcel,
): KillResult {
  let result: KillResult = 'ESRCH';
  if (group === undefined || !kernel.state.pids.has(group)) return result;
  for (const member of groupMembers(kernel.state, group)) {
    const one = groupSendSigInfo(kernel, sender, member, parcel, { rule: 'PNS-57' });
    if (result !== 'sent') result = one;
  }
  return result;
}

/**
 * kill(-1): everybody visible but the caller and PID 1 of its namespace. Refusals are passed over: `sent` even if all
 * refuse; ESRCH if there is nobody (PNS-54). The init of a namespace below is one of them (PNS-32).
 *
 * Order: of birth.
 */
export function killEverybody(kernel: Recorder, sender: Task, parcel: Parcel): KillResult {
  const ns = pidNsOf(kernel.state, sender);
  let reached = false;
  for (const task of tasksInOrder(kernel.state)) {
    const number = task.id === sender.id ? 0 : pidOf(kernel.state, task, ns);
    if (number === 0 || number === INIT_PID) continue;
    reached = true;
    groupSendSigInfo(kernel, sender, task, parcel, { rule: 'PNS-54' });
  }
  return reached ? 'sent' : 'ESRCH';
}
