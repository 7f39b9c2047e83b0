// How do util-linux tools draw a table? The rules of libsmartcols, as far as its users here need them.

export interface TableColumn {
  readonly heading: string;
  readonly align: 'left' | 'right';
  /** A column whose values are as wide as its heading, or wider, gets at least this. */
  readonly hint?: number;
  /** May be cut when the table is wider than the screen. */
  readonly truncate?: boolean;
  /** Its cells carry the branches of the tree. */
  readonly tree?: boolean;
}

export interface TableRow {
  readonly cells: readonly string[];
  /** The row it hangs below, an earlier one; null for a root. */
  readonly parent: number | null;
}

export interface TableStyle {
  readonly headings: boolean;
  readonly utf8: boolean;
  /** Where a line must end; Infinity in a pipe. */
  readonly screenColumns: number;
}

/** Order: roots as they come, each followed by what hangs below it. */
export function drawTable(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  style: TableStyle,
): string {
  const drawn = treeOrder(rows).map((row) => withBranches(columns, row, style.utf8));
  const widths = columns.map((column, at) =>
    columnWidth(
      column,
      drawn.map((cells) => cells[at] ?? ''),
    ),
  );
  const total = widths.reduce((sum, width) => sum + width + 1, -1);
  const cut = columns.findIndex((column) => column.truncate === true);
  if (total > style.screenColumns && cut >= 0) {
    widths[cut] = Math.max(
      columns[cut]?.heading.length ?? 0,
      (widths[cut] ?? 0) - (total - style.screenColumns),
    );
  }
  const lines = style.headings ? [columns.map((column) => column.heading), ...drawn] : drawn;
  return lines.map((cells) => `${line(columns, cells, widths)}\n`).join('');
}

function line(columns: readonly TableColumn[], cells: readonly string[], widths: readonly number[]): string {
  const parts = columns.map((column, at) => {
    const width = widths[at] ?? 0;
    const cell = column.truncate === true ? (cells[at] ?? '').slice(0, width) : (cells[at] ?? '');
    if (at === columns.length - 1 && (column.align === 'left' || cell === '')) return cell;
    return column.align === 'right' ? cell.padStart(width) : cell.padEnd(width);
  });
  return parts.join(' ');
}

function columnWidth(column: TableColumn, cells: readonly string[]): number {
  const widest = cells.reduce((most, cell) => Math.max(most, cell.length), 0);
  if (widest < column.heading.length) return column.heading.length;
  const hint = column.hint ?? 0;
  return widest < hint && column.heading.length < hint ? hint : widest;
}

interface OrderedRow {
  readonly cells: readonly string[];
  /** From the root down to the row itself: whether each is the last of its siblings. Empty for a root. */
  readonly lasts: readonly boolean[];
}

function treeOrder(rows: readonly TableRow[]): readonly OrderedRow[] {
  const children = new Map<number | null, number[]>();
  rows.forEach((row, index) => children.set(row.parent, [...(children.get(row.parent) ?? []), index]));
  const ordered: OrderedRow[] = [];
  const visit = (index: number, lasts: readonly boolean[]): void => {
    ordered.push({ cells: rows[index]?.cells ?? [], lasts });
    const below = children.get(index) ?? [];
    below.forEach((child, at) => visit(child, [...lasts, at === below.length - 1]));
  };
  for (const root of children.get(null) ?? []) visit(root, []);
  return ordered;
}

function withBranches(
  columns: readonly TableColumn[],
  { cells, lasts }: OrderedRow,
  utf8: boolean,
): readonly string[] {
  const last = lasts.at(-1);
  if (last === undefined) return cells;
  const above = lasts.slice(0, -1).map((isLast) => (isLast ? '  ' : utf8 ? '│ ' : '| '));
  const branch = utf8 ? (last ? '└─' : '├─') : last ? '`-' : '|-';
  return columns.map(
    (column, at) => (column.tree === true ? above.join('') + branch : '') + (cells[at] ?? ''),
  );
}

/** --raw: one blank between cells, and none inside: it is written as \x20. */
export function rawTable(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  headings: boolean,
): string {
  const lines = rows.map((row) =>
    row.cells.map((cell) => cell.replaceAll('\\', '\\x5c').replaceAll(' ', '\\x20')),
  );
  const all = headings ? [columns.map((column) => column.heading), ...lines] : lines;
  return all.map((cells) => `${cells.join(' ')}\n`).join('');
}
