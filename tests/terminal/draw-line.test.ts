// Does what is drawn leave on a terminal what stands in the line, wherever it wraps, and the cursor where it belongs?
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING_DRAWN, redrawLine } from '#shared/terminal/draw-line.ts';
import type { DrawnLine } from '#shared/terminal/draw-line.ts';

const COLUMNS = 7;
const PROMPT = 'r:# ';

/** As much of a terminal as a line needs; an untouched cell is a blank. */
class Cells {
  readonly rows: string[][] = [];
  row = 0;
  column = 0;
  #wraps = false;

  constructor() {
    this.write(PROMPT);
  }

  write(data: string): void {
    // eslint-disable-next-line no-control-regex -- control characters are the subject
    for (const part of data.match(/\x1b\[\d*[A-Z]|[\s\S]/g) ?? []) this.#take(part);
  }

  get text(): string {
    return this.rows.map((row) => Array.from(row, (cell) => cell ?? ' ').join('').trimEnd()).join('\n').trimEnd(); // prettier-ignore
  }

  #take(part: string): void {
    const count = Number(/\d+/.exec(part)?.[0] ?? 1);
    const wraps = this.#wraps;
    this.#wraps = false;
    if (part.endsWith('A') && part.length > 1) this.row -= count;
    else if (part.endsWith('B') && part.length > 1) this.row += count;
    else if (part.endsWith('G') && part.length > 1) this.column = count - 1;
    else if (part === '\x1b[J') this.#erase();
    else if (part === '\r') this.column = 0;
    else if (part === '\n') this.row += 1;
    else if (part === '\b') this.column -= 1;
    else this.#put(part, wraps);
  }

  #put(character: string, wraps: boolean): void {
    if (wraps) {
      this.row += 1;
      this.column = 0;
    }
    (this.rows[this.row] ??= [])[this.column] = character;
    this.column += 1;
    if (this.column === COLUMNS) {
      this.column -= 1;
      this.#wraps = true;
    }
  }

  #erase(): void {
    this.rows.length = this.row + 1;
    const row = this.rows[this.row];
    if (row !== undefined) row.length = Math.min(row.length, this.column);
  }
}

const ORIGIN = { column: PROMPT.length, columns: COLUMNS, prompt: PROMPT };

const line: fc.Arbitrary<DrawnLine> = fc
  .tuple(
    fc.constantFrom(null, '(search)`a: '),
    fc.array(fc.constantFrom('a', 'b', 'c', '\n'), { maxLength: 20 }),
    fc.nat(20),
  )
  .map(([lead, points, cursor]) => ({
    lead,
    text: points.join(''),
    cursor: Math.min(cursor, points.length),
  }));

function drawnAfter(lines: readonly DrawnLine[]): Cells {
  const cells = new Cells();
  let before = NOTHING_DRAWN;
  for (const after of lines) {
    cells.write(redrawLine(before, after, ORIGIN));
    before = after;
  }
  return cells;
}

describe('the line on the screen', () => {
  test('does not depend on what stood there before', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const last = lines.at(-1) ?? NOTHING_DRAWN;
        const after = drawnAfter(lines);
        const fresh = drawnAfter([last]);
        expect([after.text, after.row, after.column]).toEqual([fresh.text, fresh.row, fresh.column]);
      }),
    );
  });

  test('a character at the end is written, and nothing else', () => {
    const [before, after] = ['l', 'ls'].map((text) => ({ lead: null, text, cursor: text.length }));
    expect(redrawLine(before ?? NOTHING_DRAWN, after ?? NOTHING_DRAWN, ORIGIN)).toBe('s');
  });

  test('wraps, and is erased as a whole', () => {
    const wrapped = { lead: null, text: 'abcdefgh', cursor: 8 };
    expect(drawnAfter([wrapped]).text).toBe('r:# abc\ndefgh');
    expect(drawnAfter([wrapped, NOTHING_DRAWN]).text).toBe('r:#');
  });

  test('while a line is looked for, the words for it stand in the place of the prompt', () => {
    const found = { lead: '(s)', text: 'ab', cursor: 1 };
    expect(drawnAfter([found]).text).toBe('(s)ab');
    expect(drawnAfter([found, { ...found, lead: null }]).text).toBe('r:# ab');
  });
});
