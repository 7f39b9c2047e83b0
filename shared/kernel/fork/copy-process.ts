// May a process be copied, and what is the copy (copy_process in kernel/fork.c)?

import type { Signal } from '../abi/signal.ts';
import type { CallResult, CloneFlag, NsNumbers } from '../call.ts';
import type { Rule } from '../fact.ts';
import { asTaskId, INIT_PID } from '../ids.ts';
import type { Pid } from '../ids.ts';
import { makeNamespaces, planNamespaces } from '../namespaces/create-namespaces.ts';
import type { NewNamespaces, Place } from '../namespaces/create-namespaces.ts';
import { timensOnFork } from '../namespaces/other-owners.ts';
import type { Recorder } from '../recorder.ts';
import { isChildReaper, pidNamespace, pidNsOf, pidSeenBy } from '../selectors.ts';
import type { KernelState } from '../state.ts';
import { fail } from '../syscalls/outcome.ts';
import type { Failure, Outcome } from '../syscalls/outcome.ts';
import type { SharedStruct, Task } from '../task.ts';
import { allocPid, levelsFrom } from './alloc-pid.ts';
import type { Allocation } from './alloc-pid.ts';

export interface CloneArguments extends Place {
  readonly flags: readonly CloneFlag[];
  readonly exitSignal: Signal | null;
  /** Numbers asked for, innermost first. Given at all, it is clone3(2). */
  readonly setTid?: readonly number[];
  readonly nsNumbers?: NsNumbers;
}

/** copy_files, copy_fs, copy_mm, copy_sighand: what the child has in common with the caller instead of a copy. */
const SHARED_BY = [
  ['CLONE_FILES', 'files'],
  ['CLONE_FS', 'fs'],
  ['CLONE_VM', 'mm'],
  ['CLONE_SIGHAND', 'sighand'],
] as const satisfies readonly (readonly [CloneFlag, SharedStruct])[];

/**
 * copy_process, and what kernel_clone does with CLONE_VFORK.
 *
 * Order: flags, namespaces, numbers. What fails before the search for numbers moves no counter (PNS-13).
 * Emits: the namespaces made, PidsAllocated, TaskForked, TaskSlept with CLONE_VFORK.
 */
export function copyProcess(kernel: Recorder, caller: Task, args: CloneArguments): Outcome {
  const refused = flagRefusal(kernel.state, caller, args);
  if (refused !== null) return refused;
  const plan = planNamespaces(kernel.state, caller, args.flags, args);
  if ('failed' in plan) return plan;
  // copy_namespaces: a new IPC namespace has none of the caller's semaphores to share.
  if (args.flags.includes('CLONE_NEWIPC') && args.flags.includes('CLONE_SYSVSEM'))
    return fail('EINVAL', 'PNS-28');
  const allocation = allocate(kernel.state, caller, plan, args.setTid ?? []);
  if ('errno' in allocation) {
    emitCounters(kernel, allocation.counters, true);
    return fail(allocation.errno, allocation.rule, { ns: caller.nsproxy.pidNsForChildren });
  }
  makeNamespaces(kernel, caller, plan, { privatePropagation: false, numbers: args.nsNumbers });
  emitCounters(kernel, allocation.counters, false);
  return fork(kernel, caller, args, plan, allocation.numbers);
}

