// Who forked with CLONE_VFORK: how long does it wait, and what can still reach it? As seen on a real kernel.
import { describe, expect, it } from 'vitest';
import { KernelLab } from '../../support/kernel-lab.ts';

const PROGRAM = { call: 'execve', comm: 'x', exe: '/bin/x', argv: ['x'] } as const;

/** `a` (2) waits for its child `b` (3). */
function waiting(): KernelLab {
  const lab = new KernelLab();
  lab.fork('init', 'a');
  expect(lab.fork('a', 'b', 'CLONE_VM', 'CLONE_VFORK')).toBe(3);
  expect(lab.task('a')).toMatchObject({ state: 'sleeping', waitingFor: { on: 'vfork', child: lab.id('b') } });
  return lab;
}

describe('it goes on', () => {
  it.each([
    ['when the child runs another program', PROGRAM],
    ['when the child ends', { call: 'exit', code: 3 }],
  ] as const)('%s', (_when, call) => {
    const lab = waiting();
    lab.call('b', call);
    expect(lab.task('a')).toMatchObject({ state: 'running', waitingFor: null });
  });

  it('only once, and for its own child', () => {
    const lab = waiting();
    lab.fork('b', 'c');
    lab.call('c', PROGRAM);
    expect(lab.task('a').state).toBe('sleeping');
    lab.call('b', PROGRAM);
    lab.call('a', { call: 'block', on: { on: 'child' } });
    lab.call('b', PROGRAM);
    expect(lab.task('a').state).toBe('sleeping');
  });
});

describe('a signal', () => {
  it('that it handles, or that stops it, waits as well', () => {
    const lab = waiting();
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGTSTP' });
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGSTOP' });
    expect(lab.task('a').state).toBe('sleeping');
    lab.call('b', { call: 'exit', code: 0 });
    expect(lab.task('a').state).toBe('stopped');
  });

  it('that is deadly ends it, and the child does not look for it', () => {
    const lab = waiting();
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGTERM' });
    expect(lab.task('a')).toMatchObject({ state: 'zombie', exitStatus: { signaled: 'SIGTERM' } });
    lab.call('b', PROGRAM);
    expect(lab.task('b').state).toBe('running');
  });

  it('that is deadly, but comes second, waits in the queue; SIGKILL does not', () => {
    const lab = waiting();
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGSTOP' });
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGTERM' });
    expect(lab.task('a').state).toBe('sleeping');
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGKILL' });
    expect(lab.task('a').exitStatus).toEqual({ signaled: 'SIGKILL' });
  });

  it('that would leave a core file waits until the child is done', () => {
    const lab = waiting();
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGQUIT' });
    expect(lab.task('a').state).toBe('sleeping');
    lab.call('b', PROGRAM);
    expect(lab.task('a').exitStatus).toEqual({ signaled: 'SIGQUIT' });
  });
});

it('a tracer interrupts it only when it goes on', () => {
  const lab = waiting();
  lab.call('init', { call: 'ptrace', request: 'SEIZE', pid: 2 });
  lab.call('init', { call: 'ptrace', request: 'INTERRUPT', pid: 2 });
  expect(lab.task('a').state).toBe('sleeping');
  lab.call('b', PROGRAM);
  expect(lab.task('a').state).toBe('traced');
});
