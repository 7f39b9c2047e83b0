// How does a machine start? PID 1: it starts the services and terminals of its world in their order, one fork each, and
// then does nothing but reap. init(8), getty(8), login(1)

import { invariant } from '../result.ts';
import { execStatus, execvp } from './libc/exec.ts';
import { failed } from './program.ts';
import type { Coroutine, Program } from './program.ts';
import type { Sys, Sysc } from './sys.ts';
import type { BootStep, Service, TerminalSpec, World } from './world.ts';

/** What PID 1 asks of the machine beyond system calls. */
export interface InitPort {
  /** A new terminal is plugged in; its number. */
  openTerminal(owner: number): number;
  /** Reaps until somebody asks for one more terminal. */
  reapUntilTerminalWanted(): Sysc<TerminalSpec>;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const SHELL = '/bin/bash';

export function initProgram(world: World, port: InitPort): Program {
  return function* ({ sys }) {
    yield* sys.sigprocmask('block', ['SIGCHLD']);
    for (const step of world.boot) yield* start(sys, world, port, step);
    for (;;) {
      const terminal = yield* port.reapUntilTerminalWanted();
      if (!failed(terminal)) yield* start(sys, world, port, { terminal });
    }
  };
}

export function userOf(world: World, name = 'root'): World['users'][number] {
  const user = world.users.find((candidate) => candidate.name === name);
  invariant(user !== undefined, `world ${world.id} has no user ${name}`);
  return user;
}

const RECORDED_SIZE = [['COLUMNS', '120'], ['LINES', '40']] as const; // prettier-ignore

/** What a login gives its shell. */
export function loginEnvironment(world: World, name: string): ReadonlyMap<string, string> {
  const { home } = userOf(world, name);
  return new Map([
    ['PATH', PATH],
    ['HOME', home],
    ['USER', name],
    ['LOGNAME', name],
    ['SHELL', SHELL],
    ['LANG', 'C.UTF-8'],
    ['TERM', world.term ?? 'dumb'],
    ...(world.term === undefined ? RECORDED_SIZE : []),
    ['HISTFILE', '/dev/null'],
    ['PS1', '\\u@\\h:\\w\\$ '],
  ]);
}

function* start(sys: Sys, world: World, port: InitPort, step: BootStep): Coroutine<void> {
  if ('service' in step) {
    yield* sys.fork(() => becomeService(sys, world, step.service));
    return;
  }
  const { user } = step.terminal;
  const tty = port.openTerminal(userOf(world, user).uid);
  yield* sys.fork(() => becomeShell(sys, world, user, tty));
}

/** A session leader whose controlling terminal is the new one, then the user's shell. */
function* becomeShell(sys: Sys, world: World, name: string, tty: number): Coroutine<number> {
  yield* sys.setsid();
  yield* sys.open(`/dev/pts/${tty}`, ['O_RDWR']);
  yield* sys.dup2(0, 1);
  yield* sys.dup2(0, 2);
  yield* goHome(sys, world, name);
  yield* becomeUser(sys, world, name);
  return execStatus(yield* sys.execve(SHELL, ['bash'], loginEnvironment(world, name)));
}

/** A session of its own without a terminal; its workers are its children. */
function* becomeService(sys: Sys, world: World, service: Service): Coroutine<number> {
  yield* sys.setsid();
  yield* sys.open('/dev/null', ['O_RDWR', 'O_NOCTTY']);
  yield* sys.dup2(0, 1);
  yield* sys.dup2(0, 2);
  for (const worker of service.workers ?? []) yield* sys.fork(() => becomeWorker(sys, world, worker));
  return yield* runService(sys, world, service);
}

function* becomeWorker(sys: Sys, world: World, worker: Service): Coroutine<number> {
  for (const below of worker.workers ?? []) yield* sys.fork(() => becomeWorker(sys, world, below));
  return yield* runService(sys, world, worker);
}

function* runService(sys: Sys, world: World, { argv, user = 'root' }: Service): Coroutine<number> {
  yield* goHome(sys, world, user);
  // what root runs has the groups of PID 1: none
  if (user !== 'root') yield* becomeUser(sys, world, user);
  return execStatus(yield* execvp(sys, argv, loginEnvironment(world, user)));
}

function* goHome(sys: Sys, world: World, name: string): Coroutine<void> {
  yield* sys.sigprocmask('unblock', ['SIGCHLD']);
  if (failed(yield* sys.chdir(userOf(world, name).home))) yield* sys.chdir('/');
}

/** Everybody's own group has the number of the user, and is the only one. */
function* becomeUser(sys: Sys, world: World, name: string): Coroutine<void> {
  const { uid } = userOf(world, name);
  yield* sys.setgroups([uid]);
  if (uid === 0) return;
  yield* sys.setresgid({ rgid: uid, egid: uid, sgid: uid });
  yield* sys.setresuid({ ruid: uid, euid: uid, suid: uid });
}
