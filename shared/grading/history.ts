// What has happened so far in a run, as checkpoints may ask about it.
//
// Each event that means something to a learner becomes an Entry of a kind. Kinds are a closed list: a pack that
// asks for one that isn't here is refused by the linter, not silently false.

import type { KernelEvent } from '../kernel/event.ts';
import type { TaskId } from '../kernel/ids.ts';
import type { KernelState } from '../kernel/state.ts';

export const HISTORY_KINDS = {
  fork: 'a process was made; details: its outermost number as "pid:7", and "init" for the first of a namespace',
  'fork.failed': 'fork or clone failed; details: the errno',
  exec: 'a process became another program; details: its comm',
  unshare: 'unshare(2); details: the flags',
  'unshare.failed': 'details: the errno',
  setns: 'setns(2); details: pid, user or mnt',
  'setns.failed': 'details: the errno',
  mount: 'a file system was mounted; details: its type, its target',
  umount: 'a mount was taken away',
  signal:
    'a signal reached a process by kill(2) or a key; details: the signal, and how it ended: queued, ignored, dropped, coalesced, zombie',
  'kill.failed': 'details: the errno',
  stop: 'a process was stopped; details: the signal',
  continue: 'a process goes on',
  exit: 'a process ended; details: its status as a number, or the signal',
  zombie: 'a process became a zombie',
  reap: 'a zombie was collected',
  reparent: 'a process got a new parent',
  'ns.closed': 'a PID namespace lost its init',
  trace: 'a tracer attached; details: its effective uid as "uid:0", that of the traced process as "of:1000"',
  'trace.failed': 'details: the errno',
  read: 'a file below /proc was opened; details: the last part of its path, and the comm of the reader as "by:cat"',
  ids: 'a process changed its user ids',
  session: 'setsid(2)',
} as const;

export type HistoryKind = keyof typeof HISTORY_KINDS;

export interface HistoryEntry {
  readonly seq: number;
  readonly kind: HistoryKind;
  /** TaskId of who did it; 0 when nobody inside did. */
  readonly actor: number;
  /** TaskId of whom it happened to; 0 when nobody. */
  readonly task: number;
  readonly details: readonly string[];
}

/** More is kept by count only: an expression walks a list of bounded length. */
export const MAX_ENTRIES = 2000;

export class History {
  readonly #counts = new Map<string, number>();
  readonly #entries: HistoryEntry[] = [];

  /** The newest MAX_ENTRIES, oldest first. */
  get entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  /** How often, optionally only with this detail. */
  count(kind: string, detail?: string): number {
    return this.#counts.get(detail === undefined ? kind : `${kind}|${detail}`) ?? 0;
  }

  /** True when the event is one that checkpoints can ask about. `state` is a moment at which the tasks it names exist. */
  add(seq: number, event: KernelEvent, state: KernelState): boolean {
    const entry = entryOf(seq, event, state);
    if (!entry) return false;
    this.#entries.push(entry);
    if (this.#entries.length > MAX_ENTRIES) this.#entries.shift();
    this.#bump(entry.kind);
    for (const detail of new Set(entry.details)) this.#bump(`${entry.kind}|${detail}`);
    return true;
  }

  #bump(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }
}

const FAILURES: Partial<Record<string, HistoryKind>> = {
  clone: 'fork.failed',
  fork: 'fork.failed',
  unshare: 'unshare.failed',
  setns: 'setns.failed',
  setns_pidfd: 'setns.failed',
  kill: 'kill.failed',
  tgkill: 'kill.failed',
  ptrace: 'trace.failed',
};

function entryOf(seq: number, event: KernelEvent, state: KernelState): HistoryEntry | null {
  const entry = (kind: HistoryKind, task: number, ...details: string[]): HistoryEntry => ({
    seq,
    kind,
    actor: event.actor ?? 0,
    task,
    details,
  });
  switch (event.type) {
    case 'TaskForked':
      return entry('fork', event.task, `pid:${event.numbers[0] ?? 0}`, ...(event.init ? ['init'] : []));
    case 'TaskExecuted':
      return entry('exec', event.task, event.comm);
    case 'TaskUnshared':
      return entry('unshare', event.task, ...event.flags);
    case 'TaskJoinedNamespace':
      return entry('setns', event.task, event.kind);
    case 'Mounted':
      return entry('mount', event.actor ?? 0, event.mount.fstype, event.mount.target);
    case 'Unmounted':
      return entry('umount', event.actor ?? 0);
    case 'SignalSent':
      return event.because === undefined || event.because === 'tty'
        ? entry('signal', event.to, event.info.signal, event.outcome)
        : null;
    case 'TaskStopped':
      return entry('stop', event.task, event.signal);
    case 'TaskContinued':
      return entry('continue', event.task);
    case 'TaskExited':
      return entry(
        'exit',
        event.task,
        'exited' in event.status ? String(event.status.exited) : exitSignal(event.status),
      );
    case 'TaskBecameZombie':
      return entry('zombie', event.task);
    case 'TaskReaped':
      return entry('reap', event.task);
    case 'TaskReparented':
      return entry('reparent', event.task);
    case 'PidNamespaceClosed':
      return entry('ns.closed', event.init);
    case 'TaskTraced':
      return entry(
        'trace',
        event.task,
        `uid:${event.tracer === null ? 0 : euidOf(state, event.tracer)}`,
        `of:${euidOf(state, event.task)}`,
      );
    case 'ProcfsOpened':
      return entry(
        'read',
        event.about ?? 0,
        event.path.slice(event.path.lastIndexOf('/') + 1),
        `by:${commOf(state, event.actor)}`,
      );
    case 'CredentialsChanged':
      return entry('ids', event.task);
    case 'SessionCreated':
      return entry('session', event.task);
    case 'SyscallFailed': {
      const kind = FAILURES[event.call];
      return kind ? entry(kind, event.target ?? 0, event.errno) : null;
    }
    default:
      return null;
  }
}

function commOf(state: KernelState, task: TaskId | null): string {
  return (task === null ? undefined : state.tasks.get(task)?.comm) ?? '';
}

function euidOf(state: KernelState, task: TaskId): number {
  return state.tasks.get(task)?.cred.euid ?? -1;
}

function exitSignal(status: object): string {
  return 'signaled' in status ? String(status.signaled) : '';
}
