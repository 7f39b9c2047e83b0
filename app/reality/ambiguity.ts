// Would Linux have one answer to a step? What several processes do at once happens in any order there, and here in one.

import { decide } from '#shared/kernel/decide.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import type { TaskId } from '#shared/kernel/ids.ts';
import { childrenOf } from '#shared/kernel/selectors.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { Task } from '#shared/kernel/task.ts';
import { isObserving } from '#shared/kernel/trace/observe.ts';
import { callOf } from '#shared/kernel/trace/step-call.ts';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';
import type { TraceLab } from '#shared/kernel/trace/trace-lab.ts';

/** True where what becomes of a step depends on who comes first. Nothing in the lab changes. */
export function isAmbiguous(lab: TraceLab, step: TraceStep): boolean {
  const caller = lab.task(step.by);
  if (caller?.state !== 'running' || isObserving(step)) return false;
  const call = callOf(lab, caller, step);
  if ('at' in call) return false;
  const { events, state } = decide(lab.state, call);
  const changed = [...lab.state.tasks.values()].filter(
    (task) => state.tasks.get(task.id)?.state !== task.state,
  );
  const dead = changed.filter((task) => isGone(task) !== isGone(state.tasks.get(task.id)));
  const unmasks = step.call === 'sigprocmask';
  return (
    reportsTogether(changed) ||
    diesWithSomebody(lab.state, dead) ||
    (!unmasks && handlesTwo(events)) ||
    isCaughtInTheMiddle(step, caller, state, changed)
  );
}

function isGone(task: Task | undefined): boolean {
  return task === undefined || task.state === 'zombie' || task.state === 'exiting';
}

/** Two children of one parent, or tracees of one tracer: it gets one signal or two, in either order. */
function reportsTogether(changed: readonly Task[]): boolean {
  const told = changed.flatMap(({ parent, tracer }) =>
    [...new Set([parent, tracer])].filter((id) => id !== null),
  );
  return new Set(told).size < told.length;
}

/** Who is whose parent, child, tracer or tracee matters while they die; alone, everybody dies in one way. */
function diesWithSomebody(state: KernelState, dead: readonly Task[]): boolean {
  if (dead.length < 2) return false;
  const ids = new Set(dead.map(({ id }) => id));
  const parents = dead.filter((task) => childrenOf(state, task).some(({ id }) => !ids.has(id)));
  const tied = dead.filter(
    (task) =>
      task.tracees.length > 0 ||
      task.tracer !== null ||
      childrenOf(state, task).some(({ pdeathSignal }) => pdeathSignal !== null) ||
      (task.parent !== null && ids.has(task.parent) && reaps(state, task.parent)),
  );
  return parents.length > 1 || tied.length > 0;
}

/** It ignores SIGCHLD: whether that is so still when the child dies is the question. */
function reaps(state: KernelState, id: TaskId): boolean {
  const action = state.tasks.get(id)?.actions.SIGCHLD;
  return action !== undefined && (action.disposition === 'ignore' || action.flags.includes('SA_NOCLDWAIT'));
}

/** Two handled signals for one process from different causes. */
function handlesTwo(events: readonly KernelEvent[]): boolean {
  const handled = events.flatMap((event) =>
    event.type === 'SignalDelivered' && event.action !== 'ignore' ? [event.task] : [],
  );
  return new Set(handled).size < handled.length;
}

/** A caller that somebody else ends or stops may have come back from its call before that, or not. */
function isCaughtInTheMiddle(
  { call }: TraceStep,
  caller: Task,
  after: KernelState,
  changed: readonly Task[],
): boolean {
  if (call === 'exit' || call === 'reboot' || changed.length < 2) return false;
  return after.tasks.get(caller.id)?.state !== 'running';
}
