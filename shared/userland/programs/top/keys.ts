// top on a terminal: a picture, then another for every key and whenever the delay is over. top(1), INTERACTIVE COMMANDS
//
// The terminal is a dumb one (fidelity: dumb-terminal): a picture follows the one before, and a key brings two, as on Linux.

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Termios } from '../../sys.ts';
import { ask } from './ask.ts';
import { COLUMNS, firstShown, frame, METERS } from './frame.ts';
import type { Meter, SortField } from './frame.ts';
import { helpScreen } from './help-screen.ts';
import { killTask, reniceTask } from './signal-task.ts';
import { snapshot } from './snapshot.ts';
import type { Settings } from './settings.ts';

/** What a key leads to: the settings from now on, with a message that is read before it goes on; or the end. */
type Outcome = { readonly settings: Settings; readonly message?: string } | 'quit';

const STDIN = 0;
const MESSAGE_MS = 2000;
const ESCAPE = '\x1b';
const SUMMARY_SCALES = 6;
const TASK_SCALES = 5;

/** They are there where four windows share the screen. */
const ALTERNATE = ['a', 'w', 'G', '-', '_', '+'];
/** The others of top(1) that are not here (fidelity: dumb-terminal). */
const LEFT_OUT = [...'2345ACFJLOWXYfgjov&!', '\x05', '\x07', '\x0b', '\x0e', '\x0f', '\x12', '\x15'];
/** Another picture; colours; shares of several processors: nothing else to be seen here. */
const WITHOUT_EFFECT = [' ', '\n', 'B', 'I', 'b', 'x', 'y', 'z'];

const SORTS: ReadonlyMap<string, SortField> = new Map<string, SortField>([
  ['M', '%MEM'],
  ['N', 'PID'],
  ['P', '%CPU'],
  ['T', 'TIME+'],
]);

/** What came by signal since it was looked at last. */
interface Caught {
  end: boolean;
  pause: boolean;
}

/** The exit status. */
export function* watchTasks(process: Process, first: Settings): Coroutine<number> {
  const { sys } = process;
  const caught = yield* catchSignals(process);
  const before = yield* sys.tcgetattr(STDIN);
  if (failed(before)) {
    yield* process.error('failed tty get');
    return 1;
  }
  yield* takeKeys(process, before, caught);
  let settings = first;
  // After a key the picture is drawn once more.
  let again = false;
  for (let left = settings.iterations; !caught.end;) {
    process.print(frame(yield* snapshot(process), settings));
    yield* process.flush();
    left -= 1;
    if (left <= 0) break;
    if (again) {
      again = false;
      continue;
    }
    const outcome = yield* next(process, settings);
    if (outcome === 'quit') break;
    if (outcome === 'time') continue;
    again = true;
    if (outcome === 'signal') {
      if (caught.pause) yield* pause(process, before, caught);
      continue;
    }
    settings = outcome.settings;
    if (outcome.message !== undefined) yield* say(process, outcome.message);
  }
  process.print('\n');
  yield* process.flush();
  yield* sys.tcsetattr(STDIN, before);
  return 0;
}

/** show_msg */
function* say(process: Process, message: string): Coroutine<void> {
  process.print(` ${message} `);
  yield* process.flush();
  yield* process.sys.nanosleep(MESSAGE_MS);
}

/** In the background it is stopped here, and goes on once it is in front. */
function* takeKeys(process: Process, before: Termios, caught: Caught): Coroutine<void> {
  while (failed(yield* process.sys.tcsetattr(STDIN, { ...before, echo: false, canonical: false }))) {
    if (!caught.pause) return;
    caught.pause = false;
    yield* process.sys.kill(yield* process.sys.getpid(), 'SIGSTOP');
  }
}

/** sig_endpgm and sig_paused. */
export function* catchSignals({ sys }: Process): Coroutine<Caught> {
  const caught: Caught = { end: false, pause: false };
  for (const signal of [
    'SIGALRM',
    'SIGHUP',
    'SIGINT',
    'SIGPIPE',
    'SIGQUIT',
    'SIGTERM',
    'SIGUSR1',
    'SIGUSR2',
  ] as const)
    yield* sys.sigaction(signal, () => {
      caught.end = true;
    });
  for (const signal of ['SIGTSTP', 'SIGTTIN', 'SIGTTOU'] as const)
    yield* sys.sigaction(signal, () => {
      caught.pause = true;
    });
  // sig_resize: a new picture for another size, and for whoever was continued.
  for (const signal of ['SIGCONT', 'SIGWINCH'] as const) yield* sys.sigaction(signal, () => undefined);
  return caught;
}

