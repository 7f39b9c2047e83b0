// How does a terminal treat what is typed, and who may read and write it?

import { INITIAL_MODES } from '#shared/userland/tty/termios.ts';
import { describe, expect, test } from 'vitest';
import { makeMachine } from '#app/attempts/make-machine.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import type { MachinePort } from '#shared/userland/machine-port.ts';
import type { Coroutine } from '#shared/userland/program.ts';
import type { Sys } from '#shared/userland/sys.ts';
import { twoTerminals } from '#shared/userland/worlds/two-terminals.ts';
import { FIGURE, must as done } from '../../support/echo-lab.ts';
import { InlineMachine, must, say } from '../../support/inline-machine.ts';

/** Reads line by line and says what it got, until the end. */
function* echoLines(sys: Sys): Coroutine<number> {
  for (;;) {
    const line = must(yield* sys.read(0));
    if (line === '') return 0;
    yield* say(sys, 'read', JSON.stringify(line));
  }
}

/** A job in a group of its own, in the foreground. */
function* foregroundJob(sys: Sys, body: () => Coroutine<number>): Coroutine<number> {
  const child = must(yield* sys.fork(body));
  yield* sys.setpgid(child, child);
  yield* sys.tcsetpgrp(0, child);
  return child;
}

test('a line is echoed when it is typed and read as a whole', () => {
  const lab = new InlineMachine(echoLines);
  lab.line('hello');
  expect(lab.screen()).toBe('hello\nread "hello\\n"\n');
  expect(lab.events).toContainEqual(
    expect.objectContaining({ type: 'TtyWrote', kind: 'echo', text: 'hello\n', actor: null }),
  );
});

test('^D on an empty line is the end of the file', () => {
  const lab = new InlineMachine(echoLines);
  lab.key('^D');
  expect(lab.screen()).toBe('');
  expect(lab.state.tasks.size).toBe(1);
});

test('a line editor sees ^D as a character and echoes by itself', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.tcsetattr(0, { echo: false, canonical: false, icrnl: true, tostop: false, ...INITIAL_MODES });
    yield* sys.writePrompt(1, '$ ');
    const line = must(yield* sys.read(0));
    yield* sys.writeEcho(1, line);
    yield* say(sys, JSON.stringify(yield* sys.read(0)));
    return 0;
  });
  expect(lab.machine.atPrompt(asTtyId(0))).toBe(true);
  lab.line('ls');
  expect(lab.machine.atPrompt(asTtyId(0))).toBe(false);
  lab.key('^D');
  expect(lab.screen()).toBe('$ ls\n"\\u0004"\n');
  const kinds = lab.events.flatMap((event) => (event.type === 'TtyWrote' ? [event.kind] : []));
  expect(kinds).toEqual(['prompt', 'echo', 'output']);
});

test('a program that is not canonical gets each key, and sees by polling whether there is one', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.tcsetattr(0, { echo: true, canonical: false, icrnl: true, tostop: false, ...INITIAL_MODES });
    yield* say(
      sys,
      must(yield* sys.pollInput(0, 1000)),
      must(yield* sys.pollInput(0, 1000)),
      yield* sys.read(0),
    );
    return 0;
  });
  lab.input({ kind: 'clock', to: lab.machine.nextTimer() ?? lab.state.now });
  lab.input({ kind: 'keys', tty: asTtyId(0), text: '\x1bq' });
  expect(lab.screen()).toBe('^[qfalse true \x1bq\n');
});

test('in canonical mode keys wait for their Enter', () => {
  const lab = new InlineMachine(echoLines);
  lab.input({ kind: 'keys', tty: asTtyId(0), text: 'he' });
  expect(lab.screen()).toBe('he');
  lab.line('llo');
  expect(lab.screen()).toBe('hello\nread "hello\\n"\n');
});

