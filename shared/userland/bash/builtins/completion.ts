// compgen, complete, compopt, bind: what there is of programmable completion (bash(1), Programmable Completion)
//
// Specifications are kept and shown, and compgen lists what matches; the lab's own terminal completes words without
// them (fidelity: completion).

import { ownEntry } from '../../../own-entry.ts';
import { SIGNALS } from '../../../kernel/abi/signal.ts';
import { readUsers } from '../../libc/users.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, reportError, usage } from '../errors.ts';
import { glob } from '../expand/glob.ts';
import { matches } from '../expand/match.ts';
import { escapePattern } from '../expand/pattern.ts';
import { shellPattern } from '../expand/shell-pattern.ts';
import { SET_OPTIONS, SHELL_OPTIONS } from '../options.ts';
import { singleQuote } from '../quoting.ts';
import type { Shell } from '../shell.ts';
import { HELP_TOPICS } from './help-topics.ts';
import { BUILTIN_NAMES, KEYWORDS, synopsisOf } from './names.ts';
import { builtinOptions } from './options.ts';
import type { BuiltinOptions } from './options.ts';
import { print } from './output.ts';

const FAILURE = 1;
const USAGE = 2;
const KNOWN = 'abcdefgjksuvo:A:G:W:P:S:X:F:C:';

const ACTION_OF_LETTER: Readonly<Record<string, string>> = {
  a: 'alias', b: 'builtin', c: 'command', d: 'directory', e: 'export', f: 'file', g: 'group', j: 'job', k: 'keyword',
  s: 'service', u: 'user', v: 'variable',
}; // prettier-ignore

const COMPLETION_OPTIONS = ['bashdefault', 'default', 'dirnames', 'filenames', 'noquote', 'nosort', 'nospace', 'plusdirs']; // prettier-ignore

const ACTIONS: Readonly<Record<string, (shell: Shell, word: string) => Coroutine<readonly string[]>>> = {
  alias: fixed((shell) => [...shell.aliases.keys()].sort()),
  arrayvar: fixed((shell) => variablesWith(shell, (name) => ['indexed', 'associative'].includes(shell.variables.get(name)?.value?.kind ?? ''))), // prettier-ignore
  binding: fixed(() => []),
  builtin: fixed(() => BUILTIN_NAMES),
  command: commandNames,
  directory: (shell, word) => fileNames(shell, word, true),
  disabled: fixed((shell) => BUILTIN_NAMES.filter((name) => shell.disabledBuiltins.has(name))),
  enabled: fixed((shell) => BUILTIN_NAMES.filter((name) => !shell.disabledBuiltins.has(name))),
  export: fixed((shell) => variablesWith(shell, (name) => shell.variables.get(name)?.exported === true)),
  file: (shell, word) => fileNames(shell, word, false),
  function: fixed((shell) => [...shell.functions.keys()].sort()),
  group: userNames,
  helptopic: fixed(() => HELP_TOPICS.map(([name]) => name)),
  hostname: fixed(() => ['localhost']),
  job: fixed((shell) => shell.jobs.all().map((job) => job.processes[0]?.command.split(' ')[0] ?? '')),
  keyword: fixed(() => KEYWORDS),
  running: fixed((shell) => shell.jobs.all().filter((job) => job.state === 'running').map((job) => job.processes[0]?.command.split(' ')[0] ?? '')), // prettier-ignore
  service: fixed(() => []),
  setopt: fixed(() => SET_OPTIONS.map(([name]) => name)),
  shopt: fixed(() => SHELL_OPTIONS),
  signal: fixed(() => ['EXIT', ...SIGNALS, 'DEBUG', 'ERR', 'RETURN']),
  stopped: fixed((shell) => shell.jobs.all().filter((job) => job.state === 'stopped').map((job) => job.processes[0]?.command.split(' ')[0] ?? '')), // prettier-ignore
  user: userNames,
  variable: fixed((shell) => shell.variables.names()),
};

