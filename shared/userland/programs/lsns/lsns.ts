// Which namespaces are there, as far as the caller may look? lsns(8) of util-linux.

import { collectNamespaces, readNsProcesses } from './namespaces.ts';
import { drawTable, rawTable } from '../../libc/table.ts';
import { isUtf8 } from '../../libc/locale.ts';
import { program } from '../../libc/process.ts';
import { readLsnsLine } from './request.ts';
import { readUsers } from '../../libc/users.ts';
import { terminalColumns } from '../../libc/screen.ts';
import { tryHelp, versionLine } from '../../libc/util-linux.ts';
import { USAGE } from './usage.ts';
import { withRelations } from './relations.ts';
import type { Coroutine } from '../../program.ts';
import type { Line, LsnsColumn } from './columns.ts';
import type { Namespace } from './namespaces.ts';
import type { Process } from '../../libc/process.ts';
import type { Request, TreeStyle } from './request.ts';
import type { TableColumn, TableRow } from '../../libc/table.ts';
import type { Users } from '../../libc/users.ts';

export const lsns = program(function* (process: Process): Coroutine<number> {
  const line = readLsnsLine(process.args);
  switch (line.kind) {
    case 'usage':
      return yield* tryHelp(process, line.problem);
    case 'help':
    case 'version':
      process.print(line.kind === 'help' ? USAGE : versionLine(process));
      return 0;
    case 'refused':
      yield* process.warn(line.message);
      return 1;
    case 'run':
      return yield* list(process, line.request);
  }
});

function* list(process: Process, request: Request): Coroutine<number> {
  const { sys } = process;
  const found = collectNamespaces(yield* readNsProcesses(sys, request.kinds));
  if (request.namespace !== null && !found.some(({ id }) => id === request.namespace)) {
    yield* process.warn(`not found namespace: ${request.namespace}`);
    return 1;
  }
  const ofProcess = found.filter(
    ({ processes }) => request.pid === null || processes.some(({ task }) => task.pid === request.pid),
  );
  const byRelation = request.tree === 'owner' || request.tree === 'parent';
  const needsRelations =
    byRelation || request.columns.some(({ heading }) => heading === 'PNS' || heading === 'ONS');
  const namespaces = needsRelations ? yield* withRelations(sys, ofProcess, byRelation) : ofProcess;
  const lines =
    request.namespace === null ? namespaces.map(lineOf) : linesOfProcesses(namespaces, request.namespace);
  if (lines.length > 0) yield* show(process, lines, request);
  return 0;
}

function lineOf(namespace: Namespace): Line {
  const { processes } = namespace;
  return { ...namespace, count: processes.length, process: processes[0] ?? null };
}

/** One line for each process of a namespace. */
function linesOfProcesses(namespaces: readonly Namespace[], id: number): readonly Line[] {
  const one = namespaces.find((namespace) => namespace.id === id);
  return one === undefined ? [] : one.processes.map((process) => ({ ...one, count: 1, process }));
}

function* show(process: Process, lines: readonly Line[], request: Request): Coroutine<void> {
  const { columns, tree, headings } = request;
  const users = yield* readUsers(process.sys);
  const rows =
    tree === 'process' ? processTree(lines, columns, users) : namespaceTree(lines, columns, users, tree);
  if (request.format === 'json') process.print(json(columns, rows));
  else if (request.format === 'raw') process.print(rawTable(columns, rows, headings));
  else {
    const screen = request.truncate ? yield* terminalColumns(process) : Infinity;
    const drawn = columns.map((column) => withTree(column, tree));
    process.print(drawTable(drawn, rows, { headings, utf8: isUtf8(process.env), screenColumns: screen }));
  }
}

/** The branches stand before the command, or before the number of the namespace, which then begins at the left. */
function withTree(column: LsnsColumn, tree: TreeStyle): TableColumn {
  if (tree === 'process') return { ...column, tree: column.heading === 'COMMAND' };
  return tree !== 'none' && column.heading === 'NS' ? { ...column, align: 'left', tree: true } : column;
}

function cellsOf(line: Line, columns: readonly LsnsColumn[], users: Users): readonly string[] {
  return columns.map((column) => column.show(line, users));
}

/** A line hangs below the last one that its process's parent stands for. */
function processTree(
  lines: readonly Line[],
  columns: readonly LsnsColumn[],
  users: Users,
): readonly TableRow[] {
  const lineOfProcess = new Map<number, number>();
  return lines.map((line, index) => {
    const task = line.process?.task ?? null;
    const parent = task === null ? undefined : lineOfProcess.get(task.ppid);
    if (task !== null) lineOfProcess.set(task.pid, index);
    return { cells: cellsOf(line, columns, users), parent: parent ?? null };
  });
}

/** A line hangs below the namespace that owns it, or the one around it. */
function namespaceTree(
  lines: readonly Line[],
  columns: readonly LsnsColumn[],
  users: Users,
  tree: TreeStyle,
): readonly TableRow[] {
  return lines.map((line) => {
    const above = tree === 'none' ? null : tree === 'owner' ? line.owner : line.parent;
    const parent = above === null ? -1 : lines.findIndex(({ id }) => id === above);
    return { cells: cellsOf(line, columns, users), parent: parent < 0 ? null : parent };
  });
}

function json(columns: readonly LsnsColumn[], rows: readonly TableRow[]): string {
  const objects = rows.map(({ cells }) => {
    const fields = columns.map(({ heading, isNumber }, at) => {
      const cell = cells[at] ?? '';
      const value = cell === '' ? 'null' : isNumber ? cell : JSON.stringify(cell);
      return `         "${heading.toLowerCase()}": ${value}`;
    });
    return `{\n${fields.join(',\n')}\n      }`;
  });
  return `{\n   "namespaces": [\n      ${objects.join(',')}\n   ]\n}\n`;
}
