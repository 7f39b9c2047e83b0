import { describe, expect, it } from 'vitest';
import {
  layoutTimeline,
  nearestStop,
  shortLabel,
  type TimelineLayout,
} from '../../../../renderer/components/timeline/timeline-layout.ts';
import { figureLane, longLane } from '../../../support/sketch-lane.ts';

const WIDE = 842;
const marksOf = ({ inputs }: TimelineLayout) => inputs.flatMap(({ marks }) => marks);

describe('the lane of a run', () => {
  const lane = figureLane();
  const layout = layoutTimeline(lane, WIDE, lane.end);

  it('has the inputs from left to right with their marks inside', () => {
    expect(layout.inputs.map(({ label }) => label)).toEqual([
      'unshare --fork …', 'sleep 900', 'Ctrl-Z', 'worker &', 'sleep 600 &', 'ps -ef',
    ]); // prettier-ignore
    for (const [index, { x, width, marks }] of layout.inputs.entries()) {
      const before = layout.inputs[index - 1];
      if (before !== undefined) expect(x).toBe(before.x + before.width + 20);
      for (const mark of marks) {
        expect(mark.x).toBeGreaterThan(x + 10);
        expect(mark.x).toBeLessThan(x + width - 10);
      }
    }
  });

  it('fits into the width it is given', () => {
    for (const width of [1200, 842, 700, 420]) {
      expect(layoutTimeline(lane, width, lane.end).base.to).toBeLessThanOrEqual(width);
    }
  });

  it('has the playhead behind everything while one looks at now', () => {
    expect(layout.playhead).toEqual({ x: layout.base.to - 6, label: 'now' });
  });

  it('has the playhead between what has happened and what comes next', () => {
    const past = layoutTimeline(lane, WIDE, 44);
    const [, , , fourth, fifth] = marksOf(past);
    expect(past.playhead).toEqual({ x: (fourth!.x + fifth!.x) / 2, label: 'event 4' });
  });

  it('has the playhead in the gap when an input is over', () => {
    const past = layoutTimeline(lane, WIDE, 60);
    const first = past.inputs[0]!;
    expect(past.playhead).toEqual({ x: first.x + first.width + 10, label: 'event 6' });
  });

  it('has the playhead before the first input at the start', () => {
    expect(layoutTimeline(lane, WIDE, 0).playhead.label).toBe('start');
  });

  it('has a flag on the mark that made a fact true, wide enough for its numbers', () => {
    const fourth = marksOf(layout)[3]!;
    expect(layout.flags[0]).toEqual({ seq: 40, label: '1·2', lost: false, x: fourth.x, width: 28 });
  });

  it('has a flag for what was decided between two marks on the one before', () => {
    const between = layoutTimeline(
      { ...lane, flags: [{ seq: 45, label: '1', lost: false }] },
      WIDE,
      lane.end,
    );
    expect(between.flags[0]?.x).toBe(marksOf(between)[3]?.x);
  });

  it('lets another line leave from the gap behind its last shared input', () => {
    const fifth = layout.inputs[4]!;
    expect(layout.branches).toMatchObject([{ x: fifth.x + fifth.width + 10 }]);
    expect(layout.moreBranches).toBe(0);
  });

  it('draws the two newest lines and counts the rest', () => {
    const [branch] = lane.branches;
    const branches = [5, 1, 2, 3].map((afterInput, id) => ({
      ...branch!,
      id,
      afterInput,
      name: 'x',
      marks: [],
    }));
    const many = layoutTimeline({ ...lane, branches }, WIDE, lane.end);
    expect(many.branches.map((placed) => placed.branch.id)).toEqual([0, 1]);
    expect(many.moreBranches).toBe(2);
  });
});

describe('a run that does not fit', () => {
  it('is a strip with a window around the playhead', () => {
    const lane = longLane(200);
    const layout = layoutTimeline(lane, WIDE, 1600);
    expect(layout.inputs.length).toBeGreaterThan(3);
    expect(layout.inputs.length).toBeLessThanOrEqual(20);
    expect(layout.inputs.map(({ input }) => input.n)).toContain(80);
    expect(layout.overview?.bars).toHaveLength(200);
    expect(layout.base.to).toBeLessThanOrEqual(WIDE);
  });

  it('shows at most twenty inputs of a run with more than sixty, however wide the window is', () => {
    expect(layoutTimeline(longLane(61), 20_000, 0).inputs).toHaveLength(20);
    expect(layoutTimeline(longLane(60), 20_000, 0).inputs).toHaveLength(60);
  });
});

describe('a run without inputs', () => {
  it('has a playhead and nothing else', () => {
    const layout = layoutTimeline({ inputs: [], flags: [], branches: [], end: 12 }, WIDE, 12);
    expect(layout).toMatchObject({ inputs: [], playhead: { label: 'now' } });
    expect(nearestStop(layout, 400)).toBe(12);
  });
});

describe('a place on the lane', () => {
  it('leads to the nearest mark, to the start, or to now', () => {
    const lane = figureLane();
    const layout = layoutTimeline(lane, WIDE, lane.end);
    const third = marksOf(layout)[2]!;
    expect(nearestStop(layout, third.x + 4)).toBe(30);
    expect(nearestStop(layout, 0)).toBe(0);
    expect(nearestStop(layout, WIDE)).toBe(lane.end);
  });
});

describe('a typed line that is too long', () => {
  it('is cut between two words where there is one', () => {
    const [input] = figureLane().inputs;
    expect(shortLabel(input!, 16)).toBe('unshare --fork …');
    expect(shortLabel({ ...input!, label: 'averylongcommandname' }, 16)).toBe('averylongcomma…');
    expect(shortLabel({ ...input!, label: 'ps -ef' }, 16)).toBe('ps -ef');
  });
});
