// Does the user's own terminal behave as one of the machine: lines with history, keys that send signals, time that passes?
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeMachine } from '#app/attempts/make-machine.ts';
import type { Pace } from '#app/attempts/in-slices.ts';
import { LiveTerminal, textOf } from '#app/cli/live-terminal.ts';
import { RestorableMachine } from '#app/cli/restorable-machine.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import { FIGURE, must } from '../../support/echo-lab.ts';

const TTY = asTtyId(0);
const UP = '\x1b[A';

class Keyboard extends PassThrough {
  readonly modes: boolean[] = [];

  setRawMode(mode: boolean): void {
    this.modes.push(mode);
  }
}

interface Sitting {
  readonly keyboard: Keyboard;
  /** Everything on the screen, without the movements of the cursor. */
  readonly screen: () => string;
  readonly raw: () => string;
  readonly resize: (columns: number, rows: number) => void;
  readonly closed: Promise<void>;
  readonly press: (...keys: readonly string[]) => Promise<void>;
}

/** A clock on which every turn of a process takes a millisecond, and rests that the test's timers end. */
function slowPace(): Pace {
  let ms = 0;
  return {
    now: () => (ms += 1),
    rest: () =>
      new Promise((resolve) => {
        setTimeout(resolve, 0);
      }),
  };
}

