// sigaction(2), sigprocmask(2), sigpending(2), sigtimedwait(2).

import { BLOCKABLE_SIGNALS, signalNumber } from '../abi/signal.ts';
import type { Signal } from '../abi/signal.ts';
import { nextSignal } from '../signals/next-signal.ts';
import { actionOf, isHandlerIgnored, isKernelOnly } from '../signals/sig-ignored.ts';
import { fail, signalGiven } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

export const SIGACTION: Syscalls<'sigaction' | 'sigprocmask' | 'sigpending' | 'sigtimedwait'> = {
  /** Setting a signal to be ignored discards what is pending of it. Errno: EINVAL for SIGKILL, SIGSTOP and no signal (PNS-61). */
  sigaction(kernel, { sig, action }, caller) {
    const signal = signalGiven(sig);
    if (signal === undefined || signal === null || isKernelOnly(signal)) return fail('EINVAL', 'PNS-61');
    const oldAction = actionOf(caller, signal);
    const isPending = [...caller.pending, ...caller.threadPending].some((info) => info.signal === signal);
    const discarded = isPending && isHandlerIgnored(action.disposition, signal);
    kernel.emit({
      type: 'SignalActionChanged',
      ...(discarded && { rule: 'PNS-61' }),
      task: caller.id,
      signal,
      action,
      ...(discarded && { discarded }),
    });
    return { ret: 0, oldAction };
  },

  /** What is unblocked is acted on before the call returns (PNS-33). SIGKILL and SIGSTOP are left out silently (PNS-61). */
  sigprocmask(kernel, { how, sigs }, caller) {
    const oldMask = sorted(caller.blocked);
    const wanted = sigs.filter((signal) => !isKernelOnly(signal));
    const blocked = sorted(
      how === 'block'
        ? [...new Set([...oldMask, ...wanted])]
        : how === 'setmask'
          ? wanted
          : oldMask.filter((signal) => !wanted.includes(signal)),
    );
    if (blocked.join() !== oldMask.join()) {
      kernel.emit({ type: 'SignalMaskChanged', task: caller.id, blocked });
      // recalc_sigpending: one that was waiting may be free now.
      if (nextSignal(caller, blocked) !== undefined) kernel.kick(caller.id);
    }
    return { ret: 0, oldMask };
  },

  /** By number; each signal once. */
  sigpending(_kernel, _call, caller) {
    const waiting = [...caller.pending, ...caller.threadPending].map(({ signal }) => signal);
    return {
      ret: 0,
      pending: sorted([...new Set(waiting.filter((signal) => caller.blocked.includes(signal)))]),
    };
  },

  /** do_sigtimedwait without a timeout: takes the first that is pending of those it names, whatever their action. `ret` is its number. */
  sigtimedwait(kernel, { sigs }, caller) {
    const others = BLOCKABLE_SIGNALS.filter((signal) => !sigs.includes(signal));
    const next = nextSignal(caller, others);
    if (next === undefined) return { blocks: { on: 'signal', sigs: sorted(sigs) } };
    const { info, thread } = next;
    kernel.emit({
      type: 'SignalDelivered',
      task: caller.id,
      info,
      action: 'taken',
      ...(thread && { thread }),
    });
    return { ret: signalNumber(info.signal), siginfo: info };
  },
};

function sorted(signals: readonly Signal[]): Signal[] {
  return signals.toSorted((a, b) => signalNumber(a) - signalNumber(b));
}
