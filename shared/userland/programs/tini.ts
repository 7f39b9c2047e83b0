// A small init: passes signals on to one child, reaps whatever is left to it, and ends as the child did. tini(1) 0.19.0

import { CaughtSignals } from '../libc/caught-signals.ts';
import { execStatus, execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { parseSignal, signalOf } from '../libc/signal-names.ts';
import { program } from '../libc/process.ts';
import { shellStatus } from '../../kernel/abi/wait-status.ts';
import { SIGNALS } from '../../kernel/abi/signal.ts';
import { strerror } from '../../kernel/abi/errno.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Signal } from '../../kernel/abi/signal.ts';
import type { Sys } from '../sys.ts';

const OPTIONS = [
  ['h', ''], ['s', ''], ['p', '', 'required'], ['v', ''], ['w', ''], ['g', ''], ['e', '', 'required'], ['l', ''], ['', 'version'],
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
  -e EXIT_CODE: Remap EXIT_CODE (from 0 to 255) to 0 (can be repeated).
  -l: Show license and exit.

Environment variables:

  TINI_SUBREAPER: Register as a process subreaper (requires Linux >= 3.4).
  TINI_VERBOSITY: Set the verbosity level (default: 1).
  TINI_KILL_PROCESS_GROUP: Send signals to the child's process group.

`;

const NO_REAPER = `Tini is not running as PID 1 and isn't registered as a child subreaper.
Zombie processes will not be re-parented to Tini, so zombie reaping won't work.
To fix the problem, use the -s option or set the environment variable TINI_SUBREAPER to register Tini as a child subreaper, or run Tini as PID 1.`; // prettier-ignore

/** Signs of a fault of its own, and those that only stop it: not passed on. */
const NOT_FORWARDED: readonly Signal[] = [
  'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGBUS', 'SIGABRT', 'SIGTRAP', 'SIGSYS', 'SIGTTIN', 'SIGTTOU', 'SIGKILL', 'SIGSTOP',
]; // prettier-ignore

interface Settings {
  readonly subreaper: boolean;
  readonly parentDeath: Signal | null;
  readonly toGroup: boolean;
  readonly warnOnReap: boolean;
  /** Statuses that are told as 0. */
  readonly asZero: readonly number[];
  readonly argv: readonly string[];
}

export const tini = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('version') || has('h')) {
    process.print(has('version') ? 'tini version 0.19.0\n' : USAGE);
    return 0;
  }
  const death = line.options.find((option) => option.key === 'p')?.value ?? null;
  const deathNumber = death === null ? null : parseSignal(death);
  if (line.problem !== null || line.operands.length === 0 || (death !== null && deathNumber === null)) {
    if (line.problem !== null) yield* process.error(line.problem);
    process.print(USAGE);
    return 1;
  }
  const settings: Settings = {
    subreaper: has('s') || process.env.has('TINI_SUBREAPER'),
    parentDeath: deathNumber === null ? null : (signalOf(deathNumber) ?? null),
    toGroup: has('g') || process.env.has('TINI_KILL_PROCESS_GROUP'),
    warnOnReap: has('w'),
    asZero: line.options.filter((option) => option.key === 'e').map((option) => Number(option.value)),
    argv: line.operands,
  };
  if (settings.parentDeath !== null) yield* sys.prctl('PR_SET_PDEATHSIG', settings.parentDeath);
  if (settings.subreaper) yield* sys.prctl('PR_SET_CHILD_SUBREAPER', true);
  const pid = yield* sys.getpid();
  if (pid !== 1 && !settings.subreaper) yield* process.eprint(`[WARN  tini (${pid})] ${NO_REAPER}\n`);
  return yield* supervise(process, settings);
});

function* supervise(process: Process, settings: Settings): Coroutine<number> {
  const { sys } = process;
  const caught = new CaughtSignals(sys);
  yield* caught.catch(SIGNALS.filter((signal) => !NOT_FORWARDED.includes(signal)));
  yield* sys.sigaction('SIGTTIN', 'ignore');
  yield* sys.sigaction('SIGTTOU', 'ignore');
  const child = yield* sys.fork(() => becomeProgram(process, settings.argv));
  if (failed(child)) {
    yield* process.eprint(`[FATAL tini (${yield* sys.getpid()})] fork failed: ${strerror(child.errno)}\n`);
    return 1;
  }
  for (;;) {
    const status = yield* reap(process, child, settings);
    if (status !== null) return settings.asZero.includes(status) ? 0 : status;
    const signal = yield* caught.next();
    if (signal !== 'SIGCHLD') yield* sys.kill(settings.toGroup ? -child : child, signal);
  }
}

/** Every zombie there is; the child's status once it is among them. */
function* reap(process: Process, child: number, { warnOnReap }: Settings): Coroutine<number | null> {
  const { sys } = process;
  let ended: number | null = null;
  for (;;) {
    const waited = yield* sys.wait4(-1, ['WNOHANG']);
    if (failed(waited) || waited.pid === 0) return ended;
    if (waited.pid === child) ended = waited.status === null ? 0 : shellStatus(waited.status);
    else if (warnOnReap) {
      yield* process.eprint(
        `[WARN  tini (${yield* sys.getpid()})] Reaped zombie process with pid=${waited.pid}\n`,
      );
    }
  }
}

/** The child has a group of its own, and the terminal if there is one. */
function* becomeProgram(process: Process, argv: readonly string[]): Coroutine<number> {
  const { sys } = process;
  const pid = yield* sys.getpid();
  yield* sys.setpgid(0, 0);
  yield* sys.tcsetpgrp(0, pid);
  yield* restoreStopSignals(sys);
  const refused = yield* execvp(sys, argv, process.env);
  yield* process.eprint(`[FATAL tini (${pid})] exec ${argv[0] ?? ''} failed: ${strerror(refused.errno)}\n`);
  return execStatus(refused);
}

function* restoreStopSignals(sys: Sys): Coroutine<void> {
  yield* sys.sigaction('SIGTTIN', 'default');
  yield* sys.sigaction('SIGTTOU', 'default');
}
