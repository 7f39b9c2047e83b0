// Where does a POSIX regular expression match? The leftmost of all matches, and of these the longest. regexec(3)
//
// All ways through the pattern are followed at the same time, character by character, so that no pattern takes more
// than (its length) x (the text's length) steps: a learner's `(a+)+$` can't stop the lab. Only a pattern that asks for a
// group's text once more goes one way after the other, and is given up where that takes too long.

import { Effort } from '../exhaustion.ts';
import { holds, RegexProblem } from './syntax.ts';
import { parseRegex } from './parse.ts';
import { backtrack } from './backtrack.ts';
import type { Assertion, CharSet, RegexNode } from './syntax.ts';
import type { ParsedRegex, RegexOptions, RegexSyntax } from './parse.ts';

type Instruction =
  | { readonly op: 'set'; readonly set: CharSet }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'match' };

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** By number of the group, from 1; null where it took no part. */
  readonly groups: readonly (string | null)[];
}

const MOST_INSTRUCTIONS = 20_000;

export function compileRegex(
  pattern: string,
  syntax: RegexSyntax,
  options: RegexOptions = {},
): Regex | RegexProblem {
  const parsed = parseRegex(pattern, syntax, options);
  if (parsed instanceof RegexProblem) return parsed;
  const code: Instruction[] = [];
  emit(parsed.node, code);
  if (code.length >= MOST_INSTRUCTIONS) return new RegexProblem('Regular expression too big');
  code.push({ op: 'match' });
  return new Regex(code, parsed, options.multiline ?? false);
}

/** Following one way by one instruction costs as much as so many steps of a shell's pattern. */
const STEP_EFFORT = 4;

/** Where each group begins and ends, at 2n and 2n+1; group 0 is the match. */
type Slots = readonly number[];

export class Regex {
  /** What grep warns of. */
  readonly warnings: readonly string[];
  readonly groups: number;
  readonly #code: readonly Instruction[];
  readonly #parsed: ParsedRegex;
  readonly #multiline: boolean;

  constructor(code: readonly Instruction[], parsed: ParsedRegex, multiline: boolean) {
    this.warnings = parsed.warnings;
    this.groups = parsed.groups;
    this.#code = code;
    this.#parsed = parsed;
    this.#multiline = multiline;
  }

  test(text: string): boolean {
    return this.exec(text) !== null;
  }

