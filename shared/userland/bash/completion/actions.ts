// Which names does an action of complete and compgen stand for? (bash(1), complete -A; pcomplete.c, gen_action_completions)

import { assertNever } from '../../../result.ts';
import { SIGNALS } from '../../../kernel/abi/signal.ts';
import { readFile } from '../../libc/read.ts';
import { readUsers } from '../../libc/users.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { LINE_FUNCTIONS } from '../builtins/line-functions.ts';
import { HELP_TOPICS } from '../builtins/help-topics.ts';
import { BUILTIN_NAMES, KEYWORDS } from '../builtins/names.ts';
import { expandTilde, tildePrefix } from '../expand/tilde.ts';
import type { Job } from '../jobs.ts';
import { SET_OPTIONS, SHELL_OPTIONS } from '../options.ts';
import type { Shell } from '../shell.ts';
import type { Variable } from '../variables.ts';
import type { CompletionAction } from './specification.ts';

/** Those that begin with `word`. */
export function* namesOf(shell: Shell, action: CompletionAction, word: string): Coroutine<readonly string[]> {
  if (action === 'file' || action === 'directory')
    return yield* fileNames(shell, word, action === 'directory');
  const names = yield* allNames(shell, action);
  return names.filter((name) => name.startsWith(word));
}

function* allNames(
  shell: Shell,
  action: Exclude<CompletionAction, 'file' | 'directory'>,
): Coroutine<readonly string[]> {
  switch (action) {
    case 'alias':
      return [...shell.aliases.keys()].sort();
    case 'arrayvar':
      return variablesWith(shell, ({ value, array }) => (value?.kind ?? array ?? 'scalar') !== 'scalar');
    case 'binding':
      return LINE_FUNCTIONS;
    case 'builtin':
      return BUILTIN_NAMES;
    case 'command':
      return yield* commandNames(shell);
    case 'disabled':
      return BUILTIN_NAMES.filter((name) => shell.disabledBuiltins.has(name));
    case 'enabled':
      return BUILTIN_NAMES.filter((name) => !shell.disabledBuiltins.has(name));
    case 'export':
      return variablesWith(shell, ({ exported }) => exported);
    case 'function':
      return [...shell.functions.keys()].sort();
    case 'group':
      return (yield* readUsers(shell.sys)).groups.map(({ name }) => name);
    case 'helptopic':
      return HELP_TOPICS.map(([name]) => name);
    case 'hostname':
      return yield* secondNames(shell, '/etc/hosts', 1);
    case 'job':
      return jobNames(shell, () => true);
    case 'keyword':
      return KEYWORDS;
    case 'running':
      return jobNames(shell, ({ state }) => state === 'running');
    case 'service':
      return yield* secondNames(shell, '/etc/services', 0);
    case 'setopt':
      return SET_OPTIONS.map(([name]) => name);
    case 'shopt':
      return SHELL_OPTIONS;
    case 'signal':
      return ['EXIT', ...SIGNALS, 'DEBUG', 'ERR', 'RETURN'];
    case 'stopped':
      return jobNames(shell, ({ state }) => state === 'stopped');
    case 'user':
      return (yield* readUsers(shell.sys)).users.map(({ name }) => name);
    case 'variable':
      return shell.variables.names();
    default:
      return assertNever(action);
  }
}

function variablesWith({ variables }: Shell, has: (variable: Variable) => boolean): readonly string[] {
  return variables.names().filter((name) => {
    const variable = variables.get(name);
    return variable !== undefined && has(variable);
  });
}

function jobNames({ jobs }: Shell, has: (job: Job) => boolean): readonly string[] {
  return jobs
    .all()
    .filter(has)
    .map((job) => job.processes[0]?.command.split(' ')[0] ?? '');
}

/** The words of each line of a table from the `from`th on, without the number of a service. */
function* secondNames(shell: Shell, path: string, from: number): Coroutine<readonly string[]> {
  const text = yield* readFile(shell.sys, path);
  if (failed(text)) return [];
  return text.split('\n').flatMap((line) => {
    const words = line
      .replace(/#.*/, '')
      .split(/\s+/)
      .filter((word) => word !== '');
    return words.slice(from).filter((word) => !/^[0-9]+\//.test(word));
  });
}

function* commandNames(shell: Shell): Coroutine<readonly string[]> {
  const found = [...shell.aliases.keys(), ...KEYWORDS, ...shell.functions.keys(), ...BUILTIN_NAMES];
  for (const directory of (shell.variables.text('PATH') ?? '').split(':')) {
    const entries = yield* shell.sys.readdir(directory);
    if (!failed(entries)) found.push(...entries.map((entry) => entry.name));
  }
  return found;
}

/** As the directory has them; hidden ones as well. */
function* fileNames(shell: Shell, word: string, onlyDirectories: boolean): Coroutine<readonly string[]> {
  const lead = word.slice(0, word.lastIndexOf('/') + 1);
  const begun = word.slice(lead.length);
  const tilde = tildePrefix(lead, false);
  const home = tilde === null ? null : yield* expandTilde(shell, tilde);
  const directory = home === null ? lead : home + lead.slice(tilde?.length ?? 0);
  const entries = yield* shell.sys.readdir(directory === '' ? '.' : directory);
  if (failed(entries)) return [];
  const dots = ['.', '..'].filter((dot) => begun !== '' && dot.startsWith(begun));
  const names = [...dots, ...entries.map(({ name }) => name).filter((name) => name !== '.' && name !== '..')];
  const kept: string[] = [];
  for (const name of names.filter((one) => one.startsWith(begun))) {
    const stat = onlyDirectories ? yield* shell.sys.stat(`${directory}${name}`) : null;
    if (stat === null || (!failed(stat) && stat.kind === 'directory')) kept.push(lead + name);
  }
  return kept;
}
