// What do the columns of ps need to know besides the process itself?

import { joinedCommandLine, PAGE_KIB, TICKS_PER_SECOND } from '../../libc/proc.ts';
import { strftime } from '../../libc/calendar.ts';
import type { ProcTask } from '../../libc/proc.ts';
import type { Users } from '../../libc/users.ts';

export interface PsView {
  readonly users: Users;
  /** Seconds since 1970 at which the machine was started; 0 where /proc does not tell. */
  readonly bootTime: number;
  /** Seconds since boot. */
  readonly uptime: number;
  /** 0 where /proc does not tell. */
  readonly memoryKib: number;
  /** `n`: ids instead of names. */
  readonly numeric: boolean;
  /** `c`: comm instead of the command line. */
  readonly commOnly: boolean;
  /** Signal sets with all 16 digits: the screen is wide enough. */
  readonly wideSignals: boolean;
}

export interface PsTask extends ProcTask {
  /** The numbers of its namespaces by kind; a kind that may not be read is missing. */
  readonly namespaces: ReadonlyMap<string, string>;
  readonly exe: string;
  readonly wchan: string;
  readonly environ: string;
  readonly cgroup: string;
  readonly oomScore: string;
  /** What the forest views draw before the command. */
  readonly prefix: string;
}

const DAY = 86_400;

export function startedAt(task: ProcTask, view: PsView): number {
  return view.bootTime + Math.floor(task.startTime / TICKS_PER_SECOND);
}

function ageSeconds(task: ProcTask, view: PsView): number {
  return Math.max(0, Math.floor(view.uptime - task.startTime / TICKS_PER_SECOND));
}

export function cpuSeconds(task: ProcTask): number {
  return Math.floor((task.utime + task.stime) / TICKS_PER_SECOND);
}

/** [DD-]hh:mm:ss */
export function cpuTime(task: ProcTask): string {
  const seconds = cpuSeconds(task);
  const days = Math.floor(seconds / DAY);
  return (days > 0 ? `${days}-` : '') + clock(seconds % DAY);
}

/** mmm:ss, as BSD has it. */
export function bsdTime(task: ProcTask): string {
  const seconds = cpuSeconds(task);
  return `${String(Math.floor(seconds / 60)).padStart(3)}:${two(seconds % 60)}`;
}

/** [[DD-]hh:]mm:ss since it was started. */
export function elapsed(task: ProcTask, view: PsView): string {
  const age = ageSeconds(task, view);
  const days = Math.floor(age / DAY);
  if (days > 0) return `${days}-${clock(age % DAY)}`;
  return age >= 3600 ? clock(age) : clock(age).slice(3);
}

export function elapsedSeconds(task: ProcTask, view: PsView): string {
  return String(ageSeconds(task, view));
}

/** The time of day if it was today, the day if it was this year, else the year. */
export function startTime(task: ProcTask, view: PsView): string {
  const start = startedAt(task, view);
  const now = view.bootTime + Math.floor(view.uptime);
  if (strftime('%Y', start) !== strftime('%Y', now)) return ` ${strftime('%Y', start)}`;
  return strftime(strftime('%j', start) === strftime('%j', now) ? '%H:%M' : '%b%d', start);
}

export function recentOrDay(task: ProcTask, view: PsView, recent: string, older: string): string {
  return strftime(ageSeconds(task, view) < DAY ? recent : older, startedAt(task, view));
}

/** Share of one processor over its whole life, in tenths of a percent. */
export function cpuPermille(task: ProcTask, view: PsView): number {
  const age = ageSeconds(task, view);
  return age === 0 ? 0 : Math.min(999, Math.floor((cpuSeconds(task) * 1000) / age));
}

export function memoryPermille(task: ProcTask, view: PsView): number {
  return Math.min(999, Math.floor((task.rss * PAGE_KIB * 1000) / Math.max(1, view.memoryKib)));
}

export function tenths(permille: number): string {
  return `${String(Math.floor(permille / 10)).padStart(2)}.${permille % 10}`;
}

/** The letters behind the state: nice, session leader, threads, foreground group (ps(1), PROCESS STATE CODES). */
export function statLetters(task: ProcTask): string {
  const nice = task.nice < 0 ? '<' : task.nice > 0 ? 'N' : '';
  const leader = task.session === task.pid ? 's' : '';
  const threads = task.numThreads > 1 ? 'l' : '';
  const foreground = task.pgrp === task.tpgid ? '+' : '';
  return task.state + nice + leader + threads + foreground;
}

/** Only the usual policies look at the nice value. */
export function isNiced({ policy }: ProcTask): boolean {
  return policy === 0 || policy === 3;
}

const POLICY_LETTERS = ['TS', 'FF', 'RR', 'B', 'ISO', 'IDL', 'DLN'] as const;

export function policyLetters({ policy }: ProcTask): string {
  return POLICY_LETTERS[policy] ?? '?';
}

/** The command line; what has none stands in brackets, and a zombie is called defunct. */
export function commandLine(task: PsTask, view: PsView): string {
  if (view.commOnly) return commandName(task);
  const defunct = task.state === 'Z' ? ' <defunct>' : '';
  if (task.cmdline.length === 0) return `${task.prefix}[${printable(task.comm)}]${defunct}`;
  const environ = task.environ === '' ? '' : ` ${task.environ}`;
  return task.prefix + printable(joinedCommandLine(task.cmdline) + environ) + defunct;
}

export function commandName(task: PsTask): string {
  const environ = task.environ === '' ? '' : ` ${task.environ}`;
  return task.prefix + printable(task.comm + environ);
}

/** Control characters never reach the terminal. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  return text.replace(/[\u0000-\u001f\u007f]/g, '?');
}

export function signalSet(task: ProcTask, line: string, view: PsView): string {
  const set = task.status.get(line) ?? '0'.repeat(16);
  if (view.wideSignals) return set.padStart(16, '0');
  return set.replace(/^0+/, '').length > 8 ? `<${set.slice(-8)}` : set.slice(-8);
}

function clock(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
