// Where do g, G, p and the keys for brackets go?

import type { Coroutine } from '../../program.ts';
import type { Offset } from './text.ts';
import type { PagerParts } from './parts.ts';

export function* goToLine({ rows, screen, settings }: PagerParts, line: number): Coroutine<void> {
  const start = rows.text === null ? null : yield* rows.text.lineAt(line);
  if (start === null) return yield* screen.message(`Cannot seek to line number ${line}`);
  yield* screen.jump(start, settings.jumpLine);
}

/** A file that has grown is read on. */
export function* goToEnd({ rows, screen, console }: PagerParts): Coroutine<void> {
  if (rows.text !== null && !(yield* rows.text.readToEnd()) && console.aborted)
    return yield* screen.message('Cannot seek to end of file');
  yield* screen.jumpToEnd();
}

/** The last line that was read at the bottom. */
export function* goToEndOfRead(parts: PagerParts): Coroutine<void> {
  const { rows, screen } = parts;
  if (rows.text === null) return;
  yield* rows.text.readToEnd();
  if (rows.text.content !== '') yield* goToLineOf(parts, rows.text.content.length - 1, screen.height - 1);
}

/** The line that holds a byte of the file, counted from 0. */
export function* goToByte(parts: PagerParts, byte: number): Coroutine<void> {
  const { text } = parts.rows;
  if (text === null) return;
  const at = text.offsetOfByte(byte);
  if (at === null) return yield* parts.screen.message('Cannot seek to that file position');
  yield* goToLineOf(parts, at, parts.settings.jumpLine);
}

export function* goToPercent(parts: PagerParts, percent: number): Coroutine<void> {
  const { text } = parts.rows;
  if (text === null) return;
  if (text.length === null) {
    parts.console.announce('Determining length of file... (interrupt to abort)');
    if (!(yield* text.readToEnd())) return yield* parts.screen.message("Don't know length of file");
  }
  const bytes = text.bytesBefore(text.content.length);
  const byte = Math.min(Math.floor((bytes * percent) / 100), bytes - 1);
  yield* goToLineOf(parts, text.offsetOfByte(Math.max(0, byte)) ?? 0, parts.settings.jumpLine);
}

export interface Bracket {
  /** The one that stands on the screen. */
  readonly open: string;
  /** The one to be found. */
  readonly close: string;
  readonly forward: boolean;
}

/** From the nth bracket of the top line to the one that closes it; back from the bottom line. */
export function* goToBracket(
  parts: PagerParts,
  { open, close, forward }: Bracket,
  count: number,
): Coroutine<void> {
  const { screen, rows } = parts;
  const { text } = rows;
  const line = forward ? screen.top : screen.bottom;
  const [here, side] = forward ? ['top', 1] : ['bottom', -1];
  if (text === null || line === null) return yield* screen.message(`Nothing in ${here} line`);
  const end = (yield* text.lineEnd(line)) ?? line;
  const places = [...text.content.slice(line, end)].flatMap((one, at) => (one === open ? [line + at] : []));
  const from = places[count - 1];
  if (from === undefined) return yield* screen.message(`No bracket in ${here} line`);
  if (forward) yield* text.readToEnd();
  let depth = 0;
  for (let at = from + side; at >= 0 && at < text.content.length; at += side) {
    const one = text.content.charAt(at);
    if (one === open) depth += 1;
    else if (one === close && depth === 0) return yield* goToLineOf(parts, at, forward ? -1 : 1);
    else if (one === close) depth -= 1;
  }
  yield* screen.message('No matching bracket');
}

function* goToLineOf({ screen, rows }: PagerParts, at: Offset, line: number): Coroutine<void> {
  yield* screen.jump(rows.text?.lineStart(at) ?? 0, line);
}
