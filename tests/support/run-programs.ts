// What do programs show when they run one after the other? A shell that knows nothing but fork, exec and wait.

import { execvp } from '#shared/userland/libc/exec.ts';
import { failed } from '#shared/userland/program.ts';
import type { Coroutine } from '#shared/userland/program.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import type { Sys } from '#shared/userland/sys.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import { shellStatus } from '#shared/kernel/abi/wait-status.ts';
import { InlineMachine } from './inline-machine.ts';

const ENV = new Map([
  ['PATH', '/usr/sbin:/usr/bin'],
  ['SHELL', '/bin/bash'],
  ['LANG', 'C.UTF-8'],
  ['COLUMNS', '120'],
]);

export interface Ran {
  /** Everything that appeared on the terminal. */
  readonly screen: string;
  /** `$?` of each command; null for one in the background. */
  readonly statuses: readonly (number | null)[];
}

/**
 * Runs commands in a fresh machine. Words are separated by blanks, quotes keep them together, `&` at the end leaves a
 * command behind, `|` joins two.
 */
export function run(...commands: readonly string[]): Ran {
  return runAs('root', ...commands);
}

export function runAs(user: string, ...commands: readonly string[]): Ran {
  const statuses: (number | null)[] = [];
  const world = { ...bare, boot: [{ terminal: { user } }] };
  const machine = new InlineMachine(
    function* (sys) {
      for (const command of commands) statuses.push(yield* runOne(sys, command));
      return 0;
    },
    Object.fromEntries([...programTable].filter(([path]) => path !== '/usr/bin/bash')),
    world,
  );
  // what sleeps for a while gets that while
  for (
    let next = machine.machine.nextTimer();
    next !== null && next < 60_000;
    next = machine.machine.nextTimer()
  ) {
    machine.input({ kind: 'clock', to: next });
  }
  return { screen: machine.screen().replaceAll('\r\n', '\n'), statuses };
}

/** The screen of a single command. */
export function screenOf(command: string): string {
  return run(command).screen;
}

function* runOne(sys: Sys, command: string): Coroutine<number | null> {
  const inBackground = command.endsWith('&');
  const parts = words(inBackground ? command.slice(0, -1) : command);
  const children: number[] = [];
  let input: number | null = null;
  for (const [at, argv] of parts.entries()) {
    const pipe = at < parts.length - 1 ? yield* sys.pipe() : null;
    const from = input;
    const child = yield* sys.fork(function* () {
      if (from !== null) yield* sys.dup2(from, 0);
      if (pipe !== null && !failed(pipe)) yield* sys.dup2(pipe.write, 1);
      for (let fd = 3; fd < 12; fd += 1) yield* sys.close(fd);
      yield* execvp(sys, argv, ENV);
      return 127;
    });
    if (failed(child)) return 254;
    children.push(child);
    if (from !== null) yield* sys.close(from);
    if (pipe !== null && !failed(pipe)) {
      yield* sys.close(pipe.write);
      input = pipe.read;
    }
  }
  if (inBackground) return null;
  let status = 0;
  for (const child of children) {
    const waited = yield* sys.wait4(child);
    status = failed(waited) || waited.status === null ? 255 : shellStatus(waited.status);
  }
  return status;
}

function words(command: string): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const [, word, quoted] of command.matchAll(/(?:([^\s'"]+)|'([^']*)')/g)) {
    if (word === '|') parts.push([]);
    else parts.at(-1)?.push(quoted ?? word ?? '');
  }
  return parts;
}
