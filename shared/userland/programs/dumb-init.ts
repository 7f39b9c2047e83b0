// A small init: passes every signal on to a session of its child, and reaps. dumb-init(1) 1.2.5

import { CaughtSignals } from '../libc/caught-signals.ts';
import { execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import { shellStatus } from '../../kernel/abi/wait-status.ts';
import { SIGNALS, signalName, signalNumber } from '../../kernel/abi/signal.ts';
import { strerror } from '../../kernel/abi/errno.ts';
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
    const [, from, to] = /^(\d+):(\d+)$/.exec(value ?? '') ?? [];
    if (key !== 'r') continue;
    if (from === undefined || to === undefined) {
      yield* process.eprint(`Usage: -r option takes <signum>:<signum>, where <signum> is between 1 and 31.\nThis option can be specified multiple times.\nUse --help for full usage.\n`); // prettier-ignore
      return 1;
    }
    rewrites.set(Number(from), Number(to));
  }
  // in a session of its own the child's signals stop only the child
  if (!has('c'))
    for (const stop of STOPS)
      if (!rewrites.has(signalNumber(stop))) rewrites.set(signalNumber(stop), signalNumber('SIGSTOP'));
  return yield* supervise(process, line.operands, !has('c'), rewrites);
});

function* supervise(
  process: Process,
  argv: readonly string[],
  ownSession: boolean,
  rewrites: ReadonlyMap<number, number>,
): Coroutine<number> {
  const { sys } = process;
  const caught = new CaughtSignals(sys);
  yield* caught.catch(SIGNALS.filter((signal) => signal !== 'SIGKILL' && signal !== 'SIGSTOP'));
  const child = yield* sys.fork(() => becomeProgram(process, argv, ownSession));
  if (failed(child)) {
    yield* process.eprint('[dumb-init] Unable to fork. Exiting.\n');
    return 1;
  }
  const target = ownSession ? -child : child;
  for (;;) {
    const signal = yield* caught.next();
    if (signal !== 'SIGCHLD') {
      const number = rewrites.get(signalNumber(signal)) ?? signalNumber(signal);
      const forwarded = signalName(number);
      if (forwarded !== undefined) yield* sys.kill(target, forwarded);
      if (STOPS.includes(signal)) yield* sys.kill(yield* sys.getpid(), 'SIGSTOP');
      continue;
    }
    for (
      let waited = yield* sys.wait4(-1, ['WNOHANG']);
      !failed(waited) && waited.pid !== 0;
      waited = yield* sys.wait4(-1, ['WNOHANG'])
    ) {
      if (waited.pid !== child) continue;
      yield* sys.kill(target, 'SIGTERM');
      return waited.status === null ? 0 : shellStatus(waited.status);
    }
  }
}

function* becomeProgram(process: Process, argv: readonly string[], ownSession: boolean): Coroutine<number> {
  const { sys } = process;
  if (ownSession) {
    yield* sys.setsid();
    yield* sys.setControllingTerminal(0);
  }
  const refused = yield* execvp(sys, argv, process.env);
  yield* process.eprint(`[dumb-init] ${argv[0] ?? ''}: ${strerror(refused.errno)}\n`);
  return EXEC_FAILED;
}
