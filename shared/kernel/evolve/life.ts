// What do sleep, stops, death and reaping leave behind in the records? Every move of `state` is asked of the lifecycle
// machine, and none is made anywhere else but here and in ptrace.ts.

import type {
  TaskBecameZombie,
  TaskContinued,
  TaskExited,
  TaskReaped,
  TaskReparented,
  TaskStopped,
} from '../event.ts';
import type { Recipes } from '../evolve.ts';
import { MOVES } from '../lifecycle-table.ts';
import type { KernelStore } from '../store.ts';
import type { LifeState, Task } from '../task.ts';
import { changePidfds } from './descriptors.ts';
import { leaveGroup, leavePid, leaveSession } from './pid-links.ts';
import { dropTracee } from './ptrace.ts';
import { leaveShared } from './sharing.ts';
import { linkChild, NO_PARENT, setSiblings, unlinkChild } from './sibling-list.ts';

export const LIFE: Recipes<
  | 'TaskSlept'
  | 'TaskWoke'
  | 'TaskStopped'
  | 'TaskContinued'
  | 'TaskExited'
  | 'TaskReparented'
  | 'TaskBecameZombie'
  | 'TaskReaped'
  | 'ChildReported'
  | 'CldContinuedChanged'
> = {
  TaskSlept(store, { task, on }) {
    store.updateTask(task, (draft) => {
      draft.state = MOVES.SLEEP.from(draft.state);
      draft.waitingFor = on;
    });
  },

  TaskWoke(store, { task }) {
    store.updateTask(task, (draft) => {
      draft.state = MOVES.WAKE.from(draft.state);
      draft.waitingFor = null;
    });
  },

  TaskStopped: taskStopped,
  TaskContinued: taskContinued,
  TaskExited: taskExited,
  TaskReparented: taskReparented,
  TaskBecameZombie: taskBecameZombie,
  TaskReaped: taskReaped,

  CldContinuedChanged(store, { task, due }) {
    store.updateTask(task, (draft) => {
      draft.cldContinued = due;
    });
  },

  ChildReported(store, { task }) {
    store.updateTask(task, (draft) => {
      draft.unreported = null;
    });
  },
};

function taskStopped(store: KernelStore, { task, signal, renewed }: TaskStopped): void {
  store.updateTask(task, (draft) => {
    draft.state = MOVES.STOP.from(draft.state);
    draft.waitingFor = null;
    draft.groupStop = signal;
    if (renewed) return;
    draft.unreported = { stopped: signal };
    draft.cldContinued = false;
  });
}

function taskContinued(store: KernelStore, { task }: TaskContinued): void {
  store.updateTask(task, (draft) => {
    // A tracee stays in its ptrace stop: only its group stop is over.
    if (draft.state === 'stopped') draft.state = MOVES.CONTINUE.from(draft.state);
    draft.groupStop = null;
    draft.unreported = { continued: true };
  });
}

/** do_exit runs: what held the task up until now, a stop or a wait, is over. */
function taskExited(store: KernelStore, { task, status, held }: TaskExited): void {
  // exit_mm, exit_files, exit_fs.
  leaveShared(store, task, ['mm', 'files', 'fs']);
  changePidfds(store, task, {});
  const { state, ptrace } = store.task(task);
  store.updateTask(task, (draft) => {
    draft.exitStatus = status;
    draft.waitingFor = null;
    draft.groupStop = null;
    draft.cldContinued = false;
    draft.unreported = null;
    // What was sent to the thread goes with it; what was sent to the process stays with a zombie.
    draft.threadPending = [];
    if (ptrace !== null)
      draft.ptrace = { ...ptrace, stop: null, collected: false, held: null, listening: false };
    draft.state = held ? MOVES.EXIT_HELD.from(state) : awake(state);
  });
}

function awake(state: LifeState): LifeState {
  if (state === 'sleeping') return MOVES.WAKE.from(state);
  if (state === 'stopped') return MOVES.CONTINUE.from(state);
  return state === 'traced' ? MOVES.TRACE_RESUME.from(state) : state;
}

function taskReparented(store: KernelStore, { task, from, to }: TaskReparented): void {
  unlinkChild(store, from, task);
  const links = to === null ? NO_PARENT : linkChild(store, to, task);
  store.updateTask(task, (draft) => {
    setSiblings(draft, links);
    // reparent_leader: an adopted child reports like any other (PNS-55).
    draft.exitSignal = 'SIGCHLD';
  });
}

function taskBecameZombie(store: KernelStore, { task }: TaskBecameZombie): void {
  store.updateTask(task, (draft) => {
    const move = draft.state === 'exiting' ? MOVES.RELEASE_HELD : MOVES.EXIT;
    draft.state = move.from(draft.state);
  });
}

/** release_task. */
function taskReaped(store: KernelStore, { task: id, by }: TaskReaped): void {
  const task = store.task(id);
  checkReap(task, by !== null);
  if (task.tracer !== null) dropTracee(store, task.tracer, id);
  if (task.parent !== null) unlinkChild(store, task.parent, id);
  const { ns } = store.pid(task.pid);
  if (store.pidNs(ns).childReaper === id) {
    store.updatePidNs(ns, (draft) => {
      draft.childReaper = null;
    });
  }
  leaveShared(store, id, ['sighand']);
  leaveGroup(store, id);
  leaveSession(store, task.session);
  leavePid(store, task.pid);
  store.removeTask(id);
}

/** Throws where the machine has no way from here to `dead`. A task that nobody waits for never shows as a zombie. */
function checkReap({ state }: Task, byParent: boolean): void {
  const last = state === 'zombie' || state === 'exiting' ? state : MOVES.EXIT.from(state);
  (byParent ? MOVES.REAP : MOVES.AUTOREAP).from(last);
}
