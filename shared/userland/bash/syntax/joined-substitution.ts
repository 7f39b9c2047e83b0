// How is <( ) or >( ) read that is only part of a word, as in x=<(date)? (subst.c, expand_word_internal)
//
// The parser library takes every process substitution for a word of its own. So one that stands beside others is
// wrapped into a command substitution, which may be part of a word, and is taken out of it when it is expanded.

import type { CommandExpansionPart, ProcessSubstitutionPart } from 'unbash';

/** No command has such a name. */
const MARK = '\x02';
const OPENING = `$(${MARK} `;
const CLOSING = ` ${MARK})`;

export function wrapSubstitution(text: string): string {
  return OPENING + text + CLOSING;
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
