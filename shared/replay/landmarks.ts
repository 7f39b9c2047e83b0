// Which events are worth a mark on the timeline? What a student would tell about the run: who was made, what it became,
// what it asked for, who signalled whom, who ended, who was collected, and what the kernel refused.

import type { KernelEvent } from '../kernel/event.ts';
import type { PidNsId, TaskId } from '../kernel/ids.ts';
import type { KernelState } from '../kernel/state.ts';

/** The shape of the mark. */
export type LandmarkKind =
  | 'made'
  | 'exec'
  | 'asked-for-namespace'
  | 'joined-namespace'
  | 'mounted'
  | 'unmounted'
  | 'signal'
  | 'stopped'
  | 'continued'
  | 'traced'
  | 'let-go'
  | 'ended'
  | 'zombie'
  | 'collected'
  | 'reparented'
  | 'closed'
  | 'failed';

export interface Landmark {
  /** Its number on the timeline, from 1: "Met at event 4". */
  readonly n: number;
  readonly seq: number;
  readonly kind: LandmarkKind;
  /** Whom it happened to; null where it was no process. */
  readonly subject: TaskId | null;
  /** The PID namespace of the subject, for whoever sees only some, and its level, for the hue. */
  readonly ns: PidNsId;
  readonly level: number;
}

/** Calls whose failure teaches something. Programs run into others all the time, and go on. */
const TELLING_CALLS: ReadonlySet<string> = new Set([
  'clone', 'fork', 'kill', 'tgkill', 'sigqueue', 'pidfd_open', 'pidfd_send_signal', 'unshare', 'setns', 'setns_pidfd',
  'write_uid_map', 'mount', 'umount', 'ptrace', 'setsid', 'setresuid', 'set_last_pid', 'set_pid_max', 'reboot',
]); // prettier-ignore

/** Null for what happens without anybody looking: waiting, waking, child signals, counters, text. */
export function landmarkKind(event: KernelEvent): LandmarkKind | null {
  switch (event.type) {
    case 'TaskForked':
      return 'made';
    case 'TaskExecuted':
      return 'exec';
    case 'TaskUnshared':
      return 'asked-for-namespace';
    case 'TaskJoinedNamespace':
      return 'joined-namespace';
    case 'Mounted':
      return 'mounted';
    case 'Unmounted':
      return 'unmounted';
    case 'SignalSent':
      // A window that is pulled is no event of the lesson.
      if (event.info.signal === 'SIGWINCH' && event.because === 'tty') return null;
      // Sent by a program or a key; what the kernel sends by itself shows in what comes of it.
      return event.because === undefined || event.because === 'tty' ? 'signal' : null;
    case 'TaskStopped':
      return event.renewed ? null : 'stopped';
    case 'TaskContinued':
      return 'continued';
    case 'TaskTraced':
      return 'traced';
    case 'TaskUntraced':
      return 'let-go';
    case 'TaskExited':
      return 'ended';
    case 'TaskBecameZombie':
      return 'zombie';
    case 'TaskReaped':
      return 'collected';
    case 'TaskReparented':
      return 'reparented';
    case 'PidNamespaceClosed':
      return 'closed';
    case 'SyscallFailed':
      return TELLING_CALLS.has(event.call) ? 'failed' : null;
    default:
      return null;
  }
}

/** Whom an event happened to. */
export function subjectOf(event: KernelEvent): TaskId | null {
  if ('task' in event) return event.task;
  if (event.type === 'SignalSent') return event.to;
  if (event.type === 'PidNamespaceClosed') return event.init;
  return event.actor;
}

/** Finds the landmarks of a run, and where each happened, without the states in between. Events are given in order. */
export class LandmarkScanner {
  readonly #rootNs: PidNsId;
  readonly #levels = new Map<PidNsId, number>();
  readonly #nsOf = new Map<TaskId, PidNsId>();

  constructor(start: KernelState) {
    this.#rootNs = start.rootPidNs;
    for (const ns of start.pidNamespaces.values()) this.#levels.set(ns.id, ns.level);
    for (const task of start.tasks.values())
      this.#nsOf.set(task.id, start.pids.get(task.pid)?.ns ?? this.#rootNs);
  }

  scan(seq: number, event: KernelEvent): Omit<Landmark, 'n'> | null {
    if (event.type === 'PidNamespaceCreated') this.#levels.set(event.ns, event.level);
    if (event.type === 'TaskForked') this.#nsOf.set(event.task, event.ns);
    const kind = landmarkKind(event);
    if (kind === null) return null;
    const subject = subjectOf(event);
    const ns = (subject === null ? undefined : this.#nsOf.get(subject)) ?? this.#rootNs;
    return { seq, kind, subject, ns, level: this.#levels.get(ns) ?? 0 };
  }
}
