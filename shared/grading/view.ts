// What a checkpoint can see: the documented view of a moment, built from kernel state.
//
// The classes and their field types are the contract with pack authors; ARCHITECTURE of a pack is nothing else. All
// numbers are CEL ints, that is BigInt. Ids (`id`, `ns`, `parent` ...) name a thing for good; `pids` are its numbers.

import type { PidNsId, TaskId } from '../kernel/ids.ts';
import { asPidNsId } from '../kernel/ids.ts';
import type { KernelState, MountNamespace } from '../kernel/state.ts';
import type { Task } from '../kernel/task.ts';
import type { HistoryEntry } from './history.ts';

export class Proc {
  static readonly fields = {
    id: 'int',
    /** Command name, at most 15 characters. */
    comm: 'string',
    /** argv joined by spaces. */
    args: 'string',
    /** running, sleeping, stopped, traced, exiting, zombie. */
    state: 'string',
    /** Its numbers, outermost first: [6, 1]. */
    pids: 'list<int>',
    /** Id of its parent, 0 when outside the machine. */
    parent: 'int',
    /** Its PID namespace, and that namespace's level: 0 is the machine's. */
    ns: 'int',
    level: 'int',
    /** The PID namespace of its next child. */
    childrenNs: 'int',
    /** The PID namespace that its /proc shows; 0 when it has no /proc. */
    procShows: 'int',
    uid: 'int',
    subreaper: 'bool',
    /** Id of its tracer, 0 when none. */
    tracer: 'int',
    /** n of pts/n, -1 when none. */
    tty: 'int',
    /** Whether it has a handler for TERM. */
    handlesTerm: 'bool',
  } as const;

  readonly id: bigint;
  readonly comm: string;
  readonly args: string;
  readonly state: string;
  readonly pids: readonly bigint[];
  readonly parent: bigint;
  readonly ns: bigint;
  readonly level: bigint;
  readonly childrenNs: bigint;
  readonly procShows: bigint;
  readonly uid: bigint;
  readonly subreaper: boolean;
  readonly tracer: bigint;
  readonly tty: bigint;
  readonly handlesTerm: boolean;

  constructor(state: KernelState, task: Task) {
    const pid = state.pids.get(task.pid);
    this.id = BigInt(task.id);
    this.comm = task.comm;
    this.args = task.argv.join(' ');
    this.state = task.state;
    this.pids = (pid?.numbers ?? []).map(BigInt);
    this.parent = BigInt(task.parent ?? 0);
    this.ns = BigInt(pid?.ns ?? 0);
    this.level = BigInt((pid?.numbers.length ?? 1) - 1);
    this.childrenNs = BigInt(task.nsproxy.pidNsForChildren);
    this.procShows = BigInt(procfsOf(state.mountNamespaces.get(task.nsproxy.mntNs)) ?? 0);
    this.uid = BigInt(task.cred.ruid);
    this.subreaper = task.childSubreaper;
    this.tracer = BigInt(task.tracer ?? 0);
    this.tty = BigInt(task.tty ?? -1);
    this.handlesTerm = task.actions.SIGTERM?.disposition === 'handler';
  }
}

/** The PID namespace that /proc shows in a mount namespace: that of the topmost mount there, if it is a proc. */
export function procfsOf(mounts: MountNamespace | undefined): PidNsId | null {
  return mounts?.mounts.findLast((mount) => mount.target === '/proc')?.pidNs ?? null;
}

export class Ns {
  static readonly fields = {
    id: 'int',
    level: 'int',
    /** Id of the namespace around it, 0 for the machine's own. */
    parent: 'int',
    /** unborn, alive, closed. */
    phase: 'string',
    /** Id of its init, 0 when it has none. */
    init: 'int',
    /** How many processes have a number in it, members of inner namespaces included. */
    members: 'int',
    /** The last number that was handed out in it. */
    lastPid: 'int',
    /** Id of the process that made it, 0 for the machine's own. */
    creator: 'int',
  } as const;

  readonly id: bigint;
  readonly level: bigint;
  readonly parent: bigint;
  readonly phase: string;
  readonly init: bigint;
  readonly members: bigint;
  readonly lastPid: bigint;
  readonly creator: bigint;

  constructor(state: KernelState, id: PidNsId) {
    const ns = state.pidNamespaces.get(id);
    this.id = BigInt(id);
    this.level = BigInt(ns?.level ?? 0);
    this.parent = BigInt(ns?.parent ?? 0);
    this.phase = ns?.phase ?? 'closed';
    this.init = BigInt(ns?.childReaper ?? 0);
    this.members = BigInt(ns?.numbers.size ?? 0);
    this.lastPid = BigInt(ns?.lastPid ?? 0);
    this.creator = BigInt(ns?.createdBy ?? 0);
  }
}

export class Entry {
  static readonly fields = {
    seq: 'int',
    /** One of the kinds in history.ts. */
    kind: 'string',
    /** Id of the process that did it, 0 when none. */
    actor: 'int',
    /** Id of the process it happened to, 0 when none. */
    task: 'int',
    details: 'list<string>',
  } as const;

  readonly seq: bigint;
  readonly kind: string;
  readonly actor: bigint;
  readonly task: bigint;
  readonly details: readonly string[];

  constructor(entry: HistoryEntry) {
    this.seq = BigInt(entry.seq);
    this.kind = entry.kind;
    this.actor = BigInt(entry.actor);
    this.task = BigInt(entry.task);
    this.details = entry.details;
  }
}

/** In order of TaskId. */
export function procsOf(state: KernelState): readonly Proc[] {
  return [...state.tasks.values()].map((task) => new Proc(state, task));
}

/** In order of creation. */
export function namespacesOf(state: KernelState): readonly Ns[] {
  return [...state.pidNamespaces.entries()].map(([id]) => new Ns(state, asPidNsId(id)));
}

/** The process that holds a terminal: the lowest-numbered member of its foreground group. */
export function foregroundOf(state: KernelState, tty: number): TaskId | null {
  const terminal = state.ttys.get(tty);
  if (!terminal || terminal.foreground === null) return null;
  const leader = state.pids.get(terminal.foreground)?.task ?? null;
  if (leader !== null) return leader;
  for (const task of state.tasks.values()) if (task.pgrp === terminal.foreground) return task.id;
  return null;
}
