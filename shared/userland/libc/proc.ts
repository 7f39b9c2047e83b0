// What does /proc say about a process? The fields of stat, status and cmdline, as libproc's readproc reads them. proc(5)

import { failed } from '../program.ts';
import { readFile, readFileOrEmpty } from './read.ts';
import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';

/** The four ids of a Uid: or Gid: line. */
export interface ProcIds {
  readonly real: number;
  readonly effective: number;
  readonly saved: number;
  readonly filesystem: number;
}

export interface ProcTask {
  readonly pid: number;
  readonly comm: string;
  /** R, S, T, t, Z ... */
  readonly state: string;
  readonly ppid: number;
  readonly pgrp: number;
  readonly session: number;
  /** Device number of the controlling terminal; 0 for none. */
  readonly ttyNr: number;
  readonly tpgid: number;
  readonly flags: number;
  /** Clock ticks of 10 ms. */
  readonly utime: number;
  readonly stime: number;
  readonly priority: number;
  readonly nice: number;
  readonly numThreads: number;
  /** Clock ticks after boot. */
  readonly startTime: number;
  /** Bytes. */
  readonly vsize: number;
  /** Pages of 4 KiB. */
  readonly rss: number;
  /** Bytes of code; 0 where one may not look. */
  readonly codeSize: number;
  readonly processor: number;
  readonly rtPriority: number;
  /** A number of sched.h. */
  readonly policy: number;
  readonly uids: ProcIds;
  readonly gids: ProcIds;
  readonly groups: readonly number[];
  /** The lines of status by name: `NSpid`, `SigBlk` ... */
  readonly status: ReadonlyMap<string, string>;
  /** argv; empty for a zombie. */
  readonly cmdline: readonly string[];
}

export const TICKS_PER_SECOND = 100;
export const PAGE_KIB = 4;

/** The numbers that have a directory in a procfs; ascending. Null when it can't be listed. */
export function* listPids(sys: Sys, proc = '/proc'): Coroutine<readonly number[] | null> {
  const entries = yield* sys.readdir(proc);
  if (failed(entries)) return null;
  const numbers = entries.filter((entry) => /^\d+$/.test(entry.name)).map((entry) => Number(entry.name));
  return numbers.sort((a, b) => a - b);
}

/** Null when the process is gone or was never there. */
export function* readTask(sys: Sys, pid: number | 'self', proc = '/proc'): Coroutine<ProcTask | null> {
  const stat = yield* readFile(sys, `${proc}/${pid}/stat`);
  if (failed(stat)) return null;
  const status = yield* readFileOrEmpty(sys, `${proc}/${pid}/status`);
  const cmdline = yield* readFileOrEmpty(sys, `${proc}/${pid}/cmdline`);
  return parseTask(stat, status, cmdline);
}

/** Every process of a procfs, by number. */
export function* readTasks(sys: Sys): Coroutine<readonly ProcTask[]> {
  const tasks: ProcTask[] = [];
  for (const pid of (yield* listPids(sys)) ?? []) {
    const task = yield* readTask(sys, pid);
    if (task !== null) tasks.push(task);
  }
  return tasks;
}

export function parseTask(stat: string, status: string, cmdline: string): ProcTask {
  // comm may hold spaces and brackets: it ends at the last closing one
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  const after = stat
    .slice(close + 2)
    .trim()
    .split(' ');
  const field = (number: number): number => Number(after[number - 3] ?? 0);
  const lines = parseStatus(status);
  return {
    pid: Number(stat.slice(0, open)),
    comm: stat.slice(open + 1, close),
    state: after[0] ?? '?',
    ppid: field(4),
    pgrp: field(5),
    session: field(6),
    ttyNr: field(7),
    tpgid: field(8),
    flags: field(9),
    utime: field(14),
    stime: field(15),
    priority: field(18),
    nice: field(19),
    numThreads: field(20),
    startTime: field(22),
    vsize: field(23),
    rss: field(24),
    codeSize: field(27) - field(26),
    processor: field(39),
    rtPriority: field(40),
    policy: field(41),
    uids: parseIds(lines.get('Uid')),
    gids: parseIds(lines.get('Gid')),
    groups: numbersOf(lines.get('Groups')),
    status: lines,
    cmdline: parseCmdline(cmdline),
  };
}

function parseStatus(status: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const line of status.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) lines.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return lines;
}

function parseIds(line: string | undefined): ProcIds {
  const [real = 0, effective = 0, saved = 0, filesystem = 0] = numbersOf(line);
  return { real, effective, saved, filesystem };
}

function numbersOf(line: string | undefined): readonly number[] {
  return (line ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(Number);
}

function parseCmdline(cmdline: string): readonly string[] {
  if (cmdline === '') return [];
  return (cmdline.endsWith('\0') ? cmdline.slice(0, -1) : cmdline).split('\0');
}

/** argv as one line: a newline inside is a blank like those between. */
export function joinedCommandLine(cmdline: readonly string[]): string {
  return cmdline.join(' ').replaceAll('\n', ' ');
}

/** Of the terminals of devpts, eight majors in a row. */
export const PTS_MAJOR = 136;

/** `pts/0` for a terminal's device number, `?` for none (proc(5), tty_nr). */
export function ttyName(ttyNr: number): string {
  if (ttyNr === 0) return '?';
  const major = (ttyNr >> 8) & 0xfff;
  const minor = (ttyNr & 0xff) | ((ttyNr >> 12) & 0xfff00);
  if (major >= PTS_MAJOR && major <= PTS_MAJOR + 7) return `pts/${(major - PTS_MAJOR) * 256 + minor}`;
  return major === 4 ? `tty${minor}` : '?';
}

/** How many digits the largest process number can have (procps_pid_length); 5 where nothing says. */
export function* pidDigits(sys: Sys): Coroutine<number> {
  const pidMax = Number(yield* readFileOrEmpty(sys, '/proc/sys/kernel/pid_max'));
  return pidMax > 0 ? String(pidMax - 1).length : 5;
}
