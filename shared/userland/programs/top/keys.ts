// What does a key of top's do? top(1), INTERACTIVE COMMANDS

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import { ask } from './ask.ts';
import type { Display } from './display.ts';
import { chooseFields } from './fields-screen.ts';
import { parseFilter } from './filters.ts';
import { countShown, firstShown, located, METERS } from './frame.ts';
import type { Meter } from './frame.ts';
import { helpScreen } from './help-screen.ts';
import { killTask, reniceTask } from './signal-task.ts';
import { snapshot } from './snapshot.ts';
import { writeToprc } from './toprc.ts';
import { userFilter } from './settings.ts';
import type { Settings } from './settings.ts';

/** What a key leads to: the settings from now on, with a message that is read before it goes on; or the end. */
export type Outcome = { readonly settings: Settings; readonly message?: string } | 'quit';

const ESCAPE = '\x1b';
const SUMMARY_SCALES = 6;
const TASK_SCALES = 5;

/** They are there where four windows share the screen. */
const ALTERNATE = ['a', 'w', 'G', '-', '_', '+'];
/** The others of top(1) that are not here (fidelity: top-keys). */
const LEFT_OUT = [...'2345ACFYgv!', '\x05', '\x07', '\x0b', '\x0e', '\x10', '\x12', '\x15'];
/** Another picture; colours; shares of several processors: nothing else to be seen here. */
const WITHOUT_EFFECT = [' ', '\n', 'B', 'I', 'b', 'x', 'y', 'z'];

const SORTS: ReadonlyMap<string, string> = new Map([
  ['M', '%MEM'],
  ['N', 'PID'],
  ['P', '%CPU'],
  ['T', 'TIME+'],
]);

type Scroll = number | 'page back' | 'page' | 'home' | 'end';

/** Arrows, Page Up and Page Down, Home and End. */
const SCROLLS: ReadonlyMap<string, Scroll> = new Map<string, Scroll>([
  ['\x1b[A', -1], ['\x1b[B', 1], ['\x1b[5~', 'page back'], ['\x1b[6~', 'page'], ['\x1b[H', 'home'], ['\x1b[1~', 'home'], ['\x1b[F', 'end'],
  ['\x1b[4~', 'end'],
]); // prettier-ignore

/** How many processes stand above the picture then; one stays in sight. */
function* scrolled(process: Process, settings: Settings, scroll: Scroll): Coroutine<number> {
  const now = yield* snapshot(process, [...settings.fields, settings.sort]);
  const last = countShown(now, settings) - 1;
  const page = Math.max(1, (settings.rows ?? 0) - HEAD_ROWS);
  const steps = { 'page back': -page, page, home: -Infinity, end: Infinity };
  const by = typeof scroll === 'number' ? scroll : steps[scroll];
  return Math.max(0, Math.min(last, settings.begin + by));
}

/** Of lines about the machine, an empty one and the headings. */
const HEAD_ROWS = 7;

export function* press(
  process: Process,
  display: Display,
  settings: Settings,
  key: string,
): Coroutine<Outcome> {
  const changed = toggled(settings, key);
  if (changed !== null) return { settings: changed };
  const scroll = SCROLLS.get(key);
  if (scroll !== undefined)
    return { settings: { ...settings, begin: yield* scrolled(process, settings, scroll) } };
  switch (key) {
    case 'q':
      return 'quit';
    case 'h':
    case '?':
      return yield* help(process, display, settings);
    case 'd':
    case 's':
    case 'k':
    case 'r':
      if (settings.secure) return { settings, message: 'Unavailable in secure mode' };
      return key === 'd' || key === 's'
        ? yield* changeDelay(process, display, settings)
        : yield* changeTask(process, display, settings, key);
    case 'u':
    case 'U':
      return yield* chooseUser(process, display, settings, key === 'U');
    case 'o':
    case 'O':
      return yield* addFilter(process, display, settings, key === 'o');
    case '\x0f':
      return yield* showFilters(process, display, settings);
    case 'L':
    case '&':
      return yield* locate(process, display, settings, key === '&');
    case 'W':
      if (settings.secure) return { settings, message: 'Unavailable in secure mode' };
      return { settings, message: yield* writeToprc(process, settings) };
    case 'X':
      return yield* changeWidth(process, display, settings);
    case 'f':
      return { settings: { ...settings, ...(yield* chooseFields(process, display, settings)) } };
    case 'n':
    case '#':
      return yield* changeMaximum(process, display, settings);
    case 'S': {
      const cumulative = !settings.cumulative;
      return {
        settings: { ...settings, cumulative },
        message: `Cumulative time ${cumulative ? 'On' : 'Off'}`,
      };
    }
    case 'Z':
      return { settings, message: 'No colors to map!' };
    default:
      if (WITHOUT_EFFECT.includes(key)) return { settings };
      return { settings, message: refusal(key) };
  }
}

