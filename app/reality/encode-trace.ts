// How are the steps of a trace told to the helper? One line for each: the call, who makes it, and its arguments as
// numbers (native/README.md). Only the kernel knows which number a process has, so labels stay labels.

import { capabilitySet } from '#shared/kernel/abi/capability.ts';
import { signalNumber } from '#shared/kernel/abi/signal.ts';
import type { Signal } from '#shared/kernel/abi/signal.ts';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import {
  ACTIONS,
  CLONE_BITS,
  EXITKILL,
  MASK_HOW,
  NS_FILES,
  NS_REQUESTS,
  PIDFD_OPEN_BITS,
  PIDFD_SIGNAL_BITS,
  PTRACE_REQUESTS,
  REBOOT_COMMANDS,
  SIGACTION_BITS,
  WAIT_BITS,
  WAIT_IDS,
  wordOf,
} from './kernel-numbers.ts';

export interface EncodedTrace {
  /** By the number that stands for each on the lines; `init` is 0. */
  readonly labels: readonly string[];
  readonly lines: readonly string[];
}

/** What a step asks for that has no number on Linux, and so can't be asked of it. */
export interface Unencodable {
  readonly step: number;
  readonly problem: string;
}

type Argument = number | bigint | string;
type Encoder<Name extends TraceStep['call']> = (
  step: Extract<TraceStep, { call: Name }>,
  names: Names,
) => readonly Argument[];

const ENCODERS: { readonly [Name in TraceStep['call']]: Encoder<Name> } = {
  fork: ({ flags, exit_signal, as }, names) => [
    'fork',
    word(CLONE_BITS, flags),
    signal(exit_signal),
    names.label(as),
  ],
  clone3: ({ flags, exit_signal, as, set_tid }, names) => [
    'clone3',
    word(CLONE_BITS, flags),
    signal(exit_signal),
    names.label(as),
    ...set_tid,
  ],
  unshare: ({ flags }) => ['unshare', word(CLONE_BITS, flags)],
  setns: (step, names) => {
    if (step.pidfd !== undefined)
      return ['setns_pidfd', names.handle(step.pidfd), word(CLONE_BITS, step.flags)];
    const fitting = step.ns === 'user' ? 'CLONE_NEWUSER' : 'CLONE_NEWPID';
    const nstype = step.nstype === 0 ? 0 : CLONE_BITS[step.nstype ?? fitting];
    return ['setns_file', names.label(step.target ?? step.by), NS_FILES.indexOf(step.ns), nstype];
  },
  exit: ({ code }) => ['exit', code],
  exec: ({ comm }) => ['exec', text(comm)],
  setcomm: ({ comm }) => ['setcomm', text(comm)],
  kill: (step, names) => ['kill', process(names, step), signal(step.sig)],
  tgkill: (step, names) => ['tgkill', process(names, step), signal(step.sig)],
  sigqueue: (step, names) => ['sigqueue', process(names, step), signal(step.sig), step.value],
  wait4: (step, names) => ['wait4', process(names, step, -1), word(WAIT_BITS, step.options)],
  waitid: (step, names) => [
    'waitid',
    WAIT_IDS[step.idtype],
    step.pidfd === undefined ? process(names, step) : names.handle(step.pidfd),
    word(WAIT_BITS, step.options),
    step.pidfd === undefined ? 0 : 1,
  ],
  getpid: () => ['getpid'],
  gettid: () => ['gettid'],
  getppid: () => ['getppid'],
  getpgid: (step, names) => ['getpgid', process(names, step)],
  getsid: (step, names) => ['getsid', process(names, step)],
  getpriority: (step, names) => ['getpriority', process(names, step)],
  setpgid: (step, names) => [
    'setpgid',
    process(names, step),
    process(names, { pid: step.pgid, target: step.pgid_of, group: false }),
  ],
  setsid: () => ['setsid'],
  sigaction: ({ sig, action, flags }) => [
    'sigaction',
    signal(sig),
    ACTIONS.indexOf(action),
    word(SIGACTION_BITS, flags),
  ],
  sigprocmask: ({ how, sigs }) => ['sigprocmask', MASK_HOW[how], mask(sigs)],
  sigpending: () => ['sigpending'],
  getsignals: () => ['getsignals'],
  set_subreaper: ({ value }) => ['set_subreaper', value],
  get_subreaper: () => ['get_subreaper'],
  set_pdeathsig: ({ sig }) => ['set_pdeathsig', signal(sig)],
  get_pdeathsig: () => ['get_pdeathsig'],
  setresuid: ({ ruid = -1, euid = -1, suid = -1 }) => ['setresuid', ruid, euid, suid],
  getresuid: () => ['getresuid'],
  capdrop: ({ caps }) => ['capdrop', capabilitySet(caps)],
  write_uid_map: ({ target, map }, names) => ['write_uid_map', names.label(target), text(map)],
  ptrace: (step, names) => [
    'ptrace',
    PTRACE_REQUESTS.indexOf(step.request),
    process(names, step),
    signal(step.sig ?? 0),
    step.options.includes('EXITKILL') ? EXITKILL : 0,
  ],
  readproc: ({ by, proc_of }, names) => ['readproc', names.label(proc_of ?? by)],
  proc_status: ({ by, target, proc_of }, names) => [
    'proc_status',
    names.label(target ?? by),
    names.label(proc_of ?? by),
  ],
  proc_children: ({ by, target, proc_of }, names) => [
    'proc_children',
    names.label(target ?? by),
    names.label(proc_of ?? by),
  ],
  nspid: ({ by, target }, names) => ['nspid', names.label(target ?? by)],
  proc_self: ({ by, proc_of }, names) => ['proc_self', names.label(proc_of ?? by)],
  pid_ns: ({ by, target }, names) => ['pid_ns', names.label(target ?? by)],
  pid_for_children: ({ by, target }, names) => ['pid_for_children', names.label(target ?? by)],
  set_last_pid: ({ value }) => ['set_last_pid', value],
  get_last_pid: () => ['get_last_pid'],
  set_pid_max: ({ value }) => ['set_pid_max', value],
  get_pid_max: () => ['get_pid_max'],
  pidfd_open: (step, names) => [
    'pidfd_open',
    process(names, step),
    names.handle(step.as),
    word(PIDFD_OPEN_BITS, step.flags),
  ],
  pidfd_send_signal: ({ pidfd, sig, flags }, names) => [
    'pidfd_send_signal',
    names.handle(pidfd),
    signal(sig),
    word(PIDFD_SIGNAL_BITS, flags),
  ],
  pidfd_info: ({ pidfd }, names) => ['pidfd_info', names.handle(pidfd)],
  pidfd_close: ({ pidfd }, names) => ['pidfd_close', names.handle(pidfd)],
  scm_send: (step, names) => [
    'scm_send',
    step.claim === undefined && step.pid === undefined ? 0 : 1,
    process(names, { pid: step.pid, target: step.claim, group: false }),
    step.uid === undefined ? 0 : 1,
    step.uid ?? 0,
  ],
  scm_recv: () => ['scm_recv'],
  ns_ioctl: (step, names) => [
    'ns_ioctl',
    names.label(step.target ?? step.by),
    known((NS_REQUESTS as readonly string[]).indexOf(step.request), step.request),
    process(names, { pid: step.pid, target: step.arg_target, group: false }),
  ],
  reboot: ({ cmd }) => ['reboot', known(REBOOT_COMMANDS[cmd] ?? -1, cmd)],
};

