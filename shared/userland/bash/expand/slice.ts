// Which part does ${x:offset:length} take? (bash(1), Parameter Expansion; subst.c, verify_substring_values)

import type { ParameterOperation, Word } from 'unbash';
import type { Coroutine } from '../../program.ts';
import type { Shell } from '../shell.ts';
import { evaluateText } from './arithmetic-text.ts';
import type { ExpansionContext } from './context.ts';
import { fieldText } from './fragments.ts';

type Slice = ParameterOperation & { readonly type: 'Slice' };

export interface Extent {
  readonly offset: number;
  readonly length: number | null;
}

/** `shown` is what messages about the expressions begin with. */
export function* extentOf(
  shell: Shell,
  { offset, length }: Slice,
  shown: string,
  context: ExpansionContext,
): Coroutine<Extent> {
  const number = function* (word: Word): Coroutine<number> {
    const text = fieldText(yield* context.word(shell, word, { ...context, quoted: true }));
    return shell.skip === null ? Number(yield* evaluateText(shell, text, shown)) : 0;
  };
  const from = yield* number(offset);
  return { offset: from, length: length === undefined ? null : yield* number(length) };
}

/** ${x:} has nothing behind the colon. */
export function isEmptySlice({ offset, length }: Slice): boolean {
  return offset.text === '' && length === undefined;
}

export function cut(list: readonly string[], { offset, length }: Extent): readonly string[] {
  const start = offset < 0 ? list.length + offset : offset;
  if (start < 0) return [];
  if (length === null) return list.slice(start);
  return list.slice(start, length < 0 ? list.length + length : start + length);
}
