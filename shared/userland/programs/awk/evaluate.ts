// What is the value of an awk expression? awk(1)

import { allocateItems, joinTexts } from '../../libc/exhaustion.ts';
import { AwkFailure, AwkRunError } from './failure.ts';
import { Cell, splitAt, splitFields } from './memory.ts';
import { compileAwkRegex } from './regex.ts';
import { formatted } from './format.ts';
import { compute, formatTime, mktime, replaced, substr, toLower, toUpper } from './builtins.ts';
import { fromInput, isTrue, isWhole, toInt, toNumber } from './values.ts';
import { isPlace } from './expression-parser.ts';
import { readNow } from '../../libc/machine-facts.ts';
import { Regex } from '../../libc/regex/regex.ts';
import type { Coroutine } from '../../program.ts';
import type { Expression, Place } from './syntax.ts';
import type { Input } from './input.ts';
import type { Memory } from './memory.ts';
import type { Process } from '../../libc/process.ts';
import type { Random } from './random.ts';
import type { Streams } from './streams.ts';
import type { Value } from './values.ts';

/** The one whose functions are called, and what happens in them. */
export type CallFunction = (name: string, frame: readonly Cell[]) => Coroutine<Value>;

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

export class Evaluator {
  readonly #process: Process;
  readonly #memory: Memory;
  readonly #streams: Streams;
  readonly #input: Input;
  readonly #random: Random;
  readonly #call: CallFunction;

  constructor(
    process: Process,
    memory: Memory,
    streams: Streams,
    input: Input,
    random: Random,
    call: CallFunction,
  ) {
    this.#process = process;
    this.#memory = memory;
    this.#streams = streams;
    this.#input = input;
    this.#random = random;
    this.#call = call;
  }

