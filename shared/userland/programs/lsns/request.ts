// What does a command line of lsns(8) ask for?

import { COLUMNS } from './columns.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { KINDS } from './namespaces.ts';
import { parseNumber } from '../../libc/util-linux.ts';
import type { Kind } from './namespaces.ts';
import type { LsnsColumn } from './columns.ts';

const OPTIONS = [
  ['J', 'json'], ['l', 'list'], ['n', 'noheadings'], ['o', 'output', 'required'], ['', 'output-all'], ['p', 'task', 'required'],
  ['r', 'raw'], ['T', 'tree', 'optional'], ['u', 'notruncate'], ['W', 'nowrap'], ['t', 'type', 'required'], ['h', 'help'],
  ['V', 'version'],
] as const; // prettier-ignore

/** What lines hang on: the process above, the user namespace that owns, or the one around; or nothing. */
export type TreeStyle = 'process' | 'owner' | 'parent' | 'none';

export interface Request {
  readonly kinds: readonly Kind[];
  /** Only the namespaces of this process. */
  readonly pid: number | null;
  /** Only the processes of this namespace. */
  readonly namespace: number | null;
  readonly columns: readonly LsnsColumn[];
  readonly tree: TreeStyle;
  readonly format: 'table' | 'raw' | 'json';
  readonly headings: boolean;
  readonly truncate: boolean;
}

export type LsnsLine =
  | { readonly kind: 'run'; readonly request: Request }
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'usage'; readonly problem: string }
  | { readonly kind: 'refused'; readonly message: string };

export function readLsnsLine(args: readonly string[]): LsnsLine {
  const line = getoptLong(args, OPTIONS);
  if (line.problem !== null) return { kind: 'usage', problem: line.problem };
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('h') || has('V')) return { kind: has('h') ? 'help' : 'version' };
  const kinds: Kind[] = [];
  let pid: number | null = null;
  let output: string | null = null;
  let tree: TreeStyle = has('l') || has('r') ? 'none' : 'process';
  for (const { key, value } of line.options) {
    const text = value ?? '';
    if (key === 't') {
      const kind = KINDS.find((candidate) => candidate === text);
      if (kind === undefined) return refused(`unknown namespace type: ${text}`);
      kinds.push(kind);
    } else if (key === 'p') {
      pid = parseNumber(text);
      if (pid === null) return refused(`invalid PID argument: '${text}'`);
    } else if (key === 'T') {
      const style = (['owner', 'parent', 'process'] as const).find(
        (candidate) => candidate === (value ?? 'owner').replace(/^=/, ''),
      );
      if (style === undefined) return refused(`unknown tree type: ${text.replace(/^=/, '')}`);
      tree = style;
    } else if (key === 'o') output = text;
  }
  const [operand] = line.operands;
  if (operand !== undefined && pid !== null && pid !== 0)
    return refused('--task is mutually exclusive with <namespace>');
  const namespace = operand === undefined ? null : parseNumber(operand);
  if (operand !== undefined && namespace === null) return refused(`invalid namespace argument: '${operand}'`);
  const standard = has('output-all') ? [...COLUMNS.keys()] : defaultNames(namespace !== null, kinds);
  const columns = chosenColumns(standard, output);
  if (typeof columns === 'string') return refused(`unknown column: ${columns}`);
  const request: Request = {
    kinds: kinds.length > 0 ? kinds : KINDS,
    pid: pid === 0 ? null : pid,
    namespace,
    columns,
    tree: namespace !== null && tree !== 'none' ? 'process' : tree,
    format: has('J') ? 'json' : has('r') ? 'raw' : 'table',
    headings: !has('n'),
    truncate: !has('u'),
  };
  return { kind: 'run', request };
}

function refused(message: string): LsnsLine {
  return { kind: 'refused', message };
}

/** A network namespace has two more to show. */
function defaultNames(ofOneNamespace: boolean, kinds: readonly Kind[]): readonly string[] {
  if (ofOneNamespace) return ['PID', 'PPID', 'USER', 'COMMAND'];
  return [
    'NS',
    'TYPE',
    'NPROCS',
    'PID',
    'USER',
    ...(kinds.includes('net') ? ['NETNSID', 'NSFS'] : []),
    'COMMAND',
  ];
}

/** `+NAME` adds to the standard columns. The columns, or the name of the one there is not. */
function chosenColumns(standard: readonly string[], output: string | null): readonly LsnsColumn[] | string {
  const asked = (output ?? '')
    .replace(/^\+/, '')
    .split(',')
    .filter((name) => name !== '');
  const names = output === null ? standard : output.startsWith('+') ? [...standard, ...asked] : asked;
  const columns: LsnsColumn[] = [];
  for (const name of names) {
    const column = COLUMNS.get(name.toUpperCase());
    if (column === undefined) return name;
    columns.push(column);
  }
  return columns;
}
