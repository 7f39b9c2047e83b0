// Who uses a file or a file system, and as what? By /proc/PID/cwd, exe, root and fd. (fidelity: fuser)

import { failed } from '../../program.ts';
import { listPids, readTask } from '../../libc/proc.ts';
import { readMounts } from '../../libc/mounts.ts';
import type { Coroutine } from '../../program.ts';
import type { Stat, Sys } from '../../sys.ts';

/** As -v shows them, in this order. `F` is a file that is open for writing. */
export type Access = 'f' | 'F' | 'r' | 'c' | 'e';

export interface FileUser {
  readonly pid: number;
  readonly uid: number;
  readonly comm: string;
  readonly accesses: ReadonlySet<Access>;
}

/** One thing that a process has open, stands in or runs. */
interface Use {
  readonly access: Access;
  readonly of: Stat;
}

export interface Candidate {
  readonly pid: number;
  readonly uid: number;
  readonly comm: string;
  readonly uses: readonly Use[];
}

const WRITABLE = 0o200;

/** Everybody but fuser itself, by number, with what the caller is allowed to see. */
export function* readCandidates(sys: Sys): Coroutine<readonly Candidate[]> {
  const self = yield* sys.getpid();
  const candidates: Candidate[] = [];
  for (const pid of (yield* listPids(sys)) ?? []) {
    if (pid === self) continue;
    const directory = yield* sys.stat(`/proc/${pid}`);
    const task = yield* readTask(sys, pid);
    if (failed(directory) || task === null) continue;
    candidates.push({ pid, uid: directory.uid, comm: task.comm, uses: yield* usesOf(sys, pid) });
  }
  return candidates;
}

function* usesOf(sys: Sys, pid: number): Coroutine<readonly Use[]> {
  const uses: Use[] = [];
  for (const [name, access] of [['cwd', 'c'], ['exe', 'e'], ['root', 'r']] as const) {
    const of = yield* sys.stat(`/proc/${pid}/${name}`);
    if (!failed(of)) uses.push({ access, of });
  } // prettier-ignore
  const descriptors = yield* sys.readdir(`/proc/${pid}/fd`);
  if (failed(descriptors)) return uses;
  for (const { name } of descriptors) {
    const of = yield* sys.stat(`/proc/${pid}/fd/${name}`);
    const link = yield* sys.lstat(`/proc/${pid}/fd/${name}`);
    if (failed(of) || failed(link)) continue;
    uses.push({ access: (link.mode & WRITABLE) === 0 ? 'f' : 'F', of });
  }
  return uses;
}

/** Those who use that very file, or with -m any of its file system. */
export function usersOf(
  candidates: readonly Candidate[],
  file: Stat,
  wholeFilesystem: boolean,
): readonly FileUser[] {
  const fits = (of: Stat): boolean => of.dev === file.dev && (wholeFilesystem || of.ino === file.ino);
  return candidates.flatMap(({ pid, uid, comm, uses }) => {
    const accesses = new Set(uses.filter(({ of }) => fits(of)).map(({ access }) => access));
    return accesses.size === 0 ? [] : [{ pid, uid, comm, accesses }];
  });
}

/** The places at which the kernel itself uses it. Order: that of mounting. */
export function* mountsOf(sys: Sys, file: Stat, wholeFilesystem: boolean): Coroutine<readonly string[]> {
  const mounts = yield* readMounts(sys);
  if (failed(mounts)) return [];
  const places: string[] = [];
  for (const { target } of mounts) {
    const top = yield* sys.stat(target);
    if (failed(top) || top.dev !== file.dev || (!wholeFilesystem && top.ino !== file.ino)) continue;
    if (!places.includes(target)) places.push(target);
  }
  return places;
}
