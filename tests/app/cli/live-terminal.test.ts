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
  readonly raw: () => string;
  readonly resize: (columns: number, rows: number) => void;
  readonly closed: Promise<void>;
  readonly press: (...keys: readonly string[]) => Promise<void>;
}

function sitting(): Sitting {
  const machine = makeMachine(FIGURE.world, 1);
  const { events } = must(machine.execute({ kind: 'boot' }));
  const keyboard = new Keyboard();
  const output = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  let screen = '';
  output.setEncoding('utf8').on('data', (text: string) => (screen += text));
  const closed = new LiveTerminal(machine, TTY, { input: keyboard, output }).untilClosed(textOf(events, TTY));
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

  test('completes with what is on the machine, and lists it at the second Tab', async () => {
    const { screen, press } = sitting();
    await press('unsh', '\t', '--version', '\x15', 'ls /proc/self/ns/pid', '\t', '\t');
    expect(screen()).toContain('root@lab:~# unshare --version');
    expect(screen()).toContain('\npid               pid_for_children\nroot@lab:~# ls /proc/self/ns/pid');
  });

  test('takes a paste in parts, and runs it at Enter', async () => {
    const { screen, press } = sitting();
    await press('\x1b[200~echo a', 'b\necho cd', '\x1b[201~');
    expect(screen()).not.toContain('\nab\n');
    await press('\r');
    expect(screen()).toContain('\nab\n');
    expect(screen()).toContain('\ncd\n');
  });

  test('tells the machine how large it is, and when that changes', async () => {
    const { resize, screen, press } = sitting();
    resize(91, 17);
    await press('stty size', '\r');
    expect(screen()).toContain('\n17 91\n');
  });

  test('lets no sequence through that does more than draw', async () => {
    const { raw, press } = sitting();
    await press("printf '\\e]0;owned\\a\\e]52;c;eA==\\a\\e[31mred\\e[0m \\e[6n\\u202e.\\n'", '\r');
    expect(raw()).toContain('\n\x1b[31mred\x1b[0m <U+202E>.\r\n');
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
