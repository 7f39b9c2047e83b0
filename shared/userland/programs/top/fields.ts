// Which columns does top have, in the order of its own numbering: names, widths, what f says of them, what stands in them? top(1),
// FIELDS / Columns. A pure table.

import { joinedCommandLine, PAGE_KIB, TICKS_PER_SECOND, ttyName } from '../../libc/proc.ts';
import type { Details } from './details.ts';
import type { ProcTask } from '../../libc/proc.ts';
import type { Users } from '../../libc/users.ts';

/** What a value is shown by. */
export interface FieldView {
  readonly users: Users;
  readonly details: Details;
  /** Seconds since boot. */
  readonly uptime: number;
  readonly memoryKib: number;
  /** False in a procfs of processes alone: no share can be told. */
  readonly knowsMachine: boolean;
  readonly commandLine: boolean;
  readonly hideZeros: boolean;
  /** -e: how often sizes in KiB are divided by 1024. */
  readonly taskScale: number;
}

export interface TopField {
  readonly name: string;
  readonly about: string;
  /** `pid`: as wide as process numbers; `rest`: what others leave. */
  readonly width: number | 'pid' | 'rest';
  readonly kind: 'number' | 'text';
  readonly show: (task: ProcTask, view: FieldView, width: number) => string;
  /** Numbers before texts; a text sorts where the numbers are equal. */
  readonly key: (task: ProcTask, view: FieldView) => number | string;
}

const table: TopField[] = [];

function number(
  name: string,
  about: string,
  width: TopField['width'],
  value: (task: ProcTask, view: FieldView) => number,
  show: TopField['show'] = (task, view) => String(value(task, view)),
): void {
  table.push({ name, about, width, kind: 'number', show, key: value });
}

function text(
  name: string,
  about: string,
  width: TopField['width'],
  show: (task: ProcTask, view: FieldView) => string,
  key: TopField['key'] = show,
): void {
  table.push({ name, about, width, kind: 'text', show, key });
}

/** Left out at 0 where zeros are hidden. */
function figure(value: number, shown: string, { hideZeros }: FieldView): string {
  return hideZeros && value === 0 ? '' : shown;
}

function size(name: string, about: string, width: number, kib: (task: ProcTask) => number): void {
  number(name, about, width, kib, (task, { taskScale }) => scaledSize(kib(task), taskScale));
}

function user(name: string, about: string, id: (task: ProcTask) => number): void {
  text(name, about, 8, (task, { users }) => users.userName(id(task)), id);
}

function namespace(kind: string, about: string): void {
  const value = (task: ProcTask, { details }: FieldView): number =>
    Number(details.get(task.pid)?.namespaces.get(kind) ?? 0);
  number(`ns${kind.toUpperCase()}`, about, 10, value, (task, view) => String(value(task, view) || '-'));
}

/** A line of status in KiB. */
function status(task: ProcTask, name: string): number {
  return parseInt(task.status.get(name) ?? '0', 10) || 0;
}

const rss = (task: ProcTask): number => task.rss * PAGE_KIB;
const anonymous = (task: ProcTask): number => status(task, 'RssAnon');
const ticks = (task: ProcTask): number => task.utime + task.stime;
const none = (): number => 0;

