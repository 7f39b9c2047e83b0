// What do if, for, while, case and the other compound commands do? (bash(1), Compound Commands)

import type {
  ArithmeticFor,
  Case,
  CompoundCommand,
  CompoundList,
  For,
  If,
  Redirected,
  While,
  Word,
} from 'unbash';
import { assertNever } from '../../../result.ts';
import type { Coroutine } from '../../program.ts';
import { evaluateCommand } from '../expand/arithmetic-text.ts';
import { assignText, mayAssign } from '../expand/assign.ts';
import { matchesWord } from '../expand/shell-pattern.ts';
import { expandText, expandToPattern, expandToText, expandWords } from '../expand/word.ts';
import { FOREGROUND } from '../interpreter.ts';
import { runDebugTrapOf } from '../pseudo-traps.ts';
import { endInterruptedLine, safePoint } from '../safe-point.ts';
import { forExpressions } from '../syntax/arithmetic-for.ts';
import { fatal } from '../shell.ts';
import { withoutWrapping } from '../syntax/joined-substitution.ts';
import type { Shell } from '../shell.ts';
import { reportError } from '../errors.ts';
import { executeSelect } from './select.ts';
import { testExpression } from './condition.ts';
import { traceText } from './trace.ts';

export type Compound = CompoundCommand | Redirected;

export function* executeCompound(shell: Shell, command: CompoundCommand): Coroutine<number> {
  shell.position = command.pos;
  switch (command.type) {
    case 'BraceGroup':
      return yield* body(shell, command.body);
    case 'Subshell':
      return yield* shell.run.command(shell, command, FOREGROUND);
    case 'If':
      return yield* executeIf(shell, command);
    case 'While':
      return yield* executeWhile(shell, command);
    case 'For':
      return yield* executeFor(shell, command);
    case 'Select':
      return yield* executeSelect(shell, command, { round, body });
    case 'ArithmeticFor':
      return yield* executeArithmeticFor(shell, command);
    case 'Case':
      return yield* executeCase(shell, command);
    case 'ArithmeticCommand': {
      if (shell.dialect === 'dash') return yield* executeDoubleParenthesis(shell, command.body);
      yield* runDebugTrapOf(shell, `((${command.body}))`);
      const text = yield* expandText(shell, command.body);
      yield* traceText(shell, `(( ${text} ))`);
      const value = yield* evaluateCommand(shell, text, '((');
      if (shell.skip !== null) return shell.status;
      return answer(shell, value === null || value === 0n ? 1 : 0);
    }
    case 'TestCommand':
      if (shell.dialect === 'dash') {
        yield* reportError(shell, '[[: not found');
        return (shell.status = 127);
      }
      yield* runDebugTrapOf(shell, shell.source.text.slice(command.pos, command.end));
      return answer(shell, yield* testExpression(shell, command.expression));
    default:
      return assertNever(command);
  }
}

/** Of (( )) and [[ ]], which count as a pipeline. */
function answer(shell: Shell, status: number): number {
  if (shell.skip === null) shell.pipeStatus = [status];
  return (shell.status = status);
}

export function* body(shell: Shell, list: CompoundList): Coroutine<number> {
  return yield* shell.run.list(shell, list.commands, 'more');
}

/** Its failure is an answer, not an error. */
function* condition(shell: Shell, list: CompoundList): Coroutine<boolean> {
  shell.conditionLevel += 1;
  const status = yield* body(shell, list);
  shell.conditionLevel -= 1;
  return status === 0 && shell.skip === null;
}

function* executeIf(shell: Shell, command: If): Coroutine<number> {
  for (const branch of [command, ...command.elif]) {
    if (yield* condition(shell, branch.clause)) return yield* body(shell, branch.then);
    if (shell.skip !== null) return shell.status;
  }
  if (command.else !== undefined) return yield* body(shell, command.else);
  return (shell.status = 0);
}

/** One round. False when the loop ends here: by break, by a continue of an outer loop, or because the line is given up. */
export function* round(shell: Shell, run: () => Coroutine<unknown>): Coroutine<boolean> {
  shell.loopLevel += 1;
  yield* run();
  yield* endInterruptedLine(shell);
  yield* safePoint(shell);
  shell.loopLevel -= 1;
  const { skip } = shell;
  if (skip === null) return true;
  if (skip.skip !== 'break' && skip.skip !== 'continue') return false;
  const levels = skip.levels - 1;
  shell.skip = levels > 0 ? { skip: skip.skip, levels } : null;
  return levels === 0 && skip.skip === 'continue';
}

