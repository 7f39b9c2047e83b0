// What comes of one system call, or of one thing from outside? The events it causes, in order, the state they lead
// to, and what the caller gets back.

import type { Call, CallResult, Decision, Stimulus } from './call.ts';
import { NO_BACKLOG } from './errand.ts';
import type { Backlog } from './errand.ts';
import type { SyscallFailed } from './event.ts';
import { resumeHeldExit } from './exit/do-exit.ts';
import type { TaskId } from './ids.ts';
import { Recorder } from './recorder.ts';
import { getSignal } from './signals/deliver-signal.ts';
import type { KernelState } from './state.ts';
import { carryOut } from './stimuli.ts';
import { syscall } from './syscalls/table.ts';
import type { Failure } from './syscalls/outcome.ts';

/**
 * Carries out a call or a stimulus, and then everything it set in motion, until nothing is left to do.
 *
 * Order: the call itself; what it means for its caller, who acts on its signals before the call returns; then each
 * task that was woken, first come, first served (SEMANTICS, "Order of things in one step").
 */
export function decide(state: KernelState, request: Call | Stimulus, turns: Turns = AT_ONCE): Decision {
  const kernel = new Recorder(state, 'by' in request ? request.by : null, turns.backlog);
  const result = 'by' in request ? carryOutCall(kernel, request, turns) : carryOutStimulus(kernel, request);
  return { events: kernel.events, state: kernel.finish(), result, backlog: kernel.backlog };
}

/** A machine with one processor says when those act whom a kill has woken; else they do at once. */
export interface Turns {
  readonly backlog: Backlog;
  /** Whoever sends a signal goes on first: the others get their turn with the stimulus `turn`. */
  readonly killerRunsOn: boolean;
}

const AT_ONCE: Turns = { backlog: NO_BACKLOG, killerRunsOn: false };

/**
 * `noreturn` for a caller that died or stopped on its way out, unless what it set in motion let it go on. What comes
 * to it later than that finds its call done (PNS-60).
 */
function carryOutCall(kernel: Recorder, call: Call, { killerRunsOn }: Turns): CallResult {
  kernel.runsOn = killerRunsOn && call.call === 'kill';
  const outcome = syscall(kernel, call, kernel.task(call.by));
  kernel.runsOn = false;
  const result = 'failed' in outcome ? recordFailure(kernel, call, outcome) : outcome;
  if (kernel.takeKick(call.by)) takeTurn(kernel, call.by);
  const returned = isAble(kernel, call.by);
  settle(kernel);
  return returned || isAble(kernel, call.by) ? result : { noreturn: true };
}

function carryOutStimulus(kernel: Recorder, stimulus: Stimulus): CallResult {
  if (stimulus.stimulus !== 'turn') carryOut(kernel, stimulus);
  else if (kernel.takeKick(stimulus.task)) kernel.kick(stimulus.task);
  settle(kernel);
  return { ret: 0 };
}

function isAble(kernel: Recorder, id: TaskId): boolean {
  const state = kernel.findTask(id)?.state;
  return state === 'running' || state === 'sleeping';
}

function settle(kernel: Recorder): void {
  for (let id = kernel.nextKicked(); id !== undefined; id = kernel.nextKicked()) takeTurn(kernel, id);
}

function takeTurn(kernel: Recorder, id: TaskId): void {
  if (kernel.findTask(id)?.state === 'exiting') resumeHeldExit(kernel, id);
  else kernel.runAs(id, () => getSignal(kernel, id));
}

function recordFailure(kernel: Recorder, call: Call, { failed, rule, about }: Failure): CallResult {
  const fact = {
    type: 'SyscallFailed',
    call: call.call,
    errno: failed,
    ...askedFor(call),
    ...about,
  } as const;
  kernel.emit(rule === undefined ? fact : { ...fact, rule });
  return { errno: failed };
}

/** The number and the signal that the call named, where it names any. */
function askedFor(call: Call): Pick<SyscallFailed, 'pid' | 'signal'> {
  const pid = 'pid' in call ? call.pid : undefined;
  const signal = 'sig' in call && typeof call.sig === 'string' ? call.sig : undefined;
  return { ...(pid !== undefined && { pid }), ...(signal !== undefined && { signal }) };
}
