// Carries out the rules of an awk program, line after line. awk(1)

import { AwkRunError } from './run-error.ts';
import { evaluate } from './evaluate.ts';
import { formatValues } from './builtins.ts';
import { isTrue, toNumber, toText } from './values.ts';
import type { Coroutine } from '../../program.ts';
import type { Memory } from './memory.ts';
import type { Process } from '../../libc/process.ts';
import type { Rule, Statement } from './syntax.ts';

/** How a statement ended: by itself, or by leaving its loop, its line or the program. */
export type Leaving = 'normal' | 'next' | 'break' | 'continue' | { readonly exit: number };

/** A loop lets others run after so many rounds. */
const ROUNDS_PER_TURN = 256;

export class Runner {
  readonly #process: Process;
  readonly #memory: Memory;
  readonly #rules: readonly Rule[];
  /** The ranges that have begun and not ended. */
  readonly #open = new Set<Rule>();
  #rounds = 0;

  constructor(process: Process, memory: Memory, rules: readonly Rule[]) {
    this.#process = process;
    this.#memory = memory;
    this.#rules = rules;
  }

  *runAll(on: 'BEGIN' | 'END'): Coroutine<Leaving> {
    for (const { when, action } of this.#rules) {
      if (when.on !== on || action === null) continue;
      const leaving = yield* this.#run(action);
      if (typeof leaving === 'object') return leaving;
    }
    return 'normal';
  }

  *runLine(): Coroutine<Leaving> {
    for (const rule of this.#rules) {
      if (!this.#applies(rule)) continue;
      if (rule.action === null) this.#process.print(this.#memory.line() + this.#memory.text('ORS'));
      const leaving = rule.action === null ? 'normal' : yield* this.#run(rule.action);
      if (leaving === 'next' || typeof leaving === 'object') return leaving;
    }
    return 'normal';
  }

  #applies(rule: Rule): boolean {
    const { when } = rule;
    if (when.on === 'always') return true;
    if (when.on === 'pattern') return isTrue(evaluate(this.#memory, when.pattern));
    if (when.on !== 'range') return false;
    if (!this.#open.has(rule) && !isTrue(evaluate(this.#memory, when.from))) return false;
    this.#open.add(rule);
    if (isTrue(evaluate(this.#memory, when.to))) this.#open.delete(rule);
    return true;
  }

  *#run(statement: Statement): Coroutine<Leaving> {
    const memory = this.#memory;
    switch (statement.kind) {
      case 'expression':
        evaluate(memory, statement.expression);
        return 'normal';
      case 'print':
        this.#print(statement);
        yield* this.#process.settle();
        return 'normal';
      case 'if': {
        const chosen = isTrue(evaluate(memory, statement.condition)) ? statement.then : statement.otherwise;
        return chosen === null ? 'normal' : yield* this.#run(chosen);
      }
      case 'while':
        return yield* this.#while(statement);
      case 'each':
        for (const key of [...memory.array(statement.array).keys()]) {
          memory.setVariable(statement.variable, key);
          const leaving = yield* this.#run(statement.body);
          if (leaving === 'break') return 'normal';
          if (leaving !== 'normal' && leaving !== 'continue') return leaving;
        }
        return 'normal';
      case 'block':
        for (const each of statement.body) {
          const leaving = yield* this.#run(each);
          if (leaving !== 'normal') return leaving;
        }
        return 'normal';
      case 'delete':
        if (statement.key === null) memory.array(statement.array).clear();
        else memory.array(statement.array).delete(toText(evaluate(memory, statement.key)));
        return 'normal';
      case 'exit':
        return { exit: statement.status === null ? 0 : toNumber(evaluate(memory, statement.status)) & 0xff };
      default:
        return statement.kind;
    }
  }

  *#while({ condition, body, step }: Extract<Statement, { kind: 'while' }>): Coroutine<Leaving> {
    while (isTrue(evaluate(this.#memory, condition))) {
      this.#rounds += 1;
      if (this.#rounds % ROUNDS_PER_TURN === 0) yield* this.#process.sys.schedYield();
      const leaving = yield* this.#run(body);
      if (leaving === 'break') return 'normal';
      if (leaving !== 'normal' && leaving !== 'continue') return leaving;
      if (step !== null) yield* this.#run(step);
    }
    return 'normal';
  }

  #print({ args, formatted }: Extract<Statement, { kind: 'print' }>): void {
    const memory = this.#memory;
    const values = args.map((arg) => evaluate(memory, arg));
    if (formatted) {
      if (values.length === 0) throw new AwkRunError('no arguments in call to printf');
      this.#process.print(formatValues(values));
    } else {
      const text = values.length === 0 ? memory.line() : values.map(toText).join(memory.text('OFS'));
      this.#process.print(text + memory.text('ORS'));
    }
  }
}
