// The moments that the pictures of the design show, drawn by hand.
import { asTaskId, asTtyId } from '#shared/kernel/ids.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import { sketchState, type ProcessSketch } from './sketch-state.ts';

const TTY = asTtyId(0);

const MACHINE: readonly ProcessSketch[] = [
  { id: 1, ns: 1, parent: null, numbers: [1], comm: 'init' },
  { id: 2, ns: 1, parent: 1, numbers: [2], comm: 'cron' },
  { id: 3, ns: 1, parent: 1, numbers: [3], comm: 'bash' },
  { id: 4, ns: 1, parent: 1, numbers: [4], comm: 'bash' },
];

/** Nine processes, two PID namespaces: 6 outside is 1 inside, and its creator stays outside. */
export function theFigure(): KernelState {
  return sketchState(
    [
      { id: 1, parent: null, lastPid: 10 },
      { id: 2, parent: 1, createdBy: asTaskId(5), lastPid: 4 },
    ],
    [
      ...MACHINE,
      { id: 5, ns: 1, parent: 4, numbers: [5], comm: 'unshare', childrenGoTo: 2 },
      {
        id: 6,
        ns: 2,
        parent: 5,
        numbers: [6, 1],
        comm: 'bash',
        waitingFor: { on: 'tty', tty: TTY, op: 'read' },
      },
      { id: 7, ns: 1, parent: 3, numbers: [7], comm: 'sleep', state: 'stopped', waitingFor: null },
      { id: 8, ns: 2, parent: 6, numbers: [8, 2], comm: 'worker', state: 'running', waitingFor: null },
      { id: 9, ns: 2, parent: 6, numbers: [9, 3], comm: 'sleep' },
    ],
  );
}

/** The moment between unshare and the first child: level 1 waits. */
export function waitingArea(): KernelState {
  return sketchState(
    [
      { id: 1, parent: null },
      { id: 2, parent: 1, createdBy: asTaskId(5) },
    ],
    [...MACHINE, { id: 5, ns: 1, parent: 4, numbers: [5], comm: 'unshare', childrenGoTo: 2 }],
  );
}

/** Three levels; the init of level 2 was killed, and the kernel ends its members. */
export function threeEnds(): KernelState {
  const killed = { pending: [{ signal: 'SIGKILL', code: 'SI_KERNEL', pid: 0, uid: 0 }] } as const;
  return sketchState(
    [
      { id: 1, parent: null },
      { id: 2, parent: 1, createdBy: asTaskId(5) },
      { id: 3, parent: 2, createdBy: asTaskId(8), phase: 'closed' },
    ],
    [
      ...MACHINE,
      { id: 5, ns: 1, parent: 4, numbers: [5], comm: 'unshare', childrenGoTo: 2 },
      { id: 6, ns: 2, parent: 5, numbers: [6, 1], comm: 'bash' },
      { id: 8, ns: 2, parent: 6, numbers: [8, 2], comm: 'unshare', childrenGoTo: 3 },
      { id: 9, ns: 3, parent: 8, numbers: [9, 3, 1], comm: 'bash', state: 'exiting', waitingFor: null },
      { id: 10, ns: 3, parent: 9, numbers: [10, 4, 2], comm: 'worker', ...killed },
      { id: 11, ns: 3, parent: 9, numbers: [11, 5, 3], comm: 'sleep', ...killed },
    ],
  );
}

/** Level 1 is closed for good; a second one lives, and a shell of the machine has joined it. */
export function joinedFromOutside(): KernelState {
  return sketchState(
    [
      { id: 1, parent: null },
      { id: 2, parent: 1, createdBy: asTaskId(5), phase: 'closed' },
      { id: 3, parent: 1, createdBy: asTaskId(7) },
    ],
    [
      ...MACHINE,
      { id: 5, ns: 1, parent: 2, numbers: [5], comm: 'bash', childrenGoTo: 2 },
      { id: 7, ns: 1, parent: 4, numbers: [7], comm: 'unshare', childrenGoTo: 3 },
      { id: 8, ns: 3, parent: 7, numbers: [8, 1], comm: 'bash' },
      { id: 9, ns: 3, parent: 8, numbers: [9, 2], comm: 'daemon', state: 'zombie', waitingFor: null },
      { id: 10, ns: 1, parent: 3, numbers: [10], comm: 'nsenter', childrenGoTo: 3 },
      { id: 11, ns: 3, parent: 10, numbers: [11, 3], comm: 'bash' },
      {
        id: 12,
        ns: 3,
        parent: 11,
        numbers: [12, 4],
        comm: 'sleep',
        state: 'traced',
        waitingFor: null,
        tracer: asTaskId(11),
      },
    ],
  );
}

/** A shell with this many equal children. */
export function crowd(children: number): KernelState {
  const sleeps = Array.from({ length: children }, (_, index): ProcessSketch => {
    const id = 5 + index;
    return { id, ns: 1, parent: 4, numbers: [id], comm: 'sleep' };
  });
  return sketchState([{ id: 1, parent: null }], [...MACHINE, ...sleeps]);
}

/** A nest of this many levels below the root, one process each besides its creator. */
export function deepNest(levels: number): KernelState {
  const inits = Array.from({ length: levels }, (_, index): ProcessSketch => {
    const level = index + 1;
    const numbers = Array.from({ length: level + 1 }, (_, outer) =>
      outer === level ? 1 : level - outer + (outer === 0 ? 4 : 1),
    );
    const childrenGoTo = level < levels ? { childrenGoTo: level + 2 } : {};
    return { id: level + 4, ns: level + 1, parent: level + 3, numbers, comm: 'unshare', ...childrenGoTo };
  });
  const [init, cron, shell, last] = MACHINE;
  return sketchState(
    [
      { id: 1, parent: null },
      ...Array.from({ length: levels }, (_, index) => ({
        id: index + 2,
        parent: index + 1,
        createdBy: asTaskId(index + 4),
      })),
    ],
    [init!, cron!, shell!, { ...last!, childrenGoTo: 2 }, ...inits],
  );
}
