// What top was asked for, on its command line and then by its keys.

import { pidDigits } from '../../libc/proc.ts';
import { readUsers } from '../../libc/users.ts';
import { screenColumns } from '../../libc/screen.ts';
import { failed } from '../../program.ts';
import { readToprc } from './toprc.ts';
import { fieldNamed, USUAL_FIELDS } from './fields.ts';
import type { Coroutine } from '../../program.ts';
import type { FrameStyle, UserFilter } from './frame.ts';
import type { Users } from '../../libc/users.ts';
import type { Process } from '../../libc/process.ts';

export interface Settings extends FrameStyle {
  readonly batch: boolean;
  readonly delayMs: number;
  readonly iterations: number;
  /** -s: nothing that changes the machine or the delay. */
  readonly secure: boolean;
  /** -S: with the time of children that were waited for. */
  readonly cumulative: boolean;
  /** -w without a number: COLUMNS goes before the terminal. */
  readonly widthFromEnv: boolean;
  /** What L looked for last. */
  readonly located: string;
}

const STDOUT = 1;
const [LEAST_WIDTH, MOST_WIDTH, MOST_PIDS] = [3, 512, 20];
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
  const size = yield* process.sys.windowSize(STDOUT);
  const own = yield* process.sys.getpid();
  let settings: Settings = {
    batch: false, delayMs: DEFAULT_DELAY_MS, iterations: Infinity, secure: false, cumulative: false, pids: null, user: null, filters: [],
    fields: USUAL_FIELDS, numbersLeft: false, textsRight: false, extraWidth: 0, begin: 0, commandLine: false, widthFromEnv: false, located: '',
    hideIdle: false, threads: false, sort: '%CPU', ascending: false, summaryScale: 1, taskScale: 0, pidDigits: yield* pidDigits(process.sys),
    columns: failed(size) ? columns : size.columns, rows: null, maxTasks: 0, loadLine: true, cpuMeter: 'figures', memoryMeter: 'figures', perCpu: false, forest: false,
    hideZeros: false, users,
  }; // prettier-ignore
  settings = { ...settings, ...(yield* readToprc(process)) };
  for (const { key, value } of options) {
    if (value === '' && key !== 'w') return `-${key} argument missing`;
    if ('puU'.includes(key) && settings.user !== null) return 'conflicting process selections (U/p/u)';
    if ('uU'.includes(key) && settings.pids !== null) return 'conflicting process selections (U/p/u)';
    const next = withOption(settings, key, value ?? '', own);
    if (typeof next === 'string') return next;
    settings = next;
  }
  if (settings.widthFromEnv)
    return settings.batch
      ? { ...settings, columns }
      : { ...settings, ...(yield* screenSize(process)), columns };
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

/** `own` is the number of this top. */
function withOption(settings: Settings, key: string, value: string, own: number): Settings | string {
  switch (key) {
    case 'b':
      return { ...settings, batch: true };
    case 'c':
      return { ...settings, commandLine: !settings.commandLine };
    case 'i':
      return { ...settings, hideIdle: !settings.hideIdle };
    case 'H':
      return { ...settings, threads: true };
    case 'd':
      return withDelay(settings, value);
    case 'n':
      return /^\+?\d+$/.test(value) && Number(value) >= 1
        ? { ...settings, iterations: Number(value) }
        : `bad iterations argument '${value}'`;
    case 'w':
      if (value === '') return { ...settings, widthFromEnv: true };
      return /^\d+$/.test(value) && Number(value) >= LEAST_WIDTH && Number(value) <= MOST_WIDTH
        ? { ...settings, columns: Number(value) }
        : `bad width arg '${value}'`;
    case 'p':
      return withPids(settings, value, own);
    case 'u':
    case 'U': {
      const user = userFilter(settings.users, value, key === 'U');
      return user === null ? 'Invalid user' : { ...settings, user };
    }
    case 'o': {
      const sort = fieldNamed(value.replace(/^=?[+-]?/, ''))?.name;
      if (sort === undefined) return `unrecognized field name '${value.replace(/^=?[+-]?/, '')}'`;
      return { ...settings, sort, ascending: value.startsWith('-') };
    }
    case 'E':
    case 'e': {
      const scale = (key === 'E' ? 'kmgtpe' : 'kmgtp').indexOf(value.charAt(0).toLowerCase());
      if (value.length !== 1 || scale < 0) return `bad memory scaling arg '${value}'`;
      return key === 'E' ? { ...settings, summaryScale: scale } : { ...settings, taskScale: scale };
    }
    case '1':
      return { ...settings, perCpu: !settings.perCpu };
    case 'S':
      return { ...settings, cumulative: !settings.cumulative };
    case 's':
      return { ...settings, secure: true };
    default:
      return settings;
  }
}

/** Up to twenty; 0 is this top itself. */
function withPids(settings: Settings, value: string, own: number): Settings | string {
  const items = value.replace(/,$/, '').split(',');
  const bad = items.find((item) => !/^\d+$/.test(item));
  if (bad !== undefined) return `bad pid '${bad}'`;
  const pids = [...(settings.pids ?? []), ...items.map((item) => Number(item) || own)];
  return pids.length > MOST_PIDS ? `pid limit (${MOST_PIDS}) exceeded` : { ...settings, pids };
}

/** Seconds with a point or a comma. */
function withDelay(settings: Settings, value: string): Settings | string {
  if (/^-\d/.test(value)) return '-d requires positive argument';
  if (!/^(\d+([.,]\d*)?|[.,]\d+)$/.test(value)) return `bad delay interval '${value}'`;
  return { ...settings, delayMs: Number(value.replace(',', '.')) * 1000 };
}

/** `!name`: all but theirs. A number need not be anybody's. */
export function userFilter(users: Users, text: string, any: boolean): UserFilter | null {
  const excludes = text.startsWith('!');
  const name = excludes ? text.slice(1) : text;
  const uid = users.byName(name)?.uid ?? (/^\d*$/.test(name) ? Number(name) : null);
  return uid === null ? null : { uid, any, excludes };
}
