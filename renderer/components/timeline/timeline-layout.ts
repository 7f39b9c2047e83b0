// Where does each part of the timeline stand? One lane from left to right; what does not fit is looked at through a window.

import { sansWidth } from '../picture/measures.ts';
import type { Lane, LaneBranch, LaneFlag, LaneInput, LaneMark } from './lane.ts';

export interface PlacedMark extends LaneMark {
  readonly x: number;
}

export interface PlacedInput {
  readonly input: LaneInput;
  readonly x: number;
  readonly width: number;
  readonly label: string;
  readonly marks: readonly PlacedMark[];
}

export interface PlacedFlag extends LaneFlag {
  readonly x: number;
  readonly width: number;
}

export interface PlacedBranch {
  readonly branch: LaneBranch;
  /** Where it leaves the line, and where its words begin. */
  readonly x: number;
  readonly nameX: number;
  readonly marks: readonly (Pick<LaneMark, 'kind' | 'level'> & { readonly x: number })[];
}

/** The whole run as a strip, where the lane shows only a part of it. */
export interface Overview {
  /** One bar for each input: how much happened, 0 to 1. */
  readonly bars: readonly { readonly x: number; readonly width: number; readonly much: number }[];
  /** The part that the lane shows. */
  readonly from: number;
  readonly to: number;
}

export interface TimelineLayout {
  readonly inputs: readonly PlacedInput[];
  readonly base: { readonly from: number; readonly to: number };
  /** The lane shows the beginning of the run. */
  readonly fromStart: boolean;
  readonly flags: readonly PlacedFlag[];
  readonly branches: readonly PlacedBranch[];
  /** How many further lines leave this one. */
  readonly moreBranches: number;
  readonly playhead: { readonly x: number; readonly label: string };
  /** The stops of the playhead, from left to right. */
  readonly stops: readonly { readonly x: number; readonly seq: number }[];
  /** Null where the lane shows everything. */
  readonly overview: Overview | null;
}

const START = 14;
const FIRST = 30;
const GAP = 20;
const PAD = 15;
/** Behind the last input: the playhead, and the end of the line. */
const TAIL = 39;
const STEP = { most: 39.5, least: 16 } as const;
/** A typed line has a width of its own: the advance of its letters. */
const LETTER = 7.3;
/** More inputs than this are looked at through a window of this many. */
const CROWD = 60;
const WINDOW = 20;
const LABELS = [16, 10, 6] as const;

/** `seq`: the moment that is looked at. */
export function layoutTimeline(lane: Lane, width: number, seq: number): TimelineLayout {
  const room = width - FIRST - TAIL;
  const { from, to, step, letters } = partToShow(lane.inputs, seq, room);
  const inputs = placed(lane.inputs.slice(from, to), step, letters);
  const last = inputs.at(-1);
  const end = last === undefined ? FIRST : last.x + last.width + GAP / 2;
  const marks = inputs.flatMap((input) => input.marks);
  const whole = from === 0 && to === lane.inputs.length;
  const branches = placeBranches(lane.branches, inputs);
  return {
    inputs,
    base: { from: START, to: end + 6 },
    fromStart: from === 0,
    flags: placeFlags(lane.flags, inputs),
    branches,
    moreBranches: lane.branches.length - branches.length,
    playhead: playhead(lane, inputs, end, seq),
    stops: [
      ...(from === 0 ? [{ x: START, seq: 0 }] : []),
      ...marks.map((mark) => ({ x: mark.x, seq: mark.seq })),
      ...(to === lane.inputs.length ? [{ x: end, seq: lane.end }] : []),
    ],
    overview: whole ? null : overview(lane.inputs, width - FIRST - TAIL, from, to),
  };
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly letters: number;
}

/** Everything, as wide as it may be; else as many inputs around the playhead as fit. */
function partToShow(inputs: readonly LaneInput[], seq: number, room: number): Part {
  if (inputs.length <= CROWD) {
    for (const letters of LABELS) {
      const step = widestStep(inputs, letters, room);
      if (step !== undefined) return { from: 0, to: inputs.length, step, letters };
    }
  }
  const at = Math.max(
    0,
    inputs.findLastIndex(({ marks }) => marks.some((mark) => mark.seq <= seq)),
  );
  for (let size = Math.min(WINDOW, inputs.length); size > 1; size -= 1) {
    const from = Math.min(Math.max(0, at - Math.floor(size / 2)), inputs.length - size);
    const step = widestStep(inputs.slice(from, from + size), LABELS[1], room);
    if (step !== undefined) return { from, to: from + size, step, letters: LABELS[1] };
  }
  return { from: at, to: Math.min(at + 1, inputs.length), step: STEP.least, letters: LABELS[1] };
}

