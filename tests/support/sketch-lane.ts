// The timeline of the figure, drawn by hand: six inputs, eighteen events, four facts, one line that leaves.
import type { Lane, LaneInput } from '../../renderer/components/timeline/lane.ts';
import type { LandmarkKind } from '#shared/replay/landmarks.ts';

type Sketch = readonly [label: string, ...marks: (readonly [kind: LandmarkKind, level: number])[]];

const LINES: readonly Sketch[] = [
  [
    'unshare --fork --pid --mount-proc bash',
    ['made', 0], ['exec', 0], ['asked-for-namespace', 1], ['made', 1], ['mounted', 1], ['exec', 1],
  ],
  ['sleep 900', ['made', 0], ['exec', 0]],
  ['Ctrl-Z', ['signal', 0], ['stopped', 0]],
  ['worker &', ['made', 1], ['exec', 1]],
  ['sleep 600 &', ['made', 1], ['exec', 1]],
  ['ps -ef', ['made', 1], ['exec', 1], ['ended', 1], ['collected', 1]],
]; // prettier-ignore

/** `inside`: through the eyes of level 1. Moments are ten apart, so that there is something between two marks. */
export function figureLane(inside = false): Lane {
  let seq = 0;
  const inputs = LINES.map(([label, ...marks], index): LaneInput => {
    const placed = marks.map(([kind, level]) => {
      seq += 10;
      return { seq, kind, level, seen: !inside || (level === 1 && kind !== 'asked-for-namespace') };
    });
    return { n: index + 1, label, marks: placed, seen: placed.some(({ seen }) => seen), waiting: false };
  });
  return {
    inputs,
    flags: [
      { seq: 40, label: '1·2', lost: false },
      { seq: 70, label: '3', lost: false },
      { seq: 130, label: '4', lost: false },
    ],
    branches: [
      {
        id: 1,
        name: 'what if 6 exits?',
        afterInput: 5,
        marks: [
          { kind: 'ended', level: 1 },
          { kind: 'signal', level: 1 },
          { kind: 'ended', level: 1 },
          { kind: 'ended', level: 1 },
          { kind: 'collected', level: 0 },
        ],
      },
    ],
    end: 185,
  };
}

/** A run of this many typed lines with two events each. */
export function longLane(lines: number): Lane {
  const inputs = Array.from({ length: lines }, (_, index): LaneInput => {
    const seq = index * 20;
    return {
      n: index + 1,
      label: `command ${index + 1}`,
      marks: [
        { seq: seq + 10, kind: 'made', level: 0, seen: true },
        { seq: seq + 20, kind: 'ended', level: 0, seen: true },
      ],
      seen: true,
      waiting: false,
    };
  });
  return { inputs, flags: [], branches: [], end: lines * 20 };
}
