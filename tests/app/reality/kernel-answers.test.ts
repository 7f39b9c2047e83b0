// Are the helper's lines read into the results and snapshots of a trace, and is anything else refused?
import { describe, expect, it } from 'vitest';
import { KernelAnswers, UnreadableAnswer } from '#app/reality/kernel-answers.ts';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';

const GETPID: TraceStep = { by: 'init', call: 'getpid' };
const WAIT4: TraceStep = { by: 'init', call: 'wait4', pid: -1, group: false, options: [] };

function answersTo(step: TraceStep, ...lines: readonly string[]): KernelAnswers {
  const answers = new KernelAnswers([step], ['init', 'a']);
  for (const line of ['step 0', ...lines, 'end']) answers.read(line);
  return answers;
}

describe('KernelAnswers', () => {
  it.each([
    ['ret 5', { ret: 5 }],
    ['errno 1', { errno: 'EPERM' }],
    ['errno 11', { errno: 'EAGAIN' }],
    ['errno 2 open', { errno: 'ENOENT', at: 'open' }],
    ['noreturn', { noreturn: true }],
    ['skipped zombie', { skipped: 'zombie' }],
  ])('reads %s', (line, result) => {
    expect(answersTo(GETPID, line).results).toEqual([result]);
  });

  it.each([
    [0x2c00, { exited: 44 }],
    [9, { signaled: 'SIGKILL' }],
    [0x137f, { stopped: 'SIGSTOP' }],
    [0x80057f, { stopped: 'SIGTRAP', event: 'STOP' }],
    [0xffff, { continued: true }],
  ])('reads the status %i as wait(2) does', (status, read) => {
    expect(answersTo(WAIT4, 'ret 2', `numbers more ${status} 0 0 0`).results).toEqual([
      { ret: 2, status: read },
    ]);
  });

  it('reads what handlers received, each with what its code brings', () => {
    const step: TraceStep = { by: 'init', call: 'getsignals' };
    const { results } = answersTo(
      step,
      'ret 0',
      'signal 17 1 5 1000 3 3',
      'signal 40 -1 2 0 9 9',
      'signal 15 0 0 0 0 0',
    );
    expect(results[0]?.['signals']).toEqual([
      { sig: 'SIGCHLD', code: 'CLD_EXITED', pid: 5, uid: 1000, status: 3 },
      { sig: 'SIG40', code: 'SI_QUEUE', pid: 2, uid: 0, value: 9 },
      { sig: 'SIGTERM', code: 'SI_USER', pid: 0, uid: 0 },
    ]);
  });

  it('reads sets of signals in order of their numbers', () => {
    const step: TraceStep = { by: 'init', call: 'sigpending' };
    expect(answersTo(step, 'ret 0', 'mask mask 8000000000000201').results).toEqual([
      { ret: 0, pending: ['SIGHUP', 'SIGUSR1', 'SIG64'] },
    ]);
  });

  it('reads processes under their labels', () => {
    expect(answersTo(GETPID, 'ret 1', 'process 1 stopped 1 2 1 1000 3 7 1').snapshots).toEqual([
      [{ label: 'a', nspid: [7, 1], ppid: 1, state: 'stopped', pgid: 2, sid: 1, uid: 1000, tracer: 3 }],
    ]);
  });

  it('keeps why the helper would not carry a step out', () => {
    expect(answersTo(GETPID, 'refused pid_max belongs to all').refusal).toBe('pid_max belongs to all');
  });

  it.each([
    [['Segmentation fault']],
    [['step 1']],
    [['step 0', 'step 0']],
    [['step 0', 'mask mask xyz']],
    [['step 0', 'process 9 running 0 1 1 0 0 1']],
    [['step 0', 'process 0 asleep 0 1 1 0 0 1']],
    [['step 0', 'process 0 running 0 1']],
    [['step 0', 'numbers pids 1 two']],
    [['step 0', 'end']],
    [['ret 5']],
  ])('refuses %j', (lines) => {
    const answers = new KernelAnswers([GETPID], ['init']);
    expect(() => {
      for (const line of lines) answers.read(line);
    }).toThrow(UnreadableAnswer);
  });
});
