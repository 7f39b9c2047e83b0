import { describe, expect, it } from 'vitest';
import { asPidNsId, asTaskId, asTtyId } from '#shared/kernel/ids.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import type { Landmark } from '#shared/replay/landmarks.ts';
import {
  labelOf,
  laneBranches,
  laneFlags,
  laneInputs,
  spokenLabel,
} from '../../../../renderer/components/timeline/lane.ts';

const tty = asTtyId(0);
const woke: KernelEvent = { type: 'TaskWoke', actor: null, task: asTaskId(1) };

function input(n: number, from: number, count: number, text = `line ${n}`) {
  return {
    n,
    input: { kind: 'line', tty, text } as const,
    from,
    events: Array.from({ length: count }, () => woke),
  };
}

function landmark(n: number, seq: number, kind: Landmark['kind'], ns = 1): Landmark {
  return { n, seq, kind, subject: asTaskId(1), ns: asPidNsId(ns), level: ns - 1 };
}

describe('the inputs of a lane', () => {
  const boot = { n: 0, input: { kind: 'boot' } as const, from: 0, events: [woke, woke] };

  it('have the landmarks that fell into their events, and the boot is not among them', () => {
    const lane = laneInputs(
      [boot, input(1, 2, 3), input(2, 5, 1)],
      [landmark(1, 3, 'made'), landmark(2, 5, 'exec'), landmark(3, 6, 'ended')],
    );
    expect(lane.map(({ n, marks }) => [n, marks.map(({ seq }) => seq)])).toEqual([
      [1, [3, 5]],
      [2, [6]],
    ]);
  });

  it('have an input that left no mark', () => {
    expect(laneInputs([boot, input(1, 2, 0)], [])).toMatchObject([{ n: 1, marks: [], seen: true }]);
  });

  it('have a window that was pulled only where somebody listened', () => {
    const pulled = { ...input(1, 2, 1), input: { kind: 'resize', tty, columns: 80, rows: 24 } as const };
    expect(laneInputs([boot, pulled], [])).toEqual([]);
    expect(laneInputs([boot, pulled], [landmark(1, 3, 'made')])).toHaveLength(1);
  });

  it('name a line so that it can be read, however it was meant', () => {
    const label = (text: string) => labelOf({ kind: 'line', tty, text });
    expect(label('echo user\u202etxt.exe')).toBe('echo user<U+202E>txt.exe');
    expect(label('x'.repeat(1 << 20)).length).toBeLessThan(300);
  });

  it('draw a request for a namespace in the hue of the level that was asked for', () => {
    const [lane] = laneInputs([input(1, 0, 1)], [landmark(1, 1, 'asked-for-namespace')]);
    expect(lane?.marks[0]?.level).toBe(1);
  });

  it('are out of sight of a lens that reaches none of their marks', () => {
    const lane = laneInputs(
      [input(1, 0, 1), input(2, 1, 2)],
      [landmark(1, 1, 'made'), landmark(2, 2, 'made'), landmark(3, 3, 'made', 2)],
      (ns) => ns === asPidNsId(2),
    );
    expect(lane.map(({ seen, marks }) => [seen, marks.map((mark) => mark.seen)])).toEqual([
      [false, [false]],
      [true, [false, true]],
    ]);
  });
});

describe('the label of an input', () => {
  it('is what was typed, or what else it was', () => {
    expect(labelOf({ kind: 'line', tty, text: '  ps -ef ' })).toBe('ps -ef');
    expect(labelOf({ kind: 'line', tty, text: '' })).toBe('Enter');
    expect(labelOf({ kind: 'key', tty, key: '^Z' })).toBe('Ctrl-Z');
    expect(labelOf({ kind: 'hint', step: 1 })).toBe('hint');
  });

  it('is spoken with its flags as words', () => {
    expect(spokenLabel('unshare --fork --pid --mount-proc bash')).toBe('unshare fork pid mount proc bash');
    expect(spokenLabel('ps -ef')).toBe('ps ef');
    expect(spokenLabel('kill -9 -1')).toBe('kill 9 1');
  });
});

describe('the flags of a lane', () => {
  it('stand where facts became true, one for each moment, with the facts by their place', () => {
    expect(
      laneFlags(
        ['a', 'b', 'c', 'd'],
        [
          { checkpoint: 'b', seq: 4, status: 'pass' },
          { checkpoint: 'a', seq: 4, status: 'pass' },
          { checkpoint: 'd', seq: 2, status: 'pass' },
        ],
      ),
    ).toEqual([
      { seq: 2, label: '4', lost: false },
      { seq: 4, label: '1·2', lost: false },
    ]);
  });

  it('are lost where a fact did not stay true, and stand again where it became true again', () => {
    const changes = [
      { checkpoint: 'a', seq: 4, status: 'pass' },
      { checkpoint: 'a', seq: 9, status: 'fail' },
    ] as const;
    expect(laneFlags(['a'], changes)).toEqual([{ seq: 4, label: '1', lost: true }]);
    expect(laneFlags(['a'], [...changes, { checkpoint: 'a', seq: 12, status: 'pass' }])).toEqual([
      { seq: 12, label: '1', lost: false },
    ]);
  });
});

describe('the lines that leave', () => {
  it('come with the newest first and with what happened on them', () => {
    const leaving = (id: number) => ({
      id,
      parent: 0,
      afterInput: id,
      name: `b${id}`,
      inputs: [],
      children: [],
    });
    const main = { id: 0, parent: null, afterInput: -1, name: '', inputs: [], children: [1, 2] };
    const branches = new Map([main, leaving(1), leaving(2)].map((branch) => [branch.id, branch]));
    expect(laneBranches(main, branches, (id) => (id === 2 ? [landmark(1, 30, 'ended')] : []))).toEqual([
      { id: 2, name: 'b2', afterInput: 2, marks: [{ kind: 'ended', level: 0 }] },
      { id: 1, name: 'b1', afterInput: 1, marks: [] },
    ]);
  });

  it('are, seen from a line that was made, also the one it left, where that goes on', () => {
    const inputs = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ ...input(n, n, 1), branch: 0, line: n + 1 }));
    const first = { id: 0, parent: null, afterInput: -1, name: '', inputs: inputs(3), children: [1] };
    const made = { id: 1, parent: 0, afterInput: 1, name: 'what if: ls', inputs: inputs(4), children: [] };
    const branches = new Map([first, made].map((branch) => [branch.id, branch]));
    expect(laneBranches(made, branches, (id, after) => [landmark(id, after, 'ended')])).toEqual([
      { id: 0, name: 'first line', afterInput: 1, marks: [{ kind: 'ended', level: 0 }] },
    ]);
    const short = { ...first, inputs: inputs(2) };
    expect(laneBranches(made, new Map([[0, short]]), () => [])).toEqual([]);
  });
});
