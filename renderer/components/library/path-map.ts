// Where does each exercise of a pack stand on the map, and which way do the lines between them run?
//
// Units are columns. A line leaves an exercise to the right, runs up or down in the gutter between two columns, crosses
// other columns in the gap between two rows, and arrives from the left: never over words. Columns that do not fit side
// by side go on in a band below; a line stays within its band.

import type { ExerciseSummary, LibraryView } from '#shared/protocol/operations.ts';

export type Unit = LibraryView['packs'][number]['units'][number];

/**
 * What an exercise is to the learner:
 * - `done`, `partly`: all or some of its facts became true.
 * - `ready`: everything it builds on is done.
 * - `waits`: it builds on open ones. Nothing is locked.
 * - `extra`: left out without loss.
 */
export type Standing = 'done' | 'partly' | 'ready' | 'waits' | 'extra';

export interface Column {
  readonly unit: Unit;
  readonly x: number;
  readonly y: number;
  readonly done: number;
  /** Without the extra ones. */
  readonly of: number;
}

export interface Stop {
  readonly exercise: ExerciseSummary;
  readonly standing: Standing;
  readonly band: number;
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  /** From column to column, to an exercise that nothing open stands before. */
  readonly strong: boolean;
  readonly d: string;
}

export interface PathMap {
  readonly columns: readonly Column[];
  /** In order of units, then of exercises. */
  readonly stops: readonly Stop[];
  readonly lines: readonly Line[];
  readonly columnWidth: number;
  readonly height: number;
}

/** In CSS pixels at 100 % text. */
const GUTTER = 20;
const WIDEST = 328;
const NARROWEST = 150;
const HEAD = 72;
const ROW = 48;
export const STOP_HEIGHT = 36;
const BAND_GAP = 28;
/** From the left edge of a stop to the middle of its mark. */
const MARK_X = 15;
const MARK_RADIUS = 13;
const CORNER = 8;

export function pathMap(units: readonly Unit[], width: number, scale: number): PathMap {
  const perBand = columnsPerBand(units.length, width, NARROWEST * scale, GUTTER * scale);
  const gutter = GUTTER * scale;
  const columnWidth = Math.min((width - gutter * (perBand - 1)) / perBand, WIDEST * scale);
  const progress = new Map(
    units.flatMap((unit) => unit.exercises.map((each) => [each.id, each.progress] as const)),
  );

  const columns: Column[] = [];
  const stops: Stop[] = [];
  let top = 0;
  for (let start = 0; start < units.length; start += perBand) {
    const band = units.slice(start, start + perBand);
    band.forEach((unit, index) => {
      const x = index * (columnWidth + gutter);
      const core = unit.exercises.filter((exercise) => !exercise.optional);
      columns.push({ unit, x, y: top, done: core.filter(isDone).length, of: core.length });
      unit.exercises.forEach((exercise, row) => {
        const y = top + (HEAD + ROW * row) * scale;
        stops.push({ exercise, standing: standingOf(exercise, progress), band: start, x, y });
      });
    });
    top += (HEAD + ROW * Math.max(0, ...band.map((unit) => unit.exercises.length)) + BAND_GAP) * scale;
  }
  const lines = linesBetween(stops, { columnWidth, gutter, scale });
  return { columns, stops, lines, columnWidth, height: Math.max(top - BAND_GAP * scale, 0) };
}

/** As many as fit, spread evenly: seven that do not fit side by side are four and three, not six and one. */
function columnsPerBand(count: number, width: number, narrowest: number, gutter: number): number {
  if (count === 0) return 1;
  const fit = Math.max(1, Math.floor((width + gutter) / (narrowest + gutter)));
  return Math.ceil(count / Math.ceil(count / fit));
}

function isDone(exercise: ExerciseSummary): boolean {
  return exercise.progress === 'done';
}

function standingOf(
  exercise: ExerciseSummary,
  progress: ReadonlyMap<string, ExerciseSummary['progress']>,
): Standing {
  if (exercise.progress !== 'untouched') return exercise.progress;
  if (exercise.optional) return 'extra';
  const open = exercise.prerequisites.some((id) => (progress.get(id) ?? 'done') !== 'done');
  return open ? 'waits' : 'ready';
}

interface Grid {
  readonly columnWidth: number;
  readonly gutter: number;
  readonly scale: number;
}

/** Those of exercises that are on the map. Order: by the exercise that builds, then by what it builds on. */
function linesBetween(stops: readonly Stop[], grid: Grid): readonly Line[] {
  const byId = new Map(stops.map((stop) => [stop.exercise.id, stop]));
  const lines: Line[] = [];
  for (const to of stops) {
    for (const id of to.exercise.prerequisites) {
      const from = byId.get(id);
      if (from === undefined) continue;
      const d = route(from, to, grid);
      if (d !== null)
        lines.push({ from: id, to: to.exercise.id, strong: from.x !== to.x && to.standing !== 'waits', d });
    }
  }
  return lines;
}

/** Null where the two stand in different bands, or the line would run backwards. */
function route(from: Stop, to: Stop, { columnWidth, gutter, scale }: Grid): string | null {
  const middle = (STOP_HEIGHT * scale) / 2;
  const rowGap = (ROW * scale) / 2;
  const y1 = from.y + middle;
  const y2 = to.y + middle;
  if (from.band !== to.band || from.x > to.x) return null;
  if (from.x === to.x) {
    if (Math.round(y2 - y1) !== Math.round(ROW * scale)) return null;
    const x = from.x + MARK_X * scale;
    return `M${n(x)} ${n(y1 + MARK_RADIUS * scale)}V${n(y2 - MARK_RADIUS * scale)}`;
  }
  const leave = from.x + columnWidth + gutter / 2;
  const arrive = to.x - gutter / 2;
  const start: Point = [from.x + columnWidth - 2, y1];
  const end: Point = [to.x + 2, y2];
  if (Math.round(leave) === Math.round(arrive)) {
    return rounded([start, [leave, y1], [leave, y2], end], CORNER * scale);
  }
  const crossing = y1 + rowGap;
  return rounded(
    [start, [leave, y1], [leave, crossing], [arrive, crossing], [arrive, y2], end],
    CORNER * scale,
  );
}

type Point = readonly [x: number, y: number];

/** A path of right angles with round corners; two corners share the leg between them. */
function rounded(points: readonly Point[], radius: number): string {
  const [first, ...rest] = points.filter((point, index) => {
    const before = points[index - 1];
    return before === undefined || before[0] !== point[0] || before[1] !== point[1];
  });
  if (first === undefined) return '';
  let d = `M${n(first[0])} ${n(first[1])}`;
  let before = first;
  rest.forEach((corner, index) => {
    const next = rest[index + 1];
    if (next === undefined) {
      d += `L${n(corner[0])} ${n(corner[1])}`;
      return;
    }
    const into = towards(corner, before, radius, index === 0 ? 1 : 2);
    const out = towards(corner, next, radius, index === rest.length - 2 ? 1 : 2);
    d += `L${n(into[0])} ${n(into[1])}Q${n(corner[0])} ${n(corner[1])} ${n(out[0])} ${n(out[1])}`;
    before = corner;
  });
  return d;
}

function towards(from: Point, to: Point, radius: number, sharedBy: 1 | 2): Point {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const length = Math.abs(dx) + Math.abs(dy);
  const part = length === 0 ? 0 : Math.min(radius, length / sharedBy) / length;
  return [from[0] + dx * part, from[1] + dy * part];
}

function n(value: number): number {
  return Math.round(value * 10) / 10;
}
