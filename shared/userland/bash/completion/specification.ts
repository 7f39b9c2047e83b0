// How are the words of a command to be completed, as complete was told? (bash(1), Programmable Completion; pcomplib.c) Pure.

import { inHashOrder } from '../hash-order.ts';
import { backslashQuote, singleQuote } from '../quoting.ts';

/** In the order in which they are shown; those with a letter come first. */
export const ACTION_LETTERS = {
  alias: 'a', builtin: 'b', command: 'c', directory: 'd', export: 'e', file: 'f', group: 'g', job: 'j', keyword: 'k',
  service: 's', user: 'u', variable: 'v',
} as const; // prettier-ignore

export const OTHER_ACTIONS = ['arrayvar', 'binding', 'disabled', 'enabled', 'function', 'helptopic', 'hostname', 'running', 'setopt', 'shopt', 'signal', 'stopped'] as const; // prettier-ignore

export type CompletionAction = keyof typeof ACTION_LETTERS | (typeof OTHER_ACTIONS)[number];

export const COMPLETION_OPTIONS = ['bashdefault', 'default', 'dirnames', 'filenames', 'noquote', 'nosort', 'nospace', 'plusdirs'] as const; // prettier-ignore

export type CompletionOption = (typeof COMPLETION_OPTIONS)[number];

export interface Specification {
  readonly actions: ReadonlySet<CompletionAction>;
  readonly options: ReadonlySet<CompletionOption>;
  /** By its option's letter: -G, -W, -P, -S, -X, -C and -F. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The names under which -D, -E and -I are kept. */
export const SPECIAL_NAMES: Readonly<Record<string, string>> = {
  D: '_DefaultCmD_',
  E: '_EmptycmD_',
  I: '_InitialWorD_',
};

const BUCKETS = 512;

/** The names of all specifications, as they are listed. */
export function inListOrder(names: Iterable<string>): readonly string[] {
  return inHashOrder(names, BUCKETS);
}

export function actionNames(): readonly CompletionAction[] {
  const lettered = Object.keys(ACTION_LETTERS);
  // the keys of that table are names of actions
  return [...(lettered as (keyof typeof ACTION_LETTERS)[]), ...OTHER_ACTIONS];
}

export function isCompletionOption(name: string): name is CompletionOption {
  return COMPLETION_OPTIONS.some((option) => option === name);
}

/** As a command that says it again. */
export function specificationText(name: string, { actions, options, texts }: Specification): string {
  const letterOf = new Map<string, string>(Object.entries(ACTION_LETTERS));
  const parts = COMPLETION_OPTIONS.filter((option) => options.has(option)).map((option) => `-o ${option}`);
  for (const action of actionNames()) {
    const letter = letterOf.get(action);
    if (actions.has(action)) parts.push(letter === undefined ? `-A ${action}` : `-${letter}`);
  }
  for (const letter of ['G', 'W', 'P', 'S', 'X', 'C']) {
    const text = texts.get(letter);
    if (text !== undefined) parts.push(`-${letter} ${singleQuote(text)}`);
  }
  const called = texts.get('F');
  if (called !== undefined) parts.push(`-F ${called}`);
  return ['complete', ...parts, shownName(name)].join(' ');
}

/** As compopt shows what is on and off. */
export function optionsText(name: string | null, options: ReadonlySet<CompletionOption>): string {
  const shown = COMPLETION_OPTIONS.map((option) => `${options.has(option) ? '-' : '+'}o ${option}`);
  return ['compopt', ...shown, ...(name === null ? [] : [shownName(name)])].join(' ');
}

function shownName(name: string): string {
  const special = Object.entries(SPECIAL_NAMES).find(([, kept]) => kept === name);
  if (special !== undefined) return `-${special[0]}`;
  return backslashQuote(name) === name ? name : singleQuote(name);
}
