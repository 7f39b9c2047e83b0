// Puts lines in order. sort(1)

import { appendAll } from '../libc/exhaustion.ts';
import { byText, comparison, KIND_LETTERS, KIND_WORDS } from './sort-order.ts';
import { closeInput, coreutil, inputsOf, openInput, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf, readAll } from '../libc/read.ts';
import { randomLetters } from '../libc/random-letters.ts';
import type { Comparison, Key, Ordering } from './sort-order.ts';
import type { Coroutine } from '../program.ts';
import type { FoundOption } from '../libc/getopt-long.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['b', 'ignore-leading-blanks'], ['', 'batch-size', 'required'], ['c', 'check', 'optional', 'none'], ['C', ''],
  ['', 'compress-program', 'required'], ['d', 'dictionary-order'], ['f', 'ignore-case'], ['g', 'general-numeric-sort'],
  ['h', 'human-numeric-sort'], ['i', 'ignore-nonprinting'], ['k', 'key', 'required'], ['m', 'merge'], ['M', 'month-sort'],
  ['n', 'numeric-sort'], ['o', 'output', 'required'], ['', 'parallel', 'required'], ['R', 'random-sort'], ['r', 'reverse'],
  ['S', 'buffer-size', 'required'], ['', 'sort', 'required'], ['s', 'stable'], ['t', 'field-separator', 'required'],
  ['T', 'temporary-directory', 'required'], ['u', 'unique'], ['V', 'version-sort'], ['z', 'zero-terminated'],
] as const; // prettier-ignore

const TROUBLE = 2;
const SALT_LENGTH = 8;

export const sort = coreutil('sort', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem, TROUBLE);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  const parsed = readOrder(process, line.options);
  if (typeof parsed === 'string') {
    yield* process.error(parsed);
    return parsed.startsWith('invalid argument') ? yield* tryHelp(process, null, TROUBLE) : TROUBLE;
  }
  const [checks, second] = [has('c') || has('C'), line.operands[1]];
  if (checks && second !== undefined) {
    yield* process.error(`extra operand ${quoteaf(second)} not allowed with -${has('C') ? 'C' : 'c'}`);
    return TROUBLE;
  }
  const { ordering, keys, separator } = parsed;
  const ending = has('z') ? '\0' : '\n';
  const inputs: (readonly string[])[] = [];
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
    inputs.push(linesOf(text, ending));
  }
  const isRandom = [ordering, ...keys].some(({ kind }) => kind === 'random');
  const salt = isRandom ? yield* randomLetters(process.sys, SALT_LENGTH) : '';
  const compare = comparison(keys, ordering, separator, salt);
  const lastResort = (a: string, b: string): number =>
    has('s') || has('u') ? 0 : byText(a, b) * (ordering.reverse ? -1 : 1);
  const whole: Comparison = (a, b) => compare(a, b) || lastResort(a, b);
  if (checks) {
    const isQuiet = has('C') || /^(q|s)/.test(value('c') ?? '');
    const strict: Comparison = has('u') ? (a, b) => compare(a, b) || 1 : whole;
    return yield* check(process, inputs[0] ?? [], strict, line.operands[0] ?? '-', isQuiet);
  }
  const sorted = has('m') ? merged(inputs, whole) : allOf(inputs).sort(whole);
  const kept = has('u')
    ? sorted.filter((text, at) => at === 0 || compare(sorted[at - 1] ?? '', text) !== 0)
    : sorted;
  const text = kept.map((each) => each + ending).join('');
  const output = value('o');
  if (output !== null) return yield* writeTo(process, output, text);
  process.print(text);
  return 0;
});

function allOf(inputs: readonly (readonly string[])[]): string[] {
  const lines: string[] = [];
  for (const input of inputs) appendAll(lines, input);
  return lines;
}

/** -m: the inputs are in order already; of equal lines that of the first input comes first. */
function merged(inputs: readonly (readonly string[])[], compare: Comparison): readonly string[] {
  const lines: string[] = [];
  const places = inputs.map(() => 0);
  for (;;) {
    let best: number | null = null;
    for (const [at, input] of inputs.entries()) {
      const line = input[places[at] ?? 0];
      const leader = best === null ? undefined : inputs[best]?.[places[best] ?? 0];
      if (line !== undefined && (leader === undefined || compare(line, leader) < 0)) best = at;
    }
    if (best === null) return lines;
    lines.push(inputs[best]?.[places[best] ?? 0] ?? '');
    places[best] = (places[best] ?? 0) + 1;
  }
}

