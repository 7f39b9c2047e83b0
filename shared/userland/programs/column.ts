// Lists side by side, and tables whose columns line up. column(1)

import { inputsOf, readInput } from '../libc/coreutils.ts';
import { COLUMN_USAGE } from './util-linux-usage.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { notAvailable } from '../libc/left-out-option.ts';
import { linesOf } from '../libc/read.ts';
import { program } from '../libc/process.ts';
import { tryHelp, versionLine } from '../libc/util-linux.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['t', 'table'], ['n', 'table-name', 'required'], ['O', 'table-order', 'required'], ['N', 'table-columns', 'required'],
  ['l', 'table-columns-limit', 'required'], ['E', 'table-noextreme', 'required'], ['d', 'table-noheadings'], ['e', 'table-header-repeat'],
  ['H', 'table-hide', 'required'], ['R', 'table-right', 'required'], ['T', 'table-truncate', 'required'], ['W', 'table-wrap', 'required'],
  ['L', 'keep-empty-lines'], ['J', 'json'], ['r', 'tree', 'required'], ['i', 'tree-id', 'required'], ['p', 'tree-parent', 'required'],
  ['c', 'output-width', 'required'], ['o', 'output-separator', 'required'], ['s', 'separator', 'required'], ['x', 'fillrows'],
  ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const USUAL_WIDTH = 80;
const TAB = 8;

interface Asked {
  readonly has: (key: string) => boolean;
  readonly value: (key: string) => string | null;
}

export const column = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const asked: Asked = {
    has: (key) => line.options.some((option) => option.key === key),
    value: (key) => line.options.findLast((option) => option.key === key)?.value ?? null,
  };
  if (asked.has('h') || asked.has('V')) {
    process.print(asked.has('h') ? COLUMN_USAGE : versionLine(process));
    return 0;
  }
  const leftOut = (['E', 'T', 'W'] as const).find(asked.has);
  const width = asked.value('c') ?? process.env.get('COLUMNS') ?? String(USUAL_WIDTH);
  const problem = leftOut !== undefined ? notAvailable(`-${leftOut}`) : !/^\d+$/.test(width) ? `invalid columns argument: '${width}'` : asked.has('J') && !asked.has('N') ? 'option --table-columns required for --json' : null; // prettier-ignore
  if (problem !== null) {
    yield* process.warn(problem);
    return 1;
  }
  const { lines, status } = yield* readLines(process, inputsOf(line.operands), asked.has('L'));
  // so many files could not be read
  if (lines.length === 0) return status;
  if (!asked.has('t') && !asked.has('J')) {
    process.print(sideBySide(lines, Number(width), asked.has('x')));
    return 0;
  }
  const table = tableOf(lines, asked);
  if (typeof table === 'string') {
    yield* process.warn(table);
    return 1;
  }
  process.print(asked.has('J') ? jsonOf(table, asked.value('n') ?? 'table') : drawn(table, asked));
  return 0;
});

function* readLines(
  process: Process,
  names: readonly string[],
  keepsEmpty: boolean,
): Coroutine<{ readonly lines: readonly string[]; readonly status: number }> {
  const lines: string[] = [];
  let status = 0;
  for (const name of names) {
    const text = yield* readInput(process.sys, name);
    if (failed(text)) {
      yield* process.warn(name, text);
      status += 1;
      continue;
    }
    lines.push(...linesOf(text).filter((line) => keepsEmpty || line.trim() !== ''));
  }
  return { lines, status };
}

function cells(text: string): number {
  return [...text].length;
}

/** As many columns as fit, each as wide as a whole number of tabs. */
function sideBySide(lines: readonly string[], width: number, rowsFirst: boolean): string {
  const longest = Math.max(...lines.map(cells));
  const each = (Math.floor(longest / TAB) + 1) * TAB;
  if (each >= width) return lines.map((line) => `${line}\n`).join('');
  const columns = Math.floor(width / each);
  const rows = Math.ceil(lines.length / columns);
  const rowOf = (at: number): readonly string[] =>
    rowsFirst
      ? lines.slice(at * columns, (at + 1) * columns)
      : lines.filter((_, index) => index % rows === at);
  return Array.from({ length: rows }, (_, at) => {
    const row = rowOf(at);
    const parts = row.map((cell, index) =>
      index === row.length - 1 ? cell : cell + tabsTo(cells(cell), each),
    );
    return `${parts.join('')}\n`;
  }).join('');
}

function tabsTo(from: number, to: number): string {
  return '\t'.repeat(to / TAB - Math.floor(from / TAB));
}

interface Column {
  /** Null where it has no name. */
  readonly name: string | null;
  readonly right: boolean;
}

interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Which columns are shown, in their order. */
  readonly shown: readonly number[];
}