number('PID', 'Process Id', 'pid', (task) => task.pid);
number('PPID', 'Parent Process pid', 'pid', (task) => task.ppid);
number('UID', 'Effective User Id', 5, (task) => task.uids.effective);
user('USER', 'Effective User Name', (task) => task.uids.effective);
number('RUID', 'Real User Id', 5, (task) => task.uids.real);
user('RUSER', 'Real User Name', (task) => task.uids.real);
number('SUID', 'Saved User Id', 5, (task) => task.uids.saved);
user('SUSER', 'Saved User Name', (task) => task.uids.saved);
number('GID', 'Group Id', 5, (task) => task.gids.effective);
text('GROUP', 'Group Name', 8, (task, { users }) => users.groupName(task.gids.effective), (task) => task.gids.effective); // prettier-ignore
number('PGRP', 'Process Group Id', 'pid', (task) => task.pgrp);
text('TTY', 'Controlling Tty', 8, (task) => ttyName(task.ttyNr), (task) => task.ttyNr); // prettier-ignore
number('TPGID', 'Tty Process Grp Id', 'pid', (task) => task.tpgid);
number('SID', 'Session Id', 'pid', (task) => task.session);
number('PR', 'Priority', 3, (task) => task.priority, ({ priority }) => (priority < -99 ? 'rt' : String(priority))); // prettier-ignore
number('NI', 'Nice Value', 3, (task) => task.nice, ({ nice }, view) => figure(nice, String(nice), view)); // prettier-ignore
number('nTH', 'Number of Threads', 3, (task) => task.numThreads);
number('P', 'Last Used Cpu (SMP)', 1, (task) => task.processor);
number('%CPU', 'CPU Usage', 5, cpuShare, (task, view) => percent(cpuShare(task, view), 1, view));
number('TIME', 'CPU Time', 6, ticks, (task) => minutes(ticks(task)));
number('TIME+', 'CPU Time, hundredths', 9, ticks, (task, view) => figure(ticks(task), hundredths(ticks(task)), view)); // prettier-ignore
number('%MEM', 'Memory Usage (RES)', 5, rss, (task, view) => percent((rss(task) * 100) / Math.max(1, view.memoryKib), 1, view)); // prettier-ignore
size('VIRT', 'Virtual Image (KiB)', 7, (task) => Math.floor(task.vsize / 1024));
size('SWAP', 'Swapped Size (KiB)', 6, (task) => status(task, 'VmSwap'));
size('RES', 'Resident Size (KiB)', 6, rss);
size('CODE', 'Code Size (KiB)', 6, (task) => status(task, 'VmExe'));
size('DATA', 'Data+Stack (KiB)', 7, (task) => status(task, 'VmData') + status(task, 'VmStk'));
size('SHR', 'Shared Memory (KiB)', 6, (task) => rss(task) - anonymous(task));
number('nMaj', 'Major Page Faults', 4, none);
number('nMin', 'Minor Page Faults', 4, none);
number('nDRT', 'Dirty Pages Count', 4, none);
text('S', 'Process Status', 1, (task) => task.state);
text('COMMAND', 'Command Name/Line', 'rest', (task, { commandLine }) => (commandLine ? commandLineOf(task) : task.comm)); // prettier-ignore
text('WCHAN', 'Sleeping in Function', 10, (task, { details }) => details.get(task.pid)?.wchan ?? '-');
text('Flags', 'Task Flags <sched.h>', 8, (task) => task.flags.toString(16).padStart(8, '0').replaceAll('0', '.')); // prettier-ignore
text('CGROUPS', 'Control Groups', 'rest', (task, { details }) => details.get(task.pid)?.cgroup ?? '-');
text('SUPGIDS', 'Supp Groups IDs', 'rest', (task) => task.groups.join(',') || '-');
text('SUPGRPS', 'Supp Groups Names', 'rest', (task, { users }) => task.groups.map((gid) => users.groupName(gid)).join(',') || '-'); // prettier-ignore
number('TGID', 'Thread Group Id', 'pid', (task) => task.pid);
number('OOMa', 'OOMEM Adjustment', 5, (task, { details }) => Number(details.get(task.pid)?.oomAdjustment ?? 0)); // prettier-ignore
number('OOMs', 'OOMEM Score current', 4, (task, { details }) => Number(details.get(task.pid)?.oomScore ?? 0)); // prettier-ignore
text('ENVIRON', 'Environment vars', 'rest', (task, { details }) => details.get(task.pid)?.environ ?? '-');
number('vMj', 'Major Faults delta', 3, none);
number('vMn', 'Minor Faults delta', 3, none);
size('USED', 'Res+Swap Size (KiB)', 6, (task) => rss(task) + status(task, 'VmSwap'));
namespace('ipc', 'IPC namespace Inode');
namespace('mnt', 'MNT namespace Inode');
namespace('net', 'NET namespace Inode');
namespace('pid', 'PID namespace Inode');
namespace('user', 'USER namespace Inode');
namespace('uts', 'UTS namespace Inode');
text('LXC', 'LXC container name', 8, () => '-');
size('RSan', 'RES Anonymous (KiB)', 6, anonymous);
size('RSfd', 'RES File-based (KiB)', 6, (task) => status(task, 'RssFile'));
size('RSlk', 'RES Locked (KiB)', 6, none);
size('RSsh', 'RES Shared (KiB)', 6, (task) => status(task, 'RssShmem'));
text('CGNAME', 'Control Group name', 'rest', (task, { details }) => details.get(task.pid)?.cgroup ?? '-');
number('NU', 'Last Used NUMA node', 2, none);
number('LOGID', 'Login User Id', 5, () => -1);
text('EXE', 'Executable Path', 'rest', (task, { details }) => details.get(task.pid)?.exe ?? '-');
size('RSS', 'Res Mem (smaps), KiB', 6, rss);
size('PSS', 'Proportion RSS,  KiB', 6, rss);
size('PSan', 'Proportion Anon, KiB', 6, anonymous);
size('PSfd', 'Proportion File, KiB', 6, (task) => status(task, 'RssFile'));
size('PSsh', 'Proportion Shrd, KiB', 6, (task) => status(task, 'RssShmem'));
size('USS', 'Unique RSS, KiB', 6, anonymous);
number('ioR', 'I/O Bytes Read', 6, none);
number('ioRop', 'I/O Read Operations', 5, none);
number('ioW', 'I/O Bytes Written', 6, none);
number('ioWop', 'I/O Write Operations', 5, none);
text('AGID', 'Autogroup Identifier', 5, () => '-');
number('AGNI', 'Autogroup Nice Value', 4, none);
number('STARTED', 'Start Time from boot', 7, (task) => task.startTime, (task) => minutes(task.startTime)); // prettier-ignore
number('ELAPSED', 'Elapsed Running Time', 7, age, (task, view) => minutes(age(task, view)));
number('%CUU', 'CPU Utilization', 6, cpuShare, (task, view) => percent(cpuShare(task, view), 3, view));
number('%CUC', 'Utilization + child', 7, cpuShare, (task, view) => percent(cpuShare(task, view), 3, view));
namespace('cgroup', 'CGRP namespace Inode');
namespace('time', 'TIME namespace Inode');