interface Order {
  readonly ordering: Ordering;
  readonly keys: readonly Key[];
  readonly separator: string | null;
}

/** What is wrong with the options, in the words of sort, where they say no order. */
function readOrder(process: Process, options: readonly FoundOption<string>[]): Order | string {
  let letters = '';
  for (const { key, value } of options) {
    if (/^[bdfghiMnRrV]$/.test(key)) letters += key;
    if (key !== 'sort') continue;
    const [letter] = Object.entries(KIND_LETTERS).find(([, kind]) => kind === KIND_WORDS[value ?? '']) ?? [];
    if (letter === undefined) {
      const list = Object.keys(KIND_WORDS).map((word) => `\n  - ${quote(process, word)}`).join('');
      return `invalid argument ${quote(process, value ?? '')} for ${quote(process, '--sort')}\nValid arguments are:${list}`;
    }
    letters += letter;
  }
  const clash = incompatible(letters);
  if (clash !== null) return clash;
  const given = options.findLast(({ key }) => key === 't')?.value ?? null;
  const separator = given === '\\0' ? '\0' : given;
  if (separator === '') return 'empty tab';
  if (separator !== null && [...separator].length > 1) return `multi-character tab ${quote(process, separator)}`;
  const ordering = orderingOf(letters, '');
  const keys: Key[] = [];
  for (const { key, value } of options) {
    if (key !== 'k') continue;
    const parsed = parseKey(process, value ?? '', ordering);
    if (typeof parsed === 'string') return parsed;
    keys.push(parsed);
  }
  return { ordering, keys, separator };
} // prettier-ignore

function orderingOf(start: string, end: string): Ordering {
  const all = start + end;
  const [, letter = ''] = /([nghMVR])/.exec(all) ?? [];
  return {
    kind: KIND_LETTERS[letter] ?? 'text',
    ignoreCase: all.includes('f'),
    onlyBlanksAndAlphanumerics: all.includes('d'),
    onlyPrinting: all.includes('i'),
    reverse: all.includes('r'),
    skipStartBlanks: start.includes('b'),
    skipEndBlanks: end.includes('b'),
  };
}

/** More than one way to compare. */
function incompatible(letters: string): string | null {
  const kinds = [...'dghinMRV'].filter((letter) => letters.includes(letter));
  const counted = kinds.filter((letter) => letter !== 'i' || !kinds.includes('d'));
  return counted.length > 1 ? `options '-${kinds.join('')}' are incompatible` : null;
}

/** F[.C][letters][,F[.C][letters]] */
function parseKey(process: Process, text: string, usual: Ordering): Key | string {
  const shown = quote(process, text);
  const found = /^(\d+)(?:\.(\d+))?([bdfghiMnRrV]*)(,(\d+)(?:\.(\d+))?([bdfghiMnRrV]*))?(.*)$/s.exec(text);
  if (found === null) return `invalid number at field start: invalid count at start of ${shown}`;
  const [, startField = '', startCharacter, start = '', second, endField, endCharacter, end = '', stray = ''] = found;
  if (stray.startsWith(',')) return `invalid number after ',': invalid count at start of ${quote(process, stray.slice(1))}`;
  if (stray !== '') return `stray character in field spec: invalid field specification ${shown}`;
  if (Number(startField) === 0 || endField === '0') return `field number is zero: invalid field specification ${shown}`;
  if (startCharacter === '0') return `character offset is zero: invalid field specification ${shown}`;
  const clash = incompatible(start + end);
  if (clash !== null) return clash;
  const ordering = start + end === '' ? usual : orderingOf(start, end);
  return {
    ...ordering,
    startField: Number(startField),
    startCharacter: Number(startCharacter ?? 1),
    endField: second === undefined ? null : Number(endField),
    endCharacter: Number(endCharacter ?? 0),
  };
} // prettier-ignore

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
  isQuiet: boolean,
): Coroutine<number> {
  const wrong = lines.findIndex((text, at) => at > 0 && compare(lines[at - 1] ?? '', text) > 0);
  if (wrong < 0) return 0;
  if (!isQuiet) yield* process.error(`${name}:${wrong + 1}: disorder: ${lines[wrong] ?? ''}`);
  return 1;
}
