// How does one expanded word become fields? (bash(1), Word Splitting and Quote Removal) Pure.

import { joinTexts } from '../../libc/exhaustion.ts';
import { escapePattern } from './pattern.ts';

/** A stretch of an expanded word. */
export interface Fragment {
  readonly text: string;
  /** Safe from splitting and from pathname expansion. */
  readonly quoted: boolean;
  /** The result of an unquoted expansion: IFS splits it. */
  readonly splittable: boolean;
}

/** `break`: "$@" begins a new field here. */
export type Expanded = readonly (Fragment | 'break')[];

export type Field = readonly Fragment[];

export function quoted(text: string): Fragment {
  return { text, quoted: true, splittable: false };
}

export function literal(text: string): Fragment {
  return { text, quoted: false, splittable: false };
}

export function splittable(text: string): Fragment {
  return { text, quoted: false, splittable: true };
}

export function fieldText(field: Expanded): string {
  return joinTexts(
    field.map((fragment) => (fragment === 'break' ? ' ' : fragment.text)),
    '',
  );
}

/** As a pattern: what was quoted is literal in it. */
export function fieldPattern(field: Expanded): string {
  return joinTexts(
    field.map((fragment) => {
      if (fragment === 'break') return ' ';
      return fragment.quoted ? escapePattern(fragment.text) : fragment.text;
    }),
    '',
  );
}

/** As a pattern in which every character that was quoted has a backslash, needed or not. */
export function fieldQuoted(field: Expanded): string {
  return field
    .map((fragment) => {
      if (fragment === 'break') return ' ';
      return fragment.quoted ? fragment.text.replace(/[^]/gu, '\\$&') : fragment.text;
    })
    .join('');
}

/** As an extended regular expression: what was quoted is literal in it. */
export function fieldRegex(field: Expanded): string {
  return field
    .map((fragment) => {
      if (fragment === 'break') return ' ';
      return fragment.quoted ? fragment.text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&') : fragment.text;
    })
    .join('');
}

export function splitFields(expanded: Expanded, ifs: string | null): readonly Field[] {
  const splitter = new Splitter(ifs ?? ' \t\n');
  for (const fragment of expanded) {
    if (fragment === 'break') splitter.breakField();
    else if (fragment.splittable) splitter.split(fragment.text);
    else splitter.append(fragment);
  }
  return splitter.finish();
}

class Splitter {
  readonly #ifs: string;
  readonly #fields: Field[] = [];
  #field: Fragment[] | null = null;
  /** The field before ended in white space: a delimiter that follows belongs to the same gap. */
  #inGap = false;

  constructor(ifs: string) {
    this.#ifs = ifs;
  }

  append(fragment: Fragment): void {
    (this.#field ??= []).push(fragment);
    this.#inGap = false;
  }

  /** Each element of "$@" is a field, also an empty one. */
  breakField(): void {
    this.#end();
    this.#inGap = false;
  }

  split(text: string): void {
    let run = '';
    for (const char of text) {
      if (!this.#ifs.includes(char)) {
        run += char;
        continue;
      }
      if (run !== '') this.append(splittable(run));
      run = '';
      this.#delimiter(' \t\n'.includes(char));
    }
    if (run !== '') this.append(splittable(run));
  }

  finish(): readonly Field[] {
    this.#end();
    return this.#fields;
  }

  #delimiter(white: boolean): void {
    if (this.#field !== null) {
      this.#end();
      this.#inGap = white;
    } else if (!white) {
      if (!this.#inGap) this.#fields.push([]);
      this.#inGap = false;
    }
  }

  #end(): void {
    if (this.#field !== null) this.#fields.push(this.#field);
    this.#field = null;
  }
}
