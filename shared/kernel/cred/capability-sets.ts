// Which capabilities do credentials hold, in which of the five sets (struct cred; capabilities(7))?

import { ALL_CAPABILITIES, NO_CAPABILITIES } from '../abi/capability.ts';
import type { CapabilitySet } from '../abi/capability.ts';
import type { Credentials } from '../task.ts';

export interface CapabilitySets {
  readonly inheritable: CapabilitySet;
  readonly permitted: CapabilitySet;
  readonly effective: CapabilitySet;
  readonly bounding: CapabilitySet;
  readonly ambient: CapabilitySet;
}

/** Of the first process of a machine, or of a user namespace. */
export const FIRST_CAPABILITIES: CapabilitySets = {
  inheritable: NO_CAPABILITIES,
  permitted: ALL_CAPABILITIES,
  effective: ALL_CAPABILITIES,
  bounding: ALL_CAPABILITIES,
  ambient: NO_CAPABILITIES,
};

export function capabilitySets({
  inheritable = FIRST_CAPABILITIES.inheritable,
  permitted,
  effective,
  bounding = FIRST_CAPABILITIES.bounding,
  ambient = FIRST_CAPABILITIES.ambient,
}: Credentials): CapabilitySets {
  return { inheritable, permitted, effective, bounding, ambient };
}

/** The same credentials with other sets, or other secure bits. */
export function withCapabilities(
  cred: Credentials,
  changed: Partial<CapabilitySets & { readonly securebits: number }>,
): Credentials {
  const { inheritable: _i, bounding: _b, ambient: _a, securebits: _s, ...others } = cred;
  const sets = { ...capabilitySets(cred), ...changed };
  const securebits = changed.securebits ?? cred.securebits ?? 0;
  return {
    ...others,
    permitted: sets.permitted,
    effective: sets.effective,
    ...(sets.inheritable !== FIRST_CAPABILITIES.inheritable && { inheritable: sets.inheritable }),
    ...(sets.bounding !== FIRST_CAPABILITIES.bounding && { bounding: sets.bounding }),
    ...(sets.ambient !== FIRST_CAPABILITIES.ambient && { ambient: sets.ambient }),
    ...(securebits !== 0 && { securebits }),
  };
}
