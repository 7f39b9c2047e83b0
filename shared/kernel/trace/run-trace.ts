// What does the simulator make of a trace's steps?

import { assertNever } from '../../result.ts';
import { signalName, signalNumber } from '../abi/signal.ts';
import type { Signal, SigInfo } from '../abi/signal.ts';
import type { Call, CallResult, CloneFlag, WaitOption } from '../call.ts';
import type { KernelEvent } from '../event.ts';
import type { PidNsId } from '../ids.ts';
import { numberIn, numbersOf, tasksInOrder } from '../selectors.ts';
import type { KernelState, UidMapping } from '../state.ts';
import type { Task } from '../task.ts';
import { observe } from './observe.ts';
import { isKnownCapability } from './trace-format.ts';
import type { SnapshotEntry, TraceResult, TraceStep } from './trace-format.ts';
import { TraceLab } from './trace-lab.ts';

export interface TraceRun {
  readonly results: readonly TraceResult[];
  readonly snapshots: readonly (readonly SnapshotEntry[])[];
}

/** Executes the steps in a fresh lab. `watch` sees every event with the state its call led to. */
export function runTrace(
  steps: readonly TraceStep[],
  watch: (event: KernelEvent, state: KernelState) => void = () => undefined,
): TraceRun {
  const lab = new TraceLab(watch);
  const results: TraceResult[] = [];
  const snapshots: SnapshotEntry[][] = [];
  for (const step of steps) {
    results.push(runStep(lab, step));
    snapshots.push(snapshot(lab));
  }
  return { results, snapshots };
}

/** A namespace file that could not be opened before the call. */
type NotOpened = { readonly errno: string; readonly at: 'open' };

/** Everybody who exists. Order: by number in the lab root. */
export function snapshot(lab: TraceLab): SnapshotEntry[] {
  const { state } = lab;
  const root = state.rootPidNs;
  const numberOf = (id: Task['parent']): number =>
    id === null ? 0 : numberIn(state, (state.tasks.get(id) as Task).pid, root);
  const entries = tasksInOrder(state).map((task) => ({
    label: lab.label(task.id),
    nspid: [...numbersOf(state, task)],
    ppid: numberOf(task.parent),
    state: task.state === 'sleeping' || task.state === 'dead' ? ('running' as const) : task.state,
    pgid: numberIn(state, task.pgrp, root),
    sid: numberIn(state, task.session, root),
    uid: task.cred.ruid,
    tracer: numberOf(task.tracer),
  }));
  return entries.sort((a, b) => (a.nspid[0] ?? 0) - (b.nspid[0] ?? 0));
}

function runStep(lab: TraceLab, step: TraceStep): TraceResult {
  const caller = lab.task(step.by);
  if (caller === undefined) return { skipped: 'gone' };
  if (caller.state !== 'running') return { skipped: caller.state };
  const observed = observe(lab, caller, step);
  if (observed !== undefined) return observed;
  const call = callOf(lab, caller, step);
  if ('at' in call) return call;
  const result = lab.decide(call);
  if ('task' in result && result.task !== undefined && 'as' in step) lab.name(result.task, step.as);
  return answer(step, result);
}

/** A number, or that of a label in the caller's namespace. */
function pidGiven(
  lab: TraceLab,
  caller: Task,
  { pid, target }: { pid?: number | undefined; target?: string | undefined },
  missing = 0,
): number {
  if (target !== undefined) return lab.numberFor(caller, target);
  return pid ?? missing;
}

