// /proc/PID/uid_map, gid_map and setgroups: which ids a user namespace has, written once. user_namespaces(7)

import { nsCapable } from '../../kernel/cred/capable.ts';
import { parseIdMap } from '../../kernel/cred/id-map-text.ts';
import { fromKuid, OVERFLOW_UID, userNamespace } from '../../kernel/cred/user-ns.ts';
import { asUid } from '../../kernel/ids.ts';
import type { UserNsId } from '../../kernel/ids.ts';
import type { UidMapping } from '../../kernel/state.ts';
import type { Task } from '../../kernel/task.ts';
import type { Answer } from '../blocking.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { System } from '../system.ts';

/** How the map of the first user namespace reads: every id, as it is. */
const IDENTITY: readonly UidMapping[] = [{ inside: 0, outside: 0, count: 4294967295 }];

/** The second column is in terms of the reader's user namespace, or of its parent where that is the one asked about. */
export function mapText(system: System, task: Task, kind: 'uid' | 'gid', reader: Process): string {
  const { state } = system.kernel;
  const ns = userNamespace(state, task.cred.userNs);
  const map = (kind === 'uid' ? ns.uidMap : ns.gidMap) ?? (ns.parent === null ? IDENTITY : []);
  const readerNs = reader.task.cred.userNs;
  const lower = readerNs === ns.id ? (ns.parent ?? ns.id) : readerNs;
  return map
    .map(({ inside, outside, count }) => [
      inside,
      fromKuid(state, lower, asUid(outside)) ?? OVERFLOW_UID,
      count,
    ])
    .map((columns) => `${columns.map((column) => String(column).padStart(10)).join(' ')}\n`)
    .join('');
}

export function writeMap(
  system: System,
  ns: UserNsId,
  kind: 'uid' | 'gid',
  caller: Process,
  text: string,
): Answer<number> {
  // A text that is no map is refused where the kernel comes to read it.
  const map = parseIdMap(text) ?? [];
  const result = system.kernel.call({ call: 'write_uid_map', by: caller.id, ns, kind, map });
  return 'errno' in result ? result : text.length;
}

export function setgroupsText(system: System, task: Task): string {
  return userNamespace(system.kernel.state, task.cred.userNs).setgroupsDenied ? 'deny\n' : 'allow\n';
}

/** proc_setgroups_open. Errno: EACCES without CAP_SYS_ADMIN in the user namespace it is about. */
export function setgroupsRefusal(ns: UserNsId, caller: Process): Failure | null {
  const may = nsCapable(caller.kernelState, caller.task.cred, ns, 'CAP_SYS_ADMIN');
  return may ? null : { errno: 'EACCES' };
}

export function writeSetgroups(system: System, ns: UserNsId, caller: Process, text: string): Answer<number> {
  const word = text.trim();
  if (word !== 'allow' && word !== 'deny') return { errno: 'EINVAL' };
  const result = system.kernel.call({ call: 'write_setgroups', by: caller.id, ns, setgroups: word });
  return 'errno' in result ? result : text.length;
}
