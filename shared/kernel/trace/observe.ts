// What does the orchestrator of a recording answer for a caller, reading the kernel from outside? No permission plays
// a part in it.

import type { Signal } from '../abi/signal.ts';
import type { PidNsId } from '../ids.ts';
import {
  childrenOf,
  isVisible,
  numberIn,
  numbersFrom,
  pidNsOf,
  pidOf,
  shownPidNsForChildren,
  visibleTasks,
} from '../selectors.ts';
import type { Disposition, Task } from '../task.ts';
import { byNumber, namedStatus } from './signal-names.ts';
import type { ObservingCall, TraceResult, TraceStep } from './trace-format.ts';
import type { TraceLab } from './trace-lab.ts';

type Observation<Name extends ObservingCall> = (
  step: Extract<TraceStep, { call: Name }>,
  lab: TraceLab,
  caller: Task,
) => TraceResult;

const ENOENT: TraceResult = { errno: 'ENOENT' };

const OBSERVATIONS: { readonly [Name in ObservingCall]: Observation<Name> } = {
  /** Everybody whom the namespace of the mount sees, whoever reads it (PNS-81). */
  readproc: (step, lab) =>
    onMount(lab, step, (ns) => ({
      ret: 0,
      pids: visibleTasks(lab.state, ns).map((task) => pidOf(lab.state, task, ns)),
    })),
  proc_status: (step, lab, caller) =>
    onListed(lab, caller, step, (task, ns) => ({ ret: 0, ...status(lab, task, ns) })),
  proc_children: (step, lab, caller) =>
    onListed(lab, caller, step, (task, ns) => ({
      ret: 0,
      children: childrenOf(lab.state, task).map((child) => pidOf(lab.state, child, ns)),
    })),
  nspid: (step, lab, caller) =>
    onListed(lab, caller, step, (task, ns) => ({
      ret: 0,
      nspid: numbersFrom(lab.state, task, task.pid, ns),
    })),
  /** The reader's number in the namespace of the mount, if it has one there (PNS-84). */
  proc_self: (step, lab, caller) =>
    onMount(lab, step, (ns) => {
      const self = pidOf(lab.state, caller, ns);
      return self === 0 ? ENOENT : { ret: 0, self };
    }),

  pid_ns(step, lab) {
    const task = lab.task(step.target ?? step.by);
    return task === undefined ? ENOENT : { ret: 0, ns: lab.initOf(pidNsOf(lab.state, task)) };
  },
  pid_for_children(step, lab) {
    const task = lab.task(step.target ?? step.by);
    const ns = task === undefined ? null : shownPidNsForChildren(lab.state, task);
    return ns === null ? ENOENT : { ret: 0, ns: lab.initOf(ns) };
  },
  pidfd_info: ({ pidfd }, lab, caller) => pidfdInfo(lab, caller, pidfd),
  getsignals: (_step, lab, caller) => ({ ret: 0, signals: lab.received(caller.id).map(received) }),
};

export function isObserving(step: TraceStep): step is Extract<TraceStep, { call: ObservingCall }> {
  return step.call in OBSERVATIONS;
}

export function observe(
  lab: TraceLab,
  caller: Task,
  step: Extract<TraceStep, { call: ObservingCall }>,
): TraceResult {
  // The table pairs each name with the observation for that very step.
  const answer = OBSERVATIONS[step.call] as (step: TraceStep, lab: TraceLab, caller: Task) => TraceResult;
  return answer(step, lab, caller);
}

function onMount(
  lab: TraceLab,
  step: { by: string; proc_of?: string | undefined },
  read: (ns: PidNsId) => TraceResult,
): TraceResult {
  const ns = lab.namespace(step.proc_of ?? step.by);
  return ns === undefined ? ENOENT : read(ns);
}

/** ENOENT for a process that the procfs does not list. */
function onListed(
  lab: TraceLab,
  caller: Task,
  step: { by: string; target?: string | undefined; proc_of?: string | undefined },
  read: (task: Task, ns: PidNsId) => TraceResult,
): TraceResult {
  const task = step.target === undefined ? caller : lab.task(step.target);
  return onMount(lab, step, (ns) =>
    task === undefined || !isVisible(lab.state, task, ns) ? ENOENT : read(task, ns),
  );
}

/** /proc/PID/status: every number is that of the mount's namespace, 0 for what it cannot see (PNS-80). */
function status({ state }: TraceLab, task: Task, ns: PidNsId): TraceResult {
  const numberOf = (id: Task['parent']): number => {
    const other = id === null ? undefined : state.tasks.get(id);
    return other === undefined ? 0 : pidOf(state, other, ns);
  };
  return {
    name: task.comm,
    state: task.state === 'sleeping' ? 'running' : task.state,
    pid: pidOf(state, task, ns),
    ppid: numberOf(task.parent),
    tracer: numberOf(task.tracer),
    nspid: numbersFrom(state, task, task.pid, ns),
    nspgid: numbersFrom(state, task, task.pgrp, ns),
    nssid: numbersFrom(state, task, task.session, ns),
    pending: byNumber([...task.pending, ...task.threadPending].map(({ signal }) => signal)),
    blocked: byNumber(task.blocked),
    ignored: withDisposition(task, 'ignore'),
    caught: withDisposition(task, 'handler'),
  };
}

function withDisposition({ actions }: Task, wanted: Disposition): Signal[] {
  // The keys of `actions` are signals.
  const signals = Object.keys(actions) as Signal[];
  return byNumber(signals.filter((signal) => actions[signal]?.disposition === wanted));
}

/** fdinfo of a pidfd: -1 once reaped, 0 where the process cannot be seen (PNS-85). */
function pidfdInfo({ state }: TraceLab, caller: Task, pidfd: string): TraceResult {
  const pid = caller.pidfds[pidfd];
  if (pid === undefined) return { errno: 'EBADF' };
  const ns = pidNsOf(state, caller);
  const id = state.pids.get(pid)?.task ?? null;
  const task = id === null ? undefined : state.tasks.get(id);
  if (task === undefined) return { ret: 0, pid: -1, nspid: [-1] };
  const number = numberIn(state, pid, ns);
  return { ret: 0, pid: number, nspid: number === 0 ? [0] : numbersFrom(state, task, pid, ns) };
}

function received({
  signal,
  code,
  pid,
  uid,
  status: change,
  value,
}: ReturnType<TraceLab['received']>[number]): TraceResult {
  return {
    sig: signal,
    code,
    pid,
    uid,
    ...(change !== undefined && { status: namedStatus(code, change) }),
    ...(value !== undefined && { value }),
  };
}
