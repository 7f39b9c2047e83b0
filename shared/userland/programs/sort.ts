// Puts lines in order. sort(1)

import { appendAll } from '../libc/exhaustion.ts';
import { closeInput, coreutil, inputsOf, openInput, quote, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf, readAll } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['b', 'ignore-leading-blanks'], ['c', 'check', 'optional', 'none'], ['f', 'ignore-case'], ['h', 'human-numeric-sort'],
  ['k', 'key', 'required'], ['n', 'numeric-sort'], ['g', 'general-numeric-sort'], ['o', 'output', 'required'], ['r', 'reverse'],
  ['s', 'stable'], ['t', 'field-separator', 'required'], ['u', 'unique'], ['V', 'version-sort'], ['d', 'dictionary-order'],
] as const; // prettier-ignore

const TROUBLE = 2;

interface Ordering {
  readonly numeric: boolean;
  readonly ignoreCase: boolean;
  readonly ignoreBlanks: boolean;
  readonly reverse: boolean;
}

interface Key extends Ordering {
  readonly from: number;
  readonly fromCharacter: number;
  /** The last field of the key; Infinity for the end of the line. */
  readonly to: number;
}

export const sort = coreutil('sort', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem, TROUBLE);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const ordering = {
    numeric: has('n') || has('g') || has('h'),
    ignoreCase: has('f'),
    ignoreBlanks: has('b'),
    reverse: has('r'),
  };
  const keys: Key[] = [];
  for (const { key, value } of line.options) {
    if (key !== 'k') continue;
    const parsed = parseKey(value ?? '', ordering);
    if (parsed === null) {
      yield* process.error(
        `invalid number at field start: invalid count at start of ${quote(process, value ?? '')}`,
      );
      return TROUBLE;
    }
    keys.push(parsed);
  }
  const lines: string[] = [];
  for (const name of inputsOf(line.operands)) {
    const fd = yield* openInput(process.sys, name);
    if (failed(fd)) {
      yield* process.error(`cannot read: ${name}`, fd);
      return TROUBLE;
    }
    const text = yield* readAll(process.sys, fd);
    yield* closeInput(process.sys, fd);
    if (failed(text)) {
      yield* process.error(`read failed: ${name}`, text);
      return TROUBLE;
    }
    appendAll(lines, linesOf(text));
  }
  const separator = line.options.findLast((option) => option.key === 't')?.value ?? null;
  const compare = comparison(keys, ordering, separator);
  const lastResort = (a: string, b: string): number =>
    has('s') || has('u') ? 0 : byText(a, b) * (ordering.reverse ? -1 : 1);
  if (has('c')) return yield* check(process, lines, compare, line.operands[0] ?? '-');
  const sorted = lines.sort((a, b) => compare(a, b) || lastResort(a, b));
  const kept = has('u')
    ? sorted.filter((text, at) => at === 0 || compare(sorted[at - 1] ?? '', text) !== 0)
    : sorted;
  const text = kept.map((each) => `${each}\n`).join('');
  const output = line.options.findLast((option) => option.key === 'o')?.value ?? null;
  if (output !== null) return yield* writeTo(process, output, text);
  process.print(text);
  return 0;
});

function* writeTo(process: Process, path: string, text: string): Coroutine<number> {
  const fd = yield* process.sys.open(path, ['O_WRONLY', 'O_CREAT', 'O_TRUNC'], 0o666);
  if (failed(fd)) {
    yield* process.error(`open failed: ${path}`, fd);
    return TROUBLE;
  }
  yield* process.sys.write(fd, text);
  yield* process.sys.close(fd);
  return 0;
}

function* check(
  process: Process,
  lines: readonly string[],
  compare: Comparison,
  name: string,
): Coroutine<number> {
  const wrong = lines.findIndex((text, at) => at > 0 && compare(lines[at - 1] ?? '', text) > 0);
  if (wrong < 0) return 0;
  yield* process.error(`${name}:${wrong + 1}: disorder: ${lines[wrong] ?? ''}`);
  return 1;
}

type Comparison = (a: string, b: string) => number;

/** F[.C][letters][,F[letters]] */
function parseKey(text: string, ordering: Ordering): Key | null {
  const [, from, character = '1', letters = '', to = 'Infinity', more = ''] =
    /^(\d+)(?:\.(\d+))?([bdfghinrV]*)(?:,(\d+)(?:\.\d+)?([bdfghinrV]*))?$/.exec(text) ?? [];
  if (from === undefined || from === '0') return null;
  const own = letters + more;
  const set = own === '' ? ordering : { numeric: /[ngh]/.test(own), ignoreCase: own.includes('f'), ignoreBlanks: own.includes('b'), reverse: own.includes('r') }; // prettier-ignore
  return { ...set, from: Number(from), fromCharacter: Number(character), to: Number(to) };
}

function comparison(keys: readonly Key[], ordering: Ordering, separator: string | null): Comparison {
  if (keys.length === 0) return (a, b) => compareBy(ordering, a, b);
  return (a, b) => {
    for (const key of keys) {
      const order = compareBy(key, keyText(a, key, separator), keyText(b, key, separator));
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Without a separator a field begins with the blanks before it. */
function keyText(line: string, { from, fromCharacter, to }: Key, separator: string | null): string {
  const fields = separator === null ? (line.match(/\s*\S+/g) ?? []) : line.split(separator);
  return fields
    .slice(from - 1, to === Infinity ? undefined : to)
    .join(separator ?? '')
    .slice(fromCharacter - 1);
}

function compareBy({ numeric, ignoreCase, ignoreBlanks, reverse }: Ordering, a: string, b: string): number {
  const direction = reverse ? -1 : 1;
  if (numeric) return (leadingNumber(a) - leadingNumber(b)) * direction;
  const prepared = (text: string): string => {
    const trimmed = ignoreBlanks ? text.trimStart() : text;
    return ignoreCase ? trimmed.toUpperCase() : trimmed;
  };
  return byText(prepared(a), prepared(b)) * direction;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const UNITS = 'KMGTPE';

function leadingNumber(text: string): number {
  const [, number = '0', unit = ''] = /^\s*(-?\d*\.?\d+|-?\d+)?([KMGTPE]?)/.exec(text) ?? [];
  return Number(number) * (unit === '' ? 1 : 1024 ** (UNITS.indexOf(unit) + 1));
}