/** Or what is wrong with what was asked for. */
function tableOf(lines: readonly string[], asked: Asked): Table | string {
  const limit = Number(asked.value('l') ?? 0);
  const rows = lines.map((line) => cellsOf(line, asked.value('s'), limit));
  const names = asked.value('N')?.split(',') ?? [];
  const count = Math.max(names.length, ...rows.map((row) => row.length));
  const all = Array.from({ length: count }, (_, at) => at);
  const lists: Record<string, readonly number[]> = {};
  for (const key of ['R', 'H', 'O', 'r', 'i', 'p']) {
    const places = columnsIn(asked.value(key), names, count);
    if (typeof places === 'string') return places;
    lists[key] = places;
  }
  const { R: right = [], H: hidden = [], O: first = [] } = lists;
  const columns = all.map((at) => ({ name: names[at] ?? null, right: right.includes(at) }));
  const shown = [...first, ...all.filter((at) => !first.includes(at))].filter((at) => !hidden.includes(at));
  const [tree] = lists['r'] ?? [];
  if (tree === undefined) return { columns, rows, shown };
  const [id, parent] = [lists['i']?.[0], lists['p']?.[0]];
  if (id === undefined || parent === undefined)
    return 'options --tree-id and --tree-parent are required for tree formatting';
  return { columns, rows: asTree(rows, tree, id, parent), shown };
}

/** Blanks separate however many there are; other separators stand for one each. Behind the limit everything is one cell. */
function cellsOf(line: string, separators: string | null, limit: number): readonly string[] {
  const isSeparator = (character: string): boolean => (separators ?? ' \t').includes(character);
  const found: string[] = [];
  let rest = line;
  for (;;) {
    if (separators === null) rest = rest.replace(/^[ \t]+/, '');
    if (separators === null && rest === '') return found;
    const end = limit > 0 && found.length === limit - 1 ? -1 : [...rest].findIndex(isSeparator);
    if (end < 0) return [...found, rest];
    const characters = [...rest];
    found.push(characters.slice(0, end).join(''));
    rest = characters.slice(end + 1).join('');
  }
}

/** By name or number; 0 is all of them. */
function columnsIn(list: string | null, names: readonly string[], count: number): readonly number[] | string {
  if (list === null) return [];
  const places: number[] = [];
  for (const word of list.split(',')) {
    if (word === '0') places.push(...Array.from({ length: count }, (_, at) => at));
    else if (/^\d+$/.test(word)) places.push(Number(word) - 1);
    else if (names.includes(word)) places.push(names.indexOf(word));
    else return `undefined column name '${word}'`;
  }
  return places;
}

/** The rows in the order of a tree whose branches are drawn into a cell. */
function asTree(
  rows: readonly (readonly string[])[],
  tree: number,
  id: number,
  parent: number,
): readonly (readonly string[])[] {
  const known = new Set(rows.map((row) => row[id]));
  const made: (readonly string[])[] = [];
  const visit = (row: readonly string[], above: string, branch: string): void => {
    made.push(row.map((cell, at) => (at === tree ? above + branch + cell : cell)));
    const below = rows.filter((other) => other !== row && other[parent] === row[id]);
    const lead = branch === '' ? '' : above + (branch === '└─' ? '  ' : '│ ');
    below.forEach((child, at) => {
      visit(child, lead, at === below.length - 1 ? '└─' : '├─');
    });
  };
  for (const row of rows) if (!known.has(row[parent]) || row[parent] === row[id]) visit(row, '', '');
  return made;
}

function drawn({ columns, rows, shown }: Table, asked: Asked): string {
  const named = columns.some(({ name }) => name !== null) && !asked.has('d');
  const lines = named ? [columns.map(({ name }) => name ?? ''), ...rows] : rows;
  const widths = columns.map((_, at) => Math.max(0, ...lines.map((row) => cells(row[at] ?? ''))));
  return lines
    .map((row) => {
      const parts = shown.map((at, index) => {
        const cell = row[at] ?? '';
        const missing = ' '.repeat(Math.max(0, (widths[at] ?? 0) - cells(cell)));
        if (columns[at]?.right === true)
          return cell === '' && index === shown.length - 1 ? '' : missing + cell;
        return index === shown.length - 1 ? cell : cell + missing;
      });
      return `${parts.join(asked.value('o') ?? '  ')}\n`;
    })
    .join('');
}

function jsonOf({ columns, rows, shown }: Table, name: string): string {
  const objects = rows.map((row) => {
    const members = shown.map((at) => `         ${JSON.stringify((columns[at]?.name ?? '').toLowerCase())}: ${row[at] === undefined || row[at] === '' ? 'null' : JSON.stringify(row[at])}`); // prettier-ignore
    return `{\n${members.join(',\n')}\n      }`;
  });
  return `{\n   ${JSON.stringify(name)}: [\n      ${objects.join(',')}\n   ]\n}\n`;
}
