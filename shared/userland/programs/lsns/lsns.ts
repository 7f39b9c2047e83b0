// Which namespaces are there, as far as the caller may look? lsns(8) of util-linux.

import { collectNamespaces, KINDS, readNsProcesses } from './namespaces.ts';
import { COLUMNS } from './columns.ts';
import { drawTable, rawTable } from '../../libc/table.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { isUtf8 } from '../../libc/locale.ts';
import { parseNumber, tryHelp, versionLine } from '../../libc/util-linux.ts';
import { program } from '../../libc/process.ts';
import { readUsers } from '../../libc/users.ts';
import { screenColumns } from '../../libc/screen.ts';
import { USAGE } from './usage.ts';
import type { Coroutine } from '../../program.ts';
import type { Kind, Namespace, NsProcess } from './namespaces.ts';
import type { Line, LsnsColumn } from './columns.ts';
import type { Process } from '../../libc/process.ts';
import type { TableColumn, TableRow } from '../../libc/table.ts';
import type { Users } from '../../libc/users.ts';

const OPTIONS = [
  ['J', 'json'], ['l', 'list'], ['n', 'noheadings'], ['o', 'output', 'required'], ['', 'output-all'], ['p', 'task', 'required'],
  ['r', 'raw'], ['u', 'notruncate'], ['W', 'nowrap'], ['t', 'type', 'required'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

interface Request {
  readonly kinds: readonly Kind[];
  /** Only the namespaces of this process. */
  readonly pid: number | null;
  /** Only the processes of this namespace. */
  readonly namespace: number | null;
  /** What -o asked for; null when it was not given. */
  readonly output: string | null;
  readonly switches: ReadonlySet<string>;
}

/** Ends the program early, with what it says. */
class Refused {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

export const lsns = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  const switches = new Set<string>(line.options.map((option) => option.key));
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (switches.has('h') || switches.has('V')) {
    process.print(switches.has('h') ? USAGE : versionLine(process));
    return 0;
  }
  const request = readRequest(line.options, line.operands, switches);
  const columns = request instanceof Refused ? request : chosenColumns(request);
  if (request instanceof Refused || columns instanceof Refused) {
    yield* process.warn((request instanceof Refused ? request : (columns as Refused)).message);
    return 1;
  }
  const processes = yield* readNsProcesses(process.sys, request.kinds);
  const namespaces = collectNamespaces(processes);
  if (request.namespace !== null && !namespaces.some((namespace) => namespace.id === request.namespace)) {
    yield* process.warn(`not found namespace: ${request.namespace}`);
    return 1;
  }
  const lines = wantedLines(namespaces, request);
  const users = yield* readUsers(process.sys);
  if (lines.length > 0) yield* show(process, lines, columns, switches, users);
  return 0;
});

function readRequest(
  options: readonly { readonly key: string; readonly value: string | null }[],
  operands: readonly string[],
  switches: ReadonlySet<string>,
): Request | Refused {
  const kinds: Kind[] = [];
  let pid: number | null = null;
  let output: string | null = null;
  for (const { key, value } of options) {
    if (key === 't') {
      const kind = KINDS.find((candidate) => candidate === value);
      if (kind === undefined) return new Refused(`unknown namespace type: ${value ?? ''}`);
      kinds.push(kind);
    } else if (key === 'p') {
      pid = parseNumber(value ?? '');
      if (pid === null) return new Refused(`invalid PID argument: '${value ?? ''}'`);
    } else if (key === 'o') output = value;
  }
  const [operand] = operands;
  if (operand !== undefined && pid !== null && pid !== 0)
    return new Refused('--task is mutually exclusive with <namespace>');
  const namespace = operand === undefined ? null : parseNumber(operand);
  if (operand !== undefined && namespace === null)
    return new Refused(`invalid namespace argument: '${operand}'`);
  return {
    kinds: kinds.length > 0 ? kinds : KINDS,
    pid: pid === 0 ? null : pid,
    namespace,
    output,
    switches,
  };
}

function chosenColumns(request: Request): readonly LsnsColumn[] | Refused {
  const standard = request.namespace !== null ? ['PID', 'PPID', 'USER', 'COMMAND'] : defaultNames(request);
  let names = request.switches.has('output-all') ? [...COLUMNS.keys()] : standard;
  if (request.output !== null) {
    const asked = request.output
      .replace(/^\+/, '')
      .split(',')
      .filter((name) => name !== '');
    names = request.output.startsWith('+') ? [...names, ...asked] : asked;
  }
  const columns: LsnsColumn[] = [];
  for (const name of names) {
    const column = COLUMNS.get(name.toUpperCase());
    if (column === undefined) return new Refused(`unknown column: ${name}`);
    columns.push(column);
  }
  return columns;
}

/** A network namespace has two more to show. */
function defaultNames(request: Request): string[] {
  const network = request.kinds !== KINDS && request.kinds.includes('net') ? ['NETNSID', 'NSFS'] : [];
  return ['NS', 'TYPE', 'NPROCS', 'PID', 'USER', ...network, 'COMMAND'];
}

function wantedLines(namespaces: readonly Namespace[], request: Request): readonly Line[] {
  if (request.namespace !== null) {
    const one = namespaces.find((namespace) => namespace.id === request.namespace);
    return (one?.processes ?? []).map((process) => ({
      id: request.namespace,
      kind: one?.kind ?? 'pid',
      count: 1,
      process,
    }));
  }
  return namespaces
    .filter(({ processes }) => request.pid === null || processes.some(({ task }) => task.pid === request.pid))
    .map(({ id, kind, processes }) => ({ id, kind, count: processes.length, process: processes[0] ?? null }));
}

function* show(
  process: Process,
  lines: readonly Line[],
  columns: readonly LsnsColumn[],
  switches: ReadonlySet<string>,
  users: Users,
): Coroutine<void> {
  const isList = switches.has('l') || switches.has('r');
  const rows = asRows(lines, columns, users, isList);
  const headings = !switches.has('n');
  if (switches.has('J')) process.print(json(columns, rows));
  else if (switches.has('r')) process.print(rawTable(columns, rows, headings));
  else {
    const screen = switches.has('u') ? Infinity : yield* screenColumns(process);
    const drawn = columns.map((column): TableColumn => ({ ...column, tree: column.heading === 'COMMAND' }));
    process.print(drawTable(drawn, rows, { headings, utf8: isUtf8(process.env), screenColumns: screen }));
  }
}

/** In the tree a line hangs below the last one that its process's parent stands for. */
function asRows(
  lines: readonly Line[],
  columns: readonly LsnsColumn[],
  users: Users,
  isList: boolean,
): readonly TableRow[] {
  const lineOfProcess = new Map<number, number>();
  return lines.map((line, index) => {
    const parent = isList || line.process === null ? undefined : lineOfProcess.get(parentOf(line.process));
    if (line.process !== null) lineOfProcess.set(line.process.task.pid, index);
    return { cells: columns.map((column) => column.show(line, users)), parent: parent ?? null };
  });
}

function parentOf({ task }: NsProcess): number {
  return task.ppid;
}

function json(columns: readonly LsnsColumn[], rows: readonly TableRow[]): string {
  const objects = rows.map(({ cells }) => {
    const fields = columns.map(({ heading, isNumber }, at) => {
      const value =
        isNumber && cells[at] !== '' ? cells[at] : JSON.stringify(cells[at] === '' ? null : cells[at]);
      return `         "${heading.toLowerCase()}": ${value ?? 'null'}`;
    });
    return `{\n${fields.join(',\n')}\n      }`;
  });
  return `{\n   "namespaces": [\n      ${objects.join(',')}\n   ]\n}\n`;
}
