// Which user namespace owns the namespaces that the lab does not follow: UTS, IPC, cgroup, network and time (struct
// nsproxy)? It decides who may join them.

import type { CloneFlag } from '../call.ts';
import type { UserNsId } from '../ids.ts';
import type { KernelState } from '../state.ts';
import type { Nsproxy } from '../task.ts';

type Owners = NonNullable<Nsproxy['owners']>;

/** A new time namespace is for later children, like a new PID namespace. */
const MADE_BY = [
  ['CLONE_NEWUTS', 'uts'],
  ['CLONE_NEWIPC', 'ipc'],
  ['CLONE_NEWCGROUP', 'cgroup'],
  ['CLONE_NEWNET', 'net'],
  ['CLONE_NEWTIME', 'time_for_children'],
] as const satisfies readonly (readonly [CloneFlag, keyof Owners])[];

/** create_new_namespaces: what these flags make belongs to `owner`. */
export function ownersAfter(
  state: KernelState,
  nsproxy: Nsproxy,
  flags: readonly CloneFlag[],
  owner: UserNsId,
): Nsproxy {
  const made = MADE_BY.filter(([flag]) => flags.includes(flag)).map(([, kind]) => [kind, owner] as const);
  return made.length === 0 ? nsproxy : withOwners(state, nsproxy, Object.fromEntries(made));
}

/** timens_on_fork: who gets new memory enters the time namespace that was made for it. */
export function timensOnFork(state: KernelState, nsproxy: Nsproxy): Nsproxy {
  const { time, time_for_children: next } = nsproxy.owners ?? {};
  return time === next ? nsproxy : withOwners(state, nsproxy, { time: next ?? state.rootUserNs });
}

export function withOwners({ rootUserNs }: KernelState, nsproxy: Nsproxy, changed: Owners): Nsproxy {
  const { owners, ...others } = nsproxy;
  const kept = Object.entries({ ...owners, ...changed }).filter(([, owner]) => owner !== rootUserNs);
  return kept.length === 0 ? others : { ...others, owners: Object.fromEntries(kept) };
}
