// How do processes live on the machine: fork, exec, exit, wait, and the order in which they run?

import { expect, test } from 'vitest';
import { failed } from '#shared/userland/program.ts';
import type { Program } from '#shared/userland/program.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import { InlineMachine, must, readFile, say } from '../../support/inline-machine.ts';

const printer: Program = function* ({ sys, argv }) {
  yield* say(sys, ...argv);
  return argv.length;
};

test('the first shell is PID 2, child of PID 1, leader of a session on pts/0', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* say(
      sys,
      yield* sys.getpid(),
      yield* sys.getppid(),
      yield* sys.getsid(0),
      yield* sys.ttyOf(0),
      yield* sys.tcgetpgrp(0),
    );
    return 0;
  });
  expect(lab.screen()).toBe('2 1 2 0 2\n');
});

test('a parent goes on after fork, and its child runs when it waits', () => {
  const lab = new InlineMachine(function* (sys) {
    const child = must(
      yield* sys.fork(function* () {
        yield* say(sys, 'child', yield* sys.getpid(), yield* sys.getppid());
        return 7;
      }),
    );
    yield* say(sys, 'parent of', child);
    yield* say(sys, must(yield* sys.wait4(-1)));
    yield* say(sys, yield* sys.wait4(-1));
    return 0;
  });
  expect(lab.screen()).toBe('parent of 3\nchild 3 2\n{"pid":3,"status":{"exited":7}}\n{"errno":"ECHILD"}\n');
});

test('execve replaces the program, keeps the number and tells what cannot be run', () => {
  const lab = new InlineMachine(
    function* (sys) {
      const env = new Map<string, string>();
      yield* say(sys, yield* sys.execve('/nosuch', ['x'], env));
      yield* say(sys, yield* sys.execve('/tmp', ['x'], env));
      yield* say(sys, yield* sys.execve('/etc/passwd', ['x'], env));
      const fd = must(yield* sys.open('/tmp/script', ['O_WRONLY', 'O_CREAT'], 0o755));
      yield* sys.write(fd, '#!/bin/printer -x\n');
      yield* sys.close(fd);
      yield* sys.execve('/tmp/script', ['script', 'a'], env);
      return 0;
    },
    { '/usr/bin/printer': printer },
  );
  expect(lab.screen()).toBe(
    '{"errno":"ENOENT"}\n{"errno":"EACCES"}\n{"errno":"EACCES"}\n/bin/printer -x /tmp/script a\n',
  );
  expect(lab.events).toContainEqual(
    expect.objectContaining({ type: 'TaskExecuted', comm: 'script', exe: '/usr/bin/printer' }),
  );
});

test('a text file with the right to be executed is not a program', () => {
  const lab = new InlineMachine(function* (sys) {
    const fd = must(yield* sys.open('/tmp/text', ['O_WRONLY', 'O_CREAT'], 0o755));
    yield* sys.write(fd, 'echo hello\n');
    yield* say(sys, yield* sys.execve('/tmp/text', ['text'], new Map()));
    return 0;
  });
  expect(lab.screen()).toBe('{"errno":"ENOEXEC"}\n');
});

test('an orphan is adopted and reaped by PID 1', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.fork(function* () {
      yield* sys.fork(function* () {
        yield* sys.nanosleep(20);
        yield* say(sys, 'my parent is', yield* sys.getppid());
        return 0;
      });
      return 0;
    });
    yield* sys.wait4(-1);
    yield* sys.nanosleep(50);
    return 0;
  });
  expect(lab.screen()).toBe('my parent is 1\n');
  expect([...lab.state.tasks.values()].map(({ comm }) => comm)).toEqual(['init']);
});

test('RLIMIT_NPROC ends in EAGAIN for an ordinary user, and the log says so', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.setresuid({ ruid: 1000, euid: 1000, suid: 1000 });
    yield* sys.setrlimit('nproc', { soft: 1, hard: 1 });
    const child = yield* sys.fork(function* () {
      return 0;
    });
    yield* say(sys, child);
    return 0;
  });
  expect(lab.screen()).toBe('{"errno":"EAGAIN"}\n');
  expect(lab.events).toContainEqual(
    expect.objectContaining({ type: 'SyscallFailed', call: 'fork', errno: 'EAGAIN' }),
  );
});

