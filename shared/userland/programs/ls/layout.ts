// How does ls put names on a screen? In columns read downwards, as many as fit, with tabs between them where they fall right.

const TAB = 8;
/** Two blanks and a letter. */
const LEAST_COLUMN = 3;

/** `-C`, and `-x` with `across`. */
export function columns(names: readonly string[], screenColumns: number, across: boolean): string {
  const most = Math.max(1, Math.min(names.length, Math.floor(screenColumns / LEAST_COLUMN)));
  let chosen = 1;
  for (let count = most; count > 1; count -= 1) {
    if (total(columnWidths(names, count, across)) < screenColumns) {
      chosen = count;
      break;
    }
  }
  const widths = columnWidths(names, chosen, across);
  const rows = Math.ceil(names.length / chosen);
  let text = '';
  for (let row = 0; row < rows; row += 1) text += `${rowText(names, row, rows, widths, across)}\n`;
  return text;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}

function columnWidths(names: readonly string[], count: number, across: boolean): readonly number[] {
  const rows = Math.ceil(names.length / count);
  const widths = new Array<number>(count).fill(LEAST_COLUMN);
  names.forEach((name, index) => {
    const column = across ? index % count : Math.floor(index / rows);
    const width = name.length + (column === count - 1 ? 0 : 2);
    widths[column] = Math.max(widths[column] ?? 0, width);
  });
  return widths;
}

function rowText(
  names: readonly string[],
  row: number,
  rows: number,
  widths: readonly number[],
  across: boolean,
): string {
  let text = '';
  let position = 0;
  let column = 0;
  for (;;) {
    const name = names[across ? row * widths.length + column : column * rows + row];
    if (name === undefined || column >= widths.length) return text;
    if (column > 0) text += indent(text, position);
    text = text.padEnd(0) + name;
    position += widths[column] ?? 0;
    column += 1;
  }
}

/** From where the text ends to a position, with tabs as far as they go. */
function indent(text: string, to: number): string {
  let from = lengthWithTabs(text);
  let out = '';
  while (from < to) {
    if (Math.floor(to / TAB) > Math.floor((from + 1) / TAB)) {
      out += '\t';
      from += TAB - (from % TAB);
    } else {
      out += ' ';
      from += 1;
    }
  }
  return out;
}

function lengthWithTabs(text: string): number {
  let length = 0;
  for (const character of text) length += character === '\t' ? TAB - (length % TAB) : 1;
  return length;
}

/** `-m`: a list with commas, broken before the edge. */
export function commaSeparated(names: readonly string[], screenColumns: number): string {
  let text = '';
  let position = 0;
  names.forEach((name, index) => {
    const isLast = index === names.length - 1;
    const width = name.length + (isLast ? 0 : 1);
    if (index > 0) {
      const breaks = position + 1 + width > screenColumns - 1;
      text += breaks ? '\n' : ' ';
      position = breaks ? 0 : position + 1;
    }
    text += name + (isLast ? '' : ',');
    position += width;
  });
  return `${text}\n`;
}
