// Bytes for bytes: translates, deletes, squeezes. tr(1); every byte is a character of its own here

import { characterClass } from '../libc/regex/bracket.ts';
import { coreutil, extraOperand, quote, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { fromByteText, toByteText } from '../libc/utf8.ts';
import { unescapeFormat } from '../libc/escapes.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['c', 'complement'], ['C', ''], ['d', 'delete'], ['s', 'squeeze-repeats'], ['t', 'truncate-set1'],
] as const; // prettier-ignore

export const tr = coreutil('tr', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const [first, second, third] = line.operands;
  const deletes = has('d');
  const squeezes = has('s');
  if (first === undefined) return yield* tryHelp(process, 'missing operand');
  const needsTwo = !deletes && !squeezes;
  if (second === undefined && (needsTwo || (deletes && squeezes))) {
    yield* process.error(`missing operand after ${quote(process, first)}`);
    yield* process.eprint(
      needsTwo
        ? 'Two strings must be given when translating.\n'
        : 'Two strings must be given when both deleting and squeezing repeats.\n',
    );
    return yield* tryHelp(process, null);
  }
  if (third !== undefined) return yield* extraOperand(process, third);
  if (second !== undefined && deletes && !squeezes) {
    yield* process.error(`extra operand ${quote(process, second)}`);
    yield* process.eprint('Only one string may be given when deleting without squeezing repeats.\n');
    return yield* tryHelp(process, null);
  }
  const translates = second !== undefined && !deletes;
  const complement = has('c') || has('C');
  const firstSet = expandSet(toByteText(first), null);
  if (firstSet instanceof SetProblem) return yield* refuseSet(process, firstSet);
  const domain = complement ? complementOf(firstSet).length : firstSet.length;
  const secondSet = second === undefined ? null : expandSet(toByteText(second), domain);
  if (secondSet instanceof SetProblem) return yield* refuseSet(process, secondSet);
  if (translates && !has('t') && secondSet?.length === 0) {
    yield* process.error('when not truncating set1, string2 must be non-empty');
    return 1;
  }
  const translator = new Translator(firstSet, secondSet, { complement, deletes, squeezes, truncates: has('t') }); // prettier-ignore
  for (;;) {
    const part = yield* process.readInput();
    if (failed(part) || part === '') return 0;
    process.print(fromByteText(translator.translated(toByteText(part))));
    if (!(yield* process.flush())) return 1;
  }
});

function* refuseSet(process: Process, { message, quoted }: SetProblem): Coroutine<number> {
  yield* process.error(quoted === null ? message : `${message} ${quote(process, quoted)}`);
  return 1;
}

interface Style {
  readonly complement: boolean;
  readonly deletes: boolean;
  readonly squeezes: boolean;
  readonly truncates: boolean;
}

class Translator {
  readonly #first: readonly string[];
  readonly #second: readonly string[];
  readonly #complement: boolean;
  readonly #deletes: boolean;
  /** What has no partner in the second set becomes its last character; with -t it stays. */
  readonly #translatesAll: boolean;
  /** What is squeezed; null for nothing. */
  readonly #squeezed: ((character: string) => boolean) | null;
  #last = '';

  constructor(
    first: readonly string[],
    second: readonly string[] | null,
    { complement, deletes, squeezes, truncates }: Style,
  ) {
    this.#first = first;
    this.#second = second ?? [];
    this.#complement = complement;
    this.#deletes = deletes;
    this.#translatesAll = !truncates;
    if (!squeezes) this.#squeezed = null;
    else this.#squeezed = second === null ? (character) => this.#isInFirst(character) : (character) => second.includes(character); // prettier-ignore
  }

