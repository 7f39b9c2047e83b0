// Which child does a wait report, and what does it take away (do_wait, wait_consider_task in kernel/exit.c)?

import { signalNumber } from '../abi/signal.ts';
import type { WaitStatus } from '../abi/wait-status.ts';
import type { CallExtra, CallResult } from '../call.ts';
import { mappedUid } from '../cred/user-ns.ts';
import type { PidId, TaskId } from '../ids.ts';
import { reportToParent } from '../ptrace/ptrace-unlink.ts';
import { changeTrace } from '../ptrace/trap-notify.ts';
import type { Recorder } from '../recorder.ts';
import { childrenOf, pidSeenBy } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import { fail } from '../syscalls/outcome.ts';
import type { Failure } from '../syscalls/outcome.ts';
import type { Task } from '../task.ts';
import { isPtraceReparented } from '../signals/do-notify-parent.ts';
import { waitedStatus } from './exit-notify.ts';
import { releaseTask } from './release-task.ts';

/** struct wait_opts. `child` or `group` select; null selects nobody, and neither of the two anybody. */
export interface Waiting {
  readonly child?: PidId | null;
  readonly group?: PidId | null;
  readonly exited: boolean;
  readonly stopped: boolean;
  readonly continued: boolean;
  /** Without WNOHANG. */
  readonly hang: boolean;
  /** WNOWAIT. */
  readonly keep: boolean;
  /** __WALL, __WCLONE. */
  readonly all: boolean;
  readonly clones: boolean;
}

export interface WaitReport {
  readonly status: WaitStatus;
  readonly info: NonNullable<CallExtra['info']>;
}

export type Waited =
  { readonly report: WaitReport | null } | Failure | Extract<CallResult, { blocks: unknown }>;

/** What one candidate has to say: a report, or whether there may be one later. */
type Considered = WaitReport | 'later' | 'never';

/**
 * do_wait.
 *
 * Order: children in list order, whatever the order of their deaths (PNS-50); then tracees, last attached first.
 * Errno: ECHILD where none could ever match (PNS-49).
 */
export function doWait(kernel: Recorder, caller: Task, waiting: Waiting): Waited {
  if (waiting.child === null || waiting.group === null) return fail('ECHILD', 'PNS-49');
  let mayCome = false;
  for (const { task, asTracer } of candidates(kernel.state, caller, waiting)) {
    if (!isEligible(task, asTracer, waiting)) continue;
    const considered = consider(kernel, caller, task, asTracer, waiting);
    if (typeof considered !== 'string') return { report: considered };
    mayCome ||= considered === 'later';
  }
  if (!mayCome) return fail('ECHILD', 'PNS-49');
  return waiting.hang ? { blocks: { on: 'child' } } : { report: null };
}

interface Candidate {
  readonly task: Task;
  readonly asTracer: boolean;
}

/** do_wait_pid for a single one; else do_wait_thread and ptrace_do_wait. */
function candidates(state: KernelState, caller: Task, waiting: Waiting): Candidate[] {
  const tracees = (ids: readonly TaskId[]): Candidate[] =>
    ids.flatMap((id) => candidate(state.tasks.get(id), true));
  if (waiting.child === undefined) {
    return [
      ...childrenOf(state, caller).map((task) => ({ task, asTracer: false })),
      ...tracees(caller.tracees),
    ];
  }
  const id = waiting.child === null ? undefined : state.pids.get(waiting.child)?.task;
  const target = id === undefined || id === null ? undefined : state.tasks.get(id);
  if (target === undefined) return [];
  return [
    ...(target.parent === caller.id ? candidate(target, false) : []),
    ...(target.tracer === caller.id ? candidate(target, true) : []),
  ];
}

function candidate(task: Task | undefined, asTracer: boolean): Candidate[] {
  return task === undefined ? [] : [{ task, asTracer }];
}

/** eligible_child: ordinary children, or with __WCLONE those with another exit signal; a tracer sees all of its own (PNS-55). */
function isEligible(task: Task, asTracer: boolean, { group, all, clones }: Waiting): boolean {
  if (group !== undefined && task.pgrp !== group) return false;
  if (asTracer || all) return true;
  return (task.exitSignal !== 'SIGCHLD') === clones;
}

