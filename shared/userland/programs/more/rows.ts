// Which rows does a text make for more(1), and how far was it read?

import type { Coroutine } from '../../program.ts';
import type { Offset, Text } from '../less/text.ts';

/** A row: what it shows, and how wide that is; null at the end. */
export interface Row {
  readonly text: string;
  readonly width: number;
}

/** Where in the text: the place, and how many lines are before it. */
export interface Place {
  readonly at: Offset;
  readonly line: number;
}

export const BEGIN: Place = { at: 0, line: 0 };

export class Rows {
  text: Text | null = null;
  place = BEGIN;
  /** A form feed was shown, behind which a screen ends. */
  isPaused = false;
  /** How wide a line is folded; null where it is not. */
  foldsAt: number | null = null;
  readonly #pausesAtFormFeed: boolean;
  /** The row before filled the line to its end: a newline there is part of it. */
  #filled = false;

  constructor(pausesAtFormFeed: boolean) {
    this.#pausesAtFormFeed = pausesAtFormFeed;
  }

  begin(text: Text): void {
    this.text = text;
    this.goTo(BEGIN);
  }

  goTo(place: Place): void {
    this.place = place;
    this.#filled = false;
  }

  /** How much was read, of a hundred; null where the size is not known. */
  get percent(): number | null {
    if (this.text?.seekable !== true) return null;
    const size = this.text.bytesBefore(this.text.content.length);
    return size === 0 ? null : Math.floor((this.text.bytesBefore(this.place.at) * 100) / size);
  }

  /** The next one of the text; null at its end. */
  *next(): Coroutine<Row | null> {
    const text = this.text;
    if (text === null) return null;
    if (this.#filled && text.content.charAt(this.place.at) === '\n')
      this.place = { at: this.place.at + 1, line: this.place.line + 1 };
    this.#filled = false;
    const end = yield* text.lineEnd(this.place.at);
    if (end === null) return null;
    let [shown, width, { at }] = ['', 0, this.place];
    while (at < end) {
      const one = String.fromCodePoint(text.content.codePointAt(at) ?? 0);
      at += one.length;
      if (one === '\n') {
        this.place = { at, line: this.place.line + 1 };
        return { text: shown, width };
      }
      const isPause = one === '\f' && this.#pausesAtFormFeed;
      this.isPaused ||= isPause;
      shown += isPause ? '^L' : one;
      width = widthAfter(width, one) + (isPause ? 2 : 0);
      this.#filled = this.foldsAt !== null && width >= this.foldsAt;
      if (this.#filled) break;
    }
    this.place = { at, line: this.place.line };
    return { text: shown, width };
  }

  /** So many lines are before the place then, where there are so many. */
  *skipTo(line: number): Coroutine<void> {
    while (this.place.line < line) {
      const end = this.text === null ? null : yield* this.text.lineEnd(this.place.at);
      if (end === null) return;
      this.place = { at: end, line: this.place.line + 1 };
    }
  }
}

function widthAfter(column: number, character: string): number {
  switch (character) {
    case '\t':
      return (column | 7) + 1;
    case '\b':
      return Math.max(0, column - 1);
    case '\r':
      return 0;
    case '\f':
      return column;
    default:
      return column + 1;
  }
}
