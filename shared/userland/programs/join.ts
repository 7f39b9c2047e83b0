// Puts lines of two files together that agree in a field. join(1)

import { coreutil, quote, quotef, readInput, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['a', '', 'required'], ['e', '', 'required'], ['i', 'ignore-case'], ['j', '', 'required'], ['o', '', 'required'], ['t', '', 'required'],
  ['v', '', 'required'], ['1', '', 'required'], ['2', '', 'required'], ['', 'check-order'], ['', 'nocheck-order'], ['', 'header'],
  ['z', 'zero-terminated'],
] as const; // prettier-ignore

type Side = 0 | 1;

/** A field to be shown: of one of the files, or the one that is agreed on. */
type Shown = 'join' | { readonly side: Side; readonly field: number };

interface Settings {
  /** Of each file: the field that counts, from 0. */
  readonly keys: readonly [number, number];
  readonly separator: string | null;
  readonly ignoreCase: boolean;
  readonly format: readonly Shown[] | 'auto' | null;
  readonly empty: string;
  /** The files whose lines without a partner are shown as well. */
  readonly alone: ReadonlySet<Side>;
  readonly pairs: boolean;
  readonly order: 'default' | 'check' | 'ignore';
  readonly header: boolean;
  readonly ending: string;
}

export const join = coreutil('join', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const settings = readSettings(line.options, (text) => quote(process, text));
  if (typeof settings === 'string') {
    yield* process.error(settings);
    return 1;
  }
  const [first, second, extra] = line.operands;
  if (first === undefined) return yield* tryHelp(process, 'missing operand');
  if (second === undefined) return yield* tryHelp(process, `missing operand after ${quote(process, first)}`);
  if (extra !== undefined) return yield* tryHelp(process, `extra operand '${extra}'`);
  const texts: string[] = [];
  for (const name of [first, second]) {
    const text = yield* readInput(process.sys, name);
    if (failed(text)) {
      yield* process.error(quotef(name), text);
      return 1;
    }
    texts.push(text);
  }
  const [left = '', right = ''] = texts;
  if (first === '-' && second === '-') {
    yield* process.error('both files cannot be standard input', { errno: 'ENOENT' });
    return 1;
  }
  const joiner = new Joiner(process, settings, [new Lines(left, 0, first, settings), new Lines(right, 1, second, settings)]); // prettier-ignore
  return yield* joiner.run();
});

/** Or what is wrong with them. */
function readSettings(
  options: readonly { readonly key: string; readonly value: string | null }[],
  quoted: (text: string) => string,
): Settings | string {
  const keys: [number, number] = [0, 0];
  const alone = new Set<Side>();
  let pairs = true;
  let format: Settings['format'] = null;
  let separator: string | null = null;
  for (const { key, value } of options) {
    const text = value ?? '';
    if (key === 'a' || key === 'v') {
      if (!/^[12]$/.test(text)) return `invalid field number: ${quoted(text)}`;
      alone.add(text === '1' ? 0 : 1);
      if (key === 'v') pairs = false;
    } else if (key === 'j' || key === '1' || key === '2') {
      if (!/^\d+$/.test(text) || Number(text) === 0) return `invalid field number: ${quoted(text)}`;
      if (key !== '2') keys[0] = Number(text) - 1;
      if (key !== '1') keys[1] = Number(text) - 1;
    } else if (key === 't') {
      const plain = text === '\\0' ? '\0' : text;
      if ([...plain].length > 1) return `multi-character tab ${quoted(text)}`;
      separator = plain;
    } else if (key === 'o') {
      const read = text === 'auto' ? null : parseFormat(text, quoted);
      if (typeof read === 'string') return read;
      format = read === null ? 'auto' : [...(format === 'auto' || format === null ? [] : format), ...read];
    }
  }
  const has = (key: string): boolean => options.some((option) => option.key === key);
  return {
    keys, separator, format, alone, pairs, ignoreCase: has('i'), header: has('header'), ending: has('z') ? '\0' : '\n',
    empty: options.findLast(({ key }) => key === 'e')?.value ?? '',
    order: has('check-order') ? 'check' : has('nocheck-order') ? 'ignore' : 'default',
  }; // prettier-ignore
}

function parseFormat(text: string, quoted: (text: string) => string): readonly Shown[] | string {
  const shown: Shown[] = [];
  for (const word of text.split(/[, \t]/)) {
    if (word === '0') {
      shown.push('join');
      continue;
    }
    const [, side = '', field] = /^([12])\.(\d+)$/.exec(word) ?? [];
    if (field === undefined || Number(field) === 0)
      return /^[12]/.test(word) ? `invalid field number: ${quoted(word.slice(2))}` : `invalid file number in field spec: ${quoted(word)}`; // prettier-ignore
    shown.push({ side: side === '1' ? 0 : 1, field: Number(field) - 1 });
  }
  return shown;
}

interface Line {
  readonly text: string;
  readonly fields: readonly string[];
  readonly key: string;
}

