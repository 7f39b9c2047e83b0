// What does a running awk program remember: its variables, its arrays, and the line with its fields? awk(1)

import { allocateItems } from '../../libc/exhaustion.ts';
import { AwkArray } from './array.ts';
import { AwkFailure } from './failure.ts';
import { compileAwkRegex } from './regex.ts';
import { fromInput, toInt, toNumber, toText, UNSET, USUAL_FORMAT } from './values.ts';
import { Regex } from '../../libc/regex/regex.ts';
import type { Name } from './syntax.ts';
import type { Value } from './values.ts';

/** A variable or an array: which of them shows when it is used. */
export class Cell {
  value: Value = UNSET;
  #array: AwkArray | null = null;
  /** The argument this parameter was called with, which becomes an array together with it. */
  readonly #origin: Cell | null;

  constructor(origin: Cell | null = null) {
    this.#origin = origin;
  }

  get array(): AwkArray {
    this.#array ??= this.#origin?.array ?? new AwkArray();
    return this.#array;
  }

  get isArray(): boolean {
    return this.#array !== null;
  }
}

export class Memory {
  readonly #globals = new Map<string, Cell>();
  /** The parameters of the functions that are being carried out; the last is the innermost. */
  readonly #frames: (readonly Cell[])[] = [];
  #line = '';
  /** FS when the line came. */
  #separator = ' ';
  #fields: string[] = [];
  /** The line has changed since it was split, or a field since it was joined. */
  #stale: 'none' | 'fields' | 'line' = 'none';

  constructor() {
    for (const [name, value] of [
      ['FS', ' '],
      ['OFS', ' '],
      ['ORS', '\n'],
      ['RS', '\n'],
      ['SUBSEP', '\u001c'],
      ['CONVFMT', USUAL_FORMAT],
      ['OFMT', USUAL_FORMAT],
      ['NR', 0],
      ['FNR', 0],
      ['RSTART', 0],
      ['RLENGTH', -1],
    ] as const)
      // prettier-ignore
      this.#global(name).value = value;
  }

  cell({ name, local }: Name): Cell {
    if (local === null) return this.#global(name);
    return this.#frames.at(-1)?.[local] ?? this.#global(name);
  }

  array(at: Name): AwkArray {
    return this.cell(at).array;
  }

  enter(frame: readonly Cell[]): void {
    this.#frames.push(frame);
  }

  leave(): void {
    this.#frames.pop();
  }

  /** One of the variables that awk knows. */
  variable(name: string): Value {
    if (name !== 'NF') return this.#global(name).value;
    this.#split();
    return this.#fields.length;
  }

  setVariable(name: string, value: Value): void {
    if (name === 'NF') this.#setFieldCount(toInt(toNumber(value)));
    else this.#global(name).value = value;
  }

  text(name: string): string {
    return toText(this.variable(name), this.#convertFormat);
  }

  /** As text in the middle of an expression. */
  toText(value: Value): string {
    return toText(value, this.#convertFormat);
  }

  count(name: 'NR' | 'FNR'): void {
    this.setVariable(name, toNumber(this.variable(name)) + 1);
  }

  setLine(line: string): void {
    this.#line = line;
    this.#separator = this.text('FS');
    this.#stale = 'fields';
  }

  line(): string {
    if (this.#stale === 'line') {
      this.#line = this.#fields.join(this.text('OFS'));
      this.#stale = 'none';
    }
    return this.#line;
  }

  field(index: number): Value {
    if (index === 0) return fromInput(this.line());
    this.#split();
    const text = this.#fields[index - 1];
    return text === undefined ? UNSET : fromInput(text);
  }

  setField(index: number, text: string): void {
    if (index === 0) {
      this.setLine(text);
      return;
    }
    this.#split();
    allocateItems(index);
    while (this.#fields.length < index) this.#fields.push('');
    this.#fields[index - 1] = text;
    this.#stale = 'line';
  }

  #setFieldCount(count: number): void {
    this.#split();
    allocateItems(count);
    this.#fields = Array.from({ length: Math.max(0, count) }, (_, at) => this.#fields[at] ?? '');
    this.#stale = 'line';
  }

  get #convertFormat(): string {
    const format = this.#global('CONVFMT').value;
    return typeof format === 'string' ? format : USUAL_FORMAT;
  }

  #global(name: string): Cell {
    const known = this.#globals.get(name);
    if (known !== undefined) return known;
    const made = new Cell();
    this.#globals.set(name, made);
    return made;
  }

  #split(): void {
    if (this.#stale !== 'fields') return;
    this.#fields = splitFields(this.#line, this.#separator);
    this.#stale = 'none';
  }
}

/** A blank splits at runs of blanks, one other character at itself, anything longer is a pattern. */
export function splitFields(text: string, separator: string): string[] {
  if (text === '') return [];
  if (separator === ' ') {
    const trimmed = text.replace(/^[ \t\n]+|[ \t\n]+$/g, '');
    return trimmed === '' ? [] : trimmed.split(/[ \t\n]+/);
  }
  if (separator.length < 2) return text.split(separator);
  const regex = compileAwkRegex(separator);
  if (regex instanceof Regex) return splitAt(text, regex);
  throw new AwkFailure(`line 0: ${regex}`);
}

export function splitAt(text: string, regex: Regex): string[] {
  const fields: string[] = [];
  let from = 0;
  for (let found = regex.exec(text); found !== null; found = regex.exec(text, from)) {
    if (found.end === found.start) break;
    fields.push(text.slice(from, found.start));
    from = found.end;
  }
  return [...fields, text.slice(from)];
}
