// System calls as a busy machine makes them: processes are made, run programs, wait for children, send signals, and end.
// The same for the same seed and state.
import type { Call, Decision } from '#shared/kernel/call.ts';
import { decide } from '#shared/kernel/decide.ts';
import { asTaskId } from '#shared/kernel/ids.ts';
import { pidNsOf, pidOf, taskOf } from '#shared/kernel/selectors.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { Task } from '#shared/kernel/task.ts';
import { random } from './history.ts';

const INIT = asTaskId(1);

export interface CallMade {
  readonly call: Call;
  readonly decision: Decision;
}

/** One after the other, each carried out on what the last one left. */
export function* busyCalls(
  start: KernelState,
  options: { readonly seed: number; readonly count: number },
): Generator<CallMade, void> {
  const next = random(options.seed);
  const callers = [...start.tasks.values()].map(({ id }) => id);
  let state = start;
  for (let made = 0; made < options.count;) {
    const at = Math.floor(next() * callers.length);
    const caller = state.tasks.get(callers[at] ?? INIT);
    if (caller === undefined) callers[at] = callers.pop() ?? INIT;
    if (caller?.state !== 'running') continue;
    const call = callOf(state, caller, next());
    const decision = decide(state, call);
    state = decision.state;
    if ('task' in decision.result && decision.result.task !== undefined) callers.push(decision.result.task);
    yield { call, decision };
    made += 1;
  }
}

function callOf(state: KernelState, caller: Task, choice: number): Call {
  const by = caller.id;
  const isInit = pidOf(state, caller, pidNsOf(state, caller)) === 1;
  if (choice < 0.3) return { call: 'clone', by, flags: [], exitSignal: 'SIGCHLD' };
  if (choice < 0.4) return { call: 'execve', by, comm: 'worker', exe: '/bin/worker', argv: ['worker'] };
  if (choice < 0.6) return { call: 'wait4', by, pid: -1, options: ['WNOHANG'] };
  if (choice < 0.65) return { call: 'setpgid', by, pid: 0, pgid: 0 };
  if (choice < 0.7) return { call: 'getppid', by };
  if (choice < 0.72) return { call: 'unshare', by, flags: ['CLONE_NEWPID'] };
  if (choice < 0.8) return { call: 'kill', by, pid: firstChildNumber(state, caller), sig: 'SIGTERM' };
  return isInit ? { call: 'getpid', by } : { call: 'exit', by, code: 0 };
}

/** Its own number where it has no child: then it ends itself, unless it is an init. */
function firstChildNumber(state: KernelState, caller: Task): number {
  const target = caller.firstChild === null ? caller : taskOf(state, caller.firstChild);
  return pidOf(state, target, pidNsOf(state, caller));
}
