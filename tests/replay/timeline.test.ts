// Does a timeline lead where a step, a mark or a typed line says?
import { describe, expect, it } from 'vitest';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import { initialState } from '#shared/kernel/initial-state.ts';
import type { Branch, LoggedInput } from '#shared/log/branches.ts';
import { branchesOf } from '#shared/log/branches.ts';
import type { LogRecord } from '#shared/log/record.ts';
import { landmarkKind } from '#shared/replay/landmarks.ts';
import type { Landmark } from '#shared/replay/landmarks.ts';
import { Timeline } from '#shared/replay/timeline.ts';
import { InvariantViolation } from '#shared/result.ts';
import type { Input } from '#shared/userland/input.ts';
import { GrowingFile, typed } from '../support/sample-log.ts';
import { clock, nestedStory, siginfo, task } from '../support/story.ts';

const START = initialState({ comm: 'init' });
const { events } = nestedStory();
const BOOT = 5;

/** The nested story as a run: the first events are the boot, then one input, a hint, and one more input. */
function nestedBranch(): Branch {
  const parts: [Input, readonly KernelEvent[]][] = [
    [{ kind: 'boot' }, events.slice(0, BOOT)],
    [typed('unshare --fork --pid bash'), events.slice(BOOT, 11)],
    [{ kind: 'hint', step: 1 }, []],
    [typed('unshare --fork --pid sleep 1'), events.slice(11)],
  ];
  let from = 0;
  const inputs = parts.map(([input, own], n): LoggedInput => {
    const logged = { branch: 0, n, input, line: 0, from, events: own };
    from += own.length;
    return logged;
  });
  return { id: 0, parent: null, afterInput: -1, name: '', inputs, children: [] };
}

const timeline = new Timeline(START, nestedBranch());

describe('a step', () => {
  it('by event stops at the ends', () => {
    expect([timeline.step(0, 'event', 1), timeline.step(4, 'event', -1)]).toEqual([1, 3]);
    expect([timeline.step(0, 'event', -1), timeline.step(17, 'event', 1)]).toEqual([0, 17]);
  });

  it('by input leads to where an input has done its work', () => {
    const forth = [0, 4, 5, 6, 11, 16, 17].map((seq) => timeline.step(seq, 'input', 1));
    expect(forth).toEqual([5, 5, 11, 11, 17, 17, 17]);
    const back = [17, 16, 12, 11, 6, 5, 1, 0].map((seq) => timeline.step(seq, 'input', -1));
    expect(back).toEqual([11, 11, 11, 5, 5, 0, 0, 0]);
  });

  it('by landmark leads to the next mark, and to the ends where there is none', () => {
    const marks = timeline.landmarks.map(({ seq }) => seq);
    expect(marks).toEqual([7, 8, 9, 10, 11, 12, 13, 15, 16, 17]);
    expect([0, 7, 13, 14, 17].map((seq) => timeline.step(seq, 'landmark', 1))).toEqual([7, 8, 15, 15, 17]);
    expect([17, 15, 14, 8, 7, 3].map((seq) => timeline.step(seq, 'landmark', -1))).toEqual([
      16, 13, 13, 7, 0, 0,
    ]);
  });
});

describe('a moment', () => {
  it('knows its input, the hint that caused nothing left out', () => {
    const inputs = [0, 1, 5, 6, 11, 12, 17].map((seq) => timeline.inputAt(seq)?.n ?? null);
    expect(inputs).toEqual([null, 0, 0, 1, 1, 3, 3]);
  });

  it('knows its event, its state and the number of its last mark', () => {
    expect(timeline.eventAt(0)).toBeUndefined();
    expect(timeline.eventAt(8)).toBe(events[7]);
    expect(timeline.stateAt(8).tasks.size).toBe(4);
    expect([0, 6, 7, 12, 17].map((seq) => timeline.landmarksUpTo(seq))).toEqual([0, 0, 1, 6, 10]);
  });
});

