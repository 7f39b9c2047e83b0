// Carries out a sed script, line after line: the pattern space, the hold space, and what is printed between. sed(1)

import { allocateText, Effort, Exhausted } from '../../libc/exhaustion.ts';
import { failed } from '../../program.ts';
import { FileLines } from './input.ts';
import { outputOf } from '../../libc/popen.ts';
import { Ranges } from './ranges.ts';
import { readFile } from '../../libc/read.ts';
import { substitute } from './substitute.ts';
import { visibleLines } from './visible.ts';
import type { Command } from './syntax.ts';
import type { Coroutine } from '../../program.ts';
import type { Input, InputStyle, Line } from './input.ts';
import type { Output } from './output.ts';
import type { Process } from '../../libc/process.ts';

export interface EditorStyle extends InputStyle {
  readonly autoPrint: boolean;
  /** Of l: where its lines are broken; 0 for nowhere. */
  readonly width: number;
}

/** After so many jumps backwards within one line the script is taken to run in circles. */
const MOST_JUMPS = 100_000;
/** So many commands later others may run. */
const COMMANDS_PER_TURN = 256;

/** What comes after a command: the one at a place, the next line (or the rest of this one), or the end of everything. */
type Next = number | 'delete' | 'restart' | 'end' | { readonly quit: number };

/** What is printed at the end of a cycle, before the next line is read. */
type Appended = { readonly text: string } | { readonly file: string };

export class Editor {
  /** Where the lines go: standard output, or the copy of the file that is being edited. */
  output: Output;
  readonly #process: Process;
  readonly #commands: readonly Command[];
  readonly #input: Input;
  readonly #files: ReadonlyMap<string, Output>;
  readonly #style: EditorStyle;
  readonly #ranges: Ranges;
  /** The files of R; null for one that can't be read. */
  readonly #lineFiles = new Map<string, FileLines | null>();
  #pattern: Line = { text: '', terminated: true };
  #hold: Line = { text: '', terminated: true };
  #appended: Appended[] = [];
  #substituted = false;
  #count = 0;
  /** What the substitutions of this cycle have cost. */
  #effort = new Effort();

  constructor(
    process: Process,
    commands: readonly Command[],
    input: Input,
    files: ReadonlyMap<string, Output>,
    output: Output,
    style: EditorStyle,
  ) {
    this.#process = process;
    this.#commands = commands;
    this.#input = input;
    this.#files = files;
    this.output = output;
    this.#style = style;
    this.#ranges = new Ranges(commands, input);
  }

