// How is a line typed on the last line of the screen: a pattern, a command, a file's name?

import { isControl, shownControl } from './rows.ts';
import { END_OF_COMMAND } from './console.ts';
import type { Console } from './console.ts';
import type { Coroutine } from '../../program.ts';

const ERASE = ['\u007f', '\b'];
const KILL = '\u0015';
const WORD_ERASE = '\u0017';
const LITERAL = '\u0016';
const ABORT = '\u0007';

export interface Entry {
  readonly text: string;
}

/** Keys that change what is asked for instead of being typed. Answers the new lead, or null where the key is an ordinary one. */
export type FirstKey = (key: string) => string | null;

export class LineEntry {
  readonly #console: Console;
  #keys: string[] = [];

  constructor(console: Console) {
    this.#console = console;
  }

  /** Shows what is asked for, at the beginning of the last line. */
  ask(lead: string): void {
    this.#console.clearLine();
    this.#console.put(lead);
    this.#keys = [];
  }

  get text(): string {
    return this.#keys.join('');
  }

  /** A key becomes part of the line. It is written, gone back over and written again, as a line editor would insert it. */
  type(key: string): void {
    const shown = isControl(key) ? shownControl(key) : key;
    this.#console.put(`${shown}${'\b'.repeat(shown.length)}${shown}`);
    this.#keys.push(key);
  }

  /** False where there was nothing left to take away. */
  erase(): boolean {
    const key = this.#keys.pop();
    if (key === undefined) return false;
    this.#console.rubOut((isControl(key) ? shownControl(key) : key).length);
    return true;
  }

  static isErase(key: string): boolean {
    return ERASE.includes(key);
  }

  /** To the Enter that ends it; null when it was given up. */
  *line(first: FirstKey = () => null): Coroutine<string | null> {
    for (;;) {
      const key = yield* this.#console.key();
      if (key === null) return null;
      if (key === '\n' || key === '\r' || key === END_OF_COMMAND) return this.text;
      const lead = this.#keys.length === 0 ? first(key) : null;
      if (lead !== null) {
        this.ask(lead);
        continue;
      }
      if (!(yield* this.edit(key))) return null;
    }
  }

  /** False when the line is given up. */
  *edit(key: string): Coroutine<boolean> {
    if (key === ABORT) return false;
    if (key === LITERAL) {
      const next = yield* this.#console.key();
      if (next === null) return false;
      this.type(next);
      return true;
    }
    if (LineEntry.isErase(key)) return this.erase();
    if (key === KILL) {
      if (this.#keys.length === 0) return false;
      while (this.erase());
      return true;
    }
    if (key === WORD_ERASE) {
      while (this.#keys.at(-1) === ' ') this.erase();
      while (this.#keys.length > 0 && this.#keys.at(-1) !== ' ') this.erase();
      return true;
    }
    this.type(key);
    return true;
  }
}
