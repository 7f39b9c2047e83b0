// compgen, complete, compopt (bash(1), SHELL BUILTIN COMMANDS; complete.def)

import type { Coroutine } from '../../program.ts';
import { generateCompletions } from '../completion/generate.ts';
import { namesOf } from '../completion/actions.ts';
import {
  ACTION_LETTERS,
  SPECIAL_NAMES,
  actionNames,
  inListOrder,
  isCompletionOption,
  optionsText,
  specificationText,
} from '../completion/specification.ts';
import type { CompletionAction, CompletionOption, Specification } from '../completion/specification.ts';
import { builtinError, usage } from '../errors.ts';
import type { Shell } from '../shell.ts';
import { synopsisOf } from './names.ts';
import { builtinOptions } from './options.ts';
import type { BuiltinOptions } from './options.ts';
import { print } from './output.ts';

const FAILURE = 1;
const USAGE = 2;
const KNOWN = 'abcdefgjksuvo:A:G:W:P:S:X:F:C:';

export function* compgen(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, KNOWN);
  if (typeof options === 'number') return options;
  const specification = yield* readSpecification(shell, options);
  if (specification === null) return USAGE;
  const [word = ''] = options.operands;
  if (options.on === '') return 0;
  for (const letter of ['F', 'C'])
    if (options.values.has(letter))
      yield* builtinError(shell, `warning: -${letter} option may not work as you expect`);
  const nowhere = { line: '', point: 0, key: 0, words: [], position: -1 };
  const asked = { ...nowhere, command: 'compgen', word, previous: '' };
  const found = [...(yield* generateCompletions(shell, specification, asked))];
  if (found.length === 0 && specification.options.has('default'))
    found.push(...(yield* namesOf(shell, 'file', word)));
  yield* print(shell, found.map((name) => `${name}\n`).join(''));
  return found.length > 0 ? 0 : FAILURE;
}

/** Null, with a message, when there is a name in it that is none. */
function* readSpecification(shell: Shell, options: BuiltinOptions): Coroutine<Specification | null> {
  const actions = new Set<CompletionAction>();
  for (const action of actionNames()) {
    const letter = new Map<string, string>(Object.entries(ACTION_LETTERS)).get(action);
    if (letter !== undefined && options.on.includes(letter)) actions.add(action);
  }
  const named = new Set<CompletionOption>();
  for (const { letter, value } of options.arguments) {
    const action = letter === 'A' ? actionNames().find((name) => name === value) : undefined;
    if (action !== undefined) actions.add(action);
    else if (letter === 'A') {
      yield* builtinError(shell, `${value}: invalid action name`);
      return null;
    } else if (letter === 'o' && isCompletionOption(value)) named.add(value);
    else if (letter === 'o') {
      yield* builtinError(shell, `${value}: invalid option name`);
      return null;
    } else if (letter === 'F' && /[\s'"$`;&|<>()\\]/.test(value)) {
      yield* builtinError(shell, `\`${value}': not a valid identifier`);
      return null;
    }
  }
  const texts = new Map([...options.values].filter(([letter]) => 'GWPSXCF'.includes(letter)));
  const ordered = new Set(actionNames().filter((action) => actions.has(action)));
  return { actions: ordered, options: named, texts };
}

export function* complete(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, `${KNOWN}prDEI`);
  if (typeof options === 'number') return options;
  const specification = yield* readSpecification(shell, options);
  if (specification === null) return USAGE;
  const names = namesMeant(options);
  if (options.on.includes('r')) return yield* forget(shell, names);
  if (options.on.includes('p') || options.on === '') {
    if (options.on.includes('p') || names.length === 0) return yield* show(shell, names);
  }
  if (names.length === 0) return yield* usage(shell, synopsisOf('complete'));
  for (const name of names) shell.completions.set(name, specification);
  return 0;
}

function namesMeant({ on, operands }: BuiltinOptions): readonly string[] {
  const special = [...on].flatMap((letter) => SPECIAL_NAMES[letter] ?? []).slice(0, 1);
  return special.length > 0 ? special : operands;
}

function* forget(shell: Shell, names: readonly string[]): Coroutine<number> {
  if (names.length === 0) shell.completions.clear();
  if (shell.completions.size === 0) return 0;
  let status = 0;
  for (const name of names) {
    if (shell.completions.delete(name)) continue;
    yield* noSpecification(shell, name);
    status = FAILURE;
  }
  return status;
}

function* noSpecification(shell: Shell, name: string): Coroutine<void> {
  yield* builtinError(shell, `${name}: no completion specification`);
}

function* show(shell: Shell, names: readonly string[]): Coroutine<number> {
  let status = 0;
  for (const name of names.length === 0 ? inListOrder(shell.completions.keys()) : names) {
    const specification = shell.completions.get(name);
    if (specification !== undefined) yield* print(shell, `${specificationText(name, specification)}\n`);
    else {
      yield* noSpecification(shell, name);
      status = FAILURE;
    }
  }
  return status;
}

/** Without a name it is about the completion that is under way. */
export function* compopt(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, '+o:DEI');
  if (typeof options === 'number') return options;
  const changes: (readonly [CompletionOption, boolean])[] = [];
  for (const { value, off } of options.arguments) {
    if (!isCompletionOption(value)) {
      yield* builtinError(shell, `${value}: invalid option name`);
      return USAGE;
    }
    changes.push([value, !off]);
  }
  const names = namesMeant(options);
  if (names.length === 0) return yield* changeRunning(shell, changes);
  let status = 0;
  for (const name of names) {
    const specification = shell.completions.get(name);
    if (specification === undefined) {
      yield* noSpecification(shell, name);
      status = FAILURE;
    } else if (changes.length === 0) yield* print(shell, `${optionsText(name, specification.options)}\n`);
    else shell.completions.set(name, { ...specification, options: changed(specification.options, changes) });
  }
  return status;
}

function* changeRunning(
  shell: Shell,
  changes: readonly (readonly [CompletionOption, boolean])[],
): Coroutine<number> {
  if (shell.runningCompletion === null) {
    yield* builtinError(shell, 'not currently executing completion function');
    return FAILURE;
  }
  if (changes.length === 0) {
    const { command, options } = shell.runningCompletion;
    return yield* print(shell, `${optionsText(command, options)}\n`);
  }
  shell.runningCompletion.options = changed(shell.runningCompletion.options, changes);
  return 0;
}

function changed(
  options: ReadonlySet<CompletionOption>,
  changes: readonly (readonly [CompletionOption, boolean])[],
): ReadonlySet<CompletionOption> {
  const now = new Set(options);
  for (const [option, on] of changes) {
    if (on) now.add(option);
    else now.delete(option);
  }
  return now;
}
