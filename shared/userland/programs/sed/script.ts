// How is a sed script read? sed(1)

import { compileRegex } from '../../libc/regex/regex.ts';
import { Cursor, normalized } from './cursor.ts';
import { parseReplacement } from './substitute.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import { ScriptProblem } from './syntax.ts';
import { compareVersions } from '../../libc/version-compare.ts';
import type { Address, Command, Pattern, Piece, Script, Substitution } from './syntax.ts';
import type { RegexSyntax } from '../../libc/regex/parse.ts';

const VERSION = '4.9';
const CANNOT_JUMP = 4;
const COMMANDS = ':{}=abcdDeFghGHilnNpPqQrRstTvwWxyz';

export interface Dialect {
  readonly syntax: RegexSyntax;
  /** e, r and w are refused. */
  readonly sandbox: boolean;
  /** Lines end in zero bytes: there are none inside a line. */
  readonly zeroes: boolean;
}

export function parseScript(pieces: readonly Piece[], dialect: Dialect): Script | ScriptProblem {
  const reader = new ScriptReader(pieces, dialect);
  const commands = reader.commands();
  if (reader.problem !== null) return reader.problem;
  const jumping = withJumps(commands);
  return jumping instanceof ScriptProblem ? jumping : { commands: jumping, quiet: reader.quiet };
}

/** b, t and T find their label; without one they go to the end. */
function withJumps(commands: readonly Command[]): readonly Command[] | ScriptProblem {
  const made: Command[] = [];
  for (const command of commands) {
    const isJump = 'btT'.includes(command.name);
    const label = commands.findIndex(({ name, text }) => name === ':' && text === command.text);
    if (isJump && command.text !== '' && label < 0)
      return new ScriptProblem(`can't find label for jump to \`${command.text}'`, CANNOT_JUMP);
    const jump = command.text === '' ? commands.length : label + 1;
    made.push(isJump ? { ...command, jump } : command);
  }
  return made;
}

interface OpenBlock {
  readonly command: number;
  readonly piece: number;
  readonly line: number;
}

class ScriptReader {
  quiet = false;
  readonly #cursor: Cursor;
  readonly #dialect: Dialect;

  constructor(pieces: readonly Piece[], dialect: Dialect) {
    this.#cursor = new Cursor(pieces);
    this.#dialect = dialect;
  }

  get problem(): ScriptProblem | null {
    return this.#cursor.problem;
  }

  commands(): readonly Command[] {
    const commands: Command[] = [];
    const open: OpenBlock[] = [];
    for (;;) {
      this.#cursor.skip(/[\s;]/);
      if (this.problem !== null) break;
      if (this.#cursor.peek() === '') {
        if (this.#cursor.nextPiece()) continue;
        break;
      }
      const command = this.#command(open.length);
      if (command === null) continue;
      if (command.name === '{') {
        const { piece, position } = this.#cursor;
        open.push({ command: commands.length, piece, line: position });
      }
      if (command.name === '}') {
        const start = open.pop()?.command ?? 0;
        const opening = commands[start];
        if (opening !== undefined) commands[start] = { ...opening, jump: commands.length };
      }
      commands.push(command);
    }
    const [unclosed] = open;
    if (unclosed !== undefined && this.problem === null) {
      const isFile = this.#cursor.place(1, unclosed.piece).startsWith('file');
      const place = this.#cursor.place(isFile ? unclosed.line : 0, unclosed.piece);
      this.#cursor.problem = new ScriptProblem(`${place}: unmatched \`{'`);
    }
    return commands;
  }

  /** Null for a comment, and where something is wrong. */
  #command(depth: number): Command | null {
    const cursor = this.#cursor;
    const from = this.#address();
    if (from?.at === 'offset' || from?.at === 'multiple') {
      cursor.fail('invalid usage of +N or ~N as first address');
      return null;
    }
    let to: Address | null = null;
    if (from !== null) cursor.skip(/\s/);
    if (from !== null && cursor.peek() === ',') {
      cursor.take();
      cursor.skip(/\s/);
      to = this.#address();
      if (to === null) {
        cursor.take();
        cursor.fail("unexpected `,'");
      }
      cursor.skip(/\s/);
    }
    const negated = cursor.peek() === '!';
    if (negated) {
      cursor.take();
      cursor.skip(/\s/);
    }
    const name = cursor.take();
    if (negated && name === '!') cursor.fail("multiple `!'s");
    if (from?.at === 'line' && from.line === 0 && to?.at !== 'match')
      cursor.fail('invalid usage of line address 0');
    if (this.problem !== null) return null;
    const base: Command = { from, to, negated, name, text: '', number: null, substitution: null, map: new Map(), jump: 0 }; // prettier-ignore
    if (name === '#') {
      this.#comment(from);
      return null;
    }
    if (name === '') cursor.fail('missing command');
    else if (!COMMANDS.includes(name)) cursor.fail(`unknown command: \`${name}'`);
    else if (name === '}' && depth === 0) cursor.fail("unexpected `}'");
    else if (name === '}' && from !== null) cursor.fail("`}' doesn't want any addresses");
    else if (name === ':' && from !== null) cursor.fail(": doesn't want any addresses");
    else if ('qQ'.includes(name) && to !== null) cursor.fail('command only uses one address');
    else if ('erRwW'.includes(name) && this.#dialect.sandbox)
      cursor.fail('e/r/w commands disabled in sandbox mode');
    return this.problem === null ? this.#arguments(base) : null;
  }

  #comment(address: Address | null): void {
    const cursor = this.#cursor;
    if (address !== null) cursor.fail("comments don't accept any addresses");
    const isFirst = cursor.isFirstPiece && cursor.position === 1;
    if (cursor.taken(/^[^\n]*/) === 'n' && isFirst) this.quiet = true;
  }

