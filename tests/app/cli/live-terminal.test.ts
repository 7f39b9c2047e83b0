// Does the user's own terminal behave as one of the machine: lines with history, keys that send signals, time that passes?
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeMachine } from '#app/attempts/make-machine.ts';
import { LiveTerminal, textOf } from '#app/cli/live-terminal.ts';
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
  readonly closed: Promise<void>;
  readonly press: (...keys: readonly string[]) => Promise<void>;
}

function sitting(): Sitting {
  const machine = makeMachine(FIGURE.world, 1);
  const { events } = must(machine.execute({ kind: 'boot' }));
  const keyboard = new Keyboard();
  const output = new PassThrough();
  let screen = '';
  output.setEncoding('utf8').on('data', (text: string) => (screen += text));
  const closed = new LiveTerminal(machine, TTY, { input: keyboard, output }).untilClosed(textOf(events, TTY));
  return {
    keyboard,
    // eslint-disable-next-line no-control-regex -- the escape sequences of a terminal begin with one
    screen: () => screen.replace(/\x1b\[\??[\d;]*[A-Za-z]/g, '').replaceAll('\r', ''),
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

describe('a live terminal', () => {
  test('shows the prompt, the line that is typed and what comes of it', async () => {
    const { screen, press } = sitting();
    await press('echo', ' hi', '\r');
    expect(screen()).toBe('root@lab:~# echo hi\nhi\nroot@lab:~# ');
  });

  test('brings a line back from its history', async () => {
    const { screen, press } = sitting();
    await press('echo $((20+1))', '\r', UP, '\r');
    expect(screen().match(/\n21\n/g)).toHaveLength(2);
  });

  test('sends Ctrl-C to what runs in the foreground', async () => {
    const { screen, press } = sitting();
    await press('sleep 1000', '\r', '\x03', 'echo $?', '\r');
    expect(screen()).toContain('^C\n');
    expect(screen()).toContain('\n130\n');
  });

  test('stops with Ctrl-Z, and ends input with Ctrl-D', async () => {
    const { screen, press } = sitting();
    await press('sleep 1000', '\r', '\x1a', 'cat', '\r', 'meow', '\r', '\x04', 'echo back', '\r');
    expect(screen()).toContain('Stopped');
    expect(screen().match(/meow/g)).toHaveLength(2);
    expect(screen()).toContain('\nback\n');
  });

  test('lets the machine sleep as long as it says', async () => {
    const { screen, press } = sitting();
    await press('sleep 5; echo awake', '\r');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(screen()).not.toContain('\nawake\n');
    await vi.advanceTimersByTimeAsync(1_500);
    expect(screen()).toContain('\nawake\n');
  });

  test.each(['exit\r', '\x04'])(
    'closes when its shell ends by %j, and gives the terminal back',
    async (key) => {
      const { keyboard, press, closed } = sitting();
      await press(key);
      await closed;
      expect(keyboard.modes).toEqual([true, false]);
    },
  );

  test("closes when the user's own terminal is gone", async () => {
    const { keyboard, closed } = sitting();
    keyboard.end();
    await vi.advanceTimersByTimeAsync(0);
    await closed;
    expect(keyboard.modes).toEqual([true, false]);
  });
});
