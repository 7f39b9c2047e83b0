// /proc/PID/limits: the soft and hard resource limits. getrlimit(2); only the number of processes can be changed here.

import { OPEN_MAX } from '../fd-table.ts';
import type { Process } from '../process.ts';

type Row = readonly [name: string, soft: string, hard: string, unit: string];

const UNLIMITED = 'unlimited';

export function limitsText(process: Process | null): string {
  const nproc = process?.nprocLimit ?? null;
  const processes = nproc === null ? UNLIMITED : String(nproc);
  const rows: readonly Row[] = [
    ['Limit', 'Soft Limit', 'Hard Limit', 'Units'],
    ['Max cpu time', UNLIMITED, UNLIMITED, 'seconds'],
    ['Max file size', UNLIMITED, UNLIMITED, 'bytes'],
    ['Max data size', UNLIMITED, UNLIMITED, 'bytes'],
    ['Max stack size', '8388608', UNLIMITED, 'bytes'],
    ['Max core file size', '0', UNLIMITED, 'bytes'],
    ['Max resident set', UNLIMITED, UNLIMITED, 'bytes'],
    ['Max processes', processes, processes, 'processes'],
    ['Max open files', String(OPEN_MAX), '524288', 'files'],
    ['Max locked memory', '8388608', '8388608', 'bytes'],
    ['Max address space', UNLIMITED, UNLIMITED, 'bytes'],
    ['Max file locks', UNLIMITED, UNLIMITED, 'locks'],
    ['Max pending signals', '15000', '15000', 'signals'],
    ['Max msgqueue size', '819200', '819200', 'bytes'],
    ['Max nice priority', '0', '0', ''],
    ['Max realtime priority', '0', '0', ''],
    ['Max realtime timeout', UNLIMITED, UNLIMITED, 'us'],
  ];
  return rows.map(([name, ...rest]) => `${name.padEnd(25)} ${rest.map(column).join(' ')}\n`).join('');
}

function column(text: string, index: number): string {
  return text.padEnd(index === 2 ? 10 : 20);
}