  translated(part: string): string {
    let out = '';
    for (const character of part) {
      const made = this.#one(character);
      if (made === null || (made === this.#last && this.#squeezed?.(made) === true)) continue;
      out += made;
      this.#last = made;
    }
    return out;
  }

  #isInFirst(character: string): boolean {
    return this.#first.includes(character) !== this.#complement;
  }

  #one(character: string): string | null {
    if (!this.#isInFirst(character)) return character;
    if (this.#deletes) return null;
    const last = this.#second.at(-1);
    if (last === undefined) return character;
    const at = this.#complement
      ? complementOf(this.#first).indexOf(character)
      : this.#first.indexOf(character);
    const partner = at < 0 ? undefined : this.#second[at];
    return partner ?? (this.#translatesAll ? last : character);
  }
}

const BYTES = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));

function complementOf(set: readonly string[]): readonly string[] {
  return BYTES.filter((character) => !set.includes(character));
}

/** Why a set is none; `quoted` is named at the end. */
class SetProblem {
  readonly message: string;
  readonly quoted: string | null;

  constructor(message: string, quoted: string | null) {
    this.message = message;
    this.quoted = quoted;
  }
}

/** a-z, [:upper:], [=a=], [a*4] and the backslash sequences; [a*] fills the set up to `length`. */
function expandSet(set: string, length: number | null): readonly string[] | SetProblem {
  const [, unknown] = /\[:(\w+):\]/.exec(set.replace(/\[:(\w+):\]/g, (whole, name: string) => (classMembers(name) === null ? whole : ''))) ?? [];
  if (unknown !== undefined) return new SetProblem('invalid character class', unknown);
  const characters: string[] = [];
  let fill: { readonly at: number; readonly character: string } | null = null;
  const text = set.replace(/\[:(\w+):\]/g, (whole, name: string) => classMembers(name) ?? whole);
  const one = /^(?:\\(?:[0-7]{1,3}|.)|[^])/;
  const take = (from: string): readonly [source: string, character: string] => {
    const [source = ''] = one.exec(from) ?? [];
    if (source.length < 2) return [source, source];
    if (/^\\[0-7]/.test(source)) return [source, String.fromCharCode(parseInt(source.slice(1), 8) & 0xff)];
    return [source, /^\\[abfnrtv\\]/.test(source) ? unescapeFormat(source).text : source.slice(1)];
  };
  for (let rest = text; rest !== '';) {
    const [, equal] = /^\[=(.)=\]/s.exec(rest) ?? [];
    const [repeated, source = '', count = ''] = /^\[(\\(?:[0-7]{1,3}|.)|[^])\*(\d*)\]/.exec(rest) ?? [];
    if (equal !== undefined) {
      characters.push(equal);
      rest = rest.slice(5);
    } else if (repeated !== undefined && length !== null) {
      const [, character] = take(source);
      const times = parseInt(count, count.startsWith('0') ? 8 : 10);
      if (count === '' || times === 0) fill = { at: characters.length, character };
      else characters.push(...Array.from({ length: Math.min(times, BYTES.length) }, () => character));
      rest = rest.slice(repeated.length);
    } else {
      const [taken, from] = take(rest);
      rest = rest.slice(taken.length);
      const [end, to] = rest.startsWith('-') && rest.length > 1 ? take(rest.slice(1)) : ['', ''];
      if (to !== '' && to < from) return new SetProblem(`range-endpoints of '${taken}-${end}' are in reverse collating sequence order`, null);
      if (to === '') characters.push(from);
      else {
        for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1)
          characters.push(String.fromCharCode(code));
        rest = rest.slice(1 + end.length);
      }
    }
  }
  if (fill === null) return characters;
  const missing = Math.max(0, (length ?? 0) - characters.length);
  const { at, character } = fill;
  return [...characters.slice(0, at), ...Array.from({ length: missing }, () => character), ...characters.slice(at)];
} // prettier-ignore

function classMembers(name: string): string | null {
  const belongs = characterClass(name);
  if (belongs === undefined) return null;
  const members = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter(belongs);
  // a member must not be read as a range or a sequence again
  return members.map((member) => (member === '\\' ? '\\\\' : member === '-' ? '\\055' : member)).join('');
}
