// The capabilities the simulated kernel asks about (capabilities(7)). A pure table.

export const CAPABILITIES = [
  'CAP_KILL', 'CAP_SETUID', 'CAP_SETGID', 'CAP_SYS_ADMIN', 'CAP_SYS_PTRACE', 'CAP_SYS_BOOT', 'CAP_CHECKPOINT_RESTORE', 'CAP_DAC_OVERRIDE',
  'CAP_SETFCAP', 'CAP_SYS_CHROOT',
] as const; // prettier-ignore

export type Capability = (typeof CAPABILITIES)[number];
export type CapabilitySet = readonly Capability[];

export const ALL_CAPABILITIES: CapabilitySet = CAPABILITIES;
export const NO_CAPABILITIES: CapabilitySet = [];
