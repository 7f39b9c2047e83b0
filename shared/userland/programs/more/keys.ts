// What did somebody who reads with more(1) type? Up to eight keys are read at once, and of several commands the last one counts.

export type Key =
  | 'back' | 'next-screen' | 'set-screen' | 'next-line' | 'scroll' | 'quit' | 'skip-screens' | 'skip-lines' | 'redraw' | 'previous-match'
  | 'tell-line' | 'tell-file' | 'repeat-search' | 'search' | 'shell' | 'editor' | 'help' | 'next-file' | 'previous-file' | 'repeat'; // prettier-ignore

export interface KeyCommand {
  readonly key: Key;
  /** The number before it; 0 where there was none. */
  readonly number: number;
}

/** How many keys are read at once. */
export const KEYS_AT_ONCE = 8;

const KEYS: Readonly<Record<string, Key>> = {
  b: 'back', '\u0002': 'back', ' ': 'next-screen', z: 'set-screen', '\n': 'next-line', '\r': 'next-line', d: 'scroll', '\u0004': 'scroll',
  s: 'skip-lines', f: 'skip-screens', '\u0006': 'skip-screens', '\f': 'redraw', "'": 'previous-match', '=': 'tell-line', n: 'repeat-search',
  '/': 'search', '!': 'shell', v: 'editor', h: 'help', '?': 'help', '.': 'repeat',
}; // prettier-ignore

const COLON_KEYS: Readonly<Record<string, Key>> = { f: 'tell-file', n: 'next-file', p: 'previous-file' };

/** Arrows and the keys for a page. */
const SEQUENCES: readonly (readonly [keys: string, key: Key])[] = [
  ['\u001b[A', 'back'], ['\u001b[B', 'next-screen'], ['\u001b[5~', 'back'], ['\u001b[6~', 'next-screen'],
]; // prettier-ignore

/** A number does not become larger. */
const MOST = 1_000_000;

export class KeyReader {
  #number = 0;
  #isColon = false;

  /** What these keys ask for, with those before them; null where nothing yet, or nothing known. */
  take(keys: string): KeyCommand | null {
    const sequence = SEQUENCES.find(([escape]) => keys.startsWith(escape));
    if (sequence !== undefined) return this.#found(sequence[1]);
    let found: KeyCommand | null = null;
    for (const one of keys) {
      if (/\d/.test(one)) {
        this.#number = Math.min(this.#number * 10 + Number(one), MOST);
        continue;
      }
      if (this.#isColon) {
        this.#number = 0;
        this.#isColon = false;
        const file = Object.hasOwn(COLON_KEYS, one) ? COLON_KEYS[one] : undefined;
        if (file !== undefined) return this.#found(file);
        continue;
      }
      if (one === 'q' || one === 'Q') return this.#found('quit');
      if (one === ':') this.#isColon = true;
      else if (Object.hasOwn(KEYS, one)) found = { key: KEYS[one] ?? 'help', number: this.#number };
      this.#number = 0;
    }
    return found;
  }

  #found(key: Key): KeyCommand {
    const number = this.#number;
    this.#number = 0;
    this.#isColon = false;
    return { key, number };
  }
}
