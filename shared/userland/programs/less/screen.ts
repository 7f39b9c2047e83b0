// What does the screen show, and what has to be written so that it shows something else? Going back means writing the whole
// screen again: on a dumb terminal below what stood there, on any other in its place.

import type { Coroutine } from '../../program.ts';
import type { Console } from './console.ts';
import type { RowSource } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Offset } from './text.ts';

/** Where a row begins; null for one in front of the text or behind it. */
export type Position = Offset | null;

const SKIPPING = '...skipping...\n';
const PRESS_RETURN = '  (press RETURN)';

/** A place to come back to: a text's offset, and in which line of the screen it stands, from 1. */
export interface Place {
  readonly offset: Offset;
  readonly line: number;
}

export class Screen {
  /** What the screen shows is no longer there, and is written again. */
  trashed = false;
  /** The cursor stands where the prompt belongs. */
  atPrompt = false;
  /** A command was given with +: a short text is not moved up at the start. */
  startsWithCommand = false;
  /** How many lines d and u go. */
  scroll = 0;
  /** Reading waits for more at the end, as tail -f. */
  following = false;
  /** Where a text that has just been opened is to be shown. */
  initial: Place | null = null;
  /** The place that '' goes back to. */
  last: Place | null = null;
  readonly #console: Console;
  readonly #rows: RowSource;
  readonly #settings: Settings;
  /** Where each line of the screen begins, and where the one below it would. */
  #table: Position[] = [];
  #isFirst = true;
  /** A short first screen stands at the bottom, not yet filled up with ~. */
  #squished = false;
  /** Where it turned out that nothing more is shown, though the text goes on. */
  #softEnd: Position = null;

  constructor(console: Console, rows: RowSource, settings: Settings) {
    this.#console = console;
    this.#rows = rows;
    this.#settings = settings;
    this.fit();
  }

  /** The window has a size, or another one. */
  fit(): void {
    const { rows } = this.#console;
    this.scroll = Math.trunc((rows + 1) / 2);
    this.#table = Array.from({ length: rows }, (_, line) => this.#table[line] ?? null);
  }

  get height(): number {
    return this.#console.rows;
  }

  get top(): Position {
    return this.#table[0] ?? null;
  }

  get bottom(): Position {
    return this.#table[this.height - 2] ?? null;
  }

  get belowBottom(): Position {
    return this.#table[this.height - 1] ?? null;
  }

  get positions(): readonly Position[] {
    return this.#table;
  }

  forget(): void {
    this.#table.fill(null);
  }

  /** Which text is shown has changed, or which lines of it. */
  forgetEnd(): void {
    this.#softEnd = null;
  }

  get isEmpty(): boolean {
    return this.#areEmpty(0, this.height - 1);
  }

  get showsEnd(): boolean {
    const length = this.#rows.text?.length ?? null;
    if (this.following || length === null) return false;
    const below = this.belowBottom;
    return below === null || below === length || below === this.#softEnd;
  }

  get showsAll(): boolean {
    return this.showsEnd && (this.top === null || this.top === 0);
  }

  /** The first line of the screen that shows something, and what. */
  place(): Place | null {
    const line = this.#table.findIndex((position) => position !== null);
    const offset = this.#table[line];
    return offset === undefined || offset === null || line >= this.height - 1
      ? null
      : { offset, line: line + 1 };
  }

  bottomPlace(): Place | null {
    for (let line = this.height - 2; line >= 0; line -= 1) {
      const offset = this.#table[line] ?? null;
      if (offset !== null) return { offset, line: line + 1 };
    }
    return null;
  }

