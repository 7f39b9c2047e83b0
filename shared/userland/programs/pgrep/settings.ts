// What can a command line of pgrep(1), pkill(1) and pidwait(1) ask for?

import { compileRegex } from '../../libc/regex/regex.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { parseSignal } from '../../libc/signal-names.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import type { Regex } from '../../libc/regex/regex.ts';
import type { Users } from '../../libc/users.ts';

const COMMON = [
  ['A', 'ignore-ancestors'], ['c', 'count'], ['F', 'pidfile', 'required'], ['f', 'full'], ['g', 'pgroup', 'required'],
  ['G', 'group', 'required'], ['i', 'ignore-case'], ['L', 'logpidfile'], ['n', 'newest'], ['o', 'oldest'], ['O', 'older', 'required'],
  ['P', 'parent', 'required'], ['r', 'runstates', 'required'], ['s', 'session', 'required'], ['t', 'terminal', 'required'],
  ['u', 'euid', 'required'], ['U', 'uid', 'required'], ['x', 'exact'], ['', 'ns', 'required'], ['', 'nslist', 'required'],
  ['', 'cgroup', 'required'], ['', 'signal', 'required'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore
const PGREP = [...COMMON, ['d', 'delimiter', 'required'], ['l', 'list-name'], ['a', 'list-full'], ['v', 'inverse'], ['w', 'lightweight']] as const; // prettier-ignore
const PKILL = [...COMMON, ['e', 'echo'], ['q', 'queue', 'required']] as const;
const PIDWAIT = [...COMMON, ['e', 'echo']] as const;

/** What is done with the processes that were found. */
export type PgrepDeed = 'list' | 'kill' | 'wait';

const NS_KINDS = ['ipc', 'mnt', 'net', 'pid', 'user', 'uts'] as const;
/** Those that --ns compares when nothing is said: six of eight, because their flags were fixed when there were six. */
const DEFAULT_NS_KINDS = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time'] as const;
export type NsKind = (typeof NS_KINDS)[number] | (typeof DEFAULT_NS_KINDS)[number];

export interface Criteria {
  readonly pattern: Regex | null;
  /** The pattern has more characters than a name can have. */
  readonly tooLong: boolean;
  readonly letters: ReadonlySet<string>;
  /** Lists of numbers by option letter: P, g, s, u, U, G. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  readonly terminals: readonly string[] | null;
  readonly states: string | null;
  readonly pidFile: string | null;
  /** Seconds a process must be older than. */
  readonly older: number | null;
  /** Paths below cgroup2. */
  readonly cgroups: readonly string[] | null;
  readonly ns: { readonly pid: number; readonly kinds: readonly NsKind[] } | null;
  readonly delimiter: string;
  readonly signal: number;
}

export type PgrepLine =
  | { readonly kind: 'run'; readonly criteria: Criteria }
  | { readonly kind: 'help' | 'version' | 'silent' }
  | { readonly kind: 'usage'; readonly problem: string | null }
  /** What is said, and whether it is pointed out where to find help. */
  | { readonly kind: 'refused'; readonly message: string; readonly tryHelp: boolean };

const SIGTERM = 15;
/** comm holds this much. */
const NAME_LENGTH = 15;

export function readPgrepLine(args: readonly string[], deed: PgrepDeed, users: Users): PgrepLine {
  const { signal: leading, rest } = deed === 'kill' ? leadingSignal(args) : { signal: null, rest: args };
  const line = getoptLong(rest, deed === 'list' ? PGREP : deed === 'kill' ? PKILL : PIDWAIT);
  const reader = new CriteriaReader(users);
  for (const { key, value } of line.options) {
    if (key === 'h' || key === 'V') return { kind: key === 'h' ? 'help' : 'version' };
    const refused = reader.option(key, value ?? '');
    if (refused !== null) return refused;
  }
  if (line.problem !== null) return { kind: 'usage', problem: line.problem };
  if (reader.letters.has('L') && !reader.letters.has('F'))
    return { kind: 'refused', message: '-L without -F makes no sense', tryHelp: true };
  const [pattern, ...more] = line.operands;
  if (more.length > 0) return { kind: 'refused', message: 'only one pattern can be provided', tryHelp: true };
  if (['n', 'o', 'v'].filter((letter) => reader.letters.has(letter)).length > 1)
    return { kind: 'usage', problem: null };
  if (pattern === undefined && !reader.hasCriteria) {
    return { kind: 'refused', message: 'no matching criteria specified', tryHelp: true };
  }
  return finish(reader, pattern, leading ?? reader.signal ?? SIGTERM);
}

function finish(reader: CriteriaReader, pattern: string | undefined, signal: number): PgrepLine {
  const { letters } = reader;
  const source = pattern === undefined ? null : letters.has('x') ? `^(${pattern})$` : pattern;
  const regex = source === null ? null : compileRegex(source, 'extended', { ignoreCase: letters.has('i') });
  const unfinished = source === null ? null : unfinishedPattern(source);
  if (regex instanceof RegexProblem || unfinished !== null) {
    const message = unfinished ?? (regex instanceof RegexProblem ? regex.message : '');
    return { kind: 'refused', message: `regex error: ${message}`, tryHelp: false };
  }
  if (pattern !== undefined && /^[*+?]/.test(pattern)) {
    return { kind: 'refused', message: 'regex error: Invalid preceding regular expression', tryHelp: false };
  }
  const tooLong = pattern !== undefined && !letters.has('f') && pattern.length > NAME_LENGTH;
  return { kind: 'run', criteria: { ...reader.criteria(), pattern: regex, tooLong, signal } };
}

/** What regcomp(3) says of a pattern that ends too early, where grep has words or patience of its own. */
function unfinishedPattern(pattern: string): string | null {
  if (/(^|[^\\])\[\^?$/.test(pattern)) return 'Invalid regular expression';
  return /[^\\]\{\d*,?\d*$/.test(pattern) ? 'Unmatched \\{' : null;
}

/** pkill -9, pkill -KILL: the first argument that is a signal. */
function leadingSignal(args: readonly string[]): {
  readonly signal: number | null;
  readonly rest: readonly string[];
} {
  for (const [at, arg] of args.entries()) {
    const signal = arg.startsWith('-') ? parseSignal(arg.slice(1)) : null;
    if (signal !== null) return { signal, rest: args.filter((_, index) => index !== at) };
  }
  return { signal: null, rest: args };
}

class CriteriaReader {
  readonly letters = new Set<string>();
  signal: number | null = null;
  readonly #users: Users;
  readonly #numbers = new Map<string, readonly number[]>();
  #terminals: readonly string[] | null = null;
  #states: string | null = null;
  #pidFile: string | null = null;
  #older: number | null = null;
  #cgroups: readonly string[] | null = null;
  #nsPid: number | null = null;
  #nsKinds: readonly NsKind[] = DEFAULT_NS_KINDS;
  #delimiter = '\n';

  constructor(users: Users) {
    this.#users = users;
  }

  /** Something besides a pattern narrows the search. */
  get hasCriteria(): boolean {
    return (
      this.#numbers.size > 0 ||
      this.letters.has('n') ||
      this.letters.has('o') ||
      [this.#terminals, this.#states, this.#pidFile, this.#older, this.#cgroups, this.#nsPid].some(
        (value) => value !== null,
      )
    );
  }

  criteria(): Omit<Criteria, 'pattern' | 'tooLong' | 'signal'> {
    return {
      letters: this.letters,
      numbers: this.#numbers,
      terminals: this.#terminals,
      states: this.#states,
      pidFile: this.#pidFile,
      older: this.#older,
      cgroups: this.#cgroups,
      ns: this.#nsPid === null ? null : { pid: this.#nsPid, kinds: this.#nsKinds },
      delimiter: this.#delimiter,
    };
  }

  option(key: string, value: string): PgrepLine | null {
    this.letters.add(key);
    switch (key) {
      case 'd': this.#delimiter = value; return null;
      case 'F': this.#pidFile = value; return null;
      case 't': this.#terminals = value.split(','); return value === '' ? { kind: 'usage', problem: null } : null;
      case 'r': this.#states = value; return null;
      case 'O': this.#older = Number(value) || 0; return null;
      case 'cgroup': this.#cgroups = value.split(','); return null;
      case 'ns': this.#nsPid = Number(value) || 0; return null;
      case 'nslist': return this.#nsList(value);
      // what is no signal matches nobody it could be sent to
      case 'signal': this.signal = parseSignal(value) ?? -1; return null;
      case 'P': return this.#list(key, value, number, 'not a number');
      case 'g': return this.#list(key, value, number, 'invalid process group');
      case 's': return this.#list(key, value, number, 'invalid session id');
      case 'u':
      case 'U': return this.#list(key, value, (item) => number(item) ?? this.#users.byName(item)?.uid ?? null, 'invalid user name');
      case 'G': return this.#list(key, value, (item) => number(item) ?? this.#users.group(item)?.gid ?? null, 'invalid group name');
      default: return null;
    }
  } // prettier-ignore

  #list(key: string, value: string, parse: (item: string) => number | null, wrong: string): PgrepLine | null {
    const members: number[] = [];
    if (value === '') return { kind: 'usage', problem: null };
    for (const item of value.split(',')) {
      const member = parse(item);
      if (member === null) return { kind: 'refused', message: `${wrong}: ${item}`, tryHelp: false };
      members.push(member);
    }
    this.#numbers.set(key, members);
    return null;
  }

  #nsList(value: string): PgrepLine | null {
    const kinds = value.split(',').map((name) => NS_KINDS.find((kind) => kind === name));
    if (kinds.some((kind) => kind === undefined)) return { kind: 'silent' };
    // of several only the last counts
    this.#nsKinds = kinds.filter((kind) => kind !== undefined).slice(-1);
    return null;
  }
}

/** Nothing is 0. */
function number(item: string): number | null {
  return /^\d*$/.test(item) ? Number(item) : null;
}
