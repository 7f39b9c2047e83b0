// What does tracing leave behind in the records?

import type { TaskId } from '../ids.ts';
import type { Recipes } from '../evolve.ts';
import { MOVES } from '../lifecycle-table.ts';
import type { KernelStore } from '../store.ts';

export const PTRACE: Recipes<'TaskTraced' | 'TaskUntraced' | 'TraceChanged'> = {
  /** ptrace_link: the last tracee attached stands first. */
  TaskTraced(store, { task, tracer, ptrace }) {
    if (tracer !== null) addTracee(store, tracer, task);
    store.updateTask(task, (draft) => {
      draft.tracer = tracer;
      draft.ptrace = ptrace;
    });
  },

  /** __ptrace_unlink: a group stop that is in effect is renewed by an event of its own. */
  TaskUntraced(store, { task }) {
    const { tracer } = store.task(task);
    if (tracer !== null) dropTracee(store, tracer, task);
    store.updateTask(task, (draft) => {
      draft.tracer = null;
      draft.ptrace = null;
      if (draft.state === 'traced') draft.state = MOVES.TRACE_RESUME.from(draft.state);
    });
  },

  TraceChanged(store, { task, ptrace, stopped }) {
    store.updateTask(task, (draft) => {
      draft.ptrace = ptrace;
      if (stopped) {
        draft.state = MOVES.TRACE_STOP.from(draft.state);
        draft.waitingFor = null;
      } else if (draft.state === 'traced') draft.state = MOVES.TRACE_RESUME.from(draft.state);
    });
  },
};

function addTracee(store: KernelStore, tracer: TaskId, task: TaskId): void {
  const { tracees } = store.task(tracer);
  store.updateTask(tracer, (draft) => {
    draft.tracees = [task, ...tracees];
  });
}

export function dropTracee(store: KernelStore, tracer: TaskId, task: TaskId): void {
  const { tracees } = store.task(tracer);
  store.updateTask(tracer, (draft) => {
    draft.tracees = tracees.filter((id) => id !== task);
  });
}
