// Which user and groups does this process act for? getuid(2), getgid(2), getgroups(2); mgetgroups of gnulib

import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';

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
