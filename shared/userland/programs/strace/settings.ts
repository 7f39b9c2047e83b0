// What can a command line of strace(1) ask for?

import { getoptLong } from '../../libc/getopt-long.ts';
import { notAvailable } from '../../libc/left-out-option.ts';
import { signalsNamed } from './signal-set.ts';
import { callsIn } from './syscall-names.ts';
import { summarySort } from './summary.ts';
import type { SummarySort } from './summary.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';

const OPTIONS = [
  ['a', 'columns', 'required'], ['A', 'output-append-mode'], ['e', '', 'required'], ['f', 'follow-forks'], ['F', ''], ['h', 'help'],
  ['o', 'output', 'required'], ['p', 'attach', 'required'], ['q', 'quiet', 'optional', 'none'], ['', 'silent', 'optional'], ['s', 'string-limit', 'required'],
  ['t', ''], ['v', 'no-abbrev'], ['V', 'version'], ['x', 'strings-in-hex', 'optional', 'none'], ['', 'output-separately'],
  ['', 'trace', 'required'], ['', 'signal', 'required'],
  ['b', 'detach-on', 'required'], ['c', 'summary-only'], ['C', 'summary'], ['d', 'debug'], ['D', 'daemonize', 'optional', 'none'], ['E', 'env', 'required'],
  ['i', 'instruction-pointer'], ['I', 'interruptible', 'required'], ['k', 'stack-traces'], ['n', 'syscall-number'],
  ['O', 'summary-syscall-overhead', 'required'], ['P', 'trace-path', 'required'], ['r', 'relative-timestamps', 'optional', 'none'],
  ['S', 'summary-sort-by', 'required'], ['T', 'syscall-times', 'optional', 'none'], ['u', 'user', 'required'], ['U', 'summary-columns', 'required'],
  ['w', 'summary-wall-clock'], ['X', 'const-print-style', 'required'], ['y', 'decode-fds', 'optional', 'none'], ['Y', ''], ['', 'decode-pids', 'required'], ['z', 'successful-only'], ['Z', 'failed-only'],
  ['', 'absolute-timestamps', 'optional'], ['', 'abbrev', 'required'], ['', 'verbose', 'required'], ['', 'raw', 'required'], ['', 'read', 'required'], ['', 'write', 'required'],
  ['', 'fault', 'required'], ['', 'inject', 'required'], ['', 'status', 'required'], ['', 'kvm', 'required'], ['', 'seccomp-bpf'], ['', 'tips', 'optional'],
] as const; // prettier-ignore

/** Registers, stacks, dumps and tampering (fidelity: strace). */
const LEFT_OUT = [
  'b', 'd', 'D', 'i', 'k', 'n', 'P', 'U', 'X', 'Y', 'decode-pids', 'absolute-timestamps', 'verbose', 'raw', 'read', 'write', 'fault',
  'inject', 'kvm', 'seccomp-bpf', 'tips',
]; // prettier-ignore
const LEFT_OUT_QUALIFIERS = /^(verbose|v|raw|x|reads?|r|writes?|w|faults?|inject|kvm|decode-fds?)$/;

export interface StraceSettings {
  readonly pids: readonly number[];
  readonly argv: readonly string[];
  readonly follow: boolean;
  /** What is kept quiet about: attaching, and the end of a tracee. */
  readonly quiet: ReadonlySet<string>;
  readonly output: string | null;
  readonly append: boolean;
  /** -ff: a file for each tracee. */
  readonly separately: boolean;
  readonly stringLimit: number;
  readonly column: number;
  /** How many -t: the time of day in front, with microseconds, since 1970. */
  readonly times: number;
  /** -r: since the line before. */
  readonly relative: boolean;
  /** -T: how long each call took. */
  readonly durations: boolean;
  /** -v: environments in full. */
  readonly unabridged: boolean;
  /** -y, -yy. */
  readonly descriptors: 'numbers' | 'paths' | 'devices';
  /** -z, -Z, -e status: only calls that came to this end. */
  readonly ends: 'all' | 'successful' | 'failed';
  /** -c alone; -C after the lines. */
  readonly summary: 'none' | 'only' | 'added';
  readonly summarySort: SummarySort;
  /** -E: for the command; null takes a variable away. */
  readonly environment: readonly (readonly [name: string, value: string | null])[];
  /** -u: who runs the command. */
  readonly user: string | null;
  /** Null shows every call. */
  readonly calls: ReadonlySet<string> | null;
  /** Which signals are told of; null tells of every one. */
  readonly signals: ReadonlySet<Signal> | null;
}

export type StraceLine =
  | { readonly kind: 'run'; readonly settings: StraceSettings }
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'refused'; readonly message: string; readonly tryHelp: boolean };

const DEFAULT_COLUMN = 40;
const DEFAULT_STRING_LIMIT = 32;
const MESSAGES = ['attach', 'exit', 'path-resolution', 'personality', 'thread-execve', 'superseded'];

