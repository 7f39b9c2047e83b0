// prctl(2): PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG and their getters; PR_SET_DUMPABLE.

import { signalNumber } from '../abi/signal.ts';
import { fail, signalGiven, SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

export const PRCTL: Syscalls<
  'set_subreaper' | 'get_subreaper' | 'set_pdeathsig' | 'get_pdeathsig' | 'set_dumpable'
> = {
  /** The mark works for descendants that exist already, and can be taken back (PNS-46). */
  set_subreaper(kernel, { value }, caller) {
    if (value !== caller.childSubreaper)
      kernel.emit({ type: 'SubreaperSet', rule: 'PNS-46', task: caller.id, value });
    return SUCCESS;
  },
  get_subreaper: (_kernel, _call, caller) => ({ ret: caller.childSubreaper ? 1 : 0 }),

  /** Errno: EINVAL beyond 64 (PNS-48). */
  set_pdeathsig(kernel, { sig }, caller) {
    const signal = signalGiven(sig);
    if (signal === undefined) return fail('EINVAL', 'PNS-48');
    if (signal !== caller.pdeathSignal)
      kernel.emit({ type: 'ParentDeathSignalSet', rule: 'PNS-48', task: caller.id, signal });
    return SUCCESS;
  },
  get_pdeathsig: (_kernel, _call, { pdeathSignal }) => ({
    ret: pdeathSignal === null ? 0 : signalNumber(pdeathSignal),
  }),

  /** Errno: EINVAL for SUID_DUMP_ROOT, which the kernel alone gives, and beyond. */
  set_dumpable(kernel, { value }, { id, mm }) {
    if (value !== 0 && value !== 1) return fail('EINVAL', 'PNS-77');
    const dumpable = value === 1;
    if (mm.dumpable !== dumpable) kernel.emit({ type: 'DumpableSet', rule: 'PNS-77', task: id, dumpable });
    return SUCCESS;
  },
};
