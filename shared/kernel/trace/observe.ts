// What does the orchestrator of a recording answer for a caller, reading the kernel from outside? No permission plays
// a part in it.

import type { Signal } from '../abi/signal.ts';
import type { PidNsId } from '../ids.ts';
import { childrenOf, isVisible, numberIn, numbersFrom, pidNsOf, pidOf, visibleTasks } from '../selectors.ts';
import type { Disposition, Task } from '../task.ts';
import { byNumber, namedStatus, namespaceForChildren } from './run-trace.ts';
import type { TraceResult, TraceStep } from './trace-format.ts';
import type { TraceLab } from './trace-lab.ts';

const ENOENT: TraceResult = { errno: 'ENOENT' };

/** Undefined for a step that is a system call. */
export function observe(lab: TraceLab, caller: Task, step: TraceStep): TraceResult | undefined {
  switch (step.call) {
    case 'readproc': {
      const ns = procNs(lab, step);
      return { ret: 0, pids: visibleTasks(lab.state, ns).map((task) => pidOf(lab.state, task, ns)) };
    }
    case 'proc_status':
      return onListed(lab, caller, step, (task, ns) => ({ ret: 0, ...status(lab, task, ns) }));
    case 'proc_children':
      return onListed(lab, caller, step, (task, ns) => ({
        ret: 0,
        children: childrenOf(lab.state, task).map((child) => pidOf(lab.state, child, ns)),
      }));
    case 'nspid':
      return onListed(lab, caller, { ...step, proc_of: undefined }, (task, ns) => ({
        ret: 0,
        nspid: numbersFrom(lab.state, task, task.pid, ns),
      }));
    case 'proc_self': {
      const number = pidOf(lab.state, caller, procNs(lab, step));
      return number === 0 ? ENOENT : { ret: 0, self: number };
    }
    case 'pid_ns': {
      const task = lab.task(step.target ?? step.by);
      return task === undefined ? ENOENT : { ret: 0, ns: lab.initOf(pidNsOf(lab.state, task)) };
    }
    case 'pid_for_children': {
      const task = lab.task(step.target ?? step.by);
      const ns = task === undefined ? null : namespaceForChildren(lab.state, task);
      return ns === null ? ENOENT : { ret: 0, ns: lab.initOf(ns) };
    }
    case 'pidfd_info':
      return pidfdInfo(lab, caller, step.pidfd);
    case 'getsignals':
      return { ret: 0, signals: lab.received(caller.id).map(({ signal, code, pid, uid, status, value }) => ({
          sig: signal, code, pid, uid, ...(status !== undefined && { status: namedStatus(code, status) }), ...(value !== undefined && { value }),
        })) }; // prettier-ignore
    default:
      return undefined;
  }
}

function procNs(lab: TraceLab, step: { by: string; proc_of?: string | undefined }): PidNsId {
  return lab.namespace(step.proc_of ?? step.by);
}

/** ENOENT for a process that the procfs does not list. */
function onListed(
  lab: TraceLab,
  caller: Task,
  step: { by: string; target?: string | undefined; proc_of?: string | undefined },
  read: (task: Task, ns: PidNsId) => TraceResult,
): TraceResult {
  const task = step.target === undefined ? caller : lab.task(step.target);
  const ns = procNs(lab, step);
  return task === undefined || !isVisible(lab.state, task, ns) ? ENOENT : read(task, ns);
}

function status({ state }: TraceLab, task: Task, ns: PidNsId): TraceResult {
  const numberOf = (id: Task['parent']): number => {
    const other = id === null ? undefined : state.tasks.get(id);
    return other === undefined ? 0 : pidOf(state, other, ns);
  };
  const withDisposition = (wanted: Disposition): Signal[] =>
    // The keys of `actions` are signals.
    byNumber(
      (Object.keys(task.actions) as Signal[]).filter(
        (signal) => task.actions[signal]?.disposition === wanted,
      ),
    );
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
    ignored: withDisposition('ignore'),
    caught: withDisposition('handler'),
  };
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
