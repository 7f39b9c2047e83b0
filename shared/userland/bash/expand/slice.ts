// Which part does ${x:offset:length} take? (bash(1), Parameter Expansion; subst.c, verify_substring_values)

import type { ParameterOperation, Word } from 'unbash';
import type { Coroutine } from '../../program.ts';
import type { Shell } from '../shell.ts';
import { parameterValue } from '../parameters.ts';
import { indicesOf } from '../variables.ts';
import { evaluateText, nextSubscript } from './arithmetic-text.ts';
import type { ExpansionContext } from './context.ts';
import { NOTHING } from './context.ts';
import type { Expanded } from './fragments.ts';
import { cannotExpand, fragment, listed } from './held.ts';
import type { Held, Named } from './held.ts';

type Slice = ParameterOperation & { readonly type: 'Slice' };

interface Extent {
  readonly offset: number;
  readonly length: number | null;
}

/** `shown` is what messages about the expressions begin with. */
function* extentOf(shell: Shell, { offset, length }: Slice, shown: string): Coroutine<Extent> {
  const number = function* (word: Word): Coroutine<number> {
    const text = yield* shell.run.quotedText(shell, word.text);
    return shell.skip === null ? Number(yield* evaluateText(shell, text, shown)) : 0;
  };
  const from = yield* number(offset);
  return { offset: from, length: length === undefined ? null : yield* number(length) };
}

/** ${x:} has nothing behind the colon. */
export function isEmptySlice({ offset, length }: Slice): boolean {
  return offset.text === '' && length === undefined;
}

/** ${x:offset:length}; of a list the elements, of "$@" counted from $1. */
export function* slice(
  shell: Shell,
  named: Named,
  held: Held,
  operation: ParameterOperation & { readonly type: 'Slice' },
  context: ExpansionContext,
): Coroutine<Expanded> {
  if ('text' in held && held.text === null) return [fragment('', context)];
  const extent = yield* extentOf(
    shell,
    operation,
    `${named.name}${named.index === null ? '' : `[${named.index}]`}`,
  );
  if (shell.skip !== null) return NOTHING;
  const { offset, length } = extent;
  if ('text' in held) {
    const characters = [...(held.text ?? '')];
    const from = offset < 0 ? characters.length + offset : offset;
    const end = length === null ? characters.length : length < 0 ? characters.length + length : from + length;
    if (from < 0 || from > characters.length) return [fragment('', context)];
    if (end < from) return yield* negativeLength(shell, operation);
    return [fragment(characters.slice(from, end).join(''), context)];
  }
  const ordered = yield* numbered(shell, named, held.list);
  const first = offset < 0 ? ordered.end + offset : offset;
  if (first < 0 || first >= ordered.beyond) return listed([], held.joined, shell, context);
  if (length !== null && length < 0) return yield* negativeLength(shell, operation);
  const chosen = ordered.elements.filter(([at]) => at >= first).slice(0, length ?? undefined);
  const texts = chosen.map(([, text]) => text);
  return listed(texts, held.joined, shell, context);
}

function* negativeLength(shell: Shell, { length }: Slice): Coroutine<Expanded> {
  return yield* cannotExpand(shell, `${length?.text ?? ''}: substring expression < 0`);
}

interface Numbered {
  readonly elements: readonly (readonly [number, string])[];
  /** What negative offsets count from. */
  readonly end: number;
  /** The first offset that is wrong. */
  readonly beyond: number;
}

/** An array's subscripts count, positional parameters begin with $0, and what has no order is counted from 1. */
function* numbered(shell: Shell, { name, index }: Named, list: readonly string[]): Coroutine<Numbered> {
  if (index === null) {
    const elements = [shell.name, ...list].map((text, at) => [at, text] as const);
    return { elements, end: elements.length, beyond: elements.length + 1 };
  }
  const value = yield* parameterValue(shell, name);
  if (value?.kind === 'indexed') {
    const elements = indicesOf(value).map(
      (at) => [Number(at), value.elements.get(Number(at)) ?? ''] as const,
    );
    const end = nextSubscript(value.elements);
    return { elements, end, beyond: end };
  }
  const from = value?.kind === 'associative' ? 1 : 0;
  const end = list.length + from;
  return { elements: list.map((text, at) => [at + from, text] as const), end, beyond: end };
}
