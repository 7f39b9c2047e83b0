// Carries out the rules and functions of an awk program, line after line. awk(1)

import { AwkExit } from './failure.ts';
import { Cell } from './memory.ts';
import { Evaluator } from './evaluate.ts';
import { formatted, FormatFailure } from './format.ts';
import { toInt, toNumber, toText, UNSET } from './values.ts';
import type { AwkProgram, Rule, Statement } from './syntax.ts';
import type { Coroutine } from '../../program.ts';
import type { Input } from './input.ts';
import type { Memory } from './memory.ts';
import type { Process } from '../../libc/process.ts';
import type { Random } from './random.ts';
import type { Streams } from './streams.ts';
import type { Value } from './values.ts';

/** How a statement ended: by itself, or by leaving its loop, its function, its line or its file. */
type Leaving = 'normal' | 'next' | 'nextfile' | 'break' | 'continue' | { readonly returned: Value };

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** A loop lets others run after so many rounds. */
const ROUNDS_PER_TURN = 256;

export class Runner {
  readonly #process: Process;
  readonly #memory: Memory;
  readonly #streams: Streams;
  readonly #program: AwkProgram;
  readonly #evaluator: Evaluator;
  /** The ranges that have begun and not ended. */
  readonly #open = new Set<Rule>();
  #rounds = 0;

  constructor(
    process: Process,
    memory: Memory,
    streams: Streams,
    input: Input,
    random: Random,
    program: AwkProgram,
  ) {
    this.#process = process;
    this.#memory = memory;
    this.#streams = streams;
    this.#program = program;
    const call = (name: string, frame: readonly Cell[]): Coroutine<Value> => this.#call(name, frame);
    this.#evaluator = new Evaluator(process, memory, streams, input, random, call);
  }

  *runAll(on: 'BEGIN' | 'END'): Coroutine<void> {
    for (const { when, action } of this.#program.rules)
      if (when.on === on && action !== null) yield* this.#run(action);
  }

  /** The rules for the line at hand. True where the rest of its file is left out. */
  *runLine(): Coroutine<boolean> {
    for (const rule of this.#program.rules) {
      if (!(yield* this.#applies(rule))) continue;
      if (rule.action === null) {
        yield* this.#streams.write(null, '', this.#memory.line() + this.#memory.text('ORS'));
        continue;
      }
      const leaving = yield* this.#run(rule.action);
      if (leaving === 'next' || leaving === 'nextfile') return leaving === 'nextfile';
    }
    return false;
  }

  *#applies(rule: Rule): Coroutine<boolean> {
    const { when } = rule;
    if (when.on === 'always') return true;
    if (when.on === 'pattern') return yield* this.#evaluator.truth(when.pattern);
    if (when.on !== 'range') return false;
    if (!this.#open.has(rule) && !(yield* this.#evaluator.truth(when.from))) return false;
    this.#open.add(rule);
    if (yield* this.#evaluator.truth(when.to)) this.#open.delete(rule);
    return true;
  }

  *#call(name: string, given: readonly Cell[]): Coroutine<Value> {
    const called = this.#program.functions.get(name);
    if (called === undefined) return UNSET;
    yield* this.#turn();
    this.#memory.enter(called.parameters.map((_, at) => given[at] ?? new Cell()));
    const leaving = yield* this.#run(called.body);
    this.#memory.leave();
    return typeof leaving === 'object' ? leaving.returned : UNSET;
  }

  *#turn(): Coroutine<void> {
    this.#rounds += 1;
    if (this.#rounds % ROUNDS_PER_TURN === 0) yield* this.#process.sys.schedYield();
  }

  *#run(statement: Statement): Coroutine<Leaving> {
    switch (statement.kind) {
      case 'expression':
        yield* this.#evaluator.value(statement.expression);
        return 'normal';
      case 'print':
        yield* this.#print(statement);
        return 'normal';
      case 'if': {
        const holds = yield* this.#evaluator.truth(statement.condition);
        const chosen = holds ? statement.then : statement.otherwise;
        return chosen === null ? 'normal' : yield* this.#run(chosen);
      }
      case 'while':
        return yield* this.#while(statement);
      case 'each':
        return yield* this.#each(statement);
      case 'block':
        for (const each of statement.body) {
          const leaving = yield* this.#run(each);
          if (leaving !== 'normal') return leaving;
        }
        return 'normal';
      case 'delete':
        if (statement.key === null) this.#memory.array(statement.array).clear();
        else this.#memory.array(statement.array).delete((yield* this.#evaluator.key(statement.key)).text);
        return 'normal';
      case 'exit':
        throw new AwkExit(statement.value === null ? null : toInt(yield* this.#evaluator.number(statement.value)) & 0xff); // prettier-ignore
      case 'return':
        return { returned: statement.value === null ? UNSET : yield* this.#evaluator.value(statement.value) };
      default:
        return statement.kind;
    }
  }

  *#while({ condition, body, step, bodyFirst }: Of<'while'>): Coroutine<Leaving> {
    let isFirst = bodyFirst;
    while (isFirst || (yield* this.#evaluator.truth(condition))) {
      isFirst = false;
      yield* this.#turn();
      const leaving = yield* this.#run(body);
      if (leaving === 'break') return 'normal';
      if (leaving !== 'normal' && leaving !== 'continue') return leaving;
      if (step !== null) yield* this.#run(step);
    }
    return 'normal';
  }

  *#each({ variable, array, body }: Of<'each'>): Coroutine<Leaving> {
    for (const key of this.#memory.array(array).keys()) {
      yield* this.#turn();
      yield* this.#evaluator.write({ kind: 'variable', at: variable }, key);
      const leaving = yield* this.#run(body);
      if (leaving === 'break') return 'normal';
      if (leaving !== 'normal' && leaving !== 'continue') return leaving;
    }
    return 'normal';
  }

  *#print({ args, formatted: isFormatted, destination }: Of<'print'>): Coroutine<void> {
    const values = yield* this.#evaluator.values(args);
    const name = destination === null ? '' : yield* this.#evaluator.text(destination.to);
    const how = destination?.how ?? null;
    if (!isFormatted) {
      const output = this.#memory.text('OFMT');
      const line =
        values.length === 0
          ? this.#memory.line()
          : values.map((value) => toText(value, output)).join(this.#memory.text('OFS'));
      yield* this.#streams.write(how, name, line + this.#memory.text('ORS'));
      return;
    }
    const [format = '', ...given] = values;
    const text = (value: Value): string => this.#memory.toText(value);
    try {
      yield* this.#streams.write(how, name, formatted(text(format), given, 'printf', text));
    } catch (error) {
      // what was made before the mistake is written nevertheless
      if (error instanceof FormatFailure) yield* this.#streams.write(how, name, error.made);
      throw error;
    }
  }

  /** Where a run time error happened. */
  where(): string {
    const [file, inFile, all] = (['FILENAME', 'FNR', 'NR'] as const).map((name) =>
      this.#memory.variable(name),
    );
    return `\tFILENAME="${toText(file ?? '')}" FNR=${toNumber(inFile ?? 0)} NR=${toNumber(all ?? 0)}`;
  }
}
