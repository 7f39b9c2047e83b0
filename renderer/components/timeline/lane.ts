// What does the timeline show of a run: inputs with their events, flags of facts, and lines that leave it?

import type { VerdictChange } from '#shared/grading/verdict.ts';
import type { PidNsId } from '#shared/kernel/ids.ts';
import type { Branch } from '#shared/log/branches.ts';
import type { Landmark, LandmarkKind } from '#shared/replay/landmarks.ts';
import type { TimelineInput } from '#shared/replay/timeline.ts';
import type { Input } from '#shared/userland/input.ts';
import { visibleText } from '#shared/visible-text.ts';

export interface LaneMark {
  readonly seq: number;
  readonly kind: LandmarkKind;
  /** Whose hue it has: that of the level where it happened. */
  readonly level: number;
  /** False: somewhere the lens can't see. */
  readonly seen: boolean;
}

export interface LaneInput {
  readonly n: number;
  /** The typed line; what else it was, in words. */
  readonly label: string;
  readonly marks: readonly LaneMark[];
  /** Some of it can be seen. An input without a mark is seen. */
  readonly seen: boolean;
  /** It has not been carried out yet. */
  readonly waiting: boolean;
}

/** A fact became true here. `lost`: it is not any more. */
export interface LaneFlag {
  readonly seq: number;
  readonly label: string;
  readonly lost: boolean;
}

export interface LaneBranch {
  readonly id: number;
  readonly name: string;
  /** The input behind which it leaves. */
  readonly afterInput: number;
  readonly marks: readonly Pick<LaneMark, 'kind' | 'level'>[];
}

export interface Lane {
  readonly inputs: readonly LaneInput[];
  readonly flags: readonly LaneFlag[];
  readonly branches: readonly LaneBranch[];
  /** The last moment. */
  readonly end: number;
}

/** In order. The boot is before the beginning. `sees`: whether the lens reaches into a namespace. */
export function laneInputs(
  inputs: readonly Pick<TimelineInput, 'n' | 'input' | 'from' | 'events'>[],
  landmarks: readonly Landmark[],
  sees: (ns: PidNsId) => boolean = () => true,
): readonly LaneInput[] {
  let next = 0;
  const lane: LaneInput[] = [];
  for (const { n, input, from, events } of inputs) {
    const marks: LaneMark[] = [];
    for (let landmark = landmarks[next]; landmark !== undefined; landmark = landmarks[next]) {
      if (landmark.seq > from + events.length) break;
      marks.push(markOf(landmark, sees));
      next += 1;
    }
    // A window that was pulled matters only where somebody listened.
    if (input.kind === 'boot' || (input.kind === 'resize' && marks.length === 0)) continue;
    const seen = marks.length === 0 || marks.some((mark) => mark.seen);
    lane.push({ n, label: labelOf(input), marks, seen, waiting: false });
  }
  return lane;
}

function markOf({ seq, kind, ns, level }: Landmark, sees: (ns: PidNsId) => boolean): LaneMark {
  // Who asks for a namespace stays where they are; what they asked for is one deeper.
  const hue = kind === 'asked-for-namespace' ? level + 1 : level;
  return { seq, kind, level: hue, seen: sees(ns) };
}

/** As much as a label can show, and more than a person reads. */
const LONGEST_LABEL = 200;

function lineLabel(text: string): string {
  return text === '' ? 'Enter' : visibleText(text);
}

export function labelOf(input: Input): string {
  switch (input.kind) {
    case 'boot':
      return 'start';
    case 'line':
      return lineLabel(input.text.slice(0, LONGEST_LABEL).trim());
    case 'keys':
      return input.text === ' ' ? 'Space' : visibleText(input.text.slice(0, LONGEST_LABEL));
    case 'key':
      return `Ctrl-${input.key.slice(1)}`;
    case 'terminal':
      return 'new terminal';
    case 'resize':
      return 'window resized';
    case 'clock':
      return 'time goes on';
    case 'answer':
      return 'answer';
    case 'hint':
      return 'hint';
  }
}

/** One flag for each moment that decided something, naming the facts by their place in the exercise. Ascending. */
export function laneFlags(
  checkpoints: readonly string[],
  changes: readonly VerdictChange[],
): readonly LaneFlag[] {
  const flags = new Map<string, { seq: number; lost: boolean; facts: number[] }>();
  checkpoints.forEach((checkpoint, index) => {
    const own = changes.filter((change) => change.checkpoint === checkpoint);
    const met = own.findLast(({ status }) => status === 'pass');
    if (met === undefined) return;
    const lost = own.at(-1) !== met;
    const flag = flags.get(`${met.seq} ${lost}`) ?? { seq: met.seq, lost, facts: [] };
    flag.facts.push(index + 1);
    flags.set(`${met.seq} ${lost}`, flag);
  });
  return [...flags.values()]
    .map(({ seq, lost, facts }) => ({ seq, lost, label: facts.join('·') }))
    .sort((a, b) => a.seq - b.seq || Number(a.lost) - Number(b.lost));
}

/**
 * The lines that part from this one, the newest first: those made from it, and then the line it was itself made from,
 * where that one goes on. `landmarksBehind`: what happened on a line after an input of it.
 */
export function laneBranches(
  branch: Branch,
  branches: ReadonlyMap<number, Branch>,
  landmarksBehind: (branch: number, afterInput: number) => readonly Landmark[],
): readonly LaneBranch[] {
  const line = (id: number, name: string, afterInput: number): LaneBranch => ({
    id,
    name,
    afterInput,
    marks: landmarksBehind(id, afterInput).map(({ kind, level }) => ({ kind, level })),
  });
  const made = branch.children.flatMap((id) => {
    const child = branches.get(id);
    return child === undefined ? [] : [line(id, child.name, child.afterInput)];
  });
  const parent = branch.parent === null ? undefined : branches.get(branch.parent);
  const goesOn = parent !== undefined && parent.inputs.length - 1 > branch.afterInput;
  return [
    ...(goesOn ? [line(parent.id, parent.name || FIRST_LINE, branch.afterInput)] : []),
    ...made,
  ].reverse();
}

/** What the line is called that was there from the start. */
export const FIRST_LINE = 'first line';

/** A command as it is read aloud: its flags as words. */
export function spokenLabel(label: string): string {
  return label.replaceAll(/(^|\s)--?(?=\w)/g, '$1').replaceAll(/(?<=\w)-(?=\w)/g, ' ');
}
