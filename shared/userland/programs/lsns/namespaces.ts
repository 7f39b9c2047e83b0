// Which namespaces are there, and which processes are in each? Read from the links below /proc/PID/ns.

import { failed } from '../../program.ts';
import { readTasks } from '../../libc/proc.ts';
import type { Coroutine } from '../../program.ts';
import type { ProcTask } from '../../libc/proc.ts';
import type { Sys } from '../../sys.ts';

/** In the order in which lsns reads them. */
export const KINDS = ['mnt', 'net', 'pid', 'uts', 'ipc', 'user', 'cgroup', 'time'] as const;
export type Kind = (typeof KINDS)[number];

export interface NsProcess {
  readonly task: ProcTask;
  /** Numbers of its namespaces by kind; a kind that can't be read is missing. */
  readonly ids: ReadonlyMap<Kind, number>;
}

export interface Namespace {
  readonly id: number;
  readonly kind: Kind;
  /** By number; the first one stands for the namespace. */
  readonly processes: readonly NsProcess[];
  /** Of a namespace without processes: one of a namespace that it owns. */
  readonly representative: NsProcess | null;
  /** The user namespace it belongs to, and the one it is nested in; null where there is none or it was not asked for. */
  readonly owner: number | null;
  readonly parent: number | null;
}

export function* readNsProcesses(sys: Sys, kinds: readonly Kind[]): Coroutine<readonly NsProcess[]> {
  const processes: NsProcess[] = [];
  for (const task of yield* readTasks(sys)) {
    const ids = new Map<Kind, number>();
    for (const kind of kinds) {
      const link = yield* sys.stat(`/proc/${task.pid}/ns/${kind}`);
      if (!failed(link)) ids.set(kind, link.ino);
    }
    processes.push({ task, ids });
  }
  return processes;
}

/** Order: by number. */
export function collectNamespaces(processes: readonly NsProcess[]): readonly Namespace[] {
  const found = new Map<number, { kind: Kind; processes: NsProcess[] }>();
  for (const process of processes) {
    for (const [kind, id] of process.ids) {
      const known = found.get(id);
      if (known === undefined) found.set(id, { kind, processes: [process] });
      else known.processes.push(process);
    }
  }
  return [...found]
    .map(([id, namespace]) => ({ id, ...namespace, representative: null, owner: null, parent: null }))
    .sort((a, b) => a.id - b.id);
}
