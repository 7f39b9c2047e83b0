// The system calls of signals and of time: kill, sigaction, sigprocmask, sigtimedwait, pause, nanosleep, alarm.

import { invariant } from '../result.ts';
import type { SigInfo, Signal } from '../kernel/abi/signal.ts';
import { asSimTime } from '../kernel/ids.ts';
import type { SimTime } from '../kernel/ids.ts';
import type { Answer } from './blocking.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Sys } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';

type SignalCalls = Pick<
  Sys,
  | 'kill'
  | 'sigaction'
  | 'sigdisposition'
  | 'sigprocmask'
  | 'sigtimedwait'
  | 'pause'
  | 'nanosleep'
  | 'alarm'
  | 'clock'
  | 'schedYield'
>;

export function signalCalls(gate: SyscallGate): SignalCalls {
  return {
    kill: (pid, sig) => gate.number({ call: 'kill', pid, sig }),
    *sigaction(sig, action, flags = []) {
      const process = yield* gate.enter();
      const disposition = typeof action === 'string' ? action : 'handler';
      const set = yield* gate.number({ call: 'sigaction', sig, action: { disposition, flags } });
      if (!failed(set) && typeof action !== 'string') process.setHandler(sig, action, flags);
      return set;
    },
    *sigdisposition(signal) {
      return (yield* gate.enter()).task.actions[signal]?.disposition ?? 'default';
    },
    *sigprocmask(how, sigs) {
      const process = yield* gate.enter();
      const old = process.task.blocked;
      const set = yield* gate.number({ call: 'sigprocmask', how, sigs });
      return failed(set) ? set : old;
    },
    sigtimedwait: (signals) =>
      gate.untilAnswered(null, (process) => sigtimedwait(gate, process, signals), false),
    pause: () =>
      gate.untilAnswered<never>(null, () => ({ blocks: { on: 'signal' }, ready: () => false }), false),
    *nanosleep(ms) {
      const process = yield* gate.enter();
      const until = later(process, ms);
      return yield* gate.untilAnswered(null, (sleeper) => sleepUntil(sleeper, until), false);
    },
    *alarm(ms) {
      const process = yield* gate.enter();
      const left = process.alarmAt === null ? 0 : process.alarmAt - process.kernelState.now;
      process.alarmAt = ms === 0 ? null : later(process, ms);
      return left;
    },
    *clock() {
      return (yield* gate.enter()).kernelState.now;
    },
    *schedYield() {
      const process = yield* gate.enter();
      if (gate.system.scheduler.turnIsNearlyOver) yield* gate.preempt(process);
    },
  };
}

function sigtimedwait({ system }: SyscallGate, { id }: Process, sigs: readonly Signal[]): Answer<SigInfo> {
  const call = { call: 'sigtimedwait', by: id, sigs } as const;
  const result = system.kernel.call(call);
  if ('blocks' in result)
    return { blocks: result.blocks, ready: () => !('blocks' in system.kernel.foresee(call)) };
  invariant('siginfo' in result && result.siginfo !== undefined, 'sigtimedwait takes a signal or waits');
  return result.siginfo;
}

function later(process: Process, ms: number): SimTime {
  return asSimTime(process.kernelState.now + Math.max(0, ms));
}

function sleepUntil(process: Process, until: SimTime): Answer<number> {
  const ready = (): boolean => process.kernelState.now >= until;
  return ready() ? 0 : { blocks: { on: 'timer', until }, ready };
}
