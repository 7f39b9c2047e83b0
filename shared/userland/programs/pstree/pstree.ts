// Who is whose child? pstree(1) of psmisc.

import { ASCII, drawTree, NAMESPACE_KINDS, UNICODE, VT100 } from './draw.ts';
import { byNamespace, Family, rootsOfUser, withAncestors } from './family.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { isUtf8 } from '../../libc/locale.ts';
import { listPids, readTask, TICKS_PER_SECOND } from '../../libc/proc.ts';
import { program } from '../../libc/process.ts';
import { readFile } from '../../libc/read.ts';
import { readUptime } from '../../libc/machine-facts.ts';
import { readUsers } from '../../libc/users.ts';
import { terminfoOf } from '../../libc/terminfo.ts';
import { screenColumns, UNLIMITED } from '../../libc/screen.ts';
import { USAGE, VERSION } from './usage.ts';
import type { Coroutine } from '../../program.ts';
import type { Drawing, Symbols } from './draw.ts';
import type { Member, Node, SiblingOrder } from './family.ts';
import type { Process } from '../../libc/process.ts';
import type { Sys } from '../../sys.ts';
import type { Users } from '../../libc/users.ts';

const OPTIONS = [
  ['a', 'arguments'], ['A', 'ascii'], ['c', 'compact-not'], ['C', 'color', 'required'], ['G', 'vt100'], ['h', 'highlight-all'],
  ['H', 'highlight-pid', 'required'], ['l', 'long'], ['n', 'numeric-sort'], ['N', 'ns-sort', 'required'], ['p', 'show-pids'],
  ['g', 'show-pgids'], ['s', 'show-parents'], ['S', 'ns-changes'], ['t', 'thread-names'], ['T', 'hide-threads'],
  ['u', 'uid-changes'], ['U', 'unicode'], ['V', 'version'], ['Z', 'security-context'],
] as const; // prettier-ignore

/** Where psmisc ends a line when nothing says how wide the screen is. */
const DEFAULT_WIDTH = 132;
const STDOUT = 1;

interface Choices {
  readonly letters: ReadonlySet<string>;
  readonly symbols: Symbols | null;
  readonly shine: Drawing['shine'];
}

export const pstree = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  process.writeTrouble = null;
  const line = getoptLong(process.args, OPTIONS);
  let symbols: Symbols | null = null;
  let nsSort: string | null = null;
  let highlighted = 0;
  const letters = new Set<string>();
  for (const { key, value } of line.options) {
    letters.add(key);
    if (key === 'A') symbols = ASCII;
    else if (key === 'U') symbols = UNICODE;
    else if (key === 'G') symbols = VT100;
    else if (key === 'N') nsSort = value;
    if (key === 'H' && !/^\d+$/.test(value ?? '')) return yield* usage(process);
    if (key === 'h') highlighted = yield* sys.getpid();
    if (key === 'H') highlighted = Number(value);
    if (key === 'N' && !NAMESPACE_KINDS.some((kind) => kind === value)) return yield* usage(process);
    if (key === 'C' && value !== 'age') return yield* usage(process);
    if (key === 'V') {
      yield* process.eprint(VERSION);
      return 0;
    }
  }
  if (line.problem !== null) {
    yield* process.error(line.problem);
    return yield* usage(process);
  }
  const users = yield* readUsers(sys);
  const [operand, ...more] = line.operands;
  if (more.length > 0 || (operand !== undefined && /^\d+\D/.test(operand))) return yield* usage(process);
  const user = operand === undefined || /^\d+$/.test(operand) ? null : (users.byName(operand) ?? undefined);
  if (user === undefined) {
    yield* process.eprint(`No such user name: ${operand ?? ''}\n`);
    return 1;
  }

  const order: SiblingOrder = letters.has('n') ? 'pid' : 'name';
  const members = yield* readMembers(sys, letters.has('S') || nsSort !== null);
  const [firstPid] = members;
  if (firstPid === undefined) {
    yield* process.eprint('/proc is empty (not mounted ?)\n');
    return 1;
  }
  const uptime = yield* readFile(sys, '/proc/uptime');
  if (failed(uptime)) {
    yield* process.error('error opening uptime file');
    return 1;
  }
  // there or not: who has no parent in sight hangs below it
  const root = 1;
  const family = new Family(members, root, order);
  const shine = letters.has('C')
    ? ageColour(yield* readUptime(sys))
    : boldPath(family.find(highlighted), process.env);
  const drawing = yield* drawingFor(process, { letters, symbols, shine }, users);
  const start = family.find(user === null && operand !== undefined ? Number(operand) : root);
  if (start === undefined && letters.has('s')) {
    yield* process.eprint(`Process ${operand ?? ''} not found.\n`);
    return 1;
  }
  const text = start === undefined ? '' : drawn(start, drawing, nsSort, letters.has('s'), user?.uid ?? null);
  process.print(text);
  if (text !== '' || user === null) return 0;
  yield* process.eprint('No processes found.\n');
  return 1;
});

