// What is in a sed script, once read? sed(1); s, y, d, p, q, =, a, i, c, n, N, D, P, g, G, h, H, x, l, blocks, labels and jumps.

import { compileRegex } from '../../libc/regex/regex.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import { unescapeFormat } from '../../libc/escapes.ts';
import type { Regex } from '../../libc/regex/regex.ts';
import type { RegexSyntax } from '../../libc/regex/parse.ts';

export type Address =
  | { readonly at: 'line'; readonly line: number }
  | { readonly at: 'last' }
  /** The line and every so many after it. */
  | { readonly at: 'step'; readonly first: number; readonly step: number }
  | { readonly at: 'match'; readonly regex: Regex }
  /** As the end of a range: so many lines after its start. */
  | { readonly at: 'offset'; readonly count: number };

export interface Substitution {
  readonly regex: Regex;
  readonly replacement: string;
  readonly all: boolean;
  /** Begins with this occurrence. */
  readonly nth: number;
  readonly print: boolean;
}

export interface Command {
  readonly from: Address | null;
  readonly to: Address | null;
  readonly negated: boolean;
  readonly name: string;
  /** Of a i c: the text. Of b t T and `:` the label. Of q: the status. */
  readonly text: string;
  readonly substitution: Substitution | null;
  /** Of y: character -> character. */
  readonly map: ReadonlyMap<string, string>;
  /** Of { : where the block ends. */
  readonly jump: number;
}

export class ScriptProblem {
  readonly at: number;
  readonly message: string;

  constructor(at: number, message: string) {
    this.at = at;
    this.message = message;
  }
}

export function parseScript(source: string, syntax: RegexSyntax): readonly Command[] | ScriptProblem {
  const reader = new ScriptReader(source, syntax);
  const commands = reader.commands();
  return reader.problem ?? commands;
}

class ScriptReader {
  problem: ScriptProblem | null = null;
  readonly #source: string;
  readonly #syntax: RegexSyntax;
  #at = 0;
  #lastRegex: Regex | null = null;

  constructor(source: string, syntax: RegexSyntax) {
    this.#source = source;
    this.#syntax = syntax;
  }

