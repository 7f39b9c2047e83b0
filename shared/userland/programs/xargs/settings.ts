// What can a command line of xargs(1) ask for?

import { delimiterOf } from './items.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { leftOutOption } from '../../libc/left-out-option.ts';
import { XARGS_HELP } from './usage.ts';

const OPTIONS = [
  ['0', 'null'], ['a', 'arg-file', 'required'], ['d', 'delimiter', 'required'], ['E', '', 'required'], ['e', 'eof', 'optional'],
  ['I', '', 'required'], ['i', 'replace', 'optional'], ['L', '', 'required'], ['l', 'max-lines', 'optional'],
  ['n', 'max-args', 'required'], ['o', 'open-tty'], ['P', 'max-procs', 'required'], ['p', 'interactive'],
  ['', 'process-slot-var', 'required'], ['r', 'no-run-if-empty'], ['s', 'max-chars', 'required'], ['t', 'verbose'],
  ['x', 'exit'], ['', 'help'], ['', 'version'],
] as const; // prettier-ignore

/** So many bytes has a command line, if -s says nothing else. */
const USUAL_SIZE = 131_072;

export interface XargsSettings {
  readonly command: readonly string[];
  readonly file: string | null;
  readonly delimiter: string | null;
  readonly endMark: string | null;
  /** -I: one command for each line, which replaces this word. */
  readonly replace: string | null;
  readonly lines: number | null;
  readonly args: number | null;
  readonly size: number;
  /** -x: a command line that does not hold all it should is an error. */
  readonly exact: boolean;
  /** How many run at the same time; 0 for as many as there are. */
  readonly processes: number;
  readonly slotVariable: string | null;
  readonly asks: boolean;
  readonly openTty: boolean;
  readonly verbose: boolean;
  readonly runEmpty: boolean;
}

export type XargsLine =
  | { readonly kind: 'run'; readonly settings: XargsSettings; readonly warnings: readonly string[] }
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'refused'; readonly message: string; readonly hint: boolean };

type Limit = 'n' | 'L' | 'I';
/** As they are named when another one comes after them. */
const EARLIER: Readonly<Record<Limit, string>> = { n: '--max-args', L: '--max-lines', I: '--replace' };
/** By their keys, as they are named when they come after another one. */
const LATER: Readonly<Record<string, string>> = { n: '--max-args/-n', L: '-L', l: '--max-lines/-l', I: '--replace/-I/-i', i: '--replace/-I/-i' }; // prettier-ignore

export function readXargsLine(argv: readonly string[]): XargsLine {
  const line = getoptLong(argv, OPTIONS, 'stopAtOperand');
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const value = (...keys: readonly string[]): string | null =>
    line.options.findLast((option) => keys.includes(option.key))?.value ?? null;
  if (has('help') || has('version')) return { kind: has('help') ? 'help' : 'version' };
  if (line.problem !== null) {
    const leftOut = leftOutOption(line.problem, XARGS_HELP);
    return { kind: 'refused', message: leftOut ?? line.problem, hint: leftOut === null };
  }
  const warnings: string[] = [];
  const numbers: Record<string, number> = {};
  let limit: Limit | null = null;
  let replace = '{}';
  for (const { key, value: text } of line.options) {
    const least = key === 'P' ? 0 : 1;
    if (['n', 's', 'L', 'P'].includes(key) || (key === 'l' && text !== null)) {
      const number = /^\s*[+-]?\d+$/.test(text ?? '') ? Number(text) : null;
      if (number === null) return { kind: 'refused', message: `invalid number "${text ?? ''}" for -${key} option`, hint: true }; // prettier-ignore
      if (number < least) return { kind: 'refused', message: `value ${text ?? ''} for -${key} option should be >= ${least}`, hint: true }; // prettier-ignore
      numbers[key === 'l' ? 'L' : key] = number;
    } else if (key === 'l') numbers['L'] = 1;
    const next: Limit | null = key === 'n' ? 'n' : key === 'L' || key === 'l' ? 'L' : key === 'I' || key === 'i' ? 'I' : null; // prettier-ignore
    if (next === null) continue;
    if (next === 'I') replace = text ?? '{}';
    // one argument for each replacement is what -I does anyway
    const agrees = numbers['n'] === 1 && next === 'n' && limit === 'I';
    if (limit !== null && limit !== next && !agrees)
      warnings.push(`warning: options ${EARLIER[limit]} and ${LATER[key] ?? ''} are mutually exclusive, ignoring previous ${EARLIER[limit]} value`); // prettier-ignore
    if (!agrees) limit = next;
  }
  const given = value('d');
  const delimiter = has('0') ? '\0' : given === null ? null : delimiterOf(given);
  if (given !== null && delimiter === null)
    return { kind: 'refused', message: `Invalid input delimiter specification ${given}: the delimiter must be either a single character or an escape sequence starting with \\.`, hint: false }; // prettier-ignore
  const settings: XargsSettings = {
    command: line.operands.length > 0 ? line.operands : ['echo'],
    file: value('a'),
    delimiter,
    endMark: value('E', 'e'),
    replace: limit === 'I' ? replace : null,
    lines: limit === 'L' ? (numbers['L'] ?? 1) : null,
    args: limit === 'n' ? (numbers['n'] ?? null) : null,
    size: numbers['s'] ?? USUAL_SIZE,
    exact: has('x') || limit === 'L' || limit === 'I',
    processes: numbers['P'] ?? 1,
    slotVariable: value('process-slot-var'),
    asks: has('p'),
    openTty: has('o'),
    verbose: has('t') || has('p'),
    runEmpty: !has('r') && limit !== 'I',
  };
  return { kind: 'run', settings, warnings };
}
