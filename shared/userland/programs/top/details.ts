// What of a process stands in files that only some columns of top need?

import { failed } from '../../program.ts';
import { readFileOrEmpty } from '../../libc/read.ts';
import type { Coroutine } from '../../program.ts';
import type { ProcTask } from '../../libc/proc.ts';
import type { Sys } from '../../sys.ts';

export interface Detail {
  readonly namespaces: ReadonlyMap<string, string>;
  readonly exe: string;
  readonly wchan: string;
  readonly cgroup: string;
  readonly environ: string;
  readonly oomScore: string;
  readonly oomAdjustment: string;
}

/** By process number. */
export type Details = ReadonlyMap<number, Detail>;

/** Only for who shows one of these is anything read. */
const NEEDED_FOR = /^(ns|WCHAN|CG|EXE|ENVIRON|OOM)/;
const KINDS = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'user', 'uts'];

export function* readDetails(
  sys: Sys,
  tasks: readonly ProcTask[],
  fields: readonly string[],
): Coroutine<Details> {
  const details = new Map<number, Detail>();
  if (!fields.some((name) => NEEDED_FOR.test(name))) return details;
  for (const { pid } of tasks) {
    const file = function* (name: string): Coroutine<string> {
      return (yield* readFileOrEmpty(sys, `/proc/${pid}/${name}`)).trimEnd();
    };
    const namespaces = new Map<string, string>();
    for (const kind of KINDS) {
      const link = yield* sys.readlink(`/proc/${pid}/ns/${kind}`);
      if (!failed(link)) namespaces.set(kind, link.replace(/\D/g, ''));
    }
    const exe = yield* sys.readlink(`/proc/${pid}/exe`);
    const wchan = yield* file('wchan');
    details.set(pid, {
      namespaces,
      exe: failed(exe) ? '-' : exe,
      wchan: wchan === '' || wchan === '0' ? '-' : wchan,
      cgroup: (yield* file('cgroup')).replaceAll('\n', ',') || '-',
      environ: (yield* file('environ')).replace(/\0$/, '').replaceAll('\0', ' ') || '-',
      oomScore: yield* file('oom_score'),
      oomAdjustment: yield* file('oom_score_adj'),
    });
  }
  return details;
}
