// Any machine that a picture may have to show: processes and namespaces made by random forks, unshares and joins.
import fc from 'fast-check';
import { asTaskId } from '#shared/kernel/ids.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import { sketchState, type NamespaceSketch, type ProcessSketch } from './sketch-state.ts';

type Step =
  | { readonly do: 'fork'; readonly by: number; readonly comm: string }
  | { readonly do: 'unshare'; readonly by: number }
  | { readonly do: 'join'; readonly by: number; readonly ns: number }
  | { readonly do: 'end'; readonly of: number };

const COMMS = ['sh', 'sleep', 'bash', 'unshare', 'fifteen-letters'];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('fork' as const), by: fc.nat(), comm: fc.constantFrom(...COMMS) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unshare' as const), by: fc.nat() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('join' as const), by: fc.nat(), ns: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), of: fc.nat() }) },
);

/** Up to `size` steps from a machine with one process. */
export function machines(size: number): fc.Arbitrary<KernelState> {
  return fc.array(step, { minLength: 1, maxLength: size, size: 'max' }).map(grown);
}

function grown(steps: readonly Step[]): KernelState {
  const namespaces: NamespaceSketch[] = [{ id: 1, parent: null }];
  const processes: ProcessSketch[] = [{ id: 1, ns: 1, parent: null, numbers: [1], comm: 'init' }];
  const counters = new Map([[1, 1]]);
  for (const taken of steps) {
    switch (taken.do) {
      case 'fork':
        fork(taken, namespaces, processes, counters);
        break;
      case 'unshare': {
        const index = taken.by % processes.length;
        const caller = processes[index]!;
        if (caller.childrenGoTo !== undefined) break;
        const id = namespaces.length + 1;
        namespaces.push({ id, parent: caller.ns, createdBy: asTaskId(caller.id) });
        counters.set(id, 0);
        processes[index] = { ...caller, childrenGoTo: id };
        break;
      }
      case 'join': {
        const index = taken.by % processes.length;
        const caller = processes[index]!;
        const target = namespaces[taken.ns % namespaces.length]!;
        const born = (counters.get(target.id) ?? 0) > 0;
        if (born && lineOf(target.id, namespaces).includes(caller.ns)) {
          processes[index] = { ...caller, childrenGoTo: target.id };
        }
        break;
      }
      case 'end': {
        const index = taken.of % processes.length;
        const ended = processes[index]!;
        if (!processes.some(({ parent }) => parent === ended.id)) {
          processes[index] = { ...ended, state: 'zombie', waitingFor: null };
        }
        break;
      }
    }
  }
  return sketchState(namespaces, processes);
}

function fork(
  { by, comm }: Step & { readonly do: 'fork' },
  namespaces: readonly NamespaceSketch[],
  processes: ProcessSketch[],
  counters: Map<number, number>,
): void {
  const parent = processes[by % processes.length]!;
  if (parent.state === 'zombie') return;
  const ns = parent.childrenGoTo ?? parent.ns;
  const numbers = lineOf(ns, namespaces).map((outer) => {
    const number = (counters.get(outer) ?? 0) + 1;
    counters.set(outer, number);
    return number;
  });
  processes.push({ id: processes.length + 1, ns, parent: parent.id, numbers, comm });
}

/** A namespace and those around it, outermost first. */
function lineOf(ns: number, namespaces: readonly NamespaceSketch[]): number[] {
  const line: number[] = [];
  for (let at: number | null = ns; at !== null; at = namespaces[at - 1]?.parent ?? null) line.unshift(at);
  return line;
}
