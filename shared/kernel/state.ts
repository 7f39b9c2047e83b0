// Everything the simulated kernel knows at one moment.

import type { MntNsId, Pid, PidId, PidNsId, SimTime, TaskId, TtyId, Uid, UserNsId } from './ids.ts';
import type { Table } from './table.ts';
import type { OtherNsKind, Task } from './task.ts';

/** struct pid: the numbers of one process, and what still keeps them taken (PNS-02, PNS-09, PNS-12). */
export interface PidStruct {
  readonly id: PidId;
  readonly ns: PidNsId;
  /** Outermost first; index = level. Its length is the level of `ns` + 1. */
  readonly numbers: readonly Pid[];
  /** The process with these numbers, zombies included; null once reaped. */
  readonly task: TaskId | null;
  /** The process group of this name: the member that joined last; the others hang on it. */
  readonly firstInGroup: TaskId | null;
  /** How many tasks are in the process group and in the session of this name. */
  readonly groupMembers: number;
  readonly sessionMembers: number;
  /** pidfds, messages and terminals that refer to it. They keep this record, but none of its numbers. */
  readonly holders: number;
  /** A pidfd or a message has referred to it once (pidfs_register_pid): such a number can be claimed without its process. */
  readonly registered: boolean;
  readonly v: number;
}

/**
 * How far a PID namespace has come:
 * - `unborn`: made by unshare(2), waits for its first process (PNS-20).
 * - `alive`: has an init.
 * - `closed`: its init has begun to end; no number is handed out here any more (PNS-25). It stays while anything refers to it.
 */
export type PidNsPhase = 'unborn' | 'alive' | 'closed';

export interface PidNamespace {
  readonly id: PidNsId;
  readonly parent: PidNsId | null;
  /** 0 for the lab's root. */
  readonly level: number;
  /** The user namespace that owns it (PNS-92). */
  readonly owner: UserNsId;
  readonly phase: PidNsPhase;
  /** child_reaper: its init. Kept while the init exists, as a zombie too. */
  readonly childReaper: TaskId | null;
  /** ns_last_pid: the last number the search handed out (PNS-08). -1 when the search was never used. */
  readonly lastPid: number;
  readonly pidMax: number;
  /** Number -> struct pid, for every taken number. */
  readonly numbers: Table<PidId>;
  /** The inode number that /proc/PID/ns/pid shows. */
  readonly inode: number;
  /** Set by reboot(2) inside (PNS-41): what the init's death will look like. */
  readonly reboot: 'SIGHUP' | 'SIGINT' | null;
  readonly createdBy: TaskId | null;
  /** Who is charged for it: the effective uid of whoever made it. */
  readonly chargedTo: Uid;
  readonly v: number;
}

export type NamespaceKind = 'user' | 'pid' | 'mnt' | OtherNsKind;

export interface UidMapping {
  readonly inside: number;
  readonly outside: number;
  readonly count: number;
}

export interface UserNamespace {
  readonly id: UserNsId;
  readonly parent: UserNsId | null;
  readonly level: number;
  readonly ownerUid: Uid;
  /** parent_could_setfcap: whoever made it may let it have uid 0 of its parent. */
  readonly parentCouldSetfcap: boolean;
  /** Null until written; it can be written once (PNS-91). */
  readonly uidMap: readonly UidMapping[] | null;
  readonly gidMap: readonly UidMapping[] | null;
  /** Without USERNS_SETGROUPS_ALLOWED: nobody in it or below it sets supplementary groups (/proc/PID/setgroups). */
  readonly setgroupsDenied: boolean;
  /** ucount_max: how many namespaces of each kind there may be in it and below. */
  readonly ucountMax: Readonly<Record<NamespaceKind, number>>;
  readonly inode: number;
  readonly v: number;
}

export type Propagation = 'shared' | 'private' | 'slave' | 'unbindable';

/** One mount, in the order it was mounted; a later one covers an earlier one at the same place. */
export interface Mount {
  readonly id: number;
  readonly target: string;
  readonly source: string;
  readonly fstype: 'root' | 'proc' | 'sysfs' | 'tmpfs' | 'devpts' | 'bind';
  /** Those of the mount itself, beginning with rw or ro; what its file system was given the machine knows. */
  readonly options: string;
  /** Which directory or file of its file system it shows; left out for the root of it. */
  readonly root?: string;
  /** For proc: the PID namespace it shows, that of the process that mounted it (PNS-80). */
  readonly pidNs: PidNsId | null;
  /** For bind mounts of a namespace file: which namespace it keeps. */
  readonly nsFile: { readonly kind: 'pid' | 'user' | 'mnt'; readonly id: number } | null;
  readonly propagation: Propagation;
  /** What is mounted below one shared mount appears below all of its group, in other namespaces too. Null unless shared. */
  readonly peerGroup: number | null;
  /** The group whose mounts appear below this one, but not the other way round. A shared mount may have one as well. */
  readonly master?: number;
  /** Copied into a less privileged namespace: it can't be taken away, for it may hide something. */
  readonly locked?: true;
}

export interface MountNamespace {
  readonly id: MntNsId;
  readonly owner: UserNsId;
  readonly mounts: readonly Mount[];
  readonly inode: number;
  readonly chargedTo: Uid;
  readonly v: number;
}

export interface Tty {
  readonly id: TtyId;
  /** The session whose controlling terminal it is; null when none. */
  readonly session: PidId | null;
  /** Foreground process group (tcsetpgrp(3)). */
  readonly foreground: PidId | null;
  readonly echo: boolean;
  readonly canonical: boolean;
  /** Enter comes as a newline. A line editor wants the key as it is (termios(3), ICRNL). */
  readonly icrnl: boolean;
  readonly tostop: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly v: number;
}

export interface KernelState {
  /** How many events made this state; the seq of the last one. */
  readonly seq: number;
  readonly now: SimTime;
  /** The next id to hand out, for each kind. Ids are never reused. */
  readonly nextTask: number;
  readonly nextPidNs: number;
  readonly nextUserNs: number;
  readonly nextMntNs: number;
  readonly nextMount: number;
  readonly tasks: Table<Task>;
  readonly pids: Table<PidStruct>;
  readonly pidNamespaces: Table<PidNamespace>;
  readonly userNamespaces: Table<UserNamespace>;
  readonly mountNamespaces: Table<MountNamespace>;
  readonly ttys: Table<Tty>;
  /** The lab root. */
  readonly rootPidNs: PidNsId;
  readonly rootUserNs: UserNsId;
  readonly rootMntNs: MntNsId;
  /** The one mailbox of SCM_CREDENTIALS messages that the traces use (PNS-87). */
  readonly mailbox: readonly { readonly pid: PidId | null; readonly uid: Uid; readonly ns: PidNsId }[];
}

type TableName = 'tasks' | 'pids' | 'pidNamespaces' | 'userNamespaces' | 'mountNamespaces' | 'ttys';
/** What the state holds beside its tables. */
export type KernelMeta = Omit<KernelState, TableName>;
