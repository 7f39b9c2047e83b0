// Tabs become blanks, and blanks tabs. expand(1), unexpand(1); every byte is a column, as they count

import { convertLines, coreutil, quote, tryHelp } from '../libc/coreutils.ts';
import { fromByteText, toByteText } from '../libc/utf8.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const USUAL_TAB = 8;

/** Where the tabs stop. */
interface TabStops {
  /** Ascending; empty where only `every` counts. */
  readonly list: readonly number[];
  /** Behind the list: at the multiples of this; 0 for nowhere. */
  readonly every: number;
  /** The multiples are counted from the last of the list. */
  readonly relative: boolean;
}

export const expand = coreutil('expand', function* (process: Process): Coroutine<number> {
  const line = getoptLong(withoutDigits(process.args), [['i', 'initial'], ['t', 'tabs', 'required']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const stops = yield* readStops(process, line.options);
  if (stops === null) return 1;
  const initial = line.options.some(({ key }) => key === 'i');
  return yield* convertBytes(process, line.operands, (text) => expanded(text, stops, initial));
});

export const unexpand = coreutil('unexpand', function* (process: Process): Coroutine<number> {
  const line = getoptLong(withoutDigits(process.args), [['a', 'all'], ['', 'first-only'], ['t', 'tabs', 'required']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const stops = yield* readStops(process, line.options);
  if (stops === null) return 1;
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const everywhere = (has('a') || has('t')) && !has('first-only');
  return yield* convertBytes(process, line.operands, (text) => unexpanded(text, stops, everywhere));
});

/** -4 and -4,8 are short for -t. */
function withoutDigits(args: readonly string[]): readonly string[] {
  return args.map((arg) => arg.replace(/^-(\d[\d,]*)$/, '-t$1'));
}

function* readStops(
  process: Process,
  options: readonly { readonly key: string; readonly value: string | null }[],
): Coroutine<TabStops | null> {
  const text = options.flatMap(({ key, value }) => (key === 't' ? [value ?? ''] : [])).join(',');
  const stops = text === '' ? { list: [], every: USUAL_TAB, relative: false } : parseStops(text, (word) => quote(process, word)); // prettier-ignore
  if (typeof stops !== 'string') return stops;
  yield* process.error(stops);
  return null;
}

/** Or what is wrong with them. */
function parseStops(text: string, quoted: (word: string) => string): TabStops | string {
  const list: number[] = [];
  const words = text.split(/[, \t]/).filter((word) => word !== '');
  for (const [at, word] of words.entries()) {
    const [, sign = '', digits = ''] = /^([/+]?)(\d*)/.exec(word) ?? [];
    const rest = word.slice(sign.length + digits.length);
    if (rest !== '') return `tab size contains invalid character(s): ${quoted(rest)}`;
    if (sign !== '' && at < words.length - 1) return `'${sign}' specifier only allowed with the last value`;
    const stop = Number(digits);
    if (stop === 0) return 'tab size cannot be 0';
    if (sign !== '') return { list, every: stop, relative: sign === '+' };
    if (stop <= (list.at(-1) ?? 0)) return 'tab sizes must be ascending';
    list.push(stop);
  }
  const [only] = list;
  return list.length === 1 && only !== undefined
    ? { list: [], every: only, relative: false }
    : { list, every: 0, relative: false };
}

/** Null behind the last stop. */
function nextStop(column: number, { list, every, relative }: TabStops): number | null {
  const listed = list.find((stop) => stop > column);
  if (listed !== undefined) return listed;
  if (every === 0) return null;
  const start = relative ? (list.at(-1) ?? 0) : 0;
  return start + (Math.floor((column - start) / every) + 1) * every;
}

function expanded(line: string, stops: TabStops, initial: boolean): string {
  let out = '';
  let column = 0;
  let converts = true;
  for (const byte of line) {
    if (byte === '\t' && converts) {
      const stop = nextStop(column, stops) ?? column + 1;
      out += ' '.repeat(stop - column);
      column = stop;
      continue;
    }
    column = byte === '\b' ? Math.max(0, column - 1) : column + 1;
    if (initial && byte !== ' ') converts = false;
    out += byte;
  }
  return out;
}

/** A run of blanks that reaches a stop becomes a tab; one blank alone stays. */
function unexpanded(line: string, stops: TabStops, everywhere: boolean): string {
  let out = '';
  let pending = '';
  let column = 0;
  let afterBlank = true;
  let oneBeforeStop = false;
  const settle = (): void => {
    out += pending.length > 1 && oneBeforeStop ? `\t${pending.slice(1)}` : pending;
    pending = '';
    oneBeforeStop = false;
  };
  for (const [at, byte] of [...line].entries()) {
    const isBlank = byte === ' ' || byte === '\t';
    const stop = isBlank ? nextStop(column, stops) : null;
    if (isBlank && stop === null) {
      settle();
      return out + line.slice(at);
    }
    let put = byte;
    if (stop !== null) {
      column = byte === '\t' ? stop : column + 1;
      if (byte === ' ' && !(afterBlank && column === stop)) {
        if (column === stop) oneBeforeStop = true;
        pending += byte;
        afterBlank = true;
        continue;
      }
      put = '\t';
      pending = oneBeforeStop ? '\t' : '';
    } else column = byte === '\b' ? Math.max(0, column - 1) : column + 1;
    settle();
    out += put;
    afterBlank = isBlank;
    if (!isBlank && !everywhere) return out + line.slice(at + 1);
  }
  settle();
  return out;
}

function convertBytes(
  process: Process,
  operands: readonly string[],
  convert: (line: string) => string,
): Coroutine<number> {
  return convertLines(process, operands, (line, ending) => fromByteText(convert(toByteText(line))) + ending);
}