/** The lines of one file, one after the other. */
class Lines {
  readonly name: string;
  /** Of the line that comes next, from 1. */
  number = 0;
  readonly #all: readonly Line[];

  constructor(text: string, side: Side, name: string, settings: Settings) {
    this.name = name;
    this.#all = linesOf(text, settings.ending).map((line) => {
      const fields = fieldsOf(line, settings.separator);
      const key = fields[settings.keys[side]] ?? '';
      return { text: line, fields, key: settings.ignoreCase ? key.toLowerCase() : key };
    });
  }

  get current(): Line | null {
    return this.#all[this.number] ?? null;
  }

  get previous(): Line | null {
    return this.#all[this.number - 1] ?? null;
  }

  get first(): Line | null {
    return this.#all[0] ?? null;
  }
}

function fieldsOf(line: string, separator: string | null): readonly string[] {
  if (separator === null) return line.split(/[ \t]+/).filter((field) => field !== '');
  return separator === '' ? [line] : line.split(separator);
}

class Joiner {
  readonly #process: Process;
  readonly #settings: Settings;
  readonly #files: readonly [Lines, Lines];
  /** Of each file: how many fields -o auto shows. */
  readonly #widths: readonly [number, number];
  #sawAlone = false;
  #disorder = new Set<Lines>();

  constructor(process: Process, settings: Settings, files: readonly [Lines, Lines]) {
    this.#process = process;
    this.#settings = settings;
    this.#files = files;
    const [left, right] = files;
    this.#widths = [left.first?.fields.length ?? 0, right.first?.fields.length ?? 0];
  }

  *run(): Coroutine<number> {
    const [left, right] = this.#files;
    if (this.#settings.header && (left.current !== null || right.current !== null)) {
      this.#print(left.current, right.current);
      left.number += 1;
      right.number += 1;
    }
    for (;;) {
      const [a, b] = [left.current, right.current];
      if (a === null || b === null) break;
      if (a.key < b.key) {
        if (!(yield* this.#passAlone(0))) return 1;
      } else if (a.key > b.key) {
        if (!(yield* this.#passAlone(1))) return 1;
      } else if (!(yield* this.#passPairs(a.key))) return 1;
    }
    for (const side of [0, 1] as const)
      while (this.#files[side].current !== null) if (!(yield* this.#passAlone(side))) return 1;
    if (this.#disorder.size === 0) return 0;
    yield* this.#process.error('input is not in sorted order');
    return 1;
  }

  *#passAlone(side: Side): Coroutine<boolean> {
    const file = this.#files[side];
    this.#sawAlone = true;
    if (this.#settings.alone.has(side))
      this.#print(side === 0 ? file.current : null, side === 1 ? file.current : null);
    return yield* this.#advance(file);
  }

  /** Every line of the one with every line of the other. */
  *#passPairs(key: string): Coroutine<boolean> {
    const runs: Line[][] = [];
    for (const file of this.#files) {
      const run: Line[] = [];
      for (let line = file.current; line?.key === key; line = file.current) {
        run.push(line);
        if (!(yield* this.#advance(file))) return false;
      }
      runs.push(run);
    }
    const [lefts = [], rights = []] = runs;
    if (this.#settings.pairs) for (const a of lefts) for (const b of rights) this.#print(a, b);
    return true;
  }

  /** False where the order is to be right and is not. */
  *#advance(file: Lines): Coroutine<boolean> {
    const { order, header } = this.#settings;
    file.number += 1;
    const [before, now] = [file.previous, file.current];
    const checks = order === 'check' || (order === 'default' && this.#sawAlone);
    if (!checks || before === null || now === null || before.key <= now.key) return true;
    if (header && file.number === 1) return true;
    if (!this.#disorder.has(file))
      yield* this.#process.error(`${quotef(file.name)}:${file.number + 1}: is not sorted: ${now.text}`);
    this.#disorder.add(file);
    return order !== 'check';
  }

  #print(left: Line | null, right: Line | null): void {
    const { format, keys, separator, empty, ending } = this.#settings;
    const lines = [left, right] as const;
    const agreed = (left ?? right)?.fields[left === null ? keys[1] : keys[0]] ?? '';
    const orEmpty = (field: string | undefined): string =>
      field === undefined || field === '' ? empty : field;
    const rest = (side: Side): readonly string[] => {
      const fields = lines[side]?.fields ?? [];
      const count = format === 'auto' ? this.#widths[side] : fields.length;
      return Array.from({ length: count }, (_, at) => at).filter((at) => at !== keys[side]).map((at) => orEmpty(fields[at])); // prettier-ignore
    };
    const shown =
      format === null || format === 'auto'
        ? [orEmpty(agreed), ...rest(0), ...rest(1)]
        : format.map((each) => orEmpty(each === 'join' ? agreed : lines[each.side]?.fields[each.field]));
    const between = separator === null || separator === '' ? ' ' : separator;
    this.#process.print(shown.join(between) + ending);
  }
}
