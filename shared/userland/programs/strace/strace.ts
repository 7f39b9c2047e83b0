// Which system calls does a process make, and which signals does it get? strace(1)

import { CaughtSignals } from '../../libc/caught-signals.ts';
import { failed } from '../../program.ts';
import { findInPath } from '../../libc/exec.ts';
import { becomeUser } from '../su/become-user.ts';
import { readUsers } from '../../libc/users.ts';
import { program } from '../../libc/process.ts';
import { readStraceLine } from './settings.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { openTrace, Tracer } from './tracer.ts';
import { USAGE, VERSION } from './usage.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Sys } from '../../sys.ts';
import type { User } from '../../libc/users.ts';
import type { StraceSettings } from './settings.ts';
import type { WaitStatus } from '../../../kernel/abi/wait-status.ts';

const STDERR = 2;

export const strace = program(function* (process: Process): Coroutine<number> {
  const line = readStraceLine(process.args);
  switch (line.kind) {
    case 'help':
    case 'version':
      process.print(line.kind === 'help' ? USAGE : VERSION);
      return 0;
    case 'refused':
      yield* process.error(line.message);
      if (line.tryHelp) yield* process.eprint("Try 'strace -h' for more information.\n");
      return 1;
    case 'run':
      yield* tryTracing(process);
      return yield* trace(process, line.settings);
  }
});

/** strace finds out what the kernel can do on two children, which is why its command gets a higher number. */
function* tryTracing({ sys }: Process): Coroutine<void> {
  for (let probe = 0; probe < 2; probe += 1) {
    const child = yield* sys.fork(function* () {
      return 0;
    });
    if (!failed(child)) yield* sys.wait4(child);
  }
}

function* trace(process: Process, settings: StraceSettings): Coroutine<number> {
  const { sys } = process;
  let fd = STDERR;
  if (settings.append && settings.output === null)
    yield* process.error('-A/--output-append-mode has no effect without -o/--output');
  if (settings.output !== null && !settings.separately) {
    const opened = yield* openTrace(sys, settings);
    if (failed(opened)) {
      yield* process.error(`Can't fopen '${settings.output}'`, opened);
      return 1;
    }
    fd = opened;
  }
  const tracer = new Tracer(sys, settings, fd);
  if (settings.follow) yield* sys.ptraceFollow(true);
  const found: number[] = [];
  for (const pid of settings.pids) {
    const seized = yield* sys.ptrace('SEIZE', pid);
    if (failed(seized)) {
      yield* process.error(`attach: ptrace(PTRACE_SEIZE, ${pid}): ${strerror(seized.errno)}`);
    } else {
      yield* tracer.attached(pid);
      found.push(pid);
    }
  }
  // the newest tracee is the first that a wait finds
  for (const pid of found.reverse()) yield* tracer.lookInto(pid);
  const user = settings.user === null ? null : yield* userNamed(sys, settings.user);
  if (user === undefined) {
    yield* process.error(`Cannot find user '${settings.user ?? ''}'`);
    return 1;
  }
  const command = settings.argv.length > 0 ? yield* startCommand(process, settings, tracer, user) : null;
  if (command === 'refused' || tracer.isDone) return 1;
  const caught = new CaughtSignals(sys);
  // a command has the keyboard's signals to itself; what was only attached to is let go again
  if (command === null) yield* caught.catch(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']);
  else for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTERM'] as const) yield* sys.sigaction(signal, 'ignore');
  return yield* watch(process, tracer, caught, command);
}

function* userNamed(sys: Sys, name: string): Coroutine<User | undefined> {
  return (yield* readUsers(sys)).byName(name);
}

/** Its number, once it waits to be let go. */
function* startCommand(
  process: Process,
  { argv, environment }: StraceSettings,
  tracer: Tracer,
  user: User | null,
): Coroutine<number | 'refused'> {
  const { sys } = process;
  const [name = ''] = argv;
  const path = name.includes('/') ? name : yield* findInPath(sys, name, process.env);
  const stat = path === null ? ({ errno: 'ENOENT' } as const) : yield* sys.stat(path);
  if (path === null || failed(stat)) {
    yield* process.error(`Can't stat '${name}'`, failed(stat) ? stat : undefined);
    return 'refused';
  }
  const env = new Map(process.env);
  for (const [variable, value] of environment) {
    if (value === null) env.delete(variable);
    else env.set(variable, value);
  }
  const gate = yield* sys.pipe();
  if (failed(gate)) return 'refused';
  const child = yield* sys.fork(function* () {
    yield* sys.close(gate.write);
    yield* sys.read(gate.read);
    yield* sys.close(gate.read);
    const asked = user === null ? null : yield* becomeUser(sys, yield* readUsers(sys), user);
    const refused = asked ?? (yield* sys.execve(path, argv, env));
    yield* process.error('exec', refused);
    return 1;
  });
  yield* sys.close(gate.read);
  if (failed(child)) {
    yield* process.error('fork', child);
    return 'refused';
  }
  yield* sys.ptrace('SEIZE', child);
  tracer.adopt(child);
  yield* sys.close(gate.write);
  return child;
}

/** Until nobody is left to watch. Ends as the command did. */
function* watch(
  process: Process,
  tracer: Tracer,
  caught: CaughtSignals,
  command: number | null,
): Coroutine<number> {
  const { sys } = process;
  let ended: WaitStatus | null = null;
  while (!tracer.isDone) {
    const interrupted = yield* caught.look();
    if (interrupted !== null) {
      yield* tracer.detached();
      yield* sys.sigaction(interrupted, 'default');
      yield* sys.kill(yield* sys.getpid(), interrupted);
    }
    const call = yield* sys.nextTracedCall();
    if (failed(call)) continue;
    if (call !== null) {
      yield* tracer.stoppedAt(call);
      continue;
    }
    const waited = yield* sys.wait4(-1, ['WUNTRACED', '__WALL']);
    if (failed(waited) || waited.status === null) continue;
    yield* tracer.reported(waited.pid, waited.status);
    if (waited.pid === command) ended = waited.status;
  }
  yield* tracer.summarize();
  if (ended !== null && 'signaled' in ended) {
    yield* sys.sigaction(ended.signaled, 'default');
    yield* sys.kill(yield* sys.getpid(), ended.signaled);
  }
  return ended !== null && 'exited' in ended ? ended.exited : 0;
}
