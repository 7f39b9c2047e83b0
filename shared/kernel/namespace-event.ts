// The facts about namespaces: how they are made, joined, set and closed. Part of the events, see event.ts.

import type { Fact } from './fact.ts';
import type { MntNsId, PidNsId, TaskId, UserNsId } from './ids.ts';
import type { NamespaceKind, UidMapping } from './state.ts';
import type { Credentials, Nsproxy, SharedStruct } from './task.ts';

export interface PidNamespaceCreated extends Fact<'PidNamespaceCreated'> {
  readonly ns: PidNsId;
  readonly parent: PidNsId;
  readonly level: number;
  readonly owner: UserNsId;
  readonly inode: number;
  /** The effective uid of whoever made it, who is charged for it. Left out for 0. */
  readonly uid?: number;
}
export interface UserNamespaceCreated extends Fact<'UserNamespaceCreated'> {
  readonly ns: UserNsId;
  readonly parent: UserNsId;
  readonly ownerUid: number;
  readonly inode: number;
  /** Whoever made it had no CAP_SETFCAP. */
  readonly withoutSetfcap?: true;
}
export interface MountNamespaceCreated extends Fact<'MountNamespaceCreated'> {
  readonly ns: MntNsId;
  readonly copyOf: MntNsId;
  readonly owner: UserNsId;
  readonly inode: number;
  /** unshare(1) makes the copies private. */
  readonly privatePropagation: boolean;
  /** As of a PID namespace. */
  readonly uid?: number;
}
/** unshare(2): the task's children (PID), or the task itself (mount, user), now belong elsewhere. */
export interface TaskUnshared extends Fact<'TaskUnshared'> {
  readonly task: TaskId;
  readonly flags: readonly ('CLONE_NEWPID' | 'CLONE_NEWUSER' | 'CLONE_NEWNS')[];
  readonly nsproxy: Nsproxy;
  readonly cred: Credentials;
}
/** unshare(2): what the task shared with others it now has a copy of. */
export interface SharingEnded extends Fact<'SharingEnded'> {
  readonly task: TaskId;
  readonly structs: readonly SharedStruct[];
}
/** setns(2). For a PID namespace only `pidNsForChildren` moves (PNS-26). */
export interface TaskJoinedNamespace extends Fact<'TaskJoinedNamespace'> {
  readonly task: TaskId;
  readonly kind: NamespaceKind;
  readonly nsproxy: Nsproxy;
  readonly cred: Credentials;
  /** It gained privilege, so the parent-death signal was cleared, and its memory is not dumpable any more. */
  readonly clearsPdeath?: true;
}
/** zap_pid_ns_processes began: the namespace hands out no numbers any more and its members are killed (PNS-36). */
export interface PidNamespaceClosed extends Fact<'PidNamespaceClosed'> {
  readonly ns: PidNsId;
  readonly init: TaskId;
  /** Members that are about to be killed, in order of their number inside. */
  readonly members: readonly TaskId[];
}
export interface UidMapWritten extends Fact<'UidMapWritten'> {
  readonly ns: UserNsId;
  readonly kind: 'uid' | 'gid';
  readonly map: readonly UidMapping[];
}
/** /proc/PID/setgroups: nobody in the user namespace may set supplementary groups any more. */
export interface SetgroupsDenied extends Fact<'SetgroupsDenied'> {
  readonly ns: UserNsId;
}
export interface PidMaxSet extends Fact<'PidMaxSet'> {
  readonly ns: PidNsId;
  readonly value: number;
}
export interface LastPidSet extends Fact<'LastPidSet'> {
  readonly ns: PidNsId;
  readonly value: number;
}
/** /proc/sys/user/max_*_namespaces of a user namespace. */
export interface UcountMaxSet extends Fact<'UcountMaxSet'> {
  readonly ns: UserNsId;
  readonly kind: NamespaceKind;
  readonly value: number;
}
export interface NamespaceRebooted extends Fact<'NamespaceRebooted'> {
  readonly ns: PidNsId;
  readonly signal: 'SIGHUP' | 'SIGINT';
}
