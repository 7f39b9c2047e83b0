// Which commands of a sed script are for the line at hand? sed(1), "Addresses"

import { SedFailure } from './failure.ts';
import type { Address, Command, Pattern } from './syntax.ts';
import type { Coroutine } from '../../program.ts';
import type { Input } from './input.ts';
import type { Regex } from '../../libc/regex/regex.ts';

/** A range that has begun: the line it ends at, where that is known; `Infinity` where its end is looked for. */
type Begun = { readonly end: number };

export class Ranges {
  readonly #commands: readonly Command[];
  readonly #input: Input;
  readonly #begun = new Map<Command, Begun>();
  #lastRegex: Regex | null = null;

  constructor(commands: readonly Command[], input: Input) {
    this.#commands = commands;
    this.#input = input;
    this.reset();
  }

  /** Before the first line of a file: 0,/x/ has begun. */
  reset(): void {
    this.#begun.clear();
    for (const command of this.#commands) {
      if (command.from?.at === 'line' && command.from.line === 0) this.#begun.set(command, { end: Infinity });
    }
  }

  /** Whether the range goes on behind this line. */
  isInside(command: Command): boolean {
    return this.#begun.has(command);
  }

  *apply(command: Command, text: string): Coroutine<boolean> {
    const { from, to } = command;
    if (from === null) return true;
    if (to === null) return yield* this.#isAt(from, text);
    const begun = this.#begun.get(command);
    if (begun !== undefined) return yield* this.#goesOn(command, to, begun, text);
    if (!(yield* this.#isAt(from, text))) return false;
    const end = this.#endOf(to);
    if (end > this.#input.number) this.#begun.set(command, { end });
    return true;
  }

  /** An empty pattern is the one that was looked for last. */
  regexOf(pattern: Pattern): Regex {
    const regex = pattern === 'last' ? this.#lastRegex : pattern;
    if (regex === null) throw new SedFailure('-e expression #1, char 0: no previous regular expression', 1);
    this.#lastRegex = regex;
    return regex;
  }

  *#goesOn(command: Command, to: Address, { end }: Begun, text: string): Coroutine<boolean> {
    const { number } = this.#input;
    const ends = end === Infinity ? yield* this.#isAt(to, text) : number >= end;
    if (ends) this.#begun.delete(command);
    // lines that n and N took may have led beyond the end
    return end === Infinity || number <= end;
  }

  #endOf(to: Address): number {
    const { number } = this.#input;
    switch (to.at) {
      case 'line':
        return to.line;
      case 'offset':
        return number + to.count;
      case 'multiple':
        return to.of === 0 ? number : (Math.floor(number / to.of) + 1) * to.of;
      case 'step':
        return to.first + Math.max(0, Math.ceil((number - to.first) / to.step)) * to.step;
      default:
        return Infinity;
    }
  }

  *#isAt(address: Address, text: string): Coroutine<boolean> {
    const { number } = this.#input;
    switch (address.at) {
      case 'line':
        return number === address.line;
      case 'last':
        return yield* this.#input.isAtEnd();
      case 'step':
        return number >= address.first && (number - address.first) % address.step === 0;
      case 'match':
        return this.regexOf(address.pattern).test(text);
      case 'offset':
      case 'multiple':
        return false;
    }
  }
}
