// Which words can a word become, by a specification? (bash(1), Programmable Completion; pcomplete.c, gen_compspec_completions)

import type { Coroutine } from '../../program.ts';
import { reportError } from '../errors.ts';
import { callFunction } from '../execute/function.ts';
import { glob } from '../expand/glob.ts';
import { matches } from '../expand/match.ts';
import { escapePattern } from '../expand/pattern.ts';
import { shellPattern } from '../expand/shell-pattern.ts';
import { singleQuote } from '../quoting.ts';
import type { Shell } from '../shell.ts';
import { elementsOf, indexed } from '../variables.ts';
import { namesOf } from './actions.ts';
import type { Specification } from './specification.ts';
import { wordListWords } from './word-list.ts';

/** EX_RETRYFAIL: the function asks for the specification to be looked for again. */
const RETRY = 124;

/** What is completed, as functions and commands are told. */
export interface Completing {
  readonly command: string;
  readonly word: string;
  readonly previous: string;
  readonly line: string;
  readonly point: number;
  /** The key that asked, and what for: 9 for Tab. */
  readonly key: number;
  readonly words: readonly string[];
  readonly position: number;
}

/** In the order in which they are found: nothing is sorted. */
export function* generateCompletions(
  shell: Shell,
  { actions, options, texts }: Specification,
  asked: Completing,
): Coroutine<readonly string[]> {
  const found: string[] = [];
  for (const action of actions) found.push(...(yield* namesOf(shell, action, asked.word)));
  const pattern = texts.get('G');
  if (pattern !== undefined) found.push(...(yield* globbed(shell, pattern)));
  const list = texts.get('W');
  if (list !== undefined)
    found.push(...(yield* wordListWords(shell, list)).filter((word) => word.startsWith(asked.word)));
  const called = texts.get('F');
  if (called !== undefined) found.push(...(yield* fromFunction(shell, called, asked)));
  const command = texts.get('C');
  if (command !== undefined) found.push(...(yield* fromCommand(shell, command, asked)));
  const filter = texts.get('X');
  const kept = filter === undefined ? found : withoutExcluded(shell, found, filter, asked.word);
  const [prefix, suffix] = [texts.get('P') ?? '', texts.get('S') ?? ''];
  const words = kept.map((word) => prefix + word + suffix);
  if (options.has('plusdirs') || (words.length === 0 && options.has('dirnames')))
    words.push(...(yield* namesOf(shell, 'directory', asked.word)));
  return words;
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

/** & stands for the word; ! turns the filter round. */
function withoutExcluded(
  shell: Shell,
  found: readonly string[],
  filter: string,
  word: string,
): readonly string[] {
  const negated = filter.startsWith('!');
  const written = (negated ? filter.slice(1) : filter).replace(/\\&|&/g, (and) =>
    and === '&' ? escapePattern(word) : '&',
  );
  const pattern = shellPattern(shell, written);
  return found.filter((name) => matches(pattern, name) === negated);
}

/** The function leaves its words in COMPREPLY. */
function* fromFunction(shell: Shell, name: string, asked: Completing): Coroutine<readonly string[]> {
  const body = shell.functions.get(name);
  if (body === undefined) {
    yield* reportError(shell, `completion: function \`${name}' not found`);
    return [];
  }
  const { status, builtin } = shell;
  tellVariables(shell, asked);
  shell.variables.set('COMP_WORDS', indexed(asked.words));
  shell.variables.setText('COMP_CWORD', String(asked.position));
  shell.builtin = '';
  const answer = yield* callFunction(shell, name, body, [asked.command, asked.word, asked.previous]);
  if (answer === RETRY && shell.runningCompletion !== null) shell.runningCompletion.again = true;
  shell.builtin = builtin;
  const reply = elementsOf(shell.variables.get('COMPREPLY')?.value ?? null);
  for (const variable of [...TOLD, 'COMP_WORDS', 'COMP_CWORD', 'COMPREPLY']) shell.variables.unset(variable);
  shell.status = status;
  return reply;
}

/** The command prints one word on each line. */
function* fromCommand(shell: Shell, command: string, asked: Completing): Coroutine<readonly string[]> {
  tellVariables(shell, asked);
  for (const name of TOLD) shell.variables.change(name, { exported: true });
  const words = [asked.command, asked.word, asked.previous].map(singleQuote).join(' ');
  const printed = yield* shell.run.quotedText(shell, `$(${command} ${words})`);
  for (const name of TOLD) shell.variables.unset(name);
  return printed.split('\n').filter((line) => line !== '');
}

const TOLD = ['COMP_LINE', 'COMP_POINT', 'COMP_TYPE', 'COMP_KEY'] as const;

function tellVariables(shell: Shell, { line, point, key }: Completing): void {
  const values = {
    COMP_LINE: line,
    COMP_POINT: String(point),
    COMP_TYPE: String(key),
    COMP_KEY: String(key),
  };
  for (const name of TOLD) shell.variables.setText(name, values[name]);
}
