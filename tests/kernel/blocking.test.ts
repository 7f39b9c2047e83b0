// What wakes a process that waits, and what does it find?
import { describe, expect, it } from 'vitest';
import { KernelLab } from '../support/kernel-lab.ts';

/** `p` sleeps in wait4 for its child `c`. */
function waiting(): KernelLab {
  const lab = new KernelLab();
  lab.fork('init', 'p');
  lab.fork('p', 'c');
  const result = lab.call('p', { call: 'wait4', pid: -1, options: [] });
  expect(result).toEqual({ blocks: { on: 'child' } });
  expect(lab.events).toEqual([]);
  lab.call('p', { call: 'block', on: { on: 'child' } });
  return lab;
}

describe('a process that sleeps in wait4', () => {
  it('is woken by the end of its child, and then collects it', () => {
    const lab = waiting();
    lab.call('c', { call: 'exit', code: 3 });
    expect(lab.task('p')).toMatchObject({ state: 'running', waitingFor: null });
    expect(lab.call('p', { call: 'wait4', pid: -1, options: [] })).toMatchObject({
      ret: 3,
      status: { exited: 3 },
    });
  });

  it('is woken before its handler runs', () => {
    const lab = waiting();
    lab.call('p', { call: 'wake' });
    lab.call('p', { call: 'sigaction', sig: 'SIGUSR1', action: { disposition: 'handler', flags: [] } });
    lab.call('p', { call: 'block', on: { on: 'child' } });
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGUSR1' });
    expect(lab.events.map(({ type }) => type)).toEqual(['SignalSent', 'TaskWoke', 'SignalDelivered']);
  });

  it('sleeps on through a signal that does nothing', () => {
    const lab = waiting();
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGWINCH' });
    expect(lab.task('p').state).toBe('sleeping');
  });

  it('forgets what it waited for when it is stopped, and runs when it is continued', () => {
    const lab = waiting();
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGSTOP' });
    expect(lab.task('p')).toMatchObject({ state: 'stopped', waitingFor: null });
    lab.call('c', { call: 'exit', code: 0 });
    expect(lab.task('p').state).toBe('stopped');
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGCONT' });
    expect(lab.task('p').state).toBe('running');
  });

  it('dies of a deadly signal where it sleeps', () => {
    const lab = waiting();
    lab.call('init', { call: 'kill', pid: 2, sig: 'SIGTERM' });
    expect(lab.task('p')).toMatchObject({ state: 'zombie', exitStatus: { signaled: 'SIGTERM' } });
  });

  it('stays awake when it is woken twice', () => {
    const lab = waiting();
    lab.call('p', { call: 'wake' });
    lab.call('p', { call: 'wake' });
    expect(lab.events).toEqual([]);
  });
});

describe('a tracer that sleeps in wait4', () => {
  it('is woken when its tracee stops', () => {
    const lab = new KernelLab();
    lab.fork('init', 't');
    lab.fork('init', 'a');
    lab.call('t', { call: 'ptrace', request: 'SEIZE', pid: 3 });
    lab.call('t', { call: 'block', on: { on: 'child' } });
    lab.call('init', { call: 'kill', pid: 3, sig: 'SIGUSR1' });
    expect(lab.call('t', { call: 'wait4', pid: 3, options: [] })).toMatchObject({
      status: { stopped: 'SIGUSR1' },
    });
  });
});
