// What does the simulator make of a trace's steps?

import { signalName } from '../abi/signal.ts';
import type { CallResult } from '../call.ts';
import type { KernelEvent } from '../event.ts';
import { numberIn, numbersOf, taskOf, tasksInOrder } from '../selectors.ts';
import type { TaskId } from '../ids.ts';
import type { KernelState } from '../state.ts';
import { isObserving, observe } from './observe.ts';
import { namedStatus } from './signal-names.ts';
import { callOf } from './step-call.ts';
import type { SnapshotEntry, TraceResult, TraceStep } from './trace-format.ts';
import { TraceLab } from './trace-lab.ts';

export interface TraceRun {
  readonly results: readonly TraceResult[];
  readonly snapshots: readonly (readonly SnapshotEntry[])[];
}

/** Executes the steps in a fresh lab. `watch` is told every event, with the state its call led to. */
export function runTrace(
  steps: readonly TraceStep[],
  watch: (event: KernelEvent, state: KernelState) => void = () => undefined,
): TraceRun {
  const lab = new TraceLab(watch);
  const results: TraceResult[] = [];
  const snapshots: SnapshotEntry[][] = [];
  for (const step of steps) {
    results.push(runStep(lab, step));
    snapshots.push(snapshot(lab));
  }
  return { results, snapshots };
}

/** Executes one step in a lab. */
export function runStep(lab: TraceLab, step: TraceStep): TraceResult {
  const caller = lab.task(step.by);
  if (caller === undefined) return { skipped: 'gone' };
  if (caller.state !== 'running') return { skipped: caller.state };
  if (isObserving(step)) return observe(lab, caller, step);
  const call = callOf(lab, caller, step);
  if ('at' in call) return { ...call };
  const result = lab.decide(call);
  if ('task' in result && result.task !== undefined && 'as' in step) lab.name(result.task, step.as);
  return answer(step, result);
}

/** Everybody who exists. Order: by number in the lab root. */
function snapshot(lab: TraceLab): SnapshotEntry[] {
  const { state } = lab;
  const root = state.rootPidNs;
  const numberOf = (id: TaskId | null): number =>
    id === null ? 0 : numberIn(state, taskOf(state, id).pid, root);
  const entries = tasksInOrder(state).map((task) => ({
    label: lab.label(task.id),
    nspid: [...numbersOf(state, task)],
    ppid: numberOf(task.parent),
    // No call of a trace blocks, and no record is dead.
    state: task.state === 'sleeping' || task.state === 'dead' ? ('running' as const) : task.state,
    pgid: numberIn(state, task.pgrp, root),
    sid: numberIn(state, task.session, root),
    uid: task.cred.ruid,
    tracer: numberOf(task.tracer),
  }));
  return entries.sort((a, b) => (a.nspid[0] ?? 0) - (b.nspid[0] ?? 0));
}

/** The call's result under the names of the format. */
function answer(step: TraceStep, result: CallResult): TraceResult {
  if ('errno' in result) return { errno: result.errno };
  if ('noreturn' in result) return { noreturn: true };
  if ('blocks' in result) return { blocks: result.blocks.on };
  switch (step.call) {
    case 'wait4':
      return { ret: result.ret, ...(result.status && { status: { ...result.status } }) };
    case 'waitid': {
      const { info } = result;
      return { ret: 0, info: info ? { ...info, status: namedStatus(info.code, info.status) } : null };
    }
    case 'sigaction':
      return { ret: 0, old: result.oldAction?.disposition ?? 'default' };
    case 'sigprocmask':
      return { ret: 0, old: [...(result.oldMask ?? [])] };
    case 'sigpending':
      return { ret: 0, pending: [...(result.pending ?? [])] };
    case 'getresuid':
      return { ret: 0, ...result.ids };
    case 'scm_recv':
      return { ret: 0, ...result.credentials };
    case 'get_subreaper':
    case 'get_last_pid':
    case 'get_pid_max':
      return { ret: 0, value: result.ret };
    case 'get_pdeathsig':
      return { ret: 0, sig: signalName(result.ret) ?? 0 };
    default:
      return { ret: result.ret };
  }
}
