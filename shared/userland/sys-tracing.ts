// The system calls of tracing, and how all others are watched while somebody traces: ptrace(2)

import type { SigInfo } from '../kernel/abi/signal.ts';
import { pidSeenBy, taskByVpid } from '../kernel/selectors.ts';
import type { Answer } from './blocking.ts';
import type { Process } from './process.ts';
import type { Coroutine } from './program.ts';
import type { Sys, Sysc, TracedCall } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';
import { recordTracedCall, tracerOf } from './traced-calls.ts';

type AnyCall = (...args: readonly unknown[]) => Coroutine<unknown>;

export function tracingCalls(
  gate: SyscallGate,
): Pick<Sys, 'ptrace' | 'nextTracedCall' | 'ptraceFollow' | 'ptraceSiginfo'> {
  return {
    ptrace: (request, pid, signal) =>
      gate.number({ call: 'ptrace', request, pid, ...(signal === undefined ? {} : { sig: signal }) }),
    nextTracedCall: () => gate.untilAnswered(null, (tracer) => nextTracedCall(gate, tracer)),
    *ptraceFollow(on) {
      (yield* gate.enter()).tracesForks = on;
    },
    ptraceSiginfo: (pid) => ptraceSiginfo(gate, pid),
  };
}

/** Errno: ESRCH no tracee of the caller; EINVAL a stop without a signal. */
function* ptraceSiginfo(gate: SyscallGate, pid: number): Sysc<SigInfo> {
  const { kernelState, task } = yield* gate.enter();
  const tracee = taskByVpid(kernelState, task, pid);
  if (tracee?.tracer !== task.id) return { errno: 'ESRCH' };
  return tracee.ptrace?.held ?? { errno: 'EINVAL' };
}

function nextTracedCall({ system: { kernel } }: SyscallGate, tracer: Process): Answer<TracedCall | null> {
  const wait = { call: 'wait4', by: tracer.id, pid: -1, options: ['WUNTRACED', '__WALL'] } as const;
  const waitWouldReport = (): boolean => !('blocks' in kernel.foresee(wait));
  const [next] = tracer.tracedCalls.splice(0, 1);
  if (next !== undefined) return next;
  if (waitWouldReport()) return null;
  return { blocks: { on: 'child' }, ready: () => tracer.tracedCalls.length > 0 || waitWouldReport() };
}

/** The same calls, each of which a tracer of the caller gets to see once it is done, before the caller goes on. */
export function observable(gate: SyscallGate, calls: Sys): Sys {
  const watched = Object.entries(calls).map(([name, call]): [string, AnyCall] => {
    // Whatever the method, it takes arguments and gives a coroutine; what they are only the tracer wants to know.
    const plain: AnyCall = call;
    const either: AnyCall = (...args) =>
      isTraced(gate)
        ? observed(gate, { call: name as keyof Sys, args }, plain)
        : SLEEPS.includes(name)
          ? observedAtEnd(gate, { call: name as keyof Sys, args }, plain)
          : plain(...args);
    return [name, either];
  });
  // One entry per method was put in, with the method's own arguments and result.
  return Object.fromEntries(watched) as unknown as Sys;
}

function isTraced({ system }: SyscallGate): boolean {
  const { current } = system.scheduler;
  return tracerOf(system, current) !== null;
}

/** Calls whose effect is to be seen among the lines of the tracer. */
const SHOWS: readonly (keyof Sys)[] = ['write', 'writePrompt', 'writeEcho', 'kill'];

/** Calls in which a tracer may find its tracee asleep. */
const SLEEPS: readonly string[] = ['wait4', 'read', 'nanosleep', 'pollInput'] satisfies (keyof Sys)[];

/** The tracer came in the middle of the call: it sees the end. */
function* observedAtEnd(
  gate: SyscallGate,
  made: Pick<TracedCall, 'call' | 'args'>,
  plain: AnyCall,
): Coroutine<unknown> {
  const process = gate.system.scheduler.current;
  const result = yield* plain(...made.args);
  if (!isTraced(gate)) return result;
  recordTracedCall(gate.system, process, { ...made, at: 'exit', result });
  yield* gate.preempt(process);
  return result;
}

function* observed(
  gate: SyscallGate,
  made: Pick<TracedCall, 'call' | 'args'>,
  plain: AnyCall,
): Coroutine<unknown> {
  const { system } = gate;
  const process = system.scheduler.current;
  process.observedCall = made;
  recordTracedCall(system, process, { ...made, at: 'entry', result: undefined });
  if (made.call === 'exit') return yield* plain(...made.args);
  // the tracee is stopped until its tracer has looked, where it could tell otherwise
  if (SHOWS.includes(made.call)) yield* gate.preempt(process);
  const result = yield* plain(...made.args);
  const child = made.call === 'fork' || made.call === 'clone' ? followFork(gate, process, result) : null;
  recordTracedCall(system, process, { ...made, at: 'exit', result, ...(child !== null && { child }) });
  yield* gate.preempt(process);
  return result;
}

/**
 * PTRACE_O_TRACEFORK: the child, which has not run yet, gets its parent's tracer. Its number for the tracer; null where
 * none follows.
 */
function followFork(gate: SyscallGate, process: Process, child: unknown): number | null {
  const { system } = gate;
  const tracer = tracerOf(system, process);
  if (tracer?.tracesForks !== true || typeof child !== 'number') return null;
  const task = taskByVpid(process.kernelState, process.task, child);
  if (task === undefined) return null;
  const pid = pidSeenBy(process.kernelState, task.pid, tracer.task);
  system.kernel.call({ call: 'ptrace', by: tracer.id, request: 'SEIZE', pid });
  return pid;
}
