// Is a conditional expression true: [[ ... ]] and the file tests that `test` shares with it? (bash(1), CONDITIONAL EXPRESSIONS)

import type { TestBinaryExpression, TestExpression } from 'unbash';
import { assertNever } from '../../../result.ts';
import type { Coroutine } from '../../program.ts';
import { reportError } from '../errors.ts';
import { evaluateCommand } from '../expand/arithmetic-text.ts';
import { matchesWord } from '../expand/shell-pattern.ts';
import { expandToPattern, expandToQuotedPattern, expandToRegex, expandToText } from '../expand/word.ts';
import { compareFiles, isUnaryTest, unaryTest } from '../file-test.ts';
import { compileRegex } from '../../libc/regex/regex.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import { traceText } from './trace.ts';
import type { Shell } from '../shell.ts';
import { indexed } from '../variables.ts';

const TRUE = 0;
const FALSE = 1;
const WRONG = 2;

/** `inverted`: a `!` stands before it. */
export function* testExpression(
  shell: Shell,
  expression: TestExpression,
  inverted = false,
): Coroutine<number> {
  switch (expression.type) {
    case 'TestGroup':
      return yield* testExpression(shell, expression.expression);
    case 'TestNot': {
      const odd = expression.negations.length % 2 === 1;
      const status = yield* testExpression(shell, expression.operand, odd);
      if (status > FALSE || !odd) return status;
      return status === TRUE ? FALSE : TRUE;
    }
    case 'TestLogical': {
      let status = TRUE;
      for (const operand of expression.operands) {
        status = yield* testExpression(shell, operand);
        if (status > FALSE || (status === TRUE) === (expression.operator === '||')) return status;
      }
      return status;
    }
    case 'TestUnary': {
      const operand = yield* expandToText(shell, expression.operand);
      yield* traceTerm(shell, [expression.operator, operand], inverted);
      return yield* testUnary(shell, expression.operator, operand);
    }
    case 'TestBinary':
      return yield* testBinary(shell, expression, inverted);
    default:
      return assertNever(expression);
  }
}

/** xtrace_print_cond_term. */
function* traceTerm(shell: Shell, words: readonly string[], inverted: boolean): Coroutine<void> {
  const shown = words.map((word) => (word === '' ? "''" : word)).join(' ');
  yield* traceText(shell, `[[ ${inverted ? '! ' : ''}${shown} ]]`);
}

/** The right side as it is compared: what was quoted in a pattern has backslashes. */
function* tracedRight(shell: Shell, { operator, right }: TestBinaryExpression): Coroutine<string> {
  if (operator === '=~') return yield* expandToRegex(shell, right);
  const isPattern = operator === '=' || operator === '==' || operator === '!=';
  return yield* isPattern ? expandToQuotedPattern(shell, right) : expandToText(shell, right);
}

function* testUnary(shell: Shell, operator: string, operand: string): Coroutine<number> {
  if (!isUnaryTest(operator)) {
    yield* reportError(shell, `${operator}: unary operator expected`);
    return WRONG;
  }
  return (yield* unaryTest(shell, operator, operand)) ? TRUE : FALSE;
}

function* testBinary(shell: Shell, expression: TestBinaryExpression, inverted: boolean): Coroutine<number> {
  const { operator } = expression;
  const left = yield* expandToText(shell, expression.left);
  if (shell.options.has('xtrace'))
    yield* traceTerm(shell, [left, operator, yield* tracedRight(shell, expression)], inverted);
  if (operator === '==' || operator === '=' || operator === '!=') {
    const pattern = yield* expandToPattern(shell, expression.right);
    return matchesWord(shell, pattern, left, true) === (operator !== '!=') ? TRUE : FALSE;
  }
  if (operator === '=~') return matchRegex(shell, left, yield* expandToRegex(shell, expression.right));
  const right = yield* expandToText(shell, expression.right);
  if (operator === '<') return left < right ? TRUE : FALSE;
  if (operator === '>') return left > right ? TRUE : FALSE;
  const compared = yield* compareFiles(shell, left, operator, right);
  if (compared !== null) return compared ? TRUE : FALSE;
  const a = yield* evaluateCommand(shell, left, '[[');
  const b = a === null ? null : yield* evaluateCommand(shell, right, '[[');
  if (shell.skip !== null) return shell.status;
  if (a === null || b === null) return FALSE;
  return NUMBERS[operator]?.(a, b) === true ? TRUE : FALSE;
}

const NUMBERS: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

function matchRegex(shell: Shell, text: string, source: string): number {
  const regex = compileRegex(source, 'extended', { ignoreCase: shell.shellOptions.has('nocasematch') });
  if (regex instanceof RegexProblem) return WRONG;
  const found = regex.exec(text, 0);
  const groups = found === null ? [] : [text.slice(found.start, found.end), ...found.groups];
  shell.variables.set('BASH_REMATCH', indexed(groups.map((group) => group ?? '')));
  return found === null ? FALSE : TRUE;
}
