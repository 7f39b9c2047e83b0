// The capabilities of Linux, and sets of them (kernel_cap_t; capabilities(7)).
//
// A set is the number whose bits stand for its members, as /proc/PID/status shows it in hexadecimal. There are 41: more
// than the bitwise operators of JavaScript take, fewer than its whole numbers hold.

/** In the order of their bits. */
export const CAPABILITIES = [
  'CAP_CHOWN', 'CAP_DAC_OVERRIDE', 'CAP_DAC_READ_SEARCH', 'CAP_FOWNER', 'CAP_FSETID', 'CAP_KILL', 'CAP_SETGID', 'CAP_SETUID',
  'CAP_SETPCAP', 'CAP_LINUX_IMMUTABLE', 'CAP_NET_BIND_SERVICE', 'CAP_NET_BROADCAST', 'CAP_NET_ADMIN', 'CAP_NET_RAW', 'CAP_IPC_LOCK',
  'CAP_IPC_OWNER', 'CAP_SYS_MODULE', 'CAP_SYS_RAWIO', 'CAP_SYS_CHROOT', 'CAP_SYS_PTRACE', 'CAP_SYS_PACCT', 'CAP_SYS_ADMIN',
  'CAP_SYS_BOOT', 'CAP_SYS_NICE', 'CAP_SYS_RESOURCE', 'CAP_SYS_TIME', 'CAP_SYS_TTY_CONFIG', 'CAP_MKNOD', 'CAP_LEASE', 'CAP_AUDIT_WRITE',
  'CAP_AUDIT_CONTROL', 'CAP_SETFCAP', 'CAP_MAC_OVERRIDE', 'CAP_MAC_ADMIN', 'CAP_SYSLOG', 'CAP_WAKE_ALARM', 'CAP_BLOCK_SUSPEND',
  'CAP_AUDIT_READ', 'CAP_PERFMON', 'CAP_BPF', 'CAP_CHECKPOINT_RESTORE',
] as const; // prettier-ignore

export type Capability = (typeof CAPABILITIES)[number];

declare const brand: unique symbol;
export type CapabilitySet = number & { readonly [brand]: 'CapabilitySet' };

const HALF = 2 ** 32;

export const ALL_CAPABILITIES = asCapabilitySet(2 ** CAPABILITIES.length - 1);
export const NO_CAPABILITIES = asCapabilitySet(0);

/** The one place where a bare number becomes a set. */
export function asCapabilitySet(bits: number): CapabilitySet {
  return bits as CapabilitySet;
}

export function capabilitySet(capabilities: readonly Capability[]): CapabilitySet {
  const bits = new Set(capabilities.map((capability) => 2 ** CAPABILITIES.indexOf(capability)));
  return asCapabilitySet([...bits].reduce((sum, bit) => sum + bit, 0));
}

/** In the order of their bits. */
export function capabilitiesIn(set: CapabilitySet): Capability[] {
  return CAPABILITIES.filter((capability) => capRaised(set, capability));
}

/** cap_raised. */
export function capRaised(set: CapabilitySet, capability: Capability): boolean {
  return Math.floor(set / 2 ** CAPABILITIES.indexOf(capability)) % 2 === 1;
}

/** cap_combine. */
export function capCombine(a: CapabilitySet, b: CapabilitySet): CapabilitySet {
  return asCapabilitySet(a + b - capIntersect(a, b));
}

/** cap_intersect. */
export function capIntersect(a: CapabilitySet, b: CapabilitySet): CapabilitySet {
  const low = ((a % HALF) & (b % HALF)) >>> 0;
  return asCapabilitySet((Math.floor(a / HALF) & Math.floor(b / HALF)) * HALF + low);
}

/** cap_drop: what `set` holds beyond `dropped`. */
export function capDrop(set: CapabilitySet, dropped: CapabilitySet): CapabilitySet {
  return asCapabilitySet(set - capIntersect(set, dropped));
}

/** cap_issubset. */
export function capIsSubset(subset: CapabilitySet, of: CapabilitySet): boolean {
  return subset === of || capIntersect(subset, of) === subset;
}
