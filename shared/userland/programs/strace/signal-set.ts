// Which signals does strace -e signal= name?

import { FULL_SET } from '../../libc/sigset.ts';
import { parseSignal, signalOf } from '../../libc/signal-names.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';

const EVERY: readonly Signal[] = [...FULL_SET, 'SIGKILL', 'SIGSTOP'];

/** Null for all of them; what is wrong with the list. */
export function signalsNamed(list: string): ReadonlySet<Signal> | null | string {
  const isInverted = list.startsWith('!');
  const text = isInverted ? list.slice(1) : list;
  if (text === 'all' || text === 'none') return (text === 'all') === isInverted ? new Set() : null;
  const named = new Set<Signal | undefined>();
  for (const name of text.split(',')) {
    const number = name === '' ? null : parseSignal(name);
    if (number === null) return `invalid signal '${name}'`;
    named.add(signalOf(number));
  }
  return new Set(EVERY.filter((signal) => named.has(signal) !== isInverted));
}
