// Which system call does a step of a trace make, in the caller's own numbers?

import { capabilitySet, capDrop, capRaised } from '../abi/capability.ts';
import type { CapabilitySet } from '../abi/capability.ts';
import type { Call } from '../call.ts';
import { capabilitySets } from '../cred/capability-sets.ts';
import { parseIdMap } from '../cred/id-map-text.ts';
import { taskDumpOwner } from '../cred/task-dump-owner.ts';
import type { DumpOwner } from '../cred/task-dump-owner.ts';
import { fromKgid, fromKuid } from '../cred/user-ns.ts';
import { isVisible, pidNsOf, shownPidNsForChildren } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import type { Credentials, Task } from '../task.ts';
import type { ObservingCall, TraceStep } from './trace-format.ts';
import type { TraceLab } from './trace-lab.ts';

/** A namespace file that could not be opened before the call. */
export interface NotOpened {
  readonly errno: string;
  readonly at: 'open';
}

type Step<Name extends TraceStep['call']> = Extract<TraceStep, { call: Name }>;
type SystemCall = Exclude<TraceStep['call'], ObservingCall>;
/** A call without its caller. */
type Unaddressed = Call extends infer One ? (One extends Call ? Omit<One, 'by'> : never) : never;
type Translation<Name extends SystemCall> = (
  step: Step<Name>,
  lab: TraceLab,
  caller: Task,
) => Unaddressed | NotOpened;

const NOT_FOUND: NotOpened = { errno: 'ENOENT', at: 'open' };

const TRANSLATIONS: { readonly [Name in SystemCall]: Translation<Name> } = {
  fork: ({ flags, exit_signal }) => ({
    call: 'clone',
    flags,
    exitSignal: exit_signal === 0 ? null : exit_signal,
  }),
  clone3: ({ flags, exit_signal, set_tid }) => ({
    call: 'clone',
    flags,
    exitSignal: exit_signal === 0 ? null : exit_signal,
    setTid: set_tid,
  }),
  exec: ({ comm }) => ({ call: 'execve', comm, exe: comm, argv: [comm] }),
  setcomm: ({ comm }) => ({ call: 'setcomm', comm }),
  exit: ({ code }) => ({ call: 'exit', code }),
  unshare: ({ flags }) => ({ call: 'unshare', flags }),
  setns,
  reboot: ({ cmd }) => ({ call: 'reboot', cmd }),
  wait4: (step, lab, caller) => ({
    call: 'wait4',
    pid: given(lab, caller, step, -1),
    options: ['WNOHANG', ...step.options],
  }),
  waitid: (step, lab, caller) => ({
    call: 'waitid',
    idtype: step.idtype,
    id: step.pidfd ?? given(lab, caller, step),
    options: ['WNOHANG', ...step.options],
  }),

  getpid: () => ({ call: 'getpid' }),
  gettid: () => ({ call: 'gettid' }),
  getppid: () => ({ call: 'getppid' }),
  getpgid: (step, lab, caller) => ({ call: 'getpgid', pid: given(lab, caller, step) }),
  getsid: (step, lab, caller) => ({ call: 'getsid', pid: given(lab, caller, step) }),
  getpriority: (step, lab, caller) => ({
    call: 'getpriority',
    which: 'PRIO_PROCESS',
    who: given(lab, caller, step),
  }),
  setpgid: (step, lab, caller) => ({
    call: 'setpgid',
    pid: given(lab, caller, step),
    pgid: given(lab, caller, { pid: step.pgid, target: step.pgid_of }),
  }),
  setsid: () => ({ call: 'setsid' }),
  setresuid: ({ ruid, euid, suid }) => ({
    call: 'setresuid',
    ruid: ruid ?? -1,
    euid: euid ?? -1,
    suid: suid ?? -1,
  }),
  getresuid: () => ({ call: 'getresuid' }),
  /** From all three sets. */
  capdrop({ caps }, _lab, { cred }) {
    const { effective, permitted, inheritable } = capabilitySets(cred);
    const kept = (set: CapabilitySet): CapabilitySet => capDrop(set, capabilitySet(caps));
    return {
      call: 'capset',
      effective: kept(effective),
      permitted: kept(permitted),
      inheritable: kept(inheritable),
    };
  },
  write_uid_map: writeUidMap,

  kill: (step, lab, caller) => ({
    call: 'kill',
    pid: given(lab, caller, step),
    sig: step.sig,
  }),
  tgkill: (step, lab, caller) => ({ call: 'tgkill', pid: given(lab, caller, step), sig: step.sig }),
  sigqueue: (step, lab, caller) => ({
    call: 'sigqueue',
    pid: given(lab, caller, step),
    sig: step.sig,
    // sival_int
    value: step.value | 0,
  }),
  sigaction: ({ sig, action, flags }) => ({ call: 'sigaction', sig, action: { disposition: action, flags } }),
  sigprocmask: ({ how, sigs }) => ({ call: 'sigprocmask', how, sigs }),
  sigpending: () => ({ call: 'sigpending' }),
  set_subreaper: ({ value }) => ({ call: 'set_subreaper', value: value !== 0 }),
  get_subreaper: () => ({ call: 'get_subreaper' }),
  set_pdeathsig: ({ sig }) => ({ call: 'set_pdeathsig', sig }),
  get_pdeathsig: () => ({ call: 'get_pdeathsig' }),
  ptrace: (step, lab, caller) => ({
    call: 'ptrace',
    request: step.request,
    pid: given(lab, caller, step),
    sig: step.sig ?? 0,
    options: step.options,
  }),

  set_last_pid: ({ value }) => ({ call: 'set_last_pid', value }),
  get_last_pid: () => ({ call: 'get_last_pid' }),
  set_pid_max: ({ value }) => ({ call: 'set_pid_max', value }),
  get_pid_max: () => ({ call: 'get_pid_max' }),
  ns_ioctl: (step, lab, caller) => {
    const ns = lab.namespace(step.target ?? step.by);
    const pid = given(lab, caller, { pid: step.pid, target: step.arg_target });
    return ns === undefined ? NOT_FOUND : { call: 'ns_ioctl', request: step.request, ns, pid };
  },

  pidfd_open: (step, lab, caller) => ({
    call: 'pidfd_open',
    pid: given(lab, caller, step),
    as: step.as,
    flags: step.flags.flatMap(pidfdFlags),
  }),
  pidfd_send_signal: ({ pidfd, sig, flags }) => ({ call: 'pidfd_send_signal', pidfd, sig, flags }),
  pidfd_close: ({ pidfd }) => ({ call: 'pidfd_close', pidfd }),
  scm_send: (step, lab, caller) => ({
    call: 'scm_send',
    ...((step.claim !== undefined || step.pid !== undefined) && {
      pid: given(lab, caller, { pid: step.pid, target: step.claim }),
    }),
    ...(step.uid !== undefined && { uid: step.uid }),
  }),
  scm_recv: () => ({ call: 'scm_recv' }),
};

