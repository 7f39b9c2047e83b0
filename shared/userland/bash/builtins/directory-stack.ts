// pushd, popd, dirs: which directories are remembered? (bash(1), pushd builtin; pushd.def)

import type { Coroutine } from '../../program.ts';
import { builtinError, usage } from '../errors.ts';
import { politeDirectory } from '../job-text.ts';
import type { Shell } from '../shell.ts';
import { changeDirectory } from './directory.ts';
import { helpText } from './help-text.ts';
import { synopsisOf } from './names.ts';
import { print } from './output.ts';

const USAGE = 2;
const FAILURE = 1;

/** The whole stack: the current directory on top. */
export function directoryStack(shell: Shell): readonly string[] {
  return [shell.directory ?? '', ...shell.directories];
}

export function* dirs(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (args[0] === '--help') return yield* showHelp(shell);
  const letters = new Set<string>();
  let chosen: string | null = null;
  for (const arg of args) {
    if (arg === '--') break;
    if (/^[-+][0-9]+$/.test(arg)) chosen = arg;
    else if (/^-[clpv]+$/.test(arg)) for (const letter of arg.slice(1)) letters.add(letter);
    else {
      yield* builtinError(shell, `${arg}: ${/^[-+]/.test(arg) ? 'invalid number' : 'invalid option'}`);
      yield* usage(shell, synopsisOf('dirs'));
      return USAGE;
    }
  }
  if (letters.has('c')) {
    shell.directories = [];
    return 0;
  }
  const stack = directoryStack(shell);
  if (chosen === null) return yield* print(shell, stackText(shell, stack, letters));
  const index = placeOf(chosen, stack.length);
  if (index === null) return yield* outOfRange(shell, chosen);
  return yield* print(shell, stackText(shell, stack.slice(index, index + 1), letters, index));
}

function stackText(shell: Shell, stack: readonly string[], letters: ReadonlySet<string>, first = 0): string {
  const home = letters.has('l') ? null : shell.variables.text('HOME');
  const shown = stack.map((directory) => politeDirectory(directory, home));
  if (letters.has('v'))
    return shown.map((text, index) => `${String(first + index).padStart(2)}  ${text}\n`).join('');
  return `${shown.join(letters.has('p') ? '\n' : ' ')}\n`;
}

/** +N counts from the top, -N from the bottom; null beyond the other end. */
function placeOf(word: string, length: number): number | null {
  const number = Number(word.slice(1));
  const index = word.startsWith('+') ? number : length - 1 - number;
  return index < 0 || index >= length ? null : index;
}

function* outOfRange(shell: Shell, word: string): Coroutine<number> {
  const empty = shell.directories.length === 0;
  const number = shell.builtin === 'dirs' ? word.slice(1) : word;
  yield* builtinError(
    shell,
    empty ? 'directory stack empty' : `${number}: directory stack index out of range`,
  );
  return FAILURE;
}

interface Request {
  readonly stay: boolean;
  readonly place: string | null;
  readonly directory: string | null;
}

export function* pushd(shell: Shell, args: readonly string[]): Coroutine<number> {
  const request = yield* readRequest(shell, args);
  if (typeof request === 'number') return request;
  const { stay, place, directory } = request;
  const stack = directoryStack(shell);
  if (directory !== null) {
    if (stay) shell.directories = [directory, ...shell.directories];
    else {
      const [before = ''] = stack;
      const status = yield* changeDirectory(shell, directory);
      if (status !== 0) return status;
      shell.directories = [before, ...shell.directories];
    }
    return yield* showStack(shell);
  }
  if (place === null && stack.length < 2) {
    yield* builtinError(shell, 'no other directory');
    return FAILURE;
  }
  const index = placeOf(place ?? '+1', stack.length);
  if (index === null) return yield* outOfRange(shell, place ?? '');
  const turned =
    place === null
      ? [stack[1] ?? '', stack[0] ?? '', ...stack.slice(2)]
      : [...stack.slice(index), ...stack.slice(0, index)];
  if (!stay) {
    const status = yield* changeDirectory(shell, turned[0] ?? '');
    if (status !== 0) return status;
  }
  shell.directories = turned.slice(1);
  return yield* showStack(shell);
}

export function* popd(shell: Shell, args: readonly string[]): Coroutine<number> {
  const request = yield* readRequest(shell, args);
  if (typeof request === 'number') return request;
  const { stay, place, directory } = request;
  if (directory !== null) {
    yield* builtinError(shell, `${directory}: invalid argument`);
    yield* usage(shell, synopsisOf('popd'));
    return USAGE;
  }
  const stack = directoryStack(shell);
  if (shell.directories.length === 0) {
    yield* builtinError(shell, 'directory stack empty');
    return FAILURE;
  }
  const index = placeOf(place ?? '+0', stack.length);
  if (index === null) return yield* outOfRange(shell, place ?? '');
  if (index === 0 && !stay) {
    const status = yield* changeDirectory(shell, stack[1] ?? '');
    if (status !== 0) return status;
    shell.directories = stack.slice(2);
  } else {
    const removed = Math.max(index, 1);
    shell.directories = stack.filter((_, at) => at !== removed).slice(1);
  }
  return yield* showStack(shell);
}

function* readRequest(shell: Shell, args: readonly string[]): Coroutine<Request | number> {
  if (args[0] === '--help') return yield* showHelp(shell);
  let stay = false;
  let place: string | null = null;
  let at = 0;
  for (; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '-n') stay = true;
    else if (/^[-+][0-9]+$/.test(arg)) place = arg;
    else if (arg === '--') {
      at += 1;
      break;
    } else if (/^-./.test(arg)) {
      yield* builtinError(shell, `${arg}: invalid number`);
      yield* usage(shell, synopsisOf(shell.builtin));
      return USAGE;
    } else break;
  }
  const [directory = null, second] = args.slice(at);
  if (shell.builtin === 'pushd' && second !== undefined) {
    yield* builtinError(shell, 'too many arguments');
    return FAILURE;
  }
  if (directory === '-') return { stay, place, directory: shell.variables.text('OLDPWD') };
  return { stay, place, directory };
}

function* showHelp(shell: Shell): Coroutine<number> {
  yield* print(shell, helpText(shell.builtin));
  return USAGE;
}

function* showStack(shell: Shell): Coroutine<number> {
  return yield* print(shell, stackText(shell, directoryStack(shell), new Set()));
}