  #arguments(base: Command): Command {
    const cursor = this.#cursor;
    switch (base.name) {
      case 's':
        return { ...base, substitution: this.#substitution() };
      case 'y':
        return this.#ended({ ...base, map: this.#transliteration() });
      case 'a':
      case 'i':
      case 'c':
        return { ...base, text: this.#text() };
      case 'e':
        cursor.skip(/[ \t]/);
        return { ...base, text: cursor.taken(/^[^\n]*/) };
      case ':':
      case 'b':
      case 't':
      case 'T':
      case 'v': {
        cursor.skip(/[ \t]/);
        const text = cursor.taken(/^[^\s;}]*/);
        if (base.name === ':' && text === '') cursor.fail('":" lacks a label');
        if (base.name === 'v' && compareVersions(text, VERSION) > 0)
          cursor.fail('expected newer version of sed');
        return { ...base, text };
      }
      case 'r':
      case 'R':
      case 'w':
      case 'W':
        return { ...base, text: this.#fileName() };
      case '{':
        return base;
      case 'q':
      case 'Q':
      case 'l':
        cursor.skip(/[ \t]/);
        return this.#ended({ ...base, number: cursor.number() });
      default:
        return this.#ended(base);
    }
  }

  #ended(command: Command): Command {
    const cursor = this.#cursor;
    cursor.skip(/[ \t]/);
    if (!['', ';', '\n', '}', '#'].includes(cursor.peek())) {
      cursor.take();
      cursor.fail('extra characters after command');
    }
    return command;
  }

