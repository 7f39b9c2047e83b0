// The facts about mounts, and about files below a mount of procfs.

import type { Fact } from './fact.ts';
import type { MntNsId, PidNsId, TaskId } from './ids.ts';
import type { Mount, Propagation } from './state.ts';

export interface Mounted extends Fact<'Mounted'> {
  readonly mntNs: MntNsId;
  readonly mount: Mount;
}
export interface Unmounted extends Fact<'Unmounted'> {
  readonly mntNs: MntNsId;
  readonly mountId: number;
}
export interface PropagationChanged extends Fact<'PropagationChanged'> {
  readonly mntNs: MntNsId;
  readonly propagation: Propagation;
  /** Every mount that is another one now; in order of their namespaces, then of mounting. */
  readonly mounts: readonly PropagationOf[];
}
export interface PropagationOf {
  readonly mntNs: MntNsId;
  readonly id: number;
  readonly propagation: Propagation;
  readonly peerGroup: number | null;
  readonly master?: number;
}
/** Its options: read-only, nosuid ... */
export interface MountChanged extends Fact<'MountChanged'> {
  readonly mntNs: MntNsId;
  readonly mountId: number;
  readonly options: string;
}
export interface MountMoved extends Fact<'MountMoved'> {
  readonly mntNs: MntNsId;
  readonly mountId: number;
  readonly target: string;
}
/** A file below a proc mount was opened. `about` is the process it tells of, null for files about the whole system. */
export interface ProcfsOpened extends Fact<'ProcfsOpened'> {
  readonly path: string;
  readonly mountPidNs: PidNsId;
  readonly about: TaskId | null;
}
