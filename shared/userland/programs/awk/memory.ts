// What does a running awk program remember: its variables, its arrays, and the line with its fields? awk(1)

import { allocateItems } from '../../libc/exhaustion.ts';
import { fromInput, toNumber, toText } from './values.ts';
import { compileRegex, Regex } from '../../libc/regex/regex.ts';
import type { Value } from './values.ts';

export class Memory {
  readonly #variables = new Map<string, Value>([
    ['FS', ' '],
    ['OFS', ' '],
    ['ORS', '\n'],
    ['RS', '\n'],
    ['SUBSEP', '\u001c'],
  ]);
  readonly #arrays = new Map<string, Map<string, Value>>();
  #line = '';
  #fields: string[] = [];
  /** The line has changed since it was split, or a field since it was joined. */
  #stale: 'none' | 'fields' | 'line' = 'none';

  variable(name: string): Value {
    if (name !== 'NF') return this.#variables.get(name) ?? '';
    this.#split();
    return this.#fields.length;
  }

  setVariable(name: string, value: Value): void {
    if (name !== 'NF') {
      this.#variables.set(name, value);
      return;
    }
    this.#split();
    const count = Math.max(0, Math.trunc(toNumber(value)));
    allocateItems(count);
    this.#fields = Array.from({ length: count }, (_, at) => this.#fields[at] ?? '');
    this.#stale = 'line';
  }

  text(name: string): string {
    return toText(this.variable(name));
  }

  array(name: string): Map<string, Value> {
    const known = this.#arrays.get(name);
    if (known !== undefined) return known;
    const made = new Map<string, Value>();
    this.#arrays.set(name, made);
    return made;
  }

  setLine(line: string): void {
    this.#line = line;
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
    return text === undefined ? '' : fromInput(text);
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

  #split(): void {
    if (this.#stale !== 'fields') return;
    this.#fields = splitFields(this.#line, this.text('FS'));
    this.#stale = 'none';
  }
}

/** A blank splits at runs of blanks, one other character at itself, anything longer is a pattern. */
export function splitFields(text: string, separator: string): string[] {
  if (text === '') return [];
  if (separator === ' ') return text.trim() === '' ? [] : text.trim().split(/[ \t\n]+/);
  if (separator === '') return [...text];
  if (separator.length === 1 && separator !== '\\') return text.split(separator);
  const regex = compileRegex(separator, 'extended');
  return regex instanceof Regex ? splitAt(text, regex) : [text];
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