function refusal(key: string): string {
  if (ALTERNATE.includes(key)) return "Command disabled, 'A' mode required";
  if (LEFT_OUT.includes(key)) return `The key ${keyName(key)} is not available in the lab`;
  return "Unknown command - try 'h' for help";
}

/** Keys that turn something on or off, or on to its next kind; null for others. */
function toggled(settings: Settings, key: string): Settings | null {
  const sort = SORTS.get(key);
  if (sort !== undefined) return { ...settings, sort, forest: false };
  switch (key) {
    case '0':
      return { ...settings, hideZeros: !settings.hideZeros };
    case '1':
      return { ...settings, perCpu: !settings.perCpu };
    case 'c':
      return { ...settings, commandLine: !settings.commandLine };
    case 'H':
      return { ...settings, threads: !settings.threads };
    case 'i':
      return { ...settings, hideIdle: !settings.hideIdle };
    case 'l':
      return { ...settings, loadLine: !settings.loadLine };
    case 'R':
      return settings.forest
        ? { ...settings, forest: false }
        : { ...settings, ascending: !settings.ascending };
    case 'V':
      return { ...settings, forest: !settings.forest };
    case 't':
      return { ...settings, cpuMeter: after(settings.cpuMeter) };
    case 'm':
      return { ...settings, memoryMeter: after(settings.memoryMeter) };
    case 'E':
      return { ...settings, summaryScale: (settings.summaryScale + 1) % SUMMARY_SCALES };
    case 'e':
      return { ...settings, taskScale: (settings.taskScale + 1) % TASK_SCALES };
    case 'J':
      return { ...settings, numbersLeft: !settings.numbersLeft };
    case 'j':
      return { ...settings, textsRight: !settings.textsRight };
    case '<':
    case '>':
      return { ...settings, sort: neighbour(settings, key === '<' ? -1 : 1), forest: false };
    case '=':
      return { ...settings, pids: null, user: null, filters: [], begin: 0, maxTasks: 0, hideIdle: false };
    default:
      return null;
  }
}

function after(meter: Meter): Meter {
  return METERS[(METERS.indexOf(meter) + 1) % METERS.length] ?? 'figures';
}

/** The column beside it; the last one where there is none. */
function neighbour({ sort, fields }: Settings, step: -1 | 1): string {
  return fields[fields.indexOf(sort) + step] ?? sort;
}

function keyName(key: string): string {
  return key < ' ' ? `Ctrl-${String.fromCharCode(key.charCodeAt(0) + 64)}` : `'${key}'`;
}

/** Stays until it is left with q or Escape. */
function* help(process: Process, display: Display, settings: Settings): Coroutine<Outcome> {
  for (;;) {
    process.print(display.page(helpScreen(settings)));
    const keys = yield* process.readInput();
    if (failed(keys) || keys === '') return 'quit';
    if (keys.startsWith('q') || keys.startsWith(ESCAPE)) return { settings };
  }
}

