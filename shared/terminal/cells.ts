// Where does text stand on a terminal? Columns of characters and of whole texts, wherever they wrap. (wcwidth(3))

/** A cell of the screen, counted from the row in which the text began. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

const TAB_STOP = 8;
const NO_CELL = /^(?:\p{Mn}|\p{Me}|[\u200b-\u200d])$/u;
/** East Asian Wide and Fullwidth; pictographs take one cell, as in the tables that emulators begin with. */
const TWO_CELLS =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]$/u;

/** `point`: one code point. */
export function cellsOf(point: string): number {
  if (point < '\u0300') return 1;
  if (NO_CELL.test(point)) return 0;
  return TWO_CELLS.test(point) ? 2 : 1;
}

/**
 * Where the next character goes after `text`, written from `column` on. The column is below `columns`: a terminal waits
 * at its right edge until it has to wrap, and an end of line there begins one new row, not two.
 */
export function placeAfter(text: string, column: number, columns: number): Place {
  let row = 0;
  let at = column;
  for (const point of text) {
    if (point === '\n') {
      row += 1;
      at = 0;
    } else if (point === '\t') {
      at = Math.min(columns - 1, (Math.floor(at / TAB_STOP) + 1) * TAB_STOP);
    } else {
      const cells = cellsOf(point);
      if (at + cells > columns) {
        row += 1;
        at = 0;
      }
      at += cells;
    }
  }
  return at < columns ? { row, column: at } : { row: row + 1, column: 0 };
}
