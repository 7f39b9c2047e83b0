// To whom do the files of a process in a procfs belong (task_dump_owner in fs/proc/base.c)?

import { asGid, asUid } from '../ids.ts';
import type { Gid, Uid } from '../ids.ts';
import { isExiting } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import type { Task } from '../task.ts';
import { makeKgid, makeKuid } from './user-ns.ts';

export interface DumpOwner {
  readonly uid: Uid;
  readonly gid: Gid;
}

const ROOT: DumpOwner = { uid: asUid(0), gid: asGid(0) };

/** A directory that everybody may read and search. */
const OPEN_DIRECTORY = 0o555;

/**
 * To its effective ids, which such a directory always tells. Whatever else there is of a process belongs to root where it is
 * not dumpable: of the user namespace its program was started in; and to the machine's where it has no memory any more.
 */
export function taskDumpOwner(state: KernelState, task: Task, mode: number, isDirectory: boolean): DumpOwner {
  const { cred, mm } = task;
  const effective = { uid: cred.euid, gid: cred.egid };
  if (isDirectory && mode === OPEN_DIRECTORY) return effective;
  if (isExiting(task)) return ROOT;
  if (mm.dumpable) return effective;
  return {
    uid: makeKuid(state, mm.userNs, 0) ?? ROOT.uid,
    gid: makeKgid(state, mm.userNs, 0) ?? ROOT.gid,
  };
}
