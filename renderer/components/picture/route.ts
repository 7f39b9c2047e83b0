// How does a line get from one place to another without touching what lies between? For the few lines that leave the tree's
// own order: to a process that joined a namespace from elsewhere.

import type { Box } from './layout.ts';
import type { Point } from './path.ts';

/** From an obstacle to the lines that pass it. */
const CLEAR = 7;
/** From the last bend to the end: a gate stands that far above its border. */
const APPROACH = 3;
/** A bend costs as much as this many pixels, so that a way is straight rather than short. */
const BEND = 60;
/** Among more obstacles than this a line goes straight: nobody could follow its bends. */
const CROWD = 60;

interface Step {
  readonly column: number;
  readonly row: number;
  readonly vertical: boolean;
  readonly cost: number;
  readonly before: Step | null;
}

/**
 * The way with the fewest bends and pixels from `from` to `to`: down first, down last, and around the obstacles. Where there
 * is none, straight through.
 * Order: of equal ways the one found first, columns from left to right, rows from top to bottom.
 */
export function routeAround(from: Point, to: Point, obstacles: readonly Box[]): readonly Point[] {
  const start = { x: from.x, y: from.y + CLEAR };
  const end = { x: to.x, y: to.y - APPROACH };
  if (obstacles.length > CROWD) return straight(from, end, to);
  const xs = lines([start.x, end.x, ...obstacles.flatMap(({ x, width }) => [x - CLEAR, x + width + CLEAR])]);
  const ys = lines([
    start.y,
    end.y,
    ...obstacles.flatMap(({ y, height }) => [y - CLEAR, y + height + CLEAR]),
  ]);
  const blocked = obstacles.map((box) => inset(box));
  const goal = `${xs.indexOf(end.x)} ${ys.indexOf(end.y)}`;

  const open: Step[] = [
    { column: xs.indexOf(start.x), row: ys.indexOf(start.y), vertical: true, cost: 0, before: null },
  ];
  const done = new Set<string>();
  for (let step = cheapest(open); step !== undefined; step = cheapest(open)) {
    const place = `${step.column} ${step.row}`;
    if (done.has(`${place} ${step.vertical}`)) continue;
    done.add(`${place} ${step.vertical}`);
    if (place === goal) return [from, ...corners(step, xs, ys), to];
    open.push(...onwards(step, xs, ys, blocked));
  }
  return straight(from, end, to);
}

function straight(from: Point, end: Point, to: Point): readonly Point[] {
  return [from, { x: from.x, y: end.y }, end, to];
}

function lines(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** A line may run along the clearance of an obstacle, not inside it. */
function inset({ x, y, width, height }: Box): Box {
  return { x: x - CLEAR + 1, y: y - CLEAR + 1, width: width + 2 * CLEAR - 2, height: height + 2 * CLEAR - 2 };
}

function cheapest(open: Step[]): Step | undefined {
  let best = 0;
  open.forEach((step, index) => {
    if (step.cost < (open[best]?.cost ?? 0)) best = index;
  });
  return open.splice(best, 1)[0];
}

function onwards(
  step: Step,
  xs: readonly number[],
  ys: readonly number[],
  blocked: readonly Box[],
): readonly Step[] {
  const next: Step[] = [];
  for (const [dx, dy] of [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ] as const) {
    // prettier-ignore
    const [column, row] = [step.column + dx, step.row + dy];
    const [x, y, toX, toY] = [xs[step.column], ys[step.row], xs[column], ys[row]];
    if (x === undefined || y === undefined || toX === undefined || toY === undefined) continue;
    if (blocked.some((box) => touches(box, x, y, toX, toY))) continue;
    const vertical = dx === 0;
    const length = Math.abs(toX - x) + Math.abs(toY - y);
    next.push({
      column,
      row,
      vertical,
      cost: step.cost + length + (vertical === step.vertical ? 0 : BEND),
      before: step,
    });
  }
  return next;
}

function touches({ x, y, width, height }: Box, ax: number, ay: number, bx: number, by: number): boolean {
  const [left, right] = ax < bx ? [ax, bx] : [bx, ax];
  const [top, bottom] = ay < by ? [ay, by] : [by, ay];
  return right > x && left < x + width && bottom > y && top < y + height;
}

/** The points where the way bends, and its end. */
function corners(last: Step, xs: readonly number[], ys: readonly number[]): readonly Point[] {
  const way: Point[] = [];
  for (let step: Step | null = last; step !== null; step = step.before) {
    const [x, y] = [xs[step.column], ys[step.row]];
    if (x !== undefined && y !== undefined) way.unshift({ x, y });
  }
  return way.filter((point, index) => {
    const [before, after] = [way[index - 1], way[index + 1]];
    if (after === undefined || before === undefined) return true;
    return !(before.x === after.x || before.y === after.y) || (point.x !== before.x && point.y !== before.y);
  });
}
