// /proc/PID/stat and statm: the numbers that ps reads. proc_pid_stat(5), fs/proc/array.c do_task_stat

import { blockedNow } from '../../kernel/signals/next-signal.ts';
import { signalNumber } from '../../kernel/abi/signal.ts';
import type { Signal } from '../../kernel/abi/signal.ts';
import { encodeWaitStatus } from '../../kernel/abi/wait-status.ts';
import type { Task } from '../../kernel/task.ts';
import type { Process } from '../process.ts';
import { isRealTime, POLICY_NUMBER, USUAL_SCHEDULING } from '../scheduling.ts';
import type { Scheduling } from '../scheduling.ts';
import { mayInspect } from './access.ts';
import { memorySizes } from './memory-sizes.ts';
import { PTS_MAJOR } from '../tty/terminals.ts';
import { stateLetter } from './status-file.ts';
import type { Subject } from './subject.ts';

const MS_PER_TICK = 10;
/** Where the code of a program begins, and how far it reaches beyond whole KiB. */
const CODE_START = 0x555555554000;
const PART_OF_KIB = 521;
const PAGE_KIB = 4;
/** PF_RANDOMIZE, PF_SUPERPRIV, PF_FORKNOEXEC, PF_EXITING. */
const FLAG = { randomize: 0x400000, privilege: 0x100, noExec: 0x40, exiting: 0x4 };

/** RLIM_INFINITY */
const NO_LIMIT = '18446744073709551615';

/** The 52 fields in their order. */
export function statText(subject: Subject, task: Task, reader: Process): string {
  const { state } = subject;
  const process = subject.process(task);
  const alive = process !== null;
  const scheduling = process?.scheduling ?? USUAL_SCHEDULING;
  const sizes = memorySizes(task);
  const parent = task.parent === null ? undefined : state.tasks.get(task.parent);
  const tty = task.tty === null ? undefined : state.ttys.get(task.tty);
  const foreground = tty?.foreground ?? null;
  const exitCode =
    task.exitStatus !== null && mayInspect(reader, task) ? encodeWaitStatus(task.exitStatus) : 0;
  const before = [
    subject.numberOf(task.pid),
    `(${task.comm})`,
    stateLetter(task)[0],
    parent === undefined ? 0 : subject.numberOf(parent.pid),
    subject.numberOf(task.pgrp),
    subject.numberOf(task.session),
    tty === undefined ? 0 : PTS_MAJOR * 256 + tty.id,
    tty === undefined ? -1 : foreground === null ? 0 : subject.numberOf(foreground),
    flagsOf(subject, task),
  ];
  // minflt cminflt majflt cmajflt utime stime cutime cstime, then priority nice num_threads itrealvalue starttime
  const times = [
    96,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    priorityOf(scheduling, task),
    task.nice,
    1,
    0,
    Math.floor(task.startedAt / MS_PER_TICK),
  ];
  const memory = alive ? [sizes.size * 1024, sizes.rss / PAGE_KIB] : [0, 0];
  // rsslim startcode endcode startstack kstkesp kstkeip
  // who may not look into it is told of no addresses
  const inspected = alive && mayInspect(reader, task);
  const bounds = inspected
    ? [CODE_START, CODE_START + sizes.code * 1024 + PART_OF_KIB]
    : alive
      ? [1, 1]
      : [0, 0];
  const code = [process?.limits.rss.soft ?? NO_LIMIT, ...bounds, 0, 0, 0];
  const signals = [
    smallMask(task.pending.map(({ signal }) => signal)),
    smallMask(blockedNow(task)),
    smallMask(signalsWith(task, 'ignore')),
    smallMask(signalsWith(task, 'handler')),
  ];
  // wchan nswap cnswap
  const waiting = [task.state === 'sleeping' ? 1 : 0, 0, 0];
  const exitSignal = task.exitSignal === null ? 0 : signalNumber(task.exitSignal);
  // processor rt_priority policy delayacct_blkio_ticks guest_time cguest_time, then seven addresses
  const rest = [0, scheduling.priority, POLICY_NUMBER[scheduling.policy], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  return `${[...before, ...times, ...memory, ...code, ...signals, ...waiting, exitSignal, ...rest, exitCode].join(' ')}\n`;
}

/** A real-time priority counts downwards from -2. */
function priorityOf({ policy, priority }: Scheduling, { nice }: Task): number {
  return isRealTime(policy) ? -1 - priority : 20 + nice;
}

function flagsOf(subject: Subject, task: Task): number {
  const process = subject.process(task);
  return (
    FLAG.randomize |
    (process?.usedPrivilege === true ? FLAG.privilege : 0) |
    (task.didExec ? 0 : FLAG.noExec) |
    (process === null ? FLAG.exiting : 0)
  );
}

/** size resident shared text lib data dt, in pages. */
export function statmText(subject: Subject, task: Task): string {
  if (subject.process(task) === null) return '0 0 0 0 0 0 0\n';
  const { size, rss, anonymous, text, data } = memorySizes(task);
  const pages = [size, rss, rss - anonymous, text, 0, data, 0].map((kib) => Math.floor(kib / PAGE_KIB));
  return `${pages.join(' ')}\n`;
}

function signalsWith(task: Task, wanted: 'ignore' | 'handler'): Signal[] {
  // The keys of a record of actions are signals.
  const signals = Object.keys(task.actions) as Signal[];
  return signals.filter((signal) => task.actions[signal]?.disposition === wanted);
}

/** These fields know only the first 31 signals. */
function smallMask(signals: readonly Signal[]): number {
  return (
    signals.map(signalNumber).reduce((mask, n) => (n <= 31 ? mask | (1 << (n - 1)) : mask), 0) & 0x7fffffff
  );
}
