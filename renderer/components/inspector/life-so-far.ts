// Which states has a process gone through? Told from the events of its run, for the diagram of its life.

import type { KernelEvent } from '#shared/kernel/event.ts';
import type { TaskId } from '#shared/kernel/ids.ts';
import type { LifecycleState } from '#shared/kernel/lifecycle.ts';

export interface LifeMove {
  readonly from: LifecycleState;
  readonly to: LifecycleState;
}

/** The moves of one task, in order. `events`: those of the run up to the moment, from the first on. */
export function lifeSoFar(task: TaskId, events: Iterable<KernelEvent>): readonly LifeMove[] {
  const moves: LifeMove[] = [];
  let state: LifecycleState = 'born';
  for (const event of events) {
    if (!('task' in event) || event.task !== task) continue;
    const next = stateAfter(event, state);
    if (next === state) continue;
    moves.push({ from: state, to: next });
    state = next;
  }
  return moves;
}

function stateAfter(event: KernelEvent, state: LifecycleState): LifecycleState {
  switch (event.type) {
    case 'TaskForked':
    case 'TaskWoke':
      return 'running';
    case 'TaskSlept':
      return 'sleeping';
    case 'TaskStopped':
      return 'stopped';
    case 'TaskContinued':
      return state === 'stopped' ? 'running' : state;
    case 'TraceChanged':
      return event.stopped ? 'traced' : afterTrace(state);
    case 'TaskUntraced':
      return afterTrace(state);
    case 'TaskExited':
      return event.held ? 'exiting' : state;
    case 'TaskBecameZombie':
      return 'zombie';
    case 'TaskReaped':
      return 'dead';
    default:
      return state;
  }
}

function afterTrace(state: LifecycleState): LifecycleState {
  return state === 'traced' ? 'running' : state;
}