function fixed(
  names: (shell: Shell) => readonly string[],
): (shell: Shell, word: string) => Coroutine<readonly string[]> {
  return function* (shell, word) {
    return names(shell).filter((name) => name.startsWith(word));
  };
}

function variablesWith(shell: Shell, has: (name: string) => boolean): readonly string[] {
  return shell.variables.names().filter(has);
}

function* userNames(shell: Shell, word: string): Coroutine<readonly string[]> {
  const users = yield* readUsers(shell.sys);
  return users.users.map(({ name }) => name).filter((name) => name.startsWith(word));
}

function* fileNames(shell: Shell, word: string, directories: boolean): Coroutine<readonly string[]> {
  const found = yield* globbed(shell, `${escapePattern(word)}*`);
  if (!directories) return found;
  const kept: string[] = [];
  for (const path of found) {
    const stat = yield* shell.sys.stat(path);
    if (!failed(stat) && stat.kind === 'directory') kept.push(path);
  }
  return kept;
}

function* globbed(shell: Shell, pattern: string): Coroutine<readonly string[]> {
  return yield* glob(shell.sys, pattern, {
    dotglob: false,
    extglob: shell.shellOptions.has('extglob'),
    globstar: false,
    ignoreCase: false,
    skipDots: true,
  });
}

function* commandNames(shell: Shell, word: string): Coroutine<readonly string[]> {
  const found = [...shell.aliases.keys(), ...KEYWORDS, ...shell.functions.keys(), ...BUILTIN_NAMES];
  for (const directory of (shell.variables.text('PATH') ?? '').split(':')) {
    const entries = yield* shell.sys.readdir(directory);
    if (!failed(entries)) found.push(...entries.map((entry) => entry.name));
  }
  return found.filter((name) => name.startsWith(word));
}

export function* compgen(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, KNOWN);
  if (typeof options === 'number') return options;
  const actions = yield* checkedActions(shell, options);
  if (actions === null) return USAGE;
  // what would be called could not be told what is typed (fidelity: completion)
  const called = ['F', 'C'].find((letter) => options.values.has(letter));
  if (called !== undefined) {
    yield* builtinError(shell, `the option -${called} is not available in the lab`);
    return FAILURE;
  }
  const [word = ''] = options.operands;
  const found: string[] = [];
  for (const action of actions) found.push(...(yield* ownEntry(ACTIONS, action)?.(shell, word) ?? nothing()));
  const pattern = options.values.get('G');
  if (pattern !== undefined) found.push(...(yield* globbed(shell, pattern)));
  const list = options.values.get('W');
  if (list !== undefined) {
    const words = (yield* shell.run.quotedText(shell, list)).split(/[ \t\n]+/);
    found.push(...words.filter((one) => one !== '' && one.startsWith(word)));
  }
  const filter = options.values.get('X');
  const kept = filter === undefined ? found : found.filter((name) => !excluded(shell, filter, name));
  const prefix = options.values.get('P') ?? '';
  const suffix = options.values.get('S') ?? '';
  yield* print(shell, kept.map((name) => `${prefix}${name}${suffix}\n`).join(''));
  return kept.length > 0 ? 0 : FAILURE;
}

function* nothing(): Coroutine<readonly string[]> {
  return [];
}

function excluded(shell: Shell, filter: string, name: string): boolean {
  const negated = filter.startsWith('!');
  return matches(shellPattern(shell, negated ? filter.slice(1) : filter), name) !== negated;
}

/** The actions by name; null, with a message, when one is not known. */
function* checkedActions(shell: Shell, options: BuiltinOptions): Coroutine<readonly string[] | null> {
  const named = options.values.get('A');
  const option = options.values.get('o');
  if (named !== undefined && ownEntry(ACTIONS, named) === undefined) {
    yield* builtinError(shell, `${named}: invalid action name`);
    return null;
  }
  if (option !== undefined && !COMPLETION_OPTIONS.includes(option)) {
    yield* builtinError(shell, `${option}: invalid option name`);
    return null;
  }
  const letters = [...options.on].flatMap((letter) => ACTION_OF_LETTER[letter] ?? []);
  return named === undefined ? letters : [...letters, named];
}

