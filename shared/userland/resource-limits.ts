// How much may a process use? getrlimit(2); only the number of processes is ever refused (fidelity: resource-limits).

import { OPEN_MAX } from './fd-table.ts';

export const RESOURCES = [
  'cpu', 'fsize', 'data', 'stack', 'core', 'rss', 'nproc', 'nofile', 'memlock', 'as', 'locks', 'sigpending', 'msgqueue',
  'nice', 'rtprio', 'rttime',
] as const; // prettier-ignore

export type Resource = (typeof RESOURCES)[number];

/** Null is unlimited. */
export interface ResourceLimit {
  readonly soft: number | null;
  readonly hard: number | null;
}

export type ResourceLimits = Readonly<Record<Resource, ResourceLimit>>;

const UNLIMITED: ResourceLimit = { soft: null, hard: null };
const NONE: ResourceLimit = { soft: 0, hard: 0 };
const MOST_FILES = 524_288;
const STACK_BYTES = 8_388_608;
const LOCKED_BYTES = 8_388_608;
const QUEUE_BYTES = 819_200;
const PENDING_SIGNALS = 15_000;

/** What PID 1 of a machine begins with. */
export const INITIAL_LIMITS: ResourceLimits = {
  cpu: UNLIMITED,
  fsize: UNLIMITED,
  data: UNLIMITED,
  stack: { soft: STACK_BYTES, hard: null },
  core: { soft: 0, hard: null },
  rss: UNLIMITED,
  nproc: UNLIMITED,
  nofile: { soft: OPEN_MAX, hard: MOST_FILES },
  memlock: { soft: LOCKED_BYTES, hard: LOCKED_BYTES },
  as: UNLIMITED,
  locks: UNLIMITED,
  sigpending: { soft: PENDING_SIGNALS, hard: PENDING_SIGNALS },
  msgqueue: { soft: QUEUE_BYTES, hard: QUEUE_BYTES },
  nice: NONE,
  rtprio: NONE,
  rttime: UNLIMITED,
};

/** Whether `a` allows more than `b`. */
export function exceeds(a: number | null, b: number | null): boolean {
  if (b === null) return false;
  return a === null || a > b;
}
