// Where is what is searched for? The commands / ? n N and &.

import { compileRegex } from '../../libc/regex/regex.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import type { Coroutine } from '../../program.ts';
import type { Console } from './console.ts';
import type { LineTest, RowSource } from './rows.ts';
import type { Screen } from './screen.ts';
import type { Settings } from './settings.ts';
import type { Offset } from './text.ts';

export interface SearchKind {
  readonly forward: boolean;
  /** ^N or !: lines that do not match. */
  readonly notMatching: boolean;
  /** ^E or *: on into the next files. */
  readonly pastEnd: boolean;
  /** ^F or @: from the first file on. */
  readonly fromFirstFile: boolean;
  /** ^K: what is found is shown where it is. */
  readonly staysHere: boolean;
  /** ^R: the pattern is plain text. */
  readonly plainText: boolean;
}

export const PLAIN_SEARCH: SearchKind = {
  forward: true, notMatching: false, pastEnd: false, fromFirstFile: false, staysHere: false, plainText: false,
}; // prettier-ignore

/** What stands in front of a pattern while it is typed. */
export function searchLead(kind: SearchKind, sign: string): string {
  return (
    (kind.notMatching ? 'Non-match ' : '') +
    (kind.fromFirstFile ? 'First-file ' : '') +
    (kind.pastEnd ? 'EOF-ignore ' : '') +
    (kind.staysHere ? 'Keep-pos ' : '') +
    (kind.plainText ? 'Regex-off ' : '') +
    sign
  );
}

/** A key in front of the pattern that changes the kind of search; null for one of the pattern. */
export function changedKind(kind: SearchKind, key: string, isFilter: boolean): SearchKind | null {
  switch (key) {
    case '\u000e':
    case '!':
      return { ...kind, notMatching: !kind.notMatching };
    case '\u0012':
      return { ...kind, plainText: !kind.plainText };
  }
  if (isFilter) return null;
  switch (key) {
    case '\u0005':
    case '*':
      return { ...kind, pastEnd: !kind.pastEnd };
    case '\u0006':
    case '@':
      return { ...kind, fromFirstFile: !kind.fromFirstFile };
    case '\u000b':
      return { ...kind, staysHere: !kind.staysHere };
    default:
      return null;
  }
}

const LINES_AT_ONCE = 256;

interface Pattern {
  readonly text: string;
  readonly plainText: boolean;
}

export class Search {
  #pattern: Pattern | null = null;
  readonly #rows: RowSource;
  readonly #screen: Screen;
  readonly #settings: Settings;
  readonly #console: Console;

  /** `last` is the pattern of another time, which n begins with. */
  constructor(rows: RowSource, screen: Screen, settings: Settings, console: Console, last: string | null) {
    this.#rows = rows;
    this.#screen = screen;
    this.#settings = settings;
    this.#console = console;
    if (last !== null) this.#pattern = { text: last, plainText: false };
  }

  get hasPattern(): boolean {
    return this.#pattern !== null;
  }

  forgetPattern(): void {
    this.#pattern = null;
    this.#rows.marked = null;
  }

