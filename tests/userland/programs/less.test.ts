// Do less and more make use of a terminal that can do more than write? What they do on a dumb one is recorded (recorded-keys).
import { expect, test } from 'vitest';
import { Typist } from '../../support/typist.ts';

/** On a screen of 40 rows. What comes up is told with escape sequences as terminfo(5) writes them. */
class Reader {
  readonly opening: string;
  readonly #typist = new Typist();

  constructor(line: string) {
    this.#typist.line('export TERM=xterm; seq 100 > numbers');
    this.opening = shown(this.#typist.line(line));
  }

  keys(text: string): string {
    return shown(this.#typist.keys(text));
  }

  line(text: string): string {
    return shown(this.#typist.line(text));
  }
}

function shown(text: string): string {
  return text.replaceAll('\x1b', '\\E');
}

/** The rows of the page that was drawn last, prompt included. */
function page(text: string): readonly string[] {
  return text.slice(text.lastIndexOf('\\E[H') + '\\E[H'.length).split('\n');
}

test('a page takes the place of the one before, and what is no part of it stands out', () => {
  const reader = new Reader('less numbers');
  expect(reader.opening).not.toContain('WARNING');
  expect(page(reader.opening)).toEqual([...numbers(1, 39), '\\E[7mnumbers\\E[27m']);
  expect(page(reader.keys(' '))).toEqual([...numbers(40, 78), ':']);
  expect(page(reader.keys('b'))).toEqual([...numbers(1, 39), ':']);
  expect(page(reader.keys('G'))).toEqual([...numbers(62, 100), '\\E[7m(END)\\E[27m']);
});

test('a line more is written below the others, where the prompt stood', () => {
  const reader = new Reader('less numbers');
  expect(reader.keys('j')).toBe('\\r\\E[K40\n:'.replace('\\r', '\r'));
});

test('what is taken back while it is typed is gone', () => {
  const reader = new Reader('less numbers');
  reader.keys('/');
  reader.keys('x');
  expect(reader.keys('\x7f')).toBe('\b\\E[K');
});

test('the prompt is gone when it is left', () => {
  const reader = new Reader('seq 3 | less');
  expect(page(reader.opening).slice(0, 4)).toEqual(['1', '2', '3', '~']);
  expect(reader.keys('q')).toBe('\r\\E[Kroot@lab:~# ');
});

function numbers(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

test('more lets its prompt stand out as well, and erases it', () => {
  const reader = new Reader('more numbers');
  expect(reader.opening).toMatch(/\n39\n\\E\[7m--More--\(36%\)\\E\[27m$/);
  expect(reader.keys(' ')).toMatch(/^\r40\\E\[K\n41\n/);
  expect(reader.keys('q')).toBe('\r\\E[Kroot@lab:~# ');
});
