// history (bash(1), history builtin; history.def)

import { strerror } from '../../../kernel/abi/errno.ts';
import { appendAll } from '../../libc/exhaustion.ts';
import { readFile } from '../../libc/read.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, reportError } from '../errors.ts';
import { expandHistory } from '../history-expansion.ts';
import { firstNumber, forgetThisLine, rememberedLines } from '../history-list.ts';
import type { Shell } from '../shell.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

const FAILURE = 1;

export function* history(shell: Shell, args: readonly string[]): Coroutine<number> {
  // A negative number is no option.
  const options = yield* builtinOptions(shell, args, 'acd:npsrw');
  if (typeof options === 'number') return options;
  const { on, values, operands } = options;
  if ([...'anrw'].filter((letter) => on.includes(letter)).length > 1) {
    yield* builtinError(shell, 'cannot use more than one of -anrw');
    return FAILURE;
  }
  if (on.includes('c')) forgetAll(shell);
  const entry = values.get('d');
  if (entry !== undefined) return yield* remove(shell, entry);
  if (on.includes('s')) return store(shell, operands);
  if (on.includes('p')) return yield* showExpanded(shell, operands);
  if (/[anrw]/.test(on)) return yield* useFile(shell, on, operands[0]);
  return on.includes('c') ? 0 : yield* list(shell, operands);
}

function* list(shell: Shell, operands: readonly string[]): Coroutine<number> {
  const [count, second] = operands;
  if (count !== undefined && !/^[+-]?[0-9]+$/.test(count)) {
    yield* builtinError(shell, `${count}: numeric argument required`);
    return FAILURE;
  }
  if (second !== undefined) {
    yield* builtinError(shell, 'too many arguments');
    return FAILURE;
  }
  const lines = rememberedLines(shell).map(
    (line, index) => `${String(index + firstNumber(shell)).padStart(5)}  ${line}\n`,
  );
  const first = count === undefined ? 0 : Math.max(0, lines.length - Math.abs(Number(count)));
  return yield* print(shell, lines.slice(first).join(''));
}

/** One entry, or a range; negative numbers count from the end. */
function* remove(shell: Shell, spec: string): Coroutine<number> {
  const [whole = '', from = '', to] = /^(-?[0-9]+)(?:-(-?[0-9]+))?$/.exec(spec) ?? [];
  const first = placeOf(shell, from);
  const last = to === undefined ? first : placeOf(shell, to);
  if (whole === '' || first === null || last === null || last < first) {
    const wrong = whole !== '' && first !== null && to !== undefined ? to : to === undefined ? spec : from;
    yield* builtinError(shell, `${wrong}: history position out of range`);
    return FAILURE;
  }
  shell.history.splice(first, last - first + 1);
  return 0;
}

function forgetAll(shell: Shell): void {
  shell.history.length = 0;
  shell.historyForgotten = 0;
  shell.lineRemembered = false;
}

function placeOf(shell: Shell, text: string): number | null {
  if (text === '') return null;
  const number = Number(text);
  const index = number < 0 ? shell.history.length + number : number - firstNumber(shell);
  return index >= 0 && index < shell.history.length ? index : null;
}

/** The words as one entry; the line that says so is no entry of its own. */
function store(shell: Shell, words: readonly string[]): number {
  if (words.length === 0) return 0;
  forgetThisLine(shell);
  shell.history.push(words.join(' '));
  return 0;
}

function* showExpanded(shell: Shell, words: readonly string[]): Coroutine<number> {
  forgetThisLine(shell);
  let status = 0;
  for (const word of words) {
    const expanded = expandHistory(word, shell.history, { extglob: false, firstNumber: firstNumber(shell) });
    if (!('problem' in expanded)) yield* print(shell, `${expanded.line}\n`);
    else {
      yield* builtinError(shell, `${word}: history expansion failed`);
      status = FAILURE;
    }
  }
  return status;
}

function* useFile(shell: Shell, options: string, given: string | undefined): Coroutine<number> {
  const path = given ?? shell.variables.text('HISTFILE');
  if (path === null || path === '') return FAILURE;
  if (/[rn]/.test(options)) {
    const text = yield* readFile(shell.sys, path);
    if (failed(text)) {
      yield* reportError(shell, `${shell.builtin}: ${path}: cannot read: ${strerror(text.errno)}`);
      return FAILURE;
    }
    appendAll(
      shell.history,
      text.split('\n').filter((line) => line !== ''),
    );
    return 0;
  }
  const flags = options.includes('w') ? (['O_WRONLY', 'O_CREAT', 'O_TRUNC'] as const) : (['O_WRONLY', 'O_CREAT', 'O_APPEND'] as const); // prettier-ignore
  const fd = yield* shell.sys.open(path, flags, 0o600);
  if (failed(fd)) {
    yield* builtinError(shell, `${path}: cannot create: ${strerror(fd.errno)}`);
    return FAILURE;
  }
  yield* shell.sys.write(fd, shell.history.map((line) => `${line}\n`).join(''));
  yield* shell.sys.close(fd);
  return 0;
}
