// The files of /proc/PID that few ever open: what they say about a process that has no real memory, clock or policy. proc(5)

import { nsCapable } from '../../kernel/cred/capable.ts';
import type { Task } from '../../kernel/task.ts';
import type { Answer } from '../blocking.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import { mountsText } from './mounts-file.ts';
import { mayInspect } from './access.ts';
import { mapsText, smapsText } from './maps-file.ts';
import { memorySizes } from './memory-sizes.ts';
import type { Subject } from './subject.ts';

export type ReadText = (subject: Subject, task: Task, caller: Process) => string | Failure;
export type WriteText = (subject: Subject, task: Task, caller: Process, text: string) => Answer<number>;

export interface RareFile {
  readonly name: string;
  readonly mode: number;
  readonly read: ReadText;
  readonly write?: WriteText;
}

/** For the eyes of those only who may look into a process. */
function guarded(read: ReadText): ReadText {
  return (subject, task, caller) =>
    mayInspect(caller, task) ? read(subject, task, caller) : { errno: 'EACCES' };
}

/** fidelity: memory */
const RARE: readonly RareFile[] = [
  { name: 'maps', mode: 0o444, read: guarded((subject, task) => mapsText(subject, task)) },
  { name: 'mem', mode: 0o600, read: guarded(() => ({ errno: 'EIO' })) },
  { name: 'io', mode: 0o400, read: guarded(() => IO_TEXT) },
  { name: 'sched', mode: 0o644, read: (subject, task) => schedText(subject, task) },
  { name: 'schedstat', mode: 0o444, read: () => '1000000 0 1\n' },
  { name: 'syscall', mode: 0o400, read: guarded((_subject, task, caller) => syscallText(task, caller)) },
  { name: 'stack', mode: 0o400, read: guarded((_subject, _task, caller) => stackText(caller)) },
  { name: 'personality', mode: 0o400, read: guarded(() => '00000000\n') },
  { name: 'oom_adj', mode: 0o644, read: () => '0\n' },
  { name: 'oom_score_adj', mode: 0o644, read: ({ system }, task) => `${system.processes.get(task.id)?.oomScoreAdj ?? 0}\n`, write: writeOomScoreAdj },
  { name: 'oom_score', mode: 0o444, read: oomScoreText },
  { name: 'coredump_filter', mode: 0o644, read: () => '00000033\n' },
  { name: 'cpuset', mode: 0o444, read: () => '/\n' },
  { name: 'autogroup', mode: 0o644, read: (subject, task) => `/autogroup-${subject.numberOf(task.session)} nice 0\n` },
  { name: 'timens_offsets', mode: 0o644, read: () => 'monotonic           0         0\nboottime            0         0\n' },
  { name: 'timerslack_ns', mode: 0o666, read: (_subject, task, caller) => (mayInspect(caller, task) ? '50000\n' : { errno: 'EPERM' }) },
  { name: 'smaps', mode: 0o444, read: guarded((subject, task) => smapsText(subject, task)) },
  { name: 'smaps_rollup', mode: 0o444, read: guarded((_subject, task) => rollupText(task)) },
  { name: 'mountstats', mode: 0o400, read: guarded(({ system }, task) => mountstatsText(mountsText(system, task))) },
  { name: 'timers', mode: 0o444, read: () => '' },
  { name: 'clear_refs', mode: 0o200, read: () => ({ errno: 'EINVAL' }), write: (_subject, _task, _caller, text) => (/^[1-5]\s*$/.test(text) ? text.length : { errno: 'EINVAL' }) },
  { name: 'ksm_merging_pages', mode: 0o400, read: guarded(() => '0\n') },
  { name: 'ksm_stat', mode: 0o400, read: guarded(() => KSM_TEXT) },
  { name: 'projid_map', mode: 0o644, read: () => '         0          0 4294967295\n' },
]; // prettier-ignore

export const RARE_FILES: readonly RareFile[] = RARE;

const IO_TEXT =
  'rchar: 3980\nwchar: 0\nsyscr: 9\nsyscw: 0\nread_bytes: 0\nwrite_bytes: 0\ncancelled_write_bytes: 0\n';

const KSM_TEXT = `ksm_rmap_items 0
ksm_zero_pages 0
ksm_merging_pages 0
ksm_process_profit 0
ksm_merge_any: no
ksm_mergeable: no
`;

