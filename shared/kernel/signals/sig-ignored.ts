// Does a signal come to nothing the moment it is sent (sig_ignored, sig_task_ignored in kernel/signal.c)?

import { defaultAction } from '../abi/signal.ts';
import type { Signal } from '../abi/signal.ts';
import type { Rule } from '../fact.ts';
import { isChildReaper } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import type { Disposition, SigAction, Task } from '../task.ts';

const DEFAULT: SigAction = { disposition: 'default', flags: [] };

export function actionOf(task: Task, signal: Signal): SigAction {
  return task.actions[signal] ?? DEFAULT;
}

export function dispositionOf(task: Task, signal: Signal): Disposition {
  return actionOf(task, signal).disposition;
}

/** SIGKILL and SIGSTOP: no handler, no mask (PNS-61). */
export function isKernelOnly(signal: Signal): boolean {
  return signal === 'SIGKILL' || signal === 'SIGSTOP';
}

export function isStopSignal(signal: Signal): boolean {
  return defaultAction(signal) === 'stop';
}

/** sig_kernel_ignore: the default is to do nothing. SIGCONT continues when it is sent, and then is one of these (PNS-63). */
export function isIgnoredByDefault(signal: Signal): boolean {
  const action = defaultAction(signal);
  return action === 'ignore' || action === 'continue';
}

/** sig_handler_ignored. */
export function isHandlerIgnored(disposition: Disposition, signal: Signal): boolean {
  return disposition === 'ignore' || (disposition === 'default' && isIgnoredByDefault(signal));
}

/** sig_fatal: the default action, and it ends the process. */
export function isFatal(task: Task, signal: Signal): boolean {
  const action = defaultAction(signal);
  return dispositionOf(task, signal) === 'default' && (action === 'terminate' || action === 'core');
}

export type Fate = { readonly outcome: 'ignored' | 'dropped'; readonly rule: Rule } | null;

/**
 * Why a signal never reaches the queue; null when it does. `force`: it comes from the kernel or an ancestor namespace.
 *
 * 1. Blocked: queued, since the action may change before it is unblocked. For an init too (PNS-33).
 * 2. Traced: the tracer sees even what is ignored (PNS-75, PNS-78), SIGKILL apart.
 * 3. An init without a handler: dropped (PNS-30), from an ancestor too (PNS-31) unless it is SIGKILL or SIGSTOP (PNS-32).
 * 4. Ignored, or nothing by default: dropped when sent (PNS-61).
 */
export function ignoredFate(state: KernelState, task: Task, signal: Signal, force: boolean): Fate {
  if (task.blocked.includes(signal)) return null;
  if (task.ptrace !== null && signal !== 'SIGKILL') return null;
  const disposition = dispositionOf(task, signal);
  if (disposition === 'default' && isChildReaper(state, task) && !(force && isKernelOnly(signal))) {
    return { outcome: 'dropped', rule: force ? 'PNS-31' : 'PNS-30' };
  }
  return isHandlerIgnored(disposition, signal) ? { outcome: 'ignored', rule: 'PNS-61' } : null;
}
