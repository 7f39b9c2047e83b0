// Which characters make a terminal show the line that is being typed, wherever it wraps?
//
// As little as can be is drawn: a screen reader reads aloud what is.

import { placeAfter } from './cells.ts';
import type { Place } from './cells.ts';

/** Where the line begins: behind the prompt, in a window this wide. */
export interface LineOrigin {
  readonly column: number;
  readonly columns: number;
  /** The prompt as it was written, colours included; its last row. */
  readonly prompt: string;
}

export interface DrawnLine {
  /** What stands in the place of the prompt; null where the prompt does. */
  readonly lead: string | null;
  readonly text: string;
  /** In code points of the text. */
  readonly cursor: number;
}

export const NOTHING_DRAWN: DrawnLine = { lead: null, text: '', cursor: 0 };

/** Takes the terminal's cursor from where `before` left it to where `after` wants it, with `after` drawn. */
export function redrawLine(before: DrawnLine, after: DrawnLine, origin: LineOrigin): string {
  if (before.lead !== after.lead) {
    const start = up(cursorPlace(before, origin).row);
    return `${start}\r\x1b[J${shown(after.lead ?? origin.prompt)}${drawn(after, 0, origin)}`;
  }
  const same = lengthOfSameStart(before.text, after.text);
  const from = cursorPlace(before, origin);
  if (before.text === after.text) return move(from, cursorPlace(after, origin));
  const kept = placeOf(after, after.text.slice(0, same), origin);
  const erase = after.text.startsWith(before.text) ? '' : '\x1b[J';
  return `${move(from, kept)}${erase}${drawn(after, same, origin)}`;
}

/** The old line goes away; the terminal's cursor stands behind the prompt again. */
export function eraseLine(line: DrawnLine, origin: LineOrigin): string {
  return redrawLine(line, NOTHING_DRAWN, origin);
}

/** To the first column of the row behind the line. */
export function leaveLine(line: DrawnLine, origin: LineOrigin): string {
  return `${move(cursorPlace(line, origin), placeOf(line, line.text, origin))}\r\n`;
}

/** The text from an index on, written where the cursor stands, and the cursor's way from its end to its place. */
function drawn(line: DrawnLine, from: number, origin: LineOrigin): string {
  const end = placeOf(line, line.text, origin);
  // At the right edge a terminal waits with the wrap until the next character: a blank and its removal make it happen.
  const whole = (line.lead ?? '') + line.text;
  const wrap = whole !== '' && end.column === 0 && !whole.endsWith('\n') ? ' \b' : '';
  return `${shown(line.text.slice(from))}${wrap}${move(end, cursorPlace(line, origin))}`;
}

function shown(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

function cursorPlace(line: DrawnLine, origin: LineOrigin): Place {
  const { text, cursor } = line;
  // Most lines have one unit for each code point; and the cursor is mostly at the end.
  const before = cursor >= text.length ? text : [...text].slice(0, cursor).join('');
  return placeOf(line, before, origin);
}

function placeOf({ lead }: DrawnLine, text: string, { column, columns }: LineOrigin): Place {
  return lead === null ? placeAfter(text, column, columns) : placeAfter(lead + text, 0, columns);
}

function move(from: Place, to: Place): string {
  if (from.row === to.row && from.column === to.column) return '';
  const rows = to.row < from.row ? up(from.row - to.row) : down(to.row - from.row);
  return `${rows}\x1b[${to.column + 1}G`;
}

function up(rows: number): string {
  return rows === 0 ? '' : `\x1b[${rows}A`;
}

function down(rows: number): string {
  return rows === 0 ? '' : `\x1b[${rows}B`;
}

/**
 * In units of the text, and never between the two halves of a code point. What stands before an end of line is written
 * again with it: at the right edge the terminal has wrapped behind it by now.
 */
function lengthOfSameStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (b.charAt(at) === '\n' && at > 0 && b.charAt(at - 1) !== '\n') at -= 1;
  const half = a.charCodeAt(at - 1);
  return half >= 0xd800 && half <= 0xdbff ? at - 1 : at;
}