async function sitting(): Promise<Sitting> {
  const pace = slowPace();
  const machine = new RestorableMachine(() => makeMachine(FIGURE.world, 1), pace);
  const booting = machine.give({ kind: 'boot' });
  await vi.runAllTimersAsync();
  const booted = await booting;
  if (booted === null) throw new Error('nobody called the boot off');
  const { events } = must(booted);
  const keyboard = new Keyboard();
  const output = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  let screen = '';
  output.setEncoding('utf8').on('data', (text: string) => (screen += text));
  const closed = new LiveTerminal(machine, pace, TTY, { input: keyboard, output }).untilClosed(
    textOf(events, TTY),
  );
  return {
    keyboard,
    // eslint-disable-next-line no-control-regex -- the escape sequences of a terminal begin with one
    screen: () => screen.replace(/\x1b\[\??[\d;]*[A-Za-z]/g, '').replaceAll('\r', ''),
    raw: () => screen,
    resize: (columns, rows) => {
      Object.assign(output, { columns, rows }).emit('resize');
    },
    closed,
    press: async (...keys) => {
      for (const key of keys) {
        keyboard.write(key);
        await vi.advanceTimersByTimeAsync(0);
      }
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a line that takes its time', () => {
  const ENDLESS = 'while :; do :; done';
  const NOTE = /Still working: \d+ events so far\. Ctrl-C stops it\./;

  test('is told of below it, and what comes of it stands where it would have stood', async () => {
    const { screen, press } = await sitting();
    await press(ENDLESS, '\r');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(screen()).toMatch(NOTE);
    // The loop was set aside: the key comes to it.
    await press('\x03', 'echo al""ive', '\r');
    expect(screen()).toMatch(/\^C\nroot@lab:~# echo al""ive\nalive\nroot@lab:~# $/);
  });

  test('is given up by Ctrl-C, as if it had never been typed, and can be typed again', async () => {
    const { screen, press } = await sitting();
    await press('x=1', '\r', `x=2; ${ENDLESS}`, '\r');
    await vi.advanceTimersByTimeAsync(100);
    expect(screen()).toMatch(NOTE);
    await press('ls', '\r', '\x03');
    await vi.advanceTimersByTimeAsync(60_000);
    const [, after] = screen().split('Stopped. It is as if it had never been typed.\n');
    expect(after).toBe(`root@lab:~# x=2; ${ENDLESS}`);
    await press('\x15', 'echo x is $x', '\r');
    expect(screen()).toMatch(/\nx is 1\nroot@lab:~# $/);
  });

  test('is given up by a Ctrl-C that came before it took its time', async () => {
    const { screen, press } = await sitting();
    await press(`${ENDLESS}\r\x03`);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(screen()).toMatch(/never been typed\.\nroot@lab:~# while :; do :; done$/);
  });

  test('in a paste is given back with the lines behind it', async () => {
    const { screen, press } = await sitting();
    await press(`\x1b[200~echo one\n${ENDLESS}\necho two\x1b[201~`, '\r');
    await vi.advanceTimersByTimeAsync(100);
    await press('\x03');
    await vi.advanceTimersByTimeAsync(60_000);
    const [before, after] = screen().split('Stopped. It is as if it had never been typed.\n');
    expect(before).toContain('\none\n');
    expect(after).toBe(`root@lab:~# ${ENDLESS}\necho two`);
  });

  test('is not what Ctrl-C means where it is quick', async () => {
    const { screen, press } = await sitting();
    await press('sleep 100\r\x03');
    expect(screen()).toBe('root@lab:~# sleep 100\n^C\nroot@lab:~# ');
  });

  test('waits for its turn with whatever comes meanwhile', async () => {
    const { screen, press, resize } = await sitting();
    await press(ENDLESS, '\r');
    resize(100, 30);
    await press('stty size', '\r');
    await vi.advanceTimersByTimeAsync(60_000);
    await press('\x03', 'stty size', '\r');
    expect(screen()).toMatch(/\n30 100\nroot@lab:~# $/);
  });
});

describe('a live terminal', () => {
  test('shows the prompt, the line that is typed and what comes of it', async () => {
    const { screen, press } = await sitting();
    await press('echo', ' hi', '\r');
    expect(screen()).toBe('root@lab:~# echo hi\nhi\nroot@lab:~# ');
  });

  test('brings a line back from its history', async () => {
    const { screen, press } = await sitting();
    await press('echo $((20+1))', '\r', UP, '\r');
    expect(screen().match(/\n21\n/g)).toHaveLength(2);
  });

  test('completes with what is on the machine, and lists it at the second Tab', async () => {
    const { screen, press } = await sitting();
    await press('unsh', '\t', '--version', '\x15', 'ls /proc/self/ns/pid', '\t', '\t');
    expect(screen()).toContain('root@lab:~# unshare --version');
    expect(screen()).toContain('\npid               pid_for_children\nroot@lab:~# ls /proc/self/ns/pid');
  });

  test('takes a paste in parts, and runs it at Enter', async () => {
    const { screen, press } = await sitting();
    await press('\x1b[200~echo a', 'b\necho cd', '\x1b[201~');
    expect(screen()).not.toContain('\nab\n');
    await press('\r');
    expect(screen()).toContain('\nab\n');
    expect(screen()).toContain('\ncd\n');
  });

  test('tells the machine how large it is, and when that changes', async () => {
    const { resize, screen, press } = await sitting();
    resize(91, 17);
    await press('stty size', '\r');
    expect(screen()).toContain('\n17 91\n');
  });

  test('lets no sequence through that does more than draw', async () => {
    const { raw, press } = await sitting();
    await press("printf '\\e]0;owned\\a\\e]52;c;eA==\\a\\e[31mred\\e[0m \\e[6n\\u202e.\\n'", '\r');
    expect(raw()).toContain('\n\x1b[31mred\x1b[0m <U+202E>.\r\n');
  });

  test('sends Ctrl-C to what runs in the foreground', async () => {
    const { screen, press } = await sitting();
    await press('sleep 1000', '\r', '\x03', 'echo $?', '\r');
    expect(screen()).toContain('^C\n');
    expect(screen()).toContain('\n130\n');
  });

  test('stops with Ctrl-Z, and ends input with Ctrl-D', async () => {
    const { screen, press } = await sitting();
    await press('sleep 1000', '\r', '\x1a', 'cat', '\r', 'meow', '\r', '\x04', 'echo back', '\r');
    expect(screen()).toContain('Stopped');
    expect(screen().match(/meow/g)).toHaveLength(2);
    expect(screen()).toContain('\nback\n');
  });

  test('lets the machine sleep as long as it says', async () => {
    const { screen, press } = await sitting();
    await press('sleep 5; echo awake', '\r');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(screen()).not.toContain('\nawake\n');
    await vi.advanceTimersByTimeAsync(1_500);
    expect(screen()).toContain('\nawake\n');
  });

  test.each(['exit\r', '\x04'])(
    'closes when its shell ends by %j, and gives the terminal back',
    async (key) => {
      const { keyboard, press, closed } = await sitting();
      await press(key);
      await closed;
      expect(keyboard.modes).toEqual([true, false]);
    },
  );

  test("closes when the user's own terminal is gone", async () => {
    const { keyboard, closed } = await sitting();
    keyboard.end();
    await vi.advanceTimersByTimeAsync(0);
    await closed;
    expect(keyboard.modes).toEqual([true, false]);
  });
});

test('a window that does not say its size is taken for one of 80 columns', async () => {
  const { raw, press, resize } = await sitting();
  resize(0, 0);
  await press('echo one', '\x15');
  // eslint-disable-next-line no-control-regex -- to go up a row would erase what stands above the line
  expect(raw()).not.toMatch(/\x1b\[\d*A/);
});
