// A small init: passes every signal on to a session of its child, and reaps. dumb-init(1) 1.2.5

import { FULL_SET } from '../libc/sigset.ts';
import { execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import { shellStatus } from '../../kernel/abi/wait-status.ts';
import { SIGNALS, signalName, signalNumber } from '../../kernel/abi/signal.ts';
import { ERRNO, strerror } from '../../kernel/abi/errno.ts';
import type { Errno } from '../../kernel/abi/errno.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Signal } from '../../kernel/abi/signal.ts';

const OPTIONS = [
  ['h', 'help'], ['c', 'single-child'], ['r', 'rewrite', 'required'], ['v', 'verbose'], ['V', 'version'],
] as const; // prettier-ignore

const USAGE = `dumb-init v1.2.5
Usage: dumb-init [option] command [[arg] ...]

dumb-init is a simple process supervisor that forwards signals to children.
It is designed to run as PID1 in minimal container environments.

Optional arguments:
   -c, --single-child   Run in single-child mode.
                        In this mode, signals are only proxied to the
                        direct child and not any of its descendants.
   -r, --rewrite s:r    Rewrite received signal s to new signal r before proxying.
                        To ignore (not proxy) a signal, rewrite it to 0.
                        This option can be specified multiple times.
   -v, --verbose        Print debugging information to stderr.
   -h, --help           Print this help message and exit.
   -V, --version        Print the current version and exit.

Full help is available online at https://github.com/Yelp/dumb-init
`;

const STOPS: readonly Signal[] = ['SIGTSTP', 'SIGTTIN', 'SIGTTOU'];
const EXEC_FAILED = 2;

export const dumbInit = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('h') || has('V')) {
    yield* process.eprint(has('h') ? USAGE : 'dumb-init v1.2.5\n');
    return 0;
  }
  if (line.problem !== null) {
    yield* process.error(line.problem);
    return 1;
  }
  if (line.operands.length === 0) {
    yield* process.eprint(
      `Usage: ${process.name} [option] program [args]\nTry ${process.name} --help for full usage.\n`,
    );
    return 1;
  }
  const rewrites = new Map<number, number>();
  for (const { key, value } of line.options) {
    if (key !== 'r') continue;
    const [, from, to] = /^\s*([+-]?\d+):\s*([+-]?\d+)/.exec(value ?? '') ?? [];
    if (!isSignal(Number(from)) || !(Number(to) === 0 || isSignal(Number(to)))) {
      yield* process.eprint(`Usage: -r option takes <signum>:<signum>, where <signum> is between 1 and 31.\nThis option can be specified multiple times.\nUse --help for full usage.\n`); // prettier-ignore
      return 1;
    }
    rewrites.set(Number(from), Number(to));
  }
  // in a session of its own the child's signals stop only the child
  if (!has('c'))
    for (const stop of STOPS)
      if (!rewrites.has(signalNumber(stop))) rewrites.set(signalNumber(stop), signalNumber('SIGSTOP'));
  const settings: Settings = { ownSession: !has('c'), rewrites, verbose: has('v') };
  return yield* supervise(process, line.operands, settings);
});

/** Real-time signals are neither passed on nor rewritten. */
function isSignal(number: number): boolean {
  return number >= 1 && number <= SIGNALS.length;
}

interface Settings {
  readonly ownSession: boolean;
  readonly rewrites: ReadonlyMap<number, number>;
  readonly verbose: boolean;
}

/** DEBUG() */
function* tell(process: Process, { verbose }: Settings, text: string): Coroutine<void> {
  if (verbose) yield* process.eprint(`[dumb-init] ${text}\n`);
}

