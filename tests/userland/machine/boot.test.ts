// How does a world come up: which processes, in which order, with which numbers, and whose terminals?

import { expect, test } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { app } from '#shared/userland/daemons/app.ts';
import { daemons } from '#shared/userland/daemons/table.ts';
import { worker } from '#shared/userland/daemons/worker.ts';
import type { Coroutine } from '#shared/userland/program.ts';
import type { Sys } from '#shared/userland/sys.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import { twoTerminals } from '#shared/userland/worlds/two-terminals.ts';
import type { World } from '#shared/userland/world.ts';
import { InlineMachine, must, readFile, say } from '../../support/inline-machine.ts';

function* shell(sys: Sys): Coroutine<number> {
  for (;;) {
    const line = must(yield* sys.read(0));
    if (line === '') return 0;
    yield* say(sys, yield* readFile(sys, line.trim()));
  }
}

function tasks(lab: InlineMachine): readonly unknown[] {
  return [...lab.state.tasks.values()].map(({ id, parent, comm, tty, state }) => [
    id,
    parent,
    comm,
    tty,
    state,
  ]);
}

test('two terminals are two shells: PID 2 on pts/0 and PID 3 on pts/1', () => {
  const lab = new InlineMachine(shell, {}, twoTerminals);
  expect(tasks(lab)).toEqual([
    [1, null, 'init', null, 'sleeping'],
    [2, 1, 'bash', 0, 'sleeping'],
    [3, 1, 'bash', 1, 'sleeping'],
  ]);
  expect(lab.state.nextTask).toBe(4);
});

test('init blocks SIGCHLD, has no handlers, and its children do not inherit the block', () => {
  const lab = new InlineMachine(shell);
  const [init, bash] = [...lab.state.tasks.values()];
  expect(init).toMatchObject({ blocked: ['SIGCHLD'], actions: {}, tty: null });
  expect(bash).toMatchObject({ blocked: [], pgrp: 2, session: 2 });
});

test('a shell has the environment of a login of its user', () => {
  const world: World = { ...bare, boot: [{ terminal: { user: 'student' } }] };
  const lab = new InlineMachine(shell, {}, world);
  lab.line('/proc/self/environ');
  expect(lab.screen()).toContain(
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\0HOME=/home/student\0USER=student\0',
  );
  expect(lab.screen()).toContain('\0PS1=\\u@\\h:\\w\\$ \0');
  expect(lab.state.tasks.get(2)?.cred.ruid).toBe(1000);
});

test('services start in the order of the world, with their workers as their children', () => {
  const world: World = {
    ...bare,
    boot: [
      { service: { argv: ['cron'] } },
      { terminal: { user: 'root' } },
      { service: { argv: ['app', '2'], user: 'student', workers: [{ argv: ['worker'] }] } },
    ],
  };
  const lab = new InlineMachine(shell, Object.fromEntries(daemons), world);
  expect(tasks(lab)).toEqual([
    [1, null, 'init', null, 'sleeping'],
    [2, 1, 'cron', null, 'sleeping'],
    [3, 1, 'bash', 0, 'sleeping'],
    [4, 1, 'app', null, 'sleeping'],
    [5, 4, 'worker', null, 'sleeping'],
    [6, 4, 'app', null, 'zombie'],
    [7, 4, 'app', null, 'zombie'],
  ]);
});

test('a worker cleans up when it is asked to end', () => {
  const lab = new InlineMachine(
    function* (sys) {
      const child = must(yield* sys.fork(() => worker({ sys, argv: ['worker'], env: new Map() })));
      yield* sys.nanosleep(10);
      yield* sys.kill(child, 'SIGTERM');
      yield* say(sys, must(yield* sys.wait4(child)).status);
      return 0;
    },
    { '/usr/local/bin/app': app },
  );
  expect(lab.screen()).toBe('worker: cleaned up\n{"exited":0}\n');
});

test('what the world types at boot is seen on the terminal as if a person had typed it', () => {
  const world: World = {
    ...bare,
    files: [{ path: '/srv/motd', text: 'hello\n', owner: 'student', mode: 0o600 }],
    boot: [{ terminal: { user: 'root', typed: ['/srv/motd'] } }],
  };
  const lab = new InlineMachine(shell, {}, world);
  expect(lab.screen()).toBe('/srv/motd\nhello\n\n');
  lab.line('/etc/hostname');
  expect(lab.screen()).toBe('/srv/motd\nhello\n\n/etc/hostname\nlab\n\n');
  expect(lab.machine.atPrompt(asTtyId(0))).toBe(false);
});