  /** So many lines on. `force` goes beyond the end; with `onlyLast` a screen that is passed is not shown. */
  *forward(count: number, force = false, onlyLast = false): Coroutine<void> {
    let position = this.belowBottom;
    if (position === null && (!force || this.#areEmpty(2, this.height - 1))) {
      if (!this.following) return yield* this.#console.endBell();
      if (this.isEmpty) position = 0;
      else
        do {
          yield* this.#back(1, this.top, true, false);
          position = this.belowBottom;
        } while (position === null);
    }
    yield* this.#forw(count, position, { force, onlyLast, blanks: 0 });
  }

  *backward(count: number, force = false, onlyLast = false): Coroutine<void> {
    const position = this.top;
    if (position === null && (!force || this.bottom === 0)) return yield* this.#console.endBell();
    yield* this.#back(count, position, force, onlyLast);
  }

  *#forw(
    count: number,
    from: Position,
    how: { readonly force: boolean; readonly onlyLast: boolean; readonly blanks: number },
  ): Coroutine<void> {
    yield* this.#fill();
    let [position, force, blanks, shown] = [from, how.force, how.blanks, 0];
    const { forwardScroll } = this.#settings;
    const repaints =
      (how.onlyLast && count > this.height - 1) ||
      (forwardScroll >= 0 && count > forwardScroll && count !== this.height - 1);
    if (!repaints) {
      if (this.#paintsFromTop && count >= this.height - 1 && position !== (this.#rows.text?.length ?? -1)) {
        this.#startWith(position);
        force = true;
        this.#wipe();
      }
      if (position !== this.belowBottom || this.isEmpty) {
        this.#startWith(position);
        force = true;
        if (this.#paintsFromTop) this.#wipe();
        else if (!this.#isFirst && this.#rows.filters.length === 0) this.#console.put(SKIPPING);
      }
    }
    for (let left = count; left > 0; left -= 1) {
      let text: string | null = null;
      if (blanks > 0) {
        blanks -= 1;
        if (blanks === 0) position = 0;
      } else {
        const row = yield* this.#rows.at(position);
        if (row === null) {
          this.#softEnd = position ?? this.#softEnd;
          if (!force && this.top !== null) break;
          if (!this.#areEmpty(0, 0) && !this.#areEmpty(1, 1) && this.#areEmpty(2, this.height - 1)) break;
        }
        position = row?.next ?? null;
        text = row?.text ?? null;
      }
      this.#table.shift();
      this.#table.push(position);
      shown += 1;
      if (repaints) continue;
      if (this.#isFirst && position === null && !this.#paintsFromTop && !this.startsWithCommand) {
        this.#squished = true;
        continue;
      }
      if (this.#console.aborted) {
        this.trashed = true;
        continue;
      }
      this.#console.put(text ?? this.#rows.emptyRow);
      this.atPrompt = true;
    }
    if (shown === 0 && !this.following) yield* this.#console.endBell();
    else if (repaints) yield* this.repaint();
    this.#isFirst = false;
  }

  *#back(count: number, from: Position, force: boolean, onlyLast: boolean): Coroutine<void> {
    yield* this.#fill();
    const repaints = count > 0 || (onlyLast && count > this.height - 1);
    let [position, shown] = [from, 0];
    for (let left = count; left > 0; left -= 1) {
      position = position === null ? null : yield* this.#rows.before(position);
      if (position === null && !force) break;
      this.#table.pop();
      this.#table.unshift(position);
      shown += 1;
    }
    if (shown === 0) yield* this.#console.endBell();
    else if (repaints) yield* this.repaint();
  }

  /** A place of the text in this line of the screen, from 1; counted from the bottom when it is negative. */
  *jump(to: Offset, line: number): Coroutine<void> {
    const target = this.targetLine(line);
    const offset = yield* this.#rows.firstShown(to);
    const shownIn = this.#lineOf(offset);
    if (shownIn >= 0) {
      const away = shownIn - target;
      if (away > 0) yield* this.#forw(away, this.belowBottom, { force: true, onlyLast: false, blanks: 0 });
      else yield* this.#back(-away, this.top, true, false);
      return;
    }
    const { top, belowBottom } = this;
    if (top === null || offset >= top) yield* this.#jumpBehind(offset, target, belowBottom);
    else yield* this.#jumpBefore(offset, target, top);
  }

  *#jumpBehind(offset: Offset, target: number, below: Position): Coroutine<void> {
    let position: Position = offset;
    let line = 0;
    for (; line < target; line += 1) {
      if (below !== null && position <= below) {
        const count = this.height - target + line - 1;
        return yield* this.#forw(count, below, { force: true, onlyLast: false, blanks: 0 });
      }
      position = yield* this.#rows.before(position);
      if (position === null) break;
    }
    this.remember();
    this.#squished = false;
    this.trashed = false;
    const blanks = target - line;
    yield* this.#forw(this.height - 1, position, { force: true, onlyLast: false, blanks });
  }

  *#jumpBefore(offset: Offset, target: number, top: Offset): Coroutine<void> {
    let position: Position = offset;
    for (let line = target; line < this.height - 1; line += 1) {
      position = (yield* this.#rows.at(position))?.next ?? null;
      if (position === null) break;
      if (position >= top) return yield* this.#back(line + 1, top, true, false);
    }
    this.remember();
    if (this.#paintsFromTop) this.#console.home();
    else this.#console.clear();
    this.trashed = false;
    this.#table.pop();
    this.#table.unshift(position);
    yield* this.#back(this.height - 1, position, true, false);
  }

  *repaint(): Coroutine<void> {
    const place = this.place();
    this.forget();
    yield* this.jump(place?.offset ?? 0, place?.line ?? 1);
  }

  /** With the matches of a search marked anew, which on this terminal can't be seen. */
  *drawAgain(): Coroutine<void> {
    yield* this.#fill();
    yield* this.repaint();
  }

  /** The end of the text at the bottom. */
  *jumpToEnd(): Coroutine<void> {
    const { text } = this.#rows;
    this.remember();
    this.forget();
    const end = text?.content.length ?? 0;
    const position = yield* this.#rows.before(end);
    yield* this.jump(position ?? 0, this.height - 1);
    if (position !== null && this.belowBottom !== end) yield* this.repaint();
  }

  /** Something is shown, and what is shown is right. */
  *show(): Coroutine<void> {
    if (this.isEmpty) {
      yield* this.jump(this.initial?.offset ?? 0, this.initial?.line ?? 1);
    } else if (this.trashed) {
      const before = this.#settings.paintsFromTop;
      const wasFollowing = this.following;
      this.#settings.paintsFromTop = true;
      this.following = false;
      yield* this.repaint();
      this.#settings.paintsFromTop = before;
      this.following = wasFollowing;
    }
  }

  /** On the last line, until Enter is pressed. */
  *message(text: string): Coroutine<void> {
    if (!this.#console.anyDisplay) return yield* this.#console.complainEarly(text);
    yield* this.#fill();
    this.#console.clearLine();
    this.#console.put(this.#console.standOut(text + PRESS_RETURN));
    yield* this.#console.waitForReturn();
    this.#console.clearLine();
    // the real one counts one more than it writes
    if (text.length + PRESS_RETURN.length + 1 >= this.#console.columns) this.trashed = true;
  }

  remember(): void {
    const place = this.place();
    if (place !== null) this.last = place;
  }

  /** Which line of the screen, from 0, a setting of -j names. */
  targetLine(line: number): number {
    const { height } = this;
    const whole = Number.isInteger(line) ? line : Math.trunc(line * height);
    const counted = whole < 0 ? whole + height : whole;
    if (counted <= 0) return 0;
    return counted >= height ? height - 1 : counted - 1;
  }

  /** A short first screen is moved up, once there is more to be shown than the prompt. */
  *#fill(): Coroutine<void> {
    if (!this.#squished) return;
    this.#squished = false;
    yield* this.repaint();
  }

  get #paintsFromTop(): boolean {
    return this.#settings.paintsFromTop || !this.#console.isDumb;
  }

  #startWith(position: Position): void {
    this.forget();
    this.#table.shift();
    this.#table.push(position);
  }

  #wipe(): void {
    this.#console.clear();
    this.#console.home();
  }

  /** The very beginning of the text counts as nothing as well. */
  #areEmpty(from: number, to: number): boolean {
    return this.#table.slice(from, to + 1).every((position) => position === null || position === 0);
  }

  #lineOf(offset: Offset): number {
    if (offset < (this.#table[0] ?? -1)) return -1;
    for (let line = 1; line < this.height; line += 1) if (offset < (this.#table[line] ?? -1)) return line - 1;
    return -1;
  }
}
