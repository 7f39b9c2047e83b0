// Carries out a sed script, line after line: the pattern space, the hold space, and what is printed between. sed(1)

import { allocateText, Effort, Exhausted } from '../../libc/exhaustion.ts';
import { substitute } from './substitute.ts';
import type { Address, Command } from './script.ts';

/** Where the next line comes from; null when there is none. */
export interface LineSource {
  readonly current: number;
  readonly isLast: boolean;
  take(): string | null;
}

export type Verdict = 'continue' | { readonly quit: number };

/** After so many jumps backwards within one line the script is taken to run in circles. */
const MOST_JUMPS = 100_000;

export class Editor {
  /** What is to be printed. */
  output = '';
  readonly #commands: readonly Command[];
  readonly #source: LineSource;
  readonly #autoPrint: boolean;
  /** For a range that has begun: at which line. */
  readonly #begun = new Map<Command, number>();
  /** What lines end in, and are joined with. */
  readonly #ending: string;
  #pattern = '';
  #hold = '';
  #appended: string[] = [];
  #substituted = false;

  /** What the substitutions of this cycle have cost. */
  #effort = new Effort();

  constructor(commands: readonly Command[], source: LineSource, autoPrint: boolean, ending = '\n') {
    this.#ending = ending;
    this.#commands = commands;
    this.#source = source;
    this.#autoPrint = autoPrint;
  }

  /** The line that was taken from the source, through the whole script. */
  edit(line: string): Verdict {
    this.#pattern = line;
    this.#substituted = false;
    this.#effort = new Effort();
    let jumps = 0;
    for (let at = 0; at < this.#commands.length;) {
      const command = this.#commands[at];
      if (command === undefined) break;
      const next = this.#applies(command) !== command.negated ? this.#carryOut(command, at) : command.name === '{' ? command.jump + 1 : at + 1; // prettier-ignore
      if (next === 'delete') return this.#endCycle(false);
      if (next === 'end') return this.#endCycle(true);
      if (typeof next === 'object') {
        if (next.print) this.#endCycle(true);
        return { quit: next.quit };
      }
      if (next <= at) jumps += 1;
      if (jumps > MOST_JUMPS) throw new Exhausted('a script that jumps without end');
      at = next;
    }
    return this.#endCycle(true);
  }

  #endCycle(print: boolean): Verdict {
    if (print && this.#autoPrint) this.output += this.#pattern + this.#ending;
    for (const text of this.#appended) this.output += `${text}\n`;
    this.#appended = [];
    return 'continue';
  }

  /** The index of the next command, or how the cycle ends. */
  #carryOut(
    command: Command,
    at: number,
  ): number | 'delete' | 'end' | { readonly quit: number; readonly print: boolean } {
    switch (command.name) {
      case 'd':
        return 'delete';
      case 'D': {
        const newline = this.#pattern.indexOf(this.#ending);
        if (newline < 0) return 'delete';
        this.#pattern = this.#pattern.slice(newline + 1);
        return 0;
      }
      case 'q':
        return { quit: Number(command.text), print: true };
      case 'Q':
        return { quit: Number(command.text), print: false };
      case 'n':
        if (this.#autoPrint) this.output += this.#pattern + this.#ending;
        return this.#nextLine((line) => line) ? at + 1 : { quit: 0, print: false };
      case 'N':
        return this.#nextLine((line) => this.#pattern + this.#ending + line)
          ? at + 1
          : { quit: 0, print: true };
      case 'b':
        return this.#label(command.text);
      case 't':
      case 'T': {
        const jumps = this.#substituted === (command.name === 't');
        if (command.name === 't' || this.#substituted) this.#substituted = false;
        return jumps ? this.#label(command.text) : at + 1;
      }
      case 'c':
        if (command.to === null || !this.#begun.has(command)) this.output += `${command.text}\n`;
        return 'delete';
      default:
        this.#change(command);
        return at + 1;
    }
  }

  #change({ name, text, substitution, map }: Command): void {
    switch (name) {
      case 's': {
        const changed = substitution === null ? null : substitute(this.#pattern, substitution, this.#effort);
        if (changed === null) return;
        this.#pattern = changed;
        this.#substituted = true;
        if (substitution?.print === true) this.output += changed + this.#ending;
        return;
      }
      case 'y':
        this.#pattern = [...this.#pattern].map((character) => map.get(character) ?? character).join('');
        return;
      case 'p':
        this.output += this.#pattern + this.#ending;
        return;
      case 'P':
        this.output += (this.#pattern.split(this.#ending)[0] ?? '') + this.#ending;
        return;
      case '=':
        this.output += `${this.#source.current}\n`;
        return;
      case 'l':
        this.output += `${visible(this.#pattern)}$\n`;
        return;
      case 'a':
        this.#appended.push(text);
        return;
      case 'i':
        this.output += `${text}\n`;
        return;
      case 'h':
        this.#hold = this.#pattern;
        return;
      case 'H':
        allocateText(this.#hold.length + this.#pattern.length);
        this.#hold += this.#ending + this.#pattern;
        return;
      case 'g':
        this.#pattern = this.#hold;
        return;
      case 'G':
        allocateText(this.#hold.length + this.#pattern.length);
        this.#pattern += this.#ending + this.#hold;
        return;
      case 'x':
        [this.#pattern, this.#hold] = [this.#hold, this.#pattern];
    }
  }

  #nextLine(join: (line: string) => string): boolean {
    const line = this.#source.take();
    if (line === null) return false;
    for (const text of this.#appended) this.output += `${text}\n`;
    this.#appended = [];
    this.#pattern = join(line);
    return true;
  }

  /** Behind the label; without one at the end of the script. */
  #label(label: string): number {
    const found = this.#commands.findIndex((command) => command.name === ':' && command.text === label);
    return label === '' || found < 0 ? this.#commands.length : found + 1;
  }

  #applies(command: Command): boolean {
    const { from, to } = command;
    if (from === null) return true;
    if (to === null) return this.#isAt(from);
    const start = this.#begun.get(command);
    if (start === undefined) {
      if (!this.#isAt(from)) return false;
      if (!endsAtOnce(to, this.#source.current)) this.#begun.set(command, this.#source.current);
      return true;
    }
    if (this.#isEnd(to, start)) this.#begun.delete(command);
    return true;
  }

  #isAt(address: Address): boolean {
    const { current, isLast } = this.#source;
    switch (address.at) {
      case 'line':
        return current === address.line;
      case 'last':
        return isLast;
      case 'step':
        return address.step === 0 ? current === address.first : current >= address.first && (current - address.first) % address.step === 0; // prettier-ignore
      case 'match':
        return address.regex.test(this.#pattern);
      case 'offset':
        return false;
    }
  }

  #isEnd(to: Address, start: number): boolean {
    if (to.at === 'line') return this.#source.current >= to.line;
    if (to.at === 'offset') return this.#source.current >= start + to.count;
    return this.#isAt(to);
  }
}

/** A range whose end lies before its start is one line long. */
function endsAtOnce(to: Address, line: number): boolean {
  return (to.at === 'line' && to.line <= line) || (to.at === 'offset' && to.count === 0);
}

function visible(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
