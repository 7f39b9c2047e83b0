// Can a person see what two kernels answered, and where they differ?
import { describe, expect, it } from 'vitest';
import { callText, sideBySide } from '#app/reality/side-by-side.ts';
import type { SnapshotEntry, TraceStep } from '#shared/kernel/trace/trace-format.ts';

const INIT: SnapshotEntry = {
  label: 'init',
  nspid: [1],
  ppid: 0,
  state: 'running',
  pgid: 1,
  sid: 1,
  uid: 0,
  tracer: 0,
};
const STEPS: readonly TraceStep[] = [
  { by: 'init', call: 'kill', target: 'a', group: true, sig: 'SIGTERM' },
  { by: 'init', call: 'getpid' },
];
const SIMULATOR = { results: [{ errno: 'EPERM' }, { ret: 1 }], snapshots: [[INIT], [INIT]] };
const KERNEL = {
  results: [{ ret: 0 }, { ret: 1 }],
  snapshots: [[INIT], [{ ...INIT, state: 'stopped' as const, tracer: 2 }]],
};

describe('sideBySide', () => {
  it('puts a step on a line, and tells differences in words', () => {
    expect(sideBySide(STEPS, SIMULATOR, KERNEL, { quiet: false })).toEqual([
      'step  call                                            simulator                     kernel',
      '   0  init kill a group=true SIGTERM                  EPERM                         ret 0                         DIFFERS',
      '   1  init getpid                                     ret 1                         ret 1',
      '      DIFFERS  process init: state running tracer 0 | state stopped tracer 2',
    ]);
  });

  it('leaves out steps that are the same where that is wished', () => {
    const lines = sideBySide(STEPS, { ...SIMULATOR, snapshots: KERNEL.snapshots }, KERNEL, { quiet: true });
    expect(lines.map((line) => line.slice(0, 12).trim())).toEqual(['step  call', '0  init k']);
  });

  it('names a process that only one of them has', () => {
    const empty = { results: SIMULATOR.results, snapshots: [[], [INIT]] };
    expect(sideBySide(STEPS.slice(0, 1), empty, KERNEL, { quiet: true }).at(-1)).toBe(
      '      DIFFERS  process init: is not there | nspid 1 ppid 0 state running pgid 1 sid 1 uid 0 tracer 0',
    );
  });

  it('gives long answers that differ lines of their own', () => {
    const pids = (count: number) => ({ ret: 0, pids: Array.from({ length: count }, (_, at) => at) });
    const lines = sideBySide(
      [{ by: 'init', call: 'readproc' }],
      { results: [pids(20)], snapshots: [[]] },
      { results: [pids(21)], snapshots: [[]] },
      { quiet: false },
    );
    expect(lines.slice(2)).toEqual([
      expect.stringMatching(/^ {6}simulator {2}ret 0 pids=\[0,.*,19\]$/),
      expect.stringMatching(/^ {6}kernel {5}ret 0 pids=\[0,.*,20\]$/),
    ]);
  });

  it('keeps within 120 columns where both answers are short', () => {
    const long: TraceStep = {
      by: 'init',
      call: 'clone3',
      as: 'a',
      flags: ['CLONE_NEWPID', 'CLONE_NEWUSER', 'CLONE_NEWNS'],
      exit_signal: 'SIGCHLD',
      set_tid: [1, 2, 3],
    };
    const runs = { results: [{ ret: 2 }], snapshots: [[]] };
    const lines = sideBySide([long], runs, runs, { quiet: false }).flatMap((line) => line.split('\n'));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});

describe('callText', () => {
  it('leaves out what a step says by not saying it', () => {
    expect(callText({ by: 'a', call: 'fork', as: 'b', flags: [], exit_signal: 'SIGCHLD' })).toBe(
      'a fork as=b',
    );
    expect(callText({ by: 'a', call: 'fork', as: 'b', flags: [], exit_signal: 0 })).toBe(
      'a fork as=b exit_signal=0',
    );
  });
});