const SPECIAL_NAMES: Readonly<Record<string, string>> = { D: '-D', E: '-E', I: '-I' };

export function* complete(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, `${KNOWN}prDEI`);
  if (typeof options === 'number') return options;
  const actions = yield* checkedActions(shell, options);
  if (actions === null) return USAGE;
  const special = [...options.on].flatMap((letter) => SPECIAL_NAMES[letter] ?? []).slice(0, 1);
  const names = special.length > 0 ? special : options.operands;
  if (options.on.includes('r')) return yield* forget(shell, names);
  if (options.on.includes('p') || names.length === 0) {
    if (names.length === 0 && /[^p]/.test(options.on)) return yield* usage(shell, synopsisOf('complete'));
    return yield* show(shell, names);
  }
  for (const name of names) shell.completions.set(name, specification(options, actions));
  return 0;
}

function* forget(shell: Shell, names: readonly string[]): Coroutine<number> {
  if (names.length === 0) shell.completions.clear();
  let status = 0;
  for (const name of names) {
    if (shell.completions.delete(name)) continue;
    yield* builtinError(shell, `${name}: no completion specification`);
    status = FAILURE;
  }
  return status;
}

function* show(shell: Shell, names: readonly string[]): Coroutine<number> {
  let status = 0;
  for (const name of names.length === 0 ? shell.completions.keys() : names) {
    const text = shell.completions.get(name);
    if (text !== undefined) yield* print(shell, `complete ${text}${name}\n`);
    else {
      yield* builtinError(shell, `${name}: no completion specification`);
      status = FAILURE;
    }
  }
  return status;
}

/** In the order in which bash prints it; each part with a space behind it. */
function specification(options: BuiltinOptions, actions: readonly string[]): string {
  const { values } = options;
  const letterOf = (action: string): string | undefined =>
    Object.entries(ACTION_OF_LETTER).find(([, candidate]) => candidate === action)?.[0];
  const option = values.get('o');
  const withLetter = actions.flatMap((action) => letterOf(action) ?? []).sort();
  const named = actions.filter((action) => letterOf(action) === undefined);
  const quoted = ['G', 'W', 'P', 'S', 'X', 'C'].flatMap((letter) => {
    const value = values.get(letter);
    return value === undefined ? [] : [`-${letter} ${singleQuote(value)}`];
  });
  const called = values.get('F');
  const parts = [
    ...(option === undefined ? [] : [`-o ${option}`]),
    ...withLetter.map((letter) => `-${letter}`),
    ...named.map((action) => `-A ${action}`),
    ...quoted,
    ...(called === undefined ? [] : [`-F ${called}`]),
  ];
  return parts.map((part) => `${part} `).join('');
}

export function* compopt(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, '+o:DEI');
  if (typeof options === 'number') return options;
  const option = options.values.get('o');
  if (option !== undefined && !COMPLETION_OPTIONS.includes(option)) {
    yield* builtinError(shell, `${option}: invalid option name`);
    return USAGE;
  }
  if (options.operands.length === 0) {
    yield* builtinError(shell, 'not currently executing completion function');
    return FAILURE;
  }
  let status = 0;
  for (const name of options.operands) {
    if (shell.completions.has(name)) continue;
    yield* builtinError(shell, `${name}: no completion specification`);
    status = FAILURE;
  }
  return status;
}

/** The keys are those of the window (fidelity: line-editor). */
export function* bind(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (!shell.interactiveShell) {
    yield* builtinError(shell, 'warning: line editing not enabled');
    if (args.length === 0) return 0;
  }
  const options = yield* builtinOptions(shell, args, 'lpsvPSVXf:m:q:r:u:x:');
  if (typeof options === 'number') return options;
  yield* reportError(shell, "bind: the keys of the lab's terminal are fixed");
  return FAILURE;
}