  /** All lines of all files, through the whole script. Resolves to the status of q, or 0. */
  *run(): Coroutine<number> {
    while (yield* this.#nextLine((line) => line)) {
      for (;;) {
        const end = yield* this.#cycle();
        if (
          end !== 'delete' &&
          end !== 'restart' &&
          this.#style.autoPrint &&
          !(typeof end === 'object' && end.silent)
        )
          yield* this.#put(this.output, this.#pattern);
        if (typeof end === 'object') {
          if (!end.silent) {
            yield* this.output.text('', this.#style.ending);
            yield* this.#endCycle();
          }
          return end.quit;
        }
        if (end !== 'restart') break;
        yield* this.#endCycle();
      }
    }
    return 0;
  }

  *#cycle(): Coroutine<'delete' | 'restart' | 'end' | { readonly quit: number; readonly silent: boolean }> {
    this.#effort = new Effort();
    let jumps = 0;
    for (let at = 0; at < this.#commands.length;) {
      const command = this.#commands[at];
      if (command === undefined) break;
      this.#count += 1;
      if (this.#count % COMMANDS_PER_TURN === 0) yield* this.#process.sys.schedYield();
      const applies = (yield* this.#ranges.apply(command, this.#pattern.text)) !== command.negated;
      const next: Next = !applies ? (command.name === '{' ? command.jump + 1 : at + 1) : yield* this.#carryOut(command, at); // prettier-ignore
      if (typeof next === 'object') return { ...next, silent: command.name === 'Q' };
      if (typeof next === 'string') return next;
      if (next <= at) jumps += 1;
      if (jumps > MOST_JUMPS) throw new Exhausted('a script that jumps without end');
      at = next;
    }
    return 'end';
  }

  *#carryOut(command: Command, at: number): Coroutine<Next> {
    const { name, text } = command;
    const { ending } = this.#style;
    switch (name) {
      case 'd':
        return 'delete';
      case 'D': {
        const newline = this.#pattern.text.indexOf(ending);
        if (newline < 0) return 'delete';
        this.#setPattern(this.#pattern.text.slice(newline + 1));
        return 'restart';
      }
      case 'q':
      case 'Q':
        return { quit: command.number ?? 0 };
      case 'n':
        if (yield* this.#input.isAtEnd()) return 'end';
        if (this.#style.autoPrint) yield* this.#put(this.output, this.#pattern);
        return (yield* this.#nextLine((line) => line)) ? at + 1 : 'delete';
      case 'N': {
        if (yield* this.#input.isAtEnd()) return 'end';
        const before = this.#pattern.text + ending;
        return (yield* this.#nextLine((line) => before + line)) ? at + 1 : 'end';
      }
      case 'b':
        return command.jump;
      case 't':
      case 'T': {
        const jumps = this.#substituted === (name === 't');
        this.#substituted = false;
        return jumps ? command.jump : at + 1;
      }
      case 'c':
        if (command.to === null || !this.#ranges.isInside(command)) yield* this.output.text(text, ending);
        return 'delete';
      case 's':
        yield* this.#substitute(command);
        return at + 1;
      case 'e':
        yield* this.#runCommand(text);
        return at + 1;
      case 'r':
        this.#appended.push({ file: text });
        return at + 1;
      case 'R':
        yield* this.#appendLineOf(text);
        return at + 1;
      default:
        yield* this.#print(command);
        this.#change(command);
        return at + 1;
    }
  }

  /** The commands that print something at once. */
  *#print({ name, text, number }: Command): Coroutine<void> {
    const { ending, width } = this.#style;
    const firstLine = { text: this.#pattern.text.split(ending, 1)[0] ?? '', terminated: true };
    switch (name) {
      case 'p':
        yield* this.#put(this.output, this.#pattern);
        return;
      case 'P':
        yield* this.#put(this.output, firstLine);
        return;
      case 'w':
        yield* this.#put(this.#files.get(text), this.#pattern);
        return;
      case 'W':
        yield* this.#put(this.#files.get(text), firstLine);
        return;
      case '=':
        yield* this.output.text(`${this.#input.number}\n`, ending);
        return;
      case 'F':
        yield* this.output.text(`${this.#input.fileName}\n`, ending);
        return;
      case 'l':
        yield* this.output.text(visibleLines(this.#pattern.text, number ?? width), ending);
        return;
      case 'i':
        yield* this.output.text(text, ending);
    }
  }

  /** The commands that only change what is remembered. */
  #change({ name, text, map }: Command): void {
    const { ending } = this.#style;
    switch (name) {
      case 'y':
        this.#setPattern(
          [...this.#pattern.text].map((character) => map.get(character) ?? character).join(''),
        );
        return;
      case 'z':
        this.#setPattern('');
        return;
      case 'a':
        this.#appended.push({ text });
        return;
      case 'h':
        this.#hold = this.#pattern;
        return;
      case 'H':
        this.#hold = joined(this.#hold, ending, this.#pattern);
        return;
      case 'g':
        this.#pattern = this.#hold;
        return;
      case 'G':
        this.#pattern = joined(this.#pattern, ending, this.#hold);
        return;
      case 'x':
        [this.#pattern, this.#hold] = [this.#hold, this.#pattern];
    }
  }

  *#substitute({ substitution }: Command): Coroutine<void> {
    if (substitution === null) return;
    const regex = this.#ranges.regexOf(substitution.pattern);
    const changed = substitute(this.#pattern.text, regex, substitution, this.#effort);
    if (changed === null) return;
    this.#setPattern(changed);
    this.#substituted = true;
    if (substitution.printsBefore) yield* this.#put(this.output, this.#pattern);
    if (substitution.runs) yield* this.#becomeOutputOf(changed);
    if (substitution.prints) yield* this.#put(this.output, this.#pattern);
    if (substitution.file !== null) yield* this.#put(this.#files.get(substitution.file), this.#pattern);
  }

  /** e: what a command prints comes before the line; without a command the line is one. */
  *#runCommand(command: string): Coroutine<void> {
    if (command === '') yield* this.#becomeOutputOf(this.#pattern.text);
    else yield* this.output.text(yield* outputOf(this.#process, command), this.#style.ending);
  }

  *#becomeOutputOf(command: string): Coroutine<void> {
    const printed = yield* outputOf(this.#process, command);
    const { ending } = this.#style;
    this.#pattern = { text: printed.endsWith(ending) ? printed.slice(0, -1) : printed, terminated: true };
  }

  *#appendLineOf(file: string): Coroutine<void> {
    let lines = this.#lineFiles.get(file);
    if (lines === undefined) {
      const fd = yield* this.#process.sys.open(file);
      lines = failed(fd) ? null : new FileLines(this.#process, fd, file, this.#style);
      this.#lineFiles.set(file, lines);
    }
    const line = lines === null ? null : yield* lines.next();
    if (line !== null) this.#appended.push({ text: line.text + (line.terminated ? this.#style.ending : '') });
  }

  #setPattern(text: string): void {
    this.#pattern = { text, terminated: this.#pattern.terminated };
  }

  *#nextLine(join: (line: string) => string): Coroutine<boolean> {
    yield* this.#endCycle();
    this.#substituted = false;
    const line = yield* this.#input.take(() => {
      this.#ranges.reset();
    });
    if (line === null) return false;
    const text = join(line.text);
    allocateText(text.length);
    this.#pattern = { text, terminated: line.terminated };
    return true;
  }

  /** What a, r and R have left to be printed. */
  *#endCycle(): Coroutine<void> {
    const appended = this.#appended;
    this.#appended = [];
    for (const each of appended) {
      const text = 'text' in each ? each.text : yield* readFile(this.#process.sys, each.file);
      if (typeof text === 'string') yield* this.output.text(text, this.#style.ending);
    }
  }

  *#put(output: Output | undefined, { text, terminated }: Line): Coroutine<void> {
    const { ending } = this.#style;
    yield* output?.line(text, terminated ? ending : '', ending) ?? [];
  }
}

function joined(first: Line, ending: string, second: Line): Line {
  allocateText(first.text.length + second.text.length);
  return { text: first.text + ending + second.text, terminated: second.terminated };
}
