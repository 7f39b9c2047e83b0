// What does a command line of killall(1) ask for?

import type { PsmiscLine } from '../../libc/psmisc.ts';
import { ownEntry } from '../../../own-entry.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { parseSignal } from '../../libc/signal-names.ts';
import type { Users } from '../../libc/users.ts';

const OPTIONS = [
  ['e', 'exact'], ['I', 'ignore-case'], ['g', 'process-group'], ['y', 'younger-than', 'required'],
  ['o', 'older-than', 'required'], ['i', 'interactive'], ['l', 'list'], ['q', 'quiet'], ['r', 'regexp'],
  ['s', 'signal', 'required'], ['u', 'user', 'required'], ['v', 'verbose'], ['V', 'version'], ['w', 'wait'],
  ['n', 'ns', 'required'], ['Z', 'context', 'required'],
] as const; // prettier-ignore

const SIGTERM = 15;

export interface Request {
  readonly names: readonly string[];
  readonly signal: number;
  readonly letters: ReadonlySet<string>;
  readonly uid: number | null;
  /** Seconds since a process was started. */
  readonly youngerThan: number | null;
  readonly olderThan: number | null;
  /** A process whose PID namespace all others must share; 0 is any. */
  readonly ns: number;
}

export type KillallLine = PsmiscLine<Request>;

export function readKillallLine(args: readonly string[], users: Users): KillallLine {
  const { signalName, rest } = withoutSignal(args);
  const line = getoptLong(rest, OPTIONS);
  let signal = signalName === null ? SIGTERM : numberOfSignal(signalName);
  let uid: number | null = null;
  let youngerThan: number | null = null;
  let olderThan: number | null = null;
  let ns = 0;
  if (signal === null)
    return refused(`${withoutPrefix(signalName ?? '')}: unknown signal; killall -l lists signals.`);
  for (const { key, value } of line.options) {
    const text = value ?? '';
    if (key === 'l') return { kind: 'list' };
    if (key === 'V') return { kind: 'version' };
    if (key === 's') {
      signal = numberOfSignal(text);
      if (signal === null)
        return refused(`${withoutPrefix(text)}: unknown signal; killall -l lists signals.`);
    } else if (key === 'u') {
      uid = users.byName(text)?.uid ?? null;
      if (uid === null) return refused(`Cannot find user ${text}`);
    } else if (key === 'y' || key === 'o') {
      const seconds = parseAge(text);
      if (seconds === null) return { kind: 'usage', problem: 'Invalid time format' };
      if (key === 'y') youngerThan = seconds;
      else olderThan = seconds;
    } else if (key === 'n') {
      if (!/^[+-]?\d+$/.test(text)) return { kind: 'usage', problem: 'Invalid namespace PID' };
      ns = Number(text);
    }
  }
  if (line.problem !== null || (line.operands.length === 0 && uid === null))
    return { kind: 'usage', problem: null };
  const letters = new Set<string>(line.options.map((option) => option.key));
  return { kind: 'run', request: { names: line.operands, signal, letters, uid, youngerThan, olderThan, ns } };
}

function refused(message: string): KillallLine {
  return { kind: 'refused', message };
}

function withoutPrefix(name: string): string {
  return name.replace(/^SIG/, '');
}

/** The number of a name, or any number: whether there is such a signal the kernel says. */
function numberOfSignal(text: string): number | null {
  return /^\d/.test(text) ? Math.min(parseInt(text, 10), 0x7fffffff) : parseSignal(text);
}

/**
 * Takes out -KILL, -SIGKILL and -9, which may stand anywhere. As with getopt_long_only(3) a long name needs only one dash.
 */
function withoutSignal(args: readonly string[]): {
  readonly signalName: string | null;
  readonly rest: readonly string[];
} {
  const rest: string[] = [];
  let signalName: string | null = null;
  let isValue = false;
  let isOver = false;
  for (const arg of args) {
    const text = arg.slice(1);
    if (isValue || isOver || !arg.startsWith('-') || text === '') {
      rest.push(arg);
      isValue = false;
    } else if (arg === '--') {
      rest.push(arg);
      isOver = true;
    } else if (arg.startsWith('--') || isLongName(text)) {
      rest.push(arg.startsWith('--') ? arg : `-${arg}`);
      isValue = takesValue(text.replace(/^-/, ''));
    } else if (/^(\d|[A-Z].)/.test(text) || (/^[A-Z]$/.test(text) && !OPTIONS.some(([letter]) => letter === text))) {
      signalName = text;
    } else {
      rest.push(arg);
      isValue = takesLetterValue(text);
    }
  }
  return { signalName, rest };
} // prettier-ignore

function isLongName(text: string): boolean {
  const name = text.replace(/=.*/, '');
  return name.length > 1 && OPTIONS.some(([, long]) => long.startsWith(name));
}

function takesValue(name: string): boolean {
  return !name.includes('=') && OPTIONS.some(([, long, arg]) => long.startsWith(name) && arg === 'required');
}

/** The last letter of a cluster wants the next word. */
function takesLetterValue(cluster: string): boolean {
  const last = cluster.at(-1);
  const first = [...cluster].find((letter) => OPTIONS.some(([known, , arg]) => known === letter && arg === 'required')); // prettier-ignore
  return first !== undefined && first === last && cluster.indexOf(first) === cluster.length - 1;
}

const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
};

/** `30s`, `2h`: more than nothing of a unit. */
function parseAge(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?)([smhdwMy])$/.exec(text);
  const unit = ownEntry(UNITS, found?.[2] ?? '');
  const seconds = unit === undefined ? 0 : Number(found?.[1]) * unit;
  return seconds > 0 ? seconds : null;
}
