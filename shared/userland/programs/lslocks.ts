// Which files are locked, by whom, and who waits? lslocks(8)

import { drawTable, rawTable } from '../libc/table.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { humanSize } from '../libc/human-size.ts';
import { isUtf8 } from '../libc/locale.ts';
import { LSLOCKS_USAGE } from './util-linux-usage.ts';
import { parseNumber, tryHelp, versionLine } from '../libc/util-linux.ts';
import { program } from '../libc/process.ts';
import { readFileOrEmpty } from '../libc/read.ts';
import { terminalColumns } from '../libc/screen.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Sys } from '../sys.ts';

const OPTIONS = [
  ['b', 'bytes'], ['J', 'json'], ['i', 'noinaccessible'], ['n', 'noheadings'], ['o', 'output', 'required'], ['', 'output-all'],
  ['p', 'pid', 'required'], ['r', 'raw'], ['u', 'notruncate'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

interface Lock {
  readonly id: number;
  readonly waits: boolean;
  readonly pid: number;
  readonly command: string;
  readonly mode: string;
  readonly device: string;
  readonly inode: number;
  readonly path: string;
  readonly size: number;
}

interface Column {
  readonly align: 'left' | 'right';
  readonly truncate?: boolean;
  /** The least width, where its values are no narrower than its heading. */
  readonly hint?: number;
  readonly text: (lock: Lock, all: readonly Lock[], bytes: boolean) => string;
  /** In JSON: a text, a number or a truth. */
  readonly json: 'text' | 'number' | 'truth';
}

const COLUMNS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ['COMMAND', { align: 'left', text: ({ command }) => command, json: 'text' }],
  ['PID', { align: 'right', text: ({ pid }) => String(pid), json: 'number' }],
  ['TYPE', { align: 'right', text: () => 'FLOCK', json: 'text' }],
  ['SIZE', { align: 'right', text: ({ size }, _, bytes) => (size === 0 ? '' : bytes ? String(size) : sizeText(size)), json: 'number' }],
  ['INODE', { align: 'right', text: ({ inode }) => String(inode), json: 'number' }],
  ['MAJ:MIN', { align: 'left', text: ({ device }) => device, json: 'text' }],
  ['MODE', { align: 'left', hint: 5, text: ({ mode, waits }) => mode + (waits ? '*' : ''), json: 'text' }],
  ['M', { align: 'right', text: () => '0', json: 'truth' }],
  ['START', { align: 'right', text: () => '0', json: 'number' }],
  ['END', { align: 'right', text: () => '0', json: 'number' }],
  ['PATH', { align: 'left', truncate: true, text: ({ path }) => path, json: 'text' }],
  ['BLOCKER', { align: 'right', text: ({ id, waits }, all) => (waits ? String(all.find((other) => other.id === id && !other.waits)?.pid ?? '') : ''), json: 'number' }],
]); // prettier-ignore

const STANDARD = ['COMMAND', 'PID', 'TYPE', 'SIZE', 'MODE', 'M', 'START', 'END', 'PATH'];

export const lslocks = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  if (has('h') || has('V')) {
    process.print(has('h') ? LSLOCKS_USAGE : versionLine(process));
    return 0;
  }
  const pid = value('p') === null ? null : parseNumber(value('p') ?? '');
  const output = value('o');
  const asked = (output ?? '')
    .replace(/^\+/, '')
    .split(',')
    .filter((name) => name !== '');
  const standard = has('output-all') ? [...COLUMNS.keys()] : STANDARD;
  const names = output === null ? standard : output.startsWith('+') ? [...standard, ...asked] : asked;
  const unknown = names.find((name) => !COLUMNS.has(name.toUpperCase()));
  const problem = value('p') !== null && pid === null ? `invalid PID argument: '${value('p') ?? ''}'` : unknown === undefined ? null : `unknown column: ${unknown}`; // prettier-ignore
  if (problem !== null) {
    yield* process.warn(problem);
    return 1;
  }
  const locks = yield* readLocks(process.sys);
  const shown = locks.filter((lock) => pid === null || lock.pid === pid);
  if (shown.length === 0) return 0;
  const columns = names.map((name) => ({
    name: name.toUpperCase(),
    column: COLUMNS.get(name.toUpperCase()),
  }));
  const rows = shown.map((lock) => columns.map(({ column }) => column?.text(lock, locks, has('b')) ?? ''));
  if (has('J')) {
    process.print(
      jsonOf(
        columns.map(({ name, column }) => [name, column?.json ?? 'text'] as const),
        rows,
      ),
    );
    return 0;
  }
  const drawn = columns.map(({ name, column }) => ({ heading: name, align: column?.align ?? 'left', truncate: column?.truncate === true && !has('u'), hint: column?.hint ?? 0 } as const)); // prettier-ignore
  const tableRows = rows.map((cells) => ({ cells, parent: null }));
  const style = {
    headings: !has('n'),
    utf8: isUtf8(process.env),
    screenColumns: yield* terminalColumns(process),
  };
  process.print(has('r') ? rawTable(drawn, tableRows, !has('n')) : drawTable(drawn, tableRows, style));
  return 0;
});

function sizeText(size: number): string {
  return size < 1024 ? `${size}B` : humanSize(size, 'binary');
}

/** Order: the last line of /proc/locks first. */
function* readLocks(sys: Sys): Coroutine<readonly Lock[]> {
  const locks: Lock[] = [];
  const text = yield* readFileOrEmpty(sys, '/proc/locks');
  for (const [, id, arrow, mode = '', pid, major = '', minor = '', inode] of text.matchAll(
    /^(\d+): ( *-> )?FLOCK +ADVISORY +(READ|WRITE) +(\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) 0 EOF$/gm,
  )) {
    const holder = Number(pid);
    const device = `${parseInt(major, 16)}:${parseInt(minor, 16)}`;
    const found = yield* openFile(sys, holder, Number(inode), device);
    const command = (yield* readFileOrEmpty(sys, `/proc/${holder}/comm`)).trim();
    locks.unshift({ id: Number(id), waits: arrow !== undefined, pid: holder, command, mode, device, inode: Number(inode), ...found }); // prettier-ignore
  }
  return locks;
}

/** The file among those that the holder has open. */
function* openFile(
  sys: Sys,
  pid: number,
  inode: number,
  device: string,
): Coroutine<{ readonly path: string; readonly size: number }> {
  const entries = yield* sys.readdir(`/proc/${pid}/fd`);
  for (const { name } of failed(entries) ? [] : entries) {
    const link = `/proc/${pid}/fd/${name}`;
    const stat = yield* sys.stat(link);
    if (failed(stat) || stat.ino !== inode || `${stat.dev >> 8}:${stat.dev & 0xff}` !== device) continue;
    const path = yield* sys.readlink(link);
    if (!failed(path)) return { path, size: stat.size };
  }
  return { path: '', size: 0 };
}

function jsonOf(
  columns: readonly (readonly [name: string, json: Column['json']])[],
  rows: readonly (readonly string[])[],
): string {
  const objects = rows.map((cells) => {
    const members = columns.map(([name, json], at) => {
      const cell = cells[at] ?? '';
      const shown = cell === '' ? 'null' : json === 'truth' ? String(cell !== '0') : json === 'number' && /^\d+$/.test(cell) ? cell : JSON.stringify(cell); // prettier-ignore
      return `         ${JSON.stringify(name.toLowerCase())}: ${shown}`;
    });
    return `{\n${members.join(',\n')}\n      }`;
  });
  return `{\n   "locks": [\n      ${objects.join(',')}\n   ]\n}\n`;
}
