// The keys k and r of top: a signal or another nice value for a process.

import { failed } from '../../program.ts';
import { parseSignal } from '../../libc/signal-names.ts';
import { signalName } from '../../../kernel/abi/signal.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import { ask } from './ask.ts';
import type { Display } from './display.ts';

const UNACCEPTABLE = 'Unacceptable integer';
const SIGTERM = 15;

/** `first`: whoever stands first in the picture. Null where nothing is to be said. */
export function* killTask(process: Process, display: Display, first: number): Coroutine<string | null> {
  const pid = yield* askPid(process, display, 'signal/kill', first);
  if (typeof pid !== 'number') return pid === null ? null : UNACCEPTABLE;
  const answer = yield* ask(process, display, `Send pid ${pid} signal [${SIGTERM}/sigterm]`);
  if (answer === null) return null;
  const number = answer === '' ? SIGTERM : parseSignal(answer);
  const signal = number === null ? undefined : signalName(number);
  if (signal === undefined) return number === 0 ? null : 'Invalid signal';
  const sent = yield* process.sys.kill(pid, signal);
  return failed(sent) ? `Failed signal pid '${pid}' with '${number}': ${strerror(sent.errno)}` : null;
}

export function* reniceTask(process: Process, display: Display, first: number): Coroutine<string | null> {
  const pid = yield* askPid(process, display, 'renice', first);
  if (typeof pid !== 'number') return pid === null ? null : UNACCEPTABLE;
  const answer = yield* ask(process, display, `Renice PID ${pid} to value`);
  if (answer === null || answer === '') return null;
  if (!/^[+-]?\d+$/.test(answer)) return UNACCEPTABLE;
  const nice = Number(answer);
  const set = yield* process.sys.setpriority('PRIO_PROCESS', pid, nice);
  return failed(set) ? `Failed renice of PID ${pid} to ${nice}: ${strerror(set.errno)}` : null;
}

/** Null where it was called off. */
function* askPid(
  process: Process,
  display: Display,
  purpose: string,
  first: number,
): Coroutine<number | 'no number' | null> {
  const answer = yield* ask(process, display, `PID to ${purpose} [default pid = ${first}]`);
  if (answer === null) return null;
  if (answer === '') return first;
  return /^\d+$/.test(answer) ? Number(answer) : 'no number';
}