function* pause(process: Process, before: Termios, caught: Caught): Coroutine<void> {
  caught.pause = false;
  yield* process.sys.tcsetattr(STDIN, before);
  yield* process.sys.kill(yield* process.sys.getpid(), 'SIGSTOP');
  yield* takeKeys(process, before, caught);
}

function* next(process: Process, settings: Settings): Coroutine<Outcome | 'time' | 'signal'> {
  const typed = yield* process.sys.pollInput(STDIN, settings.delayMs);
  if (failed(typed)) return typed.errno === 'EINTR' ? 'signal' : 'quit';
  if (!typed) return 'time';
  const keys = yield* process.readInput();
  if (failed(keys)) return keys.errno === 'EINTR' ? 'signal' : 'quit';
  if (keys === '') return 'quit';
  // The first of them counts: what was typed along with it is dropped.
  return yield* press(process, settings, keys.charAt(0));
}

function* press(process: Process, settings: Settings, key: string): Coroutine<Outcome> {
  const changed = toggled(settings, key);
  if (changed !== null) return { settings: changed };
  switch (key) {
    case 'q':
      return 'quit';
    case 'h':
    case '?':
      return yield* help(process, settings);
    case 'd':
    case 's':
    case 'k':
    case 'r':
      if (settings.secure) return { settings, message: 'Unavailable in secure mode' };
      return key === 'd' || key === 's'
        ? yield* changeDelay(process, settings)
        : yield* changeTask(process, settings, key);
    case 'u':
    case 'U':
      return yield* chooseUser(process, settings);
    case 'n':
    case '#':
      return yield* changeMaximum(process, settings);
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
    case '<':
    case '>':
      return { ...settings, sort: neighbour(settings.sort, key === '<' ? -1 : 1), forest: false };
    case '=':
      return { ...settings, pids: null, uid: null, maxTasks: 0, hideIdle: false };
    default:
      return null;
  }
}

function after(meter: Meter): Meter {
  return METERS[(METERS.indexOf(meter) + 1) % METERS.length] ?? 'figures';
}

/** The column beside it; the last one where there is none. */
function neighbour(sort: SortField, step: -1 | 1): SortField {
  const at = COLUMNS.findIndex((column) => column === sort);
  return COLUMNS[at + step] ?? sort;
}

function keyName(key: string): string {
  return key < ' ' ? `Ctrl-${String.fromCharCode(key.charCodeAt(0) + 64)}` : `'${key}'`;
}

/** Stays until it is left with q or Escape. */
function* help(process: Process, settings: Settings): Coroutine<Outcome> {
  for (;;) {
    process.print(helpScreen(settings));
    const keys = yield* process.readInput();
    if (failed(keys) || keys === '') return 'quit';
    if (keys.startsWith('q') || keys.startsWith(ESCAPE)) return { settings };
  }
}

function* changeTask(process: Process, settings: Settings, key: 'k' | 'r'): Coroutine<Outcome> {
  const first = firstShown(yield* snapshot(process), settings) ?? 0;
  const message = yield* key === 'k' ? killTask(process, first) : reniceTask(process, first);
  return message === null ? { settings } : { settings, message };
}

function* changeDelay(process: Process, settings: Settings): Coroutine<Outcome> {
  const answer = yield* ask(process, `Change delay from ${(settings.delayMs / 1000).toFixed(1)} to`);
  if (answer === null || answer === '') return { settings };
  if (!/^(\d+\.?\d*|\.\d+)$/.test(answer)) return { settings, message: 'Unacceptable floating point' };
  return { settings: { ...settings, delayMs: Number(answer) * 1000 } };
}

function* chooseUser(process: Process, settings: Settings): Coroutine<Outcome> {
  const answer = yield* ask(process, 'Which user (blank for all)');
  if (answer === null) return { settings };
  if (answer === '') return { settings: { ...settings, uid: null, pids: null } };
  const uid = settings.users.byName(answer)?.uid ?? (/^\d+$/.test(answer) ? Number(answer) : null);
  if (uid === null) return { settings, message: 'Invalid user' };
  return { settings: { ...settings, uid, pids: null } };
}

function* changeMaximum(process: Process, settings: Settings): Coroutine<Outcome> {
  const answer = yield* ask(process, `Maximum tasks = ${settings.maxTasks}, change to (0 is unlimited)`);
  if (answer === null || answer === '') return { settings };
  if (!/^-?\d+$/.test(answer)) return { settings, message: 'Unacceptable integer' };
  if (Number(answer) < 0) return { settings, message: 'Invalid maximum' };
  return { settings: { ...settings, maxTasks: Number(answer) } };
}