function callOf(lab: TraceLab, caller: Task, step: TraceStep): Call | NotOpened {
  const by = caller.id;
  const pid = (missing?: number): number =>
    pidGiven(lab, caller, step as { pid?: number; target?: string }, missing);
  const negated = (n: number, group: boolean): number => (group ? -n : n);
  switch (step.call) {
    case 'fork':
      return {
        call: 'clone',
        by,
        flags: step.flags as CloneFlag[],
        exitSignal: step.exit_signal === 0 ? null : step.exit_signal,
      };
    case 'clone3':
      return {
        call: 'clone',
        by,
        flags: step.flags as CloneFlag[],
        exitSignal: step.exit_signal === 0 ? null : step.exit_signal,
        setTid: step.set_tid,
      };
    case 'exec':
      return { call: 'execve', by, comm: step.comm, exe: step.comm, argv: [step.comm] };
    case 'unshare':
      return { call: 'unshare', by, flags: step.flags as CloneFlag[] };
    case 'setns':
      return setnsCall(lab, caller, step);
    case 'kill':
      return { call: 'kill', by, pid: negated(pid(), step.group), sig: step.sig };
    case 'tgkill':
      return { call: 'tgkill', by, pid: pid(), sig: step.sig };
    case 'sigqueue':
      return { call: 'sigqueue', by, pid: pid(), sig: step.sig, value: step.value };
    case 'wait4':
      return {
        call: 'wait4',
        by,
        pid: negated(pid(-1), step.group),
        options: ['WNOHANG', ...(step.options as WaitOption[])],
      };
    case 'waitid':
      return {
        call: 'waitid',
        by,
        idtype: step.idtype,
        id: step.pidfd ?? pid(),
        options: ['WNOHANG', ...(step.options as WaitOption[])],
      };
    case 'getpgid':
    case 'getsid':
    case 'getpriority':
      return { call: step.call, by, pid: pid() };
    case 'setpgid':
      return {
        call: 'setpgid',
        by,
        pid: pid(),
        pgid: pidGiven(lab, caller, { pid: step.pgid, target: step.pgid_of }),
      };
    case 'sigaction':
      return {
        call: 'sigaction',
        by,
        sig: step.sig,
        action: { disposition: step.action, flags: step.flags },
      };
    case 'sigprocmask':
      return { call: 'sigprocmask', by, how: step.how, sigs: step.sigs };
    case 'set_subreaper':
      return { call: 'set_subreaper', by, value: step.value !== 0 };
    case 'capdrop':
      return { call: 'capdrop', by, caps: step.caps.filter(isKnownCapability) };
    case 'write_uid_map':
      return {
        call: 'write_uid_map',
        by,
        ns: (lab.task(step.target) ?? caller).cred.userNs,
        kind: 'uid',
        map: uidMap(step.map),
      };
    case 'ptrace':
      return {
        call: 'ptrace',
        by,
        request: step.request,
        pid: pid(),
        options: step.options,
        ...(step.sig !== undefined && { sig: step.sig }),
      };
    case 'pidfd_open':
      return { call: 'pidfd_open', by, pid: pid(), as: step.as, flags: step.flags.map(String) };
    case 'scm_send': {
      const claimed = pidGiven(lab, caller, { pid: step.pid, target: step.claim }, -1);
      return {
        call: 'scm_send',
        by,
        ...(claimed !== -1 && { pid: claimed }),
        ...(step.uid !== undefined && { uid: step.uid }),
      };
    }
    case 'ns_ioctl': {
      const number = pidGiven(lab, caller, { pid: step.pid, target: step.arg_target });
      return {
        call: 'ns_ioctl',
        by,
        request: step.request,
        ns: lab.namespace(step.target ?? step.by),
        pid: number,
      };
    }
    case 'setresuid':
      return { call: 'setresuid', by, ...(step.ruid !== undefined && { ruid: step.ruid }), ...(step.euid !== undefined && { euid: step.euid }), ...(step.suid !== undefined && { suid: step.suid }) }; // prettier-ignore
    case 'exit':
    case 'setcomm':
    case 'set_pdeathsig':
    case 'set_last_pid':
    case 'set_pid_max':
    case 'pidfd_send_signal':
    case 'pidfd_close':
    case 'reboot':
    case 'getpid':
    case 'gettid':
    case 'getppid':
    case 'setsid':
    case 'sigpending':
    case 'get_subreaper':
    case 'get_pdeathsig':
    case 'getresuid':
    case 'get_last_pid':
    case 'get_pid_max':
    case 'scm_recv':
      // The step's fields are the call's.
      return { ...step, by };
    case 'getsignals':
    case 'readproc':
    case 'proc_status':
    case 'proc_children':
    case 'nspid':
    case 'proc_self':
    case 'pid_ns':
    case 'pid_for_children':
    case 'pidfd_info':
      throw new Error(`${step.call} is answered by the orchestrator`);
    default:
      return assertNever(step);
  }
}

