// What does a parent hear of its child (do_notify_parent, do_notify_parent_cldstop)?

import { signalNumber } from '../abi/signal.ts';
import type { Signal, SigInfo } from '../abi/signal.ts';
import type { WaitStatus } from '../abi/wait-status.ts';
import { mappedUid } from '../cred/user-ns.ts';
import type { TaskId } from '../ids.ts';
import type { Recorder } from '../recorder.ts';
import { pidNsOf, pidOf } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import type { Task } from '../task.ts';
import { sendSignal, sendSignalLocked } from './send-signal.ts';
import { actionOf } from './sig-ignored.ts';

/** task_struct.parent: who is told first. A tracer takes the parent's place (PNS-76). */
export function reportsTo(task: Task): TaskId | null {
  return task.tracer ?? task.parent;
}

/** ptrace_reparented: traced by somebody who is not the parent. */
export function isPtraceReparented(task: Task): boolean {
  return task.tracer !== null && task.tracer !== task.parent;
}

/**
 * Whether a child that dies now leaves no zombie: its parent ignores SIGCHLD or has SA_NOCLDWAIT (PNS-45).
 *
 * A tracee always leaves one, for its tracer.
 */
export function isAutoreaped(state: KernelState, child: Task, exitSignal: Signal | null): boolean {
  const parent = child.parent === null ? undefined : state.tasks.get(child.parent);
  if (parent === undefined || child.tracer !== null) return false;
  if (sentSignal(child, parent, exitSignal) !== 'SIGCHLD') return false;
  const { disposition, flags } = actionOf(parent, 'SIGCHLD');
  return disposition === 'ignore' || flags.includes('SA_NOCLDWAIT');
}

/**
 * do_notify_parent: the child has ended. Numbers and ids are the parent's view of the child (PNS-53).
 *
 * With SA_NOCLDWAIT the handler still runs, with "ignore" nothing is sent (PNS-45).
 */
export function doNotifyParent(
  kernel: Recorder,
  id: TaskId,
  exitSignal: Signal | null,
  status: WaitStatus,
): void {
  const child = kernel.task(id);
  const parentId = reportsTo(child);
  const parent = parentId === null ? undefined : kernel.findTask(parentId);
  if (parent === undefined) return;
  const signal = sentSignal(child, parent, exitSignal);
  const isSilent =
    signal === 'SIGCHLD' && child.tracer === null && actionOf(parent, 'SIGCHLD').disposition === 'ignore';
  if (signal !== null && !isSilent) {
    const info: SigInfo = { signal, ...childInfo(kernel.state, child, parent), ...codeOf(status) };
    sendSignalLocked(kernel, parent.id, info, false, { because: 'child', rule: 'PNS-53' });
  }
  wakeUpParent(kernel, parent.id);
}

/** A parent that has become another program since the fork hears SIGCHLD, not the signal it once chose (PNS-55). */
function sentSignal(child: Task, parent: Task, exitSignal: Signal | null): Signal | null {
  return child.parentExecId === parent.selfExecId ? exitSignal : 'SIGCHLD';
}

/** do_notify_parent_cldstop: the child stopped or continued. Not sent with SA_NOCLDSTOP (PNS-53). */
export function doNotifyParentCldstop(
  kernel: Recorder,
  id: TaskId,
  forTracer: boolean,
  why: 'CLD_STOPPED' | 'CLD_CONTINUED' | 'CLD_TRAPPED',
): void {
  const child = kernel.task(id);
  const parentId = forTracer ? reportsTo(child) : child.parent;
  const parent = parentId === null ? undefined : kernel.findTask(parentId);
  if (parent === undefined) return;
  const { disposition, flags } = actionOf(parent, 'SIGCHLD');
  if (disposition !== 'ignore' && !flags.includes('SA_NOCLDSTOP')) {
    const info: SigInfo = {
      signal: 'SIGCHLD',
      code: why,
      ...childInfo(kernel.state, child, parent),
      status: stopStatus(child, why),
    };
    sendSignal(kernel, parent.id, 'SIGCHLD', info, { because: 'child', rule: 'PNS-53' });
  }
  wakeUpParent(kernel, parent.id);
}

/** __wake_up_parent: a wait that blocks looks again. */
function wakeUpParent(kernel: Recorder, parent: TaskId): void {
  if (kernel.task(parent).waitingFor?.on === 'child') kernel.emit({ type: 'TaskWoke', task: parent });
}

function childInfo(state: KernelState, child: Task, parent: Task): Pick<SigInfo, 'pid' | 'uid'> {
  return {
    pid: pidOf(state, child, pidNsOf(state, parent)),
    uid: mappedUid(state, child.cred.ruid, parent.cred.userNs),
  };
}

function codeOf(status: WaitStatus): Pick<SigInfo, 'code' | 'status'> & { readonly status: number } {
  if ('signaled' in status) return { code: 'CLD_KILLED', status: signalNumber(status.signaled) };
  return { code: 'CLD_EXITED', status: 'exited' in status ? status.exited & 0xff : 0 };
}

/** The group's stop signal while nobody has collected it, or that of the ptrace stop. */
function stopStatus(
  { unreported, ptrace }: Task,
  why: 'CLD_STOPPED' | 'CLD_CONTINUED' | 'CLD_TRAPPED',
): number {
  if (why === 'CLD_CONTINUED') return signalNumber('SIGCONT');
  const stop = why === 'CLD_STOPPED' ? unreported : (ptrace?.stop ?? null);
  return stop !== null && 'stopped' in stop ? signalNumber(stop.stopped) : 0;
}