test('beyond the number of processes the world allows fork fails, and ^C is heard afterwards', () => {
  const lab = new InlineMachine(
    function* (sys) {
      yield* sys.sigaction('SIGINT', () => undefined);
      yield* sys.read(0);
      for (;;) {
        const child = yield* sys.fork(function* () {
          yield* sys.pause();
          return 0;
        });
        if (failed(child)) break;
      }
      yield* say(sys, 'no more');
      for (;;) yield* sys.pause();
    },
    {},
    { ...bare, limits: { ...bare.limits, tasks: 500 } },
  );
  lab.line('go');
  expect(lab.limit).toBeNull();
  expect(lab.state.tasks.size).toBe(500);
  expect(lab.screen()).toContain('no more\n');
  expect(lab.key('^C').some(({ type }) => type === 'SignalDelivered')).toBe(true);
});

test('a line that causes too many events is paused, goes on with the next input, and loses nothing', () => {
  const world = { limits: { eventsPerInput: 200, tasks: 100 } };
  const lab = new InlineMachine(
    function* (sys) {
      yield* sys.read(0);
      for (let round = 0; ; round += 1) {
        must(
          yield* sys.fork(function* () {
            return 0;
          }),
        );
        must(yield* sys.wait4(-1));
      }
    },
    {},
    { ...bare, ...world },
  );
  lab.line('go');
  expect(lab.limit).toBe(
    'Paused after 200 events from one line. Ctrl-C ends a loop; from a fork bomb, go back to before it.',
  );
  expect(lab.key('^C').map(({ type }) => type)).toContain('TaskExited');
  expect(lab.limit).toBeNull();
});

test('a loop without effect does not keep the input from ending, and dies of ^C', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.read(0);
    for (;;) yield* sys.schedYield();
  });
  lab.line('go');
  expect(lab.limit).toBeNull();
  expect(lab.key('^C').map(({ type }) => type)).toContain('TaskExited');
});

test('a program that prints without end is paused before the screen drowns', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.read(0);
    for (;;) yield* sys.write(1, 'y\n'.repeat(1000));
  });
  lab.line('go');
  expect(lab.limit).toBe(
    'Paused after 1,000,000 characters from one line. Ctrl-C ends a loop; from a fork bomb, go back to before it.',
  );
  expect(lab.screen().length).toBeLessThan(1_100_000);
  expect(lab.key('^C').map(({ type }) => type)).toContain('TaskExited');
});

test('a loop of finite work ends within its line', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.read(0);
    for (let n = 0; n < 200_000; n += 1) yield* sys.schedYield();
    yield* say(sys, 'done');
    return 0;
  });
  lab.line('go');
  expect(lab.screen()).toBe('go\ndone\n');
});

test('a spinning background process does not hold up the next line', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.fork(function* () {
      for (;;) yield* sys.schedYield();
    });
    for (;;) {
      const line = yield* sys.read(0);
      yield* say(sys, 'read', line);
    }
  });
  lab.line('a');
  lab.line('b');
  expect(lab.screen()).toBe('a\nread a\n\nb\nread b\n\n');
});

test('who forks with CLONE_VFORK goes on when the child runs another program, and sleeps like for a disk until then', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.sigaction('SIGUSR1', () => undefined);
    const child = must(
      yield* sys.clone(['CLONE_VM', 'CLONE_VFORK'], function* () {
        const parent = yield* sys.getppid();
        yield* say(sys, yield* readFile(sys, `/proc/${parent}/wchan`));
        yield* say(sys, /State.*/.exec(must(yield* readFile(sys, `/proc/${parent}/status`)))?.[0]);
        must(yield* sys.kill(parent, 'SIGUSR1'));
        return 7;
      }),
    );
    yield* say(sys, 'parent', child, must(yield* sys.wait4(-1)).status);
    return 0;
  });
  expect(lab.screen()).toBe('kernel_clone\nState:\tD (disk sleep)\nparent 3 {"exited":7}\n');
});
