// How does a trace write signals down?

import { signalName, signalNumber } from '../abi/signal.ts';
import type { SigInfo, Signal } from '../abi/signal.ts';

/** An exit code as a number, the signal of any other change by name. */
export function namedStatus(code: SigInfo['code'], status: number): number | Signal {
  return code === 'CLD_EXITED' ? status : (signalName(status) ?? status);
}

/** Each once, by number. */
export function byNumber(signals: readonly Signal[]): Signal[] {
  return [...new Set(signals)].sort((a, b) => signalNumber(a) - signalNumber(b));
}
