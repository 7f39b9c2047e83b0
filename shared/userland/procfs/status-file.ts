// /proc/PID/status: everything about a process, one named line each. proc_pid_status(5), fs/proc/array.c

import { SIGNALS, signalNumber } from '../../kernel/abi/signal.ts';
import type { Signal } from '../../kernel/abi/signal.ts';
import { capabilitySets } from '../../kernel/cred/capability-sets.ts';
import { mappedGid, mappedUid } from '../../kernel/cred/user-ns.ts';
import { numbersFrom, tasksInOrder } from '../../kernel/selectors.ts';
import { blockedNow } from '../../kernel/signals/next-signal.ts';
import type { LifeState, Task } from '../../kernel/task.ts';
import type { Process } from '../process.ts';
import { INITIAL_LIMITS } from '../resource-limits.ts';
import { memorySizes } from './memory-sizes.ts';
import type { Subject } from './subject.ts';

/** The letter and word of State:. An init that waits for its namespace to empty sleeps while it is exiting. */
const STATE_LETTER: Readonly<Record<LifeState, readonly [letter: string, word: string]>> = {
  running: ['R', 'running'],
  sleeping: ['S', 'sleeping'],
  stopped: ['T', 'stopped'],
  traced: ['t', 'tracing stop'],
  exiting: ['S', 'sleeping'],
  zombie: ['Z', 'zombie'],
  dead: ['X', 'dead'],
};

const DISK_SLEEP = ['D', 'disk sleep'] as const;

/** task_state_array. Who waits for a child of CLONE_VFORK does not wake up for just any signal. */
export function stateLetter({ state, waitingFor }: Task): readonly [letter: string, word: string] {
  return waitingFor?.on === 'vfork' ? DISK_SLEEP : STATE_LETTER[state];
}

type Line = readonly [name: string, value: string];

export function statusText(subject: Subject, task: Task, reader: Process): string {
  const process = subject.process(task);
  const lines: readonly Line[] = [
    ...identityLines(subject, task, process, reader),
    ...(process === null ? [] : memoryLines(task)),
    ...signalLines(subject, task, process),
    ...privilegeLines(task),
    ['Cpus_allowed', '1'],
    ['Cpus_allowed_list', '0'],
    ['Mems_allowed', '1'],
    ['Mems_allowed_list', '0'],
    ['voluntary_ctxt_switches', '4'],
    ['nonvoluntary_ctxt_switches', '1'],
  ];
  return lines.map(([name, value]) => `${name}:\t${value}\n`).join('');
}

