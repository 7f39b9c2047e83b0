// What does prlimit(1) call the limits, and in which order does it show them? A pure table.

import type { Resource } from '../../resource-limits.ts';

export interface LimitRow {
  readonly name: string;
  readonly resource: Resource;
  readonly letter: string;
  readonly description: string;
  readonly units: string;
}

export const LIMITS: readonly LimitRow[] = [
  { name: 'AS', resource: 'as', letter: 'v', description: 'address space limit', units: 'bytes' },
  { name: 'CORE', resource: 'core', letter: 'c', description: 'max core file size', units: 'bytes' },
  { name: 'CPU', resource: 'cpu', letter: 't', description: 'CPU time', units: 'seconds' },
  { name: 'DATA', resource: 'data', letter: 'd', description: 'max data size', units: 'bytes' },
  { name: 'FSIZE', resource: 'fsize', letter: 'f', description: 'max file size', units: 'bytes' },
  { name: 'LOCKS', resource: 'locks', letter: 'x', description: 'max number of file locks held', units: 'locks' },
  { name: 'MEMLOCK', resource: 'memlock', letter: 'l', description: 'max locked-in-memory address space', units: 'bytes' },
  { name: 'MSGQUEUE', resource: 'msgqueue', letter: 'q', description: 'max bytes in POSIX mqueues', units: 'bytes' },
  { name: 'NICE', resource: 'nice', letter: 'e', description: 'max nice prio allowed to raise', units: '' },
  { name: 'NOFILE', resource: 'nofile', letter: 'n', description: 'max number of open files', units: 'files' },
  { name: 'NPROC', resource: 'nproc', letter: 'u', description: 'max number of processes', units: 'processes' },
  { name: 'RSS', resource: 'rss', letter: 'm', description: 'max resident set size', units: 'bytes' },
  { name: 'RTPRIO', resource: 'rtprio', letter: 'r', description: 'max real-time priority', units: '' },
  { name: 'RTTIME', resource: 'rttime', letter: 'y', description: 'timeout for real-time tasks', units: 'microsecs' },
  { name: 'SIGPENDING', resource: 'sigpending', letter: 'i', description: 'max number of pending signals', units: 'signals' },
  { name: 'STACK', resource: 'stack', letter: 's', description: 'max stack size', units: 'bytes' },
]; // prettier-ignore
