// What top was asked for, on its command line and then by its keys.

import { notAvailable } from '../../libc/left-out-option.ts';
import { pidDigits } from '../../libc/proc.ts';
import { readUsers } from '../../libc/users.ts';
import { screenColumns } from '../../libc/screen.ts';
import { failed } from '../../program.ts';
import { SORT_FIELDS } from './frame.ts';
import type { Coroutine } from '../../program.ts';
import type { FrameStyle } from './frame.ts';
import type { Process } from '../../libc/process.ts';

export interface Settings extends FrameStyle {
  readonly batch: boolean;
  readonly delayMs: number;
  readonly iterations: number;
  /** -s: nothing that changes the machine or the delay. */
  readonly secure: boolean;
  /** -S: with the time of children that were waited for. */
  readonly cumulative: boolean;
}

const STDOUT = 1;
const DEFAULT_DELAY_MS = 3000;
const DEFAULT_ROWS = 24;

/** The settings, or what is wrong with them. */
export function* readSettings(
  process: Process,
  options: readonly { readonly key: string; readonly value: string | null }[],
  operands: readonly string[],
): Coroutine<Settings | string> {
  const [operand] = operands;
  if (operand !== undefined) return `unknown option '${operand}'`;
  const users = yield* readUsers(process.sys);
  const columns = yield* screenColumns(process);
  let settings: Settings = {
    batch: false, delayMs: DEFAULT_DELAY_MS, iterations: Infinity, secure: false, cumulative: false, pids: null, uid: null, commandLine: false,
    hideIdle: false, threads: false, sort: '%CPU', ascending: false, summaryScale: 1, taskScale: 0, pidDigits: yield* pidDigits(process.sys),
    columns, rows: null, maxTasks: 0, loadLine: true, cpuMeter: 'figures', memoryMeter: 'figures', perCpu: false, forest: false,
    hideZeros: false, users,
  }; // prettier-ignore
  for (const { key, value } of options) {
    const next = withOption(settings, key, value ?? '');
    if (typeof next === 'string') return next;
    settings = next;
  }
  return settings.batch ? settings : { ...settings, rows: (yield* screenSize(process)).rows };
}

/** COLUMNS and LINES first, then the terminal. */
export function* screenSize(
  process: Process,
): Coroutine<{ readonly columns: number; readonly rows: number }> {
  const lines = Number(process.env.get('LINES') ?? '');
  const size = yield* process.sys.windowSize(STDOUT);
  const rows = failed(size) ? DEFAULT_ROWS : size.rows;
  return {
    columns: yield* screenColumns(process),
    rows: Number.isInteger(lines) && lines > 0 ? lines : rows,
  };
}

function withOption(settings: Settings, key: string, value: string): Settings | string {
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : null;
  switch (key) {
    case 'b':
      return { ...settings, batch: true };
    case 'c':
      return { ...settings, commandLine: true };
    case 'i':
      return { ...settings, hideIdle: true };
    case 'H':
      return { ...settings, threads: true };
    case 'd':
      return number === null ? `bad delay interval '${value}'` : { ...settings, delayMs: number * 1000 };
    case 'n':
      return number === null || number < 1
        ? `bad iterations argument '${value}'`
        : { ...settings, iterations: number };
    case 'w':
      return number === null ? settings : { ...settings, columns: number };
    case 'p':
      return withPids(settings, value);
    case 'u':
    case 'U': {
      const uid = settings.users.byName(value)?.uid ?? number;
      return uid === null ? 'Invalid user' : { ...settings, uid };
    }
    case 'o': {
      const sort = SORT_FIELDS.find((field) => field === value.replace(/^[+-]/, ''));
      if (sort === undefined) return `unrecognized field name '${value}'`;
      return { ...settings, sort, ascending: value.startsWith('-') };
    }
    case 'E':
    case 'e': {
      const scale = (key === 'E' ? 'kmgtpe' : 'kmgtp').indexOf(value.charAt(0).toLowerCase());
      if (value === '' || scale < 0) return `bad memory scaling arg '${value}'`;
      return key === 'E' ? { ...settings, summaryScale: scale } : { ...settings, taskScale: scale };
    }
    case '1':
      return { ...settings, perCpu: true };
    case 'S':
      return { ...settings, cumulative: true };
    case 's':
      return { ...settings, secure: true };
    case 'O':
      return notAvailable(`-${key}`);
    default:
      return settings;
  }
}

function withPids(settings: Settings, value: string): Settings | string {
  const bad = value.split(',').find((item) => !/^\d+$/.test(item));
  return bad === undefined
    ? { ...settings, pids: [...(settings.pids ?? []), ...value.split(',').map(Number)] }
    : `bad pid '${bad}'`;
}
