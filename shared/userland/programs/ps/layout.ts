// How do the values of a process become one line? The rules of ps's show_one_proc.
//
// Columns stand at fixed places, one space apart. A value that is too long pushes what follows to the right, and the
// following columns give up their own padding until the line is back in step.

import type { Column, Justify } from './columns.ts';

/** A column as the command line asked for it. */
export interface Field {
  readonly column: Column;
  readonly heading: string;
  readonly width: number;
  /** Blanks behind it, of which one stays when the value was too long. */
  readonly gap: 0 | 1;
}

export interface Screen {
  /** Where a line may end: a multiple of the screen's width, so that long tables wrap whole. */
  readonly columns: number;
  readonly wideSignals: boolean;
}

/** A signal set takes 9 places, and 7 more where there is room for all its digits. */
const SIGNAL_EXTRA = 7;
/** What a last column without a fixed width needs at least. */
const LEAST_REST = 3;

export function fitScreen(fields: readonly Field[], screenColumns: number): Screen {
  let total = fields.slice(0, -1).reduce((sum, { gap }) => sum + gap, 0);
  let signalColumns = 0;
  fields.forEach((field, at) => {
    const isLast = at === fields.length - 1;
    total += field.column.justify === 'rest' && isLast ? LEAST_REST : field.width;
    if (field.column.justify === 'signal') signalColumns += 1;
  });
  const columns = Math.max(1, Math.ceil(total / screenColumns)) * screenColumns;
  return { columns, wideSignals: total + signalColumns * SIGNAL_EXTRA <= columns };
}

/** Headings are never cut. */
export function headingLine(fields: readonly Field[], screen: Screen, numeric: boolean): string {
  const headings = fields.map((field) => field.heading);
  return placed(fields, headings, screen, numeric, (cell) => cell);
}

/** `cells` are the untrimmed values, one for each field. */
export function line(
  fields: readonly Field[],
  cells: readonly string[],
  screen: Screen,
  numeric: boolean,
): string {
  return placed(fields, cells, screen, numeric, trim);
}

function placed(
  fields: readonly Field[],
  cells: readonly string[],
  screen: Screen,
  numeric: boolean,
  cut: typeof trim,
): string {
  let text = '';
  let due = 0;
  fields.forEach((field, at) => {
    const { justify } = field.column;
    const isLast = at === fields.length - 1;
    const room = isLast ? screen.columns - Math.max(due, text.length) : field.width;
    const cell = cut(cells[at] ?? '', justify, Math.max(1, room));
    const width = justify === 'signal' && screen.wideSignals ? field.width + SIGNAL_EXTRA : field.width;
    const padding = isRightAligned(justify, numeric) ? Math.max(0, width - cell.length) : 0;
    const space = due - text.length + padding;
    text += ' '.repeat(Math.max(fields[at - 1]?.gap ?? 0, space)) + cell;
    due += width + field.gap;
  });
  return text;
}

function isRightAligned(justify: Justify, numeric: boolean): boolean {
  if (justify === 'user' || justify === 'wchan') return numeric;
  return justify !== 'left' && justify !== 'rest';
}

function trim(cell: string, justify: Justify, room: number): string {
  if (justify === 'rest' || justify === 'wchan') return cell.slice(0, room);
  if (justify === 'user' && cell.length > room) return `${cell.slice(0, room - 1)}+`;
  return cell;
}