  #address(): Address | null {
    const cursor = this.#cursor;
    const first = cursor.peek();
    if (/\d/.test(first)) return this.#lineAddress();
    if (first === '+' || first === '~') {
      cursor.take();
      cursor.skip(/[ \t]/);
      const number = cursor.number() ?? 0;
      return first === '+' ? { at: 'offset', count: number } : { at: 'multiple', of: number };
    }
    if (first === '$') {
      cursor.take();
      return { at: 'last' };
    }
    if (first !== '/' && first !== '\\') return null;
    cursor.take();
    const delimiter = first === '/' ? '/' : cursor.take();
    const pattern = cursor.delimited(delimiter, true);
    if (pattern === null) {
      cursor.fail('unterminated address regex');
      return null;
    }
    let flags = '';
    for (cursor.skip(/[ \t]/); /[IM]/.test(cursor.peek()); cursor.skip(/[ \t]/)) flags += cursor.take();
    const compiled = this.#pattern(pattern, flags);
    return compiled === null ? null : { at: 'match', pattern: compiled };
  }

  #lineAddress(): Address {
    const cursor = this.#cursor;
    const line = cursor.number() ?? 0;
    cursor.skip(/[ \t]/);
    if (cursor.peek() !== '~') return { at: 'line', line };
    cursor.take();
    cursor.skip(/[ \t]/);
    const step = cursor.number() ?? 0;
    return step > 0 ? { at: 'step', first: line, step } : { at: 'line', line };
  }

  #substitution(): Substitution | null {
    const cursor = this.#cursor;
    const delimiter = cursor.take();
    const source = cursor.delimited(delimiter, true);
    const replacement = source === null ? null : cursor.delimited(delimiter, false);
    if (source === null || replacement === null) {
      cursor.fail("unterminated `s' command");
      return null;
    }
    const { regexFlags, ...flags } = this.#flags();
    const pattern = this.#pattern(source, regexFlags);
    if (pattern === null) return null;
    const parts = parseReplacement(replacement);
    const highest = Math.max(0, ...parts.map((part) => ('group' in part ? part.group : 0)));
    if (pattern !== 'last' && highest > pattern.groups)
      cursor.fail(`invalid reference \\${highest} on \`s' command's RHS`);
    return { pattern, replacement: parts, ...flags };
  }

  #flags(): Omit<Substitution, 'pattern' | 'replacement'> & { readonly regexFlags: string } {
    const cursor = this.#cursor;
    const found = { regexFlags: '', all: false, nth: 1, runs: false, printsBefore: false, prints: false, file: null as string | null }; // prettier-ignore
    let counted = false;
    for (;;) {
      const flag = cursor.peek();
      if (['', ';', '\n', '}', '#'].includes(flag)) return found;
      if (/\d/.test(flag)) {
        const nth = cursor.number() ?? 0;
        if (counted) cursor.fail("multiple number options to `s' command");
        if (nth === 0) cursor.fail("number option to `s' command may not be zero");
        counted = true;
        found.nth = nth;
        continue;
      }
      cursor.take();
      if (/[iImM]/.test(flag)) found.regexFlags += flag.toUpperCase();
      else if (flag === 'e') this.#runs(found);
      else if (flag === 'p') {
        if (found.prints || found.printsBefore) cursor.fail("multiple `p' options to `s' command");
        found.prints = true;
      } else if (flag === 'g') {
        if (found.all) cursor.fail("multiple `g' options to `s' command");
        found.all = true;
      } else if (flag === 'w') {
        if (this.#dialect.sandbox) cursor.fail('e/r/w commands disabled in sandbox mode');
        return { ...found, file: this.#fileName() };
      } else if (flag !== ' ') {
        cursor.fail("unknown option to `s'");
        return found;
      }
    }
  }

  /** A p before the e prints what is run, one behind it what came of it. */
  #runs(found: { runs: boolean; prints: boolean; printsBefore: boolean }): void {
    if (this.#dialect.sandbox) this.#cursor.fail('e/r/w commands disabled in sandbox mode');
    found.runs = true;
    found.printsBefore = found.prints;
    found.prints = false;
  }

  #transliteration(): ReadonlyMap<string, string> {
    const cursor = this.#cursor;
    const delimiter = cursor.take();
    const source = cursor.delimited(delimiter, false);
    const target = source === null ? null : cursor.delimited(delimiter, false);
    if (source === null || target === null) {
      cursor.fail("unterminated `y' command");
      return new Map();
    }
    const plain = (text: string): readonly string[] => [
      ...normalized(text, (character) => (character === '\\' ? '\\\\' : character)).replace(
        /\\([\s\S])/g,
        (_, letter: string) => (letter === 'n' ? '\n' : letter),
      ),
    ];
    const [from, to] = [plain(source), plain(target)];
    if (from.length !== to.length) cursor.fail("strings for `y' command are different lengths");
    // of a character that is named twice the first counts
    return new Map(from.map((character, at) => [character, to[at] ?? ''] as const).reverse());
  }

  /** `a text`, or `a\` and the text on the next line, or behind it. */
  #text(): string {
    const cursor = this.#cursor;
    cursor.skip(/[ \t]/);
    if (cursor.peek() === '') {
      cursor.fail("expected \\ after `a', `c' or `i'");
      return '';
    }
    if (cursor.peek() === '\\') {
      cursor.take();
      if (cursor.peek() === '\n') cursor.take();
      else if (cursor.peek() === '' && !cursor.nextPiece()) return '';
    }
    let text = cursor.taken(/^(?:[^\\\n]|\\[\s\S])*/);
    // a backslash at the end of one -e goes on with the next
    while (cursor.peek() === '\\') {
      cursor.take();
      if (!cursor.nextPiece()) break;
      text += `\\\n${cursor.taken(/^(?:[^\\\n]|\\[\s\S])*/)}`;
    }
    const plain = normalized(text, (character) => (character === '\\' ? '\\\\' : character));
    return `${plain.replace(/\\([\s\S])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter))}\n`;
  }

  #fileName(): string {
    const cursor = this.#cursor;
    cursor.skip(/[ \t]/);
    const name = cursor.taken(/^[^\n]*/);
    if (name === '') cursor.fail('missing filename in r/R/w/W commands');
    return name;
  }

  #pattern(source: string, flags: string): Pattern | null {
    const cursor = this.#cursor;
    if (source === '') {
      if (flags !== '') cursor.fail('cannot specify modifiers on empty regexp');
      return 'last';
    }
    const options = {
      ignoreCase: flags.includes('I'),
      multiline: flags.includes('M') && !this.#dialect.zeroes,
    };
    const regex = compileRegex(normalized(source), this.#dialect.syntax, options);
    if (!(regex instanceof RegexProblem)) return regex;
    cursor.fail(regex.message);
    return null;
  }
}