function* changeTask(
  process: Process,
  display: Display,
  settings: Settings,
  key: 'k' | 'r',
): Coroutine<Outcome> {
  const first = firstShown(yield* snapshot(process, [...settings.fields, settings.sort]), settings) ?? 0;
  const message = yield* key === 'k'
    ? killTask(process, display, first)
    : reniceTask(process, display, first);
  return message === null ? { settings } : { settings, message };
}

function* changeDelay(process: Process, display: Display, settings: Settings): Coroutine<Outcome> {
  const answer = yield* ask(process, display, `Change delay from ${(settings.delayMs / 1000).toFixed(1)} to`);
  if (answer === null || answer === '') return { settings };
  if (!/^(\d+\.?\d*|\.\d+)$/.test(answer)) return { settings, message: 'Unacceptable floating point' };
  return { settings: { ...settings, delayMs: Number(answer) * 1000 } };
}

function* chooseUser(
  process: Process,
  display: Display,
  settings: Settings,
  any: boolean,
): Coroutine<Outcome> {
  const answer = yield* ask(process, display, 'Which user (blank for all)');
  if (answer === null) return { settings };
  if (answer === '') return { settings: { ...settings, user: null, pids: null } };
  const user = userFilter(settings.users, answer, any);
  if (user === null) return { settings, message: 'Invalid user' };
  return { settings: { ...settings, user, pids: null } };
}

function* changeMaximum(process: Process, display: Display, settings: Settings): Coroutine<Outcome> {
  const answer = yield* ask(
    process,
    display,
    `Maximum tasks = ${settings.maxTasks}, change to (0 is unlimited)`,
  );
  if (answer === null || answer === '') return { settings };
  if (!/^-?\d+$/.test(answer)) return { settings, message: 'Unacceptable integer' };
  if (Number(answer) < 0) return { settings, message: 'Invalid maximum' };
  return { settings: { ...settings, maxTasks: Number(answer) } };
}

function* addFilter(
  process: Process,
  display: Display,
  settings: Settings,
  ignoresCase: boolean,
): Coroutine<Outcome> {
  const how = ignoresCase ? 'ignoring case' : 'case sensitive';
  const question = `add filter #${settings.filters.length + 1} (${how}) as: [!]FLD?VAL`;
  const answer = yield* ask(process, display, question);
  if (answer === null || answer === '') return { settings };
  const filter = parseFilter(answer, ignoresCase);
  if (typeof filter === 'string') return { settings, message: filter };
  return { settings: { ...settings, filters: [...settings.filters, filter], begin: 0 } };
}

/** Until Enter. */
function* showFilters(process: Process, display: Display, settings: Settings): Coroutine<Outcome> {
  const shown = settings.filters.map(({ text }) => `'${text}'`).join(' + ') || 'none';
  yield* ask(process, display, `<Enter> to resume, filters: ${shown}`);
  return { settings };
}

/** What was found becomes the first line. */
function* locate(process: Process, display: Display, settings: Settings, again: boolean): Coroutine<Outcome> {
  if (again && settings.located === '') return { settings, message: 'Locate next inactive, use "L"' };
  const text = again ? settings.located : yield* ask(process, display, 'Locate string');
  if (text === null || text === '') return { settings: { ...settings, located: '' } };
  const now = yield* snapshot(process, [...settings.fields, settings.sort]);
  const at = located(now, settings, text, again ? settings.begin + 1 : settings.begin);
  if (at !== null) return { settings: { ...settings, located: text, begin: at } };
  return { settings: { ...settings, located: text }, message: `${again ? 'next ' : ''}"${text}" not found` };
}

function* changeWidth(process: Process, display: Display, settings: Settings): Coroutine<Outcome> {
  const answer = yield* ask(
    process,
    display,
    `width incr is ${settings.extraWidth}, change to (0 default, -1 auto)`,
  );
  if (answer === null || answer === '') return { settings };
  if (!/^-?\d+$/.test(answer)) return { settings, message: 'Unacceptable integer' };
  return { settings: { ...settings, extraWidth: Number(answer) } };
}
