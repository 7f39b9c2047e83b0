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
  /** The middle of the gap behind it. */
  readonly behind: number;
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
const BEFORE_FIRST = 21;
/** Behind the last input: the playhead, and the end of the line. */
const TAIL = 39;
/** A typed line has a width of its own: the advance of its letters. */
const LETTER = 7.3;
const LABEL_AIR = 6;
const MOST_LETTERS = 16;
/** More inputs than this are looked at through a window of this many. */
const CROWD = 60;
const WINDOW = 20;

/** How much room things have: letters of a label, around the marks of an input, between inputs, from mark to mark. */
interface Room {
  readonly letters: number;
  readonly pad: number;
  readonly gap: number;
  readonly step: number;
}
const MOST_STEP = 39.5;
/** From the roomiest on. `step` is the least that is asked for. */
const ROOMS: readonly Room[] = [
  { letters: MOST_LETTERS, pad: 15, gap: 20, step: 16 },
  { letters: 10, pad: 15, gap: 20, step: 16 },
  { letters: 10, pad: 11, gap: 14, step: 12 },
];
const TIGHTEST: Room = { letters: 8, pad: 11, gap: 14, step: 12 };

/** `seq`: the moment that is looked at. */
export function layoutTimeline(lane: Lane, width: number, seq: number): TimelineLayout {
  const laneWidth = width - FIRST - TAIL;
  const { from, to, room } = partToShow(lane.inputs, seq, laneWidth);
  const inputs = placed(lane.inputs.slice(from, to), room);
  const end = inputs.at(-1)?.behind ?? FIRST;
  const marks = inputs.flatMap((input) => input.marks);
  const whole = from === 0 && to === lane.inputs.length;
  const branches = placeBranches(lane.branches, inputs, width);
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
    overview: whole ? null : overview(lane.inputs, laneWidth, from, to),
  };
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly room: Room;
}

/** Everything, as roomy as it may be; else as many inputs around the playhead as fit. */
function partToShow(inputs: readonly LaneInput[], seq: number, width: number): Part {
  if (inputs.length <= CROWD) {
    for (const least of ROOMS) {
      const room = roomiest(inputs, least, width);
      if (room !== undefined) return { from: 0, to: inputs.length, room };
    }
  }
  const at = Math.max(
    0,
    inputs.findLastIndex(({ marks }) => marks.some((mark) => mark.seq <= seq)),
  );
  for (let size = Math.min(WINDOW, inputs.length); size > 1; size -= 1) {
    const from = Math.min(Math.max(0, at - Math.floor(size / 2)), inputs.length - size);
    const room = roomiest(inputs.slice(from, from + size), TIGHTEST, width);
    if (room !== undefined) return { from, to: from + size, room };
  }
  return { from: at, to: Math.min(at + 1, inputs.length), room: TIGHTEST };
}

/** With marks as far apart as the width allows; undefined where it does not even allow the least. */
function roomiest(inputs: readonly LaneInput[], least: Room, width: number): Room | undefined {
  for (let step = MOST_STEP; step >= least.step; step -= 0.5) {
    const room = { ...least, step };
    const whole = inputs.reduce((sum, input) => sum + widthOf(input, room) + room.gap, -room.gap);
    if (whole <= width) return room;
  }
  return undefined;
}

function widthOf(input: LaneInput, room: Room): number {
  return Math.max(marksWidth(input, room), labelOf(input, room).length * LETTER + LABEL_AIR);
}

function marksWidth({ marks }: LaneInput, { pad, step }: Room): number {
  return 2 * pad + Math.max(0, marks.length - 1) * step;
}

/** As many letters as there are to be, more where the marks take that room anyway. */
function labelOf(input: LaneInput, room: Room): string {
  const letters = Math.floor((marksWidth(input, room) - LABEL_AIR) / LETTER);
  return shortLabel(input, Math.min(Math.max(room.letters, letters), MOST_LETTERS));
}

/** The typed line, cut at a word where it is too long. */
export function shortLabel({ label, seen }: LaneInput, letters: number): string {
  if (!seen) return 'out of sight';
  if (label.length <= letters) return label;
  const cut = label.slice(0, letters - 2);
  const word = label.slice(0, letters - 1).lastIndexOf(' ');
  return word > letters / 3 ? `${cut.slice(0, word)} …` : `${cut}…`;
}

function placed(inputs: readonly LaneInput[], room: Room): readonly PlacedInput[] {
  let x = FIRST;
  return inputs.map((input) => {
    const width = widthOf(input, room);
    const first = x + (width - Math.max(0, input.marks.length - 1) * room.step) / 2;
    const marks = input.marks.map((mark, index) => ({ ...mark, x: first + index * room.step }));
    const label = labelOf(input, room);
    const place = { input, x, width, behind: x + width + room.gap / 2, label, marks };
    x += width + room.gap;
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
  width: number,
): readonly PlacedBranch[] {
  const drawn: (PlacedBranch & { readonly to: number })[] = [];
  for (const branch of branches) {
    const before = inputs.find(({ input }) => input.n === branch.afterInput);
    if (before === undefined && branch.afterInput > 0) continue;
    const x = before?.behind ?? BEFORE_FIRST;
    const marks = branch.marks
      .slice(0, BRANCH_MARKS)
      .map((mark, index) => ({ ...mark, x: x + 28 + index * BRANCH_STEP }));
    const nameX = (marks.at(-1)?.x ?? x + 8) + 22;
    const to = nameX + sansWidth(branch.name, 12);
    const free = drawn.every((other) => to < other.x || x > other.to);
    if (free && nameX < width) drawn.push({ branch, x, nameX, marks, to });
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
  let x: number = BEFORE_FIRST;
  for (const input of inputs) {
    input.marks.forEach((mark, index) => {
      if (mark.seq > seq) return;
      const next = input.marks[index + 1];
      x = next === undefined ? input.behind : (mark.x + next.x) / 2;
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
