// Who may do what: privilege over a user namespace (ns_capable, security/commoncap.c; capabilities(7)).

import { capIsSubset, capRaised } from '../abi/capability.ts';
import type { Capability } from '../abi/capability.ts';
import type { Uid, UserNsId } from '../ids.ts';
import type { KernelState } from '../state.ts';
import type { Credentials } from '../task.ts';
import { makeKuid, userNamespace } from './user-ns.ts';

/**
 * cap_capable: whether these credentials hold a capability over a user namespace.
 *
 * Held in a namespace it counts there and in all below it. The owner of a user namespace has every capability
 * over it from outside (PNS-59). What is held in a child says nothing about its parent (PNS-92).
 */
export function nsCapable(
  state: KernelState,
  cred: Credentials,
  target: UserNsId,
  capability: Capability,
): boolean {
  const own = userNamespace(state, cred.userNs);
  let ns = userNamespace(state, target);
  for (;;) {
    if (ns.id === own.id) return capRaised(cred.effective, capability);
    if (ns.level <= own.level || ns.parent === null) return false;
    if (ns.parent === own.id && ns.ownerUid === cred.euid) return true;
    ns = userNamespace(state, ns.parent);
  }
}

/** checkpoint_restore_ns_capable. */
export function checkpointRestoreNsCapable(state: KernelState, cred: Credentials, target: UserNsId): boolean {
  return (
    nsCapable(state, cred, target, 'CAP_CHECKPOINT_RESTORE') ||
    nsCapable(state, cred, target, 'CAP_SYS_ADMIN')
  );
}

/** The uid that is root in a user namespace; undefined while none is mapped. */
export function rootUid(state: KernelState, ns: UserNsId): Uid | undefined {
  return makeKuid(state, ns, 0);
}

/**
 * cred_cap_issubset: whether credentials that replace others bring no privilege that those did not have.
 *
 * A user namespace one owns brings none: its owner had all of it already.
 */
export function capsAreSubset(state: KernelState, of: Credentials, subset: Credentials): boolean {
  if (of.userNs === subset.userNs) return capIsSubset(subset.permitted, of.permitted);
  for (
    let ns = userNamespace(state, subset.userNs);
    ns.parent !== null;
    ns = userNamespace(state, ns.parent)
  ) {
    if (ns.parent === of.userNs && ns.ownerUid === of.euid) return true;
  }
  return false;
}