  commands(): readonly Command[] {
    const commands: Command[] = [];
    const open: number[] = [];
    for (;;) {
      this.#skip(/[\s;]/);
      if (this.problem !== null || this.#at >= this.#source.length) break;
      if (this.#peek() === '#') {
        this.#skip(/[^\n]/);
        continue;
      }
      const command = this.#command();
      if (command === null) break;
      if (command.name === '{') open.push(commands.length);
      if (command.name === '}') {
        const start = open.pop();
        const opening = start === undefined ? undefined : commands[start];
        if (start === undefined || opening === undefined) this.#fail("unexpected `}'");
        else commands[start] = { ...opening, jump: commands.length };
      }
      commands.push(command);
    }
    if (open.length > 0) this.problem ??= new ScriptProblem(0, "unmatched `{'");
    return commands;
  }

  #command(): Command | null {
    const from = this.#address();
    let to: Address | null = null;
    this.#skip(/\s/);
    if (this.#peek() === ',') {
      this.#at += 1;
      this.#skip(/\s/);
      to = this.#rangeEnd();
      if (to === null) this.#fail("unexpected `,'");
    }
    this.#skip(/\s/);
    const negated = this.#peek() === '!';
    if (negated) {
      this.#at += 1;
      this.#skip(/\s/);
    }
    const name = this.#take();
    const base = {
      from,
      to,
      negated,
      name,
      text: '',
      substitution: null,
      map: new Map<string, string>(),
      jump: 0,
    };
    if (this.problem !== null) return null;
    switch (name) {
      case 's':
        return { ...base, substitution: this.#substitution() };
      case 'y':
        return { ...base, map: this.#transliteration() };
      case 'a':
      case 'i':
      case 'c':
        return { ...base, text: this.#text() };
      case ':':
      case 'b':
      case 't':
      case 'T':
        return { ...base, text: this.#label() };
      case '{':
        return base;
      case 'q':
      case 'Q':
        return this.#ended({ ...base, text: this.#digits() });
      case '':
        this.#fail('missing command');
        return null;
      default:
        if (!'}dpPnNDgGhHxl='.includes(name)) this.#fail(`unknown command: \`${name}'`);
        return this.#ended(base);
    }
  }

  #ended(command: Command): Command {
    this.#skip(/[ \t]/);
    if (!['', ';', '\n', '}', '#'].includes(this.#peek())) {
      this.#at += 1;
      this.#fail('extra characters after command');
    }
    return command;
  }

  #address(): Address | null {
    const character = this.#peek();
    if (/\d/.test(character)) {
      const line = Number(this.#digits());
      if (this.#peek() !== '~') return { at: 'line', line };
      this.#at += 1;
      return { at: 'step', first: line, step: Number(this.#digits()) };
    }
    if (character === '$') {
      this.#at += 1;
      return { at: 'last' };
    }
    if (character !== '/' && character !== '\\') return null;
    this.#at += character === '/' ? 1 : 2;
    const pattern = this.#upTo(this.#source.charAt(this.#at - 1), 'unterminated address regex');
    const ignoreCase = this.#peek() === 'I';
    if (ignoreCase) this.#at += 1;
    const regex = this.#regex(pattern, ignoreCase);
    return regex === null ? null : { at: 'match', regex };
  }

  #rangeEnd(): Address | null {
    if (this.#peek() !== '+') return this.#address();
    this.#at += 1;
    return { at: 'offset', count: Number(this.#digits()) };
  }

  #substitution(): Substitution | null {
    const delimiter = this.#take();
    const pattern = this.#upTo(delimiter, "unterminated `s' command");
    const replacement = this.#upTo(delimiter, "unterminated `s' command");
    let flags = '';
    let nth = 1;
    for (let flag = this.#peek(); /[gpIime\dw]/.test(flag); flag = this.#peek()) {
      if (/\d/.test(flag)) nth = Number(this.#digits());
      else flags += this.#take();
    }
    if (!['', ';', '\n', '}', ' ', '#'].includes(this.#peek())) {
      this.#at += 1;
      this.#fail("unknown option to `s'");
    }
    const regex = this.#regex(pattern, /[Ii]/.test(flags));
    if (regex === null) return null;
    return { regex, replacement, all: flags.includes('g'), nth, print: flags.includes('p') };
  }

  #transliteration(): ReadonlyMap<string, string> {
    const delimiter = this.#take();
    const from = [...unescapeFormat(this.#upTo(delimiter, "unterminated `y' command")).text];
    const to = [...unescapeFormat(this.#upTo(delimiter, "unterminated `y' command")).text];
    if (from.length !== to.length) this.#fail("strings for `y' command are different lengths");
    return new Map(from.map((character, at) => [character, to[at] ?? '']));
  }

  /** `a text`, or `a\` and the text on the next line. */
  #text(): string {
    this.#skip(/[ \t]/);
    if (this.#peek() === '\\') {
      this.#at += 1;
      this.#skip(/[ \t]/);
      if (this.#peek() === '\n') this.#at += 1;
    }
    const [text = ''] = /^(?:[^\\\n]|\\[\s\S])*/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += text.length;
    return text.replace(/\\([\s\S])/g, '$1');
  }

  #label(): string {
    this.#skip(/[ \t]/);
    const [label = ''] = /^[^;\n}]*/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += label.length;
    return label.trim();
  }

  #digits(): string {
    this.#skip(/[ \t]/);
    const [digits = ''] = /^\d*/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += digits.length;
    return digits;
  }

  /** Up to an unescaped delimiter, which is passed; inside brackets it stands for itself. */
  #upTo(delimiter: string, unterminated: string): string {
    let text = '';
    for (;;) {
      const character = this.#take();
      if (character === '') {
        this.#fail(unterminated);
        return text;
      }
      if (character === delimiter) return text;
      if (character !== '\\') text += character;
      else if (this.#peek() === delimiter) text += this.#take();
      else text += character + this.#take();
    }
  }

  /** An empty pattern is the last one again. */
  #regex(pattern: string, ignoreCase: boolean): Regex | null {
    if (pattern === '' && this.#lastRegex !== null) return this.#lastRegex;
    const regex = compileRegex(pattern.replaceAll('\\n', '\n'), this.#syntax, { ignoreCase });
    if (!(regex instanceof RegexProblem)) {
      this.#lastRegex = regex;
      return regex;
    }
    this.#fail(regex.message);
    return null;
  }

  #peek(): string {
    return this.#source.charAt(this.#at);
  }

  #take(): string {
    const character = this.#peek();
    this.#at += character.length;
    return character;
  }

  #skip(what: RegExp): void {
    while (this.#at < this.#source.length && what.test(this.#peek())) this.#at += 1;
  }

  #fail(message: string): void {
    this.problem ??= new ScriptProblem(this.#at, message);
  }
}