function* executeWhile(shell: Shell, command: While): Coroutine<number> {
  let status = 0;
  for (;;) {
    let met = false;
    const goesOn = yield* round(shell, function* () {
      met = (yield* condition(shell, command.clause)) === (command.kind === 'while');
      if (met && shell.skip === null) status = yield* body(shell, command.body);
    });
    if (shell.skip !== null) return shell.status;
    if (!met || !goesOn) return (shell.status = status);
  }
}

function* executeFor(shell: Shell, command: For): Coroutine<number> {
  const words =
    command.wordlist === undefined ? shell.positional : yield* expandWords(shell, command.wordlist);
  if (!(yield* nameIsValid(shell, command.name.text))) return shell.status;
  let status = 0;
  const written = withoutWrapping(command.wordlist?.map((word) => word.text).join(' ') ?? '"$@"');
  for (const word of words) {
    shell.position = command.pos;
    if (shell.dialect === 'bash') yield* traceText(shell, `for ${command.name.text} in ${written}`);
    yield* runDebugTrapOf(shell, `for ${command.name.text} in ${written}`);
    if (!(yield* mayAssign(shell, command.name.text)))
      return (shell.status = shell.dialect === 'dash' ? 2 : 1);
    if (!(yield* assignText(shell, command.name.text, word))) return shell.status;
    const goesOn = yield* round(shell, function* () {
      status = yield* body(shell, command.body);
    });
    if (shell.skip !== null) return shell.status;
    if (!goesOn) break;
  }
  return shell.skip === null ? (shell.status = status) : shell.status;
}

/** A name that is none gives up the line. */
export function* nameIsValid(shell: Shell, name: string): Coroutine<boolean> {
  if (/^[A-Za-z_][A-Za-z_0-9]*$/.test(name)) return true;
  yield* reportError(
    shell,
    shell.dialect === 'dash' ? `${name}: bad for loop variable` : `\`${name}': not a valid identifier`,
  );
  if (shell.dialect === 'dash') fatal(shell, 2);
  else shell.status = 1;
  return false;
}

function* executeArithmeticFor(shell: Shell, command: ArithmeticFor): Coroutine<number> {
  const [initialize = '1', test = '1', update = '1'] = expressionsOf(shell, command);
  let status = 0;
  let value = yield* forExpression(shell, initialize);
  while (value !== null && shell.skip === null) {
    value = yield* forExpression(shell, test);
    if (value === null || value === 0n || shell.skip !== null) break;
    const goesOn = yield* round(shell, function* () {
      status = yield* body(shell, command.body);
    });
    if (!goesOn) break;
    value = yield* forExpression(shell, update);
  }
  if (shell.skip !== null) return shell.status;
  return (shell.status = value === null ? 1 : status);
}

/** eval_arith_for_expr. Null where it is wrong: that ends the loop. */
function* forExpression(shell: Shell, expression: string): Coroutine<bigint | null> {
  const text = yield* expandText(shell, expression);
  if (shell.skip !== null) return null;
  yield* traceText(shell, `(( ${text} ))`);
  yield* runDebugTrapOf(shell, `((${expression}))`);
  return yield* evaluateCommand(shell, text.replaceAll('"', ''), '((');
}

/** One that is not there is 1. */
function expressionsOf(shell: Shell, command: ArithmeticFor): readonly string[] {
  const text = shell.source.text.slice(command.pos, command.body.pos);
  return forExpressions(text.slice(text.indexOf('((') + 2, text.lastIndexOf('))'))).map(
    (part) => part || '1',
  );
}

function* executeCase(shell: Shell, command: Case): Coroutine<number> {
  const head = `case ${withoutWrapping(command.word.text)} in`;
  if (shell.dialect === 'bash') yield* traceText(shell, head);
  yield* runDebugTrapOf(shell, `${head} `);
  const subject = yield* expandToText(shell, command.word);
  if (shell.skip !== null) return shell.status;
  let falls = false;
  let answered = false;
  for (const item of command.items) {
    if (shell.skip !== null) return shell.status;
    if (!falls && !(yield* matchesAny(shell, item.pattern, subject))) continue;
    answered = item.body.commands.length > 0;
    if (answered) yield* body(shell, item.body);
    falls = item.terminator === ';&';
    if (!falls && item.terminator !== ';;&') break;
  }
  if (!answered && shell.skip === null) shell.status = 0;
  return shell.status;
}

function* matchesAny(shell: Shell, patterns: readonly Word[], subject: string): Coroutine<boolean> {
  for (const pattern of patterns) {
    const text = yield* expandToPattern(shell, pattern);
    if (matchesWord(shell, text, subject, shell.shellOptions.has('extglob'))) return true;
  }
  return false;
}

/** dash has no (( )): it is a subshell in a subshell. */
function* executeDoubleParenthesis(shell: Shell, body: string): Coroutine<number> {
  return yield* shell.run.text(shell, `( (${body}) )`, 'eval');
}