/** All of its mappings as one: what is its own, and what it shares with others who run the same. */
function rollupText(task: Task): string {
  const { rss, anonymous } = memorySizes(task);
  const shared = rss - anonymous;
  const rows: readonly (readonly [name: string, kib: number])[] = [
    ['Rss', rss], ['Pss', anonymous + Math.floor(shared / 10)], ['Pss_Dirty', anonymous], ['Pss_Anon', anonymous],
    ['Pss_File', Math.floor(shared / 10)], ['Pss_Shmem', 0], ['Shared_Clean', shared], ['Shared_Dirty', 0], ['Private_Clean', 0],
    ['Private_Dirty', anonymous], ['Referenced', rss], ['Anonymous', anonymous], ['KSM', 0], ['LazyFree', 0], ['AnonHugePages', 0],
    ['ShmemPmdMapped', 0], ['FilePmdMapped', 0], ['Shared_Hugetlb', 0], ['Private_Hugetlb', 0], ['Swap', 0], ['SwapPss', 0], ['Locked', 0],
  ]; // prettier-ignore
  const body = rows.map(([name, kib]) => `${`${name}:`.padEnd(16)}${String(kib).padStart(8)} kB\n`).join('');
  return `555555554000-7ffffffff000 ---p 00000000 00:00 0                          [rollup]\n${body}`;
}

/** The lines of mounts in other words. */
function mountstatsText(mounts: string): string {
  return mounts.replace(
    /^(\S+) (\S+) (\S+) .*$/gm,
    (_line, device: string, target: string, type: string) =>
      `device ${device} mounted on ${target} with fstype ${type}`,
  );
}

function schedText(subject: Subject, task: Task): string {
  return `${task.comm} (${subject.numberOf(task.pid)}, #threads: 1)\n${'-'.repeat(67)}\n`;
}

/** Of oneself: read(2). Of who sleeps: what it sleeps in, with no registers to show. */
function syscallText(task: Task, caller: Process): string {
  if (caller.id === task.id) return '0 0x3 0x0 0x20000 0x0 0x0 0x0 0x0 0x0\n';
  return task.state === 'sleeping' ? `${syscallOf(task)} 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0\n` : 'running\n'; // prettier-ignore
}

function syscallOf({ waitingFor }: Task): number {
  if (waitingFor?.on === 'signal' && waitingFor.sigs !== undefined) return RT_SIGTIMEDWAIT;
  return SYSCALL_OF[waitingFor?.on ?? 'nothing'] ?? -1;
}

const RT_SIGTIMEDWAIT = 128;
const SYSCALL_OF: Readonly<Record<string, number>> = {
  child: 61,
  signal: 34,
  timer: 230,
  tty: 0,
  pipe: 0,
  flock: 73,
};

/** Not even one's own without CAP_SYS_ADMIN over the machine. */
function stackText(caller: Process): string | Failure {
  const { rootUserNs } = caller.kernelState;
  const may = nsCapable(caller.kernelState, caller.task.cred, rootUserNs, 'CAP_SYS_ADMIN');
  return may
    ? '[<0>] do_syscall_64+0x71/0x280\n[<0>] entry_SYSCALL_64_after_hwframe+0x76/0x7e\n'
    : { errno: 'EACCES' };
}

/** Less than it is needs CAP_SYS_RESOURCE, of which CAP_SYS_ADMIN over the machine stands in for. */
function writeOomScoreAdj({ system }: Subject, task: Task, caller: Process, text: string): Answer<number> {
  const process = system.processes.get(task.id);
  const value = Number(text.trim());
  if (!/^\s*-?\d+\s*$/.test(text) || Math.abs(value) > 1000) return { errno: 'EINVAL' };
  if (process === undefined) return { errno: 'ESRCH' };
  const { kernelState: state } = caller;
  const lowers = value < process.oomScoreAdj;
  if (lowers && !nsCapable(state, caller.task.cred, state.rootUserNs, 'CAP_SYS_ADMIN'))
    return { errno: 'EACCES' };
  process.oomScoreAdj = value;
  return text.length;
}

/** A zombie has no memory that could be had back. */
function oomScoreText({ system }: Subject, task: Task): string {
  const process = system.processes.get(task.id);
  return process === undefined ? '0\n' : `${Math.floor(((1000 + process.oomScoreAdj) * 2) / 3)}\n`;
}
