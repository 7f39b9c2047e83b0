// Which user and groups does this process act for? getuid(2), getgid(2), getgroups(2); mgetgroups of gnulib

import type { Coroutine } from '../program.ts';
import type { Sys, Sysc } from '../sys.ts';

export interface Credentials {
  readonly ruid: number;
  readonly euid: number;
  readonly rgid: number;
  readonly egid: number;
  /** The effective group first, then the supplementary ones. */
  readonly groups: readonly number[];
}

export function* readCredentials(sys: Sys): Coroutine<Credentials> {
  const { ruid, euid } = yield* sys.getresuid();
  const { rgid, egid } = yield* sys.getresgid();
  return { ruid, euid, rgid, egid, groups: withFirst(egid, yield* sys.getgroups()) };
}

/** One group in front of others, of which none follows that is the first or like the one before. */
export function withFirst(first: number, others: readonly number[]): readonly number[] {
  const rest = others.filter((gid, index) => gid !== first && gid !== others[index - 1]);
  return [first, ...rest];
}

/** (uid_t) -1: no id at all. */
export const NO_ID = 0xffff_ffff;

/** setuid(2) of who may do everything. Errno: EINVAL no id; EPERM. */
export function* setuid(sys: Sys, uid: number): Sysc<number> {
  if (uid === NO_ID) return { errno: 'EINVAL' };
  return yield* sys.setresuid({ ruid: uid, euid: uid, suid: uid });
}

/** setgid(2) of who may do everything. Errno: EINVAL no id; EPERM. */
export function* setgid(sys: Sys, gid: number): Sysc<number> {
  if (gid === NO_ID) return { errno: 'EINVAL' };
  return yield* sys.setresgid({ rgid: gid, egid: gid, sgid: gid });
}
