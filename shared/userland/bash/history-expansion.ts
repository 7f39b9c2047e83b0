// Which earlier line does ! mean, and which part of it? (bash(1), HISTORY EXPANSION; history(3), history_expand) Pure.

import { historyWords } from './history-words.ts';

export type HistoryLine =
  /** `shown` only: it is printed and remembered, but not carried out (:p). */
  | { readonly line: string; readonly changed: boolean; readonly onlyShown: boolean }
  /** What is wrong, and with which part of the line. */
  | { readonly event: string; readonly problem: string };

export interface HistorySettings {
  /** With extglob `!(` begins a pattern. */
  readonly extglob: boolean;
  /** Of the oldest line. */
  readonly firstNumber: number;
}

/** What may follow a ! that stands for itself. */
const NO_EVENT = ' \t\n\r=';
/** What ends the text of !text. */
const EVENT_END = ' \t\n:;&()|<>';

/** `history` is oldest first. */
export function expandHistory(
  line: string,
  history: readonly string[],
  settings: HistorySettings = { extglob: false, firstNumber: 1 },
): HistoryLine {
  return new Expander(line, history, settings).expand();
}

class Expander {
  readonly #line: string;
  readonly #history: readonly string[];
  readonly #settings: HistorySettings;
  #out = '';
  #changed = false;
  #onlyShown = false;
  #at = 0;
  /** The old text of the last :s, and the text that the last !?text? looked for. */
  #substitution: { readonly from: string; readonly to: string } | null = null;
  #searched = '';
  #wrong: { readonly event: string; readonly problem: string } | null = null;

  constructor(line: string, history: readonly string[], settings: HistorySettings) {
    this.#line = line.startsWith('^') ? `!!:s${line}` : line;
    this.#history = history;
    this.#settings = settings;
  }

  expand(): HistoryLine {
    let quoted = false;
    while (this.#at < this.#line.length && this.#wrong === null) {
      const character = this.#line.charAt(this.#at);
      if (character === '\\') this.#copy(2);
      else if (character === "'" && !quoted) this.#copy(this.#singleQuoted());
      else if (character === '#' && !quoted && /^$|[\s;&()|<>]$/.test(this.#out))
        this.#copy(this.#line.length);
      else if (character === '!' && this.#isEvent(quoted)) this.#event(quoted);
      else {
        if (character === '"') quoted = !quoted;
        this.#copy(1);
      }
    }
    return this.#wrong ?? { line: this.#out, changed: this.#changed, onlyShown: this.#onlyShown };
  }

  #copy(length: number): void {
    this.#out += this.#line.slice(this.#at, this.#at + length);
    this.#at += length;
  }

  #singleQuoted(): number {
    const close = this.#line.indexOf("'", this.#at + 1);
    return close < 0 ? this.#line.length : close - this.#at + 1;
  }

  /** `$!`, `${!x}` and `[!a]` are the shell's. */
  #isEvent(quoted: boolean): boolean {
    const next = this.#line.charAt(this.#at + 1);
    if (next === '' || NO_EVENT.includes(next) || (quoted && next === '"')) return false;
    if (next === '(' && this.#settings.extglob) return false;
    const before = this.#line.slice(0, this.#at);
    return (
      !before.endsWith('$') &&
      !before.endsWith('${') &&
      !(before.endsWith('[') && this.#line.includes(']', this.#at))
    );
  }

  #fail(problem: string, from: number): null {
    this.#wrong ??= { event: this.#line.slice(from, this.#at).trimEnd(), problem };
    return null;
  }

  #event(quoted: boolean): void {
    const from = this.#at;
    const found = this.#findEvent(quoted);
    if (found === null) {
      this.#fail('event not found', from);
      return;
    }
    const words = this.#designated(found);
    if (words === null) return;
    const text = this.#modified(words);
    if (text === null) return;
    this.#out += text;
    this.#changed = true;
  }

