// What becomes of a tracee when its tracer does something unusual?
import { describe, expect, it } from 'vitest';
import type { Signal } from '#shared/kernel/abi/signal.ts';
import type { Call } from '#shared/kernel/call.ts';
import { KernelLab } from '../../support/kernel-lab.ts';

type Request = Extract<Call, { call: 'ptrace' }>['request'];

/** `t` (2) traces `a` (3); both are children of init. */
function traced(request: 'SEIZE' | 'ATTACH' = 'SEIZE'): KernelLab {
  const lab = new KernelLab();
  lab.fork('init', 't');
  lab.fork('init', 'a');
  ptrace(lab, request);
  return lab;
}

function ptrace(lab: KernelLab, request: Request, sig: Signal | 0 = 0) {
  return lab.call('t', { call: 'ptrace', request, pid: 3, sig });
}

function kill(lab: KernelLab, sig: Signal) {
  lab.call('init', { call: 'kill', pid: 3, sig });
}

function wait(lab: KernelLab) {
  return lab.call('t', { call: 'wait4', pid: 3, options: ['WNOHANG'] });
}

describe('a tracee in a stop before a signal', () => {
  it('takes the signal when its tracer dies before it was waited for', () => {
    const lab = traced();
    kill(lab, 'SIGTERM');
    lab.call('t', { call: 'exit', code: 0 });
    expect(lab.task('a').exitStatus).toEqual({ signaled: 'SIGTERM' });
  });

  it('runs on without it when the tracer had collected the stop', () => {
    const lab = traced();
    kill(lab, 'SIGTERM');
    expect(wait(lab)).toMatchObject({ status: { stopped: 'SIGTERM' } });
    lab.call('t', { call: 'exit', code: 0 });
    expect(lab.task('a')).toMatchObject({ state: 'running', ptrace: null });
  });

  it('is not stopped by a SIGSTOP that a SIGCONT has overtaken', () => {
    const lab = traced();
    kill(lab, 'SIGSTOP');
    kill(lab, 'SIGCONT');
    ptrace(lab, 'DETACH', 'SIGSTOP');
    expect(lab.task('a').state).toBe('running');
    expect(lab.saw('SignalDelivered')[0]).toMatchObject({ action: 'dropped', rule: 'PNS-60' });
  });

  it('gets another signal from its tracer when the tracer says so', () => {
    const lab = traced();
    kill(lab, 'SIGUSR1');
    ptrace(lab, 'CONT', 'SIGUSR2');
    expect(lab.task('a').exitStatus).toEqual({ signaled: 'SIGUSR2' });
    expect(lab.saw('SignalDelivered')).toMatchObject([
      { info: { signal: 'SIGUSR2', code: 'SI_USER', pid: 2 } },
    ]);
  });
});

describe('an attached tracee', () => {
  it('stops for SIGSTOP first, and its group stop is reported without an event', () => {
    const lab = traced('ATTACH');
    expect(wait(lab)).toMatchObject({ status: { stopped: 'SIGSTOP' } });
    ptrace(lab, 'CONT', 'SIGSTOP');
    expect(wait(lab)).toEqual({ ret: 3, status: { stopped: 'SIGSTOP' } });
    expect(lab.task('a')).toMatchObject({ state: 'traced', groupStop: 'SIGSTOP' });
  });

  it('knows no INTERRUPT and no LISTEN', () => {
    const lab = traced('ATTACH');
    expect(ptrace(lab, 'INTERRUPT')).toEqual({ errno: 'EIO' });
    expect(ptrace(lab, 'LISTEN')).toEqual({ errno: 'EIO' });
  });
});

describe('a seized tracee', () => {
  it('stops for INTERRUPT, and once more after a stop in which it was interrupted', () => {
    const lab = traced();
    ptrace(lab, 'INTERRUPT');
    expect(wait(lab)).toMatchObject({ status: { stopped: 'SIGTRAP', event: 'STOP' } });
    ptrace(lab, 'INTERRUPT');
    expect(wait(lab)).toEqual({ ret: 0 });
    ptrace(lab, 'CONT');
    expect(wait(lab)).toMatchObject({ status: { stopped: 'SIGTRAP', event: 'STOP' } });
  });

  it('answers no request while its tracer listens, and INTERRUPT ends the listening', () => {
    const lab = traced();
    kill(lab, 'SIGSTOP');
    ptrace(lab, 'CONT', 'SIGSTOP');
    expect(ptrace(lab, 'LISTEN')).toEqual({ ret: 0 });
    expect(ptrace(lab, 'CONT')).toEqual({ errno: 'ESRCH' });
    expect(wait(lab)).toEqual({ ret: 0 });
    ptrace(lab, 'INTERRUPT');
    expect(wait(lab)).toMatchObject({ status: { stopped: 'SIGSTOP', event: 'STOP' } });
  });

  it('is stopped again by its group stop when the tracer lets go of it while it runs', () => {
    const lab = traced();
    kill(lab, 'SIGSTOP');
    ptrace(lab, 'CONT', 'SIGSTOP');
    ptrace(lab, 'CONT');
    expect(lab.task('a').state).toBe('running');
    lab.call('t', { call: 'exit', code: 0 });
    expect(lab.task('a').state).toBe('stopped');
    expect(lab.saw('TaskStopped')).toMatchObject([{ renewed: true }]);
  });

  it('dies with a tracer that asked for it', () => {
    const lab = new KernelLab();
    lab.fork('init', 't');
    lab.fork('init', 'a');
    lab.call('t', { call: 'ptrace', request: 'SEIZE', pid: 3, options: ['EXITKILL'] });
    lab.call('t', { call: 'exit', code: 0 });
    expect(lab.task('a').exitStatus).toEqual({ signaled: 'SIGKILL' });
  });
});
