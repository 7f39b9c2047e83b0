// What does /proc say about the machine as a whole: when it was started, how long it runs, how much memory it has?

import { readFileOrEmpty } from './read.ts';
import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';

/** Seconds since 1970; 0 where /proc does not say. */
export function* readBootTime(sys: Sys): Coroutine<number> {
  const stat = yield* readFileOrEmpty(sys, '/proc/stat');
  return Number(/^btime (\d+)$/m.exec(stat)?.[1] ?? 0);
}

/** Seconds since boot, with fractions. */
export function* readUptime(sys: Sys): Coroutine<number> {
  const uptime = Number((yield* readFileOrEmpty(sys, '/proc/uptime')).split(' ')[0]);
  return uptime > 0 ? uptime : (yield* sys.clock()) / 1000;
}

/** Seconds since 1970, with fractions. */
export function* readNow(sys: Sys): Coroutine<number> {
  return (yield* readBootTime(sys)) + (yield* readUptime(sys));
}

/** The lines of /proc/meminfo in KiB. */
export function* readMeminfo(sys: Sys): Coroutine<ReadonlyMap<string, number>> {
  const lines = new Map<string, number>();
  for (const [, name = '', kib] of (yield* readFileOrEmpty(sys, '/proc/meminfo')).matchAll(
    /^(\w+): +(\d+) kB$/gm,
  )) {
    lines.set(name, Number(kib));
  }
  return lines;
}

/** 0 where /proc does not say. */
export function* readMemoryKib(sys: Sys): Coroutine<number> {
  return (yield* readMeminfo(sys)).get('MemTotal') ?? 0;
}
