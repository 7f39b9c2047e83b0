// Runs a program that must end within a time. timeout(1)

import { CaughtSignals } from '../libc/caught-signals.ts';
import { coreutil, quote, tryHelp } from '../libc/coreutils.ts';
import { execStatus, execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { parseInterval } from '../libc/duration.ts';
import { parseSignal, signalOf } from '../libc/signal-names.ts';
import { signalNumber } from '../../kernel/abi/signal.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Signal } from '../../kernel/abi/signal.ts';
import type { WaitStatus } from '../../kernel/abi/wait-status.ts';

const OPTIONS = [
  ['', 'foreground'], ['', 'preserve-status'], ['k', 'kill-after', 'required'], ['s', 'signal', 'required'], ['v', 'verbose'],
] as const; // prettier-ignore

const CAUGHT: readonly Signal[] = ['SIGALRM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGTERM'];
const TIMED_OUT = 124;
const CANNOT_RUN = 125;

interface Settings {
  readonly ms: number;
  readonly signal: Signal;
  /** A KILL follows after this time. */
  readonly killAfter: number | null;
  readonly foreground: boolean;
  readonly preserveStatus: boolean;
  readonly verbose: boolean;
  readonly argv: readonly string[];
}

export const timeout = coreutil(
  'timeout',
  function* (process: Process): Coroutine<number> {
    const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
    if (line.problem !== null) return yield* tryHelp(process, line.problem, CANNOT_RUN);
    const value = (key: string): string | null =>
      line.options.findLast((option) => option.key === key)?.value ?? null;
    const has = (key: string): boolean => line.options.some((option) => option.key === key);
    const [duration, ...argv] = line.operands;
    if (duration === undefined || argv.length === 0) return yield* tryHelp(process, null, CANNOT_RUN);
    for (const text of [value('k'), duration]) {
      if (text !== null && parseInterval(text) === null) {
        return yield* tryHelp(process, `invalid time interval ${quote(process, text)}`, CANNOT_RUN);
      }
    }
    const name = value('s');
    const signal = signalOf(parseSignal(name ?? 'TERM') ?? 0);
    if (signal === undefined)
      return yield* tryHelp(process, `${quote(process, name ?? '')}: invalid signal`, CANNOT_RUN);
    const killAfter = value('k');
    return yield* run(process, {
      ms: parseInterval(duration) ?? 0,
      signal,
      killAfter: killAfter === null ? null : parseInterval(killAfter),
      foreground: has('foreground'),
      preserveStatus: has('preserve-status'),
      verbose: has('v'),
      argv,
    });
  },
  'beforeOperands',
);

function* run(process: Process, settings: Settings): Coroutine<number> {
  const { sys } = process;
  // a group of its own, so that everything below the command can be signalled
  if (!settings.foreground) yield* sys.setpgid(0, 0);
  const caught = new CaughtSignals(sys);
  yield* caught.catch([...CAUGHT, settings.signal].filter(isCatchable));
  yield* sys.sigaction('SIGTTIN', 'ignore');
  yield* sys.sigaction('SIGTTOU', 'ignore');
  yield* process.flush();
  const child = yield* sys.fork(() => becomeCommand(process, settings.argv));
  if (failed(child)) {
    yield* process.error('fork system call failed', child);
    return CANNOT_RUN;
  }
  if (settings.ms > 0 && settings.ms !== Infinity) yield* sys.alarm(settings.ms);
  return yield* watch(process, child, caught, settings);
}

function isCatchable(signal: Signal): boolean {
  return signal !== 'SIGKILL' && signal !== 'SIGSTOP';
}

function* becomeCommand(process: Process, argv: readonly string[]): Coroutine<number> {
  const { sys } = process;
  yield* sys.sigaction('SIGTTIN', 'default');
  yield* sys.sigaction('SIGTTOU', 'default');
  const refused = yield* execvp(sys, argv, process.env);
  yield* process.error(`failed to run command ${quote(process, argv[0] ?? '')}`, refused);
  return execStatus(refused);
}

function* watch(
  process: Process,
  child: number,
  caught: CaughtSignals,
  settings: Settings,
): Coroutine<number> {
  const { sys } = process;
  let timedOut = false;
  let { signal, killAfter } = settings;
  for (;;) {
    const arrived = yield* caught.look();
    if (arrived !== null) {
      const isAlarm = arrived === 'SIGALRM';
      timedOut ||= isAlarm;
      const sent = isAlarm ? signal : arrived;
      if (killAfter !== null) {
        yield* sys.alarm(killAfter);
        [signal, killAfter] = ['SIGKILL', null];
      }
      yield* sendAll(process, child, sent, settings);
      continue;
    }
    const waited = yield* sys.wait4(child);
    if (!failed(waited)) return yield* endStatus(process, waited.status, timedOut, settings);
    if (waited.errno !== 'EINTR') return CANNOT_RUN;
  }
}

/** To the command, then to the whole group; what is stopped must go on to notice. */
function* sendAll(process: Process, child: number, signal: Signal, settings: Settings): Coroutine<void> {
  const { sys } = process;
  if (settings.verbose) {
    yield* process.error(
      `sending signal ${signal.slice(3)} to command ${quote(process, settings.argv[0] ?? '')}`,
    );
  }
  yield* sys.kill(child, signal);
  if (settings.foreground) return;
  yield* sys.sigaction(signal, 'ignore');
  yield* sys.kill(0, signal);
  if (signal === 'SIGKILL' || signal === 'SIGCONT') return;
  yield* sys.kill(child, 'SIGCONT');
  yield* sys.sigaction('SIGCONT', 'ignore');
  yield* sys.kill(0, 'SIGCONT');
}

function* endStatus(
  process: Process,
  status: WaitStatus | null,
  timedOut: boolean,
  settings: Settings,
): Coroutine<number> {
  const { sys } = process;
  if (status !== null && 'signaled' in status) {
    const { signaled } = status;
    if (!timedOut) {
      yield* sys.sigaction(signaled, 'default');
      yield* sys.sigprocmask('unblock', [signaled]);
      yield* sys.kill(yield* sys.getpid(), signaled);
    }
    return timedOut && signaled !== 'SIGKILL' && !settings.preserveStatus
      ? TIMED_OUT
      : 128 + signalNumber(signaled);
  }
  const code = status !== null && 'exited' in status ? status.exited : 0;
  return timedOut && !settings.preserveStatus ? TIMED_OUT : code;
}