function widestStep(inputs: readonly LaneInput[], letters: number, room: number): number | undefined {
  for (let step: number = STEP.most; step >= STEP.least; step -= 0.5) {
    const width = inputs.reduce((sum, input) => sum + widthOf(input, step, letters) + GAP, -GAP);
    if (width <= room) return step;
  }
  return undefined;
}

function widthOf(input: LaneInput, step: number, letters: number): number {
  const marks = 2 * PAD + Math.max(0, input.marks.length - 1) * step;
  return Math.max(marks, shortLabel(input, letters).length * LETTER + 6);
}

/** The typed line, cut at a word where it is too long. */
export function shortLabel({ label, seen }: LaneInput, letters: number): string {
  if (!seen) return 'out of sight';
  if (label.length <= letters) return label;
  const cut = label.slice(0, letters - 2);
  const word = label.slice(0, letters - 1).lastIndexOf(' ');
  return word > letters / 3 ? `${cut.slice(0, word)} …` : `${cut}…`;
}

function placed(inputs: readonly LaneInput[], step: number, letters: number): readonly PlacedInput[] {
  let x = FIRST;
  return inputs.map((input) => {
    const width = widthOf(input, step, letters);
    const first = x + (width - Math.max(0, input.marks.length - 1) * step) / 2;
    const marks = input.marks.map((mark, index) => ({ ...mark, x: first + index * step }));
    const place = { input, x, width, label: shortLabel(input, letters), marks };
    x += width + GAP;
    return place;
  });
}

/** A flag stands on the last mark up to the moment that decided. */
function placeFlags(flags: readonly LaneFlag[], inputs: readonly PlacedInput[]): readonly PlacedFlag[] {
  const marks = inputs.flatMap((input) => input.marks);
  return flags.flatMap((flag) => {
    const mark = marks.findLast(({ seq }) => seq <= flag.seq);
    if (mark === undefined) return [];
    return [{ ...flag, x: mark.x, width: 13 + 5 * flag.label.length }];
  });
}

const SHOWN_BRANCHES = 2;
/** Marks of a branch: how far apart, and how many say enough. */
const BRANCH_STEP = 20;
const BRANCH_MARKS = 5;

/** As given: the newest first, as many as there is room for. */
function placeBranches(
  branches: readonly LaneBranch[],
  inputs: readonly PlacedInput[],
): readonly PlacedBranch[] {
  const drawn: (PlacedBranch & { readonly to: number })[] = [];
  for (const branch of branches) {
    const before = inputs.find(({ input }) => input.n === branch.afterInput);
    if (before === undefined && branch.afterInput > 0) continue;
    const x = before === undefined ? FIRST - GAP / 2 : before.x + before.width + GAP / 2;
    const marks = branch.marks
      .slice(0, BRANCH_MARKS)
      .map((mark, index) => ({ ...mark, x: x + 28 + index * BRANCH_STEP }));
    const nameX = (marks.at(-1)?.x ?? x + 8) + 22;
    const to = nameX + sansWidth(branch.name, 12);
    if (drawn.every((other) => to < other.x || x > other.to)) drawn.push({ branch, x, nameX, marks, to });
  }
  return drawn.slice(0, SHOWN_BRANCHES);
}

/** Behind the last mark that has happened, before the next one. */
function playhead(
  lane: Lane,
  inputs: readonly PlacedInput[],
  end: number,
  seq: number,
): TimelineLayout['playhead'] {
  if (seq >= lane.end) return { x: end, label: 'now' };
  const before = lane.inputs.flatMap(({ marks }) => marks).filter((mark) => mark.seq <= seq).length;
  const label = before === 0 ? 'start' : `event ${before}`;
  let x = FIRST - 8;
  for (const input of inputs) {
    input.marks.forEach((mark, index) => {
      if (mark.seq > seq) return;
      const next = input.marks[index + 1];
      x = next === undefined ? input.x + input.width + GAP / 2 : (mark.x + next.x) / 2;
    });
  }
  return { x, label };
}

function overview(inputs: readonly LaneInput[], width: number, from: number, to: number): Overview {
  const bar = width / inputs.length;
  const most = Math.max(1, ...inputs.map(({ marks }) => marks.length));
  return {
    bars: inputs.map(({ marks }, index) => ({
      x: FIRST + index * bar,
      width: Math.max(1, bar - 1),
      much: marks.length / most,
    })),
    from: FIRST + from * bar,
    to: FIRST + to * bar,
  };
}

/** The stop nearest to a place on the lane; undefined on an empty one. */
export function nearestStop({ stops }: TimelineLayout, x: number): number | undefined {
  let nearest: (typeof stops)[number] | undefined;
  for (const stop of stops) {
    if (nearest === undefined || Math.abs(stop.x - x) < Math.abs(nearest.x - x)) nearest = stop;
  }
  return nearest?.seq;
}
