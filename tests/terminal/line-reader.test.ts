// What happens to keys and lines while something is carried out that may be given up?
import { describe, expect, test } from 'vitest';
import type { Completion } from '#shared/userland/completion.ts';
import type { LineOwner, TypedEffect } from '#shared/terminal/line-reader.ts';
import { LineReader } from '#shared/terminal/line-reader.ts';

function typed(effect: TypedEffect): readonly string[] {
  if (effect.effect === 'enter') return effect.lines;
  return [effect.effect === 'keys' ? effect.text : effect.key];
}

class Desk implements LineOwner {
  readonly mode = 'prompt';
  readonly echo = true;
  /** What the shell remembers, and how often it was asked. */
  remembered: readonly string[] = [];
  asked = 0;
  readonly takesKeys = true;
  readonly given: string[] = [];
  interrupts = 0;
  shown = '';
  #end: (left: readonly string[]) => void = () => undefined;
  readonly reader = new LineReader(this, {
    write: (text) => (this.shown += text),
    drawn: () => Promise.resolve({ column: 2, columns: 40, prompt: '$ ' }),
    clear: () => undefined,
  });

  begin(): Promise<void> {
    return Promise.resolve();
  }

  carryOut(effect: TypedEffect): Promise<readonly string[]> {
    this.given.push(...typed(effect));
    return new Promise((resolve) => (this.#end = resolve));
  }

  interrupt(): void {
    this.interrupts += 1;
  }

  /** What the shell answers, one time after the other. */
  completions: Completion[] = [];

  complete(before: string): Promise<Completion> {
    return Promise.resolve(this.completions.shift() ?? { from: before.length, text: '', candidates: [] });
  }

  history() {
    this.asked += 1;
    return Promise.resolve(this.remembered);
  }

  listed(): void {
    // Nothing is listed here.
  }

  async press(keys: string): Promise<void> {
    this.reader.press(keys);
    await settled();
  }

  async end(left: readonly string[] = []): Promise<void> {
    this.#end(left);
    await settled();
  }
}

/** Every promise that can go on has gone on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe('while a line is carried out', () => {
  test('keys wait, and Ctrl-C is heard of at once', async () => {
    const desk = new Desk();
    await desk.press('long\r');
    await desk.press('next\r');
    expect([desk.given, desk.interrupts]).toEqual([['long'], 0]);
    await desk.press('\x03');
    expect([desk.given, desk.interrupts, desk.reader.interruptWaits]).toEqual([['long'], 1, true]);
    await desk.end();
    expect(desk.given).toEqual(['long', 'next']);
    await desk.end();
    expect(desk.given).toEqual(['long', 'next', '^C']);
  });

  test('that is given back stands behind the prompt again, and what was typed ahead is gone', async () => {
    const desk = new Desk();
    await desk.press('long\r');
    await desk.press('next\r\x03\x01pro');
    await desk.end(['long']);
    expect([desk.given, desk.reader.interruptWaits]).toEqual([['long'], false]);
    await desk.press('\r');
    expect(desk.given).toEqual(['long', 'prolong']);
  });

  test('a note stands below it, and goes without a trace', async () => {
    const desk = new Desk();
    await desk.press('long\x02\x02\r');
    desk.shown = '';
    desk.reader.note('Still working.');
    desk.reader.note(`Still working. ${'x'.repeat(40)}`);
    expect(desk.shown).toBe(`\x1b[7G\r\n\r\x1b[KStill working.\r\x1b[KStill working. ${'x'.repeat(24)}`);
    desk.shown = '';
    desk.reader.endNote();
    desk.reader.endNote();
    expect(desk.shown).toBe('\r\x1b[K\x1b[A\x1b[7G');
    expect(desk.reader.before('long\r\nhi\r\n')).toBe('\r\nhi\r\n');
  });
});

describe('Tab', () => {
  test('has the shell run what it has to run first, and then asks once more', async () => {
    const desk = new Desk();
    const asks = { from: 7, text: '', candidates: [], asks: true } as const;
    desk.completions = [asks, { from: 5, text: 'start ', candidates: [] }];
    await desk.press('tool st\t');
    expect(desk.given).toEqual(['tool st\x1b?']);
    await desk.end();
    await desk.press('now\r');
    expect(desk.given.at(-1)).toBe('tool start now');
  });
});

describe('the lines that were typed before', () => {
  test('are asked for when a key needs them, once at a prompt', async () => {
    const desk = new Desk();
    desk.remembered = ['old', 'new'];
    await desk.press('abc\x01\x05\x7f');
    expect(desk.asked).toBe(0);
    await desk.press('\x1b[A\x1b[A\r');
    expect([desk.asked, desk.given]).toEqual([1, ['old']]);
    desk.remembered = ['old', 'new', 'old'];
    desk.reader.before('output');
    await desk.end();
    await desk.press('\x12ne\r');
    expect([desk.asked, desk.given]).toEqual([2, ['old', 'new']]);
  });
});