function setnsCall(
  lab: TraceLab,
  caller: Task,
  step: Extract<TraceStep, { call: 'setns' }>,
): Call | NotOpened {
  const by = caller.id;
  if (step.pidfd !== undefined)
    return { call: 'setns_pidfd', by, pidfd: step.pidfd, flags: step.flags as CloneFlag[] };
  const label = step.target ?? step.by;
  const fitting = step.ns === 'user' ? 'CLONE_NEWUSER' : 'CLONE_NEWPID';
  const nstype = step.nstype === 0 ? null : ((step.nstype ?? fitting) as CloneFlag);
  if (step.ns === 'pid') return { call: 'setns', by, ns: { kind: 'pid', id: lab.namespace(label) }, nstype };
  const target = lab.task(label);
  if (target === undefined) return { errno: 'ENOENT', at: 'open' };
  if (step.ns === 'user') return { call: 'setns', by, ns: { kind: 'user', id: target.cred.userNs }, nstype };
  const id = namespaceForChildren(lab.state, target);
  return id === null
    ? { errno: 'ENOENT', at: 'open' }
    : { call: 'setns', by, ns: { kind: 'pid', id }, nstype };
}

/** pidns_for_children_get: nothing while the namespace has no init yet, nor of a process that has ended (PNS-26, PNS-83). */
export function namespaceForChildren(state: KernelState, task: Task): PidNsId | null {
  const id = task.nsproxy.pidNsForChildren;
  return task.exitStatus !== null || state.pidNamespaces.get(id)?.phase === 'unborn' ? null : id;
}

function uidMap(text: string): UidMapping[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [inside = 0, outside = 0, count = 0] = line.trim().split(/\s+/).map(Number);
      return { inside, outside, count };
    });
}

/** The call's result under the names of the format. */
function answer(step: TraceStep, result: CallResult): TraceResult {
  if ('errno' in result) return { errno: result.errno };
  if ('noreturn' in result) return { noreturn: true };
  if ('blocks' in result) return { blocks: result.blocks.on };
  switch (step.call) {
    case 'wait4':
      return { ret: result.ret, ...(result.status && { status: { ...result.status } }) };
    case 'waitid':
      return {
        ret: 0,
        info:
          result.info === null || result.info === undefined
            ? null
            : { ...result.info, status: namedStatus(result.info.code, result.info.status) },
      };
    case 'sigaction':
      return { ret: 0, old: result.oldAction?.disposition ?? 'default' };
    case 'sigprocmask':
      return { ret: 0, old: [...(result.oldMask ?? [])] };
    case 'sigpending':
      return { ret: 0, pending: [...(result.pending ?? [])] };
    case 'getresuid':
      return { ret: 0, ...result.ids };
    case 'scm_recv':
      return { ret: 0, ...result.credentials };
    case 'get_subreaper':
    case 'get_last_pid':
    case 'get_pid_max':
      return { ret: 0, value: result.ret };
    case 'get_pdeathsig':
      return { ret: 0, sig: signalName(result.ret) ?? 0 };
    default:
      return { ret: result.ret };
  }
}

/** An exit code as a number, the signal of any other change by name. */
export function namedStatus(code: SigInfo['code'], status: number): number | Signal {
  return code === 'CLD_EXITED' ? status : (signalName(status) ?? status);
}

export function byNumber(signals: readonly Signal[]): Signal[] {
  return [...new Set(signals)].sort((a, b) => signalNumber(a) - signalNumber(b));
}