  /** The match that begins first, at `from` or later; of those the longest. */
  exec(text: string, from = 0): RegexMatch | null {
    const effort = new Effort();
    if (this.#parsed.looksBack) {
      const found = backtrack(this.#parsed.node, text, from, this.#multiline, effort);
      return found === null ? null : this.#result(text, found);
    }
    const where = { text, multiline: this.#multiline };
    let best: Slots | null = null;
    let threads = new Threads(this.#code, where, effort);
    for (let at = from; at <= text.length; at += 1) {
      if (best === null) threads.add(0, [at, at], at);
      else if (threads.isEmpty) break;
      const next = new Threads(this.#code, where, effort);
      for (const [pc, slots] of threads) {
        const instruction = this.#code[pc];
        if (instruction?.op === 'match') best = better(best, slots, at);
        else if (instruction?.op === 'set' && at < text.length && (best === null || slots[0] === best[0])) {
          if (instruction.set(text.charAt(at))) next.add(pc + 1, slots, at + 1);
        }
      }
      threads = next;
    }
    return best === null ? null : this.#result(text, best);
  }

  #result(text: string, slots: Slots): RegexMatch {
    const groups = Array.from({ length: this.groups }, (_, index) => {
      const [start, end] = [slots[2 * index + 2], slots[2 * index + 3]];
      return start === undefined || end === undefined ? null : text.slice(start, end);
    });
    return { start: slots[0] ?? 0, end: slots[1] ?? 0, groups };
  }
}

function better(best: Slots | null, slots: Slots, end: number): Slots {
  if (best !== null && ((best[0] ?? 0) < (slots[0] ?? 0) || (best[1] ?? 0) >= end)) return best;
  return [slots[0] ?? 0, end, ...slots.slice(2)];
}

interface Subject {
  readonly text: string;
  readonly multiline: boolean;
}

/** The ways that lead to the same character; of several to the same instruction the first one counts. */
class Threads implements Iterable<readonly [number, Slots]> {
  readonly #code: readonly Instruction[];
  readonly #subject: Subject;
  readonly #effort: Effort;
  readonly #seen = new Set<number>();
  readonly #list: (readonly [number, Slots])[] = [];

  constructor(code: readonly Instruction[], subject: Subject, effort: Effort) {
    this.#code = code;
    this.#subject = subject;
    this.#effort = effort;
  }

  get isEmpty(): boolean {
    return this.#list.length === 0;
  }

  [Symbol.iterator](): Iterator<readonly [number, Slots]> {
    return this.#list[Symbol.iterator]();
  }

  /** Follows everything that takes no character. The open ends are kept in a list of their own: a pattern may be long. */
  add(start: number, startSlots: Slots, at: number): void {
    const open: (readonly [number, Slots])[] = [[start, startSlots]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [pc, slots] = next;
      if (this.#seen.has(pc)) continue;
      this.#seen.add(pc);
      this.#effort.spend(STEP_EFFORT);
      const instruction = this.#code[pc];
      if (instruction === undefined) continue;
      if (instruction.op === 'jump') open.push([instruction.to, slots]);
      else if (instruction.op === 'split') open.push([instruction.second, slots], [instruction.first, slots]);
      else if (instruction.op === 'save') open.push([pc + 1, withSlot(slots, instruction.slot, at)]);
      else if (instruction.op === 'assert') {
        if (holds(instruction.what, this.#subject.text, at, this.#subject.multiline))
          open.push([pc + 1, slots]);
      } else this.#list.push(next);
    }
  }
}

function withSlot(slots: Slots, slot: number, at: number): Slots {
  const changed = [...slots];
  changed[slot] = at;
  return changed;
}

/** Appends the instructions of a node; gives up quietly when there are too many. */
function emit(node: RegexNode, code: Instruction[]): void {
  if (code.length >= MOST_INSTRUCTIONS) return;
  switch (node.kind) {
    case 'set':
      code.push({ op: 'set', set: node.set });
      return;
    case 'assert':
      code.push({ op: 'assert', what: node.what });
      return;
    case 'again':
      // the text of the group is not known here; a pattern that has one of these is not carried out by this code
      return;
    case 'sequence':
      for (const part of node.parts) emit(part, code);
      return;
    case 'group':
      code.push({ op: 'save', slot: 2 * node.index });
      emit(node.node, code);
      code.push({ op: 'save', slot: 2 * node.index + 1 });
      return;
    case 'either':
      emitEither(node.branches, code);
      return;
    case 'repeat':
      emitRepeat(node, code);
  }
}

function emitEither(branches: readonly RegexNode[], code: Instruction[]): void {
  const jumps: { to: number }[] = [];
  branches.forEach((branch, index) => {
    const isLast = index === branches.length - 1;
    const split = { op: 'split' as const, first: code.length + 1, second: 0 };
    if (!isLast) code.push(split);
    emit(branch, code);
    if (isLast) return;
    const jump = { op: 'jump' as const, to: 0 };
    code.push(jump);
    jumps.push(jump);
    split.second = code.length;
  });
  for (const jump of jumps) jump.to = code.length;
}

function emitRepeat(
  { node, min, max }: { readonly node: RegexNode; readonly min: number; readonly max: number },
  code: Instruction[],
): void {
  for (let count = 0; count < min && code.length < MOST_INSTRUCTIONS; count += 1) emit(node, code);
  if (max === Infinity) {
    const split = { op: 'split' as const, first: code.length + 1, second: 0 };
    const loop = code.length;
    code.push(split);
    emit(node, code);
    code.push({ op: 'jump', to: loop });
    split.second = code.length;
    return;
  }
  const splits: { second: number }[] = [];
  for (let count = min; count < max && code.length < MOST_INSTRUCTIONS; count += 1) {
    const split = { op: 'split' as const, first: code.length + 1, second: 0 };
    code.push(split);
    splits.push(split);
    emit(node, code);
  }
  for (const split of splits) split.second = code.length;
}