export function callOf(lab: TraceLab, caller: Task, step: Step<SystemCall>): Call | NotOpened {
  // The table pairs each name with the translation of that very step.
  const translate = TRANSLATIONS[step.call] as (
    step: TraceStep,
    lab: TraceLab,
    caller: Task,
  ) => Unaddressed | NotOpened;
  const call = translate(step, lab, caller);
  // What Omit took off every call is put back.
  return 'at' in call ? call : { ...call, by: caller.id };
}

const PIDFD_BITS = { PIDFD_NONBLOCK: 0o4000, PIDFD_THREAD: 0o200 } as const;

/** By name, with or without its prefix, or as the number that pidfd_open(2) takes. */
function pidfdFlags(flag: string | number): string[] {
  if (typeof flag === 'string') return [flag.startsWith('PIDFD_') ? flag : `PIDFD_${flag}`];
  const known = Object.entries(PIDFD_BITS).filter(([, bit]) => (flag & bit) !== 0);
  const rest = known.reduce((left, [, bit]) => left & ~bit, flag);
  return [...known.map(([name]) => name), ...(rest === 0 ? [] : [String(rest)])];
}

interface Named {
  readonly pid?: number | undefined;
  readonly target?: string | undefined;
  readonly group?: boolean;
}

/** A number, or that of a label in the caller's namespace. */
function given(lab: TraceLab, caller: Task, { pid, target, group }: Named, missing = 0): number {
  // A pid_t has 32 bits, and so has what is passed for one.
  const number = target === undefined ? (pid ?? missing) | 0 : lab.numberFor(caller, target);
  return group ? -number | 0 : number;
}

function setns(step: Step<'setns'>, lab: TraceLab): Unaddressed | NotOpened {
  if (step.pidfd !== undefined) return { call: 'setns_pidfd', pidfd: step.pidfd, flags: step.flags };
  const label = step.target ?? step.by;
  const nstype =
    step.nstype === 0 ? null : (step.nstype ?? (step.ns === 'user' ? 'CLONE_NEWUSER' : 'CLONE_NEWPID'));
  if (step.ns === 'pid') {
    // The orchestrator has held it open since the namespace appeared: the process may be gone.
    const id = lab.namespace(label);
    return id === undefined ? NOT_FOUND : { call: 'setns', ns: { kind: 'pid', id }, nstype };
  }
  const target = lab.task(label);
  if (target === undefined) return NOT_FOUND;
  if (step.ns === 'user') return { call: 'setns', ns: { kind: 'user', id: target.cred.userNs }, nstype };
  const id = shownPidNsForChildren(lab.state, target);
  return id === null ? NOT_FOUND : { call: 'setns', ns: { kind: 'pid', id }, nstype };
}

/** Opening /proc/PID/uid_map for writing takes its owner, or privilege over that one. */
function writeUidMap(step: Step<'write_uid_map'>, lab: TraceLab, caller: Task): Unaddressed | NotOpened {
  const target = lab.task(step.target);
  if (target === undefined || !isVisible(lab.state, target, pidNsOf(lab.state, caller))) return NOT_FOUND;
  const owner = taskDumpOwner(lab.state, target, 0o644, false);
  if (caller.cred.euid !== owner.uid && !overridesOwner(lab.state, caller.cred, owner))
    return { errno: 'EACCES', at: 'open' };
  // A text that is no map is refused where the kernel comes to read it.
  return {
    call: 'write_uid_map',
    ns: target.cred.userNs,
    kind: 'uid',
    map: parseIdMap(step.map) ?? [],
  };
}

/** capable_wrt_inode_uidgid: CAP_DAC_OVERRIDE counts for ids that the caller's user namespace knows. */
function overridesOwner(
  state: KernelState,
  { userNs, effective }: Credentials,
  { uid, gid }: DumpOwner,
): boolean {
  const isKnown = fromKuid(state, userNs, uid) !== undefined && fromKgid(state, userNs, gid) !== undefined;
  return capRaised(effective, 'CAP_DAC_OVERRIDE') && isKnown;
}