test('what is typed while a program runs waits for whoever reads next', () => {
  const lab = new InlineMachine(function* (sys) {
    must(yield* sys.read(0));
    yield* sys.nanosleep(500);
    return yield* echoLines(sys);
  });
  lab.line('go');
  lab.line('ahead');
  expect(lab.screen()).toBe('go\nahead\n');
  lab.input({ kind: 'clock', to: lab.machine.nextTimer() ?? lab.state.now });
  expect(lab.screen()).toBe('go\nahead\nread "ahead\\n"\n');
});

test('a long line is read in pieces', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* say(sys, yield* sys.read(0, 3), yield* sys.read(0, 3));
    return 0;
  });
  lab.line('abcd');
  expect(lab.screen()).toBe('abcd\nabc d\n\n');
});

test('^C goes to the foreground group alone, is shown, and drops what was typed ahead', () => {
  const lab = new InlineMachine(function* (sys) {
    const job = yield* foregroundJob(sys, function* () {
      yield* sys.pause();
      return 0;
    });
    const { status } = must(yield* sys.wait4(job));
    yield* sys.sigaction('SIGTTOU', 'ignore');
    yield* sys.tcsetpgrp(0, yield* sys.getpid());
    yield* say(sys, status);
    return yield* echoLines(sys);
  });
  lab.line('lost');
  lab.key('^C');
  expect(lab.screen()).toBe('lost\n^C{"signaled":"SIGINT"}\n');
});

test('^Z stops the foreground job, which goes on where it was', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.sigaction('SIGTTOU', 'ignore');
    const job = yield* foregroundJob(sys, () => echoLines(sys));
    yield* say(sys, must(yield* sys.wait4(job, ['WUNTRACED'])).status);
    yield* sys.kill(-job, 'SIGCONT');
    yield* sys.wait4(job);
    return 0;
  });
  lab.key('^Z');
  lab.line('again');
  expect(lab.screen()).toBe('^Z{"stopped":"SIGTSTP"}\nagain\nread "again\\n"\n');
});

test('a background job that reads the terminal is stopped by SIGTTIN and reads when it is in the foreground', () => {
  const lab = new InlineMachine(function* (sys) {
    const job = must(yield* sys.fork(() => echoLines(sys)));
    yield* sys.setpgid(job, job);
    yield* say(sys, must(yield* sys.wait4(job, ['WUNTRACED'])).status);
    yield* sys.tcsetpgrp(0, job);
    yield* sys.kill(job, 'SIGCONT');
    yield* sys.wait4(job);
    return 0;
  });
  lab.line('now');
  expect(lab.screen()).toBe('{"stopped":"SIGTTIN"}\nnow\nread "now\\n"\n');
});

test('consecutive writes of one process become one event', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.write(1, 'one ');
    yield* sys.getpid();
    yield* sys.write(1, 'two\n');
    yield* sys.fork(function* () {
      return 0;
    });
    yield* sys.write(1, 'three\n');
    return 0;
  });
  const texts = lab.events.flatMap((event) => (event.type === 'TtyWrote' ? [event.text] : []));
  expect(texts).toEqual(['one two\n', 'three\n']);
});

test('when the first shell ends its terminal is closed, and others lose it', () => {
  const lab = new InlineMachine(
    function* (sys) {
      if ((yield* sys.ttyOf(0)) === 1) return yield* echoLines(sys);
      const child = must(
        yield* sys.fork(function* () {
          yield* sys.nanosleep(1000);
          return 0;
        }),
      );
      yield* sys.setpgid(child, child);
      yield* sys.read(0);
      return 0;
    },
    {},
    twoTerminals,
  );
  const shut = lab.line('bye');
  expect(shut.map(({ type }) => type)).toContain('TtyClosed');
  expect(lab.machine.execute({ kind: 'line', tty: asTtyId(0), text: 'x' })).toMatchObject({
    ok: false,
    error: { id: 'terminal-closed' },
  });
  expect(lab.machine.execute({ kind: 'line', tty: asTtyId(7), text: 'x' })).toMatchObject({
    ok: false,
    error: { id: 'no-such-terminal' },
  });
  expect([...lab.state.tasks.values()].map(({ comm, tty, parent }) => [comm, tty, parent])).toEqual([
    ['init', null, null],
    ['bash', 1, 1],
    ['bash', null, 1],
  ]);
  lab.line('still here', 1);
  expect(lab.screen(1)).toBe('still here\nread "still here\\n"\n');
});

