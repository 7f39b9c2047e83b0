// Does a process belong to a group (in_group_p; credentials(7))?

import type { Gid } from '../ids.ts';
import type { Credentials } from '../task.ts';

/** The effective group, or a supplementary one. */
export function isInGroup({ egid, groups }: Credentials, gid: Gid): boolean {
  return egid === gid || groups.includes(gid);
}