  *value(expression: Expression): Coroutine<Value> {
    switch (expression.kind) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        return expression.regex.test(this.#memory.line()) ? 1 : 0;
      case 'variable':
      case 'field':
      case 'element':
        return yield* this.#read(expression);
      case 'assign':
        return yield* this.#assign(expression);
      case 'step': {
        const before = toNumber(yield* this.#read(expression.target));
        yield* this.write(expression.target, before + expression.by);
        return expression.prefix ? before + expression.by : before;
      }
      case 'unary': {
        const value = yield* this.value(expression.operand);
        if (expression.operator === '!') return isTrue(value) ? 0 : 1;
        return expression.operator === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'binary':
        return yield* this.#binary(expression);
      case 'match': {
        const text = yield* this.text(expression.text);
        return (yield* this.#pattern(expression.pattern)).test(text) === expression.negated ? 0 : 1;
      }
      case 'in': {
        const key = yield* this.key(expression.key);
        return this.#memory.array(expression.array).has(key.text) ? 1 : 0;
      }
      case 'choice':
        return yield* this.value((yield* this.truth(expression.condition)) ? expression.yes : expression.no);
      case 'builtin':
        return yield* this.#builtin(expression);
      case 'call':
        return yield* this.#callFunction(expression);
      case 'getline':
        return yield* this.#getline(expression);
    }
  }

  *truth(expression: Expression): Coroutine<boolean> {
    return isTrue(yield* this.value(expression));
  }

  *number(expression: Expression): Coroutine<number> {
    return toNumber(yield* this.value(expression));
  }

  *text(expression: Expression): Coroutine<string> {
    return this.#memory.toText(yield* this.value(expression));
  }

  /** Of an element of an array. */
  *key(expression: Expression): Coroutine<{ readonly text: string; readonly isNumber: boolean }> {
    const value = yield* this.value(expression);
    return { text: this.#memory.toText(value), isNumber: typeof value === 'number' && isWhole(value) };
  }

  *write(place: Place, value: Value): Coroutine<void> {
    switch (place.kind) {
      case 'variable':
        if (place.at.local === null) this.#memory.setVariable(place.at.name, value);
        else this.#memory.cell(place.at).value = value;
        return;
      case 'field':
        this.#memory.setField(yield* this.#fieldIndex(place.index), this.#memory.toText(value));
        return;
      case 'element': {
        const { text, isNumber } = yield* this.key(place.key);
        this.#memory.array(place.array).set(text, value, isNumber);
      }
    }
  }

  *#read(place: Place): Coroutine<Value> {
    switch (place.kind) {
      case 'variable':
        return place.at.local === null
          ? this.#memory.variable(place.at.name)
          : this.#memory.cell(place.at).value;
      case 'field':
        return this.#memory.field(yield* this.#fieldIndex(place.index));
      case 'element': {
        const { text, isNumber } = yield* this.key(place.key);
        return this.#memory.array(place.array).get(text, isNumber);
      }
    }
  }

  *#fieldIndex(index: Expression): Coroutine<number> {
    const number = toInt(yield* this.number(index));
    if (number < 0) throw new AwkRunError(`negative field index $${number}`);
    return number;
  }

  *#assign({ operator, target, value }: Of<'assign'>): Coroutine<Value> {
    const given = yield* this.value(value);
    const assigned =
      operator === '='
        ? given
        : arithmetic(operator.slice(0, 1), toNumber(yield* this.#read(target)), toNumber(given));
    yield* this.write(target, assigned);
    return assigned;
  }

  *#binary({ operator, left, right }: Of<'binary'>): Coroutine<Value> {
    if (operator === '&&') return (yield* this.truth(left)) && (yield* this.truth(right)) ? 1 : 0;
    if (operator === '||') return (yield* this.truth(left)) || (yield* this.truth(right)) ? 1 : 0;
    const a = yield* this.value(left);
    const b = yield* this.value(right);
    if (operator === ' ') return joinTexts([this.#memory.toText(a), this.#memory.toText(b)], '');
    const order = COMPARISONS.get(operator);
    if (order !== undefined) return order(this.#compare(a, b)) ? 1 : 0;
    return arithmetic(operator, toNumber(a), toNumber(b));
  }

  /** Numbers compare as numbers, everything else as text. */
  #compare(left: Value, right: Value): number {
    if (typeof left !== 'string' && typeof right !== 'string') return toNumber(left) - toNumber(right);
    const [a, b] = [this.#memory.toText(left), this.#memory.toText(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** A pattern, or text that is read as one. */
  *#pattern(expression: Expression): Coroutine<Regex> {
    if (expression.kind === 'regex') return expression.regex;
    const regex = compileAwkRegex(yield* this.text(expression));
    if (regex instanceof Regex) return regex;
    throw new AwkFailure(`line 1: ${regex}`);
  }

  *#callFunction({ name, args }: Of<'call'>): Coroutine<Value> {
    const frame: Cell[] = [];
    for (const arg of args) {
      const given = arg.kind === 'variable' ? this.#memory.cell(arg.at) : null;
      const cell = new Cell(given);
      if (given?.isArray !== true) cell.value = yield* this.value(arg);
      frame.push(cell);
    }
    return yield* this.#call(name, frame);
  }

  *#getline({ from, source, target }: Of<'getline'>): Coroutine<Value> {
    if (from === 'input') return yield* this.#getlineOfInput(target);
    const records = source === null ? null : yield* this.#streams.source(from, yield* this.text(source));
    if (records === null) return -1;
    const line = yield* records.next(this.#memory.text('RS'));
    if (line === null) return 0;
    yield* this.#take(line, target);
    return 1;
  }

  *#getlineOfInput(target: Place | null): Coroutine<Value> {
    const line = yield* this.#input.next();
    if (line === null) return 0;
    yield* this.#take(line, target);
    return 1;
  }

  *#take(line: string, target: Place | null): Coroutine<void> {
    if (target === null) this.#memory.setLine(line);
    else yield* this.write(target, fromInput(line));
  }

  *#builtin({ name, args }: Of<'builtin'>): Coroutine<Value> {
    const [first, second, third] = args;
    const text = function* (this: Evaluator, arg: Expression | undefined): Coroutine<string> {
      return arg === undefined ? this.#memory.line() : yield* this.text(arg);
    }.bind(this);
    switch (name) {
      case 'length':
        return yield* this.#length(first);
      case 'substr': {
        const whole = yield* text(first);
        const start = second === undefined ? 1 : yield* this.number(second);
        return substr(whole, start, third === undefined ? null : yield* this.number(third));
      }
      case 'index': {
        const whole = yield* text(first);
        return whole.indexOf(yield* text(second)) + 1;
      }
      case 'toupper':
        return toUpper(yield* text(first));
      case 'tolower':
        return toLower(yield* text(first));
      case 'split':
        return yield* this.#split(yield* text(first), second, third);
      case 'sub':
      case 'gsub':
        return yield* this.#substitute(args, name === 'gsub');
      case 'match':
        return yield* this.#match(yield* text(first), second);
      case 'sprintf': {
        const values = yield* this.values(args.slice(1));
        return formatted(yield* text(first), values, 'sprintf', (value) => this.#memory.toText(value));
      }
      case 'system':
        return yield* this.#streams.system(yield* text(first));
      case 'close':
        return yield* this.#streams.close(yield* text(first));
      case 'fflush':
        if (first !== undefined) return yield* this.#streams.flush(yield* text(first));
        yield* this.#streams.flushAll();
        return 0;
      case 'mktime':
        return mktime(yield* text(first));
      case 'systime':
        return Math.trunc(yield* readNow(this.#process.sys));
      case 'strftime': {
        const format = first === undefined ? null : yield* text(first);
        return formatTime(format, second === undefined ? yield* readNow(this.#process.sys) : yield* this.number(second)); // prettier-ignore
      }
      default:
        return yield* this.#compute(name, first, second);
    }
  }

  *#compute(name: string, first: Expression | undefined, second: Expression | undefined): Coroutine<Value> {
    if (name === 'rand') return this.#random.next();
    if (name === 'srand') {
      const before = this.#random.seed;
      this.#random.plant(first === undefined ? yield* readNow(this.#process.sys) : yield* this.number(first));
      return before;
    }
    const number = first === undefined ? 0 : yield* this.number(first);
    if (name === 'atan2') return Math.atan2(number, second === undefined ? 0 : yield* this.number(second));
    return compute(name, number);
  }

  *values(args: readonly Expression[]): Coroutine<readonly Value[]> {
    const values: Value[] = [];
    for (const arg of args) values.push(yield* this.value(arg));
    return values;
  }

  /** Of the line, of a text, or how many elements an array has. */
  *#length(arg: Expression | undefined): Coroutine<number> {
    if (arg === undefined) return this.#memory.line().length;
    if (arg.kind === 'variable' && this.#memory.cell(arg.at).isArray) return this.#memory.array(arg.at).size;
    return (yield* this.text(arg)).length;
  }

  *#split(text: string, array: Expression | undefined, separator: Expression | undefined): Coroutine<number> {
    let fields: readonly string[];
    if (separator?.kind === 'regex') fields = text === '' ? [] : splitAt(text, separator.regex);
    else fields = splitFields(text, separator === undefined ? this.#memory.text('FS') : yield* this.text(separator)); // prettier-ignore
    allocateItems(fields.length);
    if (array?.kind === 'variable') this.#memory.array(array.at).load(fields.map(fromInput));
    return fields.length;
  }

  *#substitute([pattern, replacement, place]: readonly Expression[], all: boolean): Coroutine<number> {
    if (pattern === undefined || replacement === undefined) return 0;
    const regex = yield* this.#pattern(pattern);
    const made = yield* this.text(replacement);
    const target: Place = isPlace(place) ? place : { kind: 'field', index: { kind: 'number', value: 0 } };
    const { text, count } = replaced(yield* this.text(target), regex, made, all);
    if (count > 0) yield* this.write(target, text);
    return count;
  }

  *#match(text: string, pattern: Expression | undefined): Coroutine<number> {
    const found = pattern === undefined ? null : (yield* this.#pattern(pattern)).exec(text);
    this.#memory.setVariable('RSTART', found === null ? 0 : found.start + 1);
    this.#memory.setVariable('RLENGTH', found === null ? -1 : found.end - found.start);
    return found === null ? 0 : found.start + 1;
  }
}

const COMPARISONS: ReadonlyMap<string, (order: number) => boolean> = new Map([
  ['<', (order) => order < 0],
  ['<=', (order) => order <= 0],
  ['>', (order) => order > 0],
  ['>=', (order) => order >= 0],
  ['==', (order) => order === 0],
  ['!=', (order) => order !== 0],
]);

function arithmetic(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    default:
      return a ** b;
  }
}
