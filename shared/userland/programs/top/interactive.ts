// top on a terminal: a picture, then another for every key and whenever the delay is over. top(1)

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import { displayOf } from './display.ts';
import type { Display } from './display.ts';
import { frame } from './frame.ts';
import { press } from './keys.ts';
import type { Outcome } from './keys.ts';
import { catchSignals, pauseIfAsked, takeKeys } from './signals.ts';
import { screenSize } from './settings.ts';
import type { Settings } from './settings.ts';
import { snapshot } from './snapshot.ts';

const STDIN = 0;
const MESSAGE_MS = 2000;

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
  const display = displayOf(process);
  let settings = first;
  let again = false;
  for (let left = settings.iterations; !caught.end;) {
    process.print(
      display.picture(frame(yield* snapshot(process, [...settings.fields, settings.sort]), settings)),
    );
    yield* process.flush();
    left -= 1;
    if (left <= 0) break;
    if (again) {
      again = false;
      continue;
    }
    const outcome = yield* next(process, display, settings);
    if (outcome === 'quit') break;
    if (outcome === 'time') continue;
    again = display.showsTwice;
    if (outcome === 'signal') {
      yield* pauseIfAsked(process, before, caught);
      settings = { ...settings, ...(yield* screenSize(process)) };
      continue;
    }
    settings = outcome.settings;
    if (outcome.message !== undefined) yield* say(process, display, outcome.message);
  }
  process.print(display.end(settings.rows ?? 0));
  yield* process.flush();
  yield* sys.tcsetattr(STDIN, before);
  return 0;
}

/** show_msg: it can be read before the next picture comes. */
function* say(process: Process, display: Display, message: string): Coroutine<void> {
  process.print(display.message(message));
  yield* process.flush();
  yield* process.sys.nanosleep(MESSAGE_MS);
}

function* next(
  process: Process,
  display: Display,
  settings: Settings,
): Coroutine<Outcome | 'time' | 'signal'> {
  const typed = yield* process.sys.pollInput(STDIN, settings.delayMs);
  if (failed(typed)) return typed.errno === 'EINTR' ? 'signal' : 'quit';
  if (!typed) return 'time';
  const keys = yield* process.readInput();
  if (failed(keys)) return keys.errno === 'EINTR' ? 'signal' : 'quit';
  if (keys === '') return 'quit';
  // The first of them counts: what was typed along with it is dropped.
  const [arrow] = /^\x1b\[(?:[A-DFH]|[14-6]~)/.exec(keys) ?? []; // eslint-disable-line no-control-regex -- arrows begin with an escape
  return yield* press(process, display, settings, arrow ?? keys.charAt(0));
}