export function encodeTrace(steps: readonly TraceStep[]): Result<EncodedTrace, Unencodable> {
  const names = new Names();
  const lines: string[] = [];
  for (const [step, call] of steps.entries()) {
    try {
      lines.push(encodeStep(call, names));
    } catch (error) {
      if (!(error instanceof NoNumber)) throw error;
      return err({ step, problem: error.message });
    }
  }
  return ok({ labels: names.labels, lines });
}

function encodeStep(step: TraceStep, names: Names): string {
  // The table pairs each name with the encoder of that very step.
  const encode = ENCODERS[step.call] as (step: TraceStep, names: Names) => readonly Argument[];
  const [call, ...given] = encode(step, names);
  return [call, names.label(step.by), ...given].join(' ');
}

class NoNumber extends Error {}

/** Numbers for labels and handles, in the order in which they are first named. */
class Names {
  readonly labels: string[] = ['init'];
  readonly #handles: string[] = [];

  label(name: string): number {
    return numbered(this.labels, name);
  }

  handle(name: string): number {
    return numbered(this.#handles, name);
  }
}

function numbered(names: string[], name: string): number {
  const at = names.indexOf(name);
  return at >= 0 ? at : names.push(name) - 1;
}

interface Named {
  readonly pid?: number | undefined;
  readonly target?: string | undefined;
  readonly group: boolean;
}

/** A number, or the one that a label will have for the caller. */
function process(names: Names, { pid, target, group }: Named, missing = 0): Argument {
  if (target !== undefined) return `${group ? '-' : ''}@${names.label(target)}`;
  const number = pid ?? missing;
  return group ? -number : number;
}

function signal(sig: Signal | number): number {
  return typeof sig === 'number' ? sig : signalNumber(sig);
}

/** A sigset_t: bit 0 is signal 1. As the signed number that it is on the line. */
function mask(signals: readonly Signal[]): bigint {
  const set = signals.reduce((all, one) => all | (1n << BigInt(signalNumber(one) - 1)), 0n);
  return BigInt.asIntN(64, set);
}

function word(table: Readonly<Record<string, number>>, names: readonly (string | number)[]): bigint {
  const found = wordOf(table, names);
  if (found === undefined) throw new NoNumber(`one of ${names.join(', ')} is unknown`);
  return found;
}

function known(number: number, name: string): number {
  if (number < 0) throw new NoNumber(`${name} is unknown`);
  return number;
}

/** On a line by itself: without spaces, newlines and percent signs. */
function text(value: string): string {
  return `'${encodeURIComponent(value)}`;
}