describe('a landmark', () => {
  it('has a number, a shape, and the level where it happened', () => {
    const told = timeline.landmarks.map(
      ({ n, kind, level, subject }: Landmark) => `${n} ${kind} ${subject} ${level}`,
    );
    expect(told).toEqual([
      '1 asked-for-namespace 3 0',
      '2 made 4 1',
      '3 exec 4 1',
      '4 made 5 1',
      '5 exec 5 1',
      '6 made 6 1',
      '7 exec 6 1',
      '8 asked-for-namespace 6 1',
      '9 made 7 2',
      '10 exec 7 2',
    ]);
  });

  const sent = (because?: 'child' | 'zap' | 'tty') =>
    landmarkKind({
      type: 'SignalSent',
      actor: null,
      to: task(2),
      info: siginfo('SIGCHLD'),
      outcome: 'queued',
      ...(because ? { because } : {}),
    });

  it('is a signal that somebody sent, not one that the kernel sends by itself', () => {
    expect([sent(), sent('tty'), sent('child'), sent('zap')]).toEqual(['signal', 'signal', null, null]);
  });

  it('is a refused call that teaches something, not one that programs shrug off', () => {
    const refused = (call: 'kill' | 'wait4' | 'open') =>
      landmarkKind({ type: 'SyscallFailed', actor: task(2), call, errno: 'EPERM' });
    expect([refused('kill'), refused('wait4'), refused('open')]).toEqual(['failed', null, null]);
  });
});

describe('a screen', () => {
  const tty = asTtyId(0);
  const wrote = (text: string): KernelEvent => ({
    type: 'TtyWrote',
    actor: task(1),
    tty,
    text,
    kind: 'output',
  });
  const opened: KernelEvent = { type: 'TtyOpened', actor: null, tty, columns: 80, rows: 24 };
  const closed: KernelEvent = { type: 'TtyClosed', actor: null, tty };
  const own = [opened, wrote('$ '), clock(1), wrote('ls\r\n'), closed, clock(2), opened, wrote('# ')];
  const boot: LoggedInput = { branch: 0, n: 0, input: { kind: 'boot' }, line: 0, from: 0, events: own };
  const screens = new Timeline(START, { ...nestedBranch(), inputs: [boot] });

  it('has what was written up to a moment', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((seq) => screens.screenAt(tty, seq))).toEqual(['', '', '$ ', '$ ', '$ ls\r\n', '$ ls\r\n', '$ ls\r\n']); // prettier-ignore
  });

  it('starts empty when the terminal is opened anew', () => {
    expect([screens.screenAt(tty, 7), screens.screenAt(tty, 8)]).toEqual(['', '# ']);
    expect(screens.screenAt(tty, 4)).toBe('$ ls\r\n');
  });

  it('of a terminal that never was is empty', () => {
    expect(screens.screenAt(asTtyId(9), 8)).toBe('');
  });
});

describe('a timeline that grows', () => {
  const started = () =>
    new GrowingFile()
      .input(0, { kind: 'boot' })
      .input(0, typed('one'))
      .branch(0, 0, 'what if')
      .input(1, typed('two'));

  function timelineOf(records: readonly LogRecord[], branch: number): Timeline {
    const found = branchesOf(records).get(branch);
    if (found === undefined) throw new Error('no branch');
    return new Timeline(START, found);
  }

  it('is the one that is read when it has grown, and takes from the log only what is its own', () => {
    for (const branch of [0, 1]) {
      const whole = started();
      const before = whole.log.records.length;
      const growing = timelineOf(whole.log.records, branch);
      whole.input(0, typed('three')).input(1, { kind: 'hint', step: 1 }).input(1, typed('four'));
      growing.append(whole.log.records.slice(before));
      const read = timelineOf(whole.log.records, branch);
      expect(growing.inputs).toEqual(read.inputs);
      expect(growing.length).toBe(read.length);
      expect(growing.screenAt(asTtyId(0), growing.length)).toBe(read.screenAt(asTtyId(0), read.length));
    }
  });

  it('takes no input out of turn', () => {
    const growing = timelineOf(started().log.records, 0);
    const input = { t: 'input', branch: 0, n: 5, input: typed('x') } as const;
    expect(() => growing.append([input])).toThrow(InvariantViolation);
  });
});
