// Which signals does sigfillset(3) put into a set? All that can be blocked but those the C library keeps for itself.

import { BLOCKABLE_SIGNALS, SIGNALS, SIGRTMIN, signalNumber } from '../../kernel/abi/signal.ts';
import type { Signal } from '../../kernel/abi/signal.ts';

/** By number. */
export const FULL_SET: readonly Signal[] = BLOCKABLE_SIGNALS.filter((signal) => {
  const number = signalNumber(signal);
  return number <= SIGNALS.length || number >= SIGRTMIN;
});