function* usage(process: Process): Coroutine<number> {
  yield* process.eprint(USAGE);
  return 1;
}

function drawn(
  start: Node,
  drawing: Drawing,
  nsSort: string | null,
  parents: boolean,
  uid: number | null,
): string {
  if (uid !== null)
    return rootsOfUser(start, uid)
      .map((node) => drawTree(node, drawing, uid))
      .join('\n');
  if (nsSort !== null) {
    const groups = [...byNamespace(start, nsSort)];
    return groups
      .map(([number, nodes]) => `[${number}]\n${nodes.map((node) => drawTree(node, drawing, 0)).join('')}`)
      .join('');
  }
  return drawTree(parents ? withAncestors(start) : start, drawing, 0);
}

function* drawingFor(
  process: Process,
  { letters, symbols, shine }: Choices,
  users: Users,
): Coroutine<Drawing> {
  const onTerminal = yield* process.sys.isatty(STDOUT);
  const columns = yield* screenColumns(process);
  return {
    symbols: symbols ?? (onTerminal && isUtf8(process.env) ? UNICODE : ASCII),
    pids: letters.has('p'),
    pgids: letters.has('g'),
    users: letters.has('u'),
    namespaces: letters.has('S'),
    args: letters.has('a'),
    contexts: letters.has('Z'),
    shine,
    fold: !['a', 'c', 'p', 'Z'].some((letter) => letters.has(letter)),
    width: letters.has('l') ? Infinity : columns === UNLIMITED ? DEFAULT_WIDTH : columns,
    userName: (uid) => users.userName(uid),
  };
}

/** -h, -H: a process and all above it are bold, on a terminal that can. */
function boldPath(node: Node | undefined, env: ReadonlyMap<string, string>): Drawing['shine'] {
  const path = new Set<Node>();
  const canBold = terminfoOf(env) !== null;
  for (let next = canBold ? (node ?? null) : null; next !== null; next = next.parent) path.add(next);
  return (one) => (path.has(one) ? '\u001b[1m' : null);
}

/** -C age: green for a minute, yellow for an hour, then red. */
function ageColour(uptime: number): Drawing['shine'] {
  return ({ member }) => {
    const age = uptime - member.startTime / TICKS_PER_SECOND;
    return age < 60 ? '\u001b[32m' : age < 3600 ? '\u001b[33m' : '\u001b[31m';
  };
}

function* readMembers(sys: Sys, withNamespaces: boolean): Coroutine<readonly Member[]> {
  const members: Member[] = [];
  for (const pid of (yield* listPids(sys)) ?? []) {
    const task = yield* readTask(sys, pid);
    if (task === null) continue;
    const namespaces = new Map<string, string>();
    for (const kind of withNamespaces ? NAMESPACE_KINDS : []) {
      const link = yield* sys.readlink(`/proc/${pid}/ns/${kind}`);
      if (!failed(link)) namespaces.set(kind, link.replace(/\D/g, ''));
    }
    const { ppid, pgrp, comm, startTime } = task;
    const cmdline = task.cmdline.map((arg) => `${arg}\0`).join('');
    members.push({ pid, ppid, pgrp, comm, startTime, uid: task.uids.effective, cmdline, namespaces });
  }
  return members;
}