function identityLines(subject: Subject, task: Task, process: Process | null, reader: Process): Line[] {
  const { state } = subject;
  const [letter, word] = stateLetter(task);
  const number = subject.numberOf(task.pid);
  const parent = task.parent === null ? undefined : state.tasks.get(task.parent);
  const tracer = task.tracer === null ? undefined : state.tasks.get(task.tracer);
  const { ruid, euid, suid, rgid, egid, sgid, groups } = task.cred;
  const shown = (uid: typeof ruid): number => mappedUid(state, uid, reader.task.cred.userNs);
  const shownGroup = (gid: typeof rgid): number => mappedGid(state, gid, reader.task.cred.userNs);
  const inward = (pid: Task['pid']): string => numbersFrom(state, task, pid, subject.ns).join('\t');
  return [
    ['Name', task.comm.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')],
    ...(process === null ? [] : [['Umask', process.umask.toString(8).padStart(4, '0')] as const]),
    ['State', `${letter} (${word})`],
    ['Tgid', `${number}`],
    ['Ngid', '0'],
    ['Pid', `${number}`],
    ['PPid', `${parent === undefined ? 0 : subject.numberOf(parent.pid)}`],
    ['TracerPid', `${tracer === undefined ? 0 : subject.numberOf(tracer.pid)}`],
    ['Uid', [ruid, euid, suid, euid].map(shown).join('\t')],
    ['Gid', [rgid, egid, sgid, egid].map(shownGroup).join('\t')],
    ['FDSize', process === null ? '0' : '256'],
    // every number is followed by a blank, and one that stands there even without any
    ['Groups', groups.length === 0 ? ' ' : groups.map((gid) => `${shownGroup(gid)} `).join('')],
    ['NStgid', inward(task.pid)],
    ['NSpid', inward(task.pid)],
    ['NSpgid', inward(task.pgrp)],
    ['NSsid', inward(task.session)],
    ['Kthread', '0'],
  ];
}

function memoryLines(task: Task): Line[] {
  const { size, rss, anonymous, data, text, libraries, pageTables } = memorySizes(task);
  const kib = (value: number): string => `${String(value).padStart(8)} kB`;
  return [
    ['VmPeak', kib(size)],
    ['VmSize', kib(size)],
    ['VmLck', kib(0)],
    ['VmPin', kib(0)],
    ['VmHWM', kib(rss)],
    ['VmRSS', kib(rss)],
    ['RssAnon', kib(anonymous)],
    ['RssFile', kib(rss - anonymous)],
    ['RssShmem', kib(0)],
    ['VmData', kib(data)],
    ['VmStk', kib(132)],
    ['VmExe', kib(text)],
    ['VmLib', kib(libraries)],
    ['VmPTE', kib(pageTables)],
    ['VmSwap', kib(0)],
    ['HugetlbPages', kib(0)],
    ['CoreDumping', '0'],
    ['THP_enabled', '1'],
    ['untag_mask', '0xffffffffffffffff'],
  ];
}

/** What is pending for all processes of its user together. */
function queuedBy({ state }: Subject, { cred }: Task): number {
  let queued = 0;
  for (const other of tasksInOrder(state))
    if (other.cred.ruid === cred.ruid) queued += other.pending.length + other.threadPending.length;
  return queued;
}

function signalLines(subject: Subject, task: Task, process: Process | null): Line[] {
  const withDisposition = (wanted: 'ignore' | 'handler'): Signal[] =>
    allSignals().filter((signal) => task.actions[signal]?.disposition === wanted);
  return [
    ['Threads', '1'],
    [
      'SigQ',
      `${queuedBy(subject, task)}/${process?.limits.sigpending.soft ?? INITIAL_LIMITS.sigpending.soft ?? 'unlimited'}`,
    ],
    ['SigPnd', signalMask(task.threadPending.map(({ signal }) => signal))],
    ['ShdPnd', signalMask(task.pending.map(({ signal }) => signal))],
    ['SigBlk', signalMask(blockedNow(task))],
    ['SigIgn', signalMask(withDisposition('ignore'))],
    ['SigCgt', signalMask(withDisposition('handler'))],
  ];
}

function privilegeLines({ cred, noNewPrivs }: Task): Line[] {
  const { inheritable, permitted, effective, bounding, ambient } = capabilitySets(cred);
  return [
    ['CapInh', hex(inheritable)],
    ['CapPrm', hex(permitted)],
    ['CapEff', hex(effective)],
    ['CapBnd', hex(bounding)],
    ['CapAmb', hex(ambient)],
    ['NoNewPrivs', noNewPrivs ? '1' : '0'],
    ['Seccomp', '0'],
    ['Seccomp_filters', '0'],
    ['Speculation_Store_Bypass', 'not vulnerable'],
    ['SpeculationIndirectBranch', 'always enabled'],
  ];
}

function allSignals(): readonly Signal[] {
  const realTime = Array.from(
    { length: 64 - SIGNALS.length },
    (_, index): Signal => `SIG${SIGNALS.length + 1 + index}`,
  );
  return [...SIGNALS, ...realTime];
}

/** sigset_t as sixteen hexadecimal digits: bit n-1 stands for signal n. */
export function signalMask(signals: readonly Signal[]): string {
  return hex(signals.reduce((mask, signal) => mask | (1n << BigInt(signalNumber(signal) - 1)), 0n));
}

function hex(mask: bigint | number): string {
  return mask.toString(16).padStart(16, '0');
}
