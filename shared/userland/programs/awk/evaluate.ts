// What is the value of an awk expression? awk(1)

import { allocateItems, joinTexts } from '../../libc/exhaustion.ts';
import { AwkRunError } from './run-error.ts';
import { callBuiltin } from './builtins.ts';
import { compareValues, isTrue, toNumber, toText } from './values.ts';
import { compileRegex, Regex } from '../../libc/regex/regex.ts';
import type { Evaluator } from './builtins.ts';
import type { Expression, Place } from './syntax.ts';
import type { Memory } from './memory.ts';
import type { Value } from './values.ts';

export function evaluate(memory: Memory, expression: Expression): Value {
  switch (expression.kind) {
    case 'number':
    case 'string':
      return expression.value;
    case 'regex':
      return expression.regex.test(memory.line()) ? 1 : 0;
    case 'variable':
    case 'field':
    case 'element':
      return read(memory, expression);
    case 'assign':
      return assign(memory, expression);
    case 'step': {
      const before = toNumber(read(memory, expression.target));
      write(memory, expression.target, before + expression.by);
      return expression.prefix ? before + expression.by : before;
    }
    case 'unary':
      return unary(expression.operator, evaluate(memory, expression.operand));
    case 'binary':
      return binary(memory, expression.operator, expression.left, expression.right);
    case 'match':
      return patternOf(memory, expression.pattern).test(toText(evaluate(memory, expression.text))) !==
        expression.negated
        ? 1
        : 0;
    case 'in':
      return memory.array(expression.array).has(toText(evaluate(memory, expression.key))) ? 1 : 0;
    case 'choice':
      return evaluate(
        memory,
        isTrue(evaluate(memory, expression.condition)) ? expression.yes : expression.no,
      );
    case 'call':
      return callBuiltin(evaluatorFor(memory), expression.name, expression.args);
  }
}

/** What the functions need to look at their arguments themselves. */
function evaluatorFor(memory: Memory): Evaluator {
  return {
    memory,
    value: (expression) => evaluate(memory, expression),
    pattern: (expression) => patternOf(memory, expression),
    write: (place, value) => {
      write(memory, place, value);
    },
  };
}

/** A pattern, or text that is read as one. */
function patternOf(memory: Memory, expression: Expression): Regex {
  if (expression.kind === 'regex') return expression.regex;
  const regex = compileRegex(toText(evaluate(memory, expression)), 'extended');
  if (regex instanceof Regex) return regex;
  throw new AwkRunError(`regular expression compile failed (${regex.message})`);
}

function read(memory: Memory, place: Place): Value {
  switch (place.kind) {
    case 'variable':
      return memory.variable(place.name);
    case 'field':
      return memory.field(fieldIndex(memory, place.index));
    case 'element': {
      const [array, key] = [memory.array(place.array), toText(evaluate(memory, place.key))];
      // looking at an element makes it
      if (!array.has(key)) array.set(key, '');
      allocateItems(array.size);
      return array.get(key) ?? '';
    }
  }
}

function write(memory: Memory, place: Place, value: Value): void {
  switch (place.kind) {
    case 'variable':
      memory.setVariable(place.name, value);
      return;
    case 'field':
      memory.setField(fieldIndex(memory, place.index), toText(value));
      return;
    case 'element':
      memory.array(place.array).set(toText(evaluate(memory, place.key)), value);
      allocateItems(memory.array(place.array).size);
  }
}

function fieldIndex(memory: Memory, index: Expression): number {
  const number = Math.trunc(toNumber(evaluate(memory, index)));
  if (number < 0) throw new AwkRunError(`negative field index $${number}`);
  return number;
}

function assign(memory: Memory, { operator, target, value }: Extract<Expression, { kind: 'assign' }>): Value {
  const given = evaluate(memory, value);
  const assigned =
    operator === '='
      ? given
      : arithmetic(operator.slice(0, 1), toNumber(read(memory, target)), toNumber(given));
  write(memory, target, assigned);
  return assigned;
}

function unary(operator: '-' | '+' | '!', value: Value): Value {
  if (operator === '!') return isTrue(value) ? 0 : 1;
  return operator === '-' ? -toNumber(value) : toNumber(value);
}

function binary(memory: Memory, operator: string, left: Expression, right: Expression): Value {
  if (operator === '&&') return isTrue(evaluate(memory, left)) && isTrue(evaluate(memory, right)) ? 1 : 0;
  if (operator === '||') return isTrue(evaluate(memory, left)) || isTrue(evaluate(memory, right)) ? 1 : 0;
  const [a, b] = [evaluate(memory, left), evaluate(memory, right)];
  const order = (): number => compareValues(a, b);
  switch (operator) {
    case ' ':
      return joinTexts([toText(a), toText(b)], '');
    case '<':
      return order() < 0 ? 1 : 0;
    case '<=':
      return order() <= 0 ? 1 : 0;
    case '>':
      return order() > 0 ? 1 : 0;
    case '>=':
      return order() >= 0 ? 1 : 0;
    case '==':
      return order() === 0 ? 1 : 0;
    case '!=':
      return order() !== 0 ? 1 : 0;
    default:
      return arithmetic(operator, toNumber(a), toNumber(b));
  }
}

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
