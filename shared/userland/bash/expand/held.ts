// What does a parameter hold, and how does it stand in a word? (subst.c, parameter_brace_expand)

import { joinTexts } from '../../libc/exhaustion.ts';
import type { Coroutine } from '../../program.ts';
import { reportOrExit } from '../exit.ts';
import { discard } from '../shell.ts';
import type { Shell } from '../shell.ts';
import type { ExpansionContext } from './context.ts';
import { NOTHING } from './context.ts';
import { quoted, splittable } from './fragments.ts';
import type { Expanded, Fragment } from './fragments.ts';

/** What a parameter holds: one text, or the list of "$@" and "${a[@]}". */
export type Held =
  | { readonly text: string | null }
  /** `joined`: a star, which in double quotes makes one word. */
  | { readonly list: readonly string[]; readonly joined: boolean };

export interface Named {
  readonly name: string;
  /** The subscript as it was written and expanded; null without one. */
  readonly index: string | null;
}

export function present(shell: Shell, held: Held, context: ExpansionContext): Expanded {
  if ('list' in held) return listed(held.list, held.joined, shell, context);
  return [fragment(held.text ?? '', context)];
}

export function fragment(text: string, context: ExpansionContext): Fragment {
  return context.quoted ? quoted(text) : splittable(text);
}

/** "$@" is several words, "$*" one, joined by the first character of IFS. */
export function listed(
  list: readonly string[],
  joined: boolean,
  shell: Shell,
  context: ExpansionContext,
): Expanded {
  const ifs = shell.variables.text('IFS') ?? ' \t\n';
  if (joined && (context.quoted || context.assignment)) return [quoted(joinTexts(list, ifs.charAt(0)))];
  // what is not white space keeps empty elements apart
  const separates =
    /^\S/.test(ifs) && !context.quoted && !context.assignment && (joined || context.splitLater);
  const between = separates ? splittable(ifs.charAt(0)) : ('break' as const);
  return list.flatMap((text, index) => {
    const one = fragment(text, context);
    return index === 0 ? [one] : [between, one];
  });
}

export function each(
  shell: Shell,
  held: Held,
  context: ExpansionContext,
  change: (text: string) => string,
): Expanded {
  if ('list' in held) return listed(held.list.map(change), held.joined, shell, context);
  return held.text === null ? [fragment('', context)] : [fragment(change(held.text), context)];
}

export function* cannotExpand(shell: Shell, message: string): Coroutine<Expanded> {
  yield* reportOrExit(shell, message);
  discard(shell, 1);
  return NOTHING;
}
