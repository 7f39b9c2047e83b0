// Walks through the pieces of a sed script, character by character, and remembers the first thing that does not fit.

import { ScriptProblem } from './syntax.ts';
import type { Piece } from './syntax.ts';

/** \cX, \dNNN, \oNNN, \xHH and the letters of C; what is none of these keeps its backslash. */
const ESCAPE = /\\(?:c([\s\S])|d(\d{3})|o([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([afrtv])|([\s\S]))/g;
const LETTERS: Readonly<Record<string, string>> = { a: '\u0007', f: '\f', r: '\r', t: '\t', v: '\v' };

export class Cursor {
  problem: ScriptProblem | null = null;
  readonly #pieces: readonly Piece[];
  #piece = 0;
  #at = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  get #text(): string {
    return this.#pieces[this.#piece]?.text ?? '';
  }

  /** How many characters of the piece have been read. */
  get position(): number {
    return this.#at;
  }

  get isFirstPiece(): boolean {
    return this.#piece === 0;
  }

  /** Goes on to the next -e or -f; false behind the last. */
  nextPiece(): boolean {
    if (this.#piece + 1 >= this.#pieces.length) return false;
    this.#piece += 1;
    this.#at = 0;
    return true;
  }

  /** '' at the end of the piece. */
  peek(): string {
    return this.#text.charAt(this.#at);
  }

  take(): string {
    const character = this.peek();
    this.#at += character.length;
    return character;
  }

  skip(what: RegExp): void {
    while (this.peek() !== '' && what.test(this.peek())) this.#at += 1;
  }

  /** What a pattern, which begins with ^, finds here. */
  taken(pattern: RegExp): string {
    const [found = ''] = pattern.exec(this.#text.slice(this.#at)) ?? [];
    this.#at += found.length;
    return found;
  }

  /** The next character that is no blank. */
  takeNonblank(): string {
    this.skip(/[ \t]/);
    return this.take();
  }

  number(): number | null {
    const digits = this.taken(/^\d+/);
    return digits === '' ? null : Number(digits);
  }

  /** Up to an unescaped delimiter, which is passed; null where there is none. In a pattern a bracket hides the delimiter. */
  delimited(delimiter: string, isPattern: boolean): string | null {
    let text = '';
    for (;;) {
      const character = this.take();
      if (character === delimiter && delimiter !== '') return text;
      if (character === '' || character === '\n') return null;
      if (character === '[' && isPattern) {
        const bracket = this.#bracket();
        if (bracket === null) return null;
        text += `[${bracket}`;
      } else if (character !== '\\') text += character;
      else {
        const escaped = this.take();
        if (escaped === '') return null;
        if (escaped === 'n' && isPattern) text += '\n';
        else if (escaped !== delimiter || (escaped === '&' && !isPattern))
          text += escaped === '\n' ? escaped : `\\${escaped}`; // prettier-ignore
        else text += escaped;
      }
    }
  }

  /** What is behind an opening bracket, up to its end. */
  #bracket(): string | null {
    const text = this.taken(/^\^?\]?(?:\[[:.=][^\n]*?[:.=]\]|[^\]\n])*\]/);
    if (text !== '') return text.replace(/\\n/g, '\n');
    this.skip(/[^\n]/);
    return null;
  }

  /** Problems are told with the place that was reached. */
  fail(message: string): void {
    this.problem ??= new ScriptProblem(`${this.place(this.#at)}: ${message}`);
  }

  /** `at` 0 is where a problem is seen only later. */
  place(at: number, piece = this.#piece): string {
    const { file = null, text = '' } = this.#pieces[piece] ?? {};
    if (file !== null) return `file ${file} line ${text.slice(0, Math.max(0, at - 1)).split('\n').length}`;
    const expression = this.#pieces.slice(0, piece + 1).filter((each) => each.file === null).length;
    return `-e expression #${expression}, char ${at}`;
  }

  get piece(): number {
    return this.#piece;
  }
}

/** The characters that escapes stand for. `literal` says how one of them is written so that it stands for itself. */
export function normalized(text: string, literal: (character: string) => string = (same) => same): string {
  return text.replace(
    ESCAPE,
    (
      whole,
      control?: string,
      decimal?: string,
      octal?: string,
      hexadecimal?: string,
      letter?: string,
    ): string => {
      if (control !== undefined)
        return literal(String.fromCharCode(control.toUpperCase().charCodeAt(0) ^ 0x40));
      if (letter !== undefined) return LETTERS[letter] ?? letter;
      const [digits, base] = decimal !== undefined ? [decimal, 10] : octal !== undefined ? [octal, 8] : [hexadecimal, 16]; // prettier-ignore
      return digits === undefined ? whole : literal(String.fromCharCode(parseInt(digits, base) & 0xff));
    },
  );
}
