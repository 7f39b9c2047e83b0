// Is a damaged trace refused at the right place?
import { describe, expect, it } from 'vitest';
import { parseTrace, parseTraceProgram } from '#shared/kernel/trace/trace-format.ts';

const TRACE = {
  format: 'pidns-trace/1',
  name: 'two',
  steps: [
    { by: 'init', call: 'fork', as: 'a' },
    { by: 'init', call: 'kill', target: 'a', sig: 'SIG40' },
  ],
  results: [{ ret: 2 }, { ret: 0 }],
  snapshots: [[], []],
};

function problems(trace: unknown): string[] {
  const parsed = parseTrace(trace);
  return parsed.ok ? [] : parsed.error.map(({ at }) => at);
}

describe('parsing a trace', () => {
  it('fills in what the format leaves out', () => {
    const parsed = parseTrace(TRACE);
    expect(parsed.ok && parsed.value.steps).toMatchObject([
      { flags: [], exit_signal: 'SIGCHLD' },
      { group: false },
    ]);
  });

  it('takes a signal by its name or its number, and a switch as a number or a truth value', () => {
    const steps = [
      { by: 'init', call: 'fork', as: 'a', exit_signal: 10 },
      { by: 'init', call: 'sigprocmask', how: 'block', sigs: [34, 'SIGTERM'] },
      { by: 'init', call: 'set_subreaper', value: true },
    ];
    const parsed = parseTraceProgram({ format: TRACE.format, name: 'numbers', steps });
    expect(parsed.ok && parsed.value.steps).toMatchObject([
      { exit_signal: 'SIGUSR1' },
      { sigs: ['SIG34', 'SIGTERM'] },
      { value: 1 },
    ]);
    expect(
      problems({ ...TRACE, steps: [{ by: 'init', call: 'sigprocmask', how: 'block', sigs: [65] }] })[0],
    ).toMatch(/^steps/);
  });

  it('needs no answers where only the steps count', () => {
    const { format, name, steps } = TRACE;
    expect(parseTraceProgram({ format, name, steps }).ok).toBe(true);
    expect(problems({ format, name, steps })).toEqual(['results', 'snapshots']);
  });

  it.each([
    ['another format', { ...TRACE, format: 'pidns-trace/2' }, ['format']],
    [
      'a call that is none',
      { ...TRACE, steps: [TRACE.steps[0], { by: 'init', call: 'dance' }] },
      ['steps[1].call'],
    ],
    [
      'a signal that is none',
      { ...TRACE, steps: [TRACE.steps[0], { ...TRACE.steps[1], sig: 'SIGNAL' }] },
      ['steps[1].sig'],
    ],
    [
      'an argument nobody knows',
      { ...TRACE, steps: [{ ...TRACE.steps[0], colour: 'red' }, TRACE.steps[1]] },
      ['steps[0]'],
    ],
    ['fewer results than steps', { ...TRACE, results: [{ ret: 2 }] }, ['results']],
  ])('tells where it found %s', (_what, trace, at) => {
    expect(problems(trace)).toEqual(at);
  });
});
