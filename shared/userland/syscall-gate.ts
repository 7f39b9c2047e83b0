// The way from a program into the kernel and back: counting, asking, sleeping, and not coming back. entry_SYSCALL_64
//
// A coroutine holds no reference to "its" process: after a fork the child's copy of the code runs the same closures.
// Whoever is on the processor is the caller.

import { NO_CAPABILITIES } from '../kernel/abi/capability.ts';
import type { Errno } from '../kernel/abi/errno.ts';
import type { Call, CallName, CallResult } from '../kernel/call.ts';
import { isAgain, isBlocked } from './blocking.ts';
import type { Answer, Blocked } from './blocking.ts';
import type { Process } from './process.ts';
import type { Coroutine, Failure } from './program.ts';
import type { System } from './system.ts';
import { recordRestart } from './traced-calls.ts';

/** A call as its maker writes it: who makes it is known. */
export type CallBody = Call extends infer C ? (C extends Call ? Omit<C, 'by'> : never) : never;

/** What is left of a result when the caller is still there to see it. */
export type Settled =
  Extract<CallResult, { readonly ret: number }> | Failure | Extract<CallResult, { readonly blocks: unknown }>;

/** Calls that look at the capabilities before anything else. */
const ASKS_CAPABILITIES: ReadonlySet<CallBody['call']> = new Set([
  'setresuid',
  'setresgid',
  'setgroups',
  'unshare',
  'setns',
  'mount',
  'umount',
  'set_propagation',
]);

export class SyscallGate {
  readonly system: System;

  constructor(system: System) {
    this.system = system;
  }

  /** Every system call begins here: the caller may have to let others run first. */
  *enter(): Coroutine<Process> {
    const process = this.system.scheduler.current;
    if (this.system.scheduler.countCall()) yield* this.preempt(process);
    return process;
  }

  /** Gives up the processor, and comes back when its turn comes again. */
  *preempt(process: Process): Coroutine<void> {
    yield { pause: 'preempted' };
    yield* this.#settle(process);
  }

  /** Whom it has woken or forked goes first where the scheduler says so. */
  *letOwedGoFirst(isMeant: (process: Process) => boolean): Coroutine<void> {
    if (this.system.scheduler.isPreemptedBy(isMeant)) yield { pause: 'preempted' };
  }

  /** Asks the kernel; the answer comes when the caller, should it have been stopped by it, goes on. */
  *ask(body: CallBody): Coroutine<Settled> {
    const process = yield* this.enter();
    const result = this.kernelCall(process, body);
    if (body.call === 'kill') yield* this.letOwedGoFirst(({ id }) => this.system.kernel.isWaiting(id));
    yield* this.comeBack(process);
    // Stopped and let go on: the call was done before (PNS-60).
    return 'noreturn' in result ? { ret: 0 } : result;
  }

  /** Out of a call that is done: when its caller can go on. One that forked with CLONE_VFORK the kernel has put to sleep. */
  *comeBack(process: Process): Coroutine<void> {
    const on = process.taskOrNull?.waitingFor;
    if (on?.on === 'vfork') {
      process.signalled = 'no';
      process.sleep = { blocks: on, ready: () => process.taskOrNull?.waitingFor !== on };
      yield { pause: 'blocked', on };
    }
    yield* this.#settle(process);
  }

  /** For calls whose answer is one number. */
  *number(body: CallBody): Coroutine<number | Failure> {
    const result = yield* this.ask(body);
    return 'ret' in result ? result.ret : onlyFailure(result);
  }

  kernelCall(process: Process, body: CallBody): CallResult {
    if (ASKS_CAPABILITIES.has(body.call) && process.task.cred.effective !== NO_CAPABILITIES)
      process.usedPrivilege = true;
    return this.system.kernel.call({ ...body, by: process.id });
  }

  /** A call that the machine itself refused: the log has it like any other failure, where it has a name for it. */
  fail(process: Process, of: CallName | null, errno: Errno): Failure {
    if (of !== null) this.kernelCall(process, { call: 'syscall_failed', of, errno });
    return { errno };
  }

  /**
   * Tries until there is an answer, asleep in between.
   *
   * A handler that ran meanwhile ends the call with EINTR, unless all of them asked for a restart and `restarts` allows it (signal(7)).
   */
  *untilAnswered<T>(
    of: CallName | null,
    attempt: (process: Process) => Answer<T>,
    restarts = true,
  ): Coroutine<T | Failure> {
    const process = yield* this.enter();
    process.signalled = 'no';
    for (let again = false; ; again = true) {
      const answer = attempt(process);
      yield* this.#settle(process);
      const interrupted = isInterrupted(process, restarts);
      if (isAgain(answer)) {
        if (interrupted) return this.fail(process, of, 'EINTR');
        if (this.system.scheduler.countCall()) yield* this.preempt(process);
      } else if (!isBlocked(answer)) return answer;
      else if (interrupted) return this.fail(process, of, 'EINTR');
      else yield* this.#sleep(process, answer, again);
    }
  }

  /** Ends the caller's coroutine: it exited, or its process runs another program now. */
  *gone(): Coroutine<never> {
    for (;;) yield { pause: 'gone' };
  }

  *#sleep(process: Process, blocked: Blocked, again: boolean): Coroutine<void> {
    if (again) recordRestart(this.system, process, blocked.blocks);
    process.signalled = 'no';
    this.kernelCall(process, { call: 'block', on: blocked.blocks });
    process.sleep = blocked;
    blocked.queue?.add(process);
    yield { pause: 'blocked', on: blocked.blocks };
  }

  /** Until the caller runs: a stopped one gets no further before it is continued, a dead one never. */
  *#settle(process: Process): Coroutine<void> {
    for (;;) {
      const state = process.taskOrNull?.state;
      if (state === 'running') return;
      if (state === 'stopped' || state === 'traced') yield { pause: 'preempted' };
      else yield* this.gone();
    }
  }
}

function isInterrupted({ signalled }: Process, restarts: boolean): boolean {
  return signalled === 'interrupts' || (signalled === 'restarts' && !restarts);
}

/** A call that can't block has answered: what is no success is a failure. */
function onlyFailure(result: Exclude<Settled, { readonly ret: number }>): Failure {
  return 'errno' in result ? result : { errno: 'EAGAIN' };
}