  #findEvent(quoted: boolean): string | null {
    const history = this.#history;
    const last = history[history.length - 1] ?? null;
    this.#at += 1;
    const next = this.#line.charAt(this.#at);
    if (next === '!') {
      this.#at += 1;
      return last;
    }
    if (next === '#') {
      this.#at += 1;
      return this.#out;
    }
    if ('$^*%:-'.includes(next) && !/^-[0-9]/.test(this.#line.slice(this.#at))) return last;
    const number = /^-?[0-9]+/.exec(this.#line.slice(this.#at))?.[0];
    if (number !== undefined) {
      this.#at += number.length;
      const index = Number(number);
      return history[index < 0 ? history.length + index : index - this.#settings.firstNumber] ?? null;
    }
    return next === '?' ? this.#containing() : this.#beginning(quoted);
  }

  /** !?text? */
  #containing(): string | null {
    const rest = this.#line.slice(this.#at + 1);
    const text = /^[^?\n]*/.exec(rest)?.[0] ?? '';
    this.#at += 1 + text.length;
    if (this.#line[this.#at] === '?') this.#at += 1;
    this.#searched = text;
    return [...this.#history].reverse().find((line) => line.includes(text)) ?? null;
  }

  #beginning(quoted: boolean): string | null {
    let end = this.#at;
    while (
      end < this.#line.length &&
      !EVENT_END.includes(this.#line.charAt(end)) &&
      !(quoted && this.#line[end] === '"')
    )
      end += 1;
    const text = this.#line.slice(this.#at, end);
    this.#at = end;
    if (text === '') return null;
    return [...this.#history].reverse().find((line) => line.startsWith(text)) ?? null;
  }

  /** The words that are meant: `:2`, `:1-3`, `^`, `$`, `*`; without one the line as it is. */
  #designated(line: string): string | null {
    const from = this.#at;
    const colon = this.#line[this.#at] === ':';
    const at = this.#at + (colon ? 1 : 0);
    const rest = this.#line.slice(at);
    const spec = (colon ? /^(?:[0-9]+|[\^$%])?(?:-(?:[0-9]+|[\^$])?|\*)?/ : /^(?:[\^$%](?:-(?:[0-9]+|[\^$])?|\*)?|\*|-(?:[0-9]+|[\^$])?)/).exec(rest)?.[0] ?? ''; // prettier-ignore
    if (spec === '') return line;
    this.#at = at + spec.length;
    const words = historyWords(line);
    const chosen = this.#range(spec, words);
    if (chosen === null) {
      this.#fail('bad word specifier', from);
      return null;
    }
    return chosen.join(' ');
  }

  #range(spec: string, words: readonly string[]): readonly string[] | null {
    const last = words.length - 1;
    const place = (text: string): number => {
      if (text === '^') return 1;
      if (text === '$') return last;
      if (text === '%') return words.findIndex((word) => word.includes(this.#searched));
      return Number(text);
    };
    if (spec === '*') return words.slice(1);
    const [, low = '', dash = '', high = ''] = /^([0-9]+|[\^$%])?(-|\*)?([0-9]+|[\^$])?$/.exec(spec) ?? [];
    const first = low === '' ? 0 : place(low);
    const end = dash === '' ? first : dash === '*' ? last : high === '' ? last - 1 : place(high);
    if (dash === '*' && first === 1 && last === 0) return [];
    if (
      first < 0 ||
      first > last ||
      end > last ||
      (dash !== '*' && dash !== '' && high !== '' && end < first)
    )
      return null;
    return words.slice(first, end + 1);
  }

  #modified(words: string): string | null {
    let text = words;
    for (;;) {
      const start = this.#at;
      const found = /^:([gaG]*)([hterpqxs&])/.exec(this.#line.slice(this.#at));
      if (found === null) {
        const unknown = /^:([^\s])/.exec(this.#line.slice(this.#at));
        if (unknown === null) return text;
        this.#at += 2;
        this.#wrong ??= { event: unknown[1] ?? '', problem: 'unrecognized history modifier' };
        return null;
      }
      this.#at += found[0].length;
      const [, how = '', modifier = ''] = found;
      const next = modifier === 's' || modifier === '&' ? this.#substitute(text, modifier, how, start) : this.#simple(text, modifier); // prettier-ignore
      if (next === null) return null;
      text = next;
    }
  }

  #simple(text: string, modifier: string): string {
    switch (modifier) {
      case 'h':
        return text.includes('/') ? text.slice(0, text.lastIndexOf('/')) : text;
      case 't':
        return text.slice(text.lastIndexOf('/') + 1);
      case 'r':
        return text.includes('.') ? text.slice(0, text.lastIndexOf('.')) : text;
      case 'e':
        return text.includes('.') ? text.slice(text.lastIndexOf('.')) : text;
      case 'q':
        return `'${text.replaceAll("'", "'\\''")}'`;
      case 'x':
        return text.split(/\s+/).map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' '); // prettier-ignore
      default:
        this.#onlyShown = true;
        return text;
    }
  }

  /** :s/old/new/ and :& with the last old and new again. */
  #substitute(text: string, modifier: string, how: string, start: number): string | null {
    if (modifier === 's') {
      const delimiter = this.#line.charAt(this.#at);
      this.#at += 1;
      const from = this.#until(delimiter);
      const to = this.#until(delimiter).replace(/(?<!\\)&/g, () => from).replaceAll('\\&', '&'); // prettier-ignore
      this.#substitution = { from: from === '' ? (this.#substitution?.from ?? this.#searched) : from, to };
    }
    const wanted = this.#substitution;
    if (wanted === null || wanted.from === '') return this.#fail('no previous substitution', start);
    if (!text.includes(wanted.from)) return this.#fail('substitution failed', start);
    if (/[ga]/.test(how)) return text.replaceAll(wanted.from, () => wanted.to);
    if (how.includes('G'))
      return historyWords(text).map((word) => word.replace(wanted.from, () => wanted.to)).join(' '); // prettier-ignore
    return text.replace(wanted.from, () => wanted.to);
  }

  #until(delimiter: string): string {
    let text = '';
    while (this.#at < this.#line.length && this.#line[this.#at] !== '\n') {
      const character = this.#line.charAt(this.#at);
      this.#at += 1;
      if (character === delimiter) return text;
      if (character === '\\' && this.#line[this.#at] === delimiter) {
        text += delimiter;
        this.#at += 1;
      } else text += character;
    }
    return text;
  }
}
