// What comes of one system call, or of one thing from outside? The events it causes, in order, the state they lead
// to, and what the caller gets back.

import type { Call, CallResult, Decision, Stimulus } from './call.ts';
import { resumeHeldExit } from './exit/do-exit.ts';
import type { TaskId } from './ids.ts';
import { Recorder } from './recorder.ts';
import { taskOf } from './selectors.ts';
import { getSignal } from './signals/deliver-signal.ts';
import type { KernelState } from './state.ts';
import { carryOut } from './stimuli.ts';
import { syscall } from './syscalls/table.ts';
import type { Failure } from './syscalls/outcome.ts';

/**
 * Carries out a call or a stimulus, and then everything it set in motion, until nothing is left to do.
 *
 * Order: the call itself; then each task that it woke, first come, first served, acts on its signals before the next
 * call (SEMANTICS, "Order of things in one step").
 */
export function decide(state: KernelState, request: Call | Stimulus): Decision {
  if ('stimulus' in request) {
    const kernel = new Recorder(state, null);
    carryOut(kernel, request);
    settle(kernel);
    return { events: kernel.events, state: kernel.finish(), result: { ret: 0 } };
  }
  const kernel = new Recorder(state, request.by);
  const outcome = syscall(kernel, request, taskOf(state, request.by));
  const result = 'failed' in outcome ? recordFailure(kernel, request, outcome) : outcome;
  settle(kernel);
  return {
    events: kernel.events,
    state: kernel.finish(),
    result: comesBack(kernel, request.by) ? result : { noreturn: true },
  };
}

function settle(kernel: Recorder): void {
  for (let id = kernel.nextKicked(); id !== undefined; id = kernel.nextKicked()) {
    const next = id;
    if (kernel.findTask(next)?.state === 'exiting') resumeHeldExit(kernel, next);
    else kernel.runAs(next, () => getSignal(kernel, next));
  }
}

/** A caller that died or was stopped finds its call done when it is continued, if ever. */
function comesBack(kernel: Recorder, caller: TaskId): boolean {
  const state = kernel.findTask(caller)?.state;
  return state === 'running' || state === 'sleeping';
}

function recordFailure(kernel: Recorder, call: Call, { failed, rule, about }: Failure): CallResult {
  const { sig, pid } = { sig: undefined, pid: undefined, ...call } as { sig?: unknown; pid?: unknown };
  kernel.emit({
    type: 'SyscallFailed',
    ...(rule && { rule }),
    call: call.call,
    errno: failed,
    ...(typeof pid === 'number' && { pid }),
    // Where a call has a signal by name, it is a Signal.
    ...('sig' in call && typeof sig === 'string' && { signal: call.sig as Extract<typeof call.sig, string> }),
    ...about,
  });
  return { errno: failed };
}