  /** How many matches are still wanted: 0 when it was found and is shown, null when something was said against it. */
  *find(kind: SearchKind, text: string, count: number): Coroutine<number | null> {
    const { highlight, statusColumn } = this.#settings;
    const isAgain = text === '';
    if (isAgain && this.#pattern === null) return yield* this.#refuse('No previous regular expression');
    if (isAgain && this.#pattern?.plainText !== kind.plainText)
      return yield* this.#refuse('Please re-enter search pattern');
    const pattern = isAgain ? this.#pattern : { text, plainText: kind.plainText };
    const matches = this.#test(pattern, kind.plainText);
    if (matches === null) return yield* this.#refuse('Invalid pattern');
    this.#pattern = pattern;
    if (isAgain) {
      if (highlight === 'on' || statusColumn) yield* this.#screen.drawAgain();
    } else {
      if (statusColumn) this.#rows.marked ??= matches;
      if (highlight !== 'off' || statusColumn) yield* this.#screen.drawAgain();
      this.#rows.marked = statusColumn ? matches : null;
      if (highlight === 'onplus' || statusColumn) yield* this.#screen.drawAgain();
    }
    const from = yield* this.#start(kind, isAgain);
    if (from === null) return kind.pastEnd ? count : yield* this.#refuse('Nothing to search');
    const wanted: LineTest = (line) => matches(line) !== kind.notMatching;
    const [found, left] = yield* this.#among(from, kind.forward, wanted, count);
    if (found === null) {
      if (highlight === 'on' && left > 0) yield* this.#screen.drawAgain();
      return left;
    }
    const isThere = this.#screen.positions[this.#screen.targetLine(this.#settings.jumpLine)] === found;
    if (!kind.staysHere && !isThere) yield* this.#screen.jump(found, this.#settings.jumpLine);
    if (highlight === 'on' || statusColumn) yield* this.#screen.drawAgain();
    return 0;
  }

  /** A pattern for &: lines that fail it are left out. False when the pattern is none. */
  *filter(kind: SearchKind, text: string): Coroutine<boolean> {
    if (text === '') {
      this.#rows.filters = [];
      return true;
    }
    const matches = this.#test({ text, plainText: kind.plainText }, kind.plainText);
    if (matches === null) {
      yield* this.#screen.message('Invalid pattern');
      return false;
    }
    this.#rows.filters = [...this.#rows.filters, (line) => matches(line) !== kind.notMatching];
    return true;
  }

  #test(pattern: Pattern | null, plainText: boolean): LineTest | null {
    if (pattern === null) return null;
    const { text } = pattern;
    const { ignoreCase: setting } = this.#settings;
    const ignoreCase = setting === 'onplus' || (setting === 'on' && text === text.toLowerCase());
    if (plainText) {
      const wanted = ignoreCase ? text.toLowerCase() : text;
      return (line) => (ignoreCase ? line.toLowerCase() : line).includes(wanted);
    }
    const regex = compileRegex(text, 'extended', { ignoreCase });
    return regex instanceof RegexProblem ? null : (line) => regex.test(line);
  }

  *#start(kind: SearchKind, isAgain: boolean): Coroutine<Offset | null> {
    const { text } = this.#rows;
    if (text === null) return null;
    if (this.#screen.isEmpty) {
      if (kind.forward) return 0;
      yield* text.readToEnd();
      return text.content.length;
    }
    const { positions, height } = this.#screen;
    const { searchSkipsScreen: how } = this.#settings;
    const isWhole = how === 'onplus' && !isAgain;
    const line =
      how === 'on' || isWhole
        ? kind.forward === isWhole ? 0 : height - 1
        : this.#screen.targetLine(this.#settings.jumpLine); // prettier-ignore
    const goesOn = kind.forward && how !== 'on' && !isWhole;
    const position = positions[line] ?? null;
    const start = goesOn && position !== null ? yield* text.lineEnd(position) : position;
    if (start !== null) return start;
    return kind.forward
      ? (positions.slice(line + 1).find((other) => other !== null) ?? null)
      : (positions.slice(0, line).findLast((other) => other !== null) ?? null);
  }

  /** Where the line is, or how many matches were missing. */
  *#among(
    from: Offset,
    forward: boolean,
    wanted: LineTest,
    count: number,
  ): Coroutine<readonly [found: Offset | null, left: number]> {
    const { text } = this.#rows;
    if (text === null) return [null, count];
    let [left, at, looked] = [count, from, 0];
    for (;;) {
      looked += 1;
      // a long search can be interrupted
      if (looked % LINES_AT_ONCE === 0) yield* this.#console.signalled();
      if (this.#console.aborted) return [null, left];
      const start = forward ? at : at <= 0 ? null : text.lineStart(at - 1);
      const end = start === null ? null : yield* text.lineEnd(start);
      if (start === null || end === null) return [null, left];
      const line = this.#rows.searched(start, end);
      if (wanted(line) && this.#rows.filters.every((passes) => passes(line))) left -= 1;
      if (left === 0) return [start, 0];
      at = forward ? end : start;
    }
  }

  *#refuse(message: string): Coroutine<null> {
    yield* this.#screen.message(message);
    return null;
  }
}
