// How is <( ) or >( ) read that is only part of a word, as in x=<(date)? (subst.c, expand_word_internal)
//
// The parser library takes every process substitution for a word of its own. So one that stands beside others is
// wrapped into a command substitution, which may be part of a word, and is taken out of it when it is expanded.

import type { CommandExpansionPart, ProcessSubstitutionPart } from 'unbash';

/** No command has such a name. */
const MARK = '\x02';
const OPENING = `$(${MARK} `;
const CLOSING = ` ${MARK})`;

/** Where one begins and ends in the text. */
export interface Joined {
  readonly start: number;
  readonly end: number;
}

export interface Wrapped {
  readonly text: string;
  /** Where a position of the text has come to. */
  moved(pos: number): number;
}

/** The text with all of them wrapped. */
export function wrapSubstitutions(text: string, joined: readonly Joined[]): Wrapped {
  const inserted = joined
    .flatMap(({ start, end }) => [
      { at: start, what: OPENING },
      { at: end, what: CLOSING },
    ])
    .sort((a, b) => a.at - b.at || (a.what === b.what ? 0 : a.what === CLOSING ? -1 : 1));
  const pieces: string[] = [];
  let from = 0;
  for (const { at, what } of inserted) {
    pieces.push(text.slice(from, at), what);
    from = at;
  }
  pieces.push(text.slice(from));
  const before = (pos: number): number =>
    inserted.reduce((sum, { at, what }) => (at < pos ? sum + what.length : sum), 0);
  return { text: pieces.join(''), moved: (pos) => pos + before(pos) };
}

/** As it was written. */
export function withoutWrapping(text: string): string {
  return text.includes(MARK) ? text.replaceAll(OPENING, '').replaceAll(CLOSING, '') : text;
}

/** The process substitution that a command substitution was made of; null where it is one of its own. */
export function wrappedSubstitution(part: CommandExpansionPart): ProcessSubstitutionPart | null {
  const command = part.script?.commands[0]?.command;
  if (command?.type !== 'Command' || command.name?.text !== MARK) return null;
  const [word] = command.suffix;
  const [inner] = word?.type === 'Word' ? (word.parts ?? []) : [];
  return inner?.type === 'ProcessSubstitution' ? inner : null;
}