/** wait_consider_task. */
function consider(
  kernel: Recorder,
  caller: Task,
  task: Task,
  byTracer: boolean,
  waiting: Waiting,
): Considered {
  // Traced by its own parent: the parent asks as its tracer, so that one stop is not reported twice.
  const asTracer = byTracer || (task.tracer !== null && !isPtraceReparented(task));
  if (task.state === 'zombie') {
    // A zombie tracee is its tracer's alone; the parent has to wait for its turn (PNS-76).
    if (asTracer || task.tracer === null)
      return waiting.exited ? reapReport(kernel, caller, task, waiting) : 'never';
    return 'later';
  }
  // An init that waits for its namespace cannot be waited for yet: nothing to report (PNS-37).
  return (
    stopReport(kernel, caller, task, asTracer, waiting) ??
    continueReport(kernel, caller, task, waiting) ??
    'later'
  );
}

/** wait_task_zombie: a tracer that is not the parent passes the zombie on to the parent (PNS-76). */
function reapReport(kernel: Recorder, caller: Task, task: Task, { keep }: Waiting): Considered {
  if (task.exitStatus === null) return 'never';
  const status = waitedStatus(kernel.state, task, task.exitStatus);
  const report = reportOf(kernel.state, caller, task, status, false);
  if (keep) return report;
  if (isPtraceReparented(task)) {
    kernel.emit({ type: 'ChildReported', rule: 'PNS-76', task: task.id, status });
    kernel.emit({ type: 'TaskUntraced', rule: 'PNS-76', task: task.id });
    reportToParent(kernel, task.id);
  } else releaseTask(kernel, task.id, caller.id);
  return report;
}

/** wait_task_stopped: a tracer sees ptrace stops without asking for them, a parent group stops, once, with WUNTRACED (PNS-51). */
function stopReport(
  kernel: Recorder,
  caller: Task,
  task: Task,
  asTracer: boolean,
  { stopped, keep }: Waiting,
): WaitReport | null {
  if (asTracer) {
    const { ptrace } = task;
    if (
      task.state !== 'traced' ||
      ptrace === null ||
      ptrace.stop === null ||
      ptrace.listening ||
      ptrace.collected
    )
      return null;
    const report = reportOf(kernel.state, caller, task, ptrace.stop, true);
    if (!keep) changeTrace(kernel, task.id, { collected: true });
    return report;
  }
  if (!stopped || task.unreported === null || !('stopped' in task.unreported)) return null;
  return collect(kernel, caller, task, task.unreported, keep);
}

function continueReport(
  kernel: Recorder,
  caller: Task,
  task: Task,
  { continued, keep }: Waiting,
): WaitReport | null {
  if (!continued || task.unreported === null || !('continued' in task.unreported)) return null;
  return collect(kernel, caller, task, task.unreported, keep);
}

function collect(kernel: Recorder, caller: Task, task: Task, status: WaitStatus, keep: boolean): WaitReport {
  const report = reportOf(kernel.state, caller, task, status, false);
  if (!keep) kernel.emit({ type: 'ChildReported', rule: 'PNS-51', task: task.id, status });
  return report;
}

function reportOf(
  state: KernelState,
  caller: Task,
  task: Task,
  status: WaitStatus,
  trapped: boolean,
): WaitReport {
  const who = {
    pid: pidSeenBy(state, task.pid, caller),
    uid: mappedUid(state, task.cred.ruid, caller.cred.userNs),
  };
  return { status, info: { ...who, ...codeOf(status, trapped) } };
}

function codeOf(status: WaitStatus, trapped: boolean): Pick<WaitReport['info'], 'code' | 'status'> {
  if ('exited' in status) return { code: 'CLD_EXITED', status: status.exited };
  if ('signaled' in status) return { code: 'CLD_KILLED', status: signalNumber(status.signaled) };
  if ('continued' in status) return { code: 'CLD_CONTINUED', status: signalNumber('SIGCONT') };
  // A tracer is told the kind of stop in the second byte: PTRACE_EVENT_STOP.
  const event = status.event === undefined ? 0 : 128 << 8;
  return { code: trapped ? 'CLD_TRAPPED' : 'CLD_STOPPED', status: signalNumber(status.stopped) | event };
}
