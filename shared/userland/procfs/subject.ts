// Whom a directory /proc/N is about, as the PID namespace of the mount sees it, for as long as the process exists.

import type { PidId, PidNsId } from '../../kernel/ids.ts';
import { numberIn } from '../../kernel/selectors.ts';
import type { KernelState } from '../../kernel/state.ts';
import type { Task } from '../../kernel/task.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { System } from '../system.ts';

export class Subject {
  readonly system: System;
  /** The namespace of the mount: every number shown is one of its numbers (PNS-80). */
  readonly ns: PidNsId;
  readonly pid: PidId;

  constructor(system: System, ns: PidNsId, pid: PidId) {
    this.system = system;
    this.ns = ns;
    this.pid = pid;
  }

  get state(): KernelState {
    return this.system.kernel.state;
  }

  /** ESRCH once it is reaped: a directory one stands in outlives its process. */
  get task(): Task | Failure {
    const id = this.state.pids.get(this.pid)?.task ?? null;
    return (id === null ? undefined : this.state.tasks.get(id)) ?? { errno: 'ESRCH' };
  }

  /** Null for a process without memory and files: a zombie, an init that is ending. */
  process(task: Task): Process | null {
    return this.system.processes.get(task.id) ?? null;
  }

  numberOf(pid: PidId): number {
    return this.state.pids.has(pid) ? numberIn(this.state, pid, this.ns) : 0;
  }
}
