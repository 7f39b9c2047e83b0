// Which characters make the emulator show the line that is being typed, wherever it wraps?

import type { EditedLine } from './line-editor.ts';

/** Where the line begins: the column behind the prompt, in a window this wide. */
export interface LineOrigin {
  readonly column: number;
  readonly columns: number;
}

/**
 * Takes the emulator's cursor from where `before` left it to where `after` wants it, with `after` drawn.
 * Nothing in between is drawn twice: the old line is erased from its first cell to the end of the screen.
 */
export function redrawLine(before: EditedLine, after: EditedLine, origin: LineOrigin): string {
  const start = backTo(before.cursor, origin);
  const cells = [...after.text].length;
  // At the right edge an emulator waits with the wrap until the next character: a blank and its removal make it happen.
  const wrap = cells > 0 && (origin.column + cells) % origin.columns === 0 ? ' \b' : '';
  return `${start}\x1b[J${after.text}${wrap}${fromEnd(cells, after.cursor, origin)}`;
}

/** The old line goes away; the emulator's cursor stands behind the prompt again. */
export function eraseLine(line: EditedLine, origin: LineOrigin): string {
  return `${backTo(line.cursor, origin)}\x1b[J`;
}

function backTo(cursor: number, origin: LineOrigin): string {
  return `${up(rowOf(cursor, origin))}${toColumn(origin.column)}`;
}

function fromEnd(cells: number, cursor: number, origin: LineOrigin): string {
  if (cells === cursor) return '';
  return `${up(rowOf(cells, origin) - rowOf(cursor, origin))}${toColumn((origin.column + cursor) % origin.columns)}`;
}

function rowOf(cell: number, origin: LineOrigin): number {
  return Math.floor((origin.column + cell) / origin.columns);
}

function up(rows: number): string {
  return rows === 0 ? '' : `\x1b[${rows}A`;
}

function toColumn(column: number): string {
  return `\x1b[${column + 1}G`;
}
