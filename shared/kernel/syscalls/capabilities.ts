// capset(2), and what prctl(2) does to capabilities: the bounding set, ambient ones, secure bits, no_new_privs (security/commoncap.c).

import {
  capabilitySet,
  capCombine,
  capDrop,
  capIntersect,
  capIsSubset,
  capRaised,
  NO_CAPABILITIES,
} from '../abi/capability.ts';
import { isLocked, issecure, isUnprivilegedChange, mayBecome, withSecurebit } from '../abi/securebits.ts';
import { nsCapable } from '../cred/capable.ts';
import { capabilitySets, withCapabilities } from '../cred/capability-sets.ts';
import { commitCreds } from '../cred/commit-creds.ts';
import type { KernelState } from '../state.ts';
import type { Credentials } from '../task.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

export const CAPABILITY_CALLS: Syscalls<
  'capset' | 'capbset_drop' | 'cap_ambient' | 'set_securebits' | 'set_keepcaps' | 'set_no_new_privs'
> = {
  /**
   * cap_capset. Errno: EPERM for what is new and neither permitted nor, with CAP_SETPCAP, in the bounding set; for
   * permitted ones that were not, and effective ones that are not permitted.
   */
  capset(kernel, { effective, inheritable, permitted }, caller) {
    const { cred } = caller;
    const old = capabilitySets(cred);
    const mayInherit = capCombine(old.inheritable, old.permitted);
    const isWithin =
      (canSetpcap(kernel.state, cred) || capIsSubset(inheritable, mayInherit)) &&
      capIsSubset(inheritable, capCombine(old.inheritable, old.bounding)) &&
      capIsSubset(permitted, old.permitted) &&
      capIsSubset(effective, permitted);
    if (!isWithin) return fail('EPERM', 'PNS-92');
    const ambient = capIntersect(old.ambient, capIntersect(permitted, inheritable));
    commitCreds(kernel, caller, withCapabilities(cred, { effective, inheritable, permitted, ambient }));
    return SUCCESS;
  },

  /** PR_CAPBSET_DROP. Errno: EPERM without CAP_SETPCAP. */
  capbset_drop(kernel, { cap }, caller) {
    const { cred } = caller;
    if (!canSetpcap(kernel.state, cred)) return fail('EPERM', 'PNS-92');
    const bounding = capDrop(capabilitySets(cred).bounding, capabilitySet([cap]));
    commitCreds(kernel, caller, withCapabilities(cred, { bounding }));
    return SUCCESS;
  },

  /** PR_CAP_AMBIENT; without a capability all are cleared. Errno: EPERM to raise what is not both permitted and inheritable. */
  cap_ambient(kernel, { raise, cap }, caller) {
    const { cred } = caller;
    const { ambient, inheritable, permitted } = capabilitySets(cred);
    if (cap === undefined) {
      commitCreds(kernel, caller, withCapabilities(cred, { ambient: NO_CAPABILITIES }));
      return SUCCESS;
    }
    const isBarred =
      !capRaised(capIntersect(permitted, inheritable), cap) ||
      issecure(cred.securebits ?? 0, 'SECURE_NO_CAP_AMBIENT_RAISE');
    if (raise && isBarred) return fail('EPERM', 'PNS-92');
    const one = capabilitySet([cap]);
    const next = raise ? capCombine(ambient, one) : capDrop(ambient, one);
    commitCreds(kernel, caller, withCapabilities(cred, { ambient: next }));
    return SUCCESS;
  },

  /** PR_SET_SECUREBITS. Errno: EPERM for what is locked or no bit, and without CAP_SETPCAP. */
  set_securebits(kernel, { bits }, caller) {
    const { cred } = caller;
    const old = cred.securebits ?? 0;
    const isAllowed = canSetpcap(kernel.state, cred) || isUnprivilegedChange(old, bits);
    if (!mayBecome(old, bits) || !isAllowed) return fail('EPERM', 'PNS-92');
    commitCreds(kernel, caller, withCapabilities(cred, { securebits: bits }));
    return SUCCESS;
  },

  /** PR_SET_KEEPCAPS. Errno: EPERM where the bit is locked. */
  set_keepcaps(kernel, { value }, caller) {
    const { cred } = caller;
    const old = cred.securebits ?? 0;
    if (isLocked(old, 'SECURE_KEEP_CAPS')) return fail('EPERM', 'PNS-92');
    const securebits = withSecurebit(old, 'SECURE_KEEP_CAPS', value);
    commitCreds(kernel, caller, withCapabilities(cred, { securebits }));
    return SUCCESS;
  },

  set_no_new_privs(kernel, _call, { id, noNewPrivs }) {
    if (!noNewPrivs) kernel.emit({ type: 'NoNewPrivsSet', task: id });
    return SUCCESS;
  },
};

function canSetpcap(state: KernelState, cred: Credentials): boolean {
  return nsCapable(state, cred, cred.userNs, 'CAP_SETPCAP');
}
