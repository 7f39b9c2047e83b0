// Which number does Linux have for each name of a trace? Those that the simulator does without (uapi headers).

import { ERRNO } from '#shared/kernel/abi/errno.ts';
import { constants } from 'node:os';

/** sched.h */
export const CLONE_BITS = {
  CLONE_NEWTIME: 0x80,
  CLONE_VM: 0x100,
  CLONE_FS: 0x200,
  CLONE_FILES: 0x400,
  CLONE_SIGHAND: 0x800,
  CLONE_VFORK: 0x4000,
  CLONE_PARENT: 0x8000,
  CLONE_THREAD: 0x10000,
  CLONE_NEWNS: 0x20000,
  CLONE_SYSVSEM: 0x40000,
  CLONE_UNTRACED: 0x800000,
  CLONE_NEWCGROUP: 0x2000000,
  CLONE_NEWUTS: 0x4000000,
  CLONE_NEWIPC: 0x8000000,
  CLONE_NEWUSER: 0x10000000,
  CLONE_NEWPID: 0x20000000,
  CLONE_NEWNET: 0x40000000,
  CLONE_IO: 0x80000000,
  CLONE_CLEAR_SIGHAND: 0x100000000,
} as const;

/** wait.h */
export const WAIT_BITS = {
  WNOHANG: 1,
  WUNTRACED: 2,
  WSTOPPED: 2,
  WEXITED: 4,
  WCONTINUED: 8,
  WNOWAIT: 0x1000000,
  __WNOTHREAD: 0x20000000,
  __WALL: 0x40000000,
  __WCLONE: 0x80000000,
} as const;

export const WAIT_IDS = { P_ALL: 0, P_PID: 1, P_PGID: 2, P_PIDFD: 3 } as const;

/** signal.h */
export const SIGACTION_BITS = { SA_NOCLDSTOP: 1, SA_NOCLDWAIT: 2, SA_RESETHAND: 0x80000000 } as const;
export const MASK_HOW = { block: 0, unblock: 1, setmask: 2 } as const;

/** The order is the helper's. */
export const ACTIONS = ['default', 'ignore', 'handler'] as const;
export const PTRACE_REQUESTS = [
  'SEIZE',
  'ATTACH',
  'TRACEME',
  'CONT',
  'DETACH',
  'INTERRUPT',
  'LISTEN',
] as const;
export const NS_FILES = ['pid', 'pid_for_children', 'user'] as const;
export const NS_REQUESTS = [
  'NS_GET_USERNS',
  'NS_GET_PARENT',
  'NS_GET_NSTYPE',
  'NS_GET_PID_FROM_PIDNS',
  'NS_GET_TGID_FROM_PIDNS',
  'NS_GET_PID_IN_PIDNS',
  'NS_GET_TGID_IN_PIDNS',
] as const;

/** ptrace.h */
export const EXITKILL = 0x100000;

/** pidfd.h */
export const PIDFD_OPEN_BITS: Readonly<Record<string, number>> = {
  PIDFD_NONBLOCK: 0o4000,
  PIDFD_THREAD: 0o200,
  NONBLOCK: 0o4000,
  THREAD: 0o200,
};
export const PIDFD_SIGNAL_BITS: Readonly<Record<string, number>> = {
  THREAD: 1,
  THREAD_GROUP: 2,
  PROCESS_GROUP: 4,
};

/** reboot.h */
export const REBOOT_COMMANDS: Readonly<Record<string, number>> = {
  RESTART: 0x01234567,
  HALT: 0xcdef0123,
  CAD_ON: 0x89abcdef,
  CAD_OFF: 0,
  POWER_OFF: 0x4321fedc,
  RESTART2: 0xa1b2c3d4,
  SW_SUSPEND: 0xd000fce2,
  KEXEC: 0x45584543,
};

// Some numbers have two names: EAGAIN stands before EWOULDBLOCK. Node knows most of Linux's, the simulator the rest.
const ERRNO_NAMES = new Map<number, string>(
  [
    ...Object.entries(constants.errno),
    ...Object.entries(ERRNO).map(([name, [number]]) => [name, number] as const),
  ]
    .map(([name, number]): [number, string] => [number, name])
    .reverse(),
);

export function errnoName(number: number): string {
  return ERRNO_NAMES.get(number) ?? `errno ${number}`;
}

/** siginfo's si_code (sigaction(2)). */
const CODES = new Map([
  [0, 'SI_USER'],
  [128, 'SI_KERNEL'],
  [-1, 'SI_QUEUE'],
  [-6, 'SI_TKILL'],
  [1, 'CLD_EXITED'],
  [2, 'CLD_KILLED'],
  [3, 'CLD_DUMPED'],
  [4, 'CLD_TRAPPED'],
  [5, 'CLD_STOPPED'],
  [6, 'CLD_CONTINUED'],
]);

export function codeName(number: number): string {
  return CODES.get(number) ?? `SI_${number}`;
}

/** The kernel takes flags as one word. Undefined where one of the names has no number. */
export function wordOf(
  table: Readonly<Record<string, number>>,
  names: readonly (string | number)[],
): bigint | undefined {
  let word = 0n;
  for (const name of names) {
    const bit = typeof name === 'number' ? name : table[name];
    if (bit === undefined) return undefined;
    word |= BigInt(bit);
  }
  return word;
}
