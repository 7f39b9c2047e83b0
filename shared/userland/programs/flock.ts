// Runs a program while it holds the lock on a file. flock(1) of util-linux.

import { CaughtSignals } from '../libc/caught-signals.ts';
import { execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import { signalNumber } from '../../kernel/abi/signal.ts';
import { parseNumber, versionLine } from '../libc/util-linux.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['s', 'shared'], ['e', 'exclusive'], ['x', 'exclusive'], ['u', 'unlock'], ['n', 'nonblock'], ['n', 'nb'], ['w', 'timeout', 'required'],
  ['w', 'wait', 'required'], ['E', 'conflict-exit-code', 'required'], ['o', 'close'], ['F', 'no-fork'], ['', 'verbose'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const USAGE = `
Usage:
 flock [options] <file>|<directory> <command> [<argument>...]
 flock [options] <file>|<directory> -c <command>
 flock [options] <file descriptor number>

Manage file locks from shell scripts.

Options:
 -s, --shared             get a shared lock
 -x, --exclusive          get an exclusive lock (default)
 -u, --unlock             remove a lock
 -n, --nonblock           fail rather than wait
 -w, --timeout <secs>     wait for a limited amount of time
 -E, --conflict-exit-code <number>  exit code after conflict or timeout
 -o, --close              close file descriptor before running command
 -c, --command <command>  run a single command string through the shell
 -F, --no-fork            execute command without forking
     --verbose            increase verbosity

 -h, --help               display this help
 -V, --version            display version

For more details see flock(1).
`;

/** sysexits.h */
const EX = { USAGE: 64, DATAERR: 65, NOINPUT: 66, UNAVAILABLE: 69, OSERR: 71, CANTCREAT: 73 } as const;

type Kind = 'LOCK_SH' | 'LOCK_EX' | 'LOCK_UN';

interface Settings {
  readonly kind: Kind;
  readonly nonblock: boolean;
  /** Null for as long as it takes. */
  readonly timeoutMs: number | null;
  readonly conflictStatus: number;
  readonly closes: boolean;
  readonly forks: boolean;
  readonly verbose: boolean;
}

export const flock = program(function* (process: Process): Coroutine<number> {
  if (process.args.length === 0) return yield* tryHelp(process, 'not enough arguments');
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  const asked = line.options.find(({ key }) => key === 'h' || key === 'V');
  if (asked !== undefined) {
    process.print(asked.key === 'h' ? USAGE : versionLine(process));
    return 0;
  }
  const settings = readSettings(line.options);
  if ('refusal' in settings) return yield* refuse(process, settings.refusal);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (!settings.forks && settings.closes)
    return yield* refuse(process, 'the --no-fork and --close options are incompatible');
  const [file, ...command] = line.operands;
  if (file === undefined) return yield* refuse(process, 'requires file descriptor, file or directory');
  if (command.length === 0) {
    const fd = parseNumber(file);
    if (fd === null) return yield* refuse(process, `bad file descriptor: '${file}'`);
    return yield* takeLock(process, fd, file, settings);
  }
  return yield* runLocked(process, file, command, settings);
});

function readSettings(
  options: readonly { readonly key: string; readonly value: string | null }[],
): Settings | { readonly refusal: string } {
  let kind: Kind = 'LOCK_EX';
  let timeoutMs: number | null = null;
  let conflictStatus = 1;
  for (const { key, value } of options) {
    const text = value ?? '';
    if (key === 's') kind = 'LOCK_SH';
    if (key === 'e' || key === 'x') kind = 'LOCK_EX';
    if (key === 'u') kind = 'LOCK_UN';
    if (key === 'w') {
      if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return { refusal: `invalid timeout value: '${text}'` };
      timeoutMs = Number(text) * 1000;
    }
    if (key === 'E') {
      const status = parseNumber(text);
      if (status === null) return { refusal: `invalid exit code: '${text}'` };
      if (status < 0 || status > 255) return { refusal: 'exit code out of range (expected 0 to 255)' };
      conflictStatus = status;
    }
  }
  const has = (key: string): boolean => options.some((option) => option.key === key);
  return {
    kind,
    nonblock: has('n') || timeoutMs === 0,
    timeoutMs: timeoutMs === 0 ? null : timeoutMs,
    conflictStatus,
    closes: has('o'),
    forks: !has('F'),
    verbose: has('verbose'),
  };
}

function* runLocked(
  process: Process,
  file: string,
  command: readonly string[],
  settings: Settings,
): Coroutine<number> {
  const byShell = command[0] === '-c' || command[0] === '--command';
  if (byShell && command.length !== 2) return yield* refuse(process, '-c requires exactly one command argument'); // prettier-ignore
  const fd = yield* openLockFile(process, file);
  if (failed(fd)) {
    yield* process.warn(`cannot open lock file ${file}`, fd);
    return fd.errno === 'ENOSPC' || fd.errno === 'EROFS' ? EX.CANTCREAT : EX.NOINPUT;
  }
  const status = yield* takeLock(process, fd, file, settings);
  if (status !== 0) return status;
  const shell = process.env.get('SHELL') ?? '';
  const argv = byShell ? [shell === '' ? '/bin/sh' : shell, '-c', command[1] ?? ''] : command;
  if (settings.verbose) process.printLine(`${process.shortName}: executing ${argv[0] ?? ''}`);
  yield* process.settle();
  return settings.forks
    ? yield* runChild(process, argv, settings.closes ? fd : null)
    : yield* become(process, argv);
}

/** A directory can be locked as well; it can't be made. */
function* openLockFile(process: Process, file: string): Coroutine<Fd | Failure> {
  const opened = yield* process.sys.open(file, ['O_RDONLY', 'O_CREAT', 'O_NOCTTY'], 0o666);
  if (!failed(opened) || opened.errno !== 'EISDIR') return opened;
  return yield* process.sys.open(file, ['O_RDONLY', 'O_NOCTTY']);
}

/** 0 once it is taken. */
function* takeLock(process: Process, fd: Fd, name: string, settings: Settings): Coroutine<number> {
  const { sys } = process;
  const caught = new CaughtSignals(sys);
  if (settings.timeoutMs !== null) {
    if (settings.timeoutMs < 0) {
      yield* process.warn('cannot set up timer', { errno: 'EINVAL' });
      return EX.OSERR;
    }
    yield* caught.catch(['SIGALRM']);
    yield* sys.alarm(settings.timeoutMs);
  }
  const began = yield* sys.clock();
  for (;;) {
    const locked = yield* sys.flock(fd, settings.nonblock ? [settings.kind, 'LOCK_NB'] : [settings.kind]);
    if (!failed(locked)) break;
    if (locked.errno === 'EAGAIN') {
      if (settings.verbose) yield* process.warn('failed to get lock');
      return settings.conflictStatus;
    }
    if (locked.errno !== 'EINTR') {
      yield* process.warn(name, locked);
      return EX.DATAERR;
    }
    if ((yield* caught.look()) === null) continue;
    if (settings.verbose) yield* process.warn('timeout while waiting to get lock');
    return settings.conflictStatus;
  }
  if (settings.timeoutMs !== null) yield* sys.alarm(0);
  if (settings.verbose) {
    const took = ((yield* sys.clock()) - began) / 1000;
    process.printLine(`${process.shortName}: getting lock took ${took.toFixed(6)} seconds`);
  }
  return 0;
}

/** Its descriptor of the lock is the child's too, unless it is to be closed there. */
function* runChild(process: Process, argv: readonly string[], closed: Fd | null): Coroutine<number> {
  const { sys } = process;
  // who ignores its children would not hear how this one ended
  yield* sys.sigaction('SIGCHLD', 'default');
  const child = yield* sys.fork(function* () {
    if (closed !== null) yield* sys.close(closed);
    return yield* become(process, argv);
  });
  if (failed(child)) {
    yield* process.warn('fork failed', child);
    return EX.OSERR;
  }
  for (;;) {
    const waited = yield* sys.wait4(child);
    if (failed(waited)) {
      if (waited.errno === 'EINTR') continue;
      yield* process.warn('waitpid failed', waited);
      return EX.OSERR;
    }
    const { status } = waited;
    if (status !== null && 'exited' in status) return status.exited;
    return status !== null && 'signaled' in status ? 128 + signalNumber(status.signaled) : EX.OSERR;
  }
}

function* become(process: Process, argv: readonly string[]): Coroutine<number> {
  const refused = yield* execvp(process.sys, argv, process.env);
  yield* process.warn(`failed to execute ${argv[0] ?? ''}`, refused);
  return refused.errno === 'ENOMEM' ? EX.OSERR : EX.UNAVAILABLE;
}

function* refuse(process: Process, message: string): Coroutine<number> {
  yield* process.warn(message);
  return EX.USAGE;
}

function* tryHelp(process: Process, problem: string): Coroutine<number> {
  yield* process.warn(problem);
  yield* process.eprint(`Try '${process.shortName} --help' for more information.\n`);
  return EX.USAGE;
}
