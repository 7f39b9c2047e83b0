// Which user and groups does this process act for? getuid(2), getgid(2), getgroups(2)

import { readTask } from './proc.ts';
import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';
import type { Users } from './users.ts';

export interface Credentials {
  readonly ruid: number;
  readonly euid: number;
  readonly rgid: number;
  readonly egid: number;
  /** The effective group first. */
  readonly groups: readonly number[];
}

/** Groups stand in /proc alone here; without one they are those of the user. */
export function* readCredentials(sys: Sys, users: Users): Coroutine<Credentials> {
  const { ruid, euid } = yield* sys.getresuid();
  const task = yield* readTask(sys, 'self');
  const rgid = task?.gids.real ?? users.byUid(ruid)?.gid ?? ruid;
  const egid = task?.gids.effective ?? users.byUid(euid)?.gid ?? euid;
  const others = (task?.groups ?? []).filter((gid) => gid !== egid);
  return { ruid, euid, rgid, egid, groups: [egid, ...others] };
}