export const FIELDS: readonly TopField[] = table;

export const USUAL_FIELDS: readonly string[] = ['PID', 'USER', 'PR', 'NI', 'VIRT', 'RES', 'SHR', 'S', '%CPU', '%MEM', 'TIME+', 'COMMAND']; // prettier-ignore

export function fieldNamed(name: string): TopField | undefined {
  return FIELDS.find((field) => field.name === name);
}

export function cpuShare(task: ProcTask, view: Pick<FieldView, 'uptime'>): number {
  const seconds = age(task, view) / TICKS_PER_SECOND;
  return seconds <= 0 ? 0 : (ticks(task) / TICKS_PER_SECOND / seconds) * 100;
}

/** In ticks. */
function age(task: ProcTask, { uptime }: Pick<FieldView, 'uptime'>): number {
  return Math.max(0, Math.floor(uptime * TICKS_PER_SECOND) - task.startTime);
}

function percent(share: number, places: number, view: FieldView): string {
  return view.knowsMachine ? figure(share, share.toFixed(places), view) : '?';
}

/** KiB as they are, or in a larger unit with one place. */
function scaledSize(kib: number, scale: number): string {
  return scale === 0 ? String(kib) : `${(kib / 1024 ** scale).toFixed(1)}${'kmgtp'.charAt(scale)}`;
}

/** Of a zombie there is only its name left. */
function commandLineOf({ cmdline, comm }: ProcTask): string {
  return cmdline.length > 0 ? joinedCommandLine(cmdline) : `[${comm}]`;
}

/** m:ss */
function minutes(ofTicks: number): string {
  const seconds = Math.floor(ofTicks / TICKS_PER_SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** m:ss.hh */
function hundredths(ofTicks: number): string {
  return `${minutes(ofTicks)}.${String(ofTicks % TICKS_PER_SECOND).padStart(2, '0')}`;
}
