// May a process of the background touch its terminal (__tty_check_change in drivers/tty/tty_jobctrl.c)?

import { isOrphanedPgrp } from '../exit/kill-orphaned-pgrp.ts';
import type { Recorder } from '../recorder.ts';
import { dispositionOf } from '../signals/sig-ignored.ts';
import type { Tty } from '../state.ts';
import type { Task } from '../task.ts';
import { signalGroup } from './disassociate-ctty.ts';

/**
 * `allowed`: it is in the foreground, or the terminal is not its controlling one, or it ignores SIGTTOU.
 * `signaled`: its group got the signal; the call is to be made again when it continues.
 * `EIO`: it ignores SIGTTIN, or nobody could continue its group (PNS-62).
 */
export function ttyCheckChange(
  kernel: Recorder,
  caller: Task,
  tty: Tty,
  signal: 'SIGTTIN' | 'SIGTTOU',
): 'allowed' | 'signaled' | 'EIO' {
  if (caller.tty !== tty.id || tty.foreground === null || tty.foreground === caller.pgrp) return 'allowed';
  const isIgnored = caller.blocked.includes(signal) || dispositionOf(caller, signal) === 'ignore';
  if (isIgnored) return signal === 'SIGTTIN' ? 'EIO' : 'allowed';
  if (isOrphanedPgrp(kernel.state, caller.pgrp, null)) return 'EIO';
  signalGroup(kernel, caller.pgrp, [signal]);
  return 'signaled';
}
