// What can a command line of strace(1) ask for?

import { getoptLong } from '../../libc/getopt-long.ts';
import { notAvailable } from '../../libc/left-out-option.ts';
import { signalsNamed } from './signal-set.ts';
import { callsIn } from './syscall-names.ts';
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

/** Counts, clocks, registers, stacks and tampering (fidelity: strace). */
const LEFT_OUT = [
  'b', 'c', 'C', 'd', 'D', 'E', 'i', 'I', 'k', 'n', 'O', 'P', 'r', 'S', 'T', 'u', 'U', 'w', 'X', 'y', 'Y', 'decode-pids', 'z', 'Z', 'absolute-timestamps', 'abbrev',
  'verbose', 'raw', 'read', 'write', 'fault', 'inject', 'status', 'kvm', 'seccomp-bpf', 'tips',
]; // prettier-ignore
const LEFT_OUT_QUALIFIERS =
  /^(abbrev|a|verbose|v|raw|x|reads?|r|writes?|w|faults?|inject|status|kvm|decode-fds?)$/;

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
    stringLimit: DEFAULT_STRING_LIMIT, column: DEFAULT_COLUMN, times: 0, calls: null, signals: null,
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
    else if (key === 'A') settings = { ...settings, append: true };
    else if (key === 's' || key === 'a') {
      if (!/^\d+$/.test(text))
        return { kind: 'refused', message: `invalid -${key} argument: '${text}'`, tryHelp: true };
      settings = { ...settings, [key === 's' ? 'stringLimit' : 'column']: Number(text) };
    } else if (key === 't') settings = { ...settings, times: settings.times + 1 };
    else if (key === 'q' && value === null) {
      const more = settings.quiet.has('attach') ? ['exit'] : ['attach', 'personality'];
      settings = { ...settings, quiet: new Set([...settings.quiet, ...more]) };
    } else if (key !== 'v' && key !== 'x') {
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

/** The long options that are qualifiers as well. */
const QUALIFIERS: ReadonlyMap<string, string> = new Map([
  ['q', 'quiet'],
  ['silent', 'quiet'],
  ['trace', 'trace'],
  ['signal', 'signal'],
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
  if (/^(q|quiet|silent|silence)$/.test(option)) {
    const wanted = list === 'all' ? MESSAGES : list === 'none' ? [] : list.split(',');
    const wrong = wanted.find((name) => !MESSAGES.includes(name));
    return wrong === undefined ? { ...settings, quiet: new Set(wanted) } : `invalid quiet '${wrong}'`;
  }
  const calls = callsIn(/^(t|trace)$/.test(option) ? list : text);
  return typeof calls === 'string' ? calls : { ...settings, calls };
}
