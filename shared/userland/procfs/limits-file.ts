// /proc/PID/limits: the soft and hard resource limits. getrlimit(2)

import type { Process } from '../process.ts';
import { INITIAL_LIMITS } from '../resource-limits.ts';
import type { Resource } from '../resource-limits.ts';

const ROWS: readonly (readonly [name: string, resource: Resource, unit: string])[] = [
  ['Max cpu time', 'cpu', 'seconds'],
  ['Max file size', 'fsize', 'bytes'],
  ['Max data size', 'data', 'bytes'],
  ['Max stack size', 'stack', 'bytes'],
  ['Max core file size', 'core', 'bytes'],
  ['Max resident set', 'rss', 'bytes'],
  ['Max processes', 'nproc', 'processes'],
  ['Max open files', 'nofile', 'files'],
  ['Max locked memory', 'memlock', 'bytes'],
  ['Max address space', 'as', 'bytes'],
  ['Max file locks', 'locks', 'locks'],
  ['Max pending signals', 'sigpending', 'signals'],
  ['Max msgqueue size', 'msgqueue', 'bytes'],
  ['Max nice priority', 'nice', ''],
  ['Max realtime priority', 'rtprio', ''],
  ['Max realtime timeout', 'rttime', 'us'],
];

export function limitsText(process: Process | null): string {
  const limits = process?.limits ?? INITIAL_LIMITS;
  const rows = ROWS.map(([name, resource, unit]) => {
    const { soft, hard } = limits[resource];
    return line(name, [valueText(soft), valueText(hard), unit]);
  });
  return line('Limit', ['Soft Limit', 'Hard Limit', 'Units']) + rows.join('');
}

function valueText(value: number | null): string {
  return value === null ? 'unlimited' : String(value);
}

function line(name: string, rest: readonly string[]): string {
  return `${name.padEnd(25)} ${rest.map(column).join(' ')}\n`;
}

/** What has no unit ends with a blank. */
function column(text: string, index: number): string {
  return index < 2 ? text.padEnd(20) : text && text.padEnd(10);
}
