// The secure bits of a process: which privileges of uid 0 it does without (capabilities(7), linux/securebits.h). A pure table.

/** Each has a lock beside it, the next bit: a bit that is locked stays as it is. */
export const SECUREBITS = {
  /** execve(2) gives uid 0 nothing. */
  SECURE_NOROOT: 1 << 0,
  /** Another uid takes and gives no capabilities. */
  SECURE_NO_SETUID_FIXUP: 1 << 2,
  /** Leaving uid 0 keeps the permitted capabilities, until the next execve(2). */
  SECURE_KEEP_CAPS: 1 << 4,
  /** Nothing can be made ambient. */
  SECURE_NO_CAP_AMBIENT_RAISE: 1 << 6,
  /** For the good of interpreters; the kernel itself makes nothing of them. */
  SECURE_EXEC_RESTRICT_FILE: 1 << 8,
  SECURE_EXEC_DENY_INTERACTIVE: 1 << 10,
} as const;

export type Securebit = keyof typeof SECUREBITS;

/** issecure. */
export function issecure(securebits: number, bit: Securebit): boolean {
  return (securebits & SECUREBITS[bit]) !== 0;
}

/** issecure of the lock. */
export function isLocked(securebits: number, bit: Securebit): boolean {
  return (securebits & (SECUREBITS[bit] << 1)) !== 0;
}

export function withSecurebit(securebits: number, bit: Securebit, on: boolean): number {
  return on ? securebits | SECUREBITS[bit] : securebits & ~SECUREBITS[bit];
}

const ALL_BITS = Object.values(SECUREBITS).reduce((all, bit) => all | bit, 0);
const ALL_LOCKS = ALL_BITS << 1;
const UNPRIVILEGED = SECUREBITS.SECURE_EXEC_RESTRICT_FILE | SECUREBITS.SECURE_EXEC_DENY_INTERACTIVE;

/** cap_task_prctl, PR_SET_SECUREBITS: a locked bit does not change, a lock does not open, and there are no others. */
export function mayBecome(securebits: number, next: number): boolean {
  const changes = securebits ^ next;
  const isLockedBit = (((securebits & ALL_LOCKS) >> 1) & changes) !== 0;
  const opensLock = (securebits & ALL_LOCKS & ~next) !== 0;
  return !isLockedBit && !opensLock && (next & ~(ALL_BITS | ALL_LOCKS)) === 0;
}

/** Whether this change takes no privilege. One that changes nothing does, as it always did. */
export function isUnprivilegedChange(securebits: number, next: number): boolean {
  const changes = securebits ^ next;
  return changes !== 0 && (changes & ~(UNPRIVILEGED | (UNPRIVILEGED << 1))) === 0;
}