export function readStraceLine(args: readonly string[]): StraceLine {
  const line = getoptLong(args, OPTIONS, 'stopAtOperand');
  const pids: number[] = [];
  let settings: StraceSettings = {
    pids, argv: line.operands, follow: false, quiet: new Set(), output: null, append: false, separately: false,
    stringLimit: DEFAULT_STRING_LIMIT, column: DEFAULT_COLUMN, times: 0, calls: null, signals: null, relative: false, durations: false,
    unabridged: false, descriptors: 'numbers', ends: 'all', summary: 'none', summarySort: 'time', environment: [], user: null,
  }; // prettier-ignore
  for (const { key, value } of line.options) {
    const text = value ?? '';
    if (LEFT_OUT.includes(key)) return refused(notAvailable(key.length > 1 ? `--${key}` : `-${key}`));
    if (key === 'h' || key === 'V') return { kind: key === 'h' ? 'help' : 'version' };
    if (key === 'p') {
      for (const item of text.split(/[ ,\n]+/)) {
        if (!/^\d+$/.test(item) || Number(item) === 0) return refused(`Invalid process id: '${item}'`);
        pids.push(Number(item));
      }
    } else if (key === 'f') settings = { ...settings, follow: true, separately: settings.follow };
    else if (key === 'F') settings = { ...settings, follow: true };
    else if (key === 'output-separately') settings = { ...settings, separately: true };
    else if (key === 'o' && /^[|!]/.test(text)) return refused(notAvailable(`-o ${text.charAt(0)}`));
    else if (key === 'o') settings = { ...settings, output: text };
    else if (PLAIN.has(key)) settings = { ...settings, ...PLAIN.get(key) };
    else if (key === 'y')
      settings = {
        ...settings,
        descriptors: settings.descriptors === 'numbers' && value !== 'all' ? 'paths' : 'devices',
      };
    else if (key === 'u') settings = { ...settings, user: text };
    else if (key === 'E')
      settings = { ...settings, environment: [...settings.environment, variableOf(text)] };
    else if (key === 'S') {
      const sort = summarySort(text);
      if (sort === null) return { kind: 'refused', message: `invalid sortby: '${text}'`, tryHelp: true };
      settings = { ...settings, summarySort: sort };
    } else if (key === 'I') {
      if (!/^([1-4]|anywhere|waiting|never|never_tstp)$/.test(text))
        return { kind: 'refused', message: `invalid -I argument: '${text}'`, tryHelp: true };
    } else if (key === 'A') settings = { ...settings, append: true };
    else if (key === 's' || key === 'a') {
      if (!/^\d+$/.test(text))
        return { kind: 'refused', message: `invalid -${key} argument: '${text}'`, tryHelp: true };
      settings = { ...settings, [key === 's' ? 'stringLimit' : 'column']: Number(text) };
    } else if (key === 't') settings = { ...settings, times: settings.times + 1 };
    else if (key === 'q' && value === null) {
      const more = settings.quiet.has('attach') ? ['exit'] : ['attach', 'personality'];
      settings = { ...settings, quiet: new Set([...settings.quiet, ...more]) };
    } else if (key !== 'x' && key !== 'w' && key !== 'O') {
      const qualified = withQualifier(settings, key === 'e' ? text : `${QUALIFIERS.get(key) ?? ''}=${text}`);
      if (typeof qualified === 'string') return refused(qualified);
      settings = qualified;
    }
  }
  if (line.problem !== null) return { kind: 'refused', message: line.problem, tryHelp: true };
  if (pids.length === 0 && settings.argv.length === 0) {
    return { kind: 'refused', message: 'must have PROG [ARGS] or -p PID', tryHelp: true };
  }
  const isFileOfCommand = settings.output !== null && settings.argv.length > 0;
  const quiet = isFileOfCommand ? new Set([...settings.quiet, 'attach']) : settings.quiet;
  return { kind: 'run', settings: { ...settings, quiet } };
}

/** Letters that mean one thing each. */
const PLAIN: ReadonlyMap<string, Partial<StraceSettings>> = new Map<string, Partial<StraceSettings>>([
  ['r', { relative: true }],
  ['T', { durations: true }],
  ['v', { unabridged: true }],
  ['z', { ends: 'successful' }],
  ['Z', { ends: 'failed' }],
  ['c', { summary: 'only' }],
  ['C', { summary: 'added' }],
]);

function variableOf(text: string): readonly [name: string, value: string | null] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, null] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** The long options that are qualifiers as well. */
const QUALIFIERS: ReadonlyMap<string, string> = new Map([
  ['q', 'quiet'],
  ['silent', 'quiet'],
  ['trace', 'trace'],
  ['signal', 'signal'],
  ['abbrev', 'abbrev'],
  ['status', 'status'],
]);

function refused(message: string): StraceLine {
  return { kind: 'refused', message, tryHelp: false };
}

/** `trace=kill,%process`, `signal=!TERM`, or only names of calls. The settings, or what is wrong. */
function withQualifier(settings: StraceSettings, text: string): StraceSettings | string {
  const [, option = 'trace', list = ''] = /^(?:([\w-]+)=)?(.*)$/s.exec(text) ?? [];
  if (LEFT_OUT_QUALIFIERS.test(option)) return notAvailable(`-e ${option}`);
  if (/^(s|signals?)$/.test(option)) {
    const signals = signalsNamed(list);
    return typeof signals === 'string' ? signals : { ...settings, signals };
  }
  if (/^(a|abbrev)$/.test(option)) return { ...settings, unabridged: list === 'none' };
  if (option === 'status') {
    if (list === 'successful' || list === 'failed' || list === 'all') return { ...settings, ends: list };
    return /^(unfinished|unavailable|detached|none)$/.test(list)
      ? notAvailable(`-e status=${list}`)
      : `invalid status '${list}'`;
  }
  if (/^(q|quiet|silent|silence)$/.test(option)) {
    const wanted = list === 'all' ? MESSAGES : list === 'none' ? [] : list.split(',');
    const wrong = wanted.find((name) => !MESSAGES.includes(name));
    return wrong === undefined ? { ...settings, quiet: new Set(wanted) } : `invalid quiet '${wrong}'`;
  }
  const calls = callsIn(/^(t|trace)$/.test(option) ? list : text);
  return typeof calls === 'string' ? calls : { ...settings, calls };
}
