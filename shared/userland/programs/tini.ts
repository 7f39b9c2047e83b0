// A small init: passes signals on to one child, reaps whatever is left to it, and ends as the child did. tini(1) 0.19.0

import { FULL_SET } from '../libc/sigset.ts';
import { LICENSE } from './tini-license.ts';
import { execStatus, execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { strsignal } from '../libc/signal-names.ts';
import { program } from '../libc/process.ts';
import { shellStatus } from '../../kernel/abi/wait-status.ts';
import { SIGNALS } from '../../kernel/abi/signal.ts';
import { strerror } from '../../kernel/abi/errno.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Signal } from '../../kernel/abi/signal.ts';
import type { WaitStatus } from '../../kernel/abi/wait-status.ts';
import type { Sys } from '../sys.ts';

const OPTIONS = [
  ['h', ''], ['s', ''], ['p', '', 'required'], ['v', ''], ['w', ''], ['g', ''], ['e', '', 'required'], ['l', ''],
] as const; // prettier-ignore

const USAGE = `tini (tini version 0.19.0)
Usage: tini [OPTIONS] PROGRAM -- [ARGS] | --version

Execute a program under the supervision of a valid init process (tini)

Command line options:

  --version: Show version and exit.
  -h: Show this help message and exit.
  -s: Register as a process subreaper (requires Linux >= 3.4).
  -p SIGNAL: Trigger SIGNAL when parent dies, e.g. "-p SIGKILL".
  -v: Generate more verbose output. Repeat up to 3 times.
  -w: Print a warning when processes are getting reaped.
  -g: Send signals to the child's process group.
  -e EXIT_CODE: Remap EXIT_CODE (from 0 to 255) to 0.
  -l: Show license and exit.

Environment variables:

  TINI_SUBREAPER: Register as a process subreaper (requires Linux >= 3.4).
  TINI_VERBOSITY: Set the verbosity level (default: 1).
  TINI_KILL_PROCESS_GROUP: Send signals to the child's process group.

`;

const NO_REAPER = `Tini is not running as PID 1 and isn't registered as a child subreaper.
Zombie processes will not be re-parented to Tini, so zombie reaping won't work.
To fix the problem, use the -s option or set the environment variable TINI_SUBREAPER to register Tini as a child subreaper, or run Tini as PID 1.`; // prettier-ignore

/** Signs of a fault of its own, and what the terminal tells a background group: not passed on. */
const NOT_FORWARDED: readonly Signal[] = [
  'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGBUS', 'SIGABRT', 'SIGTRAP', 'SIGSYS', 'SIGTTIN', 'SIGTTOU',
]; // prettier-ignore
const FORWARDED = FULL_SET.filter((signal) => !NOT_FORWARDED.includes(signal));

/** How much it tells: from WARN, which is told by default, each `-v` adds one. */
const LEVELS = ['FATAL', 'WARN', 'INFO', 'DEBUG', 'TRACE'] as const;
type Level = (typeof LEVELS)[number];

interface Settings {
  readonly subreaper: boolean;
  readonly parentDeath: Signal | null;
  readonly verbosity: number;
  readonly toGroup: boolean;
  readonly warnOnReap: boolean;
  /** Statuses that are told as 0. */
  readonly asZero: readonly number[];
  readonly argv: readonly string[];
}

export const tini = program(function* (process: Process): Coroutine<number> {
  if (process.args.length === 1 && process.args[0] === '--version') {
    process.print('tini version 0.19.0\n');
    return 0;
  }
  const line = getoptLong(process.args, OPTIONS);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  for (const { key, value } of line.options) {
    if (key === 'h' || key === 'l') {
      process.print(key === 'h' ? USAGE : LICENSE);
      return 0;
    }
    if (isAcceptable(key, value ?? '')) continue;
    yield* tell(process, 'FATAL', 0, `Not a valid option for -${key}: ${value ?? ''}`);
    return 1;
  }
  if (line.problem !== null || line.operands.length === 0) {
    // getopt(3) takes the second dash of a long option for a letter
    if (line.problem !== null)
      yield* process.error(line.problem.replace(/^unrecognized option .*/, "invalid option -- '-'"));
    process.print(USAGE);
    return 1;
  }
  const death = line.options.findLast((option) => option.key === 'p')?.value ?? null;
  const verbose = line.options.filter((option) => option.key === 'v').length;
  return yield* supervise(process, {
    subreaper: has('s') || process.env.has('TINI_SUBREAPER'),
    parentDeath: SIGNALS.find((signal) => signal === death) ?? null,
    verbosity: (parseInt(process.env.get('TINI_VERBOSITY') ?? '1', 10) || 0) + verbose,
    toGroup: has('g') || process.env.has('TINI_KILL_PROCESS_GROUP'),
    warnOnReap: has('w'),
    asZero: line.options.filter((option) => option.key === 'e').map((option) => Number(option.value)),
    argv: line.operands,
  });
});

/** -p takes whole names of the signals that it knows, and -e an exit status. */
function isAcceptable(key: string, value: string): boolean {
  if (key === 'p') return SIGNALS.some((signal) => signal === value && !UNKNOWN.includes(signal));
  return key !== 'e' || (/^(\s*[+-]?\d+)?$/.test(value) && Number(value) >= 0 && Number(value) <= 255);
}

const UNKNOWN: readonly Signal[] = ['SIGSTKFLT', 'SIGIO', 'SIGPWR'];

/** What the child gets back: the mask, and how its parent took the signals of the terminal. */
interface Inherited {
  readonly mask: readonly Signal[];
  readonly ignored: readonly Signal[];
}

const FROM_TERMINAL = ['SIGTTIN', 'SIGTTOU'] as const;

function* ignoredOf(sys: Sys, signals: readonly Signal[]): Coroutine<readonly Signal[]> {
  const ignored: Signal[] = [];
  for (const signal of signals) if ((yield* sys.sigdisposition(signal)) === 'ignore') ignored.push(signal);
  return ignored;
}

/** Warnings go to standard error, what is told for information to standard output. */
function* tell(process: Process, level: Level, verbosity: number, text: string): Coroutine<void> {
  if (LEVELS.indexOf(level) > verbosity) return;
  const line = `[${level.padEnd(5)} tini (${yield* process.sys.getpid()})] ${text}\n`;
  if (level === 'FATAL' || level === 'WARN') yield* process.eprint(line);
  else {
    process.print(line);
    yield* process.settle();
  }
}

function* supervise(process: Process, settings: Settings): Coroutine<number> {
  const { sys } = process;
  const { verbosity } = settings;
  if (settings.parentDeath !== null) yield* sys.prctl('PR_SET_PDEATHSIG', settings.parentDeath);
  const mask = yield* sys.sigprocmask('setmask', FORWARDED);
  const inherited = { mask: failed(mask) ? [] : mask, ignored: yield* ignoredOf(sys, FROM_TERMINAL) };
  for (const signal of FROM_TERMINAL) yield* sys.sigaction(signal, 'ignore');
  if (settings.subreaper) {
    yield* sys.prctl('PR_SET_CHILD_SUBREAPER', true);
    yield* tell(process, 'TRACE', verbosity, 'Registered as child subreaper');
  } else if ((yield* sys.getpid()) !== 1) yield* tell(process, 'WARN', verbosity, NO_REAPER);
  const child = yield* sys.fork(() => becomeProgram(process, settings, inherited));
  if (failed(child)) {
    yield* tell(process, 'FATAL', verbosity, `fork failed: ${strerror(child.errno)}`);
    return 1;
  }
  const [name = ''] = settings.argv;
  yield* tell(process, 'INFO', verbosity, `Spawned child process '${name}' with pid '${child}'`);
  for (;;) {
    const taken = yield* sys.sigtimedwait(FORWARDED);
    if (failed(taken)) continue;
    const { signal } = taken;
    if (signal !== 'SIGCHLD') {
      yield* tell(process, 'DEBUG', verbosity, `Passing signal: '${strsignal(signal)}'`);
      yield* sys.kill(settings.toGroup ? -child : child, signal);
      // whom it ends is still to run for that
      yield* tell(process, 'TRACE', verbosity, 'No child to reap');
      continue;
    }
    yield* tell(process, 'DEBUG', verbosity, 'Received SIGCHLD');
    const status = yield* reap(process, child, settings);
    if (status === null) continue;
    yield* tell(process, 'TRACE', verbosity, 'Exiting: child has exited');
    return settings.asZero.includes(status) ? 0 : status;
  }
}

/** Every zombie there is; the child's status once it is among them. */
function* reap(
  process: Process,
  child: number,
  { verbosity, warnOnReap }: Settings,
): Coroutine<number | null> {
  const { sys } = process;
  let ended: number | null = null;
  for (;;) {
    const waited = yield* sys.wait4(-1, ['WNOHANG']);
    if (failed(waited) || waited.pid === 0) {
      yield* tell(process, 'TRACE', verbosity, failed(waited) ? 'No child to wait' : 'No child to reap');
      return ended;
    }
    yield* tell(process, 'DEBUG', verbosity, `Reaped child with pid: '${waited.pid}'`);
    if (waited.pid === child) {
      ended = waited.status === null ? 0 : shellStatus(waited.status);
      yield* tell(process, 'INFO', verbosity, `Main child exited ${mannerOf(waited.status)}`);
    } else if (warnOnReap) {
      yield* tell(process, 'WARN', verbosity, `Reaped zombie process with pid=${waited.pid}`);
    }
  }
}

function mannerOf(status: WaitStatus | null): string {
  return status !== null && 'signaled' in status
    ? `with signal (with signal '${strsignal(status.signaled)}')`
    : `normally (with status '${status !== null && 'exited' in status ? status.exited : 0}')`;
}

/** The child has a group of its own, and the terminal if there is one. */
function* becomeProgram(
  process: Process,
  { argv, verbosity }: Settings,
  inherited: Inherited,
): Coroutine<number> {
  const { sys } = process;
  const pid = yield* sys.getpid();
  yield* sys.setpgid(0, 0);
  if (failed(yield* sys.tcsetpgrp(0, pid)))
    yield* tell(process, 'DEBUG', verbosity, 'tcsetpgrp failed: no tty (ok to proceed)');
  yield* sys.sigprocmask('setmask', inherited.mask);
  for (const signal of FROM_TERMINAL)
    yield* sys.sigaction(signal, inherited.ignored.includes(signal) ? 'ignore' : 'default');
  const refused = yield* execvp(sys, argv, process.env);
  yield* process.eprint(`[FATAL tini (${pid})] exec ${argv[0] ?? ''} failed: ${strerror(refused.errno)}\n`);
  return execStatus(refused);
}