function* supervise(process: Process, argv: readonly string[], settings: Settings): Coroutine<number> {
  const { sys } = process;
  yield* sys.sigprocmask('block', FULL_SET);
  // so that none is ignored, nor what its children inherit
  for (const signal of SIGNALS) yield* sys.sigaction(signal, () => undefined);
  const handedOff = new Set(settings.ownSession ? yield* detach(process, settings) : []);
  const child = yield* sys.fork(() => becomeProgram(process, argv, settings));
  if (failed(child)) {
    yield* process.eprint('[dumb-init] Unable to fork. Exiting.\n');
    return 1;
  }
  yield* tell(process, settings, `Child spawned with PID ${child}.`);
  yield* sys.chdir('/');
  for (;;) {
    const taken = yield* sys.sigtimedwait(FULL_SET);
    if (failed(taken)) continue;
    const { signal } = taken;
    const number = signalNumber(signal);
    yield* tell(process, settings, `Received signal ${number}.`);
    if (handedOff.delete(signal)) {
      yield* tell(process, settings, `Ignoring tty hand-off signal ${number}.`);
      continue;
    }
    if (signal === 'SIGCHLD') {
      const status = yield* reap(process, child, settings);
      if (status !== null) return status;
      continue;
    }
    yield* forward(process, child, number, settings);
    if (!STOPS.includes(signal)) continue;
    yield* tell(process, settings, 'Suspending self due to TTY signal.');
    yield* sys.kill(yield* sys.getpid(), 'SIGSTOP');
  }
}

/** The terminal is the child's. Answers the signals that a leader hears of that. */
function* detach(process: Process, settings: Settings): Coroutine<readonly Signal[]> {
  const { sys } = process;
  const given = yield* sys.giveUpTerminal(0);
  if (failed(given)) {
    yield* tell(process, settings, `Unable to detach from controlling tty (errno=${errnoNumber(given.errno)} ${strerror(given.errno)}).`); // prettier-ignore
    return [];
  }
  if ((yield* sys.getsid(0)) !== (yield* sys.getpid())) {
    yield* tell(process, settings, 'Detached from controlling tty, but was not session leader.');
    return [];
  }
  yield* tell(process, settings, 'Detached from controlling tty, ignoring the first SIGHUP and SIGCONT we receive.'); // prettier-ignore
  return ['SIGHUP', 'SIGCONT'];
}

function* forward(process: Process, child: number, number: number, settings: Settings): Coroutine<void> {
  const rewritten = settings.rewrites.get(number);
  if (rewritten !== undefined)
    yield* tell(process, settings, `Translating signal ${number} to ${rewritten}.`);
  const wanted = rewritten ?? number;
  const forwarded = signalName(wanted);
  if (forwarded === undefined) {
    yield* tell(process, settings, `Not forwarding signal ${wanted} to children (ignored).`);
    return;
  }
  yield* process.sys.kill(settings.ownSession ? -child : child, forwarded);
  yield* tell(process, settings, `Forwarded signal ${wanted} to children.`);
}

/** Every zombie there is; the child's status once it is among them, which ends the rest of its session as well. */
function* reap(process: Process, child: number, settings: Settings): Coroutine<number | null> {
  for (;;) {
    const waited = yield* process.sys.wait4(-1, ['WNOHANG']);
    if (failed(waited) || waited.pid === 0) return null;
    const status = waited.status === null ? 0 : shellStatus(waited.status);
    const how =
      waited.status !== null && 'signaled' in waited.status
        ? `was terminated by signal ${signalNumber(waited.status.signaled)}`
        : `exited with exit status ${status}`;
    yield* tell(process, settings, `A child with PID ${waited.pid} ${how}.`);
    if (waited.pid !== child) continue;
    yield* forward(process, child, signalNumber('SIGTERM'), settings);
    yield* tell(process, settings, `Child exited with status ${status}. Goodbye.`);
    return status;
  }
}

function* becomeProgram(process: Process, argv: readonly string[], settings: Settings): Coroutine<number> {
  const { sys } = process;
  yield* sys.sigprocmask('unblock', FULL_SET);
  if (settings.ownSession) {
    yield* sys.setsid();
    const taken = yield* sys.setControllingTerminal(0);
    if (failed(taken))
      yield* tell(process, settings, `Unable to attach to controlling tty (errno=${errnoNumber(taken.errno)} ${strerror(taken.errno)}).`); // prettier-ignore
    yield* tell(process, settings, 'setsid complete.');
  }
  const refused = yield* execvp(sys, argv, process.env);
  yield* process.eprint(`[dumb-init] ${argv[0] ?? ''}: ${strerror(refused.errno)}\n`);
  return EXEC_FAILED;
}

function errnoNumber(errno: Errno): number {
  return ERRNO[errno][0];
}
