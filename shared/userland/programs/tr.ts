// Characters for characters: translates, deletes, squeezes. tr(1)

import { characterClass } from '../libc/regex/bracket.ts';
import { coreutil, extraOperand, quote, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
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
  const translator = new Translator(first, second ?? null, has('c') || has('C'), deletes, squeezes);
  for (;;) {
    const part = yield* process.readInput();
    if (failed(part) || part === '') return 0;
    process.print(translator.translated(part));
    if (!(yield* process.flush())) return 1;
  }
});

class Translator {
  readonly #first: readonly string[];
  readonly #second: readonly string[];
  readonly #complement: boolean;
  readonly #deletes: boolean;
  /** What is squeezed; null for nothing. */
  readonly #squeezed: ((character: string) => boolean) | null;
  #last = '';

  constructor(
    first: string,
    second: string | null,
    complement: boolean,
    deletes: boolean,
    squeezes: boolean,
  ) {
    this.#first = expandSet(first);
    this.#second = second === null ? [] : expandSet(second);
    this.#complement = complement;
    this.#deletes = deletes;
    const last = second === null ? null : this.#second;
    if (!squeezes) this.#squeezed = null;
    else
      this.#squeezed =
        last === null ? (character) => this.#isInFirst(character) : (character) => last.includes(character);
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
    return this.#complement ? last : (this.#second[this.#first.indexOf(character)] ?? last);
  }
}

/** a-z, [:upper:], [=a=] and the backslash sequences. */
function expandSet(set: string): readonly string[] {
  const characters: string[] = [];
  const { text } = unescapeFormat(
    set.replace(/\[:(\w+):\]/g, (whole, name: string) => classMembers(name) ?? whole),
  );
  for (let at = 0; at < text.length; at += 1) {
    const [from, dash, to] = [text.charAt(at), text[at + 1], text[at + 2]];
    if (dash === '-' && to !== undefined && to >= from) {
      for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1)
        characters.push(String.fromCharCode(code));
      at += 2;
    } else characters.push(from);
  }
  return characters;
}

function classMembers(name: string): string | null {
  const belongs = characterClass(name);
  if (belongs === undefined) return null;
  const members = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter(belongs);
  // a member must not be read as a range or a sequence again
  return members.map((member) => (member === '\\' ? '\\\\' : member === '-' ? '\\055' : member)).join('');
}