function fork(
  kernel: Recorder,
  caller: Task,
  args: CloneArguments,
  plan: NewNamespaces,
  numbers: readonly Pid[],
): CallResult {
  const task = asTaskId(kernel.state.nextTask);
  const ns = plan.nsproxy.pidNsForChildren;
  const isSibling = args.flags.includes('CLONE_PARENT');
  const isInit = numbers.at(-1) === INIT_PID;
  const waits = args.flags.includes('CLONE_VFORK');
  const shares = SHARED_BY.filter(([flag]) => args.flags.includes(flag)).map(([, struct]) => struct);
  kernel.emit({
    type: 'TaskForked',
    rule: forkRule(kernel.state, caller, args, isInit),
    task,
    copyOf: caller.id,
    // CLONE_PARENT: the caller's parent becomes the child's, with the exit signal the caller has (PNS-29).
    parent: isSibling ? caller.parent : caller.id,
    ns,
    numbers,
    exitSignal: isSibling ? caller.exitSignal : args.exitSignal,
    cred: plan.cred,
    // A child made in a new or joined namespace lives there, and so do its own children.
    nsproxy: shares.includes('mm') ? plan.nsproxy : timensOnFork(kernel.state, plan.nsproxy),
    ...(args.flags.includes('CLONE_CLEAR_SIGHAND') && { clearSighand: true }),
    ...(shares.length > 0 && { shares }),
    ...(waits && { vfork: true }),
    ...(isInit && { init: true }),
  });
  // wait_for_vfork_done: the answer is there, but the caller gets it only when the child is done with its memory.
  if (waits) kernel.emit({ type: 'TaskSlept', task: caller.id, on: { on: 'vfork', child: task } });
  return { ret: pidSeenBy(kernel.state, kernel.task(task).pid, caller), task };
}

/** PNS-02 for an ordinary child; else what is special about it. */
function forkRule(state: KernelState, caller: Task, args: CloneArguments, isInit: boolean): Rule {
  if (isInit) return 'PNS-01';
  if (args.flags.includes('CLONE_PARENT')) return 'PNS-29';
  if (caller.nsproxy.pidNsForChildren !== pidNsOf(state, caller)) return 'PNS-26';
  return (args.setTid ?? []).length > 0 ? 'PNS-14' : 'PNS-02';
}

function allocate(
  state: KernelState,
  caller: Task,
  plan: NewNamespaces,
  setTid: readonly number[],
): Allocation {
  const levels =
    plan.newPidNs === null
      ? levelsFrom(state, plan.nsproxy.pidNsForChildren)
      : [plan.newPidNs, ...levelsFrom(state, pidNsOf(state, caller))];
  return allocPid(state, caller.cred, levels, setTid);
}

/** A namespace that is not made after all has no counter. */
function emitCounters(kernel: Recorder, counters: Allocation['counters'], failed: boolean): void {
  const existing = counters.filter(({ ns }) => kernel.state.pidNamespaces.has(ns));
  if (existing.length === 0) return;
  const startedOver = existing.some(({ ns, lastPid }) => lastPid <= pidNamespace(kernel.state, ns).lastPid);
  const rule = failed ? 'PNS-13' : startedOver ? 'PNS-07' : 'PNS-06';
  kernel.emit({ type: 'PidsAllocated', rule, counters: existing });
}

/** Combinations that clone(2) refuses before anything is made (PNS-28, PNS-29). */
function flagRefusal(
  state: KernelState,
  caller: Task,
  { flags, exitSignal, setTid }: CloneArguments,
): Failure | null {
  const has = (flag: CloneFlag): boolean => flags.includes(flag);
  const isClone3 = setTid !== undefined;
  if (isClone3 && (has('CLONE_THREAD') || has('CLONE_PARENT')) && exitSignal !== null)
    return fail('EINVAL', 'PNS-29');
  if (has('CLONE_SIGHAND') && has('CLONE_CLEAR_SIGHAND')) return fail('EINVAL', 'PNS-64');
  if ((has('CLONE_NEWNS') || has('CLONE_NEWUSER')) && has('CLONE_FS')) return fail('EINVAL', 'PNS-28');
  if (has('CLONE_THREAD') && !has('CLONE_SIGHAND')) return fail('EINVAL', 'PNS-28');
  if (has('CLONE_SIGHAND') && !has('CLONE_VM')) return fail('EINVAL', 'PNS-28');
  if (has('CLONE_PARENT') && isChildReaper(state, caller)) return fail('EINVAL', 'PNS-29');
  if (!has('CLONE_THREAD')) return null;
  const goesElsewhere = caller.nsproxy.pidNsForChildren !== pidNsOf(state, caller);
  if (has('CLONE_NEWUSER') || has('CLONE_NEWPID') || goesElsewhere) return fail('EINVAL', 'PNS-28');
  // Linux would make a thread here (fidelity: threads).
  return fail('ENOSYS');
}
