// /proc/PID/maps and smaps: the mappings of a program, at addresses that never change, and what of them is in memory.
// proc_pid_maps(5), proc_pid_smaps(5) (fidelity: memory)

import type { Task } from '../../kernel/task.ts';
import { memorySizes } from './memory-sizes.ts';
import type { Subject } from './subject.ts';

interface Mapping {
  readonly from: number;
  readonly kib: number;
  readonly mode: string;
  readonly name: string;
  /** What of it is in memory, and what of that is its own. */
  readonly rss: number;
  readonly dirty: number;
}

const STACK_IN_USE = 16;

/** The program, its heap, the C library, its loader and the stack. None of a zombie. */
function mappingsOf({ system }: Subject, task: Task): readonly Mapping[] {
  const exe = system.processes.get(task.id)?.exe?.path;
  if (exe === undefined) return [];
  const { text, data, rss, anonymous } = memorySizes(task);
  const start = 0x555555554000;
  const loader = 152;
  const heap = Math.min(data, Math.max(0, anonymous - STACK_IN_USE));
  const library = Math.max(0, rss - heap - STACK_IN_USE - text - loader);
  const shared = (from: number, kib: number, name: string, inMemory: number): Mapping => ({ from, kib, mode: 'r-xp', name, rss: Math.min(kib, inMemory), dirty: 0 }); // prettier-ignore
  const own = (from: number, kib: number, name: string, inMemory: number): Mapping => ({ from, kib, mode: 'rw-p', name, rss: inMemory, dirty: inMemory }); // prettier-ignore
  return [
    shared(start, text, exe, text),
    own(start + 0x200000, data, '[heap]', heap),
    shared(0x7ffff7dc0000, 1492, '/usr/lib/x86_64-linux-gnu/libc.so.6', library),
    shared(0x7ffff7fcb000, loader, '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', loader),
    own(0x7ffffffde000, 132, '[stack]', STACK_IN_USE),
  ];
}

function mapLine({ from, kib, mode, name }: Mapping): string {
  const range = `${from.toString(16)}-${(from + kib * 1024).toString(16)}`;
  const device = name.startsWith('/') ? 'fe:00 1' : '00:00 0';
  return `${`${range} ${mode} 00000000 ${device}`.padEnd(72)} ${name}\n`;
}

export function mapsText(subject: Subject, task: Task): string {
  return mappingsOf(subject, task).map(mapLine).join('');
}

export function smapsText(subject: Subject, task: Task): string {
  return mappingsOf(subject, task)
    .map((mapping) => mapLine(mapping) + detailsOf(mapping))
    .join('');
}

function detailsOf({ kib, mode, rss, dirty }: Mapping): string {
  const clean = rss - dirty;
  const rows: readonly (readonly [name: string, kib: number])[] = [
    ['Size', kib], ['KernelPageSize', 4], ['MMUPageSize', 4], ['Rss', rss], ['Pss', dirty + Math.floor(clean / 10)], ['Pss_Dirty', dirty],
    ['Shared_Clean', clean], ['Shared_Dirty', 0], ['Private_Clean', 0], ['Private_Dirty', dirty], ['Referenced', rss], ['Anonymous', dirty],
    ['KSM', 0], ['LazyFree', 0], ['AnonHugePages', 0], ['ShmemPmdMapped', 0], ['FilePmdMapped', 0], ['Shared_Hugetlb', 0],
    ['Private_Hugetlb', 0], ['Swap', 0], ['SwapPss', 0], ['Locked', 0],
  ]; // prettier-ignore
  const sizes = rows
    .map(([name, size]) => `${`${name}:`.padEnd(16)}${String(size).padStart(8)} kB\n`)
    .join('');
  return `${sizes}THPeligible:           0\nVmFlags: ${mode.startsWith('rw') ? 'rd wr mr mw me ac' : 'rd ex mr mw me'} \n`;
}
