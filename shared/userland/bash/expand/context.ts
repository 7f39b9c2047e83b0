// How is a word being expanded, and how do the parts of expansion reach each other?

import type { Word, WordPart } from 'unbash';
import type { Coroutine } from '../../program.ts';
import type { Shell } from '../shell.ts';
import type { Expanded } from './fragments.ts';

export interface ExpansionContext {
  /** Inside double quotes, a here-document or an arithmetic expression. */
  readonly quoted: boolean;
  /** A tilde is special after a colon as well. */
  readonly assignment: boolean;
  /** Unquoted text splits as well: the operand of ${x:-a b}. */
  readonly splits: boolean;
  /** Word splitting follows: not in the subject of case and in a here-string. */
  readonly splitLater: boolean;
  /** `name=` at the start is looked through for a tilde behind it. */
  readonly named: boolean;
  /** The operands of ${ } are words again. */
  readonly word: (shell: Shell, word: Word, context: ExpansionContext) => Coroutine<Expanded>;
  readonly part: (shell: Shell, part: WordPart, context: ExpansionContext) => Coroutine<Expanded>;
}

/** The result of something that failed; the shell skips the rest of the line then. */
export const NOTHING: Expanded = [];