test('one more terminal is one more shell of init', () => {
  const lab = new InlineMachine(echoLines);
  const opened = lab.input({ kind: 'terminal' });
  expect(opened.map(({ type }) => type)).toContain('TtyOpened');
  lab.line('hi', 1);
  expect(lab.screen(1)).toBe('hi\nread "hi\\n"\n');
  expect([...lab.state.tasks.values()].map(({ parent, tty }) => [parent, tty])).toEqual([
    [null, null],
    [1, 0],
    [1, 1],
  ]);
});

test('the clock does not go back, and nothing happens before the boot or after a second one', () => {
  const lab = new InlineMachine(echoLines);
  expect(lab.machine.execute({ kind: 'boot' })).toMatchObject({ ok: false, error: { id: 'already-booted' } });
  expect(lab.machine.execute({ kind: 'clock', to: lab.state.now })).toMatchObject({ ok: true });
  lab.line('x');
  expect(lab.state.now).toBe(240);
});

describe('a window that changes its size', () => {
  function sizedMachine(): MachinePort {
    const machine = makeMachine(FIGURE.world, 1);
    done(machine.execute({ kind: 'boot' }));
    return machine;
  }

  function screenAfter(machine: MachinePort, ...inputs: readonly MachineInput[]): string {
    const events = inputs.flatMap((input) => done(machine.execute(input)).events);
    return events.map((event) => (event.type === 'TtyWrote' ? event.text : '')).join('');
  }

  const tty = asTtyId(0);
  const line = (text: string): MachineInput => ({ kind: 'line', tty, text });
  const resize = (columns: number, rows: number): MachineInput => ({ kind: 'resize', tty, columns, rows });

  test('is known to the shell and to programs', () => {
    const screen = screenAfter(
      sizedMachine(),
      resize(64, 12),
      line('stty size; echo $COLUMNS $LINES; ps -ef | head -1'),
    );
    expect(screen).toContain('12 64\n');
    const next = screenAfter(sizedMachine(), resize(64, 12), line(''), line('echo $COLUMNS $LINES'));
    expect(next).toContain('\n64 12\n');
  });

  test('cuts what ps prints', () => {
    const long = `sh -c 'sleep 9; : ${'x'.repeat(100)}' &`;
    const widest = (columns: number): number => {
      const machine = sizedMachine();
      screenAfter(machine, resize(columns, 20), line(long));
      const rows = screenAfter(machine, line('ps -f')).split('\n').slice(1);
      return Math.max(...rows.map((row) => row.length));
    };
    expect([widest(60), widest(90)]).toEqual([60, 90]);
  });

  test('signals the foreground, and nobody where it did not change', () => {
    const machine = sizedMachine();
    screenAfter(machine, line('cat'));
    const { events } = done(machine.execute(resize(70, 20)));
    expect(events.map(({ type }) => type)).toEqual(['TtyResized', 'SignalSent']);
    expect(done(machine.execute(resize(70, 20))).events).toEqual([]);
  });

  test('runs the trap of a shell at its prompt', () => {
    const machine = sizedMachine();
    screenAfter(machine, line("trap 'echo pulled $COLUMNS' WINCH"));
    expect(screenAfter(machine, resize(70, 20))).toBe('pulled 70\n');
  });

  test('changes nothing at a terminal that is not there', () => {
    const outcome = sizedMachine().execute({ kind: 'resize', tty: asTtyId(9), columns: 70, rows: 20 });
    expect(outcome).toMatchObject({ ok: false, error: { id: 'no-such-terminal' } });
  });
});
