// What can a command line of strace(1) ask for?

import { callsNamed } from './syscall-names.ts';
import { getoptLong } from '../../libc/getopt-long.ts';

const OPTIONS = [
  ['a', 'columns', 'required'], ['c', 'summary-only'], ['C', 'summary'], ['d', 'debug'], ['e', '', 'required'], ['E', 'env', 'required'], ['f', 'follow-forks'],
  ['F', ''], ['h', 'help'], ['i', ''], ['k', ''], ['n', ''], ['o', 'output', 'required'], ['p', 'attach', 'required'], ['q', 'quiet', 'optional', 'none'],
  ['r', ''], ['s', 'string-limit', 'required'], ['t', ''], ['T', ''], ['u', 'user', 'required'], ['v', ''], ['V', 'version'], ['x', ''],
  ['y', ''], ['z', ''], ['Z', ''], ['', 'trace', 'required'], ['', 'signal', 'required'],
] as const; // prettier-ignore

/** Counts, clocks, registers and stacks (fidelity: strace). */
const LEFT_OUT = ['c', 'C', 'd', 'E', 'i', 'k', 'n', 'r', 'T', 'u', 'y', 'z', 'Z'];

export interface StraceSettings {
  readonly pids: readonly number[];
  readonly argv: readonly string[];
  readonly follow: boolean;
  /** -q: 1 no news about attaching, 2 nor about the end. */
  readonly quiet: number;
  readonly output: string | null;
  readonly stringLimit: number;
  readonly column: number;
  /** -t: the time of day in front. */
  readonly times: boolean;
  /** Null shows every call. */
  readonly calls: ReadonlySet<string> | null;
  readonly showsSignals: boolean;
}

export type StraceLine =
  | { readonly kind: 'run'; readonly settings: StraceSettings }
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'refused'; readonly message: string; readonly tryHelp: boolean };

const DEFAULT_COLUMN = 40;
const DEFAULT_STRING_LIMIT = 32;

export function readStraceLine(args: readonly string[]): StraceLine {
  const line = getoptLong(args, OPTIONS, 'stopAtOperand');
  const pids: number[] = [];
  let settings: StraceSettings = {
    pids, argv: line.operands, follow: false, quiet: 0, output: null, stringLimit: DEFAULT_STRING_LIMIT, column: DEFAULT_COLUMN,
    times: false, calls: null, showsSignals: true,
  }; // prettier-ignore
  for (const { key, value } of line.options) {
    const text = value ?? '';
    if (LEFT_OUT.includes(key)) return refused(`the option -${key} is not available in the lab`);
    if (key === 'h' || key === 'V') return { kind: key === 'h' ? 'help' : 'version' };
    if (key === 'p') {
      for (const item of text.split(/[ ,\n]+/)) {
        if (!/^\d+$/.test(item) || Number(item) === 0) return refused(`Invalid process id: '${item}'`);
        pids.push(Number(item));
      }
    } else if (key === 'f' || key === 'F') settings = { ...settings, follow: true };
    else if (key === 'q') settings = { ...settings, quiet: settings.quiet + 1 };
    else if (key === 'o') settings = { ...settings, output: text };
    else if (key === 's') settings = { ...settings, stringLimit: Number(text) };
    else if (key === 'a') settings = { ...settings, column: Number(text) };
    else if (key === 't') settings = { ...settings, times: true };
    else if (key === 'e' || key === 'trace' || key === 'signal') {
      const qualified = withQualifier(settings, key === 'e' ? text : `${key}=${text}`);
      if (typeof qualified === 'string') return refused(qualified);
      settings = qualified;
    }
  }
  if (line.problem !== null) return { kind: 'refused', message: line.problem, tryHelp: true };
  if (pids.length === 0 && settings.argv.length === 0) {
    return { kind: 'refused', message: 'must have PROG [ARGS] or -p PID', tryHelp: true };
  }
  return { kind: 'run', settings };
}

function refused(message: string): StraceLine {
  return { kind: 'refused', message, tryHelp: false };
}

/** `trace=kill,%process`, `signal=none`, or only names of calls. The settings, or what is wrong. */
function withQualifier(settings: StraceSettings, text: string): StraceSettings | string {
  const [, option = 'trace', list = ''] = /^(?:(\w+)=)?(.*)$/s.exec(text) ?? [];
  if (option === 'signal' || option === 'signals')
    return { ...settings, showsSignals: list !== 'none' && list !== '!all' };
  if (option !== 'trace' && option !== 't') return settings;
  if (list === 'all') return { ...settings, calls: null };
  if (list === 'none') return { ...settings, calls: new Set() };
  const calls = new Set<string>();
  for (const name of list.split(',')) {
    const found = callsNamed(name);
    if (found === null) return `invalid system call '${name}'`;
    for (const call of found) calls.add(call);
  }
  return { ...settings, calls };
}
